"""How a marketplace stands to the packs: per region what is offered, chosen and applied; what nobody verified; what changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import queries
from accounts.policy_words import KINDS, listed, said
from accounts.told import place
from policy import registry
from policy.model import ANY, Pack, Rule
from policy.vocabulary import RIGHT_KINDS


@dataclass(frozen=True, slots=True)
class Offered:
    """A pack on file for a region. `unsettled` counts its rules that nobody has read at their source."""

    pack: Pack
    title: str
    kinds: str
    is_chosen: bool
    unsettled: int


@dataclass(frozen=True, slots=True)
class Applies:
    """What a new case gets there: for these kinds of right this pack, and why where it is not the law's."""

    code: str
    title: str
    kinds: str
    note: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region with what is offered for it, what is chosen, what applies now, and what would without a choice."""

    code: str
    name: str
    offered: tuple[Offered, ...]
    applies: tuple[Applies, ...]
    without: tuple[Applies, ...]
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A rule to be read at its source, and the titles of the packs it stands in. `starts_clocks` or only waits."""

    rule: Rule
    pack_code: str
    pack_title: str
    place: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which something in a pack begins or ends."""

    day: date
    pack: Pack
    rules: tuple[Rule, ...]
    ends: tuple[Rule, ...]

    @property
    def iso(self) -> str:
        """The day as an address has it."""
        return self.day.isoformat()

    @property
    def eve(self) -> str:
        """The day before, as an address has it."""
        return (self.day - timedelta(days=1)).isoformat()

    @property
    def eve_words(self) -> str:
        """The day before, in words."""
        return _("before %(day)s") % {"day": date_format(self.day)}


def newest() -> dict[str, Pack]:
    """Of every code on file the newest version, laid into its region."""
    found = {pack.code: pack for pack in sorted(registry.packs(), key=lambda pack: pack.valid_from)}
    return {code: registry.in_region(pack, pack.region) for code, pack in found.items()}


def regions(day: date) -> list[Region]:
    """Every region that has a pack or a preset, by name, those first where something is chosen. Five queries."""
    chosen, presets = queries.choice()
    packs = newest()
    counted = {pack.code: sum(not rule.settled for rule in pack.rules()) for pack in queries.laid_over(*packs.values())}
    found = []
    for code in sorted({pack.region for pack in packs.values() if pack.region != ANY} | set(presets), key=place):
        offered = tuple(
            Offered(pack, said(pack.title), _kinds(pack.right_kinds), pack.code in chosen, counted[pack.code])
            for pack in packs.values()
            if pack.region == code
        )
        now = _applies(code, day, chosen, presets)
        without = _applies(code, day, frozenset(), {})
        found.append(Region(code, place(code), offered, now, without, presets.get(code, "")))
    return sorted(found, key=lambda region: not (region.preset or any(one.is_chosen for one in region.offered)))


def house() -> list[Offered]:
    """The house's own packs, which hold everywhere else; and the presets."""
    packs = newest()
    return [
        Offered(pack, said(pack.title), _kinds(pack.right_kinds), not pack.preset, 0)
        for pack in packs.values()
        if pack.region == ANY
    ]


def _applies(region: str, day: date, chosen: frozenset[str], presets: Mapping[str, str]) -> tuple[Applies, ...]:
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for kind in RIGHT_KINDS:
        reasons = registry.reasons(region, kind, day, chosen=chosen, presets=presets)
        for reason in ("", *(one.code for one in reasons)):
            pack = registry.for_case(region, kind, day, reason=reason, chosen=chosen, presets=presets)
            of = kinds.setdefault((pack.code, pack.title, pack.note), [])
            if kind not in of:
                of.append(kind)
    return tuple(Applies(code, said(title), _kinds(of), said(note)) for (code, title, note), of in kinds.items())


def _kinds(kinds: tuple[str, ...] | list[str]) -> str:
    return listed([KINDS[kind] for kind in kinds])


def unsettled(day: date) -> list[Unsettled]:
    """Every rule of the packs in force that nobody has read at its source: the unverified first. Four queries."""
    found: dict[tuple[str, str], Unsettled] = {}
    for pack in queries.in_force(day):
        for rule in pack.rules():
            if not rule.settled:
                found.setdefault(
                    (pack.code, rule.code), Unsettled(rule, pack.code, said(pack.title), place(pack.region))
                )
    return sorted(found.values(), key=lambda one: (one.rule.verified, one.place, one.pack_code, one.rule.code))


def version_on(code: str, day: date) -> Pack:
    """The version of a pack in which cases begin on that day, else the first there was. Raises `registry.UnknownPack`."""
    registry.pack(code)
    versions = sorted((p for p in registry.packs() if p.code == code), key=lambda p: p.valid_from)
    begun = [pack for pack in versions if queries.is_valid(pack, day)]
    found = (begun or versions[:1])[-1]
    return registry.in_region(found, found.region)


def turns(code: str) -> list[Turn]:
    """The days on which rules of a pack begin or end, or a version of it begins, in order; the first day is none."""
    versions = sorted((p for p in registry.packs() if p.code == code), key=lambda p: p.valid_from)
    found: dict[date, Turn] = {pack.valid_from: Turn(pack.valid_from, pack, (), ()) for pack in versions[1:]}
    pack = registry.in_region(versions[-1], versions[-1].region)
    dated = [rule for rule in pack.rules() if any(rule.code == other.code and rule != other for other in pack.rules())]
    ending = {rule.valid_until + timedelta(days=1) for rule in pack.rules() if rule.valid_until}
    for day in sorted(ending | {rule.valid_from for rule in dated if rule.valid_from in ending}):
        begins = tuple(rule for rule in pack.rules() if rule.valid_from == day)
        ends = tuple(rule for rule in pack.rules() if rule.valid_until and rule.valid_until + timedelta(days=1) == day)
        found[day] = Turn(day, pack, begins, ends)
    return [found[day] for day in sorted(found)]


def ahead(day: date) -> list[Turn]:
    """Turns of packs on file that are still to come, the nearest first."""
    found = [turn for code in newest() for turn in turns(code) if turn.day > day]
    return sorted(found, key=lambda turn: (turn.day, turn.pack.code))
