"""Suppliers are asked to put right what is wrong, answer with its root cause, and are followed until it is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from audit.models import Entry
from audit.rows import committed
from audit.verbs import Verb
from evidence.services import show, store
from fulfillment import verbs
from fulfillment.corrective_letters import tell_asker, tell_supplier
from fulfillment.machine import CORRECTIVEACTION
from fulfillment.models import Batch, BatchInspection, CorrectiveAction, CorrectiveStep, Hold, Site, UnitSignal
from fulfillment.services.risks import note_outcome
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from registry.models import Brand
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow import clocks
from workflow.moves import move

State = CorrectiveAction.State
REMINDER, OVERDUE = "corrective_reminder", "corrective_overdue"
"""Kinds of clocks, and what follows from them."""
BEFORE = timedelta(days=3)
"""House policy: so long before its day a supplier is reminded, once."""
LONGEST, FURTHEST = 2000, timedelta(days=365)
JUDGED: Mapping[str, tuple[str, Verb]] = {
    "accept": (State.ACCEPTED, verbs.CORRECTION_ACCEPTED),
    "again": (State.ASKED, verbs.CORRECTION_ASKED_AGAIN),
    "escalate": (State.ESCALATED, verbs.CORRECTION_ESCALATED),
    "close": (State.CLOSED, verbs.CORRECTION_CLOSED),
}
"""What a reviewer does with it, by deed. All but `accept` want words; `again` a new day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wrong, what is asked and by when; where it comes from, as far as it comes from something."""

    wrong: str
    asked: str
    due_on: date
    site: Site | None = None
    batch: Batch | None = None
    hold: Hold | None = None
    inspection: BatchInspection | None = None
    signal: UnitSignal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The root cause, what was done, and the paper or picture that shows it."""

    root_cause: str
    done: str
    proof: tuple[str, CheckedDocument] | None = None


@transaction.atomic
def ask_correction(*, actor: Actor, supplier: Party, brand: Brand, said: Wanted, now: datetime) -> CorrectiveAction:
    """Ask a supplier to put something right. By staff, or by who owns the brand.

    Raises Invalid by field; NotFound for a brand, a hold, a sign or a place that is not the actor's to speak of.
    """
    require(actor, "correction.ask")
    if not Brand.objects.visible_to(actor).filter(id=brand.id).exists():
        raise NotFound
    _check_wanted(actor, supplier, brand, said, now)
    action = committed(
        CorrectiveAction, reference=unused(CorrectiveAction, "CA"), supplier=supplier, brand=brand, site=said.site,
        batch=said.batch, hold=said.hold, inspection=said.inspection, signal=said.signal, wrong=said.wrong.strip(),
        asked=said.asked.strip(), due_on=said.due_on, by_party_id=actor.party_id, at=now, state=CORRECTIVEACTION.initial,
    )  # fmt: skip
    facts: dict[str, Fact] = {"due_on": said.due_on.isoformat()}
    entry = _step(actor, action, "asked", verbs.CORRECTION_ASKED, now, facts=facts, due_on=said.due_on, rows=[action])
    _begin_clocks(action, now)
    tell_supplier(entry=entry, action=action, kind="asked")
    return action


@transaction.atomic
def answer_correction(*, actor: Actor, action: CorrectiveAction, said: Answer, now: datetime) -> CorrectiveAction:
    """The supplier says where it came from and what it has done. Raises Invalid by field, NotFound, Conflict."""
    require(actor, "correction.answer")
    fresh = _locked(actor, action)
    if fresh.supplier_id != actor.party_id:
        raise NotFound
    _check_words(root_cause=said.root_cause, done=said.done)
    move(fresh, State.ANSWERED, machine=CORRECTIVEACTION, now=now)
    _stop_clocks(fresh, "correction_answered")
    entry = _step(
        actor, fresh, "answered", verbs.CORRECTION_ANSWERED, now, words=said.done, root_cause=said.root_cause, proof=said.proof
    )  # fmt: skip
    tell_asker(entry=entry, action=fresh)
    return fresh


@transaction.atomic
def judge_correction(
    *, actor: Actor, action: CorrectiveAction, deed: str, words: str, now: datetime, due_on: date | None = None
) -> CorrectiveAction:
    """Accept an answer, ask again with a new day, escalate, or close: `deed` of JUDGED.

    Closing counts for the supplier. Raises Invalid by field, NotFound, Conflict.
    """
    require(actor, "correction.ask")
    if deed not in JUDGED:
        raise Invalid(fields={"deed": [_("Choose what follows.")]})
    fresh = _locked(actor, action)
    if deed != "accept":
        _check_words(words=words)
    if deed == "again":
        if due_on is None or not now.date() < due_on <= (now + FURTHEST).date():
            raise Invalid(fields={"due_on": [_("A day to come, within a year.")]})
        fresh.due_on = due_on
    to, verb = JUDGED[deed]
    move(fresh, to, machine=CORRECTIVEACTION, now=now)
    _stop_clocks(fresh, "correction_judged")
    if deed == "again":
        fresh.save(update_fields=["due_on"])
        _begin_clocks(fresh, now)
    entry = _step(actor, fresh, deed, verb, now, words=words, due_on=due_on if deed == "again" else None)
    if deed == "close" and fresh.steps.filter(deed="answered").exists():
        note_outcome(
            actor=actor, outcome="correction_closed", cause=fresh.reference, now=now, supplier=fresh.supplier, site=fresh.site
        )  # fmt: skip
    tell_supplier(entry=entry, action=fresh, kind=deed)
    return fresh


@transaction.atomic
def remind_of_correction(*, actor: Actor, action: CorrectiveAction, now: datetime) -> None:
    """Remind a supplier that its day comes near. Once; nothing where it has answered meanwhile."""
    fresh = (
        CorrectiveAction.objects.select_for_update(of=("self",)).select_related("supplier", "brand").get(id=action.id)
    )
    if fresh.state == State.ASKED:
        entry = _step(actor, fresh, "reminded", verbs.CORRECTION_REMINDED, now)
        tell_supplier(entry=entry, action=fresh, kind="reminded")


@transaction.atomic
def note_correction_overdue(*, actor: Actor, action: CorrectiveAction, now: datetime) -> None:
    """The day is over without an answer: the supplier is told, and its batches of the brand are asked at every dock."""
    fresh = (
        CorrectiveAction.objects.select_for_update(of=("self",)).select_related("supplier", "brand").get(id=action.id)
    )
    if fresh.state != State.ASKED:
        return
    move(fresh, State.OVERDUE, machine=CORRECTIVEACTION, now=now)
    entry = _step(actor, fresh, "overdue", verbs.CORRECTION_OVERDUE, now)
    note_outcome(
        actor=actor, outcome="correction_overdue", cause=f"{fresh.reference} {fresh.due_on}", now=now, supplier=fresh.supplier,
        site=fresh.site,
    )  # fmt: skip
    tell_supplier(entry=entry, action=fresh, kind="overdue")


def _locked(actor: Actor, action: CorrectiveAction) -> CorrectiveAction:
    rows = CorrectiveAction.objects.visible_to(actor).select_for_update(of=("self",))
    fresh: CorrectiveAction | None = (
        rows.select_related("supplier", "brand__owner", "by_party").filter(id=action.id).first()
    )
    if fresh is None:
        raise NotFound
    return fresh


def _step(
    actor: Actor, action: CorrectiveAction, deed: str, verb: Verb, now: datetime, *, words: str = "", root_cause: str = "",
    due_on: date | None = None, proof: tuple[str, CheckedDocument] | None = None, facts: Mapping[str, Fact] | None = None,
    rows: list[Any] | None = None,
) -> Entry:  # fmt: skip
    """Keep one step, with its proof shown to both sides, and say it to the log."""
    owner, kept = action.brand.owner, None
    if proof is not None:
        name, file = proof
        kept = store(data=file, kind="correction", actor=actor, label=name)
        for party in (owner, action.supplier):
            show(evidence=[kept], party=party, actor=actor)
    row = committed(
        CorrectiveStep, action=action, deed=deed, words=words.strip(), root_cause=root_cause.strip(), evidence=kept,
        due_on=due_on, by_membership_id=actor.membership_id, by_party_id=actor.party_id, at=now,
    )  # fmt: skip
    refs = [one for one in (action.supplier_id, action.brand_id, action.batch_id, action.hold_id) if one]
    return record(
        verb, actor=actor, subject=action, refs=refs, facts=facts or {}, rows=[*(rows or []), row, *([kept] if kept else [])],
        parties=[action.supplier_id, owner.id],
    )  # fmt: skip


def _begin_clocks(action: CorrectiveAction, now: datetime) -> None:
    """One reminder before the day, where there is time for one, and the end of the day."""
    end = datetime.combine(action.due_on + timedelta(days=1), time(), UTC)
    stops = ("correction_answered", "correction_judged")
    clocks.start(
        kind=OVERDUE, subject=action, starts_at=now, due_at=end, then=OVERDUE, starts_on="correction_asked", stops_on=stops
    )  # fmt: skip
    if end - BEFORE > now:
        clocks.start(
            kind=REMINDER, subject=action, starts_at=now, due_at=end - BEFORE, then=REMINDER, starts_on="correction_asked",
            stops_on=stops,
        )  # fmt: skip


def _stop_clocks(action: CorrectiveAction, event: str) -> None:
    clocks.stop(subject_id=action.id, event=event, by=event)


def _check_wanted(actor: Actor, supplier: Party, brand: Brand, said: Wanted, now: datetime) -> None:
    wrong: dict[str, list[str]] = {}
    if supplier.kind != "supplier":
        wrong["supplier"] = [_("Choose who made the goods.")]
    if not now.date() < said.due_on <= (now + FURTHEST).date():
        wrong["due_on"] = [_("A day to come, within a year.")]
    if said.site is not None and said.site.party_id != supplier.id:
        wrong["site"] = [_("A place of this supplier.")]
    if wrong:
        raise Invalid(fields=wrong)
    _check_words(wrong=said.wrong, asked=said.asked)
    for one in (said.hold, said.signal):
        if one is not None and one.brand_id != brand.id:
            raise NotFound
    batches = [said.batch, said.inspection.batch if said.inspection else None]
    if any(one is not None and one.product.brand_id != brand.id for one in batches):
        raise NotFound
    if any(one is not None and one.supplier_id not in (None, supplier.id) for one in batches):
        raise Conflict(_("Another supplier made this batch."))


def _check_words(**said: str) -> None:
    wrong: dict[str, list[str]] = {}
    for name, words in said.items():
        if not words.strip():
            wrong[name] = [_("Say it in a few words.")]
        elif len(words) > LONGEST:
            wrong[name] = [_("At most %(n)d characters.") % {"n": LONGEST}]
        elif fault := text_fault(words):
            wrong[name] = [fault]
    if wrong:
        raise Invalid(fields=wrong)
