"""What a clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.clockface import DAY, HOUR, face, span

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(passed: timedelta, **bounds: datetime | None):
    """The face after `passed`."""
    given_ = {"lower": None, "upper": None, "ended": None, **bounds}
    return face(started=START, now=START + passed, **given_)


@pytest.mark.parametrize(
    ("passed", "words", "tone"),
    [
        (timedelta(0), "5 days left", ""),
        (3 * DAY, "2 days left", ""),
        (4 * DAY, "24 h left", "wait"),
        (5 * DAY - 2 * HOUR, "2 h left", "stop"),
        (5 * DAY + 3 * HOUR, "3 h overdue", "stop"),
    ],
)
def test_a_deadline_grows_urgent(passed: timedelta, words: str, tone: str) -> None:
    shown = at(passed, upper=START + 5 * DAY)
    assert (shown.words, shown.tone, shown.bound) == (words, tone, "of 5 days")


def test_before_its_window_opens_a_clock_counts_days_and_presses_nobody() -> None:
    shown = at(9 * DAY, lower=START + 10 * DAY, upper=START + 14 * DAY)
    assert (shown.words, shown.tone, shown.window_from, shown.spent) == ("day 10", "", 71, 64)


def test_in_its_window_a_clock_counts_down() -> None:
    shown = at(13 * DAY, lower=START + 10 * DAY, upper=START + 14 * DAY)
    assert shown.words == "24 h left"
    assert shown.tone == "stop"


def test_a_duty_without_a_bound_shows_only_what_has_passed() -> None:
    assert at(30 * DAY) == face(started=START, lower=None, upper=None, ended=None, now=START + 30 * DAY)
    assert at(30 * DAY).words == "30 days so far"
    assert at(30 * DAY).spent is None


def test_an_ended_clock_stands_still() -> None:
    ended = START + 2 * DAY
    assert at(3 * DAY, upper=START + 4 * DAY, ended=ended) == at(99 * DAY, upper=START + 4 * DAY, ended=ended)


def test_a_clock_that_has_not_started_says_so() -> None:
    assert face(started=None, lower=None, upper=None, ended=None, now=START).words == "not started"


@given(st.integers(0, 4000), st.integers(0, 3000), st.integers(0, 3000))
def test_the_bar_never_leaves_its_frame(passed: int, lower: int, longer: int) -> None:
    shown = at(HOUR * passed, lower=START + HOUR * lower, upper=START + HOUR * (lower + longer))
    assert 0 <= shown.spent <= 100
    assert 0 <= shown.window_from <= 100


def test_a_span_is_said_in_one_unit() -> None:
    assert [span(x) for x in (timedelta(seconds=5), 59 * timedelta(minutes=1), 26 * HOUR, 2 * DAY, 22 * DAY)] == [
        "0 min",
        "59 min",
        "26 h",
        "2 days",
        "22 days",
    ]
