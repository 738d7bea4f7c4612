"""The sweep that finishes what stayed `checking`: a batch a transaction, each listing once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from scanner import reference
from scanner.services.publishing import publish_many
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.rounds import round

BATCH = 200
logger = logging.getLogger(__name__)


@round("publish")
def publish_checking(now: datetime) -> datetime | None:
    """Publish or hold a batch of listings that wait, the longest waiting first; come again while more do.

    If the batch fails, its listings are tried one by one: a poison listing is left behind with its error in the
    log of the process and stops nobody else.
    """
    waiting = Listing.objects.select_for_update(skip_locked=True).filter(state="checking").order_by("state_at", "id")
    batch = list(waiting[:BATCH])
    if not batch:
        return None
    actor = Actor.system(current_tenant())
    loaded = reference.current()
    try:
        with transaction.atomic():
            publish_many(actor=actor, listings=batch, loaded=loaded, now=now)
    except Exception:
        logger.exception("Publishing a batch of %s failed; trying one by one.", len(batch))
        _one_by_one(actor, batch, loaded, now)
    return now if len(batch) == BATCH else None


def _one_by_one(actor: Actor, batch: list[Listing], loaded: reference.Loaded, now: datetime) -> None:
    for listing in batch:
        try:
            with transaction.atomic():
                fresh = Listing.objects.get(id=listing.id)
                publish_many(actor=actor, listings=[fresh], loaded=loaded, now=now)
        except Exception:
            logger.exception("Listing %s cannot be scanned.", listing.number)
            Listing.objects.filter(id=listing.id).update(state_at=now + timedelta(hours=1))
