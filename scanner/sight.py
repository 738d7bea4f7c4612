"""What an agent that is limited to brands sees of the evidence of shops outside: the pages on which they were found."""

from typing import Any

from django.db.models import QuerySet

from evidence.models import also_seen
from scanner.models import OutsideMatch, OutsidePage, OutsidePicture
from tenancy.actor import Actor


@also_seen
def pages(actor: Actor) -> QuerySet[Any, Any]:
    """The pages as they came."""
    return OutsidePage.objects.filter(id__in=_found(actor)).values("evidence_id")


@also_seen
def pictures(actor: Actor) -> QuerySet[Any, Any]:
    """The pictures of those pages."""
    return OutsidePicture.objects.filter(page_id__in=_found(actor)).values("evidence_id")


def _found(actor: Actor) -> QuerySet[Any, Any]:
    rows = OutsideMatch.objects.visible_to(actor) if actor.marks else OutsideMatch.objects.none()
    return rows.values("page_id")
