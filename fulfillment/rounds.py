"""What fulfilment sweeps: sellers of whom buyers suddenly complain far more than before, and how much of a flow is looked at."""

from datetime import datetime

from fulfillment.services import sampling
from fulfillment.services.surges import JOB, find_surges
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(JOB)
def sweep_surges(now: datetime) -> datetime | None:
    """Count what came in the last seven days; come again while anything did."""
    return find_surges(actor=Actor.system(current_tenant()), now=now)


@round(sampling.JOB)
def sweep_sampling(now: datetime) -> datetime | None:
    """Set how much of each partner's flow is looked at; come again daily while there are partners with docks."""
    return sampling.sweep_sampling(actor=Actor.system(current_tenant()), now=now)
