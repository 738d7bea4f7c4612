"""What is known of the clocks of scanners: a network delays, a queue comes late once, a wrong clock is wrong all day."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fulfillment.dock.known import CLOSE, LATE, Clock, clock_after

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RIGHT = Clock()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def after(*scans, clock=RIGHT):
    """The clock after scans of (minutes after noon at which it came, minutes by which it came late)."""
    for came, late in scans:
        received = NOON + came * MINUTE
        clock = clock_after(clock, at=received - late * MINUTE, received_at=received)
    return clock


def test_a_clock_that_goes_right_stays_so():
    assert after((0, 0), (1, 0.1), (60, 0.05)) == Clock()


def test_a_clock_that_is_ahead_is_known_at_once():
    assert after((0, -540)).lag == -9 * HOUR


def test_what_lay_in_a_queue_says_nothing_about_the_clock():
    queue = after((0, 0), (300, 240), (300, 180), (300.2, 61), (301, 0))
    assert queue == Clock()
    assert after((0, 0), (300, 240), (300.5, 240)).lag == timedelta(), "two scans of one minute, sent together"


def test_a_clock_that_is_behind_is_known_after_half_an_hour():
    assert after((0, 120), (20, 120)).lag == timedelta()
    assert after((0, 120), (20, 120), (31, 121)).lag == 121 * MINUTE


def test_a_clock_that_was_put_right_is_believed_again():
    behind = after((0, 120), (31, 120))
    assert after((60, 0), clock=behind) == Clock()
    ahead = after((0, -540))
    assert after((10, 0), (41, 0), clock=ahead) == Clock()


@given(st.lists(st.tuples(st.floats(0, 3000), st.floats(-600, 3000)), max_size=12))
def test_a_clock_is_never_further_behind_than_the_least_late_of_its_last_scans(scans):
    clock = after(*sorted(scans))
    if scans:
        assert clock.lag <= sorted(scans)[-1][1] * MINUTE + CLOSE or clock.lag == timedelta()
    assert (clock.late is None) == (clock.since is None)
    assert LATE > CLOSE
