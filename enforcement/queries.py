"""Reading cases: the queue, a case with everything in it, complaints, appeals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Prefetch, QuerySet

from enforcement.machine import OPEN_CASES
from enforcement.models import Answer, Appeal, Case, Complaint, Decision, Exhibit, Item, Remedy
from sellers.models import ListingImage
from tenancy.actor import Actor
from tenancy.errors import NotFound

QUEUE_ORDER = ("due_at", "id")
NEWEST_ORDER = ("-opened_at", "-id")
SHOWN = ("right", "seller", "complainant", "assigned_to")


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; empty narrows nothing. `mine` is the actor's own work, `unassigned` nobody's."""

    region: str = ""
    state: str = ""
    kind: str = ""
    mine: bool = False
    unassigned: bool = False
    search: str = ""


def queue(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """Open cases that the actor sees, to be paged by QUEUE_ORDER: the next bound first.

    The condition on the state is that of the partial indexes, word for word, or they are not used.
    """
    cases = Case.objects.visible_to(actor).filter(state__in=OPEN_CASES)
    if filters.region:
        cases = cases.filter(region=filters.region)
    if filters.state:
        cases = cases.filter(state=filters.state)
    if filters.kind:
        cases = cases.filter(right__kind=filters.kind)
    if filters.mine:
        cases = cases.filter(assigned_to_id=actor.membership_id)
    if filters.unassigned:
        cases = cases.filter(assigned_to=None)
    if filters.search:
        cases = _found(cases, filters.search)
    return cases.select_related(*SHOWN)


def cases_of(actor: Actor, *, historical: bool = False, search: str = "") -> QuerySet[Case]:
    """The cases of a party, to be answered and under way or closed, to be paged by NEWEST_ORDER."""
    cases = Case.objects.visible_to(actor)
    done = ("closed", "decided")
    cases = cases.filter(state__in=done) if historical else cases.exclude(state__in=done)
    return (_found(cases, search) if search else cases).select_related(*SHOWN)


def _found(cases: QuerySet[Case], search: str) -> QuerySet[Case]:
    """By reference, or by the number of a listing in the case."""
    word = search.strip()
    if word.upper().startswith("MW-"):
        return cases.filter(reference=word.upper())
    return cases.filter(id__in=Item.objects.filter(listing__number=word).values("case_id"))


def case(reference: str, actor: Actor) -> Case:
    """One case with its Items, decisions, answers and exhibits loaded. Raises NotFound for strangers.

    Eight queries, however many Items.
    """
    pictures = ListingImage.objects.select_related("evidence").order_by("position")
    items = (
        Item.objects.select_related("listing", "match")
        .prefetch_related(
            Prefetch("listing__images", queryset=pictures),
            Prefetch("decisions", queryset=Decision.objects.order_by("id")),
            Prefetch("answers", queryset=Answer.objects.order_by("id")),
            Prefetch("remedies", queryset=Remedy.objects.order_by("id")),
            "match__signals",
        )
        .order_by("-score", "id")
    )
    found = (
        Case.objects.visible_to(actor)
        .select_related(*SHOWN, "complaint", "right__owner")
        .prefetch_related(
            Prefetch("items", queryset=items),
            Prefetch("exhibits", queryset=Exhibit.objects.select_related("evidence", "by_party").order_by("id")),
            "counter_notices",
            "notices__seen",
            Prefetch("appeals", queryset=Appeal.objects.order_by("id").prefetch_related("items")),
        )
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def complaints(actor: Actor) -> QuerySet[Complaint]:
    """The actor's complaints, drafts first seen last, to be paged by ("-made_at", "-id")."""
    rows = Complaint.objects.visible_to(actor).select_related("right", "complainant")
    return rows.annotate(listing_count=Count("listings"))


def complaint(reference: str, actor: Actor) -> Complaint:
    """One complaint with its listings and cases. Raises NotFound for strangers."""
    rows = Complaint.objects.visible_to(actor).select_related("right", "complainant")
    found = rows.prefetch_related("listings__listing__seller", "cases__seller").filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def appeals(actor: Actor) -> QuerySet[Appeal]:
    """Appeals that wait to be decided, to be paged by ("filed_at", "id")."""
    cases = Case.objects.visible_to(actor)
    return Appeal.objects.filter(state="filed", case__in=cases).select_related(
        "case__right", "case__seller", "by_party"
    )


def appeal(reference: str, actor: Actor) -> Appeal:
    """One appeal, whatever became of it. Raises NotFound for strangers."""
    rows = Appeal.objects.filter(case__in=Case.objects.visible_to(actor)).select_related("case", "by_party")
    found = rows.prefetch_related("items__item__listing", "items__decision").filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def to_answer(seller_id: UUID) -> int:
    """How many cases wait for this seller's answer."""
    return Case.objects.filter(seller_id=seller_id, state="noticed", items__state="open").distinct().count()


def record_of(parties: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """Both sides' records: how many Items were decided against or for them as seller, in one query."""
    rows = (
        Decision.objects.filter(taken_at__isnull=False, item__case__seller_id__in=parties)
        .values(seller=F("item__case__seller_id"), result=F("outcome"))
        .annotate(n=Count("id"))
    )
    found: dict[UUID, dict[str, int]] = {party: {"upheld": 0, "rejected": 0} for party in parties}
    for row in rows:
        found[row["seller"]][row["result"]] = row["n"]
    return found


def accuracy_of(complainant_id: UUID) -> dict[str, int]:
    """How many of a complainant's Items were decided, and which way; withdrawn ones too."""
    decided = Decision.objects.filter(taken_at__isnull=False, item__case__complainant_id=complainant_id)
    counts = dict(decided.values_list("outcome").annotate(n=Count("id")))
    withdrawn = Item.objects.filter(case__complainant_id=complainant_id, state="withdrawn").count()
    return {
        "upheld": counts.get("upheld", 0),
        "rejected": counts.get("rejected", 0),
        "withdrawn": withdrawn,
    }


def position(actor: Actor) -> str:
    """Where the queue stands, for live pages: it changes whenever a case that the actor sees moves."""
    rows = Case.objects.visible_to(actor).filter(state__in=OPEN_CASES)
    newest: dict[str, datetime | None] = rows.aggregate(moved=Max("state_at"), opened=Max("opened_at"))
    return f"{newest['moved']}/{newest['opened']}"
