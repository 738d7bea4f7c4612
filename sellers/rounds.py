"""What sellers sweeps: restraints that have run out, applications that nobody goes on with."""

from datetime import datetime

from sellers.services.onboarding import JOB as DRAFTS_JOB
from sellers.services.onboarding import lapse_drafts
from sellers.services.restraints import LAPSE_JOB, lapse
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(LAPSE_JOB)
def sweep(now: datetime) -> datetime | None:
    """Tell the shop what is public again; come again when the next restraint runs out."""
    return lapse(actor=Actor.system(current_tenant()), now=now)


@round(DRAFTS_JOB)
def sweep_drafts(now: datetime) -> datetime | None:
    """Forget what nobody goes on with; come again when the next one is due."""
    return lapse_drafts(actor=Actor.system(current_tenant()), now=now)
