"""How well the matchers do: what they find, how often people agree, and whether either is changing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from scanner import set_aside
from scanner.matchers import MATCHERS
from scanner.models import Calibration, IndexVersion, Look, Match, MatcherSwitch, Missed, Signal
from scanner.trying import RIGHT, WRONG
from tenancy.ids import least_uuid7

WEEK = timedelta(days=7)
WEEKS = 12
LATELY = 4
"""Weeks that are compared with the rest."""
FEWEST_JUDGED = 20
"""Below so many verdicts a share says little, and no change of it is pointed out."""
DROP = 0.1
BURST = 2.0


@dataclass(slots=True)
class MatcherHealth:
    """One matcher: signals per week, the oldest first, and verdicts on the matches it took part in, lately and before."""

    name: str
    state: str = "live"
    volumes: list[int] = field(default_factory=lambda: [0] * WEEKS)
    right: int = 0
    wrong: int = 0
    right_before: int = 0
    wrong_before: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was judged lately, the share that was right."""
        return _share(self.right, self.wrong)

    @property
    def precision_before(self) -> float | None:
        """The same of the weeks before."""
        return _share(self.right_before, self.wrong_before)

    @property
    def falls(self) -> bool:
        """Whether people agree clearly less often than before, and enough was judged to say so."""
        now, before = self.precision, self.precision_before
        enough = min(self.right + self.wrong, self.right_before + self.wrong_before) >= FEWEST_JUDGED
        return enough and now is not None and before is not None and before - now >= DROP

    @property
    def bursts(self) -> bool:
        """Whether it found twice as much in the last week as in a usual one."""
        usual = sum(self.volumes[:-1]) / (WEEKS - 1)
        return self.volumes[-1] >= FEWEST_JUDGED and self.volumes[-1] > BURST * usual


@dataclass(frozen=True, slots=True)
class Health:
    """The whole: its matchers, what people found that it had not, what waits, and with what it works."""

    matchers: list[MatcherHealth]
    right: int
    missed: int
    looks_waiting: int
    looks_dead: int
    refused: int
    index: IndexVersion | None
    calibration: Calibration | None

    @property
    def recall(self) -> float | None:
        """Of the infringements that people confirmed lately, the share that was found here before anybody complained."""
        return _share(self.right, self.missed)


def _share(good: int, bad: int) -> float | None:
    return good / (good + bad) if good + bad else None


def health(now: datetime) -> Health:
    """Over the last twelve weeks. The number of queries does not depend on how much there is."""
    found = {matcher.name: MatcherHealth(matcher.name) for matcher in MATCHERS}
    for name, state in MatcherSwitch.objects.values_list("matcher", "state"):
        if name in found:
            found[name].state = state
    _volumes(found, now)
    _verdicts(found, now)
    lately = least_uuid7(now - LATELY * WEEK)
    right = Match.objects.filter(id__gte=lately).filter(_judged(RIGHT)).count()
    looks = Look.objects.filter(state__in=["unread", "reading", "waiting", "looking", "dead"])
    waiting = dict(looks.values_list("state").annotate(count=Count("id")))
    return Health(
        matchers=list(found.values()),
        right=right,
        missed=Missed.objects.filter(at__gte=now - LATELY * WEEK).count(),
        looks_waiting=sum(count for state, count in waiting.items() if state != "dead"),
        looks_dead=waiting.get("dead", 0),
        refused=set_aside.pictures().count(),
        index=IndexVersion.objects.order_by("-number").first(),
        calibration=Calibration.objects.filter(promoted_at__isnull=False, retired_at=None).first(),
    )


def _volumes(found: Mapping[str, MatcherHealth], now: datetime) -> None:
    since = least_uuid7(now - WEEKS * WEEK)
    rows = Signal.objects.filter(id__gte=since).annotate(day=TruncDate("match__made_at"))
    for name, day, count in rows.values_list("matcher", "day").annotate(count=Count("id")).order_by():
        week = WEEKS - 1 - (now.date() - day).days // 7
        if name in found and 0 <= week < WEEKS:
            found[name].volumes[week] += count


def _verdicts(found: Mapping[str, MatcherHealth], now: datetime) -> None:
    """One row for a match and matcher, however many signals it gave."""
    since, lately = least_uuid7(now - WEEKS * WEEK), now - LATELY * WEEK
    rows = Match.objects.filter(id__gte=since).filter(_judged((*RIGHT, *WRONG)))
    counted: dict[tuple[str, bool, bool], set[object]] = defaultdict(set)
    for match_id, state, made_at, name in rows.values_list("id", "state", "made_at", "signals__matcher"):
        counted[name, state in RIGHT, made_at >= lately].add(match_id)
    for (name, good, is_late), matches in counted.items():
        if name in found:
            said = ("right" if good else "wrong") + ("" if is_late else "_before")
            setattr(found[name], said, len(matches))


def _judged(states: tuple[str, ...]) -> Q:
    """Matches in these states that a person has looked at."""
    return Q(state__in=states) & ~Q(state__in=["confirmed", "cased"], verdict="")
