"""The round that tells reporters what became of their reports."""

from datetime import datetime

from enforcement.reporters import JOB
from enforcement.services.telling import TOGETHER, tell_reporters
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(JOB)
def tell_who_reported(now: datetime) -> datetime | None:
    """A batch at a time; those that another poller holds are skipped, and who was told is not told again."""
    told = tell_reporters(actor=Actor.system(current_tenant()), now=now)
    return now if told == TOGETHER else None
