"""What the rules find about an application to sell: numbers, what others here have in common with it, notices against them,
brands that stand for somebody else. Queries; what it weighs is of `risk`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Party
from accounts.services.parties import name_key
from registry.identity.checks import DEAD, about_party
from registry.models import PartyNumber, Right
from registry.words import fold
from sellers.models import FraudMark, PriorNotice, Restraint, SellerApplication, SellerKin, SellerTrait, Strike
from sellers.onboarding.risk import Reason, weighed
from sellers.onboarding.steps import is_company, rows_of
from sellers.querysets import CLOSING

MOST = 5
MOST_LINKED = 50
COMMON = frozenset({"address", "supplier"})
"""What honest sellers share as well: a warehouse, an office, a wholesaler."""


def findings(application: SellerApplication, now: datetime) -> list[Reason]:
    """The heaviest first; each names its weight. Nineteen queries at most, however much there is."""
    party = application.party
    if party is None:
        return []
    numbers = list(PartyNumber.objects.filter(party=party).order_by("scheme"))
    found = [
        *(
            Reason(one.code, dict(one.facts), sentence=one.sentence, tone=one.tone)
            for one in about_party(party, numbers)
        ),
        *_shared(party),
        *_kin(party),
        *_record(party, numbers, now),
        *_brands(application, party),
    ]
    if known := _in_warnings(party):
        found.append(Reason("fraud_warning", {"warnings": known}))
    if is_company(application.said) and not application.said["company"].get("vat"):
        found.append(Reason("no_vat"))
    if not rows_of(application.said, "suppliers"):
        found.append(Reason("no_supplier"))
    return weighed(found)


def linked(party: Party, numbers: Iterable[PartyNumber]) -> set[UUID]:
    """Parties that share something with it that two seldom share by chance, at most fifty."""
    shared = _sharing(party).exclude(kind__in=COMMON).values_list("seller_id", flat=True)
    same = Q(name_key=name_key(party.name), kind=Party.Kind.SELLER)
    for row in numbers:
        held = PartyNumber.objects.filter(scheme=row.scheme, value=row.value, party=OuterRef("id"))
        same |= Q(Exists(held))
    others = Party.objects.filter(same).exclude(id=party.id).values_list("id", flat=True)
    return {*shared.order_by("id")[:MOST_LINKED], *others.order_by("id")[:MOST_LINKED], *_kindred(party)}


def _kindred(party: Party) -> set[UUID]:
    """Who seems to be this party under another spelling, whichever of the two came first."""
    rows = SellerKin.objects.filter(Q(seller=party) | Q(other=party), strong=True).order_by("id")[:MOST_LINKED]
    return {row.other_id if row.seller_id == party.id else row.seller_id for row in rows}


def _kin(party: Party) -> Iterable[Reason]:
    """What it was found to have in common with others, spelt or encoded otherwise."""
    rows = SellerKin.objects.filter(Q(seller=party) | Q(other=party)).select_related("seller", "other")
    for row in rows.order_by("-strong", "id")[: MOST * MOST]:
        yield Reason(f"kin_{row.code}", _who(row.other if row.seller_id == party.id else row.seller))


def _sharing(party: Party):  # type: ignore[no-untyped-def]
    """Standing traits of others that are the same as one of this party."""
    mine = SellerTrait.objects.filter(seller=party, ended_at=None, kind=OuterRef("kind"), digest=OuterRef("digest"))
    return SellerTrait.objects.filter(Exists(mine), ended_at=None).exclude(seller=party)


def _in_warnings(party: Party) -> str:
    """The warnings that stand and rest on reports with a telephone or an account of this party."""
    mine = SellerTrait.objects.filter(seller=party, ended_at=None, kind=OuterRef("kind"), digest=OuterRef("digest"))
    marks = FraudMark.objects.filter(Exists(mine), signal__warning__state="published")
    return ", ".join(sorted(set(marks.values_list("signal__warning__reference", flat=True)[:MOST])))


def _shared(party: Party) -> Iterable[Reason]:
    seen: dict[str, int] = {}
    rows = _sharing(party).select_related("seller").order_by("kind", "id")
    for row in rows[: MOST * MOST]:
        seen[row.kind] = seen.get(row.kind, 0) + 1
        if seen[row.kind] <= MOST:
            yield Reason(f"same_{row.kind}", {**_who(row.seller), "label": row.label})


def _record(party: Party, numbers: list[PartyNumber], now: datetime) -> Iterable[Reason]:
    """Notices, strikes and suspensions of those who are linked with it (C12)."""
    others = linked(party, numbers)
    if not others:
        return
    named = {row.id: row for row in Party.objects.filter(id__in=others)}
    notices = PriorNotice.objects.filter(seller_id__in=others).values("seller_id")
    for row in notices.annotate(cases=Count("case", distinct=True)).order_by("-cases", "seller_id")[:MOST]:
        yield Reason("linked_notices", {**_who(named[row["seller_id"]]), "cases": row["cases"]})
    strikes = Strike.objects.filter(Q(fades_at=None) | Q(fades_at__gt=now), seller_id__in=others, reversals=None)
    for row in strikes.values("seller_id").annotate(n=Count("id")).order_by("-n", "seller_id")[:MOST]:
        yield Reason("linked_strikes", {**_who(named[row["seller_id"]]), "strikes": row["n"]})
    laid = Restraint.objects.standing(now).filter(seller_id__in=others, listing=None, kind__in=CLOSING)
    out = set(laid.values_list("seller_id", flat=True))
    out |= {row.id for row in named.values() if row.state == Party.State.SUSPENDED}
    for other in sorted(out, key=str)[:MOST]:
        yield Reason("linked_suspended", _who(named[other]))
    refused = SellerApplication.objects.filter(party_id__in=others, state__in=["refused", "upheld"])
    for one in refused.select_related("party").order_by("id")[:MOST]:
        yield Reason("linked_refused", {**_who(one.party), "application": one.reference})


def _brands(application: SellerApplication, party: Party) -> Iterable[Reason]:
    """Each brand beside the marks of that wording that are registered here."""
    rows = rows_of(application.said, "brands")
    words = {fold(row["name"]): row for row in rows}
    rights = Right.objects.filter(folded__in=list(words)).exclude(state__in=DEAD).select_related("owner").order_by("id")
    by_word: dict[str, list[Right]] = {}
    for right in rights[:200]:
        by_word.setdefault(right.folded, []).append(right)
    for word, row in words.items():
        known = by_word.get(word, [])
        others = [one for one in known if one.owner.name_key != name_key(party.name)]
        facts = {"brand": row["name"]}
        if known and not others:
            yield Reason("brand_own", facts)
        elif others and row.get("basis") == "own":
            yield Reason("brand_of_other", {**facts, **_owner(others[0])})
        elif others:
            yield Reason(f"brand_{row.get('basis')}", {**facts, **_owner(others[0])})
        else:
            yield Reason("brand_unknown", facts)


def _owner(right: Right) -> dict[str, str | int]:
    return {"ref": right.reference, "owner": right.owner.name[:120]}


def _who(party: Party) -> dict[str, str | int]:
    return {"party": party.name[:120], "party_ref": party.reference}
