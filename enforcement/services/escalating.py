"""Passing a case on: to the lead, or to those who work for another region; and giving it back with an answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import may, require
from audit.rows import committed
from enforcement import verbs
from enforcement.casework_words import ESCALATIONS
from enforcement.conflicts import conflict
from enforcement.models import Case, Escalation, EscalationAnswer
from enforcement.services.common import hold_case, say
from gateway.text import clean
from registry.registers.offices import place_name
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid

LONGEST = 2000


@transaction.atomic
def escalate(
    *, actor: Actor, reference: str, why: str, reasons: str, to_region: str = "", now: datetime | None = None
) -> Escalation:
    """Pass a case on, with a code of `ESCALATIONS` and reasons; "" as the region is the lead. It goes back to the queue.

    While it is with another region, those who work there see it, and may decide it. Its clocks run on.
    Raises Conflict where it is passed on already.
    """
    require(actor, "case.assign")
    if actor.membership_id is None:
        raise Denied(_("Only a person passes a case on."))
    case = hold_case(actor, reference)
    words = _words(reasons, _("Say why, so that whoever gets it knows what to look at."), "reasons")
    if why not in ESCALATIONS:
        raise Invalid(fields={"why": [_("Choose why.")]})
    if to_region == case.region or (to_region and place_name(to_region) == to_region):
        raise Invalid(fields={"to_region": [_("Choose another region.")]})
    if Escalation.objects.filter(case=case, answered_at=None).exists():
        raise Conflict(_("This case is passed on already."), code="stage")
    row = committed(
        Escalation, case=case, to_region=to_region, why=why, reasons=words, by_membership_id=actor.membership_id,
        at=now or database_now(),
    )  # fmt: skip
    Case.objects.filter(id=case.id).update(assigned_to=None)
    say(verbs.ESCALATED, case, actor=actor, rows=[row], facts={"why": why, "to_region": to_region}, to=[])
    return row


@transaction.atomic
def answer_escalation(*, actor: Actor, reference: str, words: str, now: datetime | None = None) -> EscalationAnswer:
    """Answer, and give the case back to whoever passed it on. For whom it was passed to alone.

    Whoever has declared a conflict meanwhile does not get it back: it goes to the queue.
    """
    require(actor, "case.assign")
    case = hold_case(actor, reference)
    row = Escalation.objects.select_for_update(of=("self",)).filter(case=case, answered_at=None).first()
    if row is None:
        raise Conflict(_("This case is not passed on."), code="stage")
    if actor.membership_id is None or not may_answer(actor, row):
        raise Denied(_("Whoever this case was passed to answers."))
    said, at = _words(words, _("Write your answer."), "words"), now or database_now()
    answer = committed(EscalationAnswer, escalation=row, words=said, by_membership_id=actor.membership_id, at=at)
    Escalation.objects.filter(id=row.id).update(answered_at=at)
    asker = row.by_membership
    back = asker.state == "active" and conflict(asker.user_id, case) is None
    Case.objects.filter(id=case.id).update(assigned_to=asker if back else None)
    say(verbs.ESCALATION_ANSWERED, case, actor=actor, rows=[answer], to=[])
    return answer


def may_answer(actor: Actor, row: Escalation) -> bool:
    """Whether a case was passed to this person: the lead answers all, those of a region what came to it."""
    if may(actor, "case.route"):
        return True
    return bool(row.to_region) and row.to_region in actor.regions and bool(may(actor, "case.assign"))


def _words(given: str, missing: str, name: str) -> str:
    words = clean(given.strip(), name=name)
    if not words:
        raise Invalid(fields={name: [missing]})
    if len(words) > LONGEST:
        raise Invalid(fields={name: [_("At most %(n)d characters.") % {"n": LONGEST}]})
    return words
