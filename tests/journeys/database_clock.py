"""The database's clock, moved forward: a minute's grace or ten business days pass in no time, for every process.

All of the product reads the time from PostgreSQL, by four functions. Functions of the same names, in a schema that the
test database searches first, add a shift to them. What was written with a column's own default keeps the real time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg2
from django.db import connections

CLOCKS = ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp")
MAKE = """
CREATE SCHEMA moved;
CREATE TABLE moved.clock (shift interval NOT NULL);
INSERT INTO moved.clock VALUES ('0');
GRANT USAGE ON SCHEMA moved TO app;
GRANT SELECT ON moved.clock TO app;
"""
FUNCTION = """
CREATE FUNCTION moved.{name}() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT pg_catalog.{name}() + (SELECT shift FROM moved.clock) $$;
"""


class DatabaseClock:
    """The clock of the test database, on a connection of its role `owner` that Django knows nothing of."""

    def __init__(self, raw: "psycopg2.extensions.connection") -> None:
        self._raw = raw

    def execute(self, sql: str, values: object = None) -> None:
        """One statement, committed at once."""
        with self._raw, self._raw.cursor() as cursor:
            cursor.execute(sql, values)

    def forward(self, **units: float) -> None:
        """Let time pass, as for `timedelta`."""
        self.execute("UPDATE moved.clock SET shift = shift + %s", [timedelta(**units)])


@contextmanager
def movable_clock() -> Iterator[DatabaseClock]:
    """Make the clock movable for every connection that is opened inside the block."""
    here = connections["default"]
    settings = {**here.settings_dict, **here.settings_dict["OWNER"]}
    params = type(here)(settings, "owner").get_connection_params()
    raw = psycopg2.connect(**{key: value for key, value in params.items() if key not in ("cursor_factory", "context")})
    clock = DatabaseClock(raw)
    name = settings["NAME"]
    try:
        clock.execute("DROP SCHEMA IF EXISTS moved CASCADE")
        clock.execute(MAKE + "".join(FUNCTION.format(name=found) for found in CLOCKS))
        clock.execute(f'ALTER DATABASE "{name}" SET search_path = moved, pg_catalog, public')
        connections.close_all()
        yield clock
    finally:
        clock.execute(f'ALTER DATABASE "{name}" RESET search_path')
        clock.execute("DROP SCHEMA moved CASCADE")
        raw.close()
        connections.close_all()
