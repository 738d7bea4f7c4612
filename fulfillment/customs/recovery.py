"""How much of what customs detained was kept from buyers: destroyed or seized, per unit, right and country (C102)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from fulfillment.models import Detention

RECOVERED = ("destroyed", "seized")
ENDED = (*RECOVERED, "released")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was detained of one unit since a day. `ended` is how much of it is over; `open` waits still."""

    name: str
    unit: str
    detentions: int
    detained: int
    destroyed: int
    seized: int
    open: int

    @property
    def ended(self) -> int:
        """How much was detained in cases that are over."""
        return self.detained - self.open

    @property
    def rate(self) -> int | None:
        """The recovery rate: destroyed and seized in hundredths of what was detained and is over; None while nothing is."""
        return round(100 * (self.destroyed + self.seized) / self.ended) if self.ended else None


def recovery(rows: QuerySet[Detention], since: date, *, by: str = "") -> list[Recovery]:
    """The recovery of these detentions since a day, per unit; `by` ("country" or "holder") also per that. One query.

    Units are never added to each other: ten cartons and ten pieces are not twenty of anything.
    """
    path = {"": (), "country": ("country",), "holder": ("holder__name",)}[by]
    found = (
        rows.filter(noticed_on__gte=since)
        .order_by()
        .values(*path, "unit")
        .annotate(
            detentions=Count("id"),
            detained=Sum("quantity"),
            destroyed=Sum("ended_quantity", filter=Q(state="destroyed")),
            seized=Sum("ended_quantity", filter=Q(state="seized")),
            waiting=Sum("quantity", filter=~Q(state__in=ENDED)),
        )
    )
    made = [
        Recovery(
            str(one[path[0]]) if path else "", one["unit"], one["detentions"], one["detained"], one["destroyed"] or 0,
            one["seized"] or 0, one["waiting"] or 0,
        )
        for one in found
    ]  # fmt: skip
    return sorted(made, key=lambda one: (one.name, -one.detained, one.unit))


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of a risk profile: how often something was met, in how many goods, how often they were infringing."""

    name: str
    second: str
    detentions: int
    quantity: int
    recovered: int


def tallied(rows: Iterable[tuple[str, str, Detention]]) -> list[Seen]:
    """Detentions grouped by what they are named by; the most frequent first."""
    kept: dict[tuple[str, str], list[Detention]] = defaultdict(list)
    for name, second, row in rows:
        if name:
            kept[name, second].append(row)
    seen = [
        Seen(name, second, len(them), sum(one.quantity for one in them), sum(one.state in RECOVERED for one in them))
        for (name, second), them in kept.items()
    ]
    return sorted(seen, key=lambda one: (-one.detentions, -one.quantity, one.name, one.second))


def as_json(found: Recovery) -> dict[str, Any]:
    """For programs."""
    return {
        "name": found.name, "unit": found.unit, "detentions": found.detentions, "detained": found.detained,
        "destroyed": found.destroyed, "seized": found.seized, "open": found.open, "rate_percent": found.rate,
    }  # fmt: skip
