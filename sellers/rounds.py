"""What sellers sweeps: restraints that have run out."""

from datetime import datetime

from sellers.services.restraints import LAPSE_JOB, lapse
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(LAPSE_JOB)
def sweep(now: datetime) -> datetime | None:
    """Tell the shop what is public again; come again when the next restraint runs out."""
    return lapse(actor=Actor.system(current_tenant()), now=now)
