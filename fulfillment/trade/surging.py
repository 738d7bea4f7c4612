"""When complaints rise far above what a seller is used to. Pure.

Complaints arrive one by one and independently of each other, so that their number in a week is Poisson with a mean of its own for
each seller. A mean that is near nothing would make two complaints a wonder: therefore a floor. More sales bring more complaints
without anything being wrong: therefore the mean grows with the orders, as far as ten times.
"""

import math
from dataclasses import dataclass

WEEK = 7
"""Days that are looked at."""
PAST = 91
"""Days before them that say what is usual."""
FLOOR = 0.5
"""Complaints a week that are expected of anybody."""
FEWEST = 5
"""Fewer in a week are no surge, however rare they were."""
CHANCE = 2e-4
"""How likely so many may be by chance: with 5,000 sellers looked at, one a week."""
MOST_GROWTH = 10.0


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one seller or listing: `now` in the last week, `before` in the days of the past."""

    now: int
    before: int
    orders_now: int = 0
    orders_before: int = 0


def expected(counted: Counted) -> float:
    """How many complaints a week would bring as things were, given how much is sold now."""
    usual = counted.before * WEEK / PAST
    usual_orders = counted.orders_before * WEEK / PAST
    growth = counted.orders_now / usual_orders if usual_orders else 1.0
    return max(FLOOR, usual * min(max(growth, 1.0), MOST_GROWTH))


def chance(count: int, mean: float) -> float:
    """How likely `count` or more are, where `mean` are expected. ValueError for a mean that is not above 0."""
    if mean <= 0:
        raise ValueError("The mean of a Poisson distribution is above 0.")
    if count <= 0:
        return 1.0
    if count > mean + 20 * math.sqrt(mean) + 40:
        return 0.0
    below, term = 0.0, math.exp(-mean)
    for k in range(count):
        below += term
        term *= mean / (k + 1)
    return max(0.0, 1.0 - below) if mean < 700 else float(count <= mean)


def is_surge(counted: Counted) -> bool:
    """Whether that many are no chance."""
    return counted.now >= FEWEST and chance(counted.now, expected(counted)) <= CHANCE


def is_over(counted: Counted) -> bool:
    """Whether a surge has ended: no more than twice what is expected. Between the two it goes on."""
    return counted.now < FEWEST or counted.now <= 2 * expected(counted)
