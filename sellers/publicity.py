"""Where a listing is public, from its state and what stands on it. Pure; `ListingQuerySet.public_in` is the same rule."""

from collections.abc import Iterable, Sequence


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
