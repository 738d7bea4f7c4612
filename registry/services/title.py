"""Chain of title: a document handed in, accepted by the new owner, confirmed by the marketplace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import may, require
from audit.verbs import Verb
from evidence.services import show, store
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.chain import PASSING, Holder, same
from registry.details import details_of
from registry.letters import send_offered
from registry.machine import ASSIGNMENT
from registry.models import Assignment, Right
from registry.services.standing import go_to, locked, refuse_twins, require_own, say, touch
from registry.services.words import settle_words
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.moves import move

LONGEST = {"giver": 300, "taker": 300, "office_reference": 120, "note": 2000}


@dataclass(frozen=True, slots=True)
class Conveyance:
    """What a document of title says. `to_party` is the taker's party here; `effective_on` the day of signing if left out."""

    kind: str
    giver: str
    taker: str
    executed_on: date
    effective_on: date | None = None
    recorded_on: date | None = None
    to_party: Party | None = None
    office_reference: str = ""
    note: str = ""


def record_assignment(
    *, actor: Actor, right: Right, said: Conveyance, document: CheckedDocument | bytes | None = None, label: str = ""
) -> Assignment:
    """Hand in a document of title, by the owner or the marketplace. Nothing moves before it is confirmed.

    The new owner, where it is on this marketplace, sees it and is asked. Raises Invalid with a sentence per field.
    """
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    _check(said, database_now().date())
    with transaction.atomic():
        fresh = locked(right)
        if fresh.state == Right.State.RETIRED:
            raise Conflict(_("This right is retired. Register it anew."))
        evidence = store(data=document, kind="certificate", actor=actor, label=label) if document else None
        for party in (fresh.owner, said.to_party):
            if evidence is not None and party is not None and party.id != actor.party_id:
                show(evidence=[evidence], party=party, actor=actor)
        owns = same(Holder(said.giver), Holder(fresh.owner.name)) or same(Holder(said.giver), Holder(fresh.holder))
        assignment: Assignment = Assignment.objects.create(
            right=fresh, kind=said.kind, giver=said.giver.strip(), taker=said.taker.strip(),
            from_party=fresh.owner if owns else None, to_party=said.to_party, executed_on=said.executed_on,
            effective_on=said.effective_on or said.executed_on, recorded_on=said.recorded_on,
            office_reference=said.office_reference.strip(), evidence=evidence, note=said.note.strip(),
            made_by_id=actor.party_id,
        )  # fmt: skip
        facts = {
            "kind": assignment.kind, "executed_on": assignment.executed_on.isoformat(),
            "effective_on": assignment.effective_on.isoformat(),
            "recorded_on": assignment.recorded_on.isoformat() if assignment.recorded_on else None,
        }  # fmt: skip
        names = {"giver": assignment.giver, "taker": assignment.taker}
        entry = _tell(verbs.TITLE_RECORDED, actor, assignment, facts=facts, personal=names)
        if waits_for_taker(assignment):
            send_offered(entry=entry, right=fresh, to=said.to_party)
    return assignment


def accept_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """The new owner says that it has the right; the marketplace confirms it next. NotFound for anybody else."""
    _require_taker(actor, assignment)
    if not waits_for_taker(assignment):
        raise Conflict(_("This does not wait for the new owner."))
    return _moved(verbs.TITLE_ACCEPTED, actor, assignment, Assignment.State.ACCEPTED)


def refuse_assignment(*, actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """The new owner, or the marketplace, says that it is not so, and why."""
    if not actor.is_operator:
        _require_taker(actor, assignment)
    require(actor, "right.verify" if actor.is_operator else "right.register")
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; both sides see it.")]})
    return _moved(verbs.TITLE_REFUSED, actor, assignment, Assignment.State.REFUSED, personal={"reason": reason.strip()})


def take_back_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """Whoever handed it in takes it back, before it is confirmed."""
    require_own(actor, assignment.right, "right.verify" if actor.is_operator else "right.register")
    if not _is_own(actor, assignment):
        raise Conflict(_("Only who handed it in takes it back."))
    return _moved(verbs.TITLE_TAKEN_BACK, actor, assignment, Assignment.State.TAKEN_BACK)


def confirm_assignment(*, actor: Actor, assignment: Assignment) -> Assignment:
    """Somebody of the marketplace has read the document: it stands in the chain, and the newest moves the right.

    A right that goes to somebody who is not on this marketplace is enforced no longer until it is checked again. Authorised
    sellers and licences stay as they are. Raises Conflict while the new owner has not accepted.
    """
    require(actor, "right.verify")
    with transaction.atomic():
        fresh = locked(assignment.right)
        row: Assignment = Assignment.objects.select_for_update().get(id=assignment.id)
        if waits_for_taker(row):
            raise Conflict(_("The new owner has not accepted it yet."))
        if row.effective_on > database_now().date():
            raise Conflict(_("It takes effect on %(day)s. Confirm it then.") % {"day": row.effective_on.isoformat()})
        former = fresh.owner_id
        moved = _passes_now(row)
        move(row, Assignment.State.CONFIRMED, machine=ASSIGNMENT)
        if moved:
            _pass(fresh, row)
        row.right = fresh
        facts = {
            "kind": row.kind, "effective_on": row.effective_on.isoformat(), "moved": fresh.owner_id != former,
            "state": fresh.state,
        }  # fmt: skip
        _tell(verbs.TITLE_CONFIRMED, actor, row, facts=facts, also=(former,))
    return row


def may_take_back(assignment: Assignment, actor: Actor) -> bool:
    """Whether `actor` handed it in, still acts for the right, and it is not answered for good."""
    is_open = Assignment.State.TAKEN_BACK in ASSIGNMENT.targets(assignment.state)
    allowed = may(actor, "right.verify" if actor.is_operator else "right.register")
    acts = actor.is_operator or assignment.right.owner_id in {actor.party_id, *actor.brands}
    return is_open and acts and bool(allowed) and _is_own(actor, assignment)


def _is_own(actor: Actor, assignment: Assignment) -> bool:
    """Handed in by the party of the actor; the marketplace's own have none."""
    return assignment.made_by_id == actor.party_id


def waits_for_taker(assignment: Assignment) -> bool:
    """Whether the new owner is on this marketplace, another than the present one, and has yet to accept."""
    other = assignment.to_party_id not in (None, assignment.right.owner_id)
    return assignment.state == Assignment.State.RECORDED and assignment.kind in PASSING and other


def _passes_now(row: Assignment) -> bool:
    """Whether it is the newest confirmed one that passes title: an earlier one only fills the chain."""
    later = Assignment.objects.filter(right=row.right_id, kind__in=PASSING, state=Assignment.State.CONFIRMED)
    return row.kind in PASSING and not later.filter(effective_on__gt=row.effective_on).exists()


def _pass(right: Right, row: Assignment) -> None:
    """The right goes to the taker under the taker's name; the former owner's own reference and brand do not."""
    right.holder = row.taker
    taker = row.to_party
    if taker is not None and taker.id != right.owner_id:
        right.external_id, right.brand = "", None
        refuse_twins(taker.id, details_of(right), but=right.id)
        right.owner = taker
    leaves = row.to_party_id is None and row.kind != Assignment.Kind.NAME
    if leaves and not same(Holder(row.taker), Holder(right.owner.name)) and right.state == Right.State.VERIFIED:
        go_to(right, Right.State.SUBMITTED)
    else:
        right.version += 1
        touch(right)
    settle_words(right)


def _check(said: Conveyance, day: date) -> None:
    wrong: dict[str, list[str]] = {}
    if said.kind not in Assignment.Kind.values:
        wrong["kind"] = [_("One of: %(allowed)s.") % {"allowed": ", ".join(Assignment.Kind.values)}]
    for name, most in LONGEST.items():
        value = getattr(said, name)
        fault = text_fault(value)
        if fault or len(value) > most:
            wrong[name] = [fault or _("At most %(most)d characters.") % {"most": most}]
    for name in ("giver", "taker"):
        if not getattr(said, name).strip():
            wrong[name] = [_("Give the name as the document has it.")]
    if said.executed_on > day:
        wrong["executed_on"] = [_("This day is yet to come.")]
    if said.recorded_on is not None and not said.executed_on <= said.recorded_on <= day:
        wrong["recorded_on"] = [_("The office records it after it was signed, and not later than today.")]
    if said.to_party is not None and said.to_party.kind != Party.Kind.BRAND:
        wrong["to_party"] = [_("Only a rights holder can own a right here.")]
    if wrong:
        raise Invalid(fields=wrong)


def _require_taker(actor: Actor, assignment: Assignment) -> None:
    if assignment.to_party_id is None or assignment.to_party_id not in {actor.party_id, *actor.brands}:
        raise NotFound
    require(actor, "right.register")


def _moved(
    verb: Verb, actor: Actor, assignment: Assignment, to: str, *, personal: dict[str, str] | None = None
) -> Assignment:
    with transaction.atomic():
        move(assignment, to, machine=ASSIGNMENT)
        _tell(verb, actor, assignment, personal=personal)
    return assignment


def _tell(verb: Verb, actor: Actor, assignment: Assignment, *, also: tuple[Any, ...] = (), **said: Any) -> Any:
    """Into the log of the right, seen by the owner, the new owner and whoever handed it in."""
    others = (assignment.from_party_id, assignment.to_party_id, assignment.made_by_id, *also)
    refs = (assignment, assignment.evidence) if assignment.evidence else (assignment,)
    return say(verb, actor, assignment.right, refs=refs, also=tuple(party for party in others if party), **said)
