"""What of a seller's last look at its catalogue must still be mended."""

from datetime import date
from uuid import UUID

from django.db.models import F

from enforcement.models import CatalogueInspection, InspectionFinding
from sellers.models import Listing


def to_be_mended(party_id: UUID) -> tuple[str, int, date] | None:
    """The reference of the last look, in how many listings something must be mended that stand as they stood then, and the day
    of it; None where nothing must. Two queries."""
    ended = CatalogueInspection.objects.filter(party_id=party_id, ended_at__isnull=False)
    last: CatalogueInspection | None = ended.order_by("-id").first()
    if last is None or last.ended_at is None or not last.counts.get("must"):
        return None
    rows = InspectionFinding.objects.filter(inspection=last, weight=0, listing__revision=F("revision"))
    rows = rows.exclude(change=InspectionFinding.Change.MENDED).exclude(listing__state=Listing.State.ENDED)
    left = rows.order_by().values("listing_id").distinct().count()
    return (last.reference, left, last.ended_at.date()) if left else None
