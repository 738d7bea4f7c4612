"""Reading a rights holder's portfolio: its brands with what stands behind each, and its agents with what they did."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import Appointment, Party
from accounts.services.parties import name_key
from audit.queries import Line, deeds_of, lines
from registry.models import Brand, GuidePoint, Right
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import NotFound

A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Held:
    """What stands behind a brand: rights by state, the places where verified ones hold, agents appointed today."""

    states: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)
    agents: list[Appointment] = field(default_factory=list)

    @property
    def rights(self) -> int:
        """How many there are, retired ones left out."""
        return self.states.total() - self.states["retired"]


def brands(actor: Actor) -> QuerySet[Brand]:
    """Those that the actor sees, to be ordered by (folded, id)."""
    return Brand.objects.visible_to(actor).select_related("owner", "logo")


def brand_by_reference(ref: str, *, actor: Actor) -> Brand:
    """NotFound for a stranger as for one that never was."""
    found: Brand | None = brands(actor).filter(reference=ref).first()
    if found is None:
        raise NotFound
    return found


def held(found: Iterable[Brand], *, actor: Actor) -> dict[UUID, Held]:
    """What stands behind each of these. Three queries, however many."""
    by_brand: dict[UUID, Held] = {brand.id: Held() for brand in found}
    rights = Right.objects.filter(brand_id__in=list(by_brand))
    for brand_id, state, number in rights.values_list("brand_id", "state").annotate(number=Count("id")):
        by_brand[brand_id].states[state] = number
    for brand_id, territories in rights.filter(state="verified").values_list("brand_id", "territories").distinct():
        by_brand[brand_id].places |= set(territories)
    today = database_now().date()
    standing = Appointment.objects.visible_to(actor).standing(today).select_related("agent").order_by("id")
    owners: dict[UUID, list[UUID]] = defaultdict(list)
    for brand in found:
        owners[brand.owner_id].append(brand.id)
    for appointment in standing.filter(principal_id__in=list(owners)):
        for brand_id in owners[appointment.principal_id]:
            if not appointment.brand_ids or brand_id in appointment.brands:
                by_brand[brand_id].agents.append(appointment)
    return by_brand


def appointments(actor: Actor) -> QuerySet[Appointment]:
    """Those that the actor sees, with both sides, to be ordered by -id."""
    return Appointment.objects.visible_to(actor).select_related("principal", "agent")


def appointment_by_reference(ref: str, *, actor: Actor) -> Appointment:
    """NotFound for a stranger as for one that never was."""
    found: Appointment | None = appointments(actor).filter(reference=ref).first()
    if found is None:
        raise NotFound
    return found


def named_brands(found: Sequence[Appointment]) -> dict[UUID, list[Brand]]:
    """The brands to which each of these is limited, by name. One query."""
    wanted = {brand for appointment in found for brand in appointment.brands}
    by_id = {brand.id: brand for brand in Brand.objects.filter(id__in=wanted).order_by("folded", "id")}
    return {one.id: [brand for brand in by_id.values() if brand.id in one.brands] for one in found}


def deeds(
    appointment: Appointment, *, actor: Actor, begin: datetime | None = None, end: datetime | None = None
) -> list[Line]:
    """What the agent did and the rights holder was told of while it was appointed, the newest first; at most 200."""
    first = max(filter(None, (begin, appointment.made_at - A_DAY)))
    last = min(filter(None, (end, appointment.ended_at and appointment.ended_at + A_DAY, database_now() + A_DAY)))
    found = deeds_of(appointment.agent_id, told_to=appointment.principal_id, actor=actor, begin=first, end=last)
    return lines(found)


def guide(brand_id: UUID, *, actor: Actor, right: Right | None = None) -> list[GuidePoint]:
    """The standing points of a brand that the actor is shown; of a right, those that are of it or of all."""
    rows = GuidePoint.objects.visible_to(actor).standing().filter(brand_id=brand_id)
    if right is not None:
        rows = rows.filter(Q(right=None) | Q(right=right))
    return list(rows.select_related("genuine_picture", "fake_picture", "right").order_by("number", "id"))


def agent_by_word(text: str) -> Party | None:
    """The active agent of that reference, or of that exact name if there is only one."""
    rows = Party.objects.filter(kind=Party.Kind.AGENT, state=Party.State.ACTIVE)
    by_reference = rows.filter(reference=text.strip().upper()).first()
    if by_reference is not None or not text.strip():
        return by_reference
    named = list(rows.filter(name_key=name_key(text))[:2])
    return named[0] if len(named) == 1 else None
