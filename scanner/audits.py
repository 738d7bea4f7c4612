"""The job of an audit: a seller's listings scanned again, batch by batch, and looked through; and its round afterwards."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from scanner import reference
from scanner.models import Audit
from scanner.services.audit_schedules import begin_scheduled, check_plans, close_late
from scanner.services.auditing import (
    FIXED,
    KIND,
    LOOK_AGAIN,
    REMIND,
    SCHEDULES,
    finish_audit,
    note_batch,
    note_fixed,
    remind_of_plan,
)
from scanner.services.rescanning import IN_THE_SHOP, rescan_many
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.kinds import Fault, Plan, Step, in_halves, job
from workflow.models import Clock, Job
from workflow.rounds import round

BATCH = 100
EVERY_HOUR = timedelta(hours=1)

logger = logging.getLogger(__name__)


def _listings(audit: Audit) -> QuerySet[Listing]:
    """What the seller has in the shop, or what is held back from it."""
    rows: QuerySet[Listing] = Listing.objects.filter(seller_id=audit.seller_id, state__in=IN_THE_SHOP).order_by("id")
    return rows


def _plan(asked: Job) -> Plan:
    audit = Audit.objects.get(id=asked.parameters["audit"])
    total = _listings(audit).count()
    if not total and audit.state == "running":
        finish_audit(actor=Actor.system(current_tenant()), audit=audit, now=audit.made_at)
    return Plan(total=total, cursors=("",))


@job(
    KIND,
    title=_("Audit of a seller's catalogue"),
    plan=_plan,
    faults={"unscannable": _("This listing could not be scanned (%(fault)s).")},
    leads_to=("scanner:audits", _("Audits")),
)
def _step(asked: Job, cursor: str, now: datetime) -> Step:
    """Scan and look through a batch; a listing that cannot be scanned is set aside."""
    audit = Audit.objects.select_for_update().get(id=asked.parameters["audit"])
    rows = _listings(audit)
    listings = list((rows.filter(id__gt=cursor) if cursor else rows)[:BATCH])
    system, loaded = Actor.system(current_tenant()), reference.current() if listings else None
    faults: list[Fault] = []

    def scan(batch: Sequence[Listing]) -> None:
        assert loaded is not None
        rescan_many(actor=system, listings=batch, loaded=loaded, now=now)

    def set_aside(listing: Listing, fault: Exception) -> None:
        logger.error("Listing %s cannot be scanned.", listing.number, exc_info=fault)
        facts = {"fault": type(fault).__name__}
        faults.append(Fault("unscannable", subject_id=listing.id, called=listing.number, facts=facts))

    in_halves(listings, scan, set_aside)
    if listings:
        note_batch(audit=audit, listings=listings, now=now)
    finished = len(listings) < BATCH
    if finished and audit.state == "running":
        finish_audit(actor=system, audit=audit, now=now)
    return Step(
        cursor=str(listings[-1].id) if listings else cursor, done=len(listings), faults=faults, finished=finished
    )


@round(FIXED)
def look_for_fixed(now: datetime) -> datetime | None:
    """Note what sellers have put right; come again while something is open."""
    more = note_fixed(actor=Actor.system(current_tenant()), now=now)
    return now + LOOK_AGAIN if more else None


@round(SCHEDULES)
def begin_and_check(now: datetime) -> datetime:
    """Begin the audits that are due, and look again at plans whose last day is over; come again in an hour."""
    system = Actor.system(current_tenant())
    begin_scheduled(actor=system, now=now)
    check_plans(actor=system, now=now)
    close_late(actor=system, now=now)
    return now + EVERY_HOUR


@consequence(REMIND)
def plan_soon_due(clock: Clock, now: datetime) -> None:
    """A mail, some days before the last day of a plan."""
    audit = Audit.objects.select_for_update().get(id=clock.subject_id)
    remind_of_plan(actor=Actor.system(current_tenant()), audit=audit, now=now)
