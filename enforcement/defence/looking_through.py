"""The job of a seller's look at its own catalogue, batch by batch, and the round by which looks begin by themselves."""

import logging
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enforcement.models import CatalogueInspection
from enforcement.services.inspecting import KIND, ROUND, begin_due, finish, next_due, note_batch, note_gone
from scanner.services.prechecking import look_through
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.kinds import Fault, Plan, Step, job
from workflow.models import Job
from workflow.rounds import round

BATCH, GONE = 100, 500
LOOKING, ENDED = "looking", "ended"

logger = logging.getLogger(__name__)


def _listings(found: CatalogueInspection) -> QuerySet[Listing]:
    """Everything that is in the shop, waits for it or is a draft."""
    rows: QuerySet[Listing] = Listing.objects.filter(seller_id=found.party_id).exclude(state=Listing.State.ENDED)
    return rows.select_related("seller")


def _plan(asked: Job) -> Plan:
    found = CatalogueInspection.objects.get(id=asked.parameters["inspection"])
    return Plan(_listings(found).count() or None, [[LOOKING, None]])


@job(
    KIND,
    title=_("Inspection of a seller’s own catalogue"),
    plan=_plan,
    faults={"uncheckable": _("This listing could not be checked (%(fault)s).")},
    leads_to=("enforcement:inspections", _("Inspections")),
)
def _step(asked: Job, cursor: list[str | None], now: datetime) -> Step:
    """The next listings, then what was found the last time in listings that have ended. What is found is told to the seller
    alone and stands in no count of the job, which staff see."""
    found = CatalogueInspection.objects.select_for_update(of=("self",)).get(id=asked.parameters["inspection"])
    phase, last = cursor
    after = UUID(last) if last else None
    if found.stopped_at is not None or found.ended_at is not None:
        return Step(cursor, 0, finished=True)
    if phase == ENDED:
        behind = note_gone(found=found, after=after, most=GONE)
        if behind is None:
            finish(found=found, now=now)
        return Step([ENDED, str(behind)], 0, finished=behind is None)
    looked = look_through(actor=Actor.system(current_tenant()), rows=_listings(found), after=after, most=BATCH, now=now)
    if looked.last is None:
        return Step([ENDED, None], 0)
    for listing, fault in looked.faulty:
        logger.error("Listing %s cannot be checked.", listing.number, exc_info=fault)
    note_batch(found=found, checked=looked.checked, faulty=len(looked.faulty), now=now)
    faults = [
        Fault("uncheckable", subject_id=listing.id, called=listing.number, facts={"fault": type(fault).__name__})
        for listing, fault in looked.faulty
    ]
    return Step([LOOKING, str(looked.last)], len(looked.checked) + len(faults), faults)


@round(ROUND)
def begin_inspections(now: datetime) -> datetime | None:
    """Begin what is due; come again when the next one is."""
    begin_due(actor=Actor.system(current_tenant()), now=now)
    return next_due()
