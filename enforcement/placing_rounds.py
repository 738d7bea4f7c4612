"""The round by which cases that wait move up."""

from datetime import datetime, timedelta

from enforcement.placing import TOGETHER, place_again
from workflow.rounds import round

EVERY = timedelta(hours=1)


@round("places")
def move_up(now: datetime) -> datetime | None:
    """A batch at a time; idempotent: a place follows from the case alone."""
    return now if place_again(now) == TOGETHER else now + EVERY
