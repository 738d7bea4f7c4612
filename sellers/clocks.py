"""What follows when a seller's clock runs out: silence about its data, and the year after which they are confirmed again."""

from datetime import datetime

from accounts.models import Party
from sellers.models import DataRequest
from sellers.services.trading import LOOK_AGAIN, OVERDUE, ask_again, take_out
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock


@consequence(OVERDUE)
def data_overdue(clock: Clock, now: datetime) -> None:
    """Who stayed silent is out of the shop until it answers."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
    take_out(actor=Actor.system(current_tenant()), asked=rows.get(id=clock.subject_id), now=now)


@consequence(LOOK_AGAIN)
def looked_at_again(clock: Clock, now: datetime) -> None:
    """A year after it was let in, or confirmed, a seller is asked again."""
    seller = Party.objects.get(id=clock.subject_id)
    ask_again(actor=Actor.system(current_tenant()), seller=seller, now=now)
