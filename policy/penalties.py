"""Strikes: what an outcome weighs, what is in force on a day, what comes close, and which remedy the matrix proposes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policy.model import Strikes


@dataclass(frozen=True, slots=True)
class StrikeGiven:
    """A strike on a seller's record: its points when it was given, and the day it was rolled back, if it was; `ends_on` is the
    day on which it ends by itself, before it has faded.
    """

    points: int
    day: date
    reversed_on: date | None = None
    ends_on: date | None = None


def weight(strikes: Strikes, outcome: str, ground: str = "") -> int:
    """The points of an outcome; the weight with the narrowest ground wins. 0 if it weighs nothing."""
    fitting = [w for w in strikes.weights if w.outcome == outcome and _covers(w.ground, ground)]
    return max(fitting, key=lambda w: len(w.ground)).points if fitting else 0


def in_force(strikes: Strikes, given: Iterable[StrikeGiven], day: date) -> int:
    """The points that count on a day: faded with age, none of a strike that was rolled back by then or came later."""
    return sum(
        strike.points * _percent(strikes, (day - strike.day).days) // 100
        for strike in given
        if strike.day <= day and all(end is None or day < end for end in (strike.reversed_on, strike.ends_on))
    )


def course(strikes: Strikes, given: Iterable[StrikeGiven], days: Sequence[date]) -> list[int]:
    """The points on each of these days as they are seen today: what was rolled back counts nothing from the beginning."""
    right = [strike for strike in given if strike.reversed_on is None]
    return [in_force(strikes, right, day) for day in days]


@dataclass(frozen=True, slots=True)
class Near:
    """The rung that one more strike of `points` would reach; `missing` are the points to it."""

    rung: int
    remedy: str
    missing: int


def near(strikes: Strikes, points: int, another: int) -> Near | None:
    """The highest rung that is not reached and that another strike of so many points would reach; None if there is none."""
    close = [rung for rung in strikes.ladder if points < rung.points <= points + another]
    highest = max(close, key=lambda rung: rung.points, default=None)
    return Near(highest.points, highest.remedy, highest.points - points) if highest else None


def fading(strikes: Strikes, given: StrikeGiven) -> list[tuple[date, int]]:
    """The days on which a strike that is not rolled back comes to count less, and the points it has from then on."""
    steps = sorted(strikes.decay, key=lambda step: step.after_days)
    return [(given.day + timedelta(days=step.after_days), given.points * step.percent // 100) for step in steps]


def proposed(strikes: Strikes, points: int) -> str | None:
    """The remedy on the highest rung that the points reach, or None. A proposal: a reviewer disposes."""
    reached = [rung for rung in strikes.ladder if rung.points <= points]
    return max(reached, key=lambda rung: rung.points).remedy if reached else None


def _covers(branch: str, ground: str) -> bool:
    return not branch or ground == branch or ground.startswith(branch + ".")


def _percent(strikes: Strikes, age_days: int) -> int:
    passed = [step for step in strikes.decay if step.after_days <= age_days]
    return max(passed, key=lambda step: step.after_days).percent if passed else 100
