"""The lines of orders that the gate was asked about: who sees which, and what narrows a list of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from accounts.services.parties import name_key
from registry.models import GateCancel, GateCheck, GateCheckRight, Right
from registry.querysets import in_sight
from registry.territories import countries_of
from registry.words import fold
from tenancy.actor import Actor

VERDICT_WORDS: Mapping[str, tuple[object, str]] = MappingProxyType(
    {"yes": (_("Yes"), "good"), "no": (_("No"), "stop"), "ask": (_("Ask"), "wait")}
)
"""An answer in one word, and its tone."""
MOMENT_WORDS: Mapping[str, object] = MappingProxyType(
    {"publication": _("At publication"), "order": _("At order"), "dock": _("At the dock")}
)
MOST_NAMED = 100
"""Sellers or rights of one name that a filter takes along."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of checked lines is narrowed to; what is empty narrows nothing.

    `seller` is a reference or an exact name, `right` a reference or the mark itself, `place` a country's code.
    """

    verdict: str = ""
    moment: str = ""
    seller: str = ""
    right: str = ""
    place: str = ""
    day: date | None = None


def order_checks(actor: Actor) -> QuerySet[GateCheck]:
    """The lines that the actor sees, with their sellers, and whether each `is_cancelled`.

    The shop and staff see all, staff of some regions what goes there or nobody knows where; a seller its own; a rights
    holder, and who acts for it, those under its rights alone: the answer speaks of each right in the line. A query more for
    whoever is not staff.
    """
    rows = GateCheck.objects.select_related("seller")
    rows = rows.annotate(is_cancelled=Exists(GateCancel.objects.filter(gate_check=OuterRef("id"))))
    if actor.is_operator or actor.is_system:
        return rows.filter(destination__in=_places(actor.regions)) if actor.regions else rows
    if actor.party_id is None:
        return rows.none()
    if Party.objects.filter(id=actor.party_id, kind=Party.Kind.SELLER).exists():
        return rows.filter(seller_id=actor.party_id)
    mine = in_sight(actor, "right__")
    theirs = GateCheckRight.objects.filter(gate_check=OuterRef("id")).exclude(mine)
    return rows.filter(~Exists(theirs), id__in=GateCheckRight.objects.filter(mine).values("gate_check_id"))


def _places(regions: Iterable[str]) -> set[str]:
    wanted = list(regions)
    return {"", *wanted, *countries_of(wanted)}


def narrowed(rows: QuerySet[GateCheck], wanted: Wanted) -> QuerySet[GateCheck]:
    """Those that were asked for. At most two further queries, for the names."""
    exact = {"verdict": wanted.verdict, "moment": wanted.moment, "destination": wanted.place, "day": wanted.day}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.seller.strip():
        rows = rows.filter(seller_id__in=_sellers(wanted.seller))
    if wanted.right.strip():
        under = GateCheckRight.objects.filter(right_id__in=_rights(wanted.right))
        rows = rows.filter(id__in=under.values("gate_check_id"))
    return rows


def _sellers(word: str) -> list[UUID]:
    """Whoever is called so, active or not."""
    named = Party.objects.filter(Q(reference=word.strip().upper()) | Q(name_key=name_key(word)))
    return list(named.values_list("id", flat=True)[:MOST_NAMED])


def _rights(word: str) -> list[UUID]:
    named = Right.objects.filter(Q(reference=word.strip().upper()) | Q(folded=fold(word)))
    return list(named.values_list("id", flat=True)[:MOST_NAMED])


def moments_of(actor: Actor, line: str) -> list[GateCheck]:
    """All that was asked about one line, the first first."""
    return list(order_checks(actor).filter(line=line).order_by("id"))


def rights_of(checks: Iterable[GateCheck]) -> dict[str, Right]:
    """The rights of these lines, by id in plain text. One query."""
    wanted = {right for check in checks for right in check.rights}
    rows = Right.objects.filter(id__in=wanted).select_related("owner") if wanted else []
    return {str(right.id): right for right in rows}


def in_their_order(check: GateCheck, rights: Mapping[str, Right]) -> list[Right]:
    """The rights of one line, by name."""
    return sorted((rights[one] for one in check.rights if one in rights), key=lambda right: (right.folded, right.id))
