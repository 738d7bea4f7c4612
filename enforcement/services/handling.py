"""Small deeds round a case: who works on it, and what is put into it as evidence."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Party
from accounts.permissions import Allowed, DeniedBecause, may, require
from accounts.roles import ROLES
from audit.rows import committed
from enforcement import verbs
from enforcement.conflicts import conflict
from enforcement.models import Case, Exhibit, OriginProof
from enforcement.services.common import hold_case, parties, say, side_of, speaking_side
from evidence import services as evidence
from evidence.models import Evidence
from policy.exhaustion import EVIDENCE
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, NotFound


@transaction.atomic
def assign(*, actor: Actor, reference: str, membership_id: UUID | None) -> Case:
    """Give a case to a reviewer (oneself, mostly), or back to the queue with None."""
    require(actor, "case.assign")
    case = hold_case(actor, reference)
    if membership_id is not None:
        deciders = [role for role, row in ROLES.items() if {"case.decide", "appeal.decide"} & row.permissions]
        member = Membership.objects.filter(id=membership_id, role__in=deciders, state="active").first()
        if member is None:
            raise NotFound
        if refusal := conflict(member.user_id, case):
            raise refusal
    Case.objects.filter(id=case.id).update(assigned_to_id=membership_id)
    case.assigned_to_id = membership_id
    say(verbs.CASE_ASSIGNED, case, actor=actor, to=[])
    return case


def may_add_evidence(actor: Actor, case: Case) -> Allowed | DeniedBecause:
    """Whether the actor may put a file into a case: a seller who answers, a complainant who files, a reviewer."""
    side = "" if actor.is_operator else side_of(actor, case)
    if side == "complainant":
        try:
            speaking_side(actor, case)
        except Denied as denied:
            return DeniedBecause(denied.message, denied.code)
    return may(actor, {"seller": "case.answer", "complainant": "complaint.file"}.get(side, "case.decide"))


@transaction.atomic
def add_exhibit(
    *, actor: Actor, reference: str, data: bytes, name: str, title: str = "", item_id: UUID | None = None,
    shows: str = "",
) -> Exhibit:  # fmt: skip
    """Put a file into the case. Both sides see it, as both must be able to answer it.

    `shows` is a code of the evidence that the exhaustion rule asks for, where it is handed in as that. It is for those of
    each side who may speak for it, and for reviewers, until the case is closed.
    """
    case = hold_case(actor, reference)
    allowed = may_add_evidence(actor, case)
    if not allowed:
        raise Denied(str(allowed.message))
    if case.state == "closed":
        raise Conflict(_("This case is closed. An appeal opens it again, and takes evidence."), code="stage")
    stored: Evidence = evidence.store(data=data, kind="exhibit", actor=actor, label=title or name)
    item = case.items.filter(id=item_id).first() if item_id else None
    exhibit = Exhibit.objects.create(
        case=case, item=item, evidence=stored, by_party_id=actor.party_id, made_at=database_now()
    )
    proofs = [committed(OriginProof, exhibit=exhibit, shows=shows)] if shows in EVIDENCE else []
    for party in Party.objects.filter(id__in=parties(case)):
        evidence.show(evidence=[stored], party=party, actor=actor)
    say(verbs.EXHIBIT_ADDED, case, actor=actor, rows=[stored, *proofs], items=[item] if item else [])
    return exhibit
