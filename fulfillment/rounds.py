"""What fulfilment sweeps: sellers of whom buyers suddenly complain far more than before."""

from datetime import datetime

from fulfillment.services.surges import JOB, find_surges
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(JOB)
def sweep_surges(now: datetime) -> datetime | None:
    """Count what came in the last seven days; come again while anything did."""
    return find_surges(actor=Actor.system(current_tenant()), now=now)
