"""A path drawn: places as lanes from top to bottom, time from left to right, what is not explained dashed. Pure.

Coordinates are of a drawing 960 wide; lanes are in the order in which goods came to them. Between two steps time is drawn as its
root, so that minutes and months both have room; the days below say which is which.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import sqrt

from fulfillment.trace.path import Path, Step

WIDTH, LEFT, RIGHT, TOP, LANE, FOOT = 960, 210, 40, 18, 40, 34
LEAST, MOST_TICKS, APART = 26, 7, 92
MOST_LANES = 14


@dataclass(frozen=True, slots=True)
class Lane:
    """A place, with who has it."""

    y: int
    name: str
    party: str


@dataclass(frozen=True, slots=True)
class Point:
    """A step: its number in the table, from 1."""

    x: int
    y: int
    number: int
    step: Step
    is_break: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """From one step to the next; `broken` where nobody explains it."""

    points: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything with its place in a box `0 0 960 height`."""

    height: int
    lanes: tuple[Lane, ...]
    points: tuple[Point, ...]
    edges: tuple[Edge, ...]
    ticks: tuple[tuple[int, datetime], ...]

    @property
    def box(self) -> str:
        """For `viewBox`."""
        return f"0 0 {WIDTH} {self.height}"


def drawn(path: Path) -> Drawing:
    """The drawing of a path; what is beyond the most lanes shares the last."""
    lanes = _lanes(path)
    xs = _xs(path)
    broken = {one.at for one in path.breaks}
    points = tuple(
        Point(xs[place], lanes[_key(one)].y, place + 1, one, place in broken) for place, one in enumerate(path.steps)
    )
    edges = tuple(_edge(before, after, after.is_break) for before, after in pairwise(points))
    shown = {lane.y: lane for lane in reversed(lanes.values())}
    height = TOP + LANE * max(1, len(shown)) + FOOT
    return Drawing(height, tuple(shown[y] for y in sorted(shown)), points, edges, _ticks(points))


def _key(step: Step) -> str:
    return step.place or step.party or step.source


def _lanes(path: Path) -> dict[str, Lane]:
    found: dict[str, Lane] = {}
    for one in path.steps:
        if _key(one) not in found:
            y = TOP + LANE * min(len(found), MOST_LANES - 1) + LANE // 2
            found[_key(one)] = Lane(y, one.place_name or one.party_name, one.party_name if one.place_name else "")
    return found


def _xs(path: Path) -> list[int]:
    """Where each step stands: apart by the root of the time between, never closer than a point is wide."""
    if not path.steps:
        return []
    gaps = [sqrt(max(0.0, (b.at - a.at).total_seconds())) for a, b in pairwise(path.steps)]
    room = WIDTH - LEFT - RIGHT
    least = min(LEAST, room / max(1, len(gaps)))
    spare, total = max(0.0, room - least * len(gaps)), sum(gaps) or 1.0
    xs = [float(LEFT)]
    for gap in gaps:
        xs.append(xs[-1] + least + spare * gap / total)
    return [round(x) for x in xs]


def _edge(before: Point, after: Point, broken: bool) -> Edge:
    """Along the lane, then over to the next: goods stay before they go."""
    turn = max(before.x, after.x - LEAST)
    return Edge(f"{before.x},{before.y} {turn},{before.y} {after.x},{after.y}", broken)


def _ticks(points: tuple[Point, ...]) -> tuple[tuple[int, datetime], ...]:
    """Days under the drawing, not too close to each other."""
    found: list[tuple[int, datetime]] = []
    for one in points:
        if (not found or one.x - found[-1][0] >= APART) and len(found) < MOST_TICKS:
            found.append((one.x, one.step.at))
    return tuple(found)
