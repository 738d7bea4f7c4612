"""What lies within what: pure, over all scopes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.licensing.scope import Scope, meet, outside, places
from registry.names import same_name

HELD = ("EU", "JP")
CODES = st.lists(st.sampled_from(["PL", "CZ", "AT", "EU", "JP"]), max_size=3).map(tuple)
DAYS = st.integers(0, 9).map(lambda days: date(2026, 1, 1) + timedelta(days))
CHANNELS = st.frozensets(st.sampled_from(["marketplace", "marketplace:harbour", "own_shop"]))
SCOPES = st.builds(
    Scope, st.frozensets(st.sampled_from([18, 25])), CODES, CODES, CHANNELS, DAYS, st.one_of(st.none(), DAYS)
)


@given(SCOPES, SCOPES, SCOPES)
def test_what_lies_within_lies_within_what_is_wider(one, other, third):
    assert not outside(one, one, HELD)
    if not outside(one, other, HELD) and not outside(other, third, HELD):
        assert not outside(one, third, HELD)


@given(SCOPES, SCOPES)
def test_meeting_is_mutual_and_whatever_lies_within_meets(one, other):
    assert meet(one, other, HELD) == meet(other, one, HELD)
    runs = one.ends_on is None or one.starts_on <= one.ends_on
    if runs and places(one, HELD) and not outside(one, other, HELD):
        assert meet(one, other, HELD)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sklep Górski sp. z o.o.", "SKLEP GÓRSKI Spółka z o.o.", True),
        ("Nordwind GmbH & Co. KG", "Nordwind", True),
        ("Alpina S.p.A.", "alpina spa", True),
        ("Alpina S.p.A.", "Alpino S.p.A.", False),
        ("GmbH", "GmbH", True),
        ("Corner Shop Ltd.", "Corner Shop Holdings Ltd.", False),
    ],
)
def test_the_legal_form_is_no_part_of_a_name(one, other, same):
    assert same_name(one, other) is same
