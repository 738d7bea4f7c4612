"""What a score leads to: the narrowest threshold that fits a listing, else the house's own."""

from dataclasses import dataclass

from scanner.models import Threshold
from scanner.scoring import HOLD_AT, OPEN_AT
from sellers.models import Listing


@dataclass(frozen=True, slots=True)
class Limits:
    """From `queue_at` a reviewer looks; from `hold_at` the listing waits for that. Both 0–100."""

    queue_at: int
    hold_at: int

    def lead(self, score: int) -> str:
        """`hold`, `queue`, or "" for nothing."""
        if score >= self.hold_at:
            return "hold"
        return "queue" if score >= self.queue_at else ""


HOUSE = Limits(queue_at=round(OPEN_AT * 100), hold_at=round(HOLD_AT * 100))


def table() -> dict[tuple[str, str], Limits]:
    """The marketplace's thresholds by (region, category); "" is all of them. One query."""
    rows = Threshold.objects.values_list("region", "category", "queue_at", "hold_at")
    return {(region, category): Limits(queue, hold) for region, category, queue, hold in rows}


def limits(listing: Listing, known: dict[tuple[str, str], Limits]) -> Limits:
    """The strictest of the narrowest: category and market, category, market, all; the house's where none is set."""
    category = listing.category[0] if listing.category else ""
    places = listing.markets or [""]
    for key in ([(m, category) for m in places], [("", category)], [(m, "") for m in places], [("", "")]):
        found = [known[place] for place in key if place in known]
        if found:
            return Limits(min(f.queue_at for f in found), min(f.hold_at for f in found))
    return HOUSE
