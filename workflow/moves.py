"""Moving a row along its machine, so that of two who try at once one wins and the other is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tenancy.context import current_tenant
from tenancy.errors import Conflict
from workflow.machine import IllegalMove, Machine


class Stateful(models.Model):
    """A row with one state. `version` grows with every move; `state_at` is when the last one happened."""

    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    state_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract: ClassVar = True


def move(row: Any, to: str, *, machine: Machine, now: datetime | None = None) -> None:
    """Bring `row` (Stateful and Tenanted) to state `to`, in the database and in hand, by one UPDATE.

    `now` is when it happened; without it the database's clock says. The row in hand must be as it was read: raises
    Conflict if somebody else has moved it since, and Conflict with the code "illegal_move" if the machine knows no such
    move. Other columns are the caller's to save, after this: from here on the row is locked.
    """
    _check(row, to, machine)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET state = %s, version = version + 1,'
            " state_at = coalesce(%s, clock_timestamp())"
            " WHERE tenant_id = %s AND id = %s AND version = %s AND state = %s RETURNING version, state_at",
            [to, now, current_tenant(), row.id, row.version, row.state],
        )
        moved = cursor.fetchone()
    if moved is None:
        raise _late()
    row.state = to
    row.version, row.state_at = moved


def move_all(rows: Sequence[Any], to: str, *, machine: Machine, now: datetime | None = None) -> None:
    """Bring many rows of one model to state `to`, all or none, by one UPDATE; otherwise as `move`."""
    if not rows:
        return
    for row in rows:
        _check(row, to, machine)
    by_id = {row.id: row for row in rows}
    values = {
        "to": to,
        "now": now,
        "tenant": current_tenant(),
        "ids": list(by_id),
        "versions": [row.version for row in by_id.values()],
        "states": [row.state for row in by_id.values()],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{rows[0]._meta.db_table}" AS r SET state = %(to)s, version = r.version + 1,'
            " state_at = coalesce(%(now)s, clock_timestamp())"
            " FROM unnest(%(ids)s::uuid[], %(versions)s::int[], %(states)s::text[]) AS read(id, version, state)"
            " WHERE r.tenant_id = %(tenant)s AND r.id = read.id AND r.version = read.version AND r.state = read.state"
            " RETURNING r.id, r.version, r.state_at",
            values,
        )
        moved = cursor.fetchall()
        if len(moved) != len(by_id):
            raise _late()
    for row_id, version, state_at in moved:
        row = by_id[row_id]
        row.state, row.version, row.state_at = to, version, state_at


def _check(row: Any, to: str, machine: Machine) -> None:
    try:
        machine.check(row.state, to)
    except IllegalMove as late:
        raise Conflict(
            _("This stands at “%(source)s” and cannot become “%(target)s”.") % {"source": late.source, "target": to},
            code="illegal_move",
        ) from late


def _late() -> Conflict:
    return Conflict(_("Somebody else was faster and has changed this. Look at it again before you go on."))
