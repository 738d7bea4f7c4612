"""The registry has changed: what pages outside said is scanned again for the rights that are new, as the catalogue is."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry import queries as registry
from scanner import reference
from scanner.backscans import BY_ITSELF, MOST_RIGHTS, changed_rights, covered_until
from scanner.models import OutsidePage
from scanner.services.backscan import WHILE_ONE_RUNS
from scanner.services.outside_pages import rescan_pages
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import jobs
from workflow.kinds import Fault, Plan, Step, in_halves, job
from workflow.models import Job

KIND = "outside_rescan"
BATCH = 100

logger = logging.getLogger(__name__)


def follow_outside(now: datetime) -> datetime | None:
    """Ask for a scan of the pages for the rights that changed since the last; at most one of them waits.

    Returns when to look again: later while one runs, which may have passed pages before the change.
    """
    since = covered_until(KIND)
    changed = [right.id for right in changed_rights(since)]
    if not changed or not registry.live_marks(changed):
        return None
    if not OutsidePage.objects.filter(state=OutsidePage.State.SCANNED).exists():
        return None
    open_ones = Job.objects.filter(kind=KIND, key=BY_ITSELF).open()
    if open_ones.filter(state=Job.State.RUNNING).exists():
        return now + WHILE_ONE_RUNS
    if not open_ones.exists():
        actor = Actor.system(current_tenant())
        jobs.ask(actor=actor, kind=KIND, parameters={"since": since.isoformat()}, key=BY_ITSELF)
    return None


def plan(asked: Job) -> Plan:
    """Count the pages, and note for which rights to ask and what the registry was then."""
    until = registry.watermark()
    changed = [str(right.id) for right in changed_rights(datetime.fromisoformat(asked.parameters["since"]))]
    only = changed if len(changed) <= MOST_RIGHTS else None
    total = OutsidePage.objects.filter(state=OutsidePage.State.SCANNED).count()
    return Plan(total, [None] if total else [], {"until": until.isoformat(), "only": only})


@job(
    KIND,
    title=_("Pages outside, scanned again"),
    plan=plan,
    counts={"matches": _("new matches")},
    faults={"unscannable": _("This page could not be scanned (%(fault)s).")},
    leads_to=("scanner:outside", _("Look at the shops outside")),
    about=lambda _asked: gettext("rights that are new or have changed"),
)
def step(asked: Job, cursor: Any, now: datetime) -> Step:
    """Scan the next pages; one that cannot be scanned is set aside."""
    rows = OutsidePage.objects.filter(state=OutsidePage.State.SCANNED).order_by("id")
    pages = list((rows.filter(id__gt=cursor) if cursor else rows)[:BATCH])
    only = None if asked.plan["only"] is None else frozenset(UUID(one) for one in asked.plan["only"])
    came, faults = [0], []

    def scan(batch: Sequence[OutsidePage]) -> None:
        actor = Actor.system(current_tenant())
        came.append(rescan_pages(actor=actor, pages=batch, loaded=reference.current(), now=now, only=only))

    def set_aside(page: OutsidePage, fault: Exception) -> None:
        logger.error("The page %s cannot be scanned again.", page.reference, exc_info=fault)
        facts = {"fault": type(fault).__name__}
        faults.append(Fault("unscannable", subject_id=page.id, called=page.reference, facts=facts))

    in_halves(pages, scan, set_aside)
    last = str(pages[-1].id) if pages else cursor
    return Step(last, len(pages), faults, {"matches": sum(came)}, finished=len(pages) < BATCH)
