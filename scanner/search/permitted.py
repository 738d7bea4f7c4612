"""Whether the seller of a listing may sell it under a right of whoever searches: the gate is asked, market by market.

As at publication, licences count with all that they say: places, channels, and the classes of the goods.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Q

from registry import gate
from registry import queries as registry
from registry.gate import queries as gate_queries
from registry.gate.licences import SIGNED
from registry.models import AuthorisedSeller, LicenceRight, Right
from registry.territories import countries_of
from scanner.kept_goods import goods_told
from tenancy.actor import Actor

YES, PART, NO = "yes", "part", ""
Classes = frozenset[int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing as far as it matters here: whose it is, where it is offered, and what tells its goods."""

    id: UUID
    seller: UUID
    markets: Sequence[str]
    title: str = ""
    category: Sequence[str] = ()


def authorised(actor: Actor, offers: Iterable[Offer], *, right: str, now: datetime) -> dict[UUID, str]:
    """For each listing: whether its seller may sell it in all of its markets where the right holds, in part of them, or none.

    `right` is the reference of the right in question; without one, any right of the actor's will do. Nine queries at most,
    however many listings.
    """
    wanted = list(offers)
    sellers = {one.seller for one in wanted}
    rights = _rights(actor, sellers, right, now)
    if not rights or not sellers:
        return {}
    held = {right_id: countries_of(places) for right_id, places in registry.territories_of(rights).items()}
    facts = gate_queries.gate_facts(rights, *sellers)
    goods, day = _goods(wanted, facts), now.date()

    @cache
    def under(right_id: UUID, seller: UUID, markets: tuple[str, ...], classes: Classes) -> str:
        asked = [market for market in markets if market in held[right_id]]
        item = gate.ItemFacts(classes)
        verdicts = [
            gate.ask(gate.Question(seller, right_id, item, facts.here, market, day), facts).verdict for market in asked
        ]
        if "yes" not in verdicts:
            return NO
        return YES if set(verdicts) == {"yes"} else PART

    def best(one: Offer) -> str:
        classes = goods.get(one.id, frozenset())
        answers = {under(right_id, one.seller, tuple(one.markets), classes) for right_id in rights}
        return YES if YES in answers else PART if PART in answers else NO

    return {one.id: best(one) for one in wanted}


def _goods(offers: Sequence[Offer], facts: gate.Facts) -> Mapping[UUID, Classes]:
    """The classes of the goods of those sellers who have a licence, where any licence speaks of classes."""
    if not any(licence.classes for licence in facts.licences):
        return {}
    licensees = {licence.licensee for licence in facts.licences}
    concerned = [one for one in offers if one.seller in licensees]
    told = goods_told([(one.title, one.category) for one in concerned])
    return {one.id: classes for one, (classes, _source) in zip(concerned, told, strict=True)}


def _rights(actor: Actor, sellers: set[UUID], reference: str, now: datetime) -> list[UUID]:
    """The right in question, or those under which one of these sellers was authorised or has a licence."""
    seen = Right.objects.visible_to(actor).live(now.date())
    if reference:
        return list(seen.filter(reference=reference).values_list("id", flat=True))
    standing = AuthorisedSeller.objects.visible_to(actor).standing(now).filter(seller_id__in=sellers)
    licensed = LicenceRight.objects.filter(licence__licensee_id__in=sellers, licence__state__in=SIGNED)
    named = Q(id__in=standing.values("right_id")) | Q(id__in=licensed.values("right_id"))
    return list(seen.filter(named).order_by("id").values_list("id", flat=True))
