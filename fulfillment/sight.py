"""What an agent that is limited to brands sees of the evidence of fulfilment."""

from typing import Any

from django.db.models import F, QuerySet

from evidence.models import also_seen
from fulfillment.models import DetentionPicture
from tenancy.actor import Actor


@also_seen
def detained(actor: Actor) -> QuerySet[Any, Any]:
    """The pictures of detained goods of its brands."""
    theirs = DetentionPicture.objects.filter(detention__brand_id__in=actor.marks)
    return theirs.filter(detention__brand__owner_id=F("detention__holder_id")).values("evidence_id")
