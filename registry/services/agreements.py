"""Contracts with sellers, suppliers and integrations: put on file, worked through clause by clause, in force, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from evidence.models import Evidence
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.agreements.clauses import CLAUSES
from registry.machine import AGREEMENT
from registry.models import Agreement, AgreementClause
from registry.services.agreement_blocks import settle_blocks
from registry.services.agreement_clock import start_ending, stop_ending
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.ids import reference
from workflow.moves import move

MOST_DOCUMENT_WORDS = 200
Status = AgreementClause.Status


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a contract: what it is called, when it was signed and holds, and who signed for the other side."""

    title: str
    starts_on: date
    ends_on: date | None = None
    signed_on: date | None = None
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """How a clause stands, as somebody who has read the contract says."""

    status: str
    place: str = ""
    note: str = ""
    waived_until: date | None = None


def record_agreement(
    *,
    actor: Actor,
    party: Party,
    kind: str,
    terms: Cover,
    document: CheckedDocument | bytes | None = None,
    label: str = "",
) -> Agreement:
    """Put a contract on file as a draft; all its clauses are missing until somebody has found them in it. Raises Invalid."""
    require(actor, "party.manage")
    wrong: dict[str, list[str]] = {}
    if kind not in CLAUSES:
        wrong["kind"] = [_("Not a kind of contract.")]
    if party.kind == Party.Kind.OPERATOR or party.state == Party.State.CLOSED:
        wrong["party"] = [_("The marketplace has contracts with others who are here.")]
    if not terms.title.strip():
        wrong["title"] = [_("Say what the contract is called.")]
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        wrong["ends_on"] = [_("This ends before it begins.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        agreement: Agreement = Agreement.objects.create(
            reference=reference(), party=party, kind=kind, title=terms.title.strip(), starts_on=terms.starts_on,
            ends_on=terms.ends_on, signed_on=terms.signed_on, signatory=terms.signatory.strip(), state=AGREEMENT.initial,
        )  # fmt: skip
        AgreementClause.objects.bulk_create(
            AgreementClause(agreement=agreement, code=one.code) for one in CLAUSES[kind]
        )
        refs: list[Party | Evidence] = [party]
        if document is not None:
            refs.append(_keep(actor, agreement, document, label))
        facts = {
            "kind": kind, "starts_on": terms.starts_on.isoformat(),
            "ends_on": terms.ends_on.isoformat() if terms.ends_on else None,
        }  # fmt: skip
        record(
            verbs.AGREEMENT_RECORDED, actor=actor, subject=agreement, refs=refs, facts=facts,
            personal={"title": agreement.title}, parties=[party.id],
        )  # fmt: skip
    return agreement


def put_in_force(
    *,
    actor: Actor,
    agreement: Agreement,
    signed_on: date | None = None,
    signatory: str = "",
    document: CheckedDocument | bytes | None = None,
    label: str = "",
) -> None:
    """It was signed, and holds from its first day. Raises Invalid without a document, the day it was signed, or who signed;
    Conflict for one that is no draft."""
    require(actor, "party.manage")
    signed, who = signed_on or agreement.signed_on, signatory.strip() or agreement.signatory
    wrong: dict[str, list[str]] = {}
    if signed is None or signed > database_now().date():
        wrong["signed_on"] = [_("Give the day on which it was signed; not one to come.")]
    if not who:
        wrong["signatory"] = [_("Say who signed for the other side.")]
    if document is None and agreement.evidence_id is None:
        wrong["document"] = [_("Add the signed document.")]
    if wrong:
        raise Invalid(fields=wrong)
    assert signed is not None
    with transaction.atomic():
        move(agreement, "in_force", machine=AGREEMENT)
        if document is not None:
            _keep(actor, agreement, document, label)
        agreement.signed_on, agreement.signatory = signed, who
        agreement.save(update_fields=["signed_on", "signatory"])
        facts = {
            "signed_on": signed.isoformat(), "starts_on": agreement.starts_on.isoformat(),
            "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
        }  # fmt: skip
        record(
            verbs.AGREEMENT_IN_FORCE, actor=actor, subject=agreement, refs=[agreement.party_id], facts=facts,
            personal={"signatory": who}, parties=[agreement.party_id],
        )  # fmt: skip
        start_ending(agreement)
        settle_blocks()


def set_clauses(*, actor: Actor, agreement: Agreement, said: Mapping[str, ClauseSaid]) -> int:
    """Say how clauses stand, as many as were read; how many changed, each an entry.

    A waiver needs a reason and a last day, and only who manages parties gives it; one that does not apply needs a reason.
    Raises Invalid by the clause's code, Conflict for a contract that is over.
    """
    require(actor, "party.manage")
    with transaction.atomic():
        fresh = Agreement.objects.select_for_update(of=("self",)).get(id=agreement.id)
        if fresh.state in AGREEMENT.final:
            raise Conflict(_("This contract is over; its clauses are history."))
        rows = {row.code: row for row in fresh.clauses.select_for_update().order_by("id")}
        wrong = {code: fault for code, one in said.items() if (fault := _fault(one, known=code in rows))}
        if wrong:
            raise Invalid(fields={code: [fault] for code, fault in wrong.items()})
        changed = 0
        for code, one in said.items():
            until = one.waived_until if one.status == Status.WAIVED else None
            now_said = (one.status, one.place.strip(), one.note.strip(), until)
            row = rows[code]
            if (row.status, row.place, row.note, row.waived_until) == now_said:
                continue
            row.status, row.place, row.note, row.waived_until = now_said
            row.save(update_fields=["status", "place", "note", "waived_until"])
            facts = {"code": code, "status": one.status, "waived_until": until.isoformat() if until else None}
            record(
                verbs.CLAUSE_SET, actor=actor, subject=fresh, refs=[fresh.party_id], facts=facts,
                personal={"note": row.note} if row.note else {}, parties=[fresh.party_id],
            )  # fmt: skip
            changed += 1
        if changed:
            settle_blocks()
    return changed


def _fault(one: ClauseSaid, *, known: bool) -> str:
    """What is wrong with what was said of a clause; "" for nothing."""
    if not known:
        return _("There is no such clause in this kind of contract.")
    if one.status not in Status.values:
        return _("One of: %(allowed)s.") % {"allowed": ", ".join(Status.values)}
    if one.status == Status.WAIVED and (one.waived_until is None or one.waived_until < database_now().date()):
        return _("A waiver has a last day, today or later.")
    if one.status in (Status.WAIVED, Status.NOT_APPLICABLE) and not one.note.strip():
        return _("Say why.")
    return ""


def terminate_agreement(*, actor: Actor, agreement: Agreement, reason: str) -> None:
    """It ends at once, or a draft comes to nothing; with a reason that the party reads."""
    require(actor, "party.manage")
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why; the other side reads it.")]})
    with transaction.atomic():
        move(agreement, "terminated", machine=AGREEMENT)
        stop_ending(agreement)
        record(
            verbs.AGREEMENT_TERMINATED, actor=actor, subject=agreement, refs=[agreement.party_id],
            personal={"reason": reason.strip()}, parties=[agreement.party_id],
        )  # fmt: skip
        settle_blocks()


def _keep(actor: Actor, agreement: Agreement, document: CheckedDocument | bytes, label: str) -> Evidence:
    """Store the document, show it to the party, and let it be the agreement's."""
    evidence = store(data=document, kind="agreement", actor=actor, label=label[:MOST_DOCUMENT_WORDS])
    show(evidence=[evidence], party=agreement.party, actor=actor)
    agreement.evidence = evidence
    agreement.save(update_fields=["evidence"])
    return evidence
