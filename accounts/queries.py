"""Reads that join: the rules a marketplace works under, and lists of parties."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import ChosenPack, ConfirmedRule, Party, TightenedRule
from accounts.services.parties import name_key
from policy import registry
from policy.model import Pack, Source, Tightened
from policy.tighten import Confirmed, confirm, tighten
from tenancy.actor import Actor

LAST = "\U0010ffff"


def pack(region: str, right_kind: str, day: date) -> Pack:
    """The pack for a case of that region and kind of right on that day, with this marketplace's values laid over it.

    One frozen value; three queries. `registry.UnknownPack` and ValueError as `policy.registry.for_case`.
    """
    chosen = frozenset(ChosenPack.objects.values_list("pack_code", flat=True))
    return laid_over(registry.for_case(region, right_kind, day, chosen=chosen))


def laid_over(found: Pack) -> Pack:
    """`found` with this marketplace's stricter values and confirmed rules. A clock that is not in force is left out."""
    kinds = {clock.kind for clock in found.clocks}
    rows = TightenedRule.objects.filter(pack_code=found.code).order_by("id")
    values = [Tightened(row.what, row.code, row.value) for row in rows if row.what != "clock" or row.code in kinds]
    confirmed = [
        Confirmed(row.rule_code, Source(row.source_title, row.source_reference))
        for row in ConfirmedRule.objects.filter(pack_code=found.code)
    ]
    return confirm(tighten(found, values), confirmed)


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
