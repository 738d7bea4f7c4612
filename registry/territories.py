"""Where a right holds and where it meets what is offered: ISO 3166 alpha-2 codes, and "EU" for the member states together.

Pure.
"""

from collections.abc import Collection, Iterable

EU = "EU"
EU_MEMBERS = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
"""The member states since 1 February 2020 (Treaty on European Union, art. 52; the United Kingdom has left)."""


def countries_of(territories: Iterable[str]) -> frozenset[str]:
    """The single countries that `territories` come to."""
    found = set(territories)
    return frozenset(found - {EU}) | (EU_MEMBERS if EU in found else frozenset())


def covers(territories: Iterable[str], place: str) -> bool:
    """True if all of `place` (a country, or "EU") lies within `territories`. No place lies within none."""
    return bool(place) and countries_of([place]) <= countries_of(territories)


def offered_in(markets: Collection[str], region: str) -> bool:
    """Whether a listing offered in `markets` is offered in the region; no market named means everywhere."""
    return not markets or not countries_of([region]).isdisjoint(countries_of(markets))


def asserted(territories: Collection[str], markets: Collection[str]) -> list[str]:
    """The territories of a right in which a listing is offered, in the right's own order.

    In each of them the right is asserted in a case of its own, and whoever works there sees what was found.
    """
    return [region for region in territories if offered_in(markets, region)]
