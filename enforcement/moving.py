"""The running clocks that would end at another time, were they counted today: a rule was changed, or a calendar.

A bound stands as it was told, whatever is written later: nothing moves by itself. Who changes a rule, or takes in a new
release of the holidays, sees here what it would move, and `enforcement.services.recount` moves what a person says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from accounts import queries as accounts
from enforcement.models import Case, Complaint
from enforcement.packs import of_case, time_zone
from enforcement.services.extending import longer_rule
from policy import calendar, registry
from policy.model import ClockRule, Pack
from workflow.models import Clock

Matter = Case | Complaint
PackOf = Callable[[Matter, datetime], Pack]

BY_ITSELF = ("take_effect",)
"""Clocks that look again by themselves: their bound is that of what waits, not that of the rule."""
A_READ = 1_000


@dataclass(frozen=True, slots=True)
class Moved:
    """A running clock of a case (or of a complaint that is not complete), its bounds as told and as counted today."""

    clock: Clock
    about: Matter
    rule: ClockRule
    pack: Pack
    window: calendar.Window

    @property
    def due_at(self) -> datetime | None:
        """The upper bound as it would be."""
        return self.window.due_at

    @property
    def lower_at(self) -> datetime | None:
        """The lower bound as it would be; None where the rule has none."""
        return self.window.lower_at if self.rule.lower else None

    @property
    def takes_time(self) -> bool:
        """True if somebody who was told a bound would have less time than that.

        An upper bound gives time to the party that must act; a lower one to whoever may prevent what follows.
        """
        clock = self.clock
        upper = self.rule.binds != "marketplace" and _sooner(clock.due_at, self.due_at)
        return upper or _sooner(clock.lower_at, self.lower_at)

    def is_past(self, now: datetime) -> bool:
        """True if, counted today, the clock would have run out already: it would fire at once."""
        acts_at = calendar.acts_at(self.window, self.rule)
        return acts_at is not None and acts_at <= now


def _sooner(told: datetime | None, counted: datetime | None) -> bool:
    return told is not None and counted is not None and counted < told


def newest_pack(about: Matter, now: datetime) -> Pack:
    """The newest version of the rules that a case stands under, with the marketplace's values of today laid over it."""
    found = registry.pack(about.pack_code, region=about.region)
    return accounts.laid_over(found.on(now.date()))[0]


def moving(now: datetime, *, pack_of: PackOf = of_case, clocks: Sequence[UUID] | None = None) -> Iterator[Moved]:
    """The running clocks whose bounds would move, counted by the packs and calendars of today; the nearest told bound first.

    `pack_of` says by which rules: those a case was opened under, with the marketplace's values of today (`of_case`), or
    the newest version (`newest_pack`). `clocks` narrows it to these. A clock that its pack no longer knows stays as it is.
    Writes nothing; one query for a thousand clocks, and a pack for each kind of case.
    """
    rows = Clock.objects.filter(state=Clock.State.RUNNING).exclude(unit="").exclude(kind__in=BY_ITSELF)
    if clocks is not None:
        rows = rows.filter(id__in=list(clocks))
    packs: dict[tuple[str, str, str], Pack] = {}
    found = list(rows.order_by("due_at", "id"))
    for at in range(0, len(found), A_READ):
        some = found[at : at + A_READ]
        matters = _matters({clock.about_id for clock in some})
        for clock in some:
            about = matters.get(clock.about_id)
            if about is None:
                continue
            key = (about.pack_code, about.pack_version, about.region)
            if key not in packs:
                packs[key] = pack_of(about, now)
            if moved := _moved(clock, about, packs[key]):
                yield moved


def _matters(ids: set[UUID]) -> dict[UUID, Matter]:
    found: dict[UUID, Matter] = dict(Case.objects.select_related("right").in_bulk(ids))
    rest = ids - found.keys()
    filed = Complaint.objects.select_related("right").exclude(pack_code="").in_bulk(rest) if rest else {}
    return {**found, **filed}


def _moved(clock: Clock, about: Matter, pack: Pack) -> Moved | None:
    rule = rule_of(clock, pack)
    if rule is None:
        return None
    window = calendar.due(clock.started_at, rule, time_zone(pack))
    moved = Moved(clock, about, rule, pack, window)
    if (moved.lower_at, moved.due_at) == (clock.lower_at, clock.due_at):
        return None
    return moved


def rule_of(clock: Clock, pack: Pack) -> ClockRule | None:
    """The rule by which a running clock is counted: its extension where it was given more time; None if there is none."""
    rule = next((one for one in pack.clocks_from(clock.starts_on) if one.kind == clock.kind), None)
    if rule is None or rule.extension is None:
        return rule
    extended = clock.upper == rule.extension.upper and clock.unit == rule.extension.unit
    return longer_rule(rule) if extended else rule


def changed_by(moved: Moved) -> Literal["rule", "calendar"]:
    """What moves it: the rule says otherwise than was told, or only the calendar of its days has changed."""
    clock, rule = moved.clock, moved.rule
    told = (clock.unit, clock.lower, clock.upper, clock.calendar)
    return "calendar" if told == (rule.unit, rule.lower or None, rule.upper, rule.calendar) else "rule"
