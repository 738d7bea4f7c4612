"""The rounds by which cases that wait move up, and parties enter and leave the good-faith lane."""

from datetime import datetime, timedelta

from enforcement.placing import TOGETHER, place_again
from enforcement.services.lanes import weigh_good_faith
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round

EVERY, NIGHT = timedelta(hours=1), timedelta(days=1)


@round("places")
def move_up(now: datetime) -> datetime | None:
    """A batch at a time; idempotent: a place follows from the case alone."""
    return now if place_again(now) == TOGETHER else now + EVERY


@round("good_faith")
def weigh_all(now: datetime) -> datetime | None:
    """Every night; idempotent: who is in the lane follows from what was decided."""
    weigh_good_faith(actor=Actor.system(current_tenant()), now=now)
    return now.replace(hour=2, minute=0, second=0, microsecond=0) + NIGHT
