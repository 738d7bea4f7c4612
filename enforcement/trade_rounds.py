"""The round that takes complaints of buyers about fakes into the procedure for rights."""

from datetime import datetime

from enforcement.services.fakes import TOGETHER, take_in_fakes
from fulfillment.services.trade_complaints import BRIDGE
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(BRIDGE)
def take_in_fake_complaints(now: datetime) -> datetime | None:
    """A batch at a time; those that another poller holds are skipped, and what became a report does not become another."""
    taken = take_in_fakes(actor=Actor.system(current_tenant()), now=now)
    return now if taken == TOGETHER else None
