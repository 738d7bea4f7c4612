"""The answer to a question: what the arrays found, as the database has it now, filtered, ordered, a page at a time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from accounts.services.parties import name_key
from evidence.models import Evidence
from scanner.matchers.facts import PictureFacts
from scanner.pictures import facts_of
from scanner.search import catalogue
from scanner.search.asking import Asked, candidates_of
from scanner.search.complained import complaints_about
from scanner.search.permitted import YES, Offer, authorised
from scanner.search.ranking import MOST, Ranked, rank
from sellers import queries as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import Invalid, NotFound

MOST_NUMBERS = 1_000
MOST_SELLERS = 20
COLUMNS = ("id", "number", "seller_id", "markets", "currency", "price_cents", "title", "category")
PAGE = 48
"""Divides into rows of two, three, four and six."""


class Preparing(Exception):
    """The listings are being made ready in this process; ask again in a moment."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listing that was found: how well it answers and why, what decides its place, and how its seller stands."""

    ranked: Ranked
    number: str
    seller_id: UUID
    price: tuple[str, int]
    authorised: str

    @property
    def id(self) -> UUID:
        """The listing's."""
        return self.ranked.id


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found, in order. `more`: so much that only the newest were judged. `missing`: numbers of no listing.

    `authorised` counts those whose seller is authorised, before they were left out.
    """

    found: tuple[Found, ...]
    more: bool = False
    missing: tuple[str, ...] = ()
    authorised: int = 0


def find(
    actor: Actor, asked: Asked, *, now: datetime, wait: bool = False, changed_after: datetime | None = None
) -> Answer:
    """Ask; with `changed_after` of those alone that came to stand as they do after it.

    Raises Preparing (never with `wait`), NotFound for a picture that the actor does not see, Invalid.
    """
    require(actor, "listing.search")
    if asked.is_empty:
        return Answer(())
    ranked, more, missing = _ranked(actor, asked, wait)
    rows = _filtered(actor, asked, now).filter(id__in=ranked) if ranked is not None else _filtered(actor, asked, now)
    if changed_after is not None:
        rows = rows.filter(state_at__gt=changed_after)
    if ranked is None:
        rows = rows.order_by("-id")[: MOST + 1]
    columns = list(rows.values_list(*COLUMNS))
    if ranked is None and len(columns) > MOST:
        more, columns = True, columns[:MOST]
    offers = [Offer(row[0], row[2], row[3], *row[6:]) for row in columns]
    standing = authorised(actor, offers, right=asked.right, now=now)
    places = ranked or {}
    found = [
        Found(places.get(row[0]) or Ranked(row[0], 0), row[1], row[2], _price(row[4], row[5]), standing.get(row[0], ""))
        for row in columns
    ]
    numbers = {row[1] for row in columns}
    kept = tuple(sorted(_kept(actor, asked, found), key=_order(asked, list(places), _less(columns, asked, now))))
    lost = tuple(word for word, candidates in missing if not numbers.intersection(candidates))
    return Answer(kept, more, lost, sum(one.authorised == YES for one in found))


def _ranked(
    actor: Actor, asked: Asked, wait: bool
) -> tuple[dict[UUID, Ranked] | None, bool, list[tuple[str, list[str]]]]:
    """What the arrays say, by listing; None where only a seller is asked for. And the words given for numbers."""
    if asked.numbers:
        return _by_numbers(actor, asked)
    if not asked.q.strip() and not asked.picture:
        return None, False, []
    kept = catalogue.current() if wait else catalogue.if_in_memory()
    if kept is None:
        raise Preparing
    picture = picture_facts(actor, asked.picture) if asked.picture else None
    ranking = rank(kept, words=asked.q, deep=asked.deep, picture=picture)
    found = {one.id: one for one in ranking.found}
    if not picture and (named := _named(actor, asked.q)) is not None:
        found.setdefault(named, Ranked(named, 100))
    return found, ranking.more, []


def _named(actor: Actor, words: str) -> UUID | None:
    """A single word may be a listing's number, or a link to it."""
    wanted = candidates_of(words.strip())
    rows = Listing.objects.visible_to(actor).filter(number__in=wanted) if wanted else Listing.objects.none()
    return rows.values_list("id", flat=True).first()


def _by_numbers(actor: Actor, asked: Asked) -> tuple[dict[UUID, Ranked], bool, list[tuple[str, list[str]]]]:
    """The listings of these numbers, in their order."""
    words = [(word, candidates_of(word)) for word in asked.numbers[:MOST_NUMBERS]]
    wanted = {number for _word, candidates in words for number in candidates}
    by_number = dict(Listing.objects.visible_to(actor).filter(number__in=wanted).values_list("number", "id"))
    ids = [next((by_number[one] for one in candidates if one in by_number), None) for _word, candidates in words]
    return {listing_id: Ranked(listing_id, 0) for listing_id in ids if listing_id}, False, words


def picture_facts(actor: Actor, reference: str) -> PictureFacts:
    """What is known of a picture that the actor sees. Raises NotFound, or Invalid where there is nothing to compare."""
    piece: Evidence | None = Evidence.objects.visible_to(actor).filter(reference=reference).first()
    if piece is None or not piece.is_picture:
        raise NotFound
    try:
        facts = facts_of({piece.sha256: piece.id})[piece.sha256]
    except FileNotFoundError:
        raise NotFound from None
    if facts.blank:
        raise Invalid(fields={"picture": [_("This picture is all of one colour; there is nothing to compare.")]})
    return facts


def _filtered(actor: Actor, asked: Asked, now: datetime) -> QuerySet[Listing]:
    """The listings that the actor sees and the filters leave."""
    rows = Listing.objects.visible_to(actor)
    if asked.state == Listing.State.PUBLIC:
        rows = rows.public_in(asked.market, now) if asked.market else rows.public_somewhere(now)
    else:
        rows = rows.filter(state=asked.state, **({"markets__contains": [asked.market]} if asked.market else {}))
    if asked.seller:
        rows = rows.filter(seller_id__in=sellers_named(asked.seller))
    if asked.category:
        rows = rows.filter(category__contains=[asked.category])
    if asked.brand:
        rows = rows.filter(brand__iexact=asked.brand)
    if asked.currency:
        rows = rows.filter(currency=asked.currency)
    if asked.price_from is not None:
        rows = rows.filter(price_cents__gte=asked.price_from)
    if asked.price_to is not None:
        rows = rows.filter(price_cents__lte=asked.price_to)
    if asked.since is not None:
        rows = rows.filter(made_at__gte=datetime(asked.since.year, asked.since.month, asked.since.day, tzinfo=UTC))
    found: QuerySet[Listing] = rows
    return found


def sellers_named(word: str) -> list[UUID]:
    """Sellers by reference or exact name. Whoever has no listing to be seen is not told apart from nobody."""
    sellers = Party.objects.filter(Q(reference=word.upper()) | Q(name_key=name_key(word)), kind=Party.Kind.SELLER)
    return list(sellers.values_list("id", flat=True)[:MOST_SELLERS])


def _kept(actor: Actor, asked: Asked, found: list[Found]) -> list[Found]:
    """Without those that are left out, or only those."""
    if asked.authorised:
        found = [one for one in found if (one.authorised == YES) == (asked.authorised == "only")]
    if asked.complained and found:
        known = complaints_about(actor, [one.id for one in found])
        found = [one for one in found if (one.id in known) == (asked.complained == "only")]
    return found


def _less(columns: Sequence[tuple[Any, ...]], asked: Asked, now: datetime) -> frozenset[UUID]:
    """Those that a decision has shown less, in the market that is asked for or in one of theirs. One query."""
    markets = {row[0]: [asked.market] if asked.market else row[3] for row in columns}
    return frozenset(one for one, less in sellers.demoted_in(markets, now).items() if less)


def _order(asked: Asked, given: Sequence[UUID], less: Collection[UUID]) -> Callable[[Found], Any]:
    """What decides the place: what is shown less stands after all others. Prices of one currency stand together; what has
    none comes last."""
    if asked.sort == "newest" or (asked.sort == "best" and not given):
        return lambda one: (one.id in less, -one.id.int)
    if asked.sort == "best":
        place = {listing_id: number for number, listing_id in enumerate(given)}
        return lambda one: (one.id in less, place[one.id])
    way = 1 if asked.sort == "cheapest" else -1
    return lambda one: (one.id in less, not one.price[0], one.price[0], way * one.price[1], -one.id.int)


def _price(currency: str, cents: int | None) -> tuple[str, int]:
    return ("", 0) if cents is None else (currency, cents)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an answer, and the cursors of the pages round it."""

    rows: Sequence[Found]
    previous: str | None
    next: str | None


def page(answer: Answer, cursor: str, *, size: int | None = None) -> Part:
    """The page behind a listing ("n" and its number), or the one before it ("p"); the first, where that has gone."""
    found, way, number = answer.found, cursor[:1], cursor[1:]
    size = size or PAGE
    at = next((place for place, one in enumerate(found) if number and one.number == number), None)
    begin = 0
    if at is not None:
        begin = at + 1 if way == "n" else max(at - size, 0)
    rows = found[begin : begin + size]
    return Part(
        rows,
        f"p{rows[0].number}" if rows and begin else None,
        f"n{rows[-1].number}" if rows and begin + size < len(found) else None,
    )
