"""A database for benches: made and migrated by `owner`, measured as `app`, dropped at the end; and the means to fill it."""

from __future__ import annotations

import logging
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from typing import Any

from django.db import connection, connections, models
from django.test.utils import setup_databases, teardown_databases

from tenancy.db.roles import as_owner
from tenancy.models import Marketplace

WALLED_KEYS = """
SELECT conrelid::regclass::text, conname, confrelid::regclass::text, pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY conname
"""


@contextmanager
def throwaway() -> Iterator[None]:
    """Within the block Django's connections are those of a fresh database, as `app`."""
    logging.disable(logging.INFO)
    with redirect_stdout(sys.stderr):  # standard output is for the table
        config = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    try:
        yield
    finally:
        connections.close_all()
        teardown_databases(config, verbosity=0)
        logging.disable(logging.NOTSET)


def marketplaces(count: int) -> list[Marketplace]:
    """So many marketplaces, without anything inside."""
    return Marketplace.objects.bulk_create(
        Marketplace(slug=f"bench-{number}", name=f"Bench {number}") for number in range(count)
    )


@contextmanager
def loading(*filled: type[models.Model]) -> Iterator[None]:
    """Within the block we are `owner`, see all marketplaces, and the tables of `filled` have no foreign keys.

    Afterwards the keys stand again, checked over all rows at once, which takes a tenth of checking row by row; wall and
    statistics too.
    """
    tables = [model._meta.db_table for model in filled]
    with as_owner(connection), ExitStack() as stack:
        keys = _query(WALLED_KEYS, [tables])
        parents = {parent for _, _, parent, _ in keys} - {Marketplace._meta.db_table}
        for table in sorted({*tables, *parents}):
            _run(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            stack.callback(_run, f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        for table, name, _parent, _ in keys:
            _run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, _parent, definition in keys:
            _run(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in tables:
            _run(f"VACUUM ANALYZE {table}")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _query(statement: str, values: Sequence[Any]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def fill(model: type[models.Model], source: str, /, **columns: str) -> None:
    """Insert a row for every row of `source`, a FROM clause; `columns` are expressions over it, by the field's column.

    What is not named gets the field's default, or the least that its column takes.
    """
    given = {name: expression.replace("%", "%%") for name, expression in columns.items()}
    defaults = {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in columns and not (field.null or field.has_db_default() or field.generated)
    }
    names = ", ".join(f'"{name}"' for name in [*given, *defaults])
    expressions = ", ".join([*given.values(), *("%s" for _ in defaults)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {expressions} FROM {source.replace('%', '%%')}",
            list(defaults.values()),
        )


def row_id(kind: str, number: str) -> str:
    """An expression for the id of row `number` of a kind: a UUIDv7, the same wherever it is asked for."""
    noise = f"md5('{kind}' || ({number}))"
    return (
        f"(lpad(to_hex(1700000000000 + ({number})), 12, '0') || '7' || substr({noise}, 1, 3)"
        f" || '8' || substr({noise}, 4, 15))::uuid"
    )
