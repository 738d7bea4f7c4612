"""The gate: may this seller sell these goods under this right, there, on that day? Pure.

It answers from what the owner of a right has said. Where nobody knows, it says “ask”, never “no”: a seller without an
authorisation may hold genuine goods.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from registry.territories import covers

Verdict = Literal["yes", "no", "ask"]

AUTHORISATION = "authorisation"
PROOF_OF_PURCHASE = "proof_of_purchase"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of the goods; what is not known stays empty.

    `classes` are Nice classes, `first_sold_in` the territory where they were first put on the market.
    """

    classes: frozenset[int] = frozenset()
    first_sold_in: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants to sell what under which right, through which channel, to where ("" if that is not known), and when."""

    seller: UUID
    right: UUID
    item: ItemFacts
    channel: str
    destination: str
    day: date


@dataclass(frozen=True, slots=True)
class Authorisation:
    """That the owner lets a seller sell: no territories mean wherever the right holds.

    `ends_on` is the last day, None is open; `revoked_on` the day from which the owner has taken it back.
    """

    id: UUID
    right: UUID
    seller: UUID
    territories: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on file about the rights asked for: who owns each, and which authorisations there are."""

    owners: Mapping[UUID, UUID] = field(default_factory=dict)
    authorisations: tuple[Authorisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its facts in plain text; `registry.reasons` has the sentences."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict with its reasons.

    `used` are the ids of what was relied on; `would_change` is the document that would change the answer, "" if none.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    used: tuple[UUID, ...] = ()
    would_change: str = ""


def ask(question: Question, facts: Facts) -> Answer:
    """Answer from the facts alone; the same question over the same facts has the same answer.

    yes: the seller owns the right, or an authorisation covers destination and day. no: the owner has taken back the one
    that would. ask: everything else.
    """
    owner = facts.owners.get(question.right)
    if owner is None:
        return Answer("ask", (Reason("unknown_right"),), would_change=AUTHORISATION)
    if owner == question.seller:
        return Answer("yes", (Reason("owner"),))
    found = sorted(
        (a for a in facts.authorisations if a.right == question.right and a.seller == question.seller),
        key=lambda authorisation: authorisation.id,
    )
    if not found:
        return Answer("ask", (Reason("not_authorised"),), would_change=AUTHORISATION)
    judged = [(authorisation, _judge(authorisation, question)) for authorisation in found]
    for verdict, code, change in (("yes", "authorised", ""), ("no", "revoked", PROOF_OF_PURCHASE)):
        relied_on = [(a, reason) for a, reason in judged if reason.code == code]
        if relied_on:
            reasons = tuple(reason for _a, reason in relied_on)
            return Answer(verdict, reasons, tuple(a.id for a, _reason in relied_on), change)  # type: ignore[arg-type]
    return Answer("ask", tuple(reason for _a, reason in judged), would_change=AUTHORISATION)


def _judge(authorisation: Authorisation, question: Question) -> Reason:
    """What one authorisation of this seller for this right says about destination and day."""
    day = question.day
    if authorisation.territories and not covers(authorisation.territories, question.destination):
        where = " ".join(authorisation.territories)
        return Reason("elsewhere", (("territories", where), ("destination", question.destination)))
    if day < authorisation.starts_on:
        return Reason("not_yet", (("starts_on", authorisation.starts_on.isoformat()),))
    if authorisation.ends_on is not None and day > authorisation.ends_on:
        return Reason("ended", (("ends_on", authorisation.ends_on.isoformat()),))
    if authorisation.revoked_on is not None and day >= authorisation.revoked_on:
        return Reason("revoked", (("revoked_on", authorisation.revoked_on.isoformat()),))
    ends_on = authorisation.ends_on.isoformat() if authorisation.ends_on else ""
    return Reason("authorised", (("starts_on", authorisation.starts_on.isoformat()), ("ends_on", ends_on)))
