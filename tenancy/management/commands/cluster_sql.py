"""Print what a superuser runs once on a PostgreSQL server of one's own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenancy.cluster import cluster_sql


class Command(BaseCommand):
    """Roles, database and grants, with places for the three passwords."""

    help = "Print the SQL that a superuser runs once before the first `migrate`."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--database", default="markwarden")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both parts, with psql's `\\c` between them."""
        passwords = {role: f"CHANGE-ME-{role}" for role in ("owner", "app", "steward")}
        sql = cluster_sql(database=options["database"], passwords=passwords)
        self.stdout.write("-- As superuser, once. Replace the three passwords.\n")
        self.stdout.write(sql.cluster)
        for name in (options["database"], "template1"):
            self.stdout.write(f"\n\\connect {name}\n{sql.database}")
