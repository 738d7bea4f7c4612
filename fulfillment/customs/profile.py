"""The risk profile for officers: routes, consignors, packaging, goods and prices of the last year's detentions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from audit.rows import load_words
from fulfillment.customs.recovery import Seen, tallied
from fulfillment.models import CustomsApplication, CustomsApplicationRight, Detention, DetentionNotice
from fulfillment.models.customs_applications import countries_of_agency
from tenancy.actor import Actor

YEAR = timedelta(days=365)
MOST_READ, MOST_SHOWN = 2_000, 15
"""Detentions that one profile reads, the newest first, and lines that each part shows."""


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What one unit of the goods under a right was said to be worth, in hundredths of `currency`."""

    name: str
    currency: str
    detentions: int
    lowest: int
    middle: int
    highest: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of infringing goods on their way. `seen` detentions were read; `capped` where there are more."""

    since: date
    seen: int
    capped: bool
    outcomes: list[tuple[str, int]]
    routes: list[Seen]
    consignors: list[Seen]
    packaging: list[Seen]
    goods: list[Seen]
    offices: list[Seen]
    prices: list[PriceRange]


def profile(actor: Actor, today: date) -> Profile:
    """The profile of the year up to `today` for the actor: for customs, of the rights whose application was granted in
    their country, wherever the goods were held; for others, of what they see. Five queries.
    """
    since = today - YEAR
    rows = list(
        _rows(actor)
        .filter(noticed_on__gte=since)
        .select_related("right")
        .order_by("-noticed_on", "-id")[: MOST_READ + 1]
    )
    capped, rows = len(rows) > MOST_READ, rows[:MOST_READ]
    senders = _consignors(rows)
    states: dict[str, int] = defaultdict(int)
    for row in rows:
        states[row.state] += 1
    return Profile(
        since=since,
        seen=len(rows),
        capped=capped,
        outcomes=[(code, states[code]) for code in Detention.State.values if states[code]],
        routes=tallied((row.origin, row.destination or row.country, row) for row in rows)[:MOST_SHOWN],
        consignors=tallied((senders.get(row.id, ""), row.origin, row) for row in rows)[:MOST_SHOWN],
        packaging=tallied((row.packaging, "", row) for row in rows)[:MOST_SHOWN],
        goods=tallied((row.right.title, row.goods, row) for row in rows)[:MOST_SHOWN],
        offices=tallied((row.office, row.country, row) for row in rows)[:MOST_SHOWN],
        prices=_prices(rows)[:MOST_SHOWN],
    )


def as_json(found: Profile) -> dict[str, Any]:
    """For programs."""
    return {**asdict(found), "since": found.since.isoformat(), "outcomes": dict(found.outcomes)}


def _rows(actor: Actor) -> Any:
    """What the profile is made of. A released detention counts too: it says how often a sign was wrong."""
    if actor.is_operator or actor.is_system or not countries_of_agency(actor).exists():
        return Detention.objects.visible_to(actor)
    granted = CustomsApplication.objects.visible_to(actor).filter(state=CustomsApplication.State.GRANTED)
    rights = CustomsApplicationRight.objects.filter(application__in=granted).values("right_id")
    return Detention.objects.filter(right_id__in=rights)


def _consignors(rows: Sequence[Detention]) -> dict[Any, str]:
    """Who sent the goods, first line alone, by detention; erased ones are missing. Two queries."""
    notices = list(DetentionNotice.objects.filter(detention__in=[row.id for row in rows]))
    load_words(notices)
    return {one.detention_id: one.consignor.strip().split("\n")[0].strip() for one in notices if one.consignor}


def _prices(rows: Sequence[Detention]) -> list[PriceRange]:
    kept: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.value_cents:
            kept[row.right.title, row.currency].append(row.value_cents // row.quantity)
    found = [
        PriceRange(name, currency, len(each), min(each), round(median(each)), max(each))
        for (name, currency), each in kept.items()
    ]
    return sorted(found, key=lambda one: (-one.detentions, one.name))
