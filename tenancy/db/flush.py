"""Emptying tables between transactional tests, which is refused to `app`, and by the log's triggers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import Style
from django.db.backends.postgresql import operations

WRITTEN = """
    SELECT c.relname, c.relforcerowsecurity, EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal
    ) FROM pg_class c WHERE c.relname = ANY(%s) AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0
"""
"""Of these tables, those that hold or have held anything; whether their wall binds the owner, and whether a trigger guards them."""


class DatabaseOperations(operations.DatabaseOperations):
    """Runs Django's flush as `owner`, on a connection of its own, with wall and triggers at rest.

    A test writes to few of the many tables, and what is small is deleted much faster than it is truncated: TRUNCATE makes
    new files for every table that refers to one of them, and for all their indexes.
    """

    def sql_flush(
        self, style: Style, tables: Sequence[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        """One statement that empties whichever of `tables` was written to. Numbers are never given out again."""
        with self.connection.cursor() as cursor:
            cursor.execute(WRITTEN, [list(tables)])
            written = cursor.fetchall()
        opened, emptied, closed = [], [], []
        for table, is_forced, is_guarded in written:
            name = self.quote_name(table)
            at_rest = ["NO FORCE ROW LEVEL SECURITY"] * is_forced + ["DISABLE TRIGGER USER"] * is_guarded
            awake = ["FORCE ROW LEVEL SECURITY"] * is_forced + ["ENABLE TRIGGER USER"] * is_guarded
            opened += [f"ALTER TABLE {name} {', '.join(at_rest)}"] if at_rest else []
            emptied.append(f"DELETE FROM {name}")
            closed += [f"ALTER TABLE {name} {', '.join(awake)}"] if awake else []
        # Keys between tables are checked when all are empty; a table with checks to come cannot be altered.
        return [*opened, *emptied, "SET CONSTRAINTS ALL IMMEDIATE", *closed] if written else []

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """All of it, or nothing."""
        settings = self.connection.settings_dict
        owner = {**settings, **settings["OWNER"]}
        params: dict[str, Any] = type(self.connection)(owner, "owner").get_connection_params()
        raw = self.connection.Database.connect(**{k: v for k, v in params.items() if k != "cursor_factory"})
        try:
            with raw, raw.cursor() as cursor:
                cursor.execute("; ".join(sql_list) or "SELECT")
        finally:
            raw.close()
