"""How the conduct of somebody who files notices or complaints weighs (Digital Services Act, art. 23(3)): the absolute number
of manifestly unfounded ones, their share, their gravity, the intention, what warnings there were. Pure.

It proposes: nothing, a warning, or a suspension for a reasonable time. A person disposes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

GRAVITY_POINTS: Mapping[str, int] = MappingProxyType({"minor": 1, "serious": 2, "grave": 4})
INTENTION_POINTS = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the marketplace publishes. `least` unfounded ones with a share of `percent`, or `points` whatever the share,
    propose a warning; `again` points after a warning that is at most `warning_holds` days old propose a suspension of
    `terms` days, the first, the second, any further. A seller may answer what its strikes propose for `answer_days`.
    """

    least: int = 3
    percent: int = 20
    points: int = 8
    again: int = 2
    warning_holds: int = 365
    terms: tuple[int, ...] = (30, 90, 180)
    answer_days: int = 10


PUBLISHED = Thresholds()


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that weighs: its kind (`unfounded`, or `intention` for misuse that a reviewer found), gravity and day."""

    kind: str
    gravity: str
    on: date

    @property
    def points(self) -> int:
        """What it weighs."""
        return GRAVITY_POINTS[self.gravity] + (INTENTION_POINTS if self.kind == "intention" else 0)


@dataclass(frozen=True, slots=True)
class Conduct:
    """The facts of the last year: how many were decided, the marks, when it was last warned, suspensions so far."""

    decided: int
    marks: tuple[Mark, ...] = ()
    warned_on: date | None = None
    suspensions: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as a code and its figures; `misuse_words.reason_words` says it."""

    code: str
    facts: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`deed` is "", "warn" or "suspend" (then for `days`), with the reasons."""

    deed: str
    reasons: tuple[Reason, ...]
    days: int = 0


def weigh(conduct: Conduct, day: date, thresholds: Thresholds = PUBLISHED) -> Proposal:
    """What to propose on a day."""
    unfounded = [mark for mark in conduct.marks if mark.kind == "unfounded"]
    intended = [mark for mark in conduct.marks if mark.kind == "intention"]
    points = sum(mark.points for mark in conduct.marks)
    share = 100 * len(unfounded) // conduct.decided if conduct.decided else 0
    reasons = [
        Reason("number", {"n": len(unfounded), "decided": conduct.decided, "percent": share}),
        Reason("points", {"points": points, "grave": sum(mark.gravity == "grave" for mark in conduct.marks)}),
    ]
    if intended:
        reasons.append(Reason("intention", {"n": len(intended)}))
    often = len(unfounded) >= thresholds.least and share >= thresholds.percent
    if not often and points < thresholds.points:
        return Proposal("", (*reasons, Reason("below")))
    warned = conduct.warned_on
    if warned is None or warned < day - timedelta(days=thresholds.warning_holds):
        return Proposal("warn", (*reasons, Reason("not_warned")))
    since = sum(mark.points for mark in conduct.marks if mark.on > warned)
    if since < thresholds.again:
        return Proposal("", (*reasons, Reason("heeded", {"on": warned.isoformat()})))
    days = thresholds.terms[min(conduct.suspensions, len(thresholds.terms) - 1)]
    after = Reason("warned", {"on": warned.isoformat(), "points": since, "before": conduct.suspensions})
    return Proposal("suspend", (*reasons, after), days)


def processed_all_the_same(pack_code: str) -> bool:
    """Whether the law behind a pack has a complete notice acted on whoever sends it: its processing cannot be suspended.

    The Digital Services Act lets it be (art. 23(2)), and the house's own policy; statutes that act on notice do not.
    """
    return not (pack_code.startswith(("eu-dsa", "house")))
