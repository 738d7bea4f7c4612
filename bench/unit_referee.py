"""A perfect observer, who knows the true moment of every reading and every offline queue: whether one body can explain a code.

It dates the frauds: from which scan on they could first be known. It cannot judge anything in earnest, for nobody has the true
moments; and of the decoys it is only asked whether they are possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.unit_readings import Event
from bench.unit_world import Site, World, km

FLIGHT_KMH = 1000.0  # no person and no goods are faster
NEAR_KM = 50.0  # within a city pace says nothing
CITIES = 4  # where one body is never checked between being sold and coming back
COMES_BACK = 2  # times to a warehouse it had left: a transfer there and back is one
SAME_DOCK, WITHIN, APART = (
    3,
    timedelta(days=1),
    timedelta(minutes=30),
)  # receipts at one dock in a day that are no rescans
STILL = timedelta(hours=1)  # a rescan where it was sold is no second life
_MOVES = {"applied", "received", "shipped", "inspected", "sold"}


@dataclass(slots=True)
class _Trail:
    """What one body would have to have done so far."""

    at: Site | None = None
    dock: str = ""
    since: datetime | None = None
    sold: tuple[str, datetime] | None = None
    left: set[str] = field(default_factory=set)
    back: int = 0
    cities: set[str] = field(default_factory=set)
    receipts: dict[str, list[datetime]] = field(default_factory=dict)


def too_fast(a: Site, b: Site, between: timedelta) -> bool:
    """Whether nothing gets from one to the other in that time."""
    way = km(a, b)
    return way > NEAR_KM and way > FLIGHT_KMH * between.total_seconds() / 3600


def contradiction(events: Iterable[Event], world: World) -> str:
    """What no single genuine body can have done, of the readings of one code; "" if one can have done all of it.

    Codes that were not issued when they were read contradict, unless their product has stock from before its enrolment.
    """
    trail = _Trail()
    for event in sorted(events, key=lambda one: one.moment):
        issued = world.issued_at(event.gtin, event.serial)
        if (issued is None and event.gtin not in world.with_older_stock) or (issued and event.moment < issued):
            return "not issued"
        if found := _next(trail, event, world.sites[event.site]):
            return found
    return ""


def _next(trail: _Trail, event: Event, site: Site) -> str:
    if trail.at and trail.since and too_fast(trail.at, site, event.moment - trail.since):
        return "faster than flight"
    trail.at, trail.since = site, event.moment
    if event.step == "checked":
        trail.cities.add(site.code)
        return "checked everywhere" if len(trail.cities) >= CITIES else ""
    if event.step == "returned":
        trail.sold, trail.back, trail.dock, trail.left, trail.cities = None, 0, "", set(), set()
        return ""
    if (
        trail.sold
        and event.step in _MOVES
        and not (trail.sold[0] == site.code and event.moment - trail.sold[1] < STILL)
    ):
        return "moved after it was sold"
    if event.step == "sold":
        trail.sold = (site.code, event.moment)
    if event.step == "received" and _many_boxes(trail.receipts.setdefault(site.code, []), event.moment):
        return "many boxes"
    if trail.dock and site.code != trail.dock:
        trail.left.add(trail.dock)
        trail.back += site.code in trail.left
    trail.dock = site.code
    return "in two lanes" if trail.back >= COMES_BACK else ""


def _many_boxes(receipts: list[datetime], moment: datetime) -> bool:
    receipts.append(moment)
    today = [one for one in receipts if moment - one < WITHIN]
    return len(today) >= SAME_DOCK and moment - today[0] >= APART


def known_from(delivered: Sequence[tuple[int, Event]], world: World) -> int | None:
    """The index from which on what was delivered contradicts itself, and goes on doing so; None if all of it is possible."""
    events = [event for _, event in delivered]
    found = None
    for count in range(len(events), 0, -1):  # backwards: a late scan may yet explain what looked impossible
        if not contradiction(events[:count], world):
            return found
        found = delivered[count - 1][0]
    return found
