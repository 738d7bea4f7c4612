"""Reading listings and records: lists, one listing with what lies on it, a seller's standing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Party
from evidence.models import Evidence
from policy import penalties, registry
from policy.model import Pack, Strikes
from policy.penalties import StrikeGiven
from registry.words import words
from sellers.models import Listing, ListingImage, ListingWord, PictureAddress, PriorNotice, Restraint, Strike
from sellers.publicity import closed_since, open_markets
from sellers.querysets import CLOSING
from tenancy.actor import Actor
from tenancy.errors import NotFound

LAST = "\U0010ffff"
DEMOTE = "demote"
MOST_SEARCHED = 6
"""Further words of a search are left out: each costs a look-up of its own."""
HOUSE_PACK = "house-trademark"
PLAIN_STRIKE = 100
UPHELD = "upheld"
ORDERINGS = {"newest": ("-id",), "title": ("folded", "id")}


def listings(
    actor: Actor,
    *,
    search: str = "",
    number: str = "",
    state: str = "",
    seller: str = "",
    public_at: datetime | None = None,
    removed_at: datetime | None = None,
    lacks_pictures: bool = False,
) -> QuerySet[Listing]:
    """Listings that the actor sees, to be ordered by one of `ORDERINGS`.

    `public_at` leaves those that are public somewhere then, `removed_at` those published that are public nowhere,
    `lacks_pictures` those that are not checked because a picture could not be fetched.
    Each word of `search` must begin a word of the title, the brand or the number; `seller` is a reference. A range
    instead of LIKE or a text index: under row security only that reaches the index.
    """
    rows = Listing.objects.visible_to(actor).select_related("seller")
    if state:
        rows = rows.filter(state=state)
    if public_at:
        rows = rows.public_somewhere(public_at)
    if removed_at:
        rows = rows.public_somewhere(removed_at, or_not=True)
    if lacks_pictures:
        dead = PictureAddress.objects.filter(listing=OuterRef("id"), state=PictureAddress.State.DEAD)
        rows = rows.filter(Exists(dead), state=Listing.State.CHECKING)
    if seller:
        rows = rows.filter(seller__reference=seller)
    if number:
        rows = rows.filter(number=number)
    wanted = words(search)
    if search.strip() and not wanted:
        rows = rows.none()
    for word in wanted[:MOST_SEARCHED]:
        rows = rows.filter(id__in=ListingWord.objects.filter(word__gte=word, word__lt=word + LAST).values("listing_id"))
    found: QuerySet[Listing] = rows
    return found


def by_numbers(actor: Actor, numbers: Iterable[str]) -> list[Listing]:
    """The listings of these numbers that the actor sees, in the order of the numbers; those not seen are left out."""
    wanted = list(dict.fromkeys(numbers))
    rows = Listing.objects.visible_to(actor).filter(number__in=wanted).select_related("seller")
    found = {listing.number: listing for listing in rows}
    return [found[number] for number in wanted if number in found]


def listing_by_number(actor: Actor, number: str) -> Listing:
    """One listing with its seller. Raises NotFound, for strangers as for a number that never was."""
    listing: Listing | None = Listing.objects.visible_to(actor).filter(number=number).select_related("seller").first()
    if listing is None:
        raise NotFound
    return listing


def images_of(listings: Sequence[Listing]) -> list[ListingImage]:
    """The pictures of these listings with their evidence, in order. One query."""
    rows = ListingImage.objects.filter(listing_id__in=[listing.id for listing in listings])
    return list(rows.select_related("evidence").order_by("listing_id", "position"))


def pictures_of(listings: Sequence[Listing]) -> dict[UUID, list[Evidence]]:
    """The evidence of these listings' pictures, by listing. One query."""
    found: dict[UUID, list[Evidence]] = {listing.id: [] for listing in listings}
    for image in images_of(listings):
        found[image.listing_id].append(image.evidence)
    return found


def shown_in(listings: Sequence[Listing], now: datetime) -> dict[UUID, tuple[list[str], list[str]]]:
    """Where each of these listings is public, as `ListingQuerySet.public_in` has it, and where of that it is to be shown
    less. Two queries, however many."""
    lying = _lying_on(listings, now, (*CLOSING, DEMOTE))
    return {one.id: _places(one, lying[one.id]) for one in listings}


def public_markets(listings: Sequence[Listing], now: datetime) -> dict[UUID, list[str]]:
    """Where each of these listings is public. Two queries, however many."""
    return {listing_id: places for listing_id, (places, _less) in shown_in(listings, now).items()}


def lying_on(
    listings: Sequence[Listing], now: datetime, *, own: bool = False
) -> dict[UUID, list[tuple[datetime, list[str]]]]:
    """Beginning and territories of each restraint that keeps these listings out of the shop, laid on themselves or,
    unless only their `own` are asked for, on their sellers. Two queries.
    """
    found = _lying_on(listings, now, CLOSING, own=own)
    return {one: [(begun, territories) for _kind, begun, territories in lying] for one, lying in found.items()}


Lying = tuple[str, datetime, list[str]]


def _lying_on(
    listings: Sequence[Listing], now: datetime, kinds: Sequence[str], *, own: bool = False
) -> dict[UUID, list[Lying]]:
    """Kind, beginning and territories of the restraints of these kinds that stand on each listing and on its seller."""
    standing = Restraint.objects.standing(now).filter(kind__in=kinds)
    ids, sellers = [one.id for one in listings], set() if own else {one.seller_id for one in listings}
    found: dict[UUID, list[Lying]] = {}
    for owner, rows in (
        ("listing_id", standing.filter(listing_id__in=ids)),
        ("seller_id", standing.filter(listing=None, seller_id__in=sellers)),
    ):
        for owner_id, *lying in rows.values_list(owner, "kind", "starts_at", "territories"):
            found.setdefault(owner_id, []).append(tuple(lying))
    return {one.id: [*found.get(one.id, []), *found.get(one.seller_id, [])] for one in listings}


def _places(one: Listing, lying: Iterable[Lying]) -> tuple[list[str], list[str]]:
    """Where a listing is public under what lies on it, and where of that it is shown less."""
    found = list(lying)
    places = open_markets(one.state, one.markets, [where for kind, _at, where in found if kind in CLOSING])
    reach = [where or one.markets for kind, _at, where in found if kind == DEMOTE]
    return places, [place for place in places if any(place in where for where in reach)]


def demoted_in(markets: Mapping[UUID, Sequence[str]], now: datetime) -> dict[UUID, list[str]]:
    """In which of these countries each of these listings, by id, is to be shown less. One query."""
    rows = Restraint.objects.standing(now).filter(listing_id__in=list(markets), kind=DEMOTE)
    reach: dict[UUID, set[str]] = {}
    for listing_id, territories in rows.values_list("listing_id", "territories"):
        reach.setdefault(listing_id, set()).update(territories or markets[listing_id])
    return {one: sorted(reach.get(one, set()) & set(offered)) for one, offered in markets.items()}


def restraints_on(listing: Listing, now: datetime) -> list[Restraint]:
    """What stands on a listing now, on itself and on all of its seller's, the oldest first."""
    own = Q(listing=listing) | Q(listing=None, seller_id=listing.seller_id)
    return list(Restraint.objects.standing(now).filter(own).order_by("starts_at", "id"))


def restraints_per_listing(seller_id: UUID, now: datetime) -> dict[UUID | None, list[Restraint]]:
    """What stands on a seller's listings now, by listing; under None what stands on all of them."""
    found: dict[UUID | None, list[Restraint]] = {}
    rows = Restraint.objects.standing(now).filter(seller_id=seller_id).select_related("listing")
    for restraint in rows.order_by("-starts_at", "-id"):
        found.setdefault(restraint.listing_id, []).append(restraint)
    return found


@dataclass(frozen=True, slots=True)
class StrikeLine:
    """A strike in force: its points when it was given and today, what for, and the days on which it comes to less.

    `fades_on` is the day from which it counts for nothing; None never comes.
    """

    reason: str
    cause: str
    given_on: date
    given_points: int
    points: int
    steps: tuple[tuple[date, int], ...]
    fades_on: date | None
    relieved: int = 0
    """Points taken off by a lesson that was passed."""

    def counts_on(self, day: date) -> int:
        """The points that it comes to from today on until `day`, and on that day."""
        return next((points for when, points in reversed(self.steps) if when <= day), self.points)


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung of the ladder: from how many points on which remedy is proposed, and whether the points reach it."""

    points: int
    remedy: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A seller's strikes in force on a day, the newest first, with their sum and what follows from it."""

    strikes: tuple[StrikeLine, ...]
    points: int
    ladder: tuple[RungLine, ...]

    @property
    def next_fade(self) -> date | None:
        """The next day on which one of them comes to less."""
        days = [day for strike in self.strikes for day, _points in strike.steps]
        return min(days, default=None)

    @property
    def points_then(self) -> int:
        """What they come to on that day."""
        day = self.next_fade
        return sum(strike.counts_on(day) for strike in self.strikes) if day else self.points

    @property
    def clear_on(self) -> date | None:
        """The day from which nothing of them counts any more; None if one of them never fades by itself."""
        days = [strike.fades_on for strike in self.strikes]
        return max((day for day in days if day), default=None) if all(days) else None

    @property
    def next_rung(self) -> RungLine | None:
        """The lowest rung that is not reached."""
        return next((rung for rung in self.ladder if not rung.reached), None)

    @property
    def reached(self) -> RungLine | None:
        """The highest rung that is reached."""
        return next((rung for rung in reversed(self.ladder) if rung.reached), None)


def house_pack() -> Pack:
    """The pack of the house, whose strikes hold for all sellers."""
    return registry.pack(HOUSE_PACK)


def house_strikes() -> Strikes:
    """How strikes weigh and fade: the house's policy."""
    return house_pack().strikes


def rung_of(remedy: str) -> int | None:
    """From how many points on the policy proposes this remedy; None if it never does."""
    return min((rung.points for rung in house_strikes().ladder if rung.remedy == remedy), default=None)


def standing(seller_id: UUID, day: date) -> Standing:
    """A seller's strikes in force on `day`, lightened by the lessons it passed. Three queries."""
    policy = house_strikes()
    rows = Strike.objects.filter(seller_id=seller_id).prefetch_related("reversals", "reliefs")
    rows = rows.order_by("-given_at", "-id")
    lines = [line for line in (_strike_line(policy, row, day) for row in rows) if line.points]
    points = sum(line.points for line in lines)
    rungs = sorted(policy.ladder, key=lambda rung: rung.points)
    ladder = tuple(RungLine(rung.points, rung.remedy, rung.points <= points) for rung in rungs)
    return Standing(tuple(lines), points, ladder)


def points_of(seller_ids: Iterable[UUID], day: date) -> dict[UUID, int]:
    """The points of these sellers' strikes in force on `day`, as `standing` has them. Three queries, however many."""
    policy = house_strikes()
    found: dict[UUID, int] = {}
    rows = Strike.objects.filter(seller_id__in=set(seller_ids)).prefetch_related("reversals", "reliefs")
    for row in rows:
        found[row.seller_id] = found.get(row.seller_id, 0) + _strike_line(policy, row, day).points
    return found


def with_strikes(now: datetime) -> list[UUID]:
    """The sellers with a strike that was not taken back and can still count. One query."""
    last = max((step.after_days for step in house_strikes().decay if not step.percent), default=None)
    rows = Strike.objects.filter(reversals=None)
    rows = rows.filter(given_at__gt=now - timedelta(days=last)) if last else rows
    return list(rows.values_list("seller_id", flat=True).distinct())


def _strike_line(policy: Strikes, row: Strike, day: date) -> StrikeLine:
    ends = [reversal.at.date() for reversal in row.reversals.all()]
    ends += [row.fades_at.date()] if row.fades_at else []
    relieved = sum(relief.points for relief in row.reliefs.all() if relief.at.date() <= day)
    given = StrikeGiven(row.weight - relieved, row.given_at.date(), min(ends, default=None))
    steps = [(when, points) for when, points in penalties.fading(policy, given) if when > day]
    if row.fades_at:
        last = row.fades_at.date()
        steps = [*[(when, points) for when, points in steps if when < last], (last, 0)]
    fades_on = next((when for when, points in steps if not points), None)
    now = penalties.in_force(policy, [given], day)
    return StrikeLine(row.reason, row.cause, given.day, row.weight, now, tuple(steps), fades_on, relieved)


@dataclass(frozen=True, slots=True)
class Record:
    """What the other side may know of a seller: how many cases there were, and how their listings came out."""

    cases: int
    listings: int
    upheld: int
    since: datetime | None


def record(seller_id: UUID) -> Record:
    """A seller's record, from the prior notices. Two queries."""
    rows = PriorNotice.objects.filter(seller_id=seller_id)
    counted = rows.aggregate(
        cases=Count("case", distinct=True),
        listings=Count("id", filter=~Q(outcome="")),
        upheld=Count("id", filter=Q(outcome=UPHELD)),
    )
    first = rows.order_by("at").values_list("at", flat=True).first()
    return Record(**counted, since=first)


def outcomes(seller_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """How many listings of these sellers came out which way, by seller and outcome. One query, in the index alone."""
    decided = PriorNotice.objects.filter(seller_id__in=set(seller_ids)).exclude(outcome="")
    found: dict[UUID, dict[str, int]] = {}
    for seller_id, outcome, count in decided.values_list("seller_id", "outcome").annotate(n=Count("*")):
        found.setdefault(seller_id, {})[outcome] = count
    return found


def seller_by_reference(actor: Actor, reference: str) -> Party:
    """A seller that the actor sees. Raises NotFound."""
    party: Party | None = Party.objects.visible_to(actor).filter(kind="seller", reference=reference).first()
    if party is None:
        raise NotFound
    return party


@dataclass(frozen=True, slots=True)
class Shown:
    """A listing as somebody sees it: with its pictures, and the countries in which it is public now, and shown less.

    `since` is when it came to stand as it does: its state, or what keeps a published one out of the shop.
    `own` is true for its seller and for the marketplace: they see what lies on it and what the shop confirmed.
    """

    listing: Listing
    pictures: list[Evidence]
    public_in: list[str]
    since: datetime
    own: bool
    demoted_in: list[str]


def shown_to(actor: Actor, listings: Sequence[Listing], now: datetime) -> list[Shown]:
    """These listings (loaded by `visible_to`) as the actor sees them. Three queries, however many."""
    pictures, lying = pictures_of(listings), _lying_on(listings, now, (*CLOSING, DEMOTE))
    house = actor.is_operator or actor.is_system
    found = []
    for one in listings:
        closing = [(begun, where) for kind, begun, where in lying[one.id] if kind in CLOSING]
        closed = closed_since(one.markets, closing) if one.state == Listing.State.PUBLIC else None
        places, less = _places(one, lying[one.id])
        since = max(one.state_at, closed or one.state_at)
        found.append(Shown(one, pictures[one.id], places, since, house or one.seller_id == actor.party_id, less))
    return found
