"""Trying until it works, or five times: what clocks and effects have in common.

A row is taken in one short transaction, which counts the attempt and says when it may be taken again, so that even an
attempt that kills its process is counted. What is to be done is done outside that transaction. Whoever finishes names
the attempt he was; of two, one finds that the row is no longer his.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from tenancy.context import current_tenant, tenant
from tenancy.due import ring
from workflow import doorbell
from workflow.models import ATTEMPTS, pause

logger = logging.getLogger(__name__)

STINT_SECONDS = 5.0
"""How long a poller stays with one marketplace before the others have their turn."""

LOOK_AGAIN = timedelta(seconds=5)
"""When somebody else looks after rows that are ripe, in case the poller which saw them dies."""


class WorkerLost(Exception):
    """The process that made an attempt has not come back."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row in the hands of one worker: its id and the number of the attempt, from 1."""

    id: UUID
    attempt: int


@dataclass(frozen=True)
class Queue:
    """The rows of `table` that wait for an attempt, and the job whose due lines speak of them.

    A row in one of the states `open` may be taken from `next_at` on; it is `leased` meanwhile and `again` if the
    attempt failed. Inside a marketplace; PostgreSQL's clock decides alone. `stint` is how many seconds a worker stays
    with one marketplace. `buried` is told, in the same transaction, that a row is dead, and of what.
    """

    table: str
    job: str
    open: tuple[str, ...]
    leased: str
    again: str
    lease: timedelta
    stint: float = STINT_SECONDS
    buried: Callable[[UUID, Exception], None] | None = None

    def take(self) -> Taken | None:
        """The row that has waited longest and nobody else holds. One statement."""
        found = _row(
            f"UPDATE {self.table} SET state = %s, attempts = attempts + 1, next_at = clock_timestamp() + %s"
            f" WHERE tenant_id = %s AND id = (SELECT id FROM {self.table} WHERE tenant_id = %s AND state = ANY(%s)"
            " AND next_at <= statement_timestamp() ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)"
            " RETURNING id, attempts",
            [self.leased, self.lease, current_tenant(), current_tenant(), list(self.open)],
        )
        return Taken(*found) if found else None

    def failed(self, taken: Taken, error: Exception) -> None:
        """Try again later, or never: after the last attempt the row is dead and the log says so."""
        dead = taken.attempt >= ATTEMPTS
        state = "dead" if dead else self.again
        wait = pause(min(taken.attempt, ATTEMPTS)) * random.uniform(0.8, 1.2)
        mine = _row(
            f"UPDATE {self.table} SET state = %s, next_at = clock_timestamp() + %s, failure = %s"
            " WHERE tenant_id = %s AND id = %s AND state = %s AND attempts = %s RETURNING next_at",
            [state, wait, type(error).__name__[:100], current_tenant(), taken.id, self.leased, taken.attempt],
        )
        if mine is None:
            return
        if dead:
            logger.error("%s %s is dead after %s attempts.", self.table, taken.id, taken.attempt, exc_info=error)
            if self.buried is not None:
                self.buried(taken.id, error)
        else:
            logger.warning("%s %s: attempt %s failed.", self.table, taken.id, taken.attempt, exc_info=error)
            ring(self.job, at=mine[0])

    def look_again(self, *, soon: timedelta = LOOK_AGAIN) -> datetime | None:
        """When a poller should come next: at the first ripening, or `soon` if something is ripe; None if never."""
        found = _row(
            "SELECT CASE WHEN min(next_at) <= clock_timestamp() THEN clock_timestamp() + %s ELSE min(next_at) END"
            f" FROM {self.table} WHERE tenant_id = %s AND state = ANY(%s)",
            [soon, current_tenant(), list(self.open)],
        )
        return found[0] if found else None

    def work_off(self, tenant_id: UUID, carry_out: Callable[[Taken], Any]) -> int:
        """Take rows one by one and carry them out, outside any transaction; returns how many were taken.

        A failing row is put back and does not stop the others.
        """
        done, until = 0, time.monotonic() + self.stint
        while time.monotonic() < until:
            with tenant(tenant_id):
                taken = self.take()
            if taken is None:
                return done
            done += 1
            try:
                if taken.attempt > ATTEMPTS:
                    raise WorkerLost
                carry_out(taken)
            except Exception as error:
                with tenant(tenant_id):
                    self.failed(taken, error)
        with tenant(tenant_id):
            ring(self.job)
            doorbell.after_commit(self.job)
        return done


def _row(sql: str, values: list[Any]) -> tuple[Any, ...] | None:
    """The one row that a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()
