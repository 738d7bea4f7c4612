"""What comes up from below and what clocks bring about: the rounds and consequences that enforcement registers."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from enforcement import verbs
from enforcement.machine import CASE, ITEM, REMEDY
from enforcement.models import Case, Complaint, CounterNotice, Item, Remedy
from enforcement.packs import of_case
from enforcement.services.answering import end_block, put_back
from enforcement.services.common import put_at, refresh_due, say, settle
from enforcement.services.filing import lapse
from enforcement.services.opening import open_match_case
from enforcement.services.taking import decide_automatically, is_awaited, removal_applied, take_effect
from enforcement.services.turns import pass_in_silence
from policy.vocabulary import SILENT_SELLER
from scanner import services as scanner
from scanner.models import Match
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow import clocks
from workflow.clocks import consequence
from workflow.models import Clock
from workflow.moves import move, move_all
from workflow.rounds import round

BATCH = 100
logger = logging.getLogger(__name__)


def _house() -> Actor:
    return Actor.system(current_tenant())


def _locked(case_id: object) -> Case:
    found = Case.objects.select_for_update(of=("self",)).select_related("right", "seller", "complainant")
    return found.get(id=case_id)


@round("intake")
def open_from_matches(now: datetime) -> datetime | None:
    """Confirmed matches become cases; a batch at a time, those that another poller holds are skipped."""
    waiting = Match.objects.select_for_update(skip_locked=True, of=("self",)).filter(state="confirmed").order_by("id")
    found = list(waiting[:BATCH])
    for match in found:
        try:
            with transaction.atomic():
                open_match_case(actor=_house(), match=match, now=now)
        except Exception:
            logger.exception("Match %s cannot become a case; the others go on.", match.id)
    return now if len(found) == BATCH else None


@round("applied")
def confirm_removals(now: datetime) -> datetime | None:
    """Remedies whose state the shop has confirmed are applied: the time to remove ends here."""
    done = Remedy.objects.filter(
        state__in=["ordered", "overdue"], item__listing__shop_applied__gte=F("shop_state")
    )  # fmt: skip
    case_ids = list(done.values_list("item__case_id", flat=True).distinct()[:BATCH])
    for case_id in sorted(case_ids):
        case = _locked(case_id)
        remedies = list(
            done.filter(item__case_id=case_id).select_related("item__listing").select_for_update(of=("self",))
        )
        for remedy in remedies:
            move(remedy, "applied", machine=REMEDY, now=now)
            remedy.applied_at = remedy.item.listing.shop_applied_at or now
        Remedy.objects.bulk_update(remedies, ["applied_at"])
        if remedies:
            items = [remedy.item for remedy in remedies]
            say(verbs.REMEDY_APPLIED, case, actor=_house(), items=items, facts={"items": len(items)})
        if any(remedy.code == "delist" for remedy in remedies) and not is_awaited(case):
            removal_applied(case, now=now)
        refresh_due(case)
    return now if len(case_ids) == BATCH else None


@consequence("take_effect")
def on_take_effect(clock: Clock, now: datetime) -> None:
    """The grace has passed."""
    later = take_effect(Case.objects.get(id=clock.subject_id), actor=_house(), now=now)
    if later is not None:
        clock_again(clock, at=later)


def clock_again(clock: Clock, *, at: datetime, started_at: datetime | None = None) -> None:
    """What another act of the case started meanwhile is not due yet: the same clock runs once more until then."""
    clocks.start(
        kind=clock.kind, subject=Case.objects.get(id=clock.subject_id), starts_at=started_at or clock.started_at, due_at=at,
        about_id=clock.about_id, then=clock.then, starts_on=clock.starts_on, stops_on=clock.stops_on,
        limit=clocks.Limit(
            unit=clock.unit, lower=clock.lower, upper=clock.upper, calendar=clock.calendar,
            basis="law" if clock.basis == "law" else "policy",
            source=clock.source, verified=clock.verified,
        ),
    )  # fmt: skip


@consequence("silence_to_decision")
def on_silence(clock: Clock, now: datetime) -> None:
    """Nobody answered in time: those Items go to a decision as they are."""
    case = _locked(clock.subject_id)
    silent = list(case.items.filter(state="open").select_related("listing"))
    for item in silent:
        move(item, "unanswered", machine=ITEM, now=now)
    if silent:
        say(verbs.SILENCE, case, actor=_house(), items=silent, facts={"items": len(silent)})
    settle(case, actor=_house(), now=now)


@consequence("silence_removes")
def on_silence_removes(clock: Clock, now: datetime) -> None:
    """Nobody answered in time, and the rules say what follows: the listings are removed, and may still be contested."""
    case = _locked(clock.subject_id)
    silent = list(case.items.filter(state="open").select_related("listing"))
    if not silent:
        settle(case, actor=_house(), now=now)
        return
    move_all(silent, "unanswered", machine=ITEM, now=now)
    say(verbs.SILENCE, case, actor=_house(), items=silent, facts={"items": len(silent)})
    pack = of_case(case, now)
    ground, remedy = pack.ground(SILENT_SELLER), pack.remedy("delist")
    decide_automatically(
        case, silent, pack, outcome="upheld", ground=ground.code, reference=ground.reference, remedy=remedy.code,
        territories=list(remedy.territories), reasons="", actor=_house(), now=now,
    )  # fmt: skip
    settle(case, actor=_house(), now=now)


@consequence("silence_restores")
def on_complainant_silent(clock: Clock, now: datetime) -> None:
    """The complainant has not replied in time: what is contested stays, or is put back."""
    _turn_passed(clock, "complainant", now)


@consequence("silence_of_seller")
def on_seller_silent(clock: Clock, now: datetime) -> None:
    """The seller has not answered the reply in time: a reviewer decides."""
    _turn_passed(clock, "seller", now)


def _turn_passed(clock: Clock, side: str, now: datetime) -> None:
    case = _locked(clock.subject_id)
    asked = pass_in_silence(case, side, clock.started_at, actor=_house(), now=now)
    if asked is not None and clock.due_at is not None:
        # Asked about later, while this clock ran: those have their own time.
        clock_again(clock, at=clock.due_at + (asked - clock.started_at), started_at=asked)


@consequence("window_closes")
def on_window_closes(clock: Clock, now: datetime) -> None:
    """The time to contest a removal has passed; what was removed stays removed."""
    say(verbs.WINDOW_CLOSED, _locked(clock.about_id), actor=_house())


@consequence("block_lapses")
def on_block_lapses(clock: Clock, now: datetime) -> None:
    """No order of a court was shown in time: what was blocked on a complaint alone is put back."""
    end_block(_locked(clock.about_id), actor=_house(), now=now)


@consequence("decide_overdue")
def on_decide_overdue(clock: Clock, now: datetime) -> None:
    """Overdue is shown by the fired clock itself; the case keeps its place at the head of the queue."""
    put_at(_locked(clock.about_id), clock.due_at, by_law=clock.basis == "law", now=now)


@consequence("removal_overdue")
def on_removal_overdue(clock: Clock, now: datetime) -> None:
    """The shop has not confirmed in time: said in the case, and the remedy is shown as overdue."""
    case = _locked(clock.about_id)
    late = list(
        Remedy.objects.select_for_update(of=("self",))
        .filter(item__case_id=case.id, state="ordered", code="delist", ordered_at__lte=clock.started_at)
        .select_related("item")
    )
    for remedy in late:
        move(remedy, "overdue", machine=REMEDY, now=now)
    if late:
        say(verbs.REMEDY_OVERDUE, case, actor=_house(), facts={"items": len(late)})
    rest = Remedy.objects.filter(item__case_id=case.id, state="ordered", code="delist").order_by("ordered_at").first()
    if rest is not None and clock.due_at is not None:
        # Ordered by a later decision of the case, while this clock ran: it has its own time.
        clock_again(clock, at=clock.due_at + (rest.ordered_at - clock.started_at), started_at=rest.ordered_at)


@consequence("information_overdue")
def on_information_overdue(clock: Clock, now: datetime) -> None:
    """Overdue is shown by the fired clock itself."""
    put_at(_locked(clock.about_id), clock.due_at, by_law=clock.basis == "law", now=now)


@consequence("put_back")
def on_put_back(clock: Clock, now: datetime) -> None:
    """No court action was shown in time."""
    put_back(CounterNotice.objects.get(id=clock.subject_id), actor=_house(), now=now)


@consequence("appeal_closes")
def on_appeal_closes(clock: Clock, now: datetime) -> None:
    """The time to appeal has passed; a case in which everything is done is closed."""
    case = _locked(clock.subject_id)
    if case.state == "decided":
        settle(case, actor=_house(), now=now)
        if case.state == "decided":
            move(case, "closed", machine=CASE, now=now)
            say(verbs.CASE_CLOSED, case, actor=_house())


@consequence("correction_lapses")
def on_correction_lapses(clock: Clock, now: datetime) -> None:
    """The complaint was not completed in time."""
    lapse(Complaint.objects.get(id=clock.subject_id), actor=_house(), now=now)


@consequence("hold_lapses")
def on_hold_lapses(clock: Clock, now: datetime) -> None:
    """Machines are not judges: what nobody decided in time is published; the case goes on."""
    case = _locked(clock.subject_id)
    held = list(Item.objects.filter(case_id=case.id, listing__state="held").select_related("listing"))
    for item in held:
        scanner.clear_hold(actor=_house(), listing=item.listing, right_id=case.right_id, now=now)
    if held:
        say(verbs.HOLD_LAPSED, case, actor=_house(), items=held, facts={"items": len(held)})
