"""Which marketplace has work: lines that are inserted by whoever makes work and taken by pollers.

`ripe` is all that a worker reads outside the wall. `take` runs inside a marketplace and deletes the ripe
lines of one job; what it deleted it must do in the same transaction, or the lines come back with it.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from tenancy.context import current_tenant
from tenancy.models import Due


def ring(job: str, *, at: datetime | None = None) -> None:
    """Say that the current marketplace has work of kind `job` from `at` on (now, if not given)."""
    line = Due(tenant_id=current_tenant(), job=job)
    if at is not None:
        line.next_at = at
    line.save(force_insert=True)


def ripe(job: str, *, limit: int = 500) -> list[UUID]:
    """Marketplaces with ripe lines of `job`, the longest waiting first. Read outside the wall."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tenant_id FROM tenancy_due WHERE job = %s AND next_at <= now()"
            " GROUP BY tenant_id ORDER BY min(next_at) LIMIT %s",
            [job, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def take(job: str) -> int:
    """Delete the ripe lines of `job` in the current marketplace that no other poller holds; how many."""
    free = Due.objects.select_for_update(skip_locked=True).filter(
        tenant_id=current_tenant(), job=job, next_at__lte=Now()
    )
    ids = list(free.values_list("id", flat=True)[:10_000])
    return Due.objects.filter(id__in=ids).delete()[0] if ids else 0


def next_at(job: str) -> datetime | None:
    """When the next line of `job` in the current marketplace ripens, if there is one."""
    return (
        Due.objects.filter(tenant_id=current_tenant(), job=job)
        .order_by("next_at")
        .values_list("next_at", flat=True)
        .first()
    )
