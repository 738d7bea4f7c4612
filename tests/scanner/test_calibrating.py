"""A calibrated score says how many of a hundred were right, keeps the order, and is not made from a handful of verdicts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.calibrating import FEWEST, calibrated, fit


def verdicts(count, *, right_if, seed=1):
    chance = random.Random(seed)
    scores = [chance.random() for _ in range(count)]
    return [(score, chance.random() < right_if(score)) for score in scores]


def test_scores_that_promise_too_much_are_brought_down():
    found = fit(verdicts(4_000, right_if=lambda score: score / 2))
    assert calibrated(0.9, found.points) == pytest.approx(0.45, abs=0.08)
    assert calibrated(0.4, found.points) == pytest.approx(0.2, abs=0.08)
    assert found.error_after < found.error_before


def test_scores_that_are_right_already_stay():
    found = fit(verdicts(4_000, right_if=lambda score: score))
    assert all(abs(calibrated(at / 10, found.points) - at / 10) < 0.08 for at in range(11))


def test_few_verdicts_or_verdicts_of_one_kind_make_no_curve():
    assert fit(verdicts(FEWEST - 1, right_if=lambda score: score)) is None
    assert fit(verdicts(4_000, right_if=lambda score: 1)) is None
    assert fit([]) is None


def test_without_a_curve_a_score_is_itself():
    assert calibrated(0.37, ()) == 0.37


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_becomes_the_lower_share(one, other):
    low, high = sorted((one, other))
    assert calibrated(low, CURVE) <= calibrated(high, CURVE)
    assert 0 <= calibrated(one, CURVE) <= 1


CURVE = fit(verdicts(600, right_if=lambda score: score * score, seed=5)).points
