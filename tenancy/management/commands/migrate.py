"""Migrations are the one thing that runs as `owner`."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from tenancy.db.rendering import changed_models_alone
from tenancy.db.roles import as_owner


class Command(migrate.Command):
    """Django's `migrate`, with the connection of DATABASE_OWNER_URL."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Become owner, then migrate."""
        connection = connections[options["database"]]
        if options.get("check_unapplied") or not connection.settings_dict.get("OWNER"):
            super().handle(*args, **options)  # reading the plan needs no owner
            return
        if connection.settings_dict["USER"] == connection.settings_dict["OWNER"]["USER"]:
            with changed_models_alone():
                super().handle(*args, **options)  # a test database is being made: owner already
            return
        with as_owner(connection), changed_models_alone():
            super().handle(*args, **options)
