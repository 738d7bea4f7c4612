"""Reading matches: those that wait for a reviewer, and one with everything beside it."""

from uuid import UUID

from django.db.models import QuerySet

from scanner.models import Match
from tenancy.actor import Actor
from tenancy.errors import NotFound

ORDER = ("-score", "-id")


def open_matches(actor: Actor, *, search: str = "") -> QuerySet[Match]:
    """What nobody has judged yet, the strongest first; for staff alone. Paged by ORDER."""
    if not (actor.is_operator or actor.is_system):
        return Match.objects.none()
    rows = Match.objects.filter(state="open").select_related("listing__seller", "right")
    return rows.filter(right__reference=search.upper()) if search else rows


def match(match_id: UUID, actor: Actor) -> Match:
    """One match with its signals. Raises NotFound for strangers."""
    if not (actor.is_operator or actor.is_system):
        raise NotFound
    found = Match.objects.select_related("listing__seller", "right", "index").prefetch_related("signals")
    row = found.filter(id=match_id).first()
    if row is None:
        raise NotFound
    return row


def of_listing(listing_id: UUID, revision: int) -> list[Match]:
    """What was found in one revision of a listing, with signals, for its seller's explanation."""
    rows = Match.objects.filter(listing_id=listing_id, revision=revision).select_related("right")
    return list(rows.prefetch_related("signals").order_by("-score"))
