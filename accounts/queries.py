"""Reads that join: the rules a marketplace works under, and lists of parties."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from accounts.models import ChosenPack, Circumstance, ConfirmedRule, Party, TightenedRule
from accounts.services.parties import name_key
from policy import registry
from policy.letters.languages import ENGLISH
from policy.model import ANY, Pack, Reason, Source, Tightened
from policy.tighten import Confirmed, confirm, tighten
from tenancy.actor import Actor

LAST = "\U0010ffff"


def pack(region: str, right_kind: str, day: date, *, reason: str = "") -> Pack:
    """The pack for a case of that region and kind of right on that day, with this marketplace's values laid over it.

    `reason` is what the complainant says is wrong, where regimes differ by it. One frozen value; four queries.
    `registry.UnknownPack` and ValueError as `policy.registry.for_case`.
    """
    chosen, presets = choice()
    return laid_over(registry.for_case(region, right_kind, day, reason=reason, chosen=chosen, presets=presets))[0]


def reasons(region: str, right_kind: str, day: date) -> tuple[Reason, ...]:
    """What a complainant may say is wrong there, under whichever of the marketplace's packs it then falls."""
    chosen, presets = choice()
    return registry.reasons(region, right_kind, day, chosen=chosen, presets=presets)


def in_force(day: date) -> tuple[Pack, ...]:
    """Every pack that a new case could get on that day, laid into its region and over: chosen ones, presets, the house's.

    Of each the version that is valid then. Four queries.
    """
    chosen, presets = choice()
    wanted = [(code, "") for code in sorted(chosen - set(presets.values()))]
    wanted += [(code, region) for region, code in sorted(presets.items())]
    wanted += [(pack.code, ANY) for pack in registry.packs() if pack.region == ANY and not pack.preset]
    found = []
    for code, region in dict.fromkeys(wanted):
        valid = [pack for pack in registry.packs() if pack.code == code and is_valid(pack, day)]
        if valid:
            newest = max(valid, key=lambda pack: pack.valid_from)
            found.append(registry.in_region(newest, region or newest.region).on(day))
    return laid_over(*found)


def is_valid(pack: Pack, day: date) -> bool:
    """True if cases can begin under this version on that day."""
    return pack.valid_from <= day and (pack.valid_until is None or day <= pack.valid_until)


def choice() -> tuple[frozenset[str], dict[str, str]]:
    """The codes of the packs that are taken up, and the preset of each region that has one. One query."""
    rows = list(ChosenPack.objects.values_list("pack_code", "region"))
    return frozenset(code for code, _region in rows), {region: code for code, region in rows if region}


def laid_over(*found: Pack) -> tuple[Pack, ...]:
    """These packs with this marketplace's stricter values and confirmed rules, without what does not bind it.

    A clock that is not in force is left out. Three queries, however many packs.
    """
    circumstances = frozenset(Circumstance.objects.values_list("code", flat=True))
    codes = {pack.code for pack in found}
    tightened = list(TightenedRule.objects.filter(pack_code__in=codes).order_by("id"))
    confirmed = list(ConfirmedRule.objects.filter(pack_code__in=codes))
    return tuple(_laid_over(pack.under(circumstances), tightened, confirmed) for pack in found)


def read_at_source(*found: Pack) -> tuple[Pack, ...]:
    """These packs with the rules that this marketplace has confirmed, and nothing else laid over: enough for a rule of first
    sale, which nobody tightens and no circumstance changes. One query."""
    confirmed = list(ConfirmedRule.objects.filter(pack_code__in={pack.code for pack in found}))
    return tuple(_laid_over(pack, (), confirmed) for pack in found)


def _laid_over(found: Pack, tightened: Iterable[TightenedRule], confirmed: Iterable[ConfirmedRule]) -> Pack:
    kinds = {clock.kind for clock in found.clocks}
    mine = [row for row in tightened if row.pack_code == found.code and (row.what != "clock" or row.code in kinds)]
    read = [
        Confirmed(row.rule_code, Source(row.source_title, row.source_reference))
        for row in confirmed
        if row.pack_code == found.code
    ]
    values = [Tightened(row.what, row.code, row.value) for row in mine]  # type: ignore[arg-type]
    return confirm(tighten(found, values), read)


def house_language() -> str:
    """The language that the marketplace itself reads (BCP 47), for whoever has none of their own on file."""
    return Party.objects.filter(kind=Party.Kind.OPERATOR).values_list("language", flat=True).first() or ENGLISH


def parties(actor: Actor, *, search: str = "", kind: str = "", state: str = "") -> QuerySet[Party]:
    """Parties that the actor sees, to be ordered by (name_key, id). `search` is a name's beginning, or a reference.

    A range instead of LIKE: under row security only that reaches the index.
    """
    rows = Party.objects.visible_to(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    wanted = name_key(search)
    if not wanted:
        return rows
    reference = search.strip().upper()
    if reference.startswith("PA-"):
        return rows.filter(reference=reference)
    return rows.filter(name_key__gte=wanted, name_key__lt=wanted + LAST)
