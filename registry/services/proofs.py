"""Requests for proof: asked of a seller, answered with a number and a document, weighed by the owner or the marketplace."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.models import Entry
from audit.verbs import Verb
from evidence.services import show, store
from gateway.uploads import CheckedDocument
from registry import verbs
from registry.acting import Deed, refuse_beyond
from registry.licensing import letters
from registry.machine import PROOFREQUEST
from registry.models import Licence, ProofRequest, Right
from registry.services.sellers import authorise_seller
from registry.territories import countries_of
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import next_at, ring
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference
from workflow.moves import move

JOB = "proofs"
AT_ONCE = 200
DAYS = timedelta(days=14)
"""How long a seller has to answer."""
A_YEAR = timedelta(days=365)
"""How long an accepted paper without a last day is good for."""
State, Reason, Wanted = ProofRequest.State, ProofRequest.Reason, ProofRequest.Wanted
SETTLES: dict[str, str] = {
    Reason.MISSING_TERRITORY: Wanted.DOCUMENT,
    Reason.EXPIRED_SUBLICENCE: Wanted.DOCUMENT,
    Reason.NAME_MISMATCH: Wanted.REGISTRATION_ID,
    Reason.UNSIGNED: Wanted.DOCUMENT,
    Reason.CONSENT_MISSING: Wanted.CERTIFICATE_NUMBER,
    Reason.NOT_NAMED: Wanted.PERMIT,
    Reason.NO_LICENCE: Wanted.PERMIT,
}
"""What is asked for, by what the papers leave open."""


def ask_for_proof(
    *, actor: Actor, seller: Party, right: Right, reason: str, licence: Licence | None = None, wanted: str = "",
    about: str = "", now: datetime | None = None,
) -> ProofRequest:  # fmt: skip
    """Ask a seller to show that it may sell. While such a request is open for the same reason, that one is answered.

    By the marketplace, the house itself, or the owner of the right.
    """
    if not actor.is_system and not actor.is_operator and right.owner_id not in {actor.party_id, *actor.brands}:
        raise NotFound
    refuse_beyond(actor, right, Deed.LICENSE)
    require(actor, "right.verify" if actor.is_operator else "seller.authorise")
    if reason not in Reason.values or (wanted and wanted not in Wanted.values):
        raise Invalid(fields={"reason": [_("Choose what the papers leave open.")]})
    day = (now or database_now()).date()
    with transaction.atomic():
        asked, is_new = request_of(
            seller=seller, right=right, reason=reason, licence=licence, wanted=wanted, about=about, day=day
        )
        if is_new:
            facts = {"reason": reason, "wanted": asked.wanted, "due_on": asked.due_on.isoformat()}
            letters.send_proof_asked(entry=_say(verbs.PROOF_ASKED, actor, asked, facts=facts), asked=asked)
            _wake_after(asked.due_on)
    return asked


def offer_proof(
    *, actor: Actor, right: Right, reason: str, licence: Licence | None = None, wanted: str = "", about: str = "",
    number: str = "", document: CheckedDocument | bytes | None = None, label: str = "", now: datetime | None = None,
) -> ProofRequest:  # fmt: skip
    """A seller hands in, unasked, what would show that it may sell; it is weighed like an answer that was asked for.

    What was asked for the same reason is answered by it. Conflict while what was handed in before is being weighed.
    """
    require(actor, "listing.submit")
    seller = Party.objects.filter(id=actor.party_id, kind=Party.Kind.SELLER).first()
    if seller is None:
        raise NotFound
    with transaction.atomic():
        day = (now or database_now()).date()
        asked, is_new = request_of(
            seller=seller, right=right, reason=reason, licence=licence, wanted=wanted, about=about, day=day
        )
        if asked.state == State.ANSWERED:
            raise Conflict(_("What you handed in before is being weighed."), code="being_weighed")
        if is_new:
            facts = {"reason": reason, "wanted": asked.wanted, "due_on": asked.due_on.isoformat()}
            _say(verbs.PROOF_OFFERED, actor, asked, facts=facts)
        return answer_proof(actor=actor, asked=asked, number=number, document=document, label=label)


def request_of(
    *, seller: Party, right: Right, reason: str, licence: Licence | None, wanted: str, about: str, day: date
) -> tuple[ProofRequest, bool]:
    """The request that waits for this reason, or a new one that nobody has spoken of yet; and whether it is new."""
    found: tuple[ProofRequest, bool] = ProofRequest.objects.select_related("seller", "right", "owner").get_or_create(
        seller=seller, right=right, reason=reason, state__in=[State.OPEN, State.ANSWERED],
        defaults={
            "reference": reference("PR"), "owner": right.owner, "licence": licence, "state": State.OPEN,
            "wanted": wanted or SETTLES[reason], "about": about[:120], "due_on": day + DAYS,
        },
    )  # fmt: skip
    return found


def answer_proof(
    *, actor: Actor, asked: ProofRequest, number: str = "", document: CheckedDocument | bytes | None = None,
    label: str = "",
) -> ProofRequest:  # fmt: skip
    """The seller answers, with a number, a document, or both."""
    require(actor, "listing.submit")
    with transaction.atomic():
        fresh = _held(asked)
        if not actor.is_system and fresh.seller_id != actor.party_id:
            raise NotFound
        if not number.strip() and document is None:
            raise Invalid(fields={"number": [_("Give the number, or add the document.")]})
        move(fresh, State.ANSWERED, machine=PROOFREQUEST)
        if document is not None:
            fresh.evidence = store(data=document, kind="proof", actor=actor, label=label)
            show(evidence=[fresh.evidence], party=fresh.owner, actor=actor)
        fresh.number = number.strip()
        fresh.save()
        refs = [fresh.evidence] if fresh.evidence else []
        personal = {"number": fresh.number} if fresh.number else None
        entry = _say(verbs.PROOF_ANSWERED, actor, fresh, facts={"documents": len(refs)}, personal=personal, refs=refs)
        letters.send_proof_answered(entry=entry, asked=fresh)
    return fresh


def weigh_proof(
    *, actor: Actor, asked: ProofRequest, accepted: bool, reason: str = "", territories: Sequence[str] = (),
    ends_on: date | None = None,
) -> ProofRequest:  # fmt: skip
    """The owner of the right, or the marketplace, says whether the answer proves it.

    Accepted it becomes an authorisation of the seller from today on, no wider than the paper: in `territories` (those of
    the licence in question) until `ends_on` (the licence's last day, or in a year). The owner is told what the marketplace
    accepts, and can take it back. Raises Invalid where nobody says which territories.
    """
    with transaction.atomic():
        fresh = _held(asked)
        is_owner = fresh.owner_id in {actor.party_id, *actor.brands}
        if not actor.is_operator and not actor.is_system and not is_owner:
            raise NotFound
        refuse_beyond(actor, fresh.right, Deed.LICENSE)
        require(actor, "right.verify" if actor.is_operator else "seller.authorise")
        if not accepted and not reason.strip():
            raise Invalid(fields={"reason": [_("Say what is missing: the seller reads it.")]})
        move(fresh, State.ACCEPTED if accepted else State.REFUSED, machine=PROOFREQUEST)
        verb = verbs.PROOF_ACCEPTED if accepted else verbs.PROOF_REFUSED
        entry = _say(verb, actor, fresh, personal={"reason": reason} if reason else None)
        letters.send_proof_weighed(entry=entry, asked=fresh, reason=reason)
        if accepted:
            by = actor if is_owner else Actor.system(current_tenant())
            _authorise(by, fresh, territories or places_shown(fresh), ends_on or last_day_shown(fresh))
            if not is_owner:
                letters.send_proof_accepted_for(entry=entry, asked=fresh)
    return fresh


def places_shown(asked: ProofRequest) -> list[str]:
    """Where the licence in question holds, as far as the right does; nothing if it does not say."""
    if asked.licence is None or not asked.licence.territories:
        return []
    if not asked.licence.carve_outs:
        return list(asked.licence.territories)
    held = countries_of(asked.licence.territories) - countries_of(asked.licence.carve_outs)
    return sorted(held & countries_of(asked.right.territories))


def last_day_shown(asked: ProofRequest) -> date:
    """The last day of the licence in question if that is to come, else in a year."""
    today = database_now().date()
    ends_on = asked.licence.ends_on if asked.licence else None
    return ends_on if ends_on and ends_on >= today else today + A_YEAR


def _authorise(actor: Actor, asked: ProofRequest, territories: Sequence[str], ends_on: date) -> None:
    if not territories:
        raise Invalid(fields={"territories": [_("Name the countries that the paper shows.")]})
    terms: dict[str, Any] = {"territories": territories, "ends_on": ends_on}
    with suppress(Conflict):  # authorised in the same words already, or the right is retired: nothing to add
        authorise_seller(actor=actor, right=asked.right, seller=asked.seller, **terms)


def lapse_proofs(*, actor: Actor, now: datetime) -> int:
    """Note of up to 200 open requests that their last day is past without an answer; how many."""
    with transaction.atomic():
        late = ProofRequest.objects.filter(state=State.OPEN, due_on__lt=now.date()).select_related("seller", "right")
        rows = list(late.select_for_update(of=("self",), skip_locked=True).order_by("due_on", "id")[:AT_ONCE])
        for asked in rows:
            move(asked, State.LAPSED, machine=PROOFREQUEST)
            _say(verbs.PROOF_LAPSED, actor, asked, facts={"due_on": asked.due_on.isoformat()})
    return len(rows)


def _held(asked: ProofRequest) -> ProofRequest:
    rows = ProofRequest.objects.select_for_update(of=("self",))
    found: ProofRequest = rows.select_related("seller", "right", "owner", "licence").get(id=asked.id)
    return found


def _say(
    verb: Verb, actor: Actor, asked: ProofRequest, *, facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None, refs: Sequence[Any] = (),
) -> Entry:  # fmt: skip
    parties = [asked.seller_id, asked.owner_id]
    return record(
        verb, actor=actor, subject=asked, refs=[asked.right_id, asked.seller_id, *refs], facts=facts,
        personal=personal, parties=parties,
    )  # fmt: skip


def sweep(now: datetime) -> datetime | None:
    """One turn in the current marketplace; when to come again."""
    if lapse_proofs(actor=Actor.system(current_tenant()), now=now) == AT_ONCE:
        return now
    following = ProofRequest.objects.filter(state=State.OPEN).order_by("due_on", "id").first()
    return _morning_after(following.due_on) if following else None


def _wake_after(due_on: date) -> None:
    wanted, planned = _morning_after(due_on), next_at(JOB)
    if planned is None or planned > wanted:
        ring(JOB, at=wanted)


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
