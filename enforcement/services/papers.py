"""Papers of courts, authorities and out-of-court bodies: shown by a side or entered by a reviewer, they stop clocks.

A paper that is an order is not carried out by itself: a reviewer reads it, and decides by it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.permissions import require
from audit.rows import committed
from enforcement import verbs
from enforcement.letter_words import paper as paper_words
from enforcement.machine import ITEM
from enforcement.models import Case, CourtAction, Decision, Item
from enforcement.packs import of_case
from enforcement.services.common import (
    hold_case,
    hold_items,
    refuse_states,
    say,
    settle,
    speaking_side,
    standing_decision,
    start_clocks,
    stop_clocks,
)
from enforcement.services.conflicts import refuse_conflict
from enforcement.services.deciding import Choice, write_decisions
from enforcement.services.notices import send
from enforcement.services.taking import removed, removed_unheard
from evidence.models import Evidence
from policy.model import Pack, PaperRule
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow import clocks
from workflow.moves import move

PENDING = ("court_action_shown", "authority_complaint_shown")
"""Papers after which a court or an authority speaks first: what was removed stays removed until then."""
SHOWABLE_BY = {"complainant": "complaint.withdraw", "seller": "case.answer"}
ACTED_ON = ("open", "accepted", "contested", "unanswered", "in_effect", "reversed")


@transaction.atomic
def show_paper(
    *,
    actor: Actor,
    reference: str,
    code: str,
    court: str,
    number: str,
    filed_on: date,
    evidence: Evidence | None = None,
    now: datetime | None = None,
) -> CourtAction:
    """Show a paper in a case: what it is (a code of the pack's papers), from whom, its number and day.

    Raises Invalid for a paper the pack does not know or a day to come, Denied for a side that may not show it.
    """
    at = now or database_now()
    case = hold_case(actor, reference)
    pack = of_case(case, at)
    rule = _paper(pack, code)
    side = _shown_by(actor, case, rule)
    if filed_on > at.date():
        raise Invalid(fields={"filed_on": [_("This day is yet to come.")]})
    _refuse_again(case, code, court, number, filed_on)
    paper = committed(
        CourtAction, case=case, code=code, by_party_id=actor.party_id if side else None, court=court, number=number,
        filed_on=filed_on, evidence=evidence, shown_at=at,
    )  # fmt: skip
    say(
        verbs.PAPER_SHOWN, case, actor=actor, rows=[paper], facts={"paper": code, "side": side or "operator"},
        personal={"court": f"{court}, {number}"},
    )  # fmt: skip
    for counter in case.counter_notices.all():
        clocks.stop(subject_id=counter.id, event=rule.event, by=rule.event)
    stop_clocks(case, rule.event)
    start_clocks(case, rule.event, pack, now=at)
    if any(rule.event in pack.clock(kind).stops_on for kind in pack.counter_notice.put_back):
        _keep_removed(case, now=at)
    _tell(case, paper, rule, pack, actor=actor, now=at)
    settle(case, actor=actor, now=at)
    return paper


def _refuse_again(case: Case, code: str, court: str, number: str, filed_on: date) -> None:
    """The same paper stops nothing twice."""
    said = [(paper.court, paper.number) for paper in case.court_actions.filter(code=code, filed_on=filed_on)]
    if (court, number) in said:
        raise Conflict(_("This paper is in the case already."), code="stage")


def papers_of(pack: Pack) -> tuple[PaperRule, ...]:
    """The papers that count under a pack. One that says nothing of papers knows the court action its clocks stop on."""
    if pack.papers or not any("court_action_shown" in clock.stops_on for clock in pack.clocks):
        return pack.papers
    title = gettext_noop("A court action was filed")
    return (PaperRule("court_action", title, "court_action_shown", ("complainant",), pack.counter_notice.rule),)


def _paper(pack: Pack, code: str) -> PaperRule:
    found = next((paper for paper in papers_of(pack) if paper.code == code), None)
    if found is None:
        raise Invalid(fields={"paper": [_("Choose one of the papers that count in this region.")]})
    return found


def _shown_by(actor: Actor, case: Case, rule: PaperRule) -> str:
    """The side that shows it, "" for a reviewer who enters it for somebody."""
    if actor.is_operator:
        require(actor, "case.decide")
        return ""
    side = speaking_side(actor, case)
    if not side:
        raise NotFound
    require(actor, SHOWABLE_BY[side])
    if side not in rule.by:
        raise Denied(_("This paper is for the other side to show."))
    return side


def _keep_removed(case: Case, *, now: datetime) -> None:
    """What a counter-notice would have put back stays removed until the court or the authority has spoken."""
    countered = list(case.items.filter(state="contested", before="in_effect").prefetch_related("decisions"))
    still_removed = removed(countered)
    for item in countered:
        if item.id in still_removed and removed_unheard(item):
            move(item, "in_effect", machine=ITEM, now=now)


def _tell(case: Case, paper: CourtAction, rule: PaperRule, pack: Pack, *, actor: Actor, now: datetime) -> None:
    if not any(letter.code == "paper" for letter in pack.letters):
        return
    items = list(case.items.exclude(state="withdrawn").select_related("listing"))
    outcome = gettext_lazy("Until more is known, everything stays as it is.")
    if rule.event not in PENDING:
        outcome = gettext_lazy("A reviewer reads it and decides by it.")
    places = {"reasons": paper_words(paper.court, paper.number, paper.filed_on), "outcome": outcome}
    for party in (case.seller_id, case.complainant_id):
        if party is not None and party != paper.by_party_id:
            send("paper", case, to=party, actor=actor, pack=pack, now=now, items=items, places=places)


@transaction.atomic
def decide_by_paper(
    *,
    actor: Actor,
    reference: str,
    paper: UUID,
    items: Iterable[UUID],
    reasons: str = "",
    now: datetime | None = None,
) -> list[Decision]:
    """Carry out an order that was shown: a reviewer has read it. It overrides what was decided before.

    Raises Conflict for a paper that orders nothing, and where Items are at another stage.
    """
    require(actor, "case.decide")
    at = now or database_now()
    case = hold_case(actor, reference)
    refuse_conflict(actor, case)
    shown = case.court_actions.filter(id=paper).first()
    if shown is None:
        raise NotFound
    pack = of_case(case, at)
    rule = _paper(pack, shown.code)
    if not (rule.removes or rule.restores):
        raise Conflict(_("This paper orders nothing: a court or an authority has yet to speak."), code="stage")
    found = hold_items(case, items)
    refuse_states(found, ACTED_ON)
    ground = "court.infringes" if rule.removes else "court.allowed"
    words = reasons or f"{rule.title}: {shown.court}, {shown.number}, {shown.filed_on.isoformat()}"
    standing = {item.id: decision for item in found if (decision := _in_force(item))}
    choices = {item.id: Choice(ground, words) for item in found}
    decisions = write_decisions(case, found, choices, pack, actor=actor, now=at, overrides=standing)
    settle(case, actor=actor, now=at)
    return decisions


def _in_force(item: Item) -> Decision | None:
    decision = standing_decision(item)
    return decision if decision is not None and decision.taken_at is not None else None
