"""The sweep that finishes what stayed `checking`: a batch a transaction, each listing once."""

from datetime import datetime, timedelta

from scanner.services.waiting import AGAIN, BATCH, publish_waiting
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round

SOON = timedelta(seconds=1)


@round("publish")
def publish_checking(now: datetime) -> datetime | None:
    """Publish or hold a batch of listings that wait, the longest waiting first; come again while more do."""
    report = publish_waiting(actor=Actor.system(current_tenant()), now=now)
    if report.busy:
        return now + SOON
    if report.taken == BATCH or report.taken > report.public + report.held + report.set_aside:
        return now
    return now + AGAIN if report.set_aside else None
