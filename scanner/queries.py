"""Reading matches: those that wait for a reviewer, those that hold a listing, and one with everything beside it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField, Value

from accounts.models import Party
from gateway.paging import RowComparison
from registry import queries as registry
from registry.models import Brand
from registry.querysets import in_sight
from scanner.models import Match, Threshold, Trial
from scanner.thresholds import HOLD
from sellers import queries as sellers
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import NotFound
from workflow.jobs import done_of
from workflow.models import Job

ORDER = ("-score", "-id")
BANDS = (95, 90, 80, 70, 60, 50, 0)
"""The lower ends of the bands in which scores are counted."""
MOST_COUNTED = 10_000
MOST_BESIDE = 6
NEWEST_LISTINGS, MOST_CATEGORIES = 2_000, 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matches to list: those to be looked at, or with `lead` "hold" those that hold a listing.

    `right` and `seller` are references; `search` is a reference of either, a listing's number, or words of a right.
    """

    lead: str = ""
    right: str = ""
    seller: str = ""
    search: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """As an address has them."""
        found = {"lead": self.lead, "right": self.right, "seller": self.seller, "q": self.search}
        return {name: value for name, value in found.items() if value}


def matches(actor: Actor, wanted: Wanted | None = None) -> QuerySet[Match]:
    """Matches for staff, of their regions, to be ordered by ORDER: the strongest first."""
    wanted = wanted or Wanted()
    rows: QuerySet[Match] = Match.objects.visible_to(actor).select_related("listing__seller", "right")
    rows = rows.filter(holds=True) if wanted.lead == HOLD else rows.filter(state="open")
    if wanted.right:
        rows = rows.filter(right__reference=wanted.right)
    if wanted.seller:
        rows = rows.filter(listing__seller__reference=wanted.seller)
    if wanted.search:
        said = wanted.search.strip()
        rights = registry.rights(actor, search=said).values("id")
        rows = rows.filter(
            Q(right_id__in=rights) | Q(listing__number=said) | Q(listing__seller__reference=said.upper())
        )
    return rows


def of_brand(brand: Brand, actor: Actor) -> QuerySet[Match]:
    """Matches over the rights of a brand that nobody dropped, to be ordered by ORDER.

    Staff see those of their regions; a rights holder and its agents those in listings that are public.
    """
    rows: QuerySet[Match] = Match.objects.filter(right__brand=brand, right__owner_id=brand.owner_id)
    rows = rows.exclude(state__in=("dismissed", "superseded", "rejected")).select_related("listing__seller", "right")
    if actor.is_operator or actor.is_system:
        return rows.filter(id__in=Match.objects.visible_to(actor).values("id")) if actor.regions else rows
    return rows.filter(in_sight(actor, "right__"), listing__state="public")


def match(match_id: UUID, actor: Actor) -> Match:
    """One match with its signals. Raises NotFound for strangers, and for a match of another region."""
    found = (
        Match.objects.visible_to(actor)
        .select_related("listing__seller", "right__owner", "index")
        .prefetch_related("signals")
    )
    row: Match | None = found.filter(id=match_id).first()
    if row is None:
        raise NotFound
    return row


def following(row: Match, wanted: Wanted, actor: Actor) -> Match | None:
    """The next match of a list after this one; the first, where this was the last."""
    others = matches(actor, wanted).exclude(id=row.id).order_by(*ORDER)
    here = [Value(row.score), Value(row.id, output_field=UUIDField())]
    after = others.filter(RowComparison(("score", "id"), "<", here))
    return after.first() or others.first()


def preceding(row: Match, wanted: Wanted, actor: Actor) -> Match | None:
    """The match of a list before this one; none where this was the first."""
    here = [Value(row.score), Value(row.id, output_field=UUIDField())]
    before = matches(actor, wanted).exclude(id=row.id).filter(RowComparison(("score", "id"), ">", here))
    found: Match | None = before.order_by("score", "id").first()
    return found


def audited_seller(actor: Actor, reference: str) -> Party:
    """The seller of an audit. Raises NotFound, for staff limited to regions too: a catalogue lies in all of them."""
    if actor.regions:
        raise NotFound
    return sellers.seller_by_reference(actor, reference)


def beside(row: Match, actor: Actor) -> list[Match]:
    """Other rights found in the same revision of the listing, the strongest first."""
    rows = Match.objects.visible_to(actor).filter(listing_id=row.listing_id, revision=row.revision)
    return list(rows.exclude(id=row.id).select_related("right").order_by(*ORDER)[:MOST_BESIDE])


def of_seller(row: Match, actor: Actor) -> list[Match]:
    """Other listings of the seller in which the same right was found, the newest first."""
    rows = Match.objects.visible_to(actor).filter(right_id=row.right_id, listing__seller_id=row.listing.seller_id)
    others = rows.exclude(listing_id=row.listing_id).exclude(state="superseded").select_related("listing")
    return list(others.order_by("-id")[:MOST_BESIDE])


def of_listing(listing_id: UUID, revision: int) -> list[Match]:
    """What was found in one revision of a listing, with signals, for its seller's explanation."""
    rows = Match.objects.filter(listing_id=listing_id, revision=revision).select_related("right")
    return list(rows.prefetch_related("signals").order_by("-score"))


@dataclass(frozen=True, slots=True)
class Band:
    """How many of the latest matches have a score of `least` to `most`, and what people made of them."""

    least: int
    most: int
    found: int
    right: int
    wrong: int


def bands(actor: Actor) -> list[Band]:
    """The latest 10,000 matches that the actor may see by score, the strongest first. One query."""
    rows = Match.objects.visible_to(actor).order_by("-id").values_list("score", "state")[:MOST_COUNTED]
    counted: Mapping[tuple[int, str], int] = Counter(
        (next(least for least in BANDS if score >= least), state) for score, state in rows
    )
    found = []
    most = 100
    for least in BANDS:
        states = {state: count for (band, state), count in counted.items() if band == least}
        right = sum(states.get(state, 0) for state in ("confirmed", "cased", "upheld"))
        wrong = sum(states.get(state, 0) for state in ("dismissed", "rejected"))
        found.append(Band(least, most, sum(states.values()), right, wrong))
        most = least - 1
    return found


def thresholds() -> list[Threshold]:
    """What is set, the widest first."""
    return list(Threshold.objects.order_by("region", "category"))


def categories_in_use() -> list[str]:
    """The steps of the categories of the newest listings, the most frequent first: what a threshold may name. One query."""
    newest = Listing.objects.order_by("-id").values_list("category", flat=True)[:NEWEST_LISTINGS]
    counted = Counter(step for category in newest for step in category)
    return [step for step, _count in counted.most_common(MOST_CATEGORIES)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a trial is: listings judged, how many there are (None while nobody knows), and whether it was stopped."""

    done: int
    total: int | None
    stopped: bool = False


def progress_of(trial: Trial) -> Progress:
    """How far the job of a trial is. Two queries."""
    asked = Job.objects.filter(id=trial.job_id).first()
    if asked is None:
        return Progress(0, None)
    stopped = asked.state in (Job.State.FAILED, Job.State.CANCELLED)
    return Progress(done_of([asked])[asked.id].done, asked.total, stopped)


def trial_position(trial: Trial) -> str:
    """What changes whenever the page of the trial would."""
    far = progress_of(trial)
    return f"{trial.state}-{far.done}-{far.stopped}"
