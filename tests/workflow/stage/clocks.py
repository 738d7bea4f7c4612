"""A consequence that writes a row, then waits to be killed the first time it is asked to."""

from datetime import datetime, timedelta

from tests.workflow.stage.ledger import note, stand_still
from workflow import attempts, effects
from workflow.clocks import consequence
from workflow.effects import emit
from workflow.models import Clock

# What a dead worker held is taken again sooner than in production, so that the test need not wait.
attempts.LOOK_AGAIN = timedelta(seconds=1)
object.__setattr__(effects.QUEUE, "lease", timedelta(seconds=2))


@consequence("stage_fires")
def fires(clock: Clock, now: datetime) -> None:
    """Emits one effect for the clock, in the transaction that marks it."""
    emit(kind="stage_sends", recipient="outside", entry=EntryOf(clock), payload={"clock": str(clock.id)})
    note("clock", str(clock.id))
    stand_still("clock")


class EntryOf:
    """Stands for the entry of the log."""

    def __init__(self, clock: Clock) -> None:
        self.id = clock.subject_id
