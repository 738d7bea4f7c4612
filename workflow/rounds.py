"""Rounds: who sweeps what, and how one poller goes from marketplace to marketplace.

A sweep is registered by every floor for its own work. It runs inside a marketplace in one transaction with the due
lines that called for it: if it dies, they come back. It is idempotent, and skips rows that others hold.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tenancy.context import database_now, tenant
from tenancy.due import ring, ripe, take
from tenancy.models import Marketplace

logger = logging.getLogger(__name__)

Sweep = Callable[[datetime], datetime | None]

TURN_SECONDS = 20.0
"""How long one call goes round; what is left has its lines, and the next bell comes within a second."""

AFTER_A_FAULT = timedelta(seconds=30)
"""How long a marketplace whose sweep failed waits, so that it does not fail every second."""


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of work: its `sweep`, and what is done `afterwards`, outside every transaction.

    `turn` is for how many seconds one call begins with further marketplaces, where that is not TURN_SECONDS.
    """

    job: str
    sweep: Sweep
    afterwards: Callable[[UUID], object] | None = None
    turn: float | None = None


ROUNDS: dict[str, Round] = {}


def round(
    job: str, *, afterwards: Callable[[UUID], object] | None = None, turn: float | None = None
) -> Callable[[Sweep], Sweep]:
    """Register the decorated sweep for the due lines of `job`; the schedule rings each job by its name.

    The sweep is given the database's time and returns when it wants to come again, or None. `afterwards` is called
    with the marketplace's id once the sweep has committed. ValueError if the job has a sweep already.
    """

    def register(sweep: Sweep) -> Sweep:
        if job in ROUNDS:
            raise ValueError(f"The round {job} is registered twice.")
        ROUNDS[job] = Round(job, sweep, afterwards, turn)
        return sweep

    return register


def run_round(job: str) -> int:
    """Sweep the marketplaces that have ripe lines of `job`; returns how many were swept without a fault."""
    return _go_round(ROUNDS[job], ripe(job), only_if_due=True)


def repair_round(job: str) -> int:
    """Sweep every marketplace, with lines or without: what a lost line would have left behind."""
    return _go_round(ROUNDS[job], Marketplace.objects.order_by("?").values_list("id", flat=True), only_if_due=False)


def _go_round(work: Round, marketplaces: Iterable[UUID], *, only_if_due: bool) -> int:
    swept, until = 0, time.monotonic() + (TURN_SECONDS if work.turn is None else work.turn)
    for tenant_id in marketplaces:
        if only_if_due and time.monotonic() > until:
            break
        try:
            swept += visit(work, tenant_id, only_if_due=only_if_due)
        except Exception:
            logger.exception("The round %s failed in marketplace %s.", work.job, tenant_id)
            _set_aside(work.job, tenant_id)
    return swept


def visit(work: Round, tenant_id: UUID, *, only_if_due: bool = True) -> bool:
    """One sweep of one marketplace; False if another poller holds its lines."""
    with tenant(tenant_id):
        if not take(work.job) and only_if_due:
            return False
        following = work.sweep(database_now())
        if following is not None:
            ring(work.job, at=following)
    if work.afterwards is not None:
        work.afterwards(tenant_id)
    return True


def _set_aside(job: str, tenant_id: UUID) -> None:
    """Let a marketplace with a fault wait; its work is not lost, and the others go on."""
    try:
        with tenant(tenant_id):
            take(job)
            ring(job, at=database_now() + AFTER_A_FAULT)
    except Exception:
        logger.exception("The round %s could not be put off in marketplace %s.", job, tenant_id)
