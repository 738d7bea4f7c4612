"""Clocks: none early, none missed, none twice. A hundred thousand deadlines, against a slow reference of its own.

Most are computed alone. The others run as rows: they are started by a pack's rule, the database's clock is moved along, and
two pollers at once fire them, while a third is killed again and again in the middle of a batch. In between a new release of
the holidays moves those that run.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays
from django.db import connections

from bench import clocks_poller, database
from bench.clocks_reference import Change, Deadline, Slow, changes, deadlines
from bench.rows import Row
from policy import calendar
from policy.model import ClockRule, Rule, Source
from tenancy.context import database_now, tenant
from tenancy.ids import uuid7
from tests.journeys.database_clock import DatabaseClock, movable_clock
from workflow import clocks
from workflow.models import Clock
from workflow.rounds import run_round

SEED = 20261122
COMPUTED, RUNNING = 96_000, 4_000
STOPS = 120
"""How often time stands still and the pollers go round."""
KILLED_EVERY = 12
SOURCE = Rule("bench", "policy", True, Source("Bench", ""))


@dataclass
class Wrong:
    """What went wrong, counted."""

    early: int = 0
    missed: int = 0
    double: int = 0

    def compare(self, told: datetime | None, right: datetime) -> None:
        """A bound before the right one is early; one after it, or none, would be missed."""
        self.early += told is not None and told < right
        self.missed += told is None or told > right


def rule_of(one: Deadline, *, then: str = "decide_overdue", acts_at: str = "upper") -> ClockRule:
    """The rule by which a pack would say it."""
    return ClockRule(
        kind="bench", title="Bench", starts_on="decided", unit=one.unit, upper=one.upper, lower=one.lower,  # type: ignore[arg-type]
        binds="marketplace", then=then, rule=SOURCE, calendar=one.calendar, acts_at=acts_at,  # type: ignore[arg-type]
    )  # fmt: skip


@contextmanager
def new_release(changed: dict[str, Change]) -> Iterator[None]:
    """Within the block the holidays are those of another release, as after an update and a restart."""
    real = holidays.country_holidays

    def told(code: str, **options: Any) -> holidays.HolidayBase:
        country = real(code, **options)
        change = changed.get(code, Change())
        years = set(country.years)
        country.update({day: "New" for day in change.free if day.year in years})
        for day in change.worked & country.keys():
            country.pop(day)
        return country

    with patch.object(calendar.holidays, "country_holidays", told):
        _forget()
        yield
    _forget()


def _forget() -> None:
    calendar._days_off.cache_clear()
    calendar._extra_days.cache_clear()


def computed(count: int, seed: int) -> Wrong:
    """Deadlines computed alone, under today's holidays and under those of a release to come."""
    wrong, changed = Wrong(), changes(seed)
    slow = Slow(changed)
    asked = list(deadlines(count, seed))
    _compare(wrong, slow, [one for one in asked if not one.changed])
    with new_release(changed):
        _compare(wrong, slow, [one for one in asked if one.changed])
    return wrong


def _compare(wrong: Wrong, slow: Slow, asked: list[Deadline]) -> None:
    for one in asked:
        window = calendar.due(one.start, rule_of(one), ZoneInfo(one.zone))
        lower, upper = slow.bounds(one)
        wrong.compare(window.lower_at, lower)
        wrong.compare(window.due_at, upper)


class Thing(SimpleNamespace):
    """Something that a clock runs for."""

    _meta: ClassVar = SimpleNamespace(label="bench.Thing")


def run() -> list[Row]:
    """Rows of the bench `clocks`."""
    began = time.process_time()
    alone = computed(COMPUTED, SEED)
    each = (time.process_time() - began) / COMPUTED
    with database.throwaway():
        [place] = database.marketplaces(1)
        with movable_clock() as wall:
            rows = Rows(place.id, wall)
            told = rows.start(RUNNING)
            ran, killed = rows.let_time_pass()
    return [
        Row("clocks.early", alone.early + told.early + ran.early, "deadlines"),
        Row("clocks.missed", alone.missed + told.missed + ran.missed, "deadlines"),
        Row("clocks.double", ran.double, "deadlines"),
        Row("clocks.deadlines", COMPUTED + RUNNING, "deadlines"),
        Row("clocks.pollers_killed", killed, "times"),
        Row("clocks.us_each_with_reference", 1e6 * each, "µs"),
    ]


class Rows:
    """Clocks as rows of one marketplace, whose firings are written down in the transaction that marks them."""

    def __init__(self, place: UUID, wall: DatabaseClock) -> None:
        self.place, self.wall = place, wall
        self.due: dict[UUID, datetime] = {}
        wall.execute(clocks_poller.MAKE)
        clocks.CONSEQUENCES[clocks_poller.THEN] = clocks_poller.write_down

    def start(self, count: int) -> Wrong:
        """Start them by their rules, from now to two years on; half act at the lower bound. Those whose calendar a new
        release of the holidays changes are counted anew. What the rows then say, against the reference."""
        first = datetime.now(UTC).date()
        last = date(first.year + 2, 12, 31)
        changed = changes(SEED, first=first, last=last)
        slow, soonest = Slow(changed), datetime.now(UTC) + timedelta(hours=1)
        asked = [
            replace(one, start=max(one.start, soonest)) for one in deadlines(count, SEED + 1, first=first, last=last)
        ]
        with tenant(self.place):
            started = [(one, *self._started(one, number)) for number, one in enumerate(asked)]
        with new_release(changed), tenant(self.place):
            for one, rule, clock in started:
                if one.changed:
                    clocks.recount(clock, rule, tz=ZoneInfo(one.zone))
            told = dict(Clock.objects.values_list("id", "next_at"))
        wrong = Wrong()
        for one, rule, clock in started:
            lower, upper = slow.bounds(one)
            self.due[clock.id] = lower if rule.acts_at == "lower" else upper
            wrong.compare(told[clock.id], self.due[clock.id])
        return wrong

    def _started(self, one: Deadline, number: int) -> tuple[ClockRule, Clock]:
        rule = rule_of(one, then=clocks_poller.THEN, acts_at=("lower", "upper")[number % 2])
        subject: Any = Thing(id=uuid7())
        return rule, clocks.start_by_rule(rule, subject=subject, starts_at=one.start, tz=ZoneInfo(one.zone))

    def let_time_pass(self) -> tuple[Wrong, int]:
        """Stop at moments that lie close before and close after bounds; what went wrong, and how many pollers were killed."""
        bounds = sorted(self.due.values())
        draw, wrong, killed = random.Random(SEED), Wrong(), 0
        for number, bound in enumerate(bounds[:: max(1, len(bounds) // STOPS)]):
            moment = self._set(bound + timedelta(milliseconds=draw.choice((-500, -20, 0, 500))))
            dies = number % KILLED_EVERY == KILLED_EVERY // 2 and self._kill_one()
            killed += dies
            self._go_round()
            # What the dead poller held is free again after its lease, at the next stop.
            wrong.missed += max(0, len(self._unfired(moment)) - dies)
        for hours in (1, 2):
            self._set(bounds[-1] + timedelta(hours=hours))
            self._go_round()
        self._judge(wrong)
        return wrong, killed

    def _set(self, moment: datetime) -> datetime:
        """Move the clock on to a moment, never back; where it stands."""
        self.wall.execute("UPDATE moved.clock SET shift = greatest(shift, %s - pg_catalog.clock_timestamp())", [moment])
        with tenant(self.place):
            return database_now()

    def _go_round(self) -> None:
        """Two workers at once: one was rung by the schedule, the other by the doorbell."""
        pollers = [partial(run_round, clocks.JOB), partial(clocks.fire_ripe, self.place)]
        threads = [threading.Thread(target=_poll, args=[poller]) for poller in pollers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _kill_one(self) -> bool:
        """A poller in a process of its own dies in the middle of a consequence; False if there was nothing for it to do."""
        name = str(connections["default"].settings_dict["NAME"])
        command = [sys.executable, "-m", "bench.clocks_poller", name, str(self.place)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as poller:
            assert poller.stdout is not None
            said = poller.stdout.readline().strip()
            poller.kill()
        return said == clocks_poller.IN_THE_MIDDLE

    def _fired(self) -> list[tuple[UUID, datetime]]:
        with tenant(self.place), connections["default"].cursor() as cursor:
            cursor.execute("SELECT clock_id, at FROM bench_fired")
            return cursor.fetchall()

    def _unfired(self, moment: datetime) -> set[UUID]:
        return {found for found, due in self.due.items() if due <= moment} - {found for found, _at in self._fired()}

    def _judge(self, wrong: Wrong) -> None:
        """All that was written down, against the reference."""
        fired = self._fired()
        wrong.early += sum(at < self.due[found] for found, at in fired)
        wrong.double += len(fired) - len({found for found, _at in fired})
        wrong.missed += len(self.due.keys() - {found for found, _at in fired})
        with tenant(self.place):
            wrong.missed += Clock.objects.exclude(state=Clock.State.FIRED).count()


def _poll(poller: Callable[[], int]) -> None:
    try:
        while poller():
            pass
    finally:
        connections.close_all()
