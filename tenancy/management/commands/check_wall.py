"""Ask the database whether the wall stands; web and worker ask the same before they start."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenancy.catalogue import faults


class Command(BaseCommand):
    """Ends with an error that names every fault."""

    help = "Check that every tenant table is walled and that this process's role bypasses nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """A handful of queries on the database's catalogue; none reads a tenant's row."""
        found = faults()
        if found:
            raise CommandError("The tenant wall does not stand.\n" + "\n".join(found))
        if options["verbosity"]:
            self.stdout.write("The wall stands.")
