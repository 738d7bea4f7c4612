"""From a raw score to a share: of a hundred matches with this score, so many were found right by people.

Fitted on verdicts by isotonic regression, which only asks that a higher score means no fewer right ones; kept as a few points
between which one goes in a straight line, so that a score can be replayed without what fitted it. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression

FEWEST = 200  # verdicts: with fewer a curve follows chance
FEWEST_OF_A_KIND = 30
STEPS = 21  # points kept, from 0 to 1
DOUBT = 2.0  # verdicts of its own opinion that the raw score counts for at each point, so that none becomes 0 or 1 by few cases

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A curve, the verdicts it was fitted on, and the mean square of its errors before and after, on verdicts not fitted on."""

    points: Points
    verdicts: int
    error_before: float
    error_after: float


def calibrated(value: float, points: Points) -> float:
    """The share for a raw score of 0 to 1; the score itself where there is no curve."""
    if not points:
        return value
    at = bisect_right(points, (value, 2.0))
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (low, start), (high, end) = points[at - 1], points[at]
    return start + (end - start) * (value - low) / (high - low)


def fit(verdicts: Iterable[tuple[float, bool]]) -> Fit | None:
    """The curve for verdicts given as (raw score, right); None where there are too few of either kind.

    Every fifth verdict is kept back to measure the error on; they should come in no order that means anything.
    """
    rows = list(verdicts)
    right = sum(good for _score, good in rows)
    if len(rows) < FEWEST or min(right, len(rows) - right) < FEWEST_OF_A_KIND:
        return None
    held_back = rows[::5]
    points = _curve([row for at, row in enumerate(rows) if at % 5])
    before = _error([(score, good) for score, good in held_back])
    after = _error([(calibrated(score, points), good) for score, good in held_back])
    return Fit(_curve(rows), len(rows), round(before, 4), round(after, 4))


def _curve(rows: Sequence[tuple[float, bool]]) -> Points:
    """The points of the isotonic curve. The raw scores stand beside the verdicts as a few opinions of their own."""
    steps = [at / (STEPS - 1) for at in range(STEPS)]
    scores = np.array([score for score, _good in rows] + steps)
    shares = np.array([float(good) for _score, good in rows] + steps)
    weights = np.array([1.0] * len(rows) + [DOUBT] * STEPS)
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, shares, sample_weight=weights)
    return tuple((step, round(float(share), 4)) for step, share in zip(steps, curve.predict(steps), strict=True))


def _error(rows: Sequence[tuple[float, bool]]) -> float:
    """The mean of squared differences between share and verdict (the score of Brier)."""
    return sum((share - good) ** 2 for share, good in rows) / len(rows)
