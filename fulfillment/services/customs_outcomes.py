"""What becomes of detained goods: agreed in advance, ended by customs or a court, or nobody said anything in time."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from fulfillment.customs import deadlines, verbs
from fulfillment.customs.keeping import OVER, append, concerned, held, keep_paper, require_words
from fulfillment.customs.letters import day_of, send_to_customs, send_to_holder
from fulfillment.machine import DETENTION
from fulfillment.models import Detention, DetentionAnswer
from fulfillment.services.risks import note_outcome
from gateway.uploads import CheckedDocument
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from workflow.moves import move

State, Side, Kind = Detention.State, DetentionAnswer.Side, DetentionAnswer.Kind
HolderSaid, DeclarantSaid = Detention.HolderSaid, Detention.DeclarantSaid


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the goods: destroyed, seized or released, on which day, how much of them, with what paper."""

    kind: str
    on: date | None
    quantity: int | None = None
    words: str = ""
    paper: CheckedDocument | None = None


@transaction.atomic
def record_outcome(*, actor: Actor, detention: Detention, outcome: Outcome) -> Detention:
    """What customs or a court did with the goods; it ends the detention.

    Raises Invalid by field; Conflict where goods would be destroyed to which not both sides have agreed.
    """
    require(actor, "customs.detain")
    fresh = held(actor, detention)
    if wrong := _faults(fresh, outcome):
        raise Invalid(fields=wrong)
    if outcome.words:
        require_words(outcome.words)
    if reason := not_yet(fresh, outcome.kind):
        raise Conflict(reason, code="stage")
    if fresh.state == State.WAITING and outcome.kind != State.RELEASED:
        move(fresh, State.CONFIRMED, machine=DETENTION)
    if outcome.paper is not None:
        fresh.paper = keep_paper(actor, fresh, outcome.paper)
    _end(actor, fresh, outcome)
    return fresh


def end_at_once(*, actor: Actor, detention: Detention, outcome: str, on: date | None, quantity: int | None) -> None:
    """Taken in as over already: what was agreed on the way is not known here. Part of taking it in."""
    if outcome != State.RELEASED:
        move(detention, State.CONFIRMED, machine=DETENTION)
    _end(actor, detention, Outcome(outcome, on, quantity))


def agree_in_advance(*, detention: Detention) -> None:
    """A small consignment: the rights holder has agreed in its application and is not asked. Part of taking it in."""
    move(detention, State.CONFIRMED, machine=DETENTION)
    detention.holder_said = HolderSaid.IN_ADVANCE
    detention.save(update_fields=["holder_said"])


def note_holder_silent(*, actor: Actor, detention: Detention) -> None:
    """The time of the rights holder has passed: without its word, or without proceedings where the declarant objects, the goods
    are to be released. Nothing where it has done what was to be done."""
    objected = detention.state == State.CONFIRMED and detention.declarant_said == DeclarantSaid.OBJECTS
    if detention.state != State.WAITING and not objected:
        return
    move(detention, State.UNCONFIRMED, machine=DETENTION)
    entry = record(
        verbs.HOLDER_SILENT, actor=actor, subject=detention, refs=[detention.right], parties=concerned(detention, actor)
    )
    said = {"reference": detention.customs_reference}
    subject = _("Detention %(reference)s: the time has passed") % said
    body = _("The rights holder has not done in time what the law asks for. Customs release the goods.")
    send_to_holder(entry=entry, detention=detention, subject=subject, body=body)
    send_to_customs(entry=entry, detention=detention, subject=subject, body=body)


def note_declarant_silent(*, actor: Actor, detention: Detention) -> None:
    """The declarant said nothing in time: it is taken to have agreed. Nothing where it has answered, or it is over."""
    if detention.declarant_said or detention.state in OVER:
        return
    row = append(actor, detention, Side.DECLARANT, Kind.SILENT)
    detention.declarant_said = DeclarantSaid.SILENT
    detention.save(update_fields=["declarant_said"])
    record(
        verbs.DECLARANT_ANSWERED, actor=actor, subject=detention, facts={"kind": Kind.SILENT.value}, rows=[row],
        parties=concerned(detention, actor),
    )  # fmt: skip


def note_answer_overdue(*, actor: Actor, detention: Detention) -> None:
    """Where no law gives a bound: remind the rights holder. Nothing where it has answered."""
    if detention.state != State.WAITING:
        return
    entry = record(verbs.ANSWER_OVERDUE, actor=actor, subject=detention, parties=[detention.holder_id])
    said = {"reference": detention.customs_reference}
    send_to_holder(
        entry=entry, detention=detention, subject=_("Detention %(reference)s waits for your answer") % said,
        body=_("Look into the letter of customs for the day until which they wait, and answer."),
    )  # fmt: skip


def note_declarant_untold(*, actor: Actor, detention: Detention) -> None:
    """A working day is over and nobody has said that customs told the declarant. It changes nothing; both sides see it."""
    if detention.declarant_said or detention.state in OVER:
        return
    record(verbs.DECLARANT_UNTOLD, actor=actor, subject=detention, parties=concerned(detention, actor))


def note_not_applied(*, actor: Actor, detention: Detention) -> None:
    """Customs acted on their own, and no application followed in time: the goods are to be released."""
    if detention.state not in (State.WAITING, State.CONFIRMED):
        return
    move(detention, State.UNCONFIRMED, machine=DETENTION)
    entry = record(verbs.NOT_APPLIED, actor=actor, subject=detention, parties=concerned(detention, actor))
    said = {"reference": detention.customs_reference}
    send_to_holder(
        entry=entry, detention=detention, subject=_("Detention %(reference)s: no application was filed") % said,
        body=_("Customs acted on their own and no application followed in time. They release the goods."),
    )  # fmt: skip


def not_yet(detention: Detention, outcome: str) -> str:
    """Why this outcome cannot be recorded as it stands; "" where it can. At most one query."""
    if outcome == State.RELEASED or detention.state == State.COURT:
        return ""
    if detention.state != State.UNCONFIRMED and not deadlines.regime_of(detention).silence_consents:
        return ""  # the law of this country is not on file: what its customs did is written down as they did it
    if detention.state == State.WAITING:
        return _("The rights holder has not confirmed the infringement.")
    if detention.state == State.UNCONFIRMED:
        return _("These goods are to be released; only a court can order otherwise.")
    if outcome == State.SEIZED:
        return ""
    if detention.declarant_said == DeclarantSaid.OBJECTS:
        return _("The declarant objects: only a court can order the destruction.")
    waiting = None if detention.declarant_said else deadlines.declarants_day(detention)
    if waiting is not None:
        return _("The declarant may still answer, until %(day)s.") % {"day": day_of(detention, waiting)}
    return ""


def _faults(detention: Detention, outcome: Outcome) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if outcome.kind not in OVER:
        wrong["outcome"] = [_("Choose what became of the goods.")]
    if outcome.on is None or not detention.noticed_on <= outcome.on <= deadlines.today_in(detention.country):
        wrong["on"] = [_("The day on which it happened: not before the letter, and not one to come.")]
    needed = outcome.kind != State.RELEASED
    if needed and (outcome.quantity is None or not 0 < outcome.quantity <= detention.quantity):
        wrong["quantity"] = [_("How much of it? At most %(most)d.") % {"most": detention.quantity}]
    return wrong


def _end(actor: Actor, fresh: Detention, outcome: Outcome) -> None:
    on = outcome.on
    fresh.ended_on, fresh.ended_quantity = on, outcome.quantity if outcome.kind != State.RELEASED else None
    fresh.save(update_fields=["ended_on", "ended_quantity", "paper"])
    move(fresh, outcome.kind, machine=DETENTION)
    deadlines.stop(fresh, "detention_ended")
    row = append(actor, fresh, Side.CUSTOMS, outcome.kind, outcome.words)
    facts: dict[str, Fact] = {
        "outcome": outcome.kind, "quantity": fresh.ended_quantity or fresh.quantity, "ended_on": on.isoformat() if on else None,
    }  # fmt: skip
    entry = record(
        verbs.DETENTION_ENDED, actor=actor, subject=fresh, refs=[fresh.right], facts=facts, rows=[row],
        parties=concerned(fresh, actor),
    )  # fmt: skip
    if fresh.origin:
        note_outcome(
            actor=actor, outcome=f"customs_{outcome.kind}", cause=fresh.reference, now=database_now(),
            lane=(fresh.origin, fresh.destination or fresh.country),
        )  # fmt: skip
    if fresh.holder_id != actor.party_id:
        said = {"reference": fresh.customs_reference, "outcome": fresh.get_state_display()}
        send_to_holder(
            entry=entry, detention=fresh, subject=_("Detention %(reference)s: %(outcome)s") % said,
            body=_("It is over: %(outcome)s.") % said,
        )  # fmt: skip
