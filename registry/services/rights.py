"""Rights: registered, revised, verified, rejected, retired."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from gateway.text import clean
from registry import verbs
from registry.details import INCIDENTAL, NAMES, Details, checked, details_of, with_plain_number
from registry.letters import send_rejected, send_verified
from registry.models import Right
from registry.registers.statuses import sentence_of, stands
from registry.services.expiry import wake_for
from registry.services.reviewing import said_reason
from registry.services.shown import compare_again
from registry.services.standing import (
    brand_for,
    go_to,
    locked,
    moment_of_change,
    owner_for,
    refuse_others,
    refuse_twins,
    require_own,
    say,
    spoken,
    touch,
)
from registry.services.words import settle_words
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.references import unused

LONGEST_REASON = 2000


def register_right(*, actor: Actor, details: Details, owner: Party | None = None) -> Right:
    """Put a right on file, to be checked by the marketplace.

    `owner` is needed where the actor acts for several. Raises Invalid with a sentence per field of `details`.
    """
    require(actor, "right.register")
    holder = owner_for(actor, owner)
    with transaction.atomic():
        found = checked(details, day=database_now().date())
        refuse_twins(holder.id, found)
        brand = brand_for(actor, holder, found.kind)
        right: Right = Right.objects.create(
            reference=unused(Right), owner=holder, brand=brand, changed_at=moment_of_change(), **found.as_columns()
        )
        settle_words(right)
        say(verbs.RIGHT_REGISTERED, actor, right, facts=_facts(found), personal=_personal(found))
    return right


def register_rights(*, actor: Actor, many: Sequence[Details], owner: Party | None = None) -> list[Right]:
    """All of them or none: one mark at several offices. Invalid names the fields as `1.number`, counted from 0."""
    wrong: dict[str, list[str]] = {}
    rights = []
    with transaction.atomic():
        for place, details in enumerate(many):
            try:
                rights.append(register_right(actor=actor, details=details, owner=owner))
            except Invalid as refusal:
                wrong |= {f"{place}.{name}": texts for name, texts in refusal.fields.items()}
        if wrong:
            raise Invalid(fields=wrong)
    return rights


def faults(*, actor: Actor, many: Sequence[Details], owner: Party | None = None) -> dict[str, list[str]]:
    """What stands against registering these, named as `register_rights` names it; nothing is changed."""
    require(actor, "right.register")
    wrong: dict[str, list[str]] = {}
    holder = None
    try:
        holder = owner_for(actor, owner)
    except Invalid as refusal:
        wrong |= refusal.fields
    for place, details in enumerate(many):
        found: dict[str, list[str]] = {}
        try:
            checked(details, day=database_now().date())
        except Invalid as refusal:
            found |= refusal.fields
        try:
            if holder is not None:
                refuse_twins(holder.id, with_plain_number(details))
        except Invalid as refusal:
            found |= refusal.fields
        wrong |= {f"{place}.{name}": texts for name, texts in found.items()}
    return wrong


def revise_right(*, actor: Actor, right: Right, details: Details, version: int | None = None) -> Right:
    """Change what is on file; `version` is the one that the person saw.

    Whatever changes more than the owner's own notes is checked again: a right that was verified, rejected, revoked or
    expired is submitted anew. Raises Conflict for a retired right or if somebody was faster.
    """
    require_own(actor, right, "right.register")
    with transaction.atomic():
        fresh = locked(right, version)
        if fresh.state == Right.State.RETIRED:
            raise Conflict(_("This right is retired. Register it anew."))
        before = details_of(fresh)
        found = checked(details, day=database_now().date())
        changed = sorted(
            name for name in before.as_columns() if getattr(before, name, None) != getattr(found, name, None)
        )
        if not changed:
            return fresh
        refuse_twins(fresh.owner_id, found, but=fresh.id)
        for name, value in found.as_columns().items():
            setattr(fresh, name, value)
        if set(changed) - INCIDENTAL and fresh.state != Right.State.SUBMITTED:
            go_to(fresh, Right.State.SUBMITTED)
        else:
            fresh.version += 1
            touch(fresh)
        settle_words(fresh)
        facts = {k: v for k, v in _facts(found).items() if k not in ("kind", "office")}
        facts |= {"fields": ", ".join(changed), "state": fresh.state}
        said = {
            name: str(getattr(found, name)) for name in changed if name in ("title", "number", "external_id", "source")
        }
        say(verbs.RIGHT_REVISED, actor, fresh, facts=facts, personal=said)
    return fresh


def verify_right(
    *,
    actor: Actor,
    right: Right,
    everyday: bool | None = None,
    famous: bool | None = None,
    seen: Sequence[str] = (),
    version: int | None = None,
) -> Right:
    """Somebody of the marketplace has compared it with the register: from now on it is enforced.

    `everyday` and `famous` put the owner's own judgement right; `seen` are the facts that were ticked as in the document, by
    the names of the columns. Raises Conflict if it does not wait to be checked, or if
    another right with its number is verified.
    """
    require(actor, "right.verify")
    with transaction.atomic():
        fresh = locked(right, version)
        if everyday is not None:
            fresh.everyday = everyday
        if famous is not None:
            fresh.famous = famous
        refuse_others(fresh, actor)
        _refuse_fallen(fresh)
        _refuse_second(fresh)
        go_to(fresh, Right.State.VERIFIED)
        compare_again(fresh)
        wake_for(fresh.expires_on)
        facts = {
            "everyday": fresh.everyday,
            "famous": fresh.famous,
            "territories": spoken(fresh.territories),
            "classes": spoken(fresh.classes),
            "seen": spoken(sorted(set(seen) & set(NAMES))),
        }
        entry = say(verbs.RIGHT_VERIFIED, actor, fresh, facts=facts)
        send_verified(entry=entry, right=fresh)
    return fresh


def reject_right(
    *, actor: Actor, right: Right, reason: str = "", code: str = "other", version: int | None = None
) -> Right:
    """It does not hold, and why: a `code` of `registry.checking.refusals`, and words. The owner can mend and submit it again."""
    require(actor, "right.verify")
    said = said_reason(code, reason)
    with transaction.atomic():
        fresh = locked(right, version)
        refuse_others(fresh, actor)
        go_to(fresh, Right.State.REJECTED)
        entry = say(verbs.RIGHT_REJECTED, actor, fresh, facts={"code": code}, personal={"reason": said})
        send_rejected(entry=entry, right=fresh, reason=said)
    return fresh


def retire_right(*, actor: Actor, right: Right, reason: str, version: int | None = None) -> Right:
    """Take a right out of use for good, by its owner or by the marketplace. Nothing is deleted."""
    require_own(actor, right, "right.verify" if actor.is_operator else "right.register")
    said = _reason(reason, _("Say why; the reason goes to the log."))
    with transaction.atomic():
        fresh = locked(right, version)
        go_to(fresh, Right.State.RETIRED)
        say(verbs.RIGHT_RETIRED, actor, fresh, personal={"reason": said})
    return fresh


def _refuse_fallen(right: Right) -> None:
    """What does not stand at its office is not enforced here."""
    if stands(right.status) is False:
        words = {"status": sentence_of(right.status)}
        raise Conflict(_("The register says: %(status)s. Only what stands there can be verified.") % words)


def _refuse_second(right: Right) -> None:
    """The database holds this too; asked first, so that the sentence can name the other right."""
    if not right.number:
        return
    same = Right.objects.filter(kind=right.kind, office=right.office, number=right.number)
    other = same.filter(state__in=[Right.State.VERIFIED, Right.State.LAPSED]).exclude(id=right.id).first()
    if other is not None:
        words = {"ref": other.reference}
        raise Conflict(
            _("%(ref)s has the same number and is verified already. Compare the two before you decide.") % words
        )


def _reason(text: str, missing: str) -> str:
    reason = clean(text, name="reason")
    if not reason.strip():
        raise Invalid(fields={"reason": [missing]})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": [_("At most %(most)d characters.") % {"most": LONGEST_REASON}]})
    return reason


def _facts(found: Details) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "office": found.office or None,
        "territories": spoken(found.territories),
        "classes": spoken(found.classes),
        "expires_on": found.expires_on.isoformat() if found.expires_on else None,
    }


def _personal(found: Details) -> dict[str, str]:
    said = {"title": found.title, "number": found.number}
    return {name: text for name, text in said.items() if text}
