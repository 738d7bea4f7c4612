"""Deadlines of all units and zones, over both changes of the wall clock, leap days and holidays that a new release changes,
against a slow reference that shares no code with them."""

from datetime import date

import pytest

from bench import clocks
from bench.clocks_reference import FIRST, LAST, UNITS, ZONES, deadlines


def test_two_thousand_deadlines_agree_with_the_slow_reference():
    assert clocks.computed(2_000, seed=7) == clocks.Wrong(early=0, missed=0, double=0)


def test_the_deadlines_that_are_asked_about_cover_what_is_hard():
    asked = list(deadlines(2_000, seed=7))
    assert {one.zone for one in asked} == set(ZONES)
    assert {one.unit for one in asked} == set(UNITS)
    assert sum(one.start.date() in {date(2024, 2, 29), date(2028, 2, 29)} for one in asked) > 20
    assert sum(one.changed for one in asked) > 400
    assert all(FIRST.year - 1 <= one.start.year <= LAST.year + 1 for one in asked)


def test_a_calendar_that_answers_otherwise_is_noticed(monkeypatch):
    monkeypatch.setattr(clocks.calendar, "_months_after", lambda day, count: day)
    assert clocks.computed(200, seed=7).early > 0
    monkeypatch.undo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clocks.calendar, "is_working_day", lambda day, calendar, unit: True)
        assert clocks.computed(200, seed=7).early > 0
