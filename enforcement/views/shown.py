"""Cases and Items prepared for a template: plain values, loaded in a handful of queries however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Membership
from enforcement import queries
from enforcement.machine import CASE, ITEM
from enforcement.models import Case, Decision, Item
from enforcement.words import CASE_STATES, ITEM_STATES, bound_words
from evidence.models import Evidence
from gateway.http import PageRequest
from sellers.models import ListingImage
from workflow import clocks
from workflow.models import Clock

THUMBS = 3


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small picture."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a list of cases."""

    case: Case
    url: str
    state: str | Promise
    tone: str
    clock: Clock | None
    bound: str
    record: str
    pictures: list[Thumb]
    with_whom: str


def picture_url(slug: str, evidence: Evidence, side: int) -> str:
    """The address of a picture's working copy."""
    return reverse("evidence:picture", args=[slug, evidence.reference]) + f"?side={side}"


def lines_of(cases: Sequence[Case], request: PageRequest) -> list[CaseLine]:
    """The lines of a list: clocks, pictures, records and names in one query each."""
    slug = request.marketplace.slug
    standing = clocks.standing([case.id for case in cases])
    pictures = _first_pictures([case.id for case in cases], slug)
    records = queries.record_of([case.seller_id for case in cases])
    names = member_names([case.assigned_to_id for case in cases])
    found = []
    for case in cases:
        clock = pressing(standing.get(case.id, []))
        found.append(
            CaseLine(
                case=case,
                url=reverse("enforcement:case", args=[slug, case.reference]),
                state=CASE_STATES[case.state],
                tone=CASE.colours[case.state],
                clock=clock,
                bound=bound_words(clock) if clock else "",
                record=record_words(records[case.seller_id]),
                pictures=pictures.get(case.id, []),
                with_whom=names.get(case.assigned_to_id, ""),
            )
        )
    return found


def pressing(found: Iterable[Clock]) -> Clock | None:
    """The clock that presses most: the nearest bound, but not that of an appeal or a grace."""
    return next((clock for clock in found if clock.kind not in ("appeal", "take_effect")), None)


def record_words(record: dict[str, int]) -> str:
    """A seller's record in a few words."""
    total = record["upheld"] + record["rejected"]
    if not total:
        return _("nothing decided before")
    return _("%(total)d decided before, %(upheld)d upheld") % {"total": total, "upheld": record["upheld"]}


def member_names(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of members, by membership. One query."""
    rows = Membership.objects.filter(id__in=[found for found in ids if found]).select_related("user")
    return {row.id: str(row.user) for row in rows}


def _first_pictures(case_ids: Sequence[UUID], slug: str) -> dict[UUID, list[Thumb]]:
    """A few first pictures of the listings of each case. Two queries."""
    listings: dict[UUID, UUID] = {}
    for case_id, listing_id in Item.objects.filter(case_id__in=case_ids).values_list("case_id", "listing_id")[:2000]:
        listings[listing_id] = case_id
    images = ListingImage.objects.filter(listing_id__in=list(listings), position=0).select_related("evidence")
    found: dict[UUID, list[Thumb]] = defaultdict(list)
    for image in images:
        thumbs = found[listings[image.listing_id]]
        if len(thumbs) < THUMBS:
            thumbs.append(Thumb(picture_url(slug, image.evidence, 160), ""))
    return dict(found)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One Item of a case with what a template needs of it."""

    item: Item
    state: str | Promise
    tone: str
    pictures: list[Thumb]
    decision: Decision | None
    ground: str
    answers: list[tuple[str, str]] = field(default_factory=list)


def item_lines(case: Case, grounds: dict[str, str], slug: str) -> list[ItemLine]:
    """The Items of a loaded case (see `queries.case`): no query."""
    found = []
    for item in case.items.all():
        decision = next((d for d in reversed(item.decisions.all()) if d.undone_at is None), None)
        pictures = [Thumb(picture_url(slug, image.evidence, 160), "") for image in item.listing.images.all()]
        found.append(
            ItemLine(
                item=item,
                state=ITEM_STATES[item.state],
                tone=ITEM.colours[item.state],
                pictures=pictures,
                decision=decision,
                ground=grounds.get(decision.ground, decision.ground) if decision else "",
            )
        )
    return found
