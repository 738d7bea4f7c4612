"""Who may sell what, looked up by a person: which sellers and rights they may ask about, and what the gate says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Party
from registry import gate
from registry.gate import reasons
from registry.gate.queries import gate_facts
from registry.models import Licence, LicenceRight, Right
from registry.queries import licensee_by_word
from registry.words import fold
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    """Who would sell what under which right, where to, through what, on which day."""

    seller: Party
    right: Right
    classes: tuple[int, ...]
    channel: str
    destination: str
    day: date


@dataclass(frozen=True, slots=True)
class Told:
    """The gate's answer in words, with the licences that it rests on and the document that would change it."""

    verdict: str
    reasons: tuple[str, ...]
    licences: tuple[Licence, ...]
    document: str


def rights_to_ask(actor: Actor) -> QuerySet[Right]:
    """The rights that the actor may ask about: those it sees, and those it has a licence of."""
    if actor.is_operator or actor.is_system:
        return Right.objects.all()
    seen = LicenceRight.objects.filter(licence__in=Licence.objects.visible_to(actor))
    own = Q(owner_id__in=[party for party in (actor.party_id, *actor.brands) if party])
    return Right.objects.filter(own | Q(id__in=seen.values("right_id")))


def right_by_word(text: str, actor: Actor) -> Right | None:
    """The right of that reference, or of exactly that name if the actor may ask about one alone."""
    rows = rights_to_ask(actor).select_related("owner").exclude(state=Right.State.RETIRED)
    by_reference: Right | None = rows.filter(reference=text.strip().upper()).first()
    if by_reference is not None or not text.strip():
        return by_reference
    named = list(rows.filter(folded=fold(text)).order_by("-id")[:2])
    return named[0] if len(named) == 1 else None


def seller_to_ask(text: str, actor: Actor) -> Party | None:
    """The party of that reference or name; for a seller only itself, and those to whom it passed a licence on."""
    found = licensee_by_word(text)
    if found is None or actor.is_operator or actor.is_system or actor.role.startswith("holder"):
        return found
    mine = Licence.objects.visible_to(actor).filter(licensee=found).exists()
    return found if found.id == actor.party_id or mine else None


def tell(asked: Asked) -> Told:
    """What the gate answers."""
    question = gate.Question(
        asked.seller.id, asked.right.id, gate.ItemFacts(frozenset(asked.classes)), asked.channel, asked.destination,
        asked.day,
    )  # fmt: skip
    answer = gate.ask(question, gate_facts([asked.right.id], asked.seller.id))
    by_id = {one.id: one for one in Licence.objects.filter(id__in=answer.used).select_related("licensor")}
    used: Sequence[Licence] = [by_id[id] for id in answer.used if id in by_id]
    said = tuple(reasons.say(reason) for reason in answer.reasons)
    return Told(answer.verdict, said, tuple(used), reasons.document(answer.would_change))
