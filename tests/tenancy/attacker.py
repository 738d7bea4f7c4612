"""A connection that is `owner`: for breaking the wall, or the log, from behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def owner() -> Iterator[Any]:
    """A cursor of `owner` in the test's own database, in autocommit."""
    connection = connections["default"]
    settings = {**connection.settings_dict, **connection.settings_dict["OWNER"]}
    params = type(connection)(settings, "attacker").get_connection_params()
    raw = connection.Database.connect(**{name: value for name, value in params.items() if name != "cursor_factory"})
    raw.autocommit = True
    try:
        with raw.cursor() as cursor:
            yield cursor
    finally:
        raw.close()


@contextmanager
def broken(break_it: str, mend_it: str) -> Iterator[None]:
    """The wall, broken by one statement of the owner inside the block and mended after it."""
    with owner() as cursor:
        cursor.execute(break_it)
        try:
            yield
        finally:
            cursor.execute(mend_it)
