"""How far cases and complaints have come, for those who follow them: what runs, what came of it, what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, When

from accounts import queries as accounts
from enforcement.machine import OPEN_CASES
from enforcement.models import Appeal, Case, Complaint, ComplaintListing, CounterNotice, Decision, Item
from enforcement.packs import time_zone
from enforcement.placing import NO_BOUND
from policy import registry as packs
from policy.calendar import last_day
from policy.model import Pack
from registry import queries as registry
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import clocks
from workflow.models import Clock

PUT_BACK = "put_back"
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the Items of a case or of a complaint came out so far, and when the last of them did.

    `put_back` are those removed on a notice and restored after a counter-notice: nobody judged them.
    """

    upheld: int = 0
    rejected: int = 0
    put_back: int = 0
    withdrawn: int = 0
    on: datetime | None = None


def outcomes_of_cases(ids: Sequence[UUID]) -> dict[UUID, Outcome]:
    """What came of each of these cases, by decisions in effect and by what was taken back. Two queries."""
    return _outcomes(ids, "case_id")


def outcomes_of_complaints(ids: Sequence[UUID]) -> dict[UUID, Outcome]:
    """The same of complaints: what stands in their own cases, and what was joined to those of another."""
    own, joined = _outcomes(ids, "case__complaint_id", complaint=None), _outcomes(ids, "complaint_id")
    return {**joined, **{key: _sum(one, joined[key]) if key in joined else one for key, one in own.items()}}


def _sum(one: Outcome, other: Outcome) -> Outcome:
    days = [at for at in (one.on, other.on) if at]
    return Outcome(
        one.upheld + other.upheld, one.rejected + other.rejected, one.put_back + other.put_back,
        one.withdrawn + other.withdrawn, on=max(days, default=None),
    )  # fmt: skip


def _outcomes(ids: Sequence[UUID], key: str, **only: None) -> dict[UUID, Outcome]:
    taken = Decision.objects.filter(taken_at__isnull=False)
    later = taken.filter(item=OuterRef("item"), id__gt=OuterRef("id"))
    standing = taken.filter(~Exists(later), **{f"item__{key}__in": ids}, **_of_items(only)).exclude(
        item__state="withdrawn"
    )
    upheld, back = Q(outcome="upheld"), Q(outcome="upheld", item__state="reversed")
    decided = standing.values_list(f"item__{key}").annotate(
        upheld=Count("id", filter=upheld & ~back), rejected=Count("id", filter=~upheld), back=Count("id", filter=back),
        on=Max(Either(When(back, then="item__state_at"), default="taken_at")),
    )  # fmt: skip
    found = {owner: Outcome(yes, no, restored, on=on) for owner, yes, no, restored, on in decided}
    items = Item.objects.filter(state="withdrawn", **{f"{key}__in": ids}, **only)
    for owner, withdrawn, on in items.values_list(key).annotate(n=Count("id"), on=Max("state_at")):
        before = found.get(owner, Outcome())
        found[owner] = replace(before, withdrawn=withdrawn, on=before.on or on)
    return found


def _of_items(only: Mapping[str, None]) -> dict[str, None]:
    return {f"item__{name}": value for name, value in only.items()}


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a side can still contest what was decided in a case, and its last day; None where it has none."""

    code: str
    until: date | None


def ways_to_contest(cases: Sequence[Case], came: Mapping[UUID, Outcome], side: str) -> dict[UUID, list[Way]]:
    """What each of these cases still offers a side: a counter-notice, an appeal, or that an appeal waits. Three queries.

    The page of a case says it for each listing; here it is told of the whole.
    """
    ids = [case.id for case in cases]
    running = clocks.standing(ids)
    unheard = set(_removed_unheard(ids)) if side == "seller" else set()
    waiting = set(Appeal.objects.filter(case_id__in=ids, state="filed", side=side).values_list("case_id", flat=True))
    found: dict[UUID, list[Way]] = {}
    for case in cases:
        pack = packs.pack(case.pack_code, case.pack_version, region=case.region)
        until = {clock.kind: clock.due_at for clock in running.get(case.id, []) if clock.subject_id == case.id}
        outcome, ways = came.get(case.id, Outcome()), []
        window = pack.counter_notice.window or pack.appeal.clock
        if case.id in unheard and pack.counter_notice.after_removal and window in until:
            ways.append(Way("counter_notice", _day(until[window], pack)))
        against = outcome.upheld if side == "seller" else outcome.rejected
        if case.id in waiting:
            ways.append(Way("waits", None))
        elif against and side in pack.appeal.by and pack.appeal.clock in until:
            ways.append(Way("appeal", _day(until[pack.appeal.clock], pack)))
        found[case.id] = ways
    return found


def _removed_unheard(ids: Sequence[UUID]) -> QuerySet[Any, Any]:
    """Those of the cases in which a listing is removed that nobody has judged."""
    taken = Decision.objects.filter(taken_at__isnull=False)
    later = taken.filter(item=OuterRef("item"), id__gt=OuterRef("id"))
    newest = taken.filter(~Exists(later), item__case_id__in=ids, item__state="in_effect", automated=True)
    standing = newest.filter(outcome="upheld").exclude(item__listing__state="ended")
    return standing.values_list("item__case_id", flat=True).distinct()


def _day(moment: datetime | None, pack: Pack) -> date | None:
    return last_day(moment, time_zone(pack)) if moment else None


@dataclass(frozen=True, slots=True)
class Progress:
    """The cases of a complaint: how many are under way and decided, against whom, and the next bound in them.

    `court_by` is when listings come back after a counter-notice unless a court action is shown; None if there is none.
    """

    open: int = 0
    done: int = 0
    seller: str = ""
    next_bound: datetime | None = None
    court_by: datetime | None = None


def progress(complaint_ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """How far these complaints have come. One query."""
    under_way = Q(state__in=OPEN_CASES)
    rows = Case.objects.filter(complaint_id__in=complaint_ids).annotate(court=Subquery(_put_back("about_id", "id")))
    counted = rows.values_list("complaint_id").annotate(
        open=Count("id", filter=under_way), done=Count("id", filter=~under_way),
        first=Min("seller__name"), bound=Min("due_at", filter=under_way), until=Min("court"),
    )  # fmt: skip
    return {
        complaint_id: Progress(running, done, seller, bound if bound and bound < NO_BOUND else None, until)
        for complaint_id, running, done, seller, bound, until in counted
    }


def _put_back(field: str, of: str) -> QuerySet[Any, Any]:
    running = Clock.objects.filter(then=PUT_BACK, state="running", **{field: OuterRef(of)})
    return running.order_by("next_at").values("next_at")[:1]


def counter_notices(actor: Actor) -> QuerySet[Any, Any]:
    """Counter-notices in the actor's cases after which listings come back, the nearest `court_by` first.

    Until then the complainant may show a court action. Begins with the counter-notices, which are few.
    """
    waiting = CounterNotice.objects.annotate(court_by=Subquery(_put_back("subject_id", "id")))
    cases = Case.objects.visible_to(actor).filter(state__in=OPEN_CASES)
    return waiting.filter(court_by__isnull=False, case__in=cases).select_related("case").order_by("court_by", "id")


def court_day(case: Case, moment: datetime) -> date:
    """The last day on which a court action can be shown, where the days of the case end."""
    return last_day(moment, time_zone(packs.pack(case.pack_code, case.pack_version, region=case.region)))


def found_complaints(rows: QuerySet[Complaint], search: str, actor: Actor) -> QuerySet[Complaint]:
    """By reference of the complaint or of a case, by the number of a listing, else by words of the right or a seller."""
    word = search.strip()
    if not word:
        return rows
    if word.upper().startswith("MW-"):
        return rows.filter(Q(reference=word.upper()) | Q(id__in=_complaints_of(Q(reference=word.upper()))))
    listed = (
        ComplaintListing.objects.filter(listing__number=word).order_by("-id").values_list("complaint_id", flat=True)
    )
    rights = registry.rights(actor, search=word).order_by("-id").values_list("id", flat=True)
    # A party is shown the sellers of its own cases, whom it sees nowhere else.
    parties = accounts.parties(Actor.system(current_tenant()), search=word, kind="seller")
    sellers = _ids(parties.order_by("-id").values_list("id", flat=True))
    against = _complaints_of(Q(seller_id__in=sellers))
    return rows.filter(Q(id__in=_ids(listed)) | Q(right_id__in=_ids(rights)) | Q(id__in=against))


def _complaints_of(which: Q) -> QuerySet[Any, Any]:
    return Case.objects.filter(which, complaint__isnull=False).values("complaint_id")


def _ids(found: QuerySet[Any, UUID]) -> list[UUID]:
    """Asked for one by one: in one query with the complaints, each would be held against all."""
    return list(found[:MOST_NAMED])


def first_to_answer(seller_id: UUID, most: int) -> list[tuple[str, datetime]]:
    """The cases that wait for a seller's answer and until when, the nearest first: (reference, moment). One query."""
    rows = Case.objects.filter(seller_id=seller_id, state="noticed", due_at__lt=NO_BOUND).order_by("due_at", "id")
    return list(rows.values_list("reference", "due_at")[:most])
