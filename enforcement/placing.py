"""Where a case stands in the queue: what `priority` needs to know, and the places of many cases made anew as time goes by."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Count

from enforcement.machine import OPEN_CASES
from enforcement.models import Case, Item, Report, ReportedListing
from enforcement.priority import Facts, Priority, harm_of, priority
from scanner.matchers.facts import classes_of
from scanner.matchers.goods import guess_classes
from sellers.models import Listing, QualityFact

# A case without a bound comes last in the queue.
NO_BOUND = datetime(9999, 12, 31, tzinfo=UTC)
TOGETHER = 500


def weighed(case: Case, now: datetime) -> Priority:
    """What a case weighs, by its own columns; no query."""
    return priority(
        Facts(
            due_at=None if case.due_at == NO_BOUND else case.due_at, by_law=case.by_law, lane=case.lane, harm=case.harm,
            buyers=case.buyers, score=case.score, opened_at=case.opened_at or now,
        ),
        now,
    )  # fmt: skip


def put_in_place(case: Case, now: datetime) -> None:
    """Set the place and when to look again on the row in hand; the caller writes it."""
    found = weighed(case, now)
    case.place, case.weigh_at = found.place, found.changes_at


def harm(listings: Iterable[Listing]) -> str:
    """What the goods of these listings may do to people, by their categories: a guess that moves a case up, no more."""
    classes = {
        number
        for listing in listings
        for number in classes_of(guess_classes(tuple(str(level) for level in listing.category), listing.title))
    }
    return harm_of(classes)


def buyers(listings: Collection[UUID]) -> Counter[UUID]:
    """How many buyers complained of the goods of each listing, or reported it. Two queries."""
    said = QualityFact.objects.filter(listing_id__in=listings, source=QualityFact.Source.BUYER)
    reported = ReportedListing.objects.filter(listing_id__in=listings, report__channel=Report.Channel.PUBLIC)
    reported = reported.exclude(state__in=("merged", "withdrawn", "dismissed"))
    counted: Counter[UUID] = Counter()
    for rows in (said, reported):
        counted.update(dict(rows.values_list("listing_id").annotate(n=Count("id"))))
    return counted


def place_again(now: datetime) -> int:
    """Put those open cases in their places of which time, or what buyers said, has made something else; how many."""
    ripe = Case.objects.filter(state__in=OPEN_CASES, weigh_at__lte=now).order_by("weigh_at", "id")
    cases = list(ripe.select_for_update(skip_locked=True, of=("self",))[:TOGETHER])
    if not cases:
        return 0
    in_cases = dict[UUID, list[UUID]]()
    for case_id, listing_id in Item.objects.filter(case__in=cases).values_list("case_id", "listing_id"):
        in_cases.setdefault(case_id, []).append(listing_id)
    spoke = buyers({listing for listings in in_cases.values() for listing in listings})
    for case in cases:
        case.buyers = sum(spoke[listing] for listing in in_cases.get(case.id, ()))
        put_in_place(case, now)
    Case.objects.bulk_update(cases, ["buyers", "place", "weigh_at"])
    return len(cases)
