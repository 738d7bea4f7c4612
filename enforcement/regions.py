"""Where a right reaches and where a listing is offered: region codes against ISO countries. Pure."""

from collections.abc import Collection

from registry.territories import countries_of


def offered_in(markets: Collection[str], region: str) -> bool:
    """Whether a listing offered in `markets` is offered in the region; no market named means everywhere."""
    return not markets or not countries_of([region]).isdisjoint(countries_of(markets))


def asserted(territories: Collection[str], markets: Collection[str]) -> list[str]:
    """The territories of a right in which a listing is offered, in the right's own order."""
    return [region for region in territories if offered_in(markets, region)]
