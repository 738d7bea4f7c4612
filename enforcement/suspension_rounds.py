"""The round that ends suspensions whose time is over and takes up what was kept meanwhile."""

from datetime import datetime

from enforcement.services.filing import TOGETHER, take_up_kept
from enforcement.services.suspending import JOB, end_what_is_over
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round


@round(JOB)
def end_suspensions(now: datetime) -> datetime | None:
    """A batch at a time; idempotent: what is over is over, and a complaint is taken up once."""
    actor = Actor.system(current_tenant())
    following = end_what_is_over(actor=actor, now=now)
    return now if take_up_kept(actor=actor, now=now) == TOGETHER else following
