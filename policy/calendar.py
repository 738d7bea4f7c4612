"""When a clock runs out: hours, days, months, working days, in the time zone where the days of a case end.

The day of the event does not count. A bound of N days is the end of the Nth day after it: the first instant of the
day that follows, so that "due at or before now" and "the day has ended" are the same. Hours and minutes are elapsed
time, whatever the clocks on the wall do in between. A bound of 0 is the event itself.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

import holidays

from policy.model import ClockRule
from policy.vocabulary import Unit

DAY = timedelta(days=1)
COUNTRIES: frozenset[str] = frozenset(holidays.list_supported_countries(include_aliases=True))
"""The country codes whose holidays are known."""


class Window(NamedTuple):
    """The bounds of a clock in UTC: not before `lower_at`, not after `due_at` (None: no bound)."""

    lower_at: datetime
    due_at: datetime | None


def due(start: datetime, rule: ClockRule, tz: tzinfo) -> Window:
    """The bounds of a clock that starts at `start`, in UTC.

    `tz` is the time zone in which days end. ValueError if `start` is naive or a calendar is not known.
    """
    if start.utcoffset() is None:
        raise ValueError("a clock starts at a moment with a time zone")
    upper = None if rule.upper is None else _bound(start, rule.upper, rule, tz)
    return Window(_bound(start, rule.lower, rule, tz), upper)


def acts_at(window: Window, rule: ClockRule) -> datetime | None:
    """When the consequence is carried out, in UTC; None if the clock has no bound and only counts."""
    if window.due_at is None:
        return None
    return window.lower_at if rule.acts_at == "lower" else window.due_at


def last_day(moment: datetime, tz: tzinfo) -> date:
    """The day a person reads for a bound: of one that falls on midnight, the day that then ends."""
    return (moment.astimezone(UTC) - timedelta(microseconds=1)).astimezone(tz).date()


def _bound(start: datetime, count: int, rule: ClockRule, tz: tzinfo) -> datetime:
    start = start.astimezone(UTC)
    if count == 0:
        return start
    if rule.unit == "minutes":
        return start + timedelta(minutes=count)
    if rule.unit == "hours":
        return start + timedelta(hours=count)
    day = start.astimezone(tz).date()
    if rule.unit == "calendar_days":
        last = day + count * DAY
    elif rule.unit == "calendar_months":
        last = _months_after(day, count)
    else:
        last = _nth_working_day(day, count, rule.calendar, rule.unit)
    return _start_of(last + DAY, tz)


def _start_of(day: date, tz: tzinfo) -> datetime:
    """The first instant of a day, in UTC.

    A midnight that clocks jump over is read with the offset before the jump, which is the instant of the jump; of a
    midnight that comes twice on one date, the first (fold 0, both times).
    """
    return datetime.combine(day, time(), tzinfo=tz).astimezone(UTC)


def _months_after(day: date, count: int) -> date:
    """The same day of a later month, or that month's last day if it has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _nth_working_day(day: date, count: int, calendar: str, unit: Unit) -> date:
    while count:
        day += DAY
        count -= is_working_day(day, calendar, unit)
    return day


def is_working_day(day: date, calendar: str, unit: Unit = "working_days") -> bool:
    """True if people work on that day.

    `working_days` follow the country: its own weekend, and weekends worked in exchange for a holiday. `business_days`
    are Monday to Friday without public holidays (of the US, the federal ones). ValueError for an unknown calendar.
    """
    if unit == "business_days":
        return day.weekday() < 5 and day not in _days_off(calendar, day.year)
    return day in _extra_days(calendar, day.year) or day not in _days_off(calendar, day.year)


@lru_cache(maxsize=4096)
def _days_off(calendar: str, year: int) -> frozenset[date]:
    """Holidays and weekends of a year. Whole years are computed and kept: a shared HolidayBase that is being filled
    answers "no holiday" to the other threads."""
    days = [date(year, 1, 1) + n * DAY for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    if not calendar:
        return frozenset(day for day in days if day.weekday() >= 5)
    country = _country(calendar, year)
    return frozenset(day for day in days if day in country or not country.is_working_day(day))


@lru_cache(maxsize=4096)
def _extra_days(calendar: str, year: int) -> frozenset[date]:
    """Weekend days that are worked in exchange for a holiday."""
    return frozenset(_country(calendar, year).weekend_workdays) if calendar else frozenset()


def _country(calendar: str, year: int) -> holidays.HolidayBase:
    if calendar not in COUNTRIES:
        raise ValueError(f"no holidays are known for the calendar {calendar!r}")
    return holidays.country_holidays(calendar, years=year)
