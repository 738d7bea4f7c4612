"""Risk: reasons add up to the figure, it fades, what was taken back never counted, and many cost as much as one."""

from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Party
from sellers import services
from sellers.models import SellerKin
from sellers.risk.queries import risk_of, risks_of
from sellers.risk.weighing import MOST, SAYINGS, Known, assess
from tenancy.context import database_now

AGES = st.lists(st.integers(0, 900), max_size=8).map(tuple)
KNOWN = st.builds(
    Known, age_days=st.integers(0, 2000), points=st.integers(0, 2000), upheld=AGES, rejected=AGES,
    surge=st.floats(1, 50), score=st.integers(0, 100), score_age=st.integers(0, 900), linked=st.integers(0, 9),
    review_failed=AGES, review_passed=AGES,
)  # fmt: skip


@given(known=KNOWN)
def test_the_reasons_add_up_and_each_is_said(known):
    risk = assess(known)
    assert risk.figure == min(max(sum(one.weight for one in risk.reasons), 0), 100)
    assert all(abs(one.weight) <= abs(MOST[one.code]) and one.sentence for one in risk.reasons)
    assert set(MOST) == set(SAYINGS)


@given(known=KNOWN, age=st.integers(0, 900))
def test_what_came_out_against_the_seller_never_makes_it_less_and_what_came_out_well_never_more(known, age):
    before = assess(known).figure
    assert assess(replace(known, upheld=(*known.upheld, age))).figure >= before
    assert assess(replace(known, review_failed=(*known.review_failed, age))).figure >= before
    assert assess(replace(known, rejected=(*known.rejected, age))).figure <= before
    assert assess(replace(known, review_passed=(*known.review_passed, age))).figure <= before


@given(known=KNOWN, days=st.integers(0, 400))
def test_what_speaks_against_a_seller_fades(known, days):
    def later(ages):
        return tuple(age + days for age in ages)

    against = replace(known, rejected=(), review_passed=())
    then = replace(
        against, age_days=known.age_days + days, upheld=later(known.upheld), score_age=known.score_age + days,
        review_failed=later(known.review_failed),
    )  # fmt: skip
    assert assess(then).figure <= assess(against).figure


def test_taken_back_it_is_as_if_it_had_never_been(market):
    seller, now = market.parties["seller"].id, database_now()
    before = risk_of([seller], now)
    at = {"actor": market.system, "now": now, "seller_id": seller}
    services.note_prior(**at, case="C-1", outcome="")
    services.note_prior(**at, case="C-1", outcome="upheld")
    services.give_strike(**at, weight=100, reason="upheld", cause="D-1")
    then = risks_of([seller], now)[seller]
    assert {one.code: one.weight for one in then.reasons if one.code in ("strikes", "upheld")} == {
        "strikes": 10, "upheld": 4,
    }  # fmt: skip
    services.reverse_strikes(actor=market.system, causes=["D-1"], by="C-1", now=now)
    assert risk_of([seller], now + timedelta(seconds=1)) == before


def test_a_suspended_seller_of_the_same_hand_weighs_and_many_cost_as_much_as_one(market):
    one, other = market.parties["seller"], market.parties["other_seller"]
    SellerKin.objects.create(seller=other, other=one, code="company", strong=True)
    now = database_now()
    before = risk_of([one.id], now)[one.id]
    Party.objects.filter(id=other.id).update(state="suspended")
    with CaptureQueriesContext(connection) as for_one:
        assert risk_of([one.id], now)[one.id] == before + 20
    with CaptureQueriesContext(connection) as for_two:
        found = risk_of([one.id, other.id, market.parties["brand"].id], now)
    assert set(found) == {one.id, other.id}
    assert len(for_two) == len(for_one)
