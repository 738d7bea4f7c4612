"""Steps of a piece in the order of time, and where they leave the way that is certified. Pure.

A way is certified as long as every step is at a place of somebody who belongs to it: who owns the brand, who supplies the batch,
who carries or sells with a licence. What one number cannot be true of (`fulfillment.units.judging`) leaves it, too. A break says
what is not explained, never who is guilty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

from fulfillment.units.judging import LEAVING, PRESENT, Sighting, judge

Source = Literal["certificate", "issued", "dock", "event", "parcel", "buyer", "hold"]
BreakKind = Literal["no_certificate", "outsider", "two_goods", "unexplained"]

SILENCE = timedelta(days=120)
"""So long between two sightings that nobody can say where goods were."""
IMPOSSIBLE = frozenset({"twice", "places", "after_sale", "early", "many"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is known of a piece.

    `what` is a word (`received`, `certified`, `sold`), `place` its key and `place_name` for people; `party` who had it there, ""
    for a buyer. `belongs`: whether that party belongs to the certified way (None: nobody can say). `paper` is the reference of what
    says it.
    """

    at: datetime
    what: str
    source: Source
    place: str = ""
    place_name: str = ""
    party: str = ""
    party_name: str = ""
    where: tuple[float, float] | None = None
    belongs: bool | None = None
    doubtful: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Where the certified way was left: at step `at` (its place in the path, from 0), after step `after` (-1: from the start)."""

    kind: BreakKind
    at: int
    after: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps in the order of time and what breaks them, the earliest first."""

    steps: tuple[Step, ...]
    breaks: tuple[Break, ...]

    @property
    def origin(self) -> Step | None:
        """The first step that somebody certified or that a place saw."""
        return next((one for one in self.steps if one.source != "buyer"), None)

    @property
    def holder(self) -> Step | None:
        """Who had it last, as far as anybody saw."""
        return next((one for one in reversed(self.steps) if one.party), None)


def path_of(steps: Iterable[Step], *, certified: bool, issued_at: datetime | None = None) -> Path:
    """The path of these steps. `certified`: somebody has certified where the batch comes from."""
    ordered = tuple(sorted(steps, key=lambda one: (one.at, one.source != "certificate")))
    breaks = [
        *_uncertified(ordered, certified),
        *_outsiders(ordered),
        *_two_goods(ordered, issued_at),
        *_silent(ordered),
    ]
    return Path(ordered, tuple(sorted(breaks, key=lambda one: (one.at, one.kind))))


def _uncertified(steps: Sequence[Step], certified: bool) -> list[Break]:
    first = next((place for place, one in enumerate(steps) if one.source in ("dock", "event", "parcel")), None)
    return [] if certified or first is None else [Break("no_certificate", first, -1)]


def _outsiders(steps: Sequence[Step]) -> list[Break]:
    """The first step at a party that does not belong to the way; each party once."""
    found, seen, before = [], set[str](), -1
    for place, one in enumerate(steps):
        if one.belongs is False and one.party not in seen:
            seen.add(one.party)
            found.append(Break("outsider", place, before, {"party": one.party_name, "place": one.place_name}))
        if one.belongs:
            before = place
    return found


def _two_goods(steps: Sequence[Step], issued_at: datetime | None) -> list[Break]:
    """What one piece cannot have done, at the step that shows it."""
    seen = [
        Sighting(one.at, one.place or "buyer", one.what, one.where, public=one.source == "buyer", doubtful=one.doubtful)
        for one in steps
        if one.source in ("dock", "event", "buyer")
    ]
    found = []
    for finding in judge(seen, issued_at=issued_at):
        at = next((place for place, one in enumerate(steps) if one.at == finding.at), len(steps) - 1)
        before = next(
            (place for place in range(at - 1, -1, -1) if steps[place].source in ("dock", "event", "buyer")), -1
        )
        found.append(Break("two_goods", at, before, {"kind": finding.kind, **finding.facts}))
    return found


def _silent(steps: Sequence[Step]) -> list[Break]:
    """Long gaps between places: it left one, or was there, and turned up at another long after."""
    found = []
    moving = [(place, one) for place, one in enumerate(steps) if one.place and one.what in PRESENT | LEAVING]
    for (before, left), (after, came) in pairwise(moving):
        if came.place != left.place and came.at - left.at > SILENCE:
            found.append(Break("unexplained", after, before, {"days": (came.at - left.at).days}))
    return found
