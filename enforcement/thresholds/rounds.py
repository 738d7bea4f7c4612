"""The round that follows strikes, and the clock after which a seller has been heard."""

from datetime import datetime

from enforcement.models import StrikeProposal
from enforcement.thresholds.services import HEARD, follow_strikes, hear
from sellers.services.record import THRESHOLDS_JOB
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock
from workflow.rounds import round


@round(THRESHOLDS_JOB)
def sweep(now: datetime) -> datetime | None:
    """Idempotent: one proposal is open per seller, and what was disposed of is not proposed again without a new strike."""
    return follow_strikes(actor=Actor.system(current_tenant()), now=now)


@consequence(HEARD)
def heard(clock: Clock, now: datetime) -> None:
    """The seller had its time to answer."""
    found = StrikeProposal.objects.select_for_update(of=("self",)).get(id=clock.subject_id)
    hear(actor=Actor.system(current_tenant()), found=found, now=now)
