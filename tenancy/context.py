"""The current marketplace: a context variable for Python and a transaction-local setting for PostgreSQL.

One way in, `tenant()`. It opens a transaction, because the setting lives exactly as long as one: nothing
can leak over a pooled connection to the next request.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction

SETTING = "app.tenant"
_current: ContextVar[UUID | None] = ContextVar("tenant", default=None)
_clock: ContextVar[tuple[datetime, float] | None] = ContextVar("database clock", default=None)


class TenantMissing(RuntimeError):
    """A walled query without a marketplace: always a fault of the caller, never an empty answer."""


def current_tenant() -> UUID:
    """The id of the marketplace that this code runs in; raises TenantMissing outside of one."""
    found = _current.get()
    if found is None:
        raise TenantMissing("No marketplace is set: wrap this in `with tenancy.context.tenant(id):`.")
    return found


def tenant_or_none() -> UUID | None:
    """The current marketplace's id, or None outside of one."""
    return _current.get()


def database_now() -> datetime:
    """The time on the database's clock, without asking it again: read on entering the block, then counted on.

    Law is kept on one clock; a web process whose own clock is wrong must not move a deadline.
    """
    found = _clock.get()
    if found is None:
        raise TenantMissing("The database's clock is read on entering a marketplace.")
    moment, since = found
    return moment + timedelta(seconds=time.monotonic() - since)


def _set(value: UUID | None, using: str) -> tuple[datetime, float]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true), clock_timestamp()", [SETTING, str(value) if value else ""])
        return cursor.fetchone()[1], time.monotonic()


@contextmanager
def tenant(tenant_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block inside marketplace `tenant_id`, in one transaction (a savepoint, if one is open already).

    At the outermost level the setting ends with its transaction. Inside another transaction the outer value
    is put back, on success only: after an error PostgreSQL restores it itself with the savepoint, and an
    aborted transaction could not run the statement.
    """
    connection = connections[using]
    nested = connection.in_atomic_block
    outer = _current.get()
    token, clock = _current.set(tenant_id), _clock.set(None)
    try:
        with transaction.atomic(using=using):
            _clock.set(_set(tenant_id, using))
            yield
            if nested and not connection.needs_rollback:
                _set(outer, using)
    finally:
        _clock.reset(clock)
        _current.reset(token)
