"""Licences as they come into force: signed by the licensor, which offers them, and by the licensee; declined, withdrawn."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from audit.rows import committed
from registry import verbs
from registry.licensing import letters
from registry.licensing.scope import meet
from registry.licensing.terms import day_words, digest, in_words
from registry.machine import LICENCE
from registry.models import Licence, LicenceDocument, Right, Signature
from registry.services.licence_ends import wake_for_end
from registry.services.licences import (
    Consent,
    above,
    acts_for,
    facts_of,
    held,
    look_again,
    rights_of,
    say_licence,
    seen_by,
)
from registry.words import fold
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.moves import move

State, Side = Licence.State, Signature.Side


def offer_licence(*, actor: Actor, licence: Licence, name: str, seen: str, agreed: bool) -> Licence:
    """Sign for the licensor and offer it. `name` is typed by who signs, `seen` the digest of the terms that were shown.

    One on paper is then in force: the licensee signed the document on file. Raises Invalid, Conflict.
    """
    with transaction.atomic():
        fresh = held(licence, actor)
        rights = rights_of(fresh)
        _refuse_exclusive(fresh, rights)
        if fresh.on_paper and not LicenceDocument.objects.filter(licence=fresh).exists():
            raise Conflict(_("This licence is on paper. Add the document that both have signed first."))
        signature = _signed(actor, fresh, rights, Side.LICENSOR, name=name, seen=seen, agreed=agreed)
        move(fresh, State.OFFERED, machine=LICENCE)
        seen_by(fresh, [*filter(None, [fresh.licensee_id]), *(one.licensor_id for one in above(fresh))])
        facts = facts_of(fresh, rights)
        entry = say_licence(verbs.LICENCE_OFFERED, actor, fresh, facts=facts, rows=(signature,))
        if not fresh.on_paper:
            letters.send_offered(entry=entry, licence=fresh)
        if fresh.consent == Consent.MISSING:
            letters.send_consent_wanted(entry=entry, licence=fresh)
        if fresh.on_paper:
            _come_into_force(actor, fresh, signature.terms_sha256, ())
    return fresh


def accept_licence(*, actor: Actor, licence: Licence, name: str, seen: str, agreed: bool) -> Licence:
    """Sign for the licensee: from its first day on the licence is in force. Raises Invalid, Conflict."""
    with transaction.atomic():
        fresh = held(licence, actor, either_side=True)
        _require_licensee(actor, fresh)
        rights = rights_of(fresh)
        _refuse_exclusive(fresh, rights)
        signature = _signed(actor, fresh, rights, Side.LICENSEE, name=name, seen=seen, agreed=agreed)
        _come_into_force(actor, fresh, signature.terms_sha256, (signature,))
    return fresh


def decline_licence(*, actor: Actor, licence: Licence, reason: str) -> Licence:
    """The licensee does not want it. `reason` goes to the licensor."""
    with transaction.atomic():
        fresh = held(licence, actor, either_side=True)
        _require_licensee(actor, fresh)
        move(fresh, State.DECLINED, machine=LICENCE)
        entry = say_licence(verbs.LICENCE_DECLINED, actor, fresh, personal={"reason": reason})
        letters.send_declined(entry=entry, licence=fresh, reason=reason)
        look_again(fresh)
    return fresh


def withdraw_licence(*, actor: Actor, licence: Licence) -> Licence:
    """The licensor takes back what the other side has not signed: a draft, or an offer."""
    with transaction.atomic():
        fresh = held(licence, actor)
        move(fresh, State.WITHDRAWN, machine=LICENCE)
        say_licence(verbs.LICENCE_WITHDRAWN, actor, fresh)
        look_again(fresh)
    return fresh


def judge_consent(*, actor: Actor, licence: Licence, given: bool, reason: str = "") -> Licence:
    """The licensor of the licence above says whether it consents to this sublicence. Said once; raises Conflict after."""
    with transaction.atomic():
        fresh = _for_consent(licence, actor)
        fresh.consent = Consent.GIVEN if given else Consent.REFUSED
        fresh.version += 1
        fresh.save()
        verb = verbs.LICENCE_CONSENTED if given else verbs.LICENCE_CONSENT_REFUSED
        entry = say_licence(verb, actor, fresh, personal={"reason": reason} if reason else None)
        letters.send_consent(entry=entry, licence=fresh, given=given, reason=reason)
        look_again(fresh)
    return fresh


def _for_consent(licence: Licence, actor: Actor) -> Licence:
    rows = Licence.objects.select_for_update(of=("self",)).select_related("licensor", "licensee", "parent__licensor")
    fresh: Licence = rows.get(id=licence.id)
    if fresh.parent is None or fresh.state == State.DRAFT or not acts_for(actor, fresh.parent.licensor_id):
        raise NotFound
    if fresh.consent != Consent.MISSING or fresh.state not in (State.OFFERED, State.SIGNED):
        raise Conflict(_("No consent is asked for here any more."))
    return fresh


def _require_licensee(actor: Actor, licence: Licence) -> None:
    if not acts_for(actor, licence.licensee_id):
        raise NotFound
    if licence.state == State.DRAFT:
        raise NotFound


def _signed(
    actor: Actor, licence: Licence, rights: Sequence[Right], side: str, *, name: str, seen: str, agreed: bool
) -> Signature:
    """The signature of one side under the terms as they stand. Raises Invalid, and Conflict if others were shown."""
    wrong: dict[str, list[str]] = {}
    if len(fold(name)) < 2:
        wrong["name"] = [_("Type your name: it is your signature.")]
    if not agreed:
        wrong["agreed"] = [_("Tick that you sign for the party named.")]
    if wrong:
        raise Invalid(fields=wrong)
    terms = digest(licence, rights)
    if seen != terms:
        raise Conflict(_("These are not the terms that you were shown. Read them again before you sign."))
    return committed(
        Signature, licence=licence, party=licence.licensor if side == Side.LICENSOR else licence.licensee, side=side,
        membership_id=actor.membership_id, terms_sha256=terms, signed_at=database_now(), name=name.strip(),
        terms="\n".join(f"{what}: {words}" for what, words in in_words(licence, rights)),
    )  # fmt: skip


def _come_into_force(actor: Actor, licence: Licence, terms: str, rows: tuple[Signature, ...]) -> None:
    move(licence, State.SIGNED, machine=LICENCE)
    entry = say_licence(verbs.LICENCE_SIGNED, actor, licence, facts={"sha256": terms}, rows=rows)
    letters.send_signed(entry=entry, licence=licence)
    wake_for_end(licence)
    look_again(licence)


def _refuse_exclusive(licence: Licence, rights: Sequence[Right]) -> None:
    """Conflict if somebody else holds an exclusive or sole licence of a right in the same scope, from the same licensor,
    or if this one would be exclusive over what others hold. The rights are locked: of two signed at once, one comes second."""
    list(
        Right.objects.select_for_update().filter(id__in=[right.id for right in rights]).order_by("id").values_list("id")
    )
    held_in = {place for right in rights for place in right.territories}
    others = Licence.objects.filter(licensed__right__in=rights, licensor_id=licence.licensor_id, state=State.SIGNED)
    for other in others.exclude(id=licence.id).exclude(licensee_id=licence.licensee_id).distinct().order_by("id"):
        kinds = {licence.exclusivity, other.exclusivity} - {Licence.Exclusivity.NON_EXCLUSIVE}
        if kinds and meet(licence.scope, other.scope, held_in):
            until = day_words(other.ends_on) if other.ends_on else _("it is terminated")
            raise Conflict(
                _("This overlaps with the licence %(ref)s of %(name)s (%(how)s), until %(until)s. Narrow one of them.")
                % {"ref": other.reference, "name": other.licensee_name, "until": until,
                   "how": other.get_exclusivity_display()}
            )  # fmt: skip
