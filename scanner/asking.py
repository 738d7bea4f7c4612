"""A listing as the question: may its seller sell it, under each right that was found in it or that it names?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from registry import gate
from registry.gate import queries as gate_queries
from registry.models import Right
from registry.territories import countries_of
from registry.words import fold, words
from scanner.kept_goods import goods_told
from scanner.models import Match
from sellers import queries as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import NotFound

STANDING = ("open", "confirmed", "cased", "upheld")
"""States of a match that nobody has called nothing."""
LONGEST_NAME, MOST_NAMES, MOST_RIGHTS = 4, 120, 20


@dataclass(frozen=True, slots=True)
class Told:
    """What the gate says of one listing under one right."""

    right: Right
    answer: gate.Answer


@dataclass(frozen=True, slots=True)
class Goods:
    """The Nice classes that the goods of a listing are likely in, and who says so (`scanner.goods.classes`)."""

    classes: frozenset[int]
    source: str


def goods_of(listing: Listing) -> Goods:
    """What the marketplace's classifier of goods, or its people, say of a listing, else what its words let one guess."""
    [(classes, source)] = goods_told([(listing.title, listing.category)])
    return Goods(classes, source)


def answered(listing: Listing) -> list[Match]:
    """What the gate did not allow when the listing's revision was published, by right. One query.

    Rights under which it may be sold leave nothing behind.
    """
    rows = Match.objects.filter(listing_id=listing.id, revision=listing.revision).exclude(gate__in=["", "yes"])
    return list(rows.select_related("right__owner").order_by("right__folded", "id"))


def listing_to_ask(actor: Actor, number: str) -> Listing:
    """The listing, for staff and its seller. NotFound for everybody else: the answer speaks of the seller's papers."""
    found = sellers.listing_by_number(actor, number)
    if not (actor.is_operator or actor.is_system or actor.party_id == found.seller_id):
        raise NotFound
    return found


def tell(
    listing: Listing,
    *,
    goods: Goods,
    now: datetime,
    destination: str = "",
    channel: str = "",
    day: date | None = None,
) -> list[Told]:
    """The answer under each right, in the order of their names; none where no right was found. Five queries.

    `goods` are what `goods_of` says of it. Without a destination it is asked for every market in which the listing is offered.
    """
    rights = _rights(listing, goods.classes)
    facts = gate_queries.gate_facts([right.id for right in rights], listing.seller_id, day=day)
    item = gate.ItemFacts(goods.classes)

    def under(right: Right) -> gate.Answer:
        held = countries_of(right.territories)
        offered = [destination] if destination else list(listing.markets)
        places: Sequence[str] = [place for place in offered if place in held] or offered[:1] or [""]
        return gate.ask_all(
            [
                gate.Question(listing.seller_id, right.id, item, channel or facts.here, place, day or now.date())
                for place in places
            ],
            facts,
        )

    return [Told(right, under(right)) for right in rights]


def verdict_of(told: Iterable[Told]) -> gate.Verdict:
    """One for the listing: no if one is, else ask if one is, else yes."""
    verdicts = {one.answer.verdict for one in told}
    return "no" if "no" in verdicts else "ask" if "ask" in verdicts else "yes"


def _rights(listing: Listing, classes: frozenset[int]) -> list[Right]:
    """The rights that were found in this revision, and verified ones whose name is its brand or stands in its title."""
    standing = Match.objects.filter(listing_id=listing.id, revision=listing.revision, state__in=STANDING)
    found = set(standing.values_list("right_id", flat=True))
    named = Q(folded__in=_names(listing), state=Right.State.VERIFIED)
    rows = Right.objects.filter(Q(id__in=found) | named).select_related("owner").order_by("folded", "id")
    return [right for right in rows[: 5 * MOST_RIGHTS] if _concerns(right, listing, classes, found)][:MOST_RIGHTS]


def _concerns(right: Right, listing: Listing, classes: frozenset[int], found: set[UUID]) -> bool:
    """A word in the title counts for goods of the right's classes alone; what was found or is the brand counts anyway."""
    is_near = not right.classes or not classes or not classes.isdisjoint(right.classes)
    return right.id in found or right.folded == fold(listing.brand) or is_near


def _names(listing: Listing) -> list[str]:
    """The brand, and up to four words in a row of the title, as rights are called."""
    said = words(listing.title)
    runs = [
        " ".join(said[at : at + length])
        for length in range(1, LONGEST_NAME + 1)
        for at in range(len(said) - length + 1)
    ]
    return [name for name in dict.fromkeys([fold(listing.brand), *runs]) if name][:MOST_NAMES]
