"""Revoking a verified right: one person proposes it, a second confirms or refuses, as it takes a right away."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.rows import committed
from gateway.text import clean
from registry import verbs
from registry.checking.refusals import REVOKED
from registry.letters import send_revoked
from registry.machine import REVOCATION
from registry.models import Revocation, Right
from registry.services.standing import go_to, locked, say
from tenancy.actor import Actor
from tenancy.errors import Conflict, Denied, Invalid
from workflow.moves import move

LONGEST_REASON = 2000


def propose_revocation(
    *, actor: Actor, right: Right, code: str, reason: str = "", version: int | None = None
) -> Revocation:
    """Say why a verified right should not stand; nothing changes until a second person agrees. Conflict if it is not verified."""
    require(actor, "right.verify")
    said = _said(code, reason)
    if actor.membership_id is None:
        raise Denied(_("Only a person can propose this."))
    with transaction.atomic():
        fresh = locked(right, version)
        if fresh.state != Right.State.VERIFIED:
            raise Conflict(_("Only a verified right can be revoked."))
        if proposal_of(fresh) is not None:
            raise Conflict(_("Somebody has proposed this already; it waits for a second person."))
        made: Revocation = committed(
            Revocation, right=fresh, reason=code, proposed_by_id=actor.membership_id, state=REVOCATION.initial
        )
        facts = {"code": code}
        say(verbs.REVOCATION_PROPOSED, actor, fresh, facts=facts, personal={"reason": said}, refs=(made,), rows=(made,))
    return made


def confirm_revocation(*, actor: Actor, right: Right, reason: str, version: int | None = None) -> Right:
    """A second person agrees: nothing is enforced under it from now on, and its owner is told the `reason`.

    Raises Denied for who proposed it, Conflict if nothing is proposed.
    """
    require(actor, "right.verify")
    with transaction.atomic():
        fresh = locked(right, version)
        proposed = _second(actor, fresh)
        said = _said(proposed.reason, reason)
        go_to(fresh, Right.State.REVOKED)
        entry = say(
            verbs.RIGHT_REVOKED,
            actor,
            fresh,
            facts={"code": proposed.reason},
            personal={"reason": said},
            refs=(proposed,),
        )
        send_revoked(entry=entry, right=fresh, reason=said)
    return fresh


def refuse_revocation(*, actor: Actor, right: Right, reason: str, version: int | None = None) -> Right:
    """A second person does not agree, or who proposed it has thought better of it: the right stands. Invalid without a reason."""
    require(actor, "right.verify")
    said = clean(reason, name="reason").strip()
    if not said:
        raise Invalid(fields={"reason": [_("Say why it should stand.")]})
    with transaction.atomic():
        fresh = locked(right, version)
        proposed = proposal_of(fresh)
        if proposed is None:
            raise Conflict(_("Nothing is proposed about this right."))
        move(proposed, "refused", machine=REVOCATION)
        _note_second(proposed, actor)
        say(verbs.REVOCATION_REFUSED, actor, fresh, personal={"reason": said}, refs=(proposed,))
    return fresh


def proposal_of(right: Right) -> Revocation | None:
    """The proposal that waits for a second person, with who made it."""
    rows = Revocation.objects.filter(right=right, state=REVOCATION.initial).select_related("proposed_by__user")
    found: Revocation | None = rows.first()
    return found


def _second(actor: Actor, right: Right) -> Revocation:
    """The proposal, if this person may confirm it: neither who proposed it nor, where that is known, the same human."""
    proposed = proposal_of(right)
    if proposed is None:
        raise Conflict(_("Nothing is proposed about this right."))
    if actor.membership_id is None or actor.user_id == proposed.proposed_by.user_id:
        raise Denied(_("Nobody confirms a decision of their own: somebody else must look at it."), code="own_decision")
    _note_second(proposed, actor)
    return proposed


def _note_second(proposed: Revocation, actor: Actor) -> None:
    Revocation.objects.filter(id=proposed.id).update(second_id=actor.membership_id)


def _said(code: str, words: str) -> str:
    """The code's sentence with its remedy, and what was written further."""
    if code not in REVOKED:
        raise Invalid(fields={"code": [_("Choose why it should not stand.")]})
    further = clean(words, name="reason").strip()
    if len(further) > LONGEST_REASON:
        raise Invalid(fields={"reason": [_("At most %(most)d characters.") % {"most": LONGEST_REASON}]})
    found = REVOKED[code]
    return "\n".join([str(found.sentence), *([further] if further else []), str(found.remedy)])
