"""Reading cases: the queue, a case with everything in it, complaints, appeals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from accounts import queries as accounts
from accounts.models import Membership
from accounts.permissions import may
from accounts.roles import ROLES
from audit import queries as log
from audit.rows import Worded, load_words
from enforcement.conflicts import without_conflict
from enforcement.machine import FOR_REVIEWERS, OPEN_CASES, UNDECIDED_ITEMS
from enforcement.models import (
    Answer,
    Appeal,
    AppealItem,
    Case,
    CaseNote,
    ChannelEnd,
    Complaint,
    ComplaintListing,
    Confirmation,
    CounterNotice,
    CourtAction,
    Decision,
    Escalation,
    Exhibit,
    IncomingLetter,
    Item,
    Message,
    MisuseReport,
    NoteMention,
    Notice,
    Origin,
    OriginProof,
    Remedy,
    Security,
    Turn,
    Withdrawal,
)
from registry import queries as registry
from sellers import queries as sellers
from sellers.models import ListingImage
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import NotFound
from workflow.models import Clock

# What presses most comes first; a party's own list is by the next bound.
QUEUE_ORDER = ("place", "due_at", "id")
BOUND_ORDER = ("due_at", "id")
LATEST_ORDER = ("-id",)
NEWEST_ORDER = ("-opened_at", "-id")
SHOWN = ("right", "seller", "complainant", "assigned_to")
# A line of the queue shows no more; each further join costs as much to plan as the whole page to read.
QUEUE_SHOWN = ("right", "seller")
# What a reviewer decides about, either way.
HEARD_ITEMS = ("accepted", "deleted", "contested", "unanswered")
DONE_CASES = ("decided", "closed")
MOST_NAMED = 100


ASKED = ("region", "state", "kind", "unassigned", "fast", "order", "q")
"""The parameters by which the queue is asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; empty narrows nothing. `mine` is the actor's own work, `unassigned` nobody's, `fast` clear-cut.

    `order` is "" for what presses most first, "newest" for what was opened last.
    """

    region: str = ""
    state: str = ""
    kind: str = ""
    mine: bool = False
    unassigned: bool = False
    fast: bool = False
    search: str = ""
    order: str = ""


def queue(actor: Actor, filters: Filters) -> QuerySet[Case]:
    """Open cases that the actor sees, to be paged by QUEUE_ORDER: what presses most first.

    The condition on the state is that of the partial indexes, word for word, or they are not used.
    """
    cases: QuerySet[Case] = Case.objects.visible_to(actor).filter(state__in=OPEN_CASES)
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
    if filters.fast:
        cases = cases.exclude(fast="")
    if filters.search:
        cases = found(cases, filters.search, actor)
    return cases.select_related(*QUEUE_SHOWN)


def next_unassigned(actor: Actor) -> Case | None:
    """The first case of the actor's queue in which this actor can do something and that nobody has, locked.

    While the seller has time to answer a reviewer can only dismiss: such a case is given out after all others, and
    only where a listing is held meanwhile. One that somebody is just taking is skipped.
    """
    waiting = Case.objects.visible_to(actor).filter(assigned_to=None).order_by(*QUEUE_ORDER)
    free = without_conflict(waiting, actor.user_id).select_for_update(skip_locked=True, of=("self",))
    head: Case | None = free.filter(_work_for(actor), state__in=FOR_REVIEWERS).first()
    if head is None and may(actor, "case.decide"):
        held = Clock.objects.filter(about_id=OuterRef("id"), kind="hold", state="running")
        head = free.filter(Exists(held), state__in=OPEN_CASES).exclude(state__in=FOR_REVIEWERS).first()
    return head


def _work_for(actor: Actor) -> Q:
    """Cases that ask something this actor may do: a decision, a second look at another's, an appeal against another's."""
    work = Q(pk__in=[])
    if may(actor, "case.decide"):
        # What was removed on a notice and then countered waits for a court.
        to_decide = Item.objects.filter(case=OuterRef("id"), state__in=HEARD_ITEMS)
        work |= Q(Exists(to_decide.exclude(state="contested", before="in_effect")))
    if may(actor, "case.confirm"):
        seconds = Decision.objects.filter(
            item__case=OuterRef("id"), needs_second=True, taken_at=None, undone_at=None, effective_at=None
        )
        work |= Q(Exists(seconds.exclude(decided_by__user_id=actor.user_id)))
    if may(actor, "appeal.decide"):
        own = Q(decision__decided_by__user_id=actor.user_id) | Exists(
            Confirmation.objects.filter(decision=OuterRef("decision"), by_membership__user_id=actor.user_id)
        )
        decided = AppealItem.objects.filter(own, appeal=OuterRef("id"))
        waiting = Appeal.objects.filter(~Exists(decided), case=OuterRef("id"), state="filed")
        work |= Q(Exists(waiting))
    return work


def regions(actor: Actor) -> list[str]:
    """The regions in which the actor has open cases to choose from: the reviewer's own, else all that have any.

    It hops along the index from one region to the next, so that a million cases cost what ten do.
    """
    if actor.regions:
        return sorted(actor.regions)
    states = ", ".join(f"'{state}'" for state in OPEN_CASES)
    table = connection.ops.quote_name(Case._meta.db_table)
    least = f"SELECT min(region) FROM {table} WHERE state IN ({states})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE hop(region) AS (({least}) UNION ALL SELECT ({least} AND region > hop.region) FROM hop "
            "WHERE hop.region IS NOT NULL) SELECT region FROM hop WHERE region IS NOT NULL"
        )
        return [row[0] for row in cursor.fetchall()]


def found(cases: QuerySet[Case], search: str, actor: Actor) -> QuerySet[Case]:
    """By reference, by the number of a listing in the case, else by words of the right or the name of a party; to a party
    also by words of a listing."""
    word = search.strip()
    if not word:
        return cases
    if word.upper().startswith("MW-"):
        return cases.filter(reference=word.upper())
    # Asked for one by one: in one query with the cases, every case would be held against all three.
    listed = list(in_cases(word).order_by("-id").values_list("case_id", flat=True)[:MOST_NAMED])
    # A party is shown the rights of its own cases, whoever owns them.
    named = registry.rights(Actor.system(current_tenant()), search=word)
    if not actor.is_operator:
        named = named.filter(id__in=Case.objects.visible_to(actor).values("right_id"))
        titled = sellers.listings(actor, search=word).order_by("-id").values_list("id", flat=True)[:MOST_NAMED]
        titles = Item.objects.filter(listing_id__in=list(titled), case__in=Case.objects.visible_to(actor))
        listed += list(titles.order_by("-id").values_list("case_id", flat=True)[:MOST_NAMED])
    rights = list(named.order_by("-id").values_list("id", flat=True)[:MOST_NAMED])
    parties = list(accounts.parties(actor, search=word).order_by("-id").values_list("id", flat=True)[:MOST_NAMED])
    return cases.filter(Q(id__in=listed) | Q(right_id__in=rights) | Q(seller_id__in=parties))


def in_cases(number: str) -> QuerySet[Item]:
    """The listing of this number in every case that it ever stood in."""
    rows: QuerySet[Item] = Item.objects.filter(listing__number=number)
    return rows


def items_of(complaint_id: UUID) -> QuerySet[Item]:
    """The Items that a complaint brought, wherever they stand now."""
    own = Q(complaint=None, case__complaint_id=complaint_id)
    rows: QuerySet[Item] = Item.objects.filter(own | Q(complaint_id=complaint_id))
    return rows


def open_cases_of(listing_id: UUID, actor: Actor) -> QuerySet[Case]:
    """The actor's open cases in which a listing still waits for a decision, with their rights."""
    waiting = Item.objects.filter(case=OuterRef("id"), listing_id=listing_id, state__in=UNDECIDED_ITEMS)
    cases: QuerySet[Case] = Case.objects.visible_to(actor).filter(Exists(waiting), state__in=OPEN_CASES)
    return cases.select_related("right").order_by("id")


def case(reference: str, actor: Actor) -> Case:
    """One case with its Items, decisions, answers and exhibits loaded. Raises NotFound for strangers.

    At most twenty queries, however many Items; what the case has none of is found out with the case itself.
    """
    rows = Case.objects.reachable_by(actor).filter(reference=reference)
    rows = rows.select_related(*SHOWN, "complaint", "right__owner", "routed_by", "split_from", "merged_into")
    sought: Case | None = rows.annotate(
        **{f"has_{name}": Exists(found.filter(case=OuterRef("id"))) for name, found in _of_case().items()},
        **{f"has_{name}": Exists(found.filter(item__case=OuterRef("id"))) for name, found in _of_item().items()},
        has_case_notes=Exists(CaseNote.objects.filter(case=OuterRef("id"))),
        has_escalations=Exists(Escalation.objects.filter(case=OuterRef("id"))),
        has_misuse_reports=Exists(MisuseReport.objects.filter(case=OuterRef("id"))),
        has_origins=Exists(Origin.objects.filter(answer__item__case=OuterRef("id"))),
        has_proofs=Exists(OriginProof.objects.filter(exhibit__case=OuterRef("id"))),
        has_letters=Exists(IncomingLetter.objects.filter(complaint=OuterRef("complaint"))),
    ).first()
    if sought is None:
        raise NotFound
    _load(sought)
    load_words(_worded(sought))
    _share_complaints(sought)
    return sought


def may_have(found: Case, name: str) -> bool:
    """Whether a case has any of these; True for one that was not loaded by `case`."""
    return bool(getattr(found, f"has_{name}", True))


def _of_case() -> dict[str, QuerySet[Any]]:
    """What a case may have, by the name under which it has it."""
    return {
        "exhibits": Exhibit.objects.select_related("evidence", "by_party").order_by("id"),
        "counter_notices": CounterNotice.objects.order_by("id"),
        "notices": letters(),
        "court_actions": CourtAction.objects.order_by("id"),
        "messages": Message.objects.select_related("by_party").order_by("id"),
        "channel_ends": ChannelEnd.objects.order_by("id"),
        "securities": Security.objects.order_by("id"),
        "appeals": Appeal.objects.order_by("id").prefetch_related("items", "rulings"),
    }


def _of_item() -> dict[str, QuerySet[Any]]:
    """What an Item may have."""
    models = {"decisions": Decision, "answers": Answer, "remedies": Remedy, "withdrawals": Withdrawal, "turns": Turn}
    return {name: model.objects.order_by("id") for name, model in models.items()}


def _load(sought: Case) -> None:
    """Load what the case has; what it has none of is empty without being asked for."""
    pictures = ListingImage.objects.select_related("evidence").order_by("position")
    of_case, of_item = _of_case(), _of_item()
    has = {name for name in (*of_case, *of_item) if getattr(sought, f"has_{name}")}
    items = Item.objects.select_related("listing", "match").prefetch_related(
        Prefetch("listing__images", queryset=pictures),
        *[Prefetch(name, queryset=rows) for name, rows in of_item.items() if name in has],
        "match__signals",
    )
    prefetch_related_objects(
        [sought], Prefetch("items", queryset=items.order_by("-score", "id")),
        *[Prefetch(name, queryset=rows) for name, rows in of_case.items() if name in has],
    )  # fmt: skip
    _leave_empty(sought, of_case.keys() - has)
    for item in sought.items.all():
        _leave_empty(item, of_item.keys() - has)


def _leave_empty(row: Any, names: Iterable[str]) -> None:
    """Nothing is loaded under these names, as there is nothing."""
    kept = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name in names:
        kept[name] = getattr(row, name).none()


def _share_complaints(found: Case) -> None:
    """What came with another complaint shares one, so that its words are read once. No query where nothing did."""
    others = {item.complaint_id for item in found.items.all() if item.complaint_id}
    known = Complaint.objects.in_bulk(others) if others else {}
    for item in found.items.all():
        if item.complaint_id:
            item.complaint = known[item.complaint_id]


def letters() -> QuerySet[Notice]:
    """Letters with whom they were sent to, and when each was delivered and opened."""
    rows: QuerySet[Notice] = Notice.objects.order_by("id").select_related("to_party")
    return rows.prefetch_related("delivered", "seen")


def letter(notice_id: UUID, actor: Actor) -> Notice:
    """One letter, to those who see what it is about and, at the two sides, to whom it was sent. NotFound for strangers."""
    about = Q(case__in=Case.objects.visible_to(actor)) | Q(complaint__in=Complaint.objects.visible_to(actor))
    rows = letters().filter(about).select_related("case__right", "complaint__right")
    if not actor.is_operator:
        rows = rows.filter(to_party_id=actor.party_id)
    sought = rows.filter(id=notice_id).first()
    if sought is None:
        raise NotFound
    return sought


def _worded(found: Case) -> list[Worded]:
    """Everything in a loaded case that somebody put into words."""
    said: list[Worded] = [found.complaint.wording] if found.complaint else []
    for item in found.items.all():
        said += [*item.answers.all(), *item.turns.all(), *item.decisions.all(), *item.withdrawals.all()]
    appeals = found.appeals.all()
    rulings = [ruling for appeal in appeals for ruling in appeal.rulings.all()]
    sent = [*found.counter_notices.all(), *found.notices.all(), *found.court_actions.all()]
    return [*said, *appeals, *rulings, *sent, *found.messages.all(), *found.securities.all()]


def complaints(actor: Actor) -> QuerySet[Complaint]:
    """The actor's complaints, to be paged by ("-made_at", "-id"), each with how many listings it names."""
    rows = Complaint.objects.visible_to(actor).select_related("right", "complainant")
    named = ComplaintListing.objects.filter(complaint=OuterRef("id")).order_by().values("complaint")
    return rows.annotate(listing_count=Coalesce(Subquery(named.annotate(n=Count("id")).values("n")), 0))


def complaint(reference: str, actor: Actor) -> Complaint:
    """One complaint with its listings and cases. Raises NotFound for strangers."""
    rows = Complaint.objects.visible_to(actor).select_related("right__owner", "complainant", "power__brand")
    listed = ComplaintListing.objects.select_related("listing__seller").order_by("listing__number")
    sought: Complaint | None = (
        rows.prefetch_related(Prefetch("listings", queryset=listed), "cases__seller")
        .filter(reference=reference)
        .first()
    )
    if sought is None:
        raise NotFound
    return sought


def appeals(actor: Actor) -> QuerySet[Appeal]:
    """Appeals that wait to be decided, to be paged by ("filed_at", "id")."""
    cases = Case.objects.visible_to(actor)
    about = AppealItem.objects.filter(appeal=OuterRef("id")).order_by().values("appeal")
    counted = Coalesce(Subquery(about.annotate(n=Count("id")).values("n")), 0)
    rows = Appeal.objects.filter(state="filed", case__in=cases).annotate(item_count=counted)
    return rows.select_related("case__right", "case__seller", "case__complainant", "by_party")


def appeal(reference: str, actor: Actor) -> Appeal:
    """One appeal, whatever became of it. Raises NotFound for strangers."""
    rows = Appeal.objects.filter(case__in=Case.objects.visible_to(actor)).select_related(
        "case__right", "case__seller", "case__complainant", "by_party"
    )
    about = AppealItem.objects.select_related("item__listing", "decision").order_by("id")
    sought: Appeal | None = (
        rows.prefetch_related(Prefetch("items", queryset=about), "rulings").filter(reference=reference).first()
    )
    if sought is None:
        raise NotFound
    load_words([sought, *sought.rulings.all(), *[line.decision for line in sought.items.all()]])
    return sought


def escalations(actor: Actor) -> QuerySet[Escalation]:
    """Cases that are passed on and wait for this person, to be paged by ("at", "id")."""
    rows: QuerySet[Escalation] = Escalation.objects.filter(answered_at=None)
    if not may(actor, "case.route"):
        rows = rows.filter(to_region__in=sorted(actor.regions)).exclude(to_region="")
    return rows.select_related("case__right", "case__seller")


def mentions(actor: Actor) -> QuerySet[NoteMention]:
    """The notes that name this person, to be paged by ("-id")."""
    rows: QuerySet[NoteMention] = NoteMention.objects.filter(membership_id=actor.membership_id)
    return rows.select_related("note__case")


def specialist_regions() -> list[str]:
    """The regions for which somebody of the marketplace works who may decide."""
    deciders = [role for role, row in ROLES.items() if "case.decide" in row.permissions]
    rows = Membership.objects.filter(role__in=deciders, state="active").exclude(regions="")
    return sorted({code for row in rows for code in row.region_set})


def record_of(parties: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """The records of sellers: how many Items were decided against or for them, in one query."""
    counted = sellers.outcomes(parties)
    return {party: {"upheld": 0, "rejected": 0} | counted.get(party, {}) for party in parties}


def position(actor: Actor) -> str:
    """Where the marketplace's log stands for this actor, for live pages: it moves with every deed, at one index look-up."""
    newest = log.visible(actor).order_by("-id").values_list("id", flat=True).first()
    return str(newest or "")
