"""The scanner's long work: the back-scan, listing by listing along their ids, in parts that several workers share."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry import queries as registry
from registry.services.standing import CHANGED_JOB
from scanner import reference
from scanner.backscans import KIND, MOST_RIGHTS, Scope, changed_rights
from scanner.outside.jobs import follow_outside
from scanner.services.backscan import follow_registry
from scanner.services.rescanning import Rescanned, rescan_many
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.kinds import Fault, Plan, Step, in_halves, job
from workflow.models import Job
from workflow.rounds import round

BATCH = 500
PARTS = 8
"""More than there are workers, so that they end together."""

logger = logging.getLogger(__name__)


def plan(asked: Job) -> Plan:
    """Count the listings, cut their ids into parts, and note for which rights to ask and what the registry was then."""
    scope = Scope.of(asked)
    until = registry.watermark()
    only = None
    if scope.since:
        changed = [str(right.id) for right in changed_rights(datetime.fromisoformat(scope.since))]
        only = changed if len(changed) <= MOST_RIGHTS else None
    total, ends = _cut(scope.listings())
    cursors = [[start, end] for start, end in zip([None, *ends], ends, strict=False)]
    return Plan(total, cursors, {"until": until.isoformat(), "only": only})


def _cut(listings: QuerySet[Listing]) -> tuple[int, list[str]]:
    """How many there are, and the last id of each part. One query."""
    sql, values = listings.order_by().values("id").query.sql_with_params()
    shares = [number / PARTS for number in range(1, PARTS + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), percentile_disc(%s::float8[]) WITHIN GROUP (ORDER BY id) FROM ({sql}) AS l",
            [shares, *values],
        )
        total, ends = cursor.fetchone()
    return total, list(dict.fromkeys(str(end) for end in ends)) if total else []


@job(
    KIND,
    title=_("Back-scan of the catalogue"),
    plan=plan,
    counts={"matches": _("new matches"), "held": _("listings taken out of the shop")},
    faults={"unscannable": _("This listing could not be scanned (%(fault)s).")},
    leads_to=("scanner:matches", _("Look at the matches")),
    about=lambda asked: Scope.of(asked).words(),
)
def step(asked: Job, cursor: Any, now: datetime) -> Step:
    """Scan the next listings of a part; one that cannot be scanned is set aside."""
    after, end = cursor
    rows = Scope.of(asked).listings().filter(id__lte=end).order_by("id")
    listings = list((rows.filter(id__gt=after) if after else rows)[:BATCH])
    only = None if asked.plan["only"] is None else frozenset(UUID(one) for one in asked.plan["only"])
    loaded = reference.current() if listings else None
    came, faults = [], []

    def scan(batch: Sequence[Listing]) -> None:
        assert loaded is not None
        actor = Actor.system(current_tenant())
        came.append(rescan_many(actor=actor, listings=batch, loaded=loaded, now=now, only=only))

    def set_aside(listing: Listing, fault: Exception) -> None:
        logger.error("Listing %s cannot be scanned.", listing.number, exc_info=fault)
        facts = {"fault": type(fault).__name__}
        faults.append(Fault("unscannable", subject_id=listing.id, called=listing.number, facts=facts))

    in_halves(listings, scan, set_aside)
    last = str(listings[-1].id) if listings else end
    return Step([last, end], len(listings), faults, _counts(came), finished=len(listings) < BATCH or last == end)


def _counts(came: Sequence[Rescanned]) -> dict[str, int]:
    return {"matches": sum(one.matches for one in came), "held": sum(one.held for one in came)}


@round(CHANGED_JOB)
def follow(now: datetime) -> datetime | None:
    """Ask for a back-scan of the catalogue, and of pages outside, where rights have changed since the last one."""
    again = [follow_registry(actor=Actor.system(current_tenant()), now=now), follow_outside(now)]
    return min(filter(None, again), default=None)
