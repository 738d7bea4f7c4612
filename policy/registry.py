"""The packs on file, and which of them a case gets."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from policy.calendar import COUNTRIES
from policy.model import ClockRule, Pack
from policy.packs import house_general, house_trademark, us_dmca
from policy.soundness import problems
from policy.vocabulary import ANY, RIGHT_KINDS
from policy.words import gettext_noop as _

NO_VERIFIED_RULE = _("No verified rule is on file for this region; the house policy applies.")
NOT_CHOSEN = _("This marketplace has not chosen the pack that is on file for this region; the house policy applies.")
NO_STATUTE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("US", "trademark"): _(
            "United States law sets no notice procedure for trademarks (liability rests on specific knowledge: "
            "Tiffany v. eBay, 2d Cir. 2010); the house policy applies."
        ),
    }
)
"""Regions known to have no statutory procedure for a kind of right, with the sentence that says so."""


class UnknownPack(LookupError):
    """No pack of that code and version is on file."""


def packs() -> tuple[Pack, ...]:
    """Every pack on file, all versions."""
    return PACKS


def pack(code: str, version: str | None = None, *, region: str | None = None) -> Pack:
    """The pack of that code and version, as it was published; without a version the newest.

    A case stores code, version and region; a house pack is laid into the region. Raises UnknownPack.
    """
    found = [p for p in PACKS if p.code == code and version in (None, p.version)]
    if not found:
        raise UnknownPack(f"{code} {version or ''}".strip())
    newest = max(found, key=lambda p: p.valid_from)
    return newest if region is None else in_region(newest, region)


def for_case(region: str, right_kind: str, day: date, *, chosen: Collection[str] | None = None) -> Pack:
    """The pack for a case of that region and kind of right, as it stands on that day.

    `chosen` are the codes of the packs a marketplace has taken up, None for all; house packs are always there. Where
    no other fits, the house pack comes with the sentence that says why as its `note`. ValueError for an unknown kind.
    """
    if right_kind not in RIGHT_KINDS:
        raise ValueError(f"unknown kind of right {right_kind!r}")
    fitting = [p for p in PACKS if p.region == region and right_kind in p.right_kinds and _valid(p, day)]
    taken = [p for p in fitting if chosen is None or p.code in chosen]
    if taken:
        return max(taken, key=lambda p: p.valid_from).on(day)
    house = [p for p in PACKS if p.region == ANY and right_kind in p.right_kinds and _valid(p, day)]
    if not house:
        raise UnknownPack(f"no house pack for a {right_kind} on {day}")
    note = NOT_CHOSEN if fitting else NO_STATUTE.get((region, right_kind), NO_VERIFIED_RULE)
    return replace(in_region(max(house, key=lambda p: p.valid_from), region).on(day), note=note)


def in_region(pack: Pack, region: str) -> Pack:
    """A house pack laid into a region: its calendars are the region's own, its remedies reach only there.

    A region that is no country with a known calendar (the EU is none) counts Monday to Friday. A pack that has a
    region already is handed back as it is.
    """
    if pack.region != ANY:
        return pack
    calendar = region if region in COUNTRIES else ""
    return replace(
        pack,
        region=region,
        clocks=_country_clocks(pack, calendar),
        remedies=tuple(replace(r, territories=(region,)) for r in pack.remedies),
    )


def _country_clocks(pack: Pack, calendar: str) -> tuple[ClockRule, ...]:
    return tuple(replace(c, calendar=calendar) if c.calendar == ANY else c for c in pack.clocks)


def _valid(pack: Pack, day: date) -> bool:
    return pack.valid_from <= day and (pack.valid_until is None or day <= pack.valid_until)


def _sound(*found: Pack) -> tuple[Pack, ...]:
    """The packs, all of them sound and each version once; ValueError at import otherwise."""
    wrong = [f"{p.code} {p.version}: {problem}" for p in found for problem in problems(p)]
    if len({(p.code, p.version) for p in found}) < len(found):
        wrong.append("a version stands twice")
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


PACKS = _sound(us_dmca.PACK, house_trademark.PACK, house_general.PACK)
