"""How scans are judged: which matchers count, what the score is worth here, and what it leads to.

The setup that is in force is read from the marketplace's rows; a trial lays a change over it without touching them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scanner import kept_goods
from scanner.calibrating import Points
from scanner.goods.classes import UNTOLD, Goods
from scanner.matchers import MATCHERS
from scanner.models import Calibration, MatcherSwitch
from scanner.thresholds import Limits, table

Bounds = dict[tuple[str, str], Limits]

SEES_ALL: Bounds = {("", ""): Limits(1, 101)}
"""Thresholds under which every score is said and nothing is held."""


@dataclass(frozen=True, slots=True)
class Setup:
    """`matchers` by name; `points` of the calibration, none where scores are taken as they are; `calibration` its number;
    `goods` tells what goods a listing is about."""

    matchers: frozenset[str]
    bounds: Bounds
    points: Points = ()
    calibration: int = 0
    goods: Goods = UNTOLD


def in_force() -> Setup:
    """How scans are judged in this marketplace now. Five queries."""
    silent = set(MatcherSwitch.objects.exclude(state="live").values_list("matcher", flat=True))
    curve = Calibration.objects.filter(promoted_at__isnull=False, retired_at=None).first()
    return Setup(
        matchers=frozenset(matcher.name for matcher in MATCHERS) - silent,
        bounds=table(),
        points=points_of(curve) if curve else (),
        calibration=curve.number if curve else 0,
        goods=kept_goods.in_force(),
    )


def points_of(curve: Calibration) -> Points:
    """The points of a stored curve."""
    return tuple((float(score), float(share)) for score, share in curve.points)


def changed(setup: Setup, change: Mapping[str, Any]) -> Setup:
    """The setup with the change of a trial. Raises DoesNotExist for a curve or classifier that is not on file."""
    if change["kind"] == "threshold":
        place = (change["region"], change["category"].casefold())
        return replace(setup, bounds={**setup.bounds, place: Limits(change["queue_at"], change["hold_at"])})
    if change["kind"] == "matcher":
        others = setup.matchers - {change["matcher"]}
        return replace(setup, matchers=others | {change["matcher"]} if change["state"] == "live" else others)
    if change["kind"] == "goods":
        return replace(setup, goods=kept_goods.numbered(change["number"]))
    curve = Calibration.objects.get(number=change["number"])
    return replace(setup, points=points_of(curve), calibration=curve.number)
