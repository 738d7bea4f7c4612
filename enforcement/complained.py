"""Which listings are complained about already, as far as somebody may know: asked by the search, a floor below."""

from collections.abc import Iterable
from uuid import UUID

from accounts.permissions import may
from enforcement.models import Complaint, ComplaintListing
from scanner.search.complained import told_by
from tenancy.actor import Actor

OVER = "withdrawn"


@told_by
def complaints(actor: Actor, listing_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The newest complaint about each listing that the actor may open and nobody has taken back. One query."""
    if not may(actor, "complaint.read"):
        return {}
    seen = Complaint.objects.visible_to(actor).exclude(state=OVER)
    rows = ComplaintListing.objects.filter(listing_id__in=list(listing_ids), complaint__in=seen)
    return dict(rows.order_by("complaint_id").values_list("listing_id", "complaint__reference"))
