"""Whether the seller of a listing is authorised, by a right of whoever searches: the gate is asked, market by market."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from registry import gate
from registry import queries as registry
from registry.gate import queries as gate_queries
from registry.models import AuthorisedSeller, Right
from registry.territories import countries_of
from tenancy.actor import Actor

YES, PART, NO = "yes", "part", ""

Offer = tuple[UUID, UUID, Sequence[str]]
"""A listing's id, its seller's, and its markets."""


def authorised(actor: Actor, offers: Iterable[Offer], *, right: str, now: datetime) -> dict[UUID, str]:
    """For each listing: whether its seller may sell in all of its markets where the right holds, in part of them, or none.

    `right` is the reference of the right in question; without one, any right of the actor's will do. Five queries.
    """
    wanted = list(offers)
    sellers = {seller for _id, seller, _markets in wanted}
    rights = _rights(actor, sellers, right, now)
    if not rights or not sellers:
        return {}
    held = {right_id: countries_of(places) for right_id, places in registry.territories_of(rights).items()}
    facts = gate_queries.gate_facts(rights, *sellers)
    day = now.date()

    @cache
    def under(right_id: UUID, seller: UUID, markets: tuple[str, ...]) -> str:
        asked = [market for market in markets if market in held[right_id]]
        verdicts = [
            gate.ask(gate.Question(seller, right_id, gate.NOTHING_KNOWN, facts.here, market, day), facts).verdict
            for market in asked
        ]
        if "yes" not in verdicts:
            return NO
        return YES if set(verdicts) == {"yes"} else PART

    def best(seller: UUID, markets: tuple[str, ...]) -> str:
        answers = {under(right_id, seller, markets) for right_id in rights}
        return YES if YES in answers else PART if PART in answers else NO

    return {listing: best(seller, tuple(markets)) for listing, seller, markets in wanted}


def _rights(actor: Actor, sellers: set[UUID], reference: str, now: datetime) -> list[UUID]:
    """The right in question, or those under which one of these sellers was authorised."""
    seen = Right.objects.visible_to(actor).live(now.date())
    if reference:
        return list(seen.filter(reference=reference).values_list("id", flat=True))
    standing = AuthorisedSeller.objects.visible_to(actor).standing(now).filter(seller_id__in=sellers)
    return list(seen.filter(id__in=standing.values("right_id")).order_by("id").values_list("id", flat=True))
