"""Deadlines against a slow reference that shares no code with them, and the cases people would argue about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.calendar import acts_at, due, is_working_day, last_day
from policy.model import ClockRule, Rule, Source
from policy.packs.us_dmca import PUT_BACK

ZONES = (
    "UTC",
    "America/New_York",
    "America/Havana",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
)
PLAIN = ClockRule(
    kind="plain",
    title="Plain",
    starts_on="decided",
    unit="calendar_days",
    upper=1,
    binds="marketplace",
    then="decide_overdue",
    rule=Rule("plain", "policy", True, Source("Test", "")),
)
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")


def clock(unit, upper, lower=0, calendar="", **more):
    return replace(PLAIN, unit=unit, upper=upper, lower=lower, calendar=calendar, **more)


def at(text, tz=UTC):
    return datetime.fromisoformat(text).replace(tzinfo=tz)


# the slow reference ------------------------------------------------------------------------------------------------


def slow_first_instant(day, tz):
    """Minute by minute, until the wall calendar shows the day or a later one."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=30)
    while moment.astimezone(tz).date() < day:
        moment += timedelta(minutes=1)
    return moment


def slow_federal_holidays(year):
    """5 USC 6103: on a Saturday the Friday before is free, on a Sunday the Monday after."""

    def nth(month, weekday, n):
        days = [date(year, month, d) for d in range(1, 29 + (month != 2) * 2)]
        return [d for d in days if d.weekday() == weekday][n]

    fixed = [date(y, m, d) for y, m, d in ((year, 1, 1), (year, 6, 19), (year, 7, 4), (year, 11, 11), (year, 12, 25))]
    fixed.append(date(year + 1, 1, 1))
    shift = {5: timedelta(days=-1), 6: timedelta(days=1)}
    free = {d + shift.get(d.weekday(), timedelta()) for d in fixed}
    memorial_day = max(d for d in (date(year, 5, n) for n in range(25, 32)) if d.weekday() == 0)
    return free | {nth(1, 0, 2), nth(2, 0, 2), memorial_day, nth(9, 0, 0), nth(10, 0, 1), nth(11, 3, 3)}


def slow_due(start, unit, count, tz):
    if count == 0:
        return start
    day = start.astimezone(tz).date()
    if unit == "calendar_days":
        return slow_first_instant(date.fromordinal(day.toordinal() + count + 1), tz)
    found = 0
    while found < count:
        day = date.fromordinal(day.toordinal() + 1)
        found += day.isoweekday() <= 5 and day not in slow_federal_holidays(day.year)
    return slow_first_instant(date.fromordinal(day.toordinal() + 1), tz)


moments = st.integers(0, 14 * 366 * 86_400).map(lambda seconds: at("2022-01-01T00:00") + timedelta(seconds=seconds))


@settings(max_examples=300)
@given(
    moments,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.sampled_from(["calendar_days", "business_days"]),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_days_agree_with_the_slow_reference(start, tz, unit, lower, more):
    window = due(start, clock(unit, lower + more, lower, "US"), tz)
    assert window == (slow_due(start, unit, lower, tz), slow_due(start, unit, lower + more, tz))


@settings(max_examples=200)
@given(st.dates(date(1995, 1, 1), date(2036, 1, 1)), st.sampled_from(ZONES).map(ZoneInfo))
def test_a_day_ends_at_the_first_instant_of_the_next_in_every_zone(day, tz):
    start = slow_first_instant(day, tz)
    if start.astimezone(tz).date() == day:  # a day that a zone skipped begins nothing
        ends = due(start, clock("calendar_days", 1), tz).due_at
        assert ends == slow_first_instant(day + timedelta(days=2), tz)


@given(moments, st.sampled_from(ZONES).map(ZoneInfo), st.integers(0, 2000))
def test_hours_are_elapsed_time_whatever_the_wall_clock_does(start, tz, hours):
    assert due(start.astimezone(tz), clock("hours", hours), tz).due_at == start + timedelta(hours=hours)


@given(moments, st.sampled_from(ZONES).map(ZoneInfo), st.integers(1, 30))
def test_months_keep_the_day_or_end_with_the_month(start, tz, months):
    ends = due(start, clock("calendar_months", months), tz).due_at
    began, last = start.astimezone(tz).date(), last_day(ends, tz)
    assert (last.year * 12 + last.month) - (began.year * 12 + began.month) == months
    assert last.day == began.day or (last.day < began.day and (last + timedelta(days=1)).day == 1)


@given(
    moments,
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.sampled_from(ZONES).map(ZoneInfo),
    st.sampled_from(["minutes", "hours", "calendar_days", "calendar_months", "working_days", "business_days"]),
    st.sampled_from(["", "US", "DE", "CN", "IL", "AE"]),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_bounds_are_ordered_and_a_later_start_never_ends_earlier(start, delay, tz, unit, calendar, lower, more):
    rule = clock(unit, lower + more, lower, calendar)
    window, later = due(start, rule, tz), due(start + delay, rule, tz)
    assert start <= window.lower_at <= window.due_at
    assert window.lower_at <= later.lower_at
    assert window.due_at <= later.due_at
    assert window.due_at.tzinfo is UTC


# the cases people would argue about --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "not_before_end_of", "not_after_end_of"),
    [
        ("2026-03-02T12:00", date(2026, 3, 16), date(2026, 3, 20)),  # no holiday, over the change to summer time
        ("2026-11-20T09:00", date(2026, 12, 7), date(2026, 12, 11)),  # over Thanksgiving
        (
            "2026-12-18T23:59",
            date(2027, 1, 5),
            date(2027, 1, 11),
        ),  # over Christmas and New Year, received late on Friday
        ("2026-12-19T00:00", date(2027, 1, 5), date(2027, 1, 11)),  # and on the Saturday after: the same
        ("2026-06-26T10:00", date(2026, 7, 13), date(2026, 7, 17)),  # Independence Day observed on Friday 3 July
        ("2028-02-18T10:00", date(2028, 3, 6), date(2028, 3, 10)),  # a leap day counts as the Tuesday it is
    ],
)
def test_put_back_after_a_counter_notice(received, not_before_end_of, not_after_end_of):
    window = due(at(received, NEW_YORK), PUT_BACK, NEW_YORK)
    assert last_day(window.lower_at, NEW_YORK) == not_before_end_of
    assert last_day(window.due_at, NEW_YORK) == not_after_end_of
    assert acts_at(window, PUT_BACK) == window.lower_at


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-03-28T12:00", 1, "2026-03-29T22:00"),  # the day of 23 hours ends at midnight summer time
        ("2026-10-24T12:00", 1, "2026-10-25T23:00"),  # the day of 25 hours
        ("2028-02-27T22:59", 1, "2028-02-28T23:00"),
        ("2028-02-27T23:00", 1, "2028-02-29T23:00"),  # already the 28th in Berlin: ends with the leap day
    ],
)
def test_calendar_days_end_at_midnight_of_the_region(start, days, expected):
    assert due(at(start), clock("calendar_days", days), BERLIN).due_at == at(expected)


def test_a_midnight_that_does_not_exist_and_one_that_comes_twice():
    # Santiago jumps from 24:00 to 01:00 on 6 September 2026; Havana falls back from 01:00 to 00:00 on 1 November.
    santiago, havana = ZoneInfo("America/Santiago"), ZoneInfo("America/Havana")
    assert due(at("2026-09-04T15:00"), clock("calendar_days", 1), santiago).due_at == at("2026-09-06T04:00")
    assert due(at("2026-10-30T15:00"), clock("calendar_days", 1), havana).due_at == at("2026-11-01T04:00")


def test_a_day_that_a_zone_skipped_is_no_time_at_all():
    # Samoa had no 30 December 2011: the 29th and the skipped day end in the same instant.
    apia = ZoneInfo("Pacific/Apia")
    assert due(at("2011-12-28T20:00"), clock("calendar_days", 1), apia).due_at == at("2011-12-30T10:00")
    assert due(at("2011-12-28T20:00"), clock("calendar_days", 2), apia).due_at == at("2011-12-30T10:00")


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-08-31T12:00", 6, date(2027, 2, 28)),
        ("2027-08-31T12:00", 6, date(2028, 2, 29)),
        ("2028-02-29T12:00", 12, date(2029, 2, 28)),
        ("2026-12-31T12:00", 6, date(2027, 6, 30)),
        ("2026-07-15T12:00", 6, date(2027, 1, 15)),
    ],
)
def test_six_months_are_months_and_not_days(start, months, last):
    assert last_day(due(at(start), clock("calendar_months", months), UTC).due_at, UTC) == last


def test_the_sellers_three_working_days_step_over_their_own_holidays():
    thursday = at("2026-12-24T10:00", BERLIN)
    assert last_day(due(thursday, clock("working_days", 3, calendar="DE"), BERLIN).due_at, BERLIN) == date(2026, 12, 30)
    assert last_day(due(thursday, clock("working_days", 3), BERLIN).due_at, BERLIN) == date(2026, 12, 29)


def test_weekends_worked_in_exchange_are_working_days_and_not_business_days():
    saturday = date(2026, 10, 10)  # worked in China for the October holidays
    assert is_working_day(saturday, "CN", "working_days")
    assert not is_working_day(saturday, "CN", "business_days")


def test_a_country_has_its_own_weekend():
    friday, sunday = date(2026, 6, 12), date(2026, 6, 14)
    assert not is_working_day(friday, "IL")
    assert is_working_day(sunday, "IL")


def test_a_duty_without_a_bound_has_no_end():
    rule = clock("hours", None)
    window = due(at("2026-03-02T12:00"), rule, UTC)
    assert window == (at("2026-03-02T12:00"), None)
    assert acts_at(window, rule) is None


def test_at_once_is_the_event_itself():
    start = at("2026-03-02T12:34")
    for unit in ("hours", "calendar_days", "business_days"):
        assert due(start, clock(unit, 0), NEW_YORK) == (start, start)


def test_the_consequence_comes_at_the_upper_bound_unless_the_rule_says_the_lower():
    window = due(at("2026-03-02T12:00"), clock("hours", 5, 2), UTC)
    assert acts_at(window, clock("hours", 5, 2)) == window.due_at
    assert acts_at(window, clock("hours", 5, 2, acts_at="lower")) == window.lower_at


def test_last_day_of_a_bound_within_a_day_is_that_day():
    assert last_day(at("2026-03-02T12:00"), NEW_YORK) == date(2026, 3, 2)
    assert last_day(at("2026-03-03T00:00", NEW_YORK), NEW_YORK) == date(2026, 3, 2)


def test_refuses_a_moment_without_a_zone_and_a_calendar_nobody_knows():
    with pytest.raises(ValueError, match="time zone"):
        due(datetime.fromisoformat("2026-03-02T12:00"), PLAIN, UTC)
    with pytest.raises(ValueError, match="calendar"):
        due(at("2026-03-02T12:00"), clock("working_days", 1, calendar="XX"), UTC)
