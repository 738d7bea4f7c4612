"""The first step of a complaint: what the chosen listings have in common, so that the right's territory is a small choice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sellers.models import Listing
from tenancy.actor import Actor

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many listings of how many sellers, and in which markets each is offered."""

    listings: int
    sellers: int
    markets: Sequence[Collection[str]]


def chosen_of(actor: Actor, numbers: Sequence[str]) -> Chosen:
    """What is known of these numbers, as far as the actor sees them. One query; none for none."""
    if not numbers:
        return Chosen(0, 0, ())
    found = Listing.objects.visible_to(actor).filter(number__in=numbers[:MOST])
    rows = list(found.values_list("seller_id", "markets"))
    return Chosen(len(rows), len({seller for seller, _markets in rows}), [markets for _seller, markets in rows])
