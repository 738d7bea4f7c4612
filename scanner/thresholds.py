"""What a score leads to: the narrowest threshold that fits a listing, else the house's own."""

from dataclasses import dataclass

from scanner.models import Threshold
from scanner.scoring import HOLD_AT, OPEN_AT
from sellers.models import Listing

QUEUE, HOLD = "queue", "hold"


@dataclass(frozen=True, slots=True)
class Limits:
    """From `queue_at` a reviewer looks; from `hold_at` the listing waits for that. Both 0–100."""

    queue_at: int
    hold_at: int

    def lead(self, score: int) -> str:
        """`hold`, `queue`, or "" for nothing."""
        if score >= self.hold_at:
            return HOLD
        return QUEUE if score >= self.queue_at else ""


HOUSE = Limits(queue_at=round(OPEN_AT * 100), hold_at=round(HOLD_AT * 100))


def table() -> dict[tuple[str, str], Limits]:
    """The marketplace's thresholds by (market, folded category); "" is all of them. One query."""
    rows = Threshold.objects.values_list("region", "category", "queue_at", "hold_at")
    return {(region, category.casefold()): Limits(queue, hold) for region, category, queue, hold in rows}


def limits(listing: Listing, known: dict[tuple[str, str], Limits]) -> Limits:
    """The strictest over the markets in which it is offered; in each the narrowest that fits, else the house's own."""
    steps = [step.casefold() for step in reversed(listing.category)]
    found = [_narrowest(market, steps, known) for market in listing.markets or [""]]
    return Limits(min(one.queue_at for one in found), min(one.hold_at for one in found))


def _narrowest(market: str, steps: list[str], known: dict[tuple[str, str], Limits]) -> Limits:
    """The deepest step of the category that is named, in the market before everywhere; then the market; then all."""
    places = [(place, step) for step in steps for place in (market, "")]
    for key in (*places, (market, ""), ("", "")):
        if key in known:
            return known[key]
    return HOUSE


def reaches(listing: Listing, region: str, category: str) -> bool:
    """Whether a threshold set for that market and category could ever hold for the listing; "" is all of them."""
    steps = {step.casefold() for step in listing.category}
    return region in ("", *listing.markets) and (not category or category.casefold() in steps)
