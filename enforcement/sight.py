"""What an agent was shown in cases, and sees no more once these have left its sight."""

from typing import Any

from django.db.models import QuerySet

from enforcement.models import Case, Exhibit
from evidence.models import no_more_seen
from tenancy.actor import Actor


@no_more_seen
def exhibits(actor: Actor) -> QuerySet[Any, Any]:
    """What the other side put into cases that it sees no more; what stands in one that it still sees stays."""
    owners = actor.appointed_by - actor.brands
    if not owners:
        return Exhibit.objects.none()
    seen = Case.objects.visible_to(actor)
    gone = Case.objects.filter(right__owner_id__in=owners).exclude(id__in=seen.values("id"))
    still = Exhibit.objects.filter(case_id__in=seen.values("id")).values("evidence_id")
    return Exhibit.objects.filter(case_id__in=gone.values("id")).exclude(evidence_id__in=still).values("evidence_id")
