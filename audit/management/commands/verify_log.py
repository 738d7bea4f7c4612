"""Read the log again, from the first entry to the last, and say what does not hold."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.verify import verify
from tenancy.context import tenant
from tenancy.models import Marketplace


class Command(BaseCommand):
    """Ends with an error if anything is wrong in any marketplace."""

    help = "Verify the log of one marketplace, or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which marketplaces, and how deep."""
        parser.add_argument("slugs", nargs="*", help="Marketplaces; all if none is named.")
        parser.add_argument("--rows", action="store_true", help="Also check every committed row against its entry.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a marketplace, then its faults."""
        marketplaces = Marketplace.objects.all()
        if options["slugs"]:
            marketplaces = marketplaces.filter(slug__in=options["slugs"])
            missing = set(options["slugs"]) - {found.slug for found in marketplaces}
            if missing:
                raise CommandError(f"There is no marketplace {', '.join(sorted(missing))}.")
        broken = 0
        for marketplace in marketplaces:
            begun = time.monotonic()
            with tenant(marketplace.id):
                report = verify(rows=options["rows"])
            words = "whole" if report.whole else f"{len(report.faults)} faults"
            rows = f", {report.rows} rows, {report.erased} of them erased" if options["rows"] else ""
            self.stdout.write(
                f"{marketplace.slug}: {words}; {report.entries} entries, {report.checkpoints} checkpoints{rows},"
                f" {report.waiting} waiting, {time.monotonic() - begun:.1f} s"
            )
            for fault in report.faults:
                self.stdout.write(f"  {fault}")
            broken += not report.whole
        if broken:
            raise CommandError(f"The log of {broken} marketplaces does not hold.")
