"""What an agent sees: of evidence, where it is limited to brands, and nothing more once its last power has ended."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.principals import sight_ends
from evidence.models import also_seen
from registry.models import Brand, Certificate, GuidePoint, PowerOfAttorney, Specimen
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


@sight_ends
def powers_over(agent_id: UUID) -> set[UUID]:
    """The rights holders whose power of attorney for this agent has ended while no other holds. One query.

    One that begins later gives it back on its first day. Whose people the marketplace named without any power has lost none.
    """
    rows = list(PowerOfAttorney.objects.filter(agent_id=agent_id).order_by())
    today = datetime.now(UTC).date()
    standing = {row.brand_id for row in rows if row.starts_on <= today and not row.is_over(today)}
    return {row.brand_id for row in rows if row.is_over(today)} - standing
