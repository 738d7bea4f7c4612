"""How often goods of a supplier, a lane or a place turn out bad, from the outcomes there were. Pure.

A Beta-binomial measure: before anything is known one in twenty is expected, with the weight of twenty outcomes, so that one outcome
moves little and many move it to what they say. What is long ago counts less: half of it after a year. It never says that goods
are fake; it says of whose goods more is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRIOR_BAD, PRIOR_GOOD = 1.0, 19.0
"""Outcomes that stand for what is expected of those nobody has met yet: one bad of twenty."""
HALF_LIFE = 365
"""Days after which an outcome counts half."""
Z = 1.645
"""The band holds nine of ten (Wilson's interval of the counts with the prior)."""
FEWEST = 3
"""With fewer outcomes nothing follows from a risk."""
MOST_FACTOR = 3.0
"""So many times as much is looked at, at most, because of a risk."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one outcome counts, in thousandths: bad or good, never both."""

    title: str | Promise
    bad: int = 0
    good: int = 0


OUTCOMES: Mapping[str, Weight] = MappingProxyType(
    {
        "released": Weight(_("Held goods were genuine and released"), good=1000),
        "returned": Weight(_("Held goods were sent back"), bad=400),
        "destroyed": Weight(_("Held goods were destroyed"), bad=1000),
        "to_customs": Weight(_("Held goods were handed to customs"), bad=800),
        "batch_accepted": Weight(_("A batch passed its inspection"), good=1000),
        "batch_rejected": Weight(_("A batch was refused at its inspection"), bad=700),
        "customs_destroyed": Weight(_("Customs had goods destroyed"), bad=1000),
        "customs_seized": Weight(_("Customs seized goods"), bad=1000),
        "customs_released": Weight(_("Customs released goods they had detained"), good=500),
        "correction_closed": Weight(_("What was wrong was put right"), good=500),
        "correction_overdue": Weight(_("What was wrong was not put right in time"), bad=300),
    }
)
"""What counts, and how much. Published: the page of risks shows this table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: its weights in thousandths, and its day."""

    bad: int
    good: int
    day: date


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hundredths of a percent: the band and what is expected, with the number of outcomes it rests on."""

    low_bp: int
    mean_bp: int
    high_bp: int
    outcomes: int


def estimate(outcomes: Iterable[Outcome], today: date) -> Estimate:
    """What is expected of the next outcome. The order of `outcomes` does not matter."""
    bad, good, many = PRIOR_BAD, PRIOR_GOOD, 0
    for one in sorted(outcomes, key=lambda one: (one.day, one.bad, one.good)):
        left = 0.5 ** (max((today - one.day).days, 0) / HALF_LIFE)
        bad += left * one.bad / 1000
        good += left * one.good / 1000
        many += 1
    total = bad + good
    mean = bad / total
    middle = (mean + Z * Z / (2 * total)) / (1 + Z * Z / total)
    half = Z * sqrt(mean * (1 - mean) / total + Z * Z / (4 * total * total)) / (1 + Z * Z / total)
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    at = round(mean * 10_000)
    return Estimate(min(round(low * 10_000), at), at, max(round(high * 10_000), at), many)


def by_low_end(low_bp: int) -> float:
    """How many times as much is looked at because of a risk: from 1 to 3.

    By the lower end of the band beside what is expected of anybody: only what is surely worse than usual is looked at more.
    """
    usual = 10_000 * PRIOR_BAD / (PRIOR_BAD + PRIOR_GOOD)
    return min(max(low_bp / usual, 1.0), MOST_FACTOR)


def factor(found: Estimate) -> float:
    """The same of an estimate; nothing follows from fewer than three outcomes."""
    return by_low_end(found.low_bp) if found.outcomes >= FEWEST else 1.0
