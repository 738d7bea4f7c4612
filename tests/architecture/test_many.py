"""The test of `each`: what fails among many is told by its name, and nothing after it is left out."""

import pytest

from tests.many import each


def test_every_case_that_fails_is_told_and_none_is_left_out():
    asked = []

    @each({"one": (1,), "two": (2,), "three": (3,)})
    def even(limit, number):
        asked.append(number)
        assert number % 2 == 0
        assert number < limit

    with pytest.raises(ExceptionGroup, match=r"one\nthree") as failed:
        even(batch=["one", "two", "three"], limit=9)
    assert asked == [1, 2, 3]
    assert [one.__notes__[-1] for one in failed.value.exceptions] == ["one", "three"]
