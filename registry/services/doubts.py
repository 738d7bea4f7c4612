"""Doubts that the gate meets when a listing is published become requests for proof: the seller is asked, not guessed about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from accounts.models import Party
from gateway.uploads import CheckedDocument
from registry import gate
from registry.models import Licence, ProofRequest, Right
from registry.services.proofs import ask_for_proof, offer_proof
from tenancy.actor import Actor
from tenancy.context import current_tenant

Reason, Wanted, State = ProofRequest.Reason, ProofRequest.Wanted, ProofRequest.State
ASKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unsigned": (Reason.UNSIGNED, Wanted.DOCUMENT),
        "name_mismatch": (Reason.NAME_MISMATCH, Wanted.REGISTRATION_ID),
        "missing_territory": (Reason.MISSING_TERRITORY, Wanted.DOCUMENT),
        "consent_missing": (Reason.CONSENT_MISSING, Wanted.DOCUMENT),
        "too_deep": (Reason.CONSENT_MISSING, Wanted.DOCUMENT),
        "beyond_parent": (Reason.CONSENT_MISSING, Wanted.DOCUMENT),
        "broken_chain": (Reason.EXPIRED_SUBLICENCE, Wanted.DOCUMENT),
        "ended_above": (Reason.EXPIRED_SUBLICENCE, Wanted.DOCUMENT),
        "licensor_not_owner": (Reason.NAME_MISMATCH, Wanted.CERTIFICATE_NUMBER),
        "beside_exclusive": (Reason.NOT_NAMED, Wanted.PERMIT),
        "channel_unknown": (Reason.NOT_NAMED, Wanted.PERMIT),
        "goods_unknown": (Reason.NOT_NAMED, Wanted.REGISTRATION_ID),
    }
)
"""What a seller is asked, and for what, by the code of the gate's doubt about a licence."""
STILL_SAID = (State.OPEN, State.ANSWERED, State.ACCEPTED, State.REFUSED)
"""States in which a request stands for its question: it is not asked again."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """That the gate asked about `licence` (its reference) because of `code`; `about` names the listing, in plain text."""

    seller: UUID
    right: UUID
    licence: str
    code: str
    about: str = ""


def ask_about(*, doubts: Iterable[Doubt], now: datetime) -> list[ProofRequest]:
    """Ask each seller once for each licence and question; what was asked before is not asked again. The requests made.

    No query where there is nothing to ask.
    """
    wanted = {
        (one.seller, one.right, one.licence, ASKS[one.code]): one for one in doubts if one.licence and one.code in ASKS
    }
    if not wanted:
        return []
    licences = {
        one.reference: one for one in Licence.objects.filter(reference__in={one.licence for one in wanted.values()})
    }
    asked_before = _asked([one.id for one in licences.values()])
    parties = Party.objects.in_bulk({one.seller for one in wanted.values()})
    rights = Right.objects.select_related("owner").in_bulk({one.right for one in wanted.values()})
    house, made = Actor.system(current_tenant()), []
    for (seller, right, reference, (reason, document)), doubt in wanted.items():
        licence = licences.get(reference)
        if licence is not None and (seller, right, licence.id, reason) not in asked_before:
            made.append(
                ask_for_proof(
                    actor=house, seller=parties[seller], right=rights[right], reason=reason, licence=licence,
                    wanted=document, about=doubt.about, now=now,
                )
            )  # fmt: skip
    return made


def hand_in(
    *, actor: Actor, right: Right, reasons: Iterable[gate.Reason], about: str = "", number: str = "",
    document: CheckedDocument | bytes | None = None, label: str = "",
) -> ProofRequest:  # fmt: skip
    """What a seller hands in of itself because of what the gate said: the first doubt about a licence is what it settles,
    else that no licence is on file. Raises Invalid without a number and a document, Conflict as `offer_proof`."""
    doubt = next((one for one in reasons if one.code in ASKS and dict(one.facts).get("licence")), None)
    reason, wanted = ASKS[doubt.code] if doubt else (Reason.NO_LICENCE, Wanted.PERMIT)
    named = dict(doubt.facts)["licence"] if doubt else ""
    licence = Licence.objects.filter(reference=named, licensee_id=actor.party_id).first() if named else None
    return offer_proof(
        actor=actor, right=right, reason=reason, licence=licence, wanted=wanted, about=about, number=number,
        document=document, label=label,
    )  # fmt: skip


def _asked(licences: Collection[UUID]) -> set[tuple[UUID, UUID, UUID | None, str]]:
    rows = ProofRequest.objects.filter(licence_id__in=licences, state__in=STILL_SAID)
    return set(rows.values_list("seller_id", "right_id", "licence_id", "reason"))
