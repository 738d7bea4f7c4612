"""Strikes weigh, fade and roll back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.packs.house_trademark import PACK
from policy.penalties import Near, StrikeGiven, course, in_force, near, proposed, weight

STRIKES = PACK.strikes
DAY = date(2026, 3, 1)


def test_a_counterfeit_weighs_twice_and_a_seller_who_agrees_half():
    assert weight(STRIKES, "upheld", "mark.similar") == 100
    assert weight(STRIKES, "upheld", "counterfeit.goods") == 200
    assert weight(STRIKES, "upheld", "counterfeits") == 100
    assert weight(STRIKES, "deleted", "counterfeit.goods") == 50
    assert weight(STRIKES, "rejected") == 0


@pytest.mark.parametrize(("age", "points"), [(-1, 0), (0, 100), (89, 100), (90, 50), (179, 50), (180, 0), (9999, 0)])
def test_a_strike_fades(age, points):
    assert in_force(STRIKES, [StrikeGiven(100, DAY)], DAY + timedelta(days=age)) == points


def test_a_strike_rolled_back_counts_no_more_from_that_day():
    strike = StrikeGiven(100, DAY, reversed_on=DAY + timedelta(days=10))
    assert in_force(STRIKES, [strike], DAY + timedelta(days=9)) == 100
    assert in_force(STRIKES, [strike], DAY + timedelta(days=10)) == 0


@pytest.mark.parametrize(
    ("points", "remedy"),
    [
        (0, None),
        (99, None),
        (100, "warn"),
        (300, "check_first"),
        (500, "suspend"),
        (799, "suspend"),
        (800, "terminate"),
    ],
)
def test_the_matrix_proposes(points, remedy):
    assert proposed(STRIKES, points) == remedy


strikes_given = st.lists(
    st.builds(
        StrikeGiven,
        st.sampled_from([50, 100, 200]),
        st.dates(DAY, DAY + timedelta(days=300)),
        st.none() | st.dates(DAY, DAY + timedelta(days=400)),
    ),
    max_size=12,
)


@given(strikes_given, st.dates(DAY, DAY + timedelta(days=600)))
def test_the_sum_has_no_order_and_never_grows_without_a_new_strike(given_, day):
    assert in_force(STRIKES, given_, day) == in_force(STRIKES, given_[::-1], day)
    old = [strike for strike in given_ if strike.day <= day]
    assert in_force(STRIKES, old, day + timedelta(days=1)) <= in_force(STRIKES, old, day)


@given(strikes_given, st.lists(st.dates(DAY, DAY + timedelta(days=600)), min_size=1, max_size=5))
def test_in_hindsight_a_strike_rolled_back_never_counted(given_, days):
    right = [strike for strike in given_ if strike.reversed_on is None]
    assert course(STRIKES, given_, days) == [in_force(STRIKES, right, day) for day in days]
    assert all(
        seen <= in_force(STRIKES, given_, day) for seen, day in zip(course(STRIKES, given_, days), days, strict=True)
    )


@pytest.mark.parametrize(
    ("points", "close"), [(0, Near(100, "warn", 100)), (100, None), (250, Near(300, "check_first", 50))]
)
def test_what_one_more_strike_would_reach(points, close):
    assert near(STRIKES, points, 100) == close
