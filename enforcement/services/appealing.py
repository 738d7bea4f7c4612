"""Appeals by either side, decided by somebody who did not decide before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.rows import committed, committed_many
from enforcement import verbs
from enforcement.letter_words import day_of
from enforcement.machine import APPEAL, CASE, ITEM
from enforcement.models import Appeal, AppealItem, Case, Decision, Item, Ruling
from enforcement.packs import of_case, time_zone
from enforcement.services.common import (
    hold_case,
    hold_items,
    refresh_due,
    say,
    settle,
    speaking_side,
    standing_decision,
    start_clocks,
)
from enforcement.services.conflicts import refuse_conflict
from enforcement.services.deciding import Choice, write_decisions
from enforcement.services.notices import send
from enforcement.suspended import waits_until
from policy.model import Pack
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import reference as new_reference
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move, move_all


@transaction.atomic
def file_appeal(
    *, actor: Actor, reference: str, items: Iterable[UUID], grounds: str, now: datetime | None = None
) -> Appeal:
    """Ask another reviewer to look again. Each side may, while its clock runs, against what went against it."""
    require(actor, "appeal.file")
    at = now or database_now()
    case = hold_case(actor, reference)
    side = speaking_side(actor, case)
    pack = of_case(case, at)
    if side not in pack.appeal.by:
        raise Denied(_("Only the two sides of a case appeal."))
    if not grounds.strip():
        raise Invalid(fields={"grounds": [_("Say why the decision is wrong.")]})
    if not Clock.objects.filter(subject_id=case.id, kind=pack.appeal.clock, state="running").exists():
        raise Conflict(_("There is nothing to appeal, or the time to appeal has passed."), code="too_late")
    if case.appeals.filter(state="filed", side=side).exists():
        raise Conflict(_("Your appeal in this case is waiting to be decided already."), code="appealed")
    found = hold_items(case, items)
    against = "upheld" if side == "seller" else "rejected"
    decisions = {item.id: standing_decision(item) for item in found}
    # What was taken back, or put back already, stands against nobody.
    over = {item.id for item in found if item.state == "withdrawn" or (side == "seller" and item.state == "reversed")}
    if over or any(d is None or d.taken_at is None or d.outcome != against for d in decisions.values()):
        raise Invalid(fields={"items": [_("Choose listings whose decision went against you.")]})
    appeal = committed(
        Appeal, reference=new_reference("AP"), state=APPEAL.initial, case=case, by_party_id=actor.party_id,
        by_membership_id=actor.membership_id, side=side, grounds=grounds, filed_at=at,
    )  # fmt: skip
    about = [{"appeal": appeal, "item": item, "decision": decisions[item.id]} for item in found]
    rows = [appeal, *committed_many(AppealItem, about)]
    clock = clocks.start_by_rule(
        pack.clock(pack.appeal.decide_clock), subject=appeal, tz=time_zone(pack), about_id=case.id,
        starts_at=waits_until(actor.party_id, "appeals", pack.code, at) or at,
    )  # fmt: skip
    Appeal.objects.filter(id=appeal.id).update(due_at=clock.due_at)
    say(
        verbs.APPEALED, case, about=appeal, actor=actor, items=found, rows=rows,
        facts={"side": side, "items": len(found)},
    )  # fmt: skip
    if case.state in ("decided", "closed"):
        move(case, "deciding", machine=CASE, now=at)
    refresh_due(case)
    return appeal


@transaction.atomic
def decide_appeal(
    *, actor: Actor, reference: str, choices: Mapping[UUID, Choice], reasons: str, now: datetime | None = None
) -> Appeal:
    """Decide an appeal: `choices` name the Items whose decision is replaced; without any, all of it stands.

    Refused to whoever decided, or confirmed, what is appealed.
    """
    require(actor, "appeal.decide")
    at = now or database_now()
    appeal = _hold(actor, reference)
    case = hold_case(actor, appeal.case.reference)
    appealed = {row.item_id: row.decision for row in appeal.items.select_related("decision")}
    refuse_conflict(actor, case, appealed.values())
    if not reasons.strip():
        raise Invalid(fields={"reasons": [_("Give the reasons for your decision; both sides read them.")]})
    if set(choices) - set(appealed):
        raise NotFound
    pack = of_case(case, at)
    if choices:
        items = hold_items(case, choices)
        _refuse_overtaken(items, appealed)
        for item in items:
            if pack.ground(choices[item.id].ground).outcome == appealed[item.id].outcome:
                raise Invalid(fields={"ground": [_("Choose a ground that supports the other outcome.")]})
        worded = {item_id: replace(choice, reasons=choice.reasons or reasons) for item_id, choice in choices.items()}
        heard = [item for item in items if not _unheard(item, appealed[item.id])]
        if heard:
            write_decisions(case, heard, worded, pack, actor=actor, now=at, appeal=appeal, overrides=appealed)
        unheard = [item for item in items if item not in heard]
        if unheard:
            _hear(case, unheard, pack, reasons=reasons, actor=actor, now=at)
    outcome = "upheld" if choices else "rejected"
    move(appeal, outcome, machine=APPEAL, now=at)
    ruling = committed(
        Ruling, appeal=appeal, outcome=outcome, reasons=reasons, by_membership_id=actor.membership_id, at=at
    )
    clocks.stop(subject_id=appeal.id, event="appeal_decided", by="appeal_decided")
    say(
        verbs.APPEAL_DECIDED, case, about=appeal, actor=actor, rows=[ruling],
        facts={"outcome": outcome, "items": len(appealed)},
    )  # fmt: skip
    settle(case, actor=actor, now=at)
    return appeal


def _unheard(item: Item, decision: Decision) -> bool:
    """Whether a complaint was rejected before the seller had answered, or had let the time pass."""
    return decision.outcome == "rejected" and item.before == "open" and not item.answers.exists()


def _hear(case: Case, items: list[Item], pack: Pack, *, reasons: str, actor: Actor, now: datetime) -> None:
    """A rejection falls on appeal, but nobody is decided against unheard: the seller is asked first."""
    move_all(items, "open", machine=ITEM, now=now)
    if case.state in ("decided", "closed"):
        move(case, "deciding", machine=CASE, now=now)
    if case.state == "deciding":
        move(case, "noticed", machine=CASE, now=now)
    if not case.items.filter(state__in=["contested", "unanswered"]).exists():
        clocks.stop(subject_id=case.id, kind="decide", by="appeal_decided")
    started = start_clocks(case, "seller_noticed", pack, now=now)
    deadline = min((clock.due_at for clock in started if clock.due_at), default=None)
    places = {"deadline": day_of(deadline, pack), "reasons": reasons}
    send("notice", case, to=case.seller_id, actor=actor, pack=pack, now=now, items=items, places=places)
    say(verbs.HEARD_ANEW, case, actor=actor, items=items, facts={"items": len(items)})


def _refuse_overtaken(items: Iterable[Item], appealed: Mapping[UUID, Decision]) -> None:
    """What was decided anew since it was appealed, as by an order or by silence, stands: the appeal is about the past."""
    standing = {item.id: item.decisions.filter(taken_at__isnull=False).order_by("-id").first() for item in items}
    if any(found != appealed[item_id] for item_id, found in standing.items()):
        raise Conflict(
            _("This was decided anew since it was appealed: the appeal can only be closed with what stands."),
            code="overtaken",
        )


def may_decide(actor: Actor, appeal: Appeal) -> str:
    """Why this actor may not decide the appeal; empty if they may."""
    decisions = [row.decision for row in appeal.items.select_related("decision")]
    try:
        refuse_conflict(actor, appeal.case, decisions)
    except Denied as refusal:
        return refusal.message
    return ""


def _hold(actor: Actor, reference: str) -> Appeal:
    found = Appeal.objects.select_for_update(of=("self",)).filter(
        reference=reference, case__in=Case.objects.visible_to(actor)
    )
    appeal = found.select_related("case").first()
    if appeal is None:
        raise NotFound
    if appeal.state != "filed":
        raise Conflict(_("This appeal is decided already."), code="stage")
    return appeal
