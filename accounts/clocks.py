"""What follows when a party's clock runs out: letters go to the new address."""

from datetime import datetime

from accounts.models import AddressMove
from accounts.services.moves import TAKES_EFFECT, take_effect
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock


@consequence(TAKES_EFFECT)
def address_moves(clock: Clock, now: datetime) -> None:
    """Three days have passed and nobody stopped it."""
    rows = AddressMove.objects.select_for_update(of=("self",)).select_related("party")
    take_effect(actor=Actor.system(current_tenant()), asked=rows.get(id=clock.subject_id), now=now)
