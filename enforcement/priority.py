"""Which case is looked at first: by its deadline, who asks, the harm, the buyers, the evidence, and how long it waits. Pure.

The points are the house's own and published to its people; they remove nothing and decide nothing. A deadline of the law
that is near outweighs everything else, and age outweighs everything else in the end, so that nothing waits for ever.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

HIGHEST = 1000
"""A case's place in the queue is this less its points: the smallest place first."""
NEAR = ((timedelta(0), "overdue"), (timedelta(days=1), "day"), (timedelta(days=3), "days"), (timedelta(days=7), "week"))
BY_LAW = {"overdue": 400, "day": 340, "days": 240, "week": 110}
BY_HOUSE = {"overdue": 260, "day": 200, "days": 120, "week": 50}
LANES = {"flagger": 150, "good_faith": 60}
HARMS = {"health": 120, "safety": 100}
BUYERS = ((20, 80), (5, 50), (1, 20))
SCORES = ((95, 40), (80, 20))
A_DAY_WAITING, MOST_WAITING = 4, 240
LOOK_AGAIN = timedelta(hours=6)
"""How long points stand at most: what buyers say meanwhile is counted then."""

# Nice classes whose goods touch the body or are eaten, and those that burn, carry people or are given to children.
HEALTH_CLASSES = frozenset({3, 5, 10, 29, 30, 32, 33, 34})
SAFETY_CLASSES = frozenset({11, 12, 28})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case: the next bound (None for none) and whether it is the law's, the lane, what the goods may do
    to people ("health", "safety" or ""), how many buyers spoke, the score 0–100, since when it is open.
    """

    due_at: datetime | None
    by_law: bool
    lane: str
    harm: str
    buyers: int
    score: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code, how many points it gives, and the number that its sentence names."""

    code: str
    points: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Priority:
    """The points, the reasons with the weightiest first, and when the same facts would give other points."""

    points: int
    reasons: tuple[Reason, ...]
    changes_at: datetime

    @property
    def place(self) -> int:
        """The place in the queue; the smallest is the first."""
        return HIGHEST - self.points


def priority(facts: Facts, now: datetime) -> Priority:
    """What a case weighs at a moment."""
    reasons, changes = [], [now + LOOK_AGAIN]
    if facts.due_at is not None:
        left = facts.due_at - now
        nearness = next((code for limit, code in NEAR if left <= limit), "")
        if nearness:
            kind, points = ("law", BY_LAW) if facts.by_law else ("house", BY_HOUSE)
            reasons.append(Reason(f"{kind}_{nearness}", points[nearness]))
        changes += [facts.due_at - limit for limit, _code in NEAR if left > limit]
    if facts.lane in LANES:
        reasons.append(Reason(facts.lane, LANES[facts.lane]))
    if facts.harm in HARMS:
        reasons.append(Reason(facts.harm, HARMS[facts.harm]))
    reasons += [Reason("buyers", points, facts.buyers) for least, points in BUYERS if facts.buyers >= least][:1]
    reasons += [Reason("score", points, facts.score) for least, points in SCORES if facts.score >= least][:1]
    days = max((now - facts.opened_at).days, 0)
    if days:
        reasons.append(Reason("waiting", min(days * A_DAY_WAITING, MOST_WAITING), days))
    changes.append(facts.opened_at + timedelta(days=days + 1))
    reasons.sort(key=lambda reason: -reason.points)
    return Priority(min(sum(one.points for one in reasons), HIGHEST), tuple(reasons), min(changes))


def harm_of(classes: Collection[int]) -> str:
    """What goods of these Nice classes may do to people: "health", "safety" or ""."""
    found = set(classes)
    if found & HEALTH_CLASSES:
        return "health"
    return "safety" if found & SAFETY_CLASSES else ""
