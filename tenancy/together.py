"""Many rows in one statement, for lists of thousands: what the ORM does column by column in Python, the database does."""

import json
from collections.abc import Iterable

from django.db import connection, models


def insert_together(rows: Iterable[models.Model]) -> None:
    """Insert rows of one model, all of their columns as they are in hand; the wall and all constraints hold as ever.

    Give every value: a column's default in the database comes too late. Nothing is read back.
    """
    made = list(rows)
    if not made:
        return
    table = f'"{made[0]._meta.db_table}"'
    names = {field.column: field.attname for field in made[0]._meta.concrete_fields if not field.generated}
    columns = ", ".join(f'"{name}"' for name in names)
    lines = [{column: row.__dict__[name] for column, name in names.items()} for row in made]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)",  # names
            [json.dumps(lines, ensure_ascii=False, default=_as_text)],
        )


def _as_text(value: object) -> str:
    """Days, moments and ids as PostgreSQL reads them; bytes as it writes them."""
    return rf"\x{value.hex()}" if isinstance(value, bytes | bytearray | memoryview) else str(value)
