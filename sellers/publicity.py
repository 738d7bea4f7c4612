"""Where a listing is public, from its state and what stands on it. Pure; `ListingQuerySet.public_in` is the same rule,
and so is `public_somewhere`."""

from collections.abc import Iterable, Sequence
from datetime import datetime


def open_markets(state: str, markets: Sequence[str], covered: Iterable[Sequence[str]]) -> list[str]:
    """The countries of `markets` in which a listing in `state` is public.

    `covered` are the territories of each restraint that stands on it or on its seller; none named covers everywhere.
    """
    if state != "public":
        return []
    closed: set[str] = set()
    for territories in covered:
        if not territories:
            return []
        closed.update(territories)
    return sorted(set(markets) - closed)


def closed_since(markets: Sequence[str], covered: Iterable[tuple[datetime, Sequence[str]]]) -> datetime | None:
    """Since when a listing is out of the countries of `markets` that it is out of now; None if it is in all of them.

    `covered` are beginning and territories of each restraint. What only lies where it was closed already moves nothing.
    """
    found, open_ones = None, set(markets)
    for begun, territories in sorted(covered, key=lambda one: one[0]):
        closed = open_ones & set(territories or open_ones)
        if closed:
            found = begun
        open_ones -= closed
    return found
