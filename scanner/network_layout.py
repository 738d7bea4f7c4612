"""Where the sellers of a network stand in its drawing. Pure, and always the same for the same links.

The one in question stands in the middle; its neighbours on rings round it, by how many links away they are; on a ring each near
those it is linked with, so that few lines cross.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan2, cos, hypot, pi, sin, tau

Point = tuple[float, float]
SIZE = 400
"""The drawing is so many units wide and high, with the middle at half of it."""
RADII = (76.0, 128.0, 178.0)
ROOM = 27.0
"""Between the middles of two neighbours on a ring, at least."""
SWEEPS = 4
TURN = 0.3
"""Each ring is turned a little against the one within, so that nobody stands on the line between two others."""


def distances(middle: str, links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many links each is away from the middle. Who is not linked with it at all is not there."""
    beside: dict[str, list[str]] = {}
    for one, other in links:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found, edge = {middle: 0}, [middle]
    for one in edge:  # grows while it is read
        for other in beside.get(one, ()):
            if other not in found:
                found[other] = found[one] + 1
                edge.append(other)
    return found


def places(middle: str, links: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Of everybody who is linked with the middle, directly or through others: where to draw them, in units.

    A ring that is full goes on in the next one; the last takes all that are left, however close.
    """
    away = distances(middle, links)
    rings = _rings(sorted((name for name in away if name != middle), key=lambda name: (away[name], name)), away)
    angles = {middle: 0.0}
    for ring in rings:
        angles |= _spread(ring)
    for _sweep in range(SWEEPS):
        for ring in rings:
            angles |= _spread(_by_neighbours(ring, angles, links, middle))
    half = SIZE / 2
    found = {middle: (half, half)}
    for number, (radius, ring) in enumerate(zip(RADII, rings, strict=False)):
        for name in ring:
            angle = angles[name] + TURN * number
            found[name] = (round(half + radius * cos(angle), 1), round(half + radius * sin(angle), 1))
    return found


def _rings(names: Sequence[str], away: Mapping[str, int]) -> list[list[str]]:
    rings: list[list[str]] = []
    left = list(names)
    for number, radius in enumerate(RADII):
        last = number == len(RADII) - 1
        room = len(left) if last else int(tau * radius / ROOM)
        ring = [name for name in left if last or away[name] <= number + 1][:room]
        rings.append(ring)
        left = [name for name in left if name not in set(ring)]
    return rings


def _spread(ring: Sequence[str]) -> dict[str, float]:
    """Evenly round the ring, the first at the top; a few keep to it, so that they do not stand in one line."""
    step = tau / max(len(ring), 3)
    return {name: -pi / 2 + number * step for number, name in enumerate(ring)}


def _by_neighbours(
    ring: Sequence[str], angles: Mapping[str, float], links: Sequence[tuple[str, str]], middle: str
) -> list[str]:
    """In the order of where their neighbours stand; who has none but the middle stays about where it was."""
    near: dict[str, list[float]] = {name: [angles[name]] for name in ring}
    for pair in links:
        for one, other in (pair, pair[::-1]):
            if one in near and other != middle and other in angles:
                near[one].append(angles[other])
    return sorted(ring, key=lambda name: (_mean(near[name]), name))


def _mean(angles: Sequence[float]) -> float:
    """Of directions, from the top and clockwise: 350° and 10° come to 0°, not to 180°."""
    east, south = sum(cos(one) for one in angles), sum(sin(one) for one in angles)
    if hypot(east, south) < 1e-9:
        return 0.0
    return round(atan2(south, east) + pi / 2, 9) % round(tau, 9)
