"""Deadlines counted slowly, by people's rules alone: an hour after an hour, a day after a day, a quarter of an hour after the
other until the wall calendar shows the day. It shares no code with the calendar of the packs, and is measured against it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

ZONES = (
    "America/New_York", "America/Santiago", "America/Havana", "America/Sao_Paulo", "Europe/Berlin", "Africa/Cairo",
    "Asia/Beirut", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Auckland",
)  # fmt: skip
CALENDARS = ("", "US", "DE", "CN", "JP", "KR", "TW", "IN", "BR", "CA", "IL", "AE")
UNITS = {
    "minutes": 5_000, "hours": 2_000, "calendar_days": 200, "calendar_months": 30, "working_days": 30,
    "business_days": 40,
}  # fmt: skip
"""The units, and how far a deadline is counted in each."""
FIRST, LAST = date(2024, 1, 1), date(2031, 12, 31)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new release of the holidays says otherwise about one country: days that became free, days that did not stay."""

    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock that starts at `start` (UTC): so many of a unit, in a zone, by a country's calendar. `changed` where the
    holidays of that country are other than in the release at hand."""

    start: datetime
    zone: str
    unit: str
    lower: int
    upper: int
    calendar: str
    changed: bool = False


@dataclass
class Slow:
    """The slow reference, with what changed in the calendars."""

    changes: Mapping[str, Change] = field(default_factory=dict)
    _instants: dict[tuple[str, date], datetime] = field(default_factory=dict)
    _countries: dict[tuple[str, int], holidays.HolidayBase] = field(default_factory=dict)

    def bounds(self, one: Deadline) -> tuple[datetime, datetime]:
        """Not before, not after: both in UTC."""
        return self.end(one, one.lower), self.end(one, one.upper)

    def end(self, one: Deadline, count: int) -> datetime:
        """The end of the `count`-th unit after the start; 0 is the start itself."""
        if count == 0:
            return one.start
        if one.unit in ("minutes", "hours"):
            step = 60 if one.unit == "minutes" else 3600
            return datetime.fromtimestamp(one.start.timestamp() + step * count, UTC)
        return self.first_instant(one.zone, self._last_day(one, count) + timedelta(1))

    def _last_day(self, one: Deadline, count: int) -> date:
        day = one.start.astimezone(ZoneInfo(one.zone)).date()
        if one.unit == "calendar_months":
            return _months_on(day, count)
        counts = self._counting(one)
        while count:
            day = date.fromordinal(day.toordinal() + 1)
            count -= counts(day)
        return day

    def _counting(self, one: Deadline) -> Callable[[date], bool]:
        if one.unit == "calendar_days":
            return lambda _day: True
        if one.unit == "business_days":
            return lambda day: day.isoweekday() <= 5 and not self._is_free(one, day)
        return lambda day: self._is_worked_instead(one, day) or not self._is_free(one, day)

    def _is_free(self, one: Deadline, day: date) -> bool:
        if not one.calendar:
            return day.isoweekday() >= 6
        country = self._country(one.calendar, day.year)
        free = day in country or day.weekday() in country.weekend
        change = self.changes.get(one.calendar, Change()) if one.changed else Change()
        return (free and day not in change.worked) or day in change.free

    def _is_worked_instead(self, one: Deadline, day: date) -> bool:
        return bool(one.calendar) and day in self._country(one.calendar, day.year).weekend_workdays

    def _country(self, code: str, year: int) -> holidays.HolidayBase:
        if (code, year) not in self._countries:
            self._countries[code, year] = holidays.country_holidays(code, years=year)
        return self._countries[code, year]

    def first_instant(self, zone: str, day: date) -> datetime:
        """A quarter of an hour after the other, then minute by minute, until the wall calendar shows the day or a later one."""
        if (zone, day) not in self._instants:
            tz = ZoneInfo(zone)
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=20)
            for step in (timedelta(minutes=15), timedelta(minutes=1)):
                while moment.astimezone(tz).date() < day:
                    moment += step
                moment -= step
            self._instants[zone, day] = moment + timedelta(minutes=1)
        return self._instants[zone, day]


def _months_on(day: date, count: int) -> date:
    """Month after month; a day that the last of them does not have is its last."""
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def deadlines(count: int, seed: int, *, first: date = FIRST, last: date = LAST) -> Iterator[Deadline]:
    """So many deadlines, the same for a seed: every fourth begins at a change of the wall clock, every tenth by a leap day,
    every tenth by the turn of a year, the others anywhere."""
    draw = random.Random(seed)
    edges = {zone: _edges(zone, first, last) for zone in ZONES}
    for number in range(count):
        zone = ZONES[number % len(ZONES)]
        unit = draw.choice(list(UNITS))
        upper = draw.randint(0, UNITS[unit])
        lower = draw.choice((0, 0, draw.randint(0, upper)))
        yield Deadline(
            start=_start(draw, number, edges[zone], first, last), zone=zone, unit=unit, lower=lower, upper=upper,
            calendar=draw.choice(CALENDARS), changed=draw.random() < 0.3,
        )  # fmt: skip


def _start(draw: random.Random, number: int, edges: list[datetime], first: date, last: date) -> datetime:
    near = timedelta(seconds=draw.randint(-200_000, 200_000))
    if number % 4 == 0 and edges:
        return draw.choice(edges) + draw.choice((near, timedelta(seconds=draw.randint(-2, 2)), timedelta()))
    years = range(first.year, last.year + 1)
    leap = [year for year in years if year % 4 == 0]
    if number % 10 == 1 and leap:
        return datetime(draw.choice(leap), 2, 29, 12, tzinfo=UTC) + near
    if number % 10 == 3:
        return datetime(draw.choice(years), 12, 31, 12, tzinfo=UTC) + near
    days = (last - first).days
    return datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(seconds=draw.randint(0, days * 86_400))


def _edges(zone: str, first: date, last: date) -> list[datetime]:
    """The moments at which a zone's clocks are put forward or back, found hour by hour; none where they never are."""
    tz, found = ZoneInfo(zone), []
    moment, end = datetime(first.year, 1, 1, tzinfo=UTC), datetime(last.year, 12, 31, tzinfo=UTC)
    while moment < end:
        following = moment + timedelta(hours=6)
        if moment.astimezone(tz).utcoffset() != following.astimezone(tz).utcoffset():
            inner = moment
            while inner.astimezone(tz).utcoffset() == moment.astimezone(tz).utcoffset():
                inner += timedelta(minutes=30)
            found.append(inner)
        moment = following
    return found


def changes(seed: int, *, first: date = FIRST, last: date = LAST) -> dict[str, Change]:
    """A new release for every country: in each year three days become free, and one holiday does not stay."""
    draw, found = random.Random(seed), {}
    for code in filter(None, CALENDARS):
        free: set[date] = set()
        worked: set[date] = set()
        for year in range(first.year, last.year + 4):
            country = holidays.country_holidays(code, years=year)
            free |= {date(year, 1, 1) + timedelta(draw.randint(0, 360)) for _ in range(3)}
            worked |= set(draw.sample([d for d in sorted(country) if d.weekday() not in country.weekend], 1))
        found[code] = Change(frozenset(free), frozenset(worked - free))
    return found
