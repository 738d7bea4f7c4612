"""What each reason for a seller's risk weighs, and the figure that follows. Pure.

The figure is the sum of its reasons, between 0 and 100, so that whoever reads the reasons can add them up. It orders who is
looked at first and decides nothing. What came out well makes it less; what was taken back is not handed in here, so that it
never counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HALF_LIFE_DAYS = 180
"""After so many days what happened once weighs half; `COUNTED_DAYS` on it weighs nothing."""
COUNTED_DAYS = 730
NEW_DAYS = 90
"""A seller is new so long, each day a little less."""
POINTS_PER_WEIGHT = 10
"""Points of strikes in force for one of a hundred. They fade by the policy of strikes and not here a second time."""
MOST: Mapping[str, int] = {
    "strikes": 50, "upheld": 20, "surge": 15, "onboarding": 25, "linked": 30, "review_failed": 25, "new": 8,
    "rejected": -5, "review_passed": -15,
}  # fmt: skip
"""The most that a reason may weigh, of 100; below 0 it makes the figure less."""
EACH: Mapping[str, float] = {
    "upheld": 4, "rejected": -1, "surge": 5, "onboarding": 0.25, "linked": 20, "review_failed": 20, "review_passed": -10,
}  # fmt: skip
"""What one of it weighs on its day: an item, each time more than usual, a point of the application's score, a seller, a report."""
BANDS: tuple[tuple[int, str], ...] = ((50, "high"), (25, "raised"), (0, "low"))
"""From which figure on a seller stands in each band."""
AGAIN_AFTER_DAYS = 7
"""Everybody is weighed again so often, as what is known fades; whoever something came out about, at once."""
MOVED = 5
"""By so much a figure differs before its history says so; a change of the band is always said."""
SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "strikes": (
        _("Strikes in force: %(count)s points."),
        _("They fade, go away when they are taken back, and lessons lighten them."),
    ),
    "upheld": (
        _("Listings about which a complaint was upheld: %(count)s."), _("Each weighs half after 180 days."),
    ),
    "surge": (
        _("Many more complaints about goods in the last week than usual."), _("It goes away with the week."),
    ),
    "onboarding": (_("What was found when the seller applied."), _("It weighs half after 180 days.")),
    "linked": (
        _("Suspended sellers with whom the seller shares something: %(count)s."),
        _("It goes away when nothing is shared any more; a link can be contested."),
    ),
    "review_failed": (
        _("Reviews by inspectors that were not passed: %(count)s."), _("Overturned on appeal, one counts no more."),
    ),
    "new": (_("The seller is new here."), _("This goes away within 90 days.")),
    "rejected": (
        _("Listings about which a complaint was rejected: %(count)s."), _("That makes the figure less."),
    ),
    "review_passed": (_("Reviews by inspectors that were passed: %(count)s."), _("That makes the figure less.")),
}  # fmt: skip
"""What each reason says, and how it goes away."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a seller. Tuples have the age in days of each thing; `points` are those of its strikes in force,
    `score` that of its application (0 to 100), `surge` how many times more complaints came than usual (1.0: as ever)."""

    age_days: int
    points: int = 0
    upheld: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()
    surge: float = 1.0
    score: int = 0
    score_age: int = 0
    linked: int = 0
    review_failed: tuple[int, ...] = ()
    review_passed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: its weight, below 0 if it makes the figure less, and how much of it there is."""

    code: str
    weight: int
    count: int

    @property
    def sentence(self) -> str:
        """In words that its seller reads as well: they name nobody else."""
        return f"{self.what} {SAYINGS[self.code][1]}"

    @property
    def what(self) -> str:
        """The sentence without how it goes away."""
        return str(SAYINGS[self.code][0]) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class Risk:
    """The figure, 0 to 100, and its reasons, the heaviest first."""

    figure: int
    reasons: tuple[Because, ...]

    @property
    def band(self) -> str:
        """low, raised or high."""
        return next(band for begins, band in BANDS if self.figure >= begins)

    def moved_from(self, figure: int, band: str) -> bool:
        """Whether that is worth a line in the history of a seller who stood there."""
        return band != self.band or abs(self.figure - figure) >= MOVED


def because(kept: Mapping[str, Any]) -> Because:
    """A reason as it was kept, {"code", "weight", "count"}."""
    return Because(kept["code"], kept["weight"], kept["count"])


def faded(age_days: int) -> float:
    """What something of this age still weighs, of 1."""
    if age_days >= COUNTED_DAYS:
        return 0.0
    return 0.5 ** (max(age_days, 0) / HALF_LIFE_DAYS)


def assess(known: Known) -> Risk:
    """What is known of a seller, weighed. Reasons that come to nothing are left out."""
    found = {
        "strikes": (known.points / POINTS_PER_WEIGHT, known.points),
        "surge": (EACH["surge"] * max(known.surge - 1, 0), 1),
        "onboarding": (EACH["onboarding"] * known.score * faded(known.score_age), 1),
        "linked": (EACH["linked"] * known.linked, known.linked),
        "new": (MOST["new"] * max(1 - max(known.age_days, 0) / NEW_DAYS, 0), 1),
    }
    for code in ("upheld", "rejected", "review_failed", "review_passed"):
        ages: tuple[int, ...] = getattr(known, code)
        counted = [age for age in ages if age < COUNTED_DAYS]
        found[code] = EACH[code] * sum(map(faded, counted)), len(counted)
    reasons = [Because(code, _at_most(code, weight), count) for code, (weight, count) in found.items()]
    standing = sorted((one for one in reasons if one.weight), key=lambda one: (-one.weight, one.code))
    return Risk(min(max(sum(one.weight for one in standing), 0), 100), tuple(standing))


def _at_most(code: str, weight: float) -> int:
    most = MOST[code]
    return round(max(weight, most) if most < 0 else min(weight, most))
