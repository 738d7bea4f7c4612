"""For whom an agent acts today, and what it therefore sees."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from accounts.models import Appointment
from tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Principals:
    """For whom an agent acts: `whole` for everything they have, `marks` for brands of others, `appointed_by` as Actor."""

    whole: frozenset[UUID] = frozenset()
    marks: frozenset[UUID] = frozenset()
    appointed_by: frozenset[UUID] = frozenset()


NOBODY = Principals()
Rule = Callable[[UUID], Collection[UUID]]
_ENDED: list[Rule] = []


def sight_ends(rule: Rule) -> Rule:
    """Register what ends an agent's sight where the marketplace had set it, not an appointment. For higher floors.

    `rule` gives, for an agent, the rights holders of whom its people see nothing any more.
    """
    _ENDED.append(rule)
    return rule


def _ended(agent_id: UUID) -> frozenset[UUID]:
    """The rights holders of whom the agent sees nothing any more, by whatever a higher floor registered."""
    return frozenset(principal for rule in _ENDED for principal in rule(agent_id))


def has_agents(actor: Actor) -> bool:
    """Whether the actor's party appointed an agent that may still act for it. One query."""
    return bool(
        actor.party_id
        and Appointment.objects.filter(principal_id=actor.party_id).standing(datetime.now(UTC).date()).exists()
    )


def was_dismissed(principal_id: UUID, agent_id: UUID) -> bool:
    """Whether this agent acts for a rights holder no more: no appointment of the two holds today, nor what stood in for one.

    Two queries.
    """
    rows = list(Appointment.objects.filter(principal_id=principal_id, agent_id=agent_id))
    if not rows:
        return principal_id in _ended(agent_id)
    today = datetime.now(UTC).date()
    return not any(row.holds(today) for row in rows)


def principals(agent_id: UUID, set_by_the_marketplace: Iterable[UUID] = ()) -> Principals:
    """What holds today. An appointment takes the place of what the marketplace had set; that ends with the powers. Two queries."""
    rows = list(Appointment.objects.filter(agent_id=agent_id))
    today = datetime.now(UTC).date()
    appointed_by = frozenset(row.principal_id for row in rows) | _ended(agent_id)
    standing = [row for row in rows if row.holds(today)]
    whole = {row.principal_id for row in standing if not row.brand_ids}
    marks = {brand for row in standing for brand in row.brands}
    return Principals((frozenset(set_by_the_marketplace) - appointed_by) | whole, frozenset(marks), appointed_by)
