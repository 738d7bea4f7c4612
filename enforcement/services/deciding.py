"""The reviewer decides per Item, with ground and reasons; a second person where a remedy demands one; undo in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.rows import committed_many
from enforcement import verbs
from enforcement.machine import CASE, ITEM
from enforcement.models import Appeal, Case, Confirmation, Decision, Item, Restriction
from enforcement.packs import of_case, time_zone
from enforcement.services import taking
from enforcement.services.common import (
    hold_case,
    hold_items,
    refresh_due,
    refuse_states,
    say,
    settle,
    start_clocks,
    stop_clocks,
    waits_for_court,
)
from enforcement.services.conflicts import refuse_conflict
from enforcement.turning import waiting
from policy.calendar import last_day
from policy.model import Ground, Pack
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import uuid7
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move

DECIDABLE = ("open", "accepted", "deleted", "contested", "unanswered")
REMEDY_OF = {"upheld": "delist", "rejected": ""}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided about one Item. `remedy` and `territories` are the pack's own where not given.

    A remedy beyond the pack's territory needs `reasons` that say why. `category` and `brand` are what the seller may not
    hand in any more where the remedy is `restrict`; without either it is the mark, or the department of the listing.
    """

    ground: str
    reasons: str = ""
    remedy: str | None = None
    territories: tuple[str, ...] = ()
    category: str = ""
    brand: str = ""


@transaction.atomic
def decide(
    *, actor: Actor, reference: str, choices: Mapping[UUID, Choice], now: datetime | None = None
) -> list[Decision]:
    """Decide about Items of a case. Each decision takes effect after its grace, or once a second person confirms it.

    Raises Invalid for a ground or remedy that the pack does not know, Conflict where an Item is at another stage.
    """
    require(actor, "case.decide")
    at = now or database_now()
    case = hold_case(actor, reference)
    items = hold_items(case, choices)
    refuse_states(items, DECIDABLE)
    pack = of_case(case, at)
    _refuse_unheard(case, items, choices, pack)
    _refuse_law_s_own(items, pack)
    _refuse_others_turn(case, items, pack)
    standing = taking.overridden(items)
    refuse_conflict(actor, case, standing.values())
    decisions = write_decisions(case, items, choices, pack, actor=actor, now=at, overrides=standing)
    settle(case, actor=actor, now=at)
    return decisions


def _refuse_unheard(case: Case, items: Sequence[Item], choices: Mapping[UUID, Choice], pack: Pack) -> None:
    """Nobody is decided against before they have answered, or their time to answer has passed."""
    unheard = [item for item in items if item.state == "open"]
    if any(_ground(pack, choices[item.id]).outcome == "upheld" for item in unheard):
        raise not_heard(case, pack)


def not_heard(case: Case, pack: Pack) -> Conflict:
    """The refusal to decide against a seller who may still answer, with the last day."""
    clock = Clock.objects.filter(subject_id=case.id, kind="answer", state=Clock.State.RUNNING).first()
    day = last_day(clock.due_at, time_zone(pack)) if clock and clock.due_at else None
    words = _("The seller may still answer about these listings. Until then they can only be rejected.")
    if day is not None:
        words = _("The seller may still answer, until %(day)s. Until then a listing can only be rejected.") % {
            "day": date_format(day, "j F Y")
        }
    return Conflict(words, code="not_heard")


def _refuse_law_s_own(items: Sequence[Item], pack: Pack) -> None:
    """What was removed on a notice and then countered goes back by law unless a court action is shown."""
    if any(not decidable(item, pack) for item in items):
        raise Conflict(
            _(
                "After a counter-notice the law decides: the listing is put back unless a court action is shown in time."
            ),
            code="law_decides",
        )


def _refuse_others_turn(case: Case, items: Sequence[Item], pack: Pack) -> None:
    """While a side has its turn to speak, nobody decides."""
    if {item.id for item, _round in waiting(case, pack)} & {item.id for item in items}:
        raise Conflict(_("One of the sides still has its turn to speak about these listings."), code="not_heard")


def decidable(item: Item, pack: Pack) -> bool:
    """Whether a reviewer may decide about this Item now, in one direction at least.

    After a removal that was contested the law decides, where it puts back by time alone.
    """
    countered = item.state == "contested" and item.before == "in_effect"
    return item.state in DECIDABLE and not (countered and pack.counter_notice.put_back)


def _ground(pack: Pack, choice: Choice) -> Ground:
    try:
        return next(leaf for leaf in pack.pickable() if leaf.code == choice.ground)
    except StopIteration:
        raise Invalid(fields={"ground": [_("Choose one of the grounds of this region.")]}) from None


def write_decisions(
    case: Case, items: list[Item], choices: Mapping[UUID, Choice], pack: Pack, *, actor: Actor, now: datetime,
    appeal: Appeal | None = None, overrides: Mapping[UUID, Decision] | None = None,
) -> list[Decision]:  # fmt: skip
    """Write the decisions, move the Items, record it, and start the grace. The caller holds the case."""
    facts = {item.id: _facts(pack, case, choices[item.id]) for item in items}
    seconds = {item.id: _needs_second(pack, facts[item.id]["remedy"]) for item in items}
    decisions = committed_many(
        Decision,
        [
            dict(
                id=uuid7(), item=item, pack_code=case.pack_code, pack_version=case.pack_version,
                decided_by_id=actor.membership_id, automated=False, needs_second=seconds[item.id], appeal=appeal,
                overrides=(overrides or {}).get(item.id), decided_at=now,
                effective_at=None if seconds[item.id] else now + taking.grace(pack), **facts[item.id],
            )
            for item in items
        ],
    )  # fmt: skip
    restrictions = _restrictions(case, decisions, choices)
    for item in items:
        item.before = item.state
        move(item, "proposed" if seconds[item.id] else "decided", machine=ITEM, now=now)
    Item.objects.bulk_update(items, ["before"])
    if case.state in ("noticed", "answered", "decided", "closed") and any(seconds.values()):
        move(case, "deciding", machine=CASE, now=now)
    upheld = sum(decision.outcome == "upheld" for decision in decisions)
    reasons = "\n".join(dict.fromkeys(d.reasons for d in decisions if d.reasons))
    say(
        verbs.DECIDED, case, actor=actor, items=items, rows=[*decisions, *restrictions], to=[],
        facts={
            "items": len(items), "upheld": upheld, "rejected": len(items) - upheld, "automated": False,
            "needs_second": any(seconds.values()),
        },
        personal={"reasons": reasons} if reasons else None,
    )  # fmt: skip
    if not all(seconds.values()):
        taking.run_grace(case, pack, now=now)
    return decisions


def _restrictions(case: Case, decisions: Sequence[Decision], choices: Mapping[UUID, Choice]) -> list[Restriction]:
    """What each decision keeps the seller from handing in, where that is its remedy. Raises Invalid where it names nothing."""
    found = []
    for decision in decisions:
        if decision.remedy == "restrict":
            choice, listing = choices[decision.item_id], decision.item.listing
            category, brand = choice.category.strip(), choice.brand.strip()
            if not category and not brand:
                mark = case.right.kind == "trademark"
                category, brand = ("", case.right.title) if mark else ((listing.category or [""])[0], "")
            if not category and not brand:
                raise Invalid(fields={"category": [_("Say which category or brand the seller may not list any more.")]})
            found.append({"id": uuid7(), "decision": decision, "category": category[:100], "brand": brand[:200]})
    return committed_many(Restriction, found)


def _facts(pack: Pack, case: Case, choice: Choice) -> dict[str, object]:
    ground = _ground(pack, choice)
    remedy = REMEDY_OF[ground.outcome] if choice.remedy is None else choice.remedy
    if remedy and ground.outcome == "rejected":
        raise Invalid(fields={"remedy": [_("Where the complaint is rejected, there is nothing to remedy.")]})
    territories: list[str] = []
    if remedy:
        try:
            allowed = pack.remedy(remedy).territories
        except LookupError:
            raise Invalid(fields={"remedy": [_("This region does not know that remedy.")]}) from None
        territories = list(choice.territories or allowed)
        if set(territories) - set(allowed) and not choice.reasons.strip():
            raise Invalid(fields={"reasons": [_("Say why the remedy reaches further than this region.")]})
    return {
        "outcome": ground.outcome,
        "ground": ground.code,
        "reference": ground.reference,
        "reasons": choice.reasons,
        "remedy": remedy,
        "territories": territories,
    }


def _needs_second(pack: Pack, remedy: object) -> bool:
    return bool(remedy) and pack.remedy(str(remedy)).needs_second


def _hold_decisions(case: Case, ids: Iterable[UUID]) -> list[Decision]:
    """Decisions of the case that have not taken effect. Raises NotFound if one of them is not of this case."""
    wanted = set(ids)
    rows = Decision.objects.select_for_update(of=("self",)).filter(id__in=wanted, item__case_id=case.id)
    decisions = list(rows.select_related("item__listing").order_by("id"))
    if len(decisions) != len(wanted):
        raise NotFound
    if not decisions or any(decision.undone_at or decision.taken_at for decision in decisions):
        raise Conflict(_("These decisions have taken effect, or were undone, already."), code="stage")
    return decisions


@transaction.atomic
def confirm(
    *, actor: Actor, reference: str, decisions: Iterable[UUID], words: str = "", now: datetime | None = None
) -> list[Decision]:
    """A second person agrees: from now the grace runs. Nobody confirms their own decision."""
    at = now or database_now()
    case, found = _second(actor, reference, decisions, agrees=True, words=words, now=at)
    pack = of_case(case, at)
    for decision in found:
        decision.effective_at = at + taking.grace(pack)
        move(decision.item, "decided", machine=ITEM, now=at)
    Decision.objects.bulk_update(found, ["effective_at"])
    taking.run_grace(case, pack, now=at)
    settle(case, actor=actor, now=at)
    return found


@transaction.atomic
def refuse(
    *, actor: Actor, reference: str, decisions: Iterable[UUID], words: str, now: datetime | None = None
) -> list[Decision]:
    """A second person refuses, and says why: the Items return to where they stood."""
    if not words.strip():
        raise Invalid(fields={"words": [_("Say why you refuse.")]})
    at = now or database_now()
    case, found = _second(actor, reference, decisions, agrees=False, words=words, now=at)
    _take_back(case, found, actor=actor, now=at)
    return found


def _second(
    actor: Actor, reference: str, ids: Iterable[UUID], *, agrees: bool, words: str, now: datetime
) -> tuple[Case, list[Decision]]:
    require(actor, "case.confirm")
    case = hold_case(actor, reference)
    found = _hold_decisions(case, ids)
    if any(not decision.needs_second or decision.item.state != "proposed" for decision in found):
        raise Conflict(_("These decisions do not wait for a second person."), code="stage")
    refuse_conflict(actor, case, found)
    rows = committed_many(
        Confirmation,
        [dict(id=uuid7(), decision=d, agrees=agrees, words=words, by_membership_id=actor.membership_id, at=now)
         for d in found],
    )  # fmt: skip
    say(
        verbs.CONFIRMED if agrees else verbs.REFUSED, case, actor=actor, items=[d.item for d in found], rows=rows,
        facts={"items": len(found)}, personal={"words": words} if words else None, to=[],
    )  # fmt: skip
    return case, found


@transaction.atomic
def undo(*, actor: Actor, reference: str, decisions: Iterable[UUID], now: datetime | None = None) -> list[Decision]:
    """Take decisions back before they take effect; the Items return to where they stood."""
    require(actor, "case.decide")
    at = now or database_now()
    case = hold_case(actor, reference)
    found = _hold_decisions(case, decisions)
    if any(decision.automated for decision in found):
        raise Denied(_("This follows from the notice itself; it is contested, not undone."), code="automated")
    if any(decision.appeal_id for decision in found):
        raise Denied(
            _("This was decided on an appeal, and its ruling is given: it is appealed, not undone."), code="appeal"
        )
    if any(decision.effective_at and decision.effective_at <= at for decision in found):
        raise Conflict(_("The time to undo has passed. Decide again on an appeal instead."), code="too_late")
    say(verbs.UNDONE, case, actor=actor, items=[d.item for d in found], facts={"items": len(found)}, to=[])
    _take_back(case, found, actor=actor, now=at)
    if not Decision.objects.filter(item__case_id=case.id, taken_at=None, undone_at=None).exists():
        stop_clocks(case, "undone")
    return found


def _take_back(case: Case, decisions: list[Decision], *, actor: Actor, now: datetime) -> None:
    for decision in decisions:
        decision.undone_at = now
        move(decision.item, decision.item.before, machine=ITEM, now=now)
        # What was contested after a removal is so again.
        decision.item.before = "in_effect" if decision.overrides_id and decision.item.state == "contested" else ""
    Decision.objects.bulk_update(decisions, ["undone_at"])
    Item.objects.bulk_update([decision.item for decision in decisions], ["before"])
    if case.state == "decided" and any(d.item.state in DECIDABLE for d in decisions):
        move(case, "deciding", machine=CASE, now=now)
    settle(case, actor=actor, now=now)
    _let_clocks_run_again(case, decisions, now=now)
    refresh_due(case)


def _let_clocks_run_again(case: Case, decisions: list[Decision], *, now: datetime) -> None:
    """A decision had stopped the time to answer, or to decide. The seller has it anew; the marketplace has what it had.

    What is undone gains nobody a deadline: a clock that the decision stopped runs on from where it began, and one that
    was overdue is so again.
    """
    states = {decision.item.state for decision in decisions}
    if case.state not in ("decided", "closed"):
        _go_on_from_where_they_began(case, decisions, now=now)
    if "open" in states:
        start_clocks(case, "seller_noticed", of_case(case, now), now=now)
    elif case.state == "deciding" and states & {"contested", "unanswered"} and not waits_for_court(case):
        start_clocks(case, "deciding_began", of_case(case, now), now=now)


def _go_on_from_where_they_began(case: Case, decisions: list[Decision], *, now: datetime) -> None:
    since, newest = min(decision.decided_at for decision in decisions), dict[str, Clock]()
    for clock in Clock.objects.filter(subject_id=case.id, stops_on__contains=["decided"]).order_by("generation"):
        newest[clock.kind] = clock
    for clock in newest.values():
        stopped = clock.state == "stopped" and clock.stopped_by == "decided" and (clock.stopped_at or now) >= since
        overdue = clock.state == "fired" and clock.kind == "decide"
        if stopped or overdue:
            clocks.go_on(clock, subject=case)
