"""What an agent that is limited to brands sees of evidence: what shows the rights in its sight, and their brands."""

from typing import Any

from django.db.models import QuerySet

from evidence.models import also_seen
from registry.models import Brand, Certificate, GuidePoint, Specimen
from registry.querysets import in_sight
from tenancy.actor import Actor


@also_seen
def specimens(actor: Actor) -> QuerySet[Any, Any]:
    """The pictures of rights."""
    return Specimen.objects.filter(in_sight(actor, "right__")).values("evidence_id")


@also_seen
def certificates(actor: Actor) -> QuerySet[Any, Any]:
    """The documents of rights."""
    return Certificate.objects.filter(in_sight(actor, "right__")).values("evidence_id")


@also_seen
def guides(actor: Actor) -> QuerySet[Any, Any]:
    """The pictures of guides, of genuine goods and of fakes."""
    points = GuidePoint.objects.visible_to(actor)
    genuine = points.filter(genuine_picture__isnull=False).values("genuine_picture_id")
    return genuine.union(points.filter(fake_picture__isnull=False).values("fake_picture_id"))


@also_seen
def logos(actor: Actor) -> QuerySet[Any, Any]:
    """The logos of brands."""
    return Brand.objects.filter(id__in=actor.marks, logo__isnull=False).values("logo_id")
