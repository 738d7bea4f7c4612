"""The packs on file, and which of them a case gets."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from policy.calendar import COUNTRIES
from policy.exceptions import EXCEPTIONS
from policy.exhaustion import EXHAUSTION
from policy.model import ClockRule, Exhaustion, LawException, Pack, Reason
from policy.packs import (
    br_notice,
    ca_notice,
    cn_law,
    eu_dsa,
    gb_notice,
    house_2026,
    house_general,
    house_trademark,
    in_law,
    indications,
    jp_platform,
    kr_copyright,
    presets,
    tw_copyright,
    us_2026,
    us_dmca,
)
from policy.soundness import problems
from policy.vocabulary import ANY, RIGHT_KINDS
from policy.words import gettext_noop as _
from policy.zones import ZONES

Known = TypeVar("Known", Exhaustion, LawException)

NO_VERIFIED_RULE = _("No verified rule is on file for this region; the house policy applies.")
NOT_CHOSEN = _("This marketplace has not chosen the pack that is on file for this region; the house policy applies.")
NO_STATUTE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("US", "trademark"): _(
            "United States law sets no notice procedure for trademarks (liability rests on specific knowledge: "
            "Tiffany v. eBay, 2d Cir. 2010); the house policy applies."
        ),
        ("KR", "trademark"): _(
            "No enacted Korean procedure for trademark notices was found (bills and a plan of July 2025 only); the house "
            "policy applies."
        ),
        ("CA", "trademark"): _("Canadian law sets no notice procedure for trademarks; the house policy applies."),
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


def for_case(
    region: str,
    right_kind: str,
    day: date,
    *,
    reason: str = "",
    chosen: Collection[str] | None = None,
    presets: Mapping[str, str] = MappingProxyType({}),
) -> Pack:
    """The pack for a case of that region and kind of right, as it stands on that day.

    `reason` tells regimes of one region apart that differ by what is wrong; without it the first that fits.
    `chosen` are the codes of the packs a marketplace has taken up, None for all; house packs are always there, and
    `presets` names one by region where the marketplace prefers it. Where no law's pack fits, the house's comes with the
    sentence that says why as its `note`. ValueError for an unknown kind.
    """
    if right_kind not in RIGHT_KINDS:
        raise ValueError(f"unknown kind of right {right_kind!r}")
    on_file = [p for p in regional(region, right_kind, reason) if _valid(p, day)]
    taken = [p for p in on_file if chosen is None or p.code in chosen]
    if taken:
        return in_region(_newest_of_first(taken), region).on(day)
    house = [p for p in PACKS if p.region == ANY and right_kind in p.right_kinds and _valid(p, day)]
    wanted = [p for p in house if p.preset and p.code == presets.get(region)]
    own = wanted or [p for p in house if not p.preset]
    if not own:
        raise UnknownPack(f"no house pack for a {right_kind} on {day}")
    note = NOT_CHOSEN if on_file else NO_STATUTE.get((region, right_kind), NO_VERIFIED_RULE)
    return replace(in_region(_newest_of_first(own), region).on(day), note=note)


def regional(region: str, right_kind: str, reason: str = "") -> list[Pack]:
    """The packs on file for a region and a kind of right, all versions, in the order in which they are asked."""
    fitting = [p for p in PACKS if right_kind in p.right_kinds and (p.region == region or region in p.also_in)]
    own = [p for p in fitting if reason in {r.code for r in p.reasons_for(right_kind)}] if reason else []
    return own or fitting


def reasons(region: str, right_kind: str, day: date, **choice: Any) -> tuple[Reason, ...]:
    """What a complainant may say is wrong there, whichever regime it then leads to. `choice` as in `for_case`."""
    first = for_case(region, right_kind, day, **choice)
    if first.region == ANY or not regional(region, right_kind):
        return first.reasons_for(right_kind)
    codes = {r.code: r for p in regional(region, right_kind) if _valid(p, day) for r in p.reasons_for(right_kind)}
    led = {code: for_case(region, right_kind, day, reason=code, **choice) for code in codes}
    known = {code for code, pack in led.items() if code in {r.code for r in pack.reasons_for(right_kind)}}
    return tuple(dict.fromkeys([*first.reasons_for(right_kind), *(r for c, r in codes.items() if c in known)]))


def _newest_of_first(found: list[Pack]) -> Pack:
    """Of the first pack that fits, the newest version."""
    return max((p for p in found if p.code == found[0].code), key=lambda p: p.valid_from)


def in_region(pack: Pack, region: str) -> Pack:
    """A pack laid into a region it holds in: its calendars are the region's own, its remedies reach only there.

    A region that is no country with a known calendar (the EU is none) counts Monday to Friday.
    """
    calendar = region if region in COUNTRIES else ""
    laid = replace(
        pack,
        clocks=_country_clocks(pack, calendar),
        exhaustion=pack.exhaustion or _known(EXHAUSTION, region, pack),
        exceptions=pack.exceptions or _known(EXCEPTIONS, region, pack),
    )
    if pack.region == region or (pack.region != ANY and region not in pack.also_in):
        return laid
    return replace(
        laid,
        region=region,
        time_zone=ZONES.get(region, pack.time_zone),
        remedies=tuple(replace(r, territories=(region,)) for r in pack.remedies),
    )


def _known(table: Mapping[str, tuple[Known, ...]], region: str, pack: Pack) -> tuple[Known, ...]:
    """What the table has for a region (for a member state, what holds in the Union) about the pack's kinds of right."""
    found = table.get(region) or (table.get("EU", ()) if region in eu_dsa.MEMBERS else ())
    return tuple(one for one in found if set(one.right_kinds) <= set(pack.right_kinds))


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


PACKS = _sound(
    us_dmca.PACK,
    us_2026.PACK,
    eu_dsa.PACK,
    gb_notice.PACK,
    cn_law.E_COMMERCE,
    cn_law.NETWORK_COPYRIGHT,
    jp_platform.PACK,
    kr_copyright.PACK,
    in_law.COPYRIGHT,
    in_law.GRIEVANCES,
    tw_copyright.PACK,
    ca_notice.PACK,
    br_notice.PACK,
    house_trademark.PACK,
    house_2026.TRADEMARK,
    house_general.PACK,
    house_2026.GENERAL,
    presets.THREE_ROUNDS,
    presets.FOUR_DAYS,
    indications.EU,
    indications.BRAZIL,
    indications.GENERAL,
    indications.THREE_ROUNDS,
    indications.FOUR_DAYS,
)
