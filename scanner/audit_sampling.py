"""Which sellers are audited when a schedule draws: by risk, but so that everybody's turn may come. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

WEEKS = {"weekly": 1}
MONTHS = {"monthly": 1, "quarterly": 3}
DAYS = {"remove": 3, "picture": 7, "authorisation": 14, "brand": 14}
"""How long a seller has for each thing that it is asked to put right: what must go goes first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a seller: its risk, 0 to 100, and in how many audits of the last year something was left open."""

    risk: int = 0
    left_open: int = 0


def weight(known: Known) -> float:
    """How likely a seller is drawn against one of whom nothing is known (1.0): with the highest risk and five plans left open
    61 times. Never 0: everybody's turn may come."""
    return 1 + 0.4 * known.risk + 4 * min(known.left_open, 5)


def draw(sellers: Mapping[UUID, Known], count: int, seed: str) -> list[UUID]:
    """So many sellers by weight, without putting back; the same seed draws the same (Efraimidis and Spirakis, 2006)."""
    chance = Random(seed)
    keys = {one: chance.random() ** (1 / weight(sellers[one])) for one in sorted(sellers)}
    return sorted(keys, key=lambda one: keys[one], reverse=True)[:count]


def following(at: datetime, cadence: str, day: int) -> datetime:
    """When the next audits begin: a week, a month or a quarter later, on that `day` of the month, or on the last day of a
    month that is shorter."""
    if cadence in WEEKS:
        return at + timedelta(weeks=WEEKS[cadence])
    months = at.month - 1 + MONTHS[cadence]
    year, month = at.year + months // 12, months % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return at.replace(year=year, month=month, day=min(day, last))


def due_on(what: str, published_on: date) -> date:
    """Until when this has to be put right."""
    return published_on + timedelta(days=DAYS[what])
