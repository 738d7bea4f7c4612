"""What the life of one code gives away: whether one number is on two goods. Pure.

Scans are missed, repeated, late and made by clocks that go wrong; goods come back and are sold again. So one gap in a life says
nothing. What counts is what cannot be true of one piece: to be in two places faster than anything flies, to be back where
it has left without having been sent there, to be in a warehouse when a buyer has it. Two halves of such a proof are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any, Literal

Kind = Literal["twice", "places", "early", "after_sale", "many"]

RESCAN = timedelta(minutes=45)
"""The same place and step again within this time of the first scan is the same box scanned again."""
FLIGHT = 900.0
"""Kilometres an hour: what a cargo plane does (IATA: 850 to 950 at cruise, less from door to door)."""
NEAR = 120.0
"""Kilometres: less is one city."""
DOUBT = timedelta(minutes=30)
"""How wrong the time of a scan may still be after its device's clock was put right."""
BEFORE = timedelta(days=1)
"""A scan this long before its number was issued is no clock that goes wrong."""
CITIES, WITHIN = 4, timedelta(days=60)
"""Buyers in so many cities that check one number within this time, without it being sold anew, do not all hold the same piece: one
piece is checked in the shop, at home, and once more where it was taken or given."""
PROOF = 2
"""Halves that make one."""
EARTH = 6371.0
PRESENT = frozenset({"applied", "received", "returned", "inspected"})
"""Steps after which goods are at the place; `checked` at a dock shows that they are there and moves nothing."""
LEAVING = frozenset({"shipped", "handed"})
HANDS = PRESENT | LEAVING | {"sold"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One scan: when (the clock put right), where (a place, with its degrees of latitude and longitude if known), doing what.

    `public` is a buyer's check, made by nobody who has the goods in custody. `doubtful` is one of which the device
    alone says when it was, long ago: it tells where goods went, and proves nothing.
    """

    at: datetime
    place: str
    step: str
    where: tuple[float, float] | None = None
    public: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, seen at `at`, with facts for people: places, hours, kilometres."""

    kind: Kind
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)


def judge(life: Sequence[Sighting], *, issued_at: datetime | None = None) -> list[Finding]:
    """Everything that the sightings of one code give away, each kind once, the earliest. `life` in any order."""
    seen = once(sorted(life, key=lambda one: one.at))
    found = [*_early(seen, issued_at), *_impossible(seen), *_after_sale(seen), *_twice(seen), *_many(seen)]
    first: dict[str, Finding] = {}
    for one in found:
        first.setdefault(one.kind, one)
    return list(first.values())


def once(life: Sequence[Sighting]) -> list[Sighting]:
    """Without what was only scanned again. `life` in the order of time."""
    last: dict[tuple[str, str], datetime] = {}
    kept = []
    for one in life:
        before = last.get((one.place, one.step))
        if before is None or one.at - before > RESCAN:
            last[one.place, one.step] = one.at
            kept.append(one)
    return kept


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points on the earth, in degrees of latitude and longitude (haversine)."""
    (lat, lon), (to_lat, to_lon) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def _early(life: Sequence[Sighting], issued_at: datetime | None) -> list[Finding]:
    if issued_at is None or not life or life[0].at >= issued_at - BEFORE:
        return []
    return [Finding("early", life[0].at, {"place": life[0].place, "issued_at": issued_at.isoformat()})]


def _impossible(life: Sequence[Sighting]) -> list[Finding]:
    for before, after in pairwise(one for one in life if not one.doubtful):
        apart = _apart(before, after)
        if apart <= NEAR:
            continue
        needed = timedelta(hours=(apart - NEAR) / FLIGHT)
        if after.at - before.at + DOUBT < needed:
            minutes = int((after.at - before.at).total_seconds() // 60)
            facts = {"place": after.place, "before": before.place, "kilometres": round(apart), "minutes": minutes}
            return [Finding("places", after.at, facts)]
    return []


def _after_sale(life: Sequence[Sighting]) -> list[Finding]:
    """In hands after it was sold and did not come back."""
    sold: Sighting | None = None
    for one in life:
        if one.step == "returned":
            sold = None
        elif one.step == "sold":
            if sold is not None and not (one.doubtful or sold.doubtful):
                return [Finding("twice", one.at, {"place": one.place, "before": sold.place, "why": "sold_twice"})]
            sold = one
        elif sold is not None and not (one.doubtful or sold.doubtful) and _in_hands(one) and one.at - sold.at > DOUBT:
            return [Finding("after_sale", one.at, {"place": one.place, "before": sold.place})]
    return []


def _in_hands(one: Sighting) -> bool:
    """Somebody who is no buyer has the goods."""
    return one.step in HANDS - {"inspected"}


def _many(life: Sequence[Sighting]) -> list[Finding]:
    """Buyers in many cities; who buys it anew checks it anew."""
    cities: list[Sighting] = []
    for one in life:
        if one.step in ("sold", "returned"):
            cities = []
        if not (one.public and one.where):
            continue
        cities = [other for other in cities if one.at - other.at <= WITHIN]
        if all(_apart(one, other) > NEAR for other in cities):
            cities.append(one)
        if len(cities) >= CITIES:
            return [Finding("many", one.at, {"cities": len(cities), "days": (one.at - cities[0].at).days})]
    return []


@dataclass(slots=True)
class _Custody:
    """Where one piece is, as its scans have it: at a place, away from one, or with a buyer."""

    at: Sighting | None = None
    is_away: bool = False
    left: list[Sighting] = field(default_factory=list)
    halves: int = 0
    buyer: Sighting | None = None


def _twice(life: Sequence[Sighting]) -> list[Finding]:
    """Two halves of what cannot be true of one piece."""
    custody = _Custody()
    for one in life:
        weight, why = _weigh(custody, one)
        custody.halves += weight
        if custody.halves >= PROOF:
            before = custody.at or custody.buyer
            facts = {"place": one.place, "before": before.place if before else "", "why": why}
            return [Finding("twice", one.at, facts)]
        _follow(custody, one)
    return []


def _weigh(custody: _Custody, one: Sighting) -> tuple[int, str]:
    """How many halves this sighting adds, and which."""
    if one.public or one.doubtful:
        return 0, ""
    if custody.buyer is not None and one.step != "returned" and _in_hands(one):
        if one.step == "sold" and _apart(custody.buyer, one) <= NEAR:
            return 0, ""
        return PROOF, "with_buyer"
    last = custody.at
    if last is None or one.step == "returned":
        return 0, ""
    if one.place == last.place:
        return _same_place(custody, last, one)
    back = next((place for place in custody.left if place.place == one.place), None)
    if back is not None and not custody.is_away:
        return PROOF, "back"
    if back is not None and one.step in LEAVING:
        return 1, "back"
    return 0, ""


def _same_place(custody: _Custody, last: Sighting, one: Sighting) -> tuple[int, str]:
    """The same step at the same place, later: received when it is there, or shipped when it is gone."""
    if one.step == "applied" and last.step != "applied":
        return PROOF, "applied_again"
    if one.step == last.step and one.step in LEAVING | {"received", "applied"}:
        return 1, "again"
    return 0, ""


def _follow(custody: _Custody, one: Sighting) -> None:
    if one.public:
        custody.buyer = one
        return
    if one.step in ("sold", "returned"):
        custody.left, custody.buyer = [], None
    if one.step == "checked" and custody.at is not None and custody.at.place == one.place:
        return
    if custody.at is not None and custody.at.place != one.place:
        custody.left.append(custody.at)
    custody.at, custody.is_away = one, one.step in LEAVING


def _apart(one: Sighting, other: Sighting) -> float:
    if one.where is None or other.where is None:
        return 0.0
    return kilometres(one.where, other.where)
