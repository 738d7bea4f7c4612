"""Conflicts of interest: refused wherever somebody decides, and declared by whoever knows of one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.permissions import require
from audit.rows import committed
from enforcement import verbs
from enforcement.conflicts import conflict
from enforcement.models import Case, Decision, DeclaredConflict
from enforcement.services.common import hold_case, say
from gateway.text import clean
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid

LONGEST = 1000


def refuse_conflict(actor: Actor, case: Case, decisions: Iterable[Decision] = ()) -> None:
    """Refuse whoever is a side of the case, declared a conflict in it, or decided or confirmed what `decisions` say."""
    refusal = conflict(actor.user_id, case, decisions)
    if refusal is not None:
        raise refusal


@transaction.atomic
def declare_conflict(*, actor: Actor, reference: str, reasons: str, now: datetime | None = None) -> DeclaredConflict:
    """Say that one must not decide this case, and why; whoever has it gives it back. It is not taken back.

    Raises Denied for a program, Conflict where it was declared before.
    """
    require(actor, "case.assign")
    if actor.membership_id is None:
        raise Denied(_("Only a person has a conflict of interest."))
    words = clean(reasons.strip(), name="reasons")
    if not words:
        raise Invalid(fields={"reasons": [_("Say in a few words what binds you.")]})
    if len(words) > LONGEST:
        raise Invalid(fields={"reasons": [_("At most %(n)d characters.") % {"n": LONGEST}]})
    case = hold_case(actor, reference)
    if DeclaredConflict.objects.filter(case=case, by_membership__user_id=actor.user_id).exists():
        raise Conflict(_("You have declared it already."), code="stage")
    row = committed(
        DeclaredConflict, case=case, reasons=words, by_membership_id=actor.membership_id, at=now or database_now()
    )
    held = Membership.objects.filter(id=case.assigned_to_id, user_id=actor.user_id)
    if case.assigned_to_id and held.exists():
        Case.objects.filter(id=case.id).update(assigned_to=None)
    say(verbs.CONFLICT_DECLARED, case, actor=actor, rows=[row], to=[])
    return row
