"""What the deeds share: taking hold of a case, its parties, its next bound."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from accounts.principals import was_dismissed
from audit import log
from audit.models import Entry
from audit.rows import Committed
from audit.verbs import Verb
from delivery.services import changes, party_recipient
from enforcement.clear_facts import reasons_why
from enforcement.machine import CASE, UNDECIDED_ITEMS
from enforcement.models import Case, Decision, Item
from enforcement.packs import of_case, time_zone
from enforcement.placing import NO_BOUND, put_in_place
from enforcement.queueing.verbs import FAST_LANE_ENTERED, FAST_LANE_LEFT
from enforcement.turning import waiting
from enforcement.verbs import CASE_CLOSED
from policy.model import Pack
from registry.acting import Deed, refuse_beyond
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound
from tenancy.models import Tenanted
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move

# Clocks that ask nothing of the marketplace's staff do not move a case up in their queue.
NOT_OURS = ("appeal", "take_effect", "body", "window")
# How many rows one entry answers for: an entry has at most 65,535 bytes.
ROWS_AN_ENTRY = 300
SHOWN_REFS = 60
# The side whose turn passes by each of these consequences.
TURN_PASSES = {"silence_restores": "complainant", "silence_of_seller": "seller"}


def hold_case(actor: Actor, reference: str) -> Case:
    """The case, locked until the transaction ends. Raises NotFound for strangers."""
    case = Case.objects.reachable_by(actor).select_for_update(of=("self",)).filter(reference=reference).first()
    if case is None:
        raise NotFound
    return case


def hold_items(case: Case, item_ids: Iterable[UUID]) -> list[Item]:
    """Items of the case, with their listings, in order. Raises NotFound if one of them is not of this case."""
    wanted = set(item_ids)
    items = list(case.items.filter(id__in=wanted).select_related("listing").order_by("id"))
    if len(items) != len(wanted) or not items:
        raise NotFound
    return items


def parties(case: Case) -> list[UUID]:
    """Who may see what is said in a case: both sides, and the owner whose agent complains.

    An agent whose appointment is over is told nothing more.
    """
    owner, filed_by = case.right.owner_id, case.complainant_id
    if filed_by is not None and filed_by != owner and was_dismissed(owner, filed_by):
        filed_by = None
    return [found for found in (case.seller_id, filed_by, owner) if found]


def say(
    verb: Verb, case: Case, *, actor: Actor, items: Sequence[Item] = (), rows: Sequence[Committed] = (),
    facts: dict[str, log.Fact] | None = None, personal: dict[str, str] | None = None, to: list[UUID] | None = None,
    about: Tenanted | None = None, also: Sequence[Tenanted] = (),
) -> Entry:  # fmt: skip
    """Record a deed in a case, or `about` something in it. The listings' own timelines show it too, and those of `also`.

    Many rows make several entries.
    """
    refs: list[Tenanted | UUID] = [*([case] if about else []), *also, *[item.listing_id for item in items[:SHOWN_REFS]]]
    said_to = parties(case) if to is None else to
    chunks = [rows[n : n + ROWS_AN_ENTRY] for n in range(0, len(rows), ROWS_AN_ENTRY)] or [()]
    for chunk in chunks:
        entry = log.record(
            verb,
            actor=actor,
            subject=about or case,
            refs=refs,
            facts=facts,
            personal=personal,
            rows=chunk,
            parties=said_to,
        )
    return entry


def tell_sides(case: Case, entry: Entry, what: str) -> None:
    """Tell the programs of both sides, through the change feed, that something happened in a case."""
    facts = {"case": case.reference, "state": case.state, "region": case.region, "items": case.items_count}
    told = [(party_recipient(party), 0, facts) for party in dict.fromkeys(parties(case))]
    changes(what=what, entry=entry, told=told)


def start_clocks(
    case: Case, event: str, pack: Pack, *, now: datetime, only: str = "", but: Collection[str] = ()
) -> list[Clock]:  # fmt: skip
    """Start the clocks of the case that an event starts under its pack; one that runs already is left alone.

    `only` names one kind that alone is meant, `but` those that are not: they have another subject than the case.
    """
    meant = [rule for rule in pack.clocks_from(event) if rule.kind not in but and only in ("", rule.kind)]
    if not meant:
        return []
    running = set(Clock.objects.filter(subject_id=case.id, state="running").values_list("kind", flat=True))
    return [
        clocks.start_by_rule(rule, subject=case, starts_at=now, tz=time_zone(pack), about_id=case.id)
        for rule in meant
        if rule.kind not in running
    ]


def stop_clocks(case: Case, event: str) -> None:
    """Stop the clocks of the case that an event stops."""
    clocks.stop(subject_id=case.id, event=event, by=event)


def refresh_due(case: Case) -> None:
    """Put the case at its place in the queue: the next bound that binds anybody but the appealing parties.

    A clock whose bound has passed is firing at this moment and says nothing any more, but that of an overdue decision,
    until the case moves on.
    """
    now = database_now()
    ahead = Q(state="running", due_at__gt=now)
    overdue = Q(state="fired", then="decide_overdue", fired_at__gte=case.state_at)
    bounds = Clock.objects.filter(ahead | overdue, about_id=case.id).exclude(kind__in=NOT_OURS)
    found = bounds.aggregate(next=Min("due_at"), law=Min("due_at", filter=Q(basis="law")))
    put_at(case, found["next"], now=now, by_law=found["next"] is not None and found["law"] == found["next"])


def put_at(case: Case, due_at: datetime | None, *, by_law: bool, now: datetime) -> None:
    """Write the next bound of a case, and the place that follows from it."""
    case.due_at, case.by_law = due_at or NO_BOUND, by_law
    put_in_place(case, now)
    Case.objects.filter(id=case.id).update(
        due_at=case.due_at, by_law=case.by_law, place=case.place, weigh_at=case.weigh_at
    )


def settle(case: Case, *, actor: Actor, now: datetime) -> None:
    """Bring the case's own state after its Items', start or stop the clock to decide, and re-queue it."""
    states = set(case.items.values_list("state", flat=True))
    _end_what_nobody_waits_for(case, now)
    if "open" not in states:
        stop_clocks(case, "seller_answered")
    if not states & set(UNDECIDED_ITEMS):
        _decided(case, states, actor=actor, now=now)
    elif states & {"contested", "unanswered"} and "open" not in states and case.state in (
        "noticed", "answered", "decided", "closed",
    ):  # fmt: skip
        pack = of_case(case, now)
        in_turn = bool(waiting(case, pack))
        # What was over is open again while the two sides speak; what is not over waits where it is.
        if not in_turn or case.state in ("decided", "closed"):
            move(case, "deciding", machine=CASE, now=now)
        if not in_turn and not waits_for_court(case):
            start_clocks(case, "deciding_began", pack, now=now)
    refresh_due(case)
    _weigh_clear_cut(case, actor=actor, now=now)


def _weigh_clear_cut(case: Case, *, actor: Actor, now: datetime) -> None:
    """Put a case that waits for a reviewer into the fast lane, or take it out, as the published thresholds say."""
    reasons = reasons_why(case, now)
    if bool(reasons) != bool(case.fast):
        facts: dict[str, log.Fact] = {"reasons": ", ".join(reasons)} if reasons else {}
        say(FAST_LANE_ENTERED if reasons else FAST_LANE_LEFT, case, actor=actor, facts=facts, to=[])
    if " ".join(reasons) != case.fast:
        case.fast = " ".join(reasons)
        Case.objects.filter(id=case.id).update(fast=case.fast)


def _end_what_nobody_waits_for(case: Case, now: datetime) -> None:
    """A counter-notice of which nothing is contested any more puts nothing back; a turn that nobody has does not pass."""
    running = Clock.objects.filter(about_id=case.id, state="running", then__in=["put_back", *TURN_PASSES])
    for clock in running:
        if clock.then in TURN_PASSES:
            ends = not waiting(case, of_case(case, now), TURN_PASSES[clock.then])
        else:
            ends = not case.items.filter(answers__counter_notice_id=clock.subject_id, state="contested").exists()
        if ends:
            clocks.stop(subject_id=clock.subject_id, kind=clock.kind, by="settled")


def waits_for_court(case: Case) -> bool:
    """A counter-notice after removal is not ours to judge: the listing goes back unless a paper is shown."""
    return Clock.objects.filter(about_id=case.id, then="put_back", state="running").exists()


def _decided(case: Case, states: set[str], *, actor: Actor, now: datetime) -> None:
    """Nothing waits for a reviewer any more; the case is closed once everything has taken effect."""
    stop_clocks(case, "decided")
    if case.state not in ("decided", "closed"):
        move(case, "decided", machine=CASE, now=now)
    if case.state == "decided" and "decided" not in states and not case.appeals.filter(state="filed").exists():
        move(case, "closed", machine=CASE, now=now)
        say(CASE_CLOSED, case, actor=actor)


def refuse_states(items: Iterable[Item], allowed: Sequence[str]) -> None:
    """Raise Conflict if an Item is no longer in a state that the deed starts from."""
    late = [item for item in items if item.state not in allowed]
    if late:
        raise Conflict(
            _("%(count)d of these listings are no longer at this stage. Look at the case again.")
            % {"count": len(late)},
            code="stage",
        )


def standing_decision(item: Item) -> Decision | None:
    """The decision that holds about an Item: the newest that was not undone."""
    return item.decisions.filter(undone_at=None).order_by("-id").first()


def side_of(actor: Actor, case: Case) -> str:
    """Which side the actor's party is on; empty for neither."""
    if actor.party_id == case.seller_id:
        return "seller"
    owners = {case.complainant_id, case.right.owner_id}
    acts = case.right.owner_id in actor.brands or case.right.brand_id in actor.marks
    return "complainant" if actor.party_id in owners or acts else ""


def speaking_side(actor: Actor, case: Case) -> str:
    """The same for who says or does something in the case. Raises Denied for an agent whose appointment does not reach it."""
    side = side_of(actor, case)
    if side == "complainant":
        refuse_beyond(actor, case.right, Deed.COMPLAIN, region=case.region)
    return side
