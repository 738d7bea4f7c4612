"""The same beginning for every test, made once by the services and then laid down again as rows.

A marketplace with its people takes some three hundred statements to make; most tests begin with one. What `make` wrote is
kept by each process of the tests, and comes back as one statement per table under an id that no test had before, so that
nothing that is kept by marketplace outside the database, a file or an index in memory, goes over to the next test.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from tenancy.context import tenant
from tenancy.ids import uuid7

TABLES = """
SELECT c.relname, c.relrowsecurity,
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND has_table_privilege(c.oid, 'SELECT')
GROUP BY c.oid, c.relname, c.relrowsecurity
"""


@dataclass(frozen=True)
class Recording:
    """One marketplace as rows to be laid down, and what stands for them in Python."""

    marketplace: UUID
    shared: str
    walled: str
    made: bytes

    def replay(self) -> Any:
        """Lay the rows down in the test's own transaction. What `make` gave, over these rows."""
        fresh = uuid7()
        with connection.cursor() as cursor, tenant(fresh):
            cursor.execute((self.shared + self.walled).replace(str(self.marketplace), str(fresh)))
        made = self.made.replace(_in_a_pickle(self.marketplace), _in_a_pickle(fresh))
        return pickle.loads(made.replace(str(self.marketplace).encode(), str(fresh).encode()))


def record(make: Callable[[], Any]) -> tuple[Any, Recording]:
    """What `make` gives, which makes one marketplace, and the recording of it."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = cursor.fetchall()
    shared = [(name, columns, set(_rows(name))) for name, has_wall, columns in tables if not has_wall]
    made = make()
    with tenant(made.id):
        rows_inside = [_statement(name, columns, _rows(name)) for name, has_wall, columns in tables if has_wall]
    rows_shared = [
        _statement(name, columns, [row for row in _rows(name) if row not in before]) for name, columns, before in shared
    ]
    return made, Recording(made.id, "".join(rows_shared), "".join(rows_inside), pickle.dumps(made))


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
        return [row for (row,) in cursor.fetchall()]


def _statement(table: str, columns: str, rows: list[str]) -> str:
    """What all marketplaces share may be there already, from another one."""
    if not rows:
        return ""
    text = f"[{','.join(rows)}]".replace("'", "''")
    return (
        f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns}"
        f" FROM jsonb_populate_recordset(NULL::{table}, '{text}') ON CONFLICT DO NOTHING;\n"
    )


def _in_a_pickle(one: UUID) -> bytes:
    return one.int.to_bytes(16, "little")
