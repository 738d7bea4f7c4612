"""Becoming `owner` for a moment: migrations, and the making of test databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def as_owner(connection: Any) -> Iterator[None]:
    """Let `connection` be `owner` inside the block, and what it was before after it."""
    settings = connection.settings_dict
    owner = settings.get("OWNER")
    if not owner:
        raise ImproperlyConfigured("This needs the role `owner`: set DATABASE_OWNER_URL.")
    before = {name: settings[name] for name in owner}
    connection.close()
    settings.update(owner)
    try:
        yield
    finally:
        connection.close()
        settings.update(before)
