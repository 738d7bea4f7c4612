"""Where a right holds: ISO 3166 alpha-2 codes, and "EU" for the member states together. Pure."""

from collections.abc import Iterable

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
