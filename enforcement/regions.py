"""Where a right reaches and where a listing is offered: region codes against ISO countries. Pure."""

from collections.abc import Collection

EU = frozenset(
    ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV"]
    + ["MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"]
)
UNIONS = {"EU": EU}


def countries(region: str) -> frozenset[str]:
    """The countries of a region code: those of a union, or the country itself."""
    return UNIONS.get(region, frozenset({region}))


def offered_in(markets: Collection[str], region: str) -> bool:
    """Whether a listing offered in `markets` is offered in the region; no market named means everywhere."""
    return not markets or not countries(region).isdisjoint(markets)


def asserted(territories: Collection[str], markets: Collection[str]) -> list[str]:
    """The territories of a right in which a listing is offered, in the right's own order."""
    return [region for region in territories if offered_in(markets, region)]
