"""Reading licences: lists for people, the family of a licence, and what the gate needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from registry.models import Licence, LicenceRight, ProofRequest
from tenancy.actor import Actor
from tenancy.errors import NotFound

SOON = timedelta(days=30)
STANDINGS = ("in_force", "ending", "asked", "drafts", "over")
State, Consent = Licence.State, Licence.Consent


@dataclass(frozen=True, slots=True)
class Relative:
    """A licence in its family: how many generations below the head licence it stands."""

    licence: Licence
    depth: int


def licence_by_reference(ref: str, *, actor: Actor) -> Licence:
    """The licence with its sides. NotFound for a stranger as for one that never was."""
    rows = Licence.objects.visible_to(actor).select_related("licensor", "licensee", "parent", "parent__licensor")
    found: Licence | None = rows.filter(reference=ref).first()
    if found is None:
        raise NotFound
    return found


def licences(actor: Actor, *, standing: str = "", day: date) -> QuerySet[Licence]:
    """Licences that the actor sees with their sides, the newest first; `standing` is one of `STANDINGS`."""
    rows = Licence.objects.visible_to(actor).select_related("licensor", "licensee")
    mine = [party for party in (actor.party_id, *actor.brands) if party]
    signed = rows.filter(Q(state=State.SIGNED) | Q(state=State.TERMINATED, terminated_on__gt=day))
    running = signed.filter(Q(ends_on=None) | Q(ends_on__gte=day))
    if standing == "in_force":
        return running.filter(starts_on__lte=day)
    if standing == "ending":
        return running.filter(ends_on__lte=day + SOON)
    if standing == "asked":
        offered = Q(state=State.OFFERED) if actor.is_operator else Q(state=State.OFFERED, licensee_id__in=mine)
        consent = Q(state__in=[State.OFFERED, State.SIGNED], consent=Consent.MISSING)
        return rows.filter(offered | (consent if actor.is_operator else consent & Q(parent__licensor_id__in=mine)))
    if standing == "drafts":
        return rows.filter(state__in=[State.DRAFT, State.OFFERED])
    if standing == "over":
        over = Q(state__in=[State.ENDED, State.DECLINED, State.WITHDRAWN]) | Q(state=State.SIGNED, ends_on__lt=day)
        return rows.filter(over | Q(state=State.TERMINATED, terminated_on__lte=day))
    return rows


def with_rights(rows: QuerySet[Licence]) -> QuerySet[Licence]:
    """The same with the rights of each, in one further query."""
    return rows.prefetch_related(Prefetch("licensed", queryset=LicenceRight.objects.select_related("right")))


def family(licence: Licence, *, actor: Actor) -> list[Relative]:
    """The head licence and all that stand under it that the actor sees, each after the one that it stands under."""
    seen = Licence.objects.visible_to(actor).select_related("licensor", "licensee")
    head = licence
    while head.parent_id is not None and (above := seen.filter(id=head.parent_id).first()) is not None:
        head = above
    found, generation = {head.id: [head]}, [head]
    below: dict[UUID, list[Licence]] = {}
    while generation:
        generation = list(seen.filter(parent__in=generation).order_by("id"))
        for one in generation:
            assert one.parent_id is not None
            below.setdefault(one.parent_id, []).append(one)
            found[one.id] = [one]

    def walk(one: Licence, depth: int) -> list[Relative]:
        return [Relative(one, depth), *(each for child in below.get(one.id, []) for each in walk(child, depth + 1))]

    return walk(head, 0)


def licences_between(seller_id: UUID, right_ids: Iterable[UUID]) -> list[Licence]:
    """The licences ever signed or offered to a seller under these rights, the newest first, with their licensors."""
    rows = Licence.objects.filter(licensee_id=seller_id, licensed__right_id__in=list(right_ids)).exclude(
        state=State.DRAFT
    )
    return list(rows.select_related("licensor", "licensee").distinct().order_by("-id")[:20])


def licensed_under(right_id: UUID, day: date) -> list[Licence]:
    """Who may use a right on that day by a licence, in the order of names."""
    rows = Licence.objects.filter(licensed__right_id=right_id, state__in=[State.SIGNED, State.ENDED, State.TERMINATED])
    runs = rows.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    not_stopped = runs.filter(Q(terminated_on=None) | Q(terminated_on__gt=day))
    not_stopped = not_stopped.exclude(consent__in=[Consent.MISSING, Consent.REFUSED])
    return list(not_stopped.select_related("licensor", "licensee").order_by("licensee_name", "id")[:200])


def seen_by(actor: Actor, rows: Iterable[Licence]) -> set[UUID]:
    """The ids of those licences whose page the actor may open."""
    ids = [row.id for row in rows]
    return set(Licence.objects.visible_to(actor).filter(id__in=ids).values_list("id", flat=True)) if ids else set()


def proof_by_reference(ref: str, *, actor: Actor) -> ProofRequest:
    """The request for proof. NotFound for a stranger as for one that never was."""
    rows = ProofRequest.objects.visible_to(actor).select_related("seller", "right", "owner", "licence", "evidence")
    found: ProofRequest | None = rows.filter(reference=ref).first()
    if found is None:
        raise NotFound
    return found


def proofs(actor: Actor, *, waiting: bool = False) -> QuerySet[ProofRequest]:
    """Requests for proof that the actor sees, the newest first; with `waiting` those alone that wait for somebody."""
    rows = ProofRequest.objects.visible_to(actor).select_related("seller", "right", "owner")
    states = [ProofRequest.State.OPEN, ProofRequest.State.ANSWERED]
    return (rows.filter(state__in=states) if waiting else rows).order_by(F("id").desc())
