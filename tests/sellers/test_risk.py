"""Risk: reasons add up to the figure, it fades, what was taken back never counted, and many cost as much as one."""

from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Party
from audit.models import Entry
from audit.queries import visible
from sellers import services
from sellers.models import RiskCall, SellerKin, SellerRisk, SellerRiskStep
from sellers.risk.queries import risk_of, risks_of
from sellers.risk.weighing import MOST, SAYINGS, Known, assess
from sellers.services.risk import AGAIN_AFTER, call_for_weighing, weigh
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


def test_a_decision_has_the_figure_weighed_its_history_kept_and_the_seller_told(market, as_):
    seller, now = market.parties["seller"], database_now()
    weigh(actor=market.system, now=now)
    begun = SellerRisk.objects.get(seller=seller)
    assert [step.figure for step in SellerRiskStep.objects.filter(seller=seller)] == [begun.figure]
    services.give_strike(actor=market.system, seller_id=seller.id, weight=300, reason="upheld", cause="D-1", now=now)
    call_for_weighing([seller.id])
    weigh(actor=market.system, now=now + timedelta(minutes=1))
    row = SellerRisk.objects.get(seller=seller)
    assert (row.figure, row.band) == (begun.figure + 30, "raised")
    assert [step.figure for step in SellerRiskStep.objects.filter(seller=seller).order_by("id")] == [
        begun.figure,
        row.figure,
    ]
    assert not RiskCall.objects.exists()
    moved = Entry.objects.get(verb="seller.risk_moved")
    assert visible(market.actor("seller")).filter(id=moved.id).exists()
    page = as_(market, "seller").get(market.url(f"standing/{seller.reference}/risk")).content.decode()
    assert f"{row.figure} of 100" in page
    assert "Strikes in force: 300 points" in page


def test_what_fades_is_written_down_once_it_is_worth_a_line_and_everybody_is_weighed_every_week(market):
    seller, now = market.parties["seller"], database_now()
    services.give_strike(actor=market.system, seller_id=seller.id, weight=300, reason="upheld", cause="D-1", now=now)
    assert weigh(actor=market.system, now=now) == now + AGAIN_AFTER
    for month in range(1, 20):
        weigh(actor=market.system, now=now + 4 * month * AGAIN_AFTER)
    figures = [step.figure for step in SellerRiskStep.objects.filter(seller=seller).order_by("id")]
    assert figures == sorted(figures, reverse=True)
    assert 3 < len(figures) < 10
    assert SellerRisk.objects.get(seller=seller).figure == 0


def test_staff_read_who_stands_highest_and_a_seller_only_itself(market, as_):
    one, other, now = market.parties["seller"], market.parties["other_seller"], database_now()
    services.give_strike(actor=market.system, seller_id=other.id, weight=600, reason="upheld", cause="D-1", now=now)
    weigh(actor=market.system, now=now)
    lead = as_(market, "lead")
    page = lead.get(market.url("risk"))
    assert [line["row"].seller_id for line in page.context["lines"]] == [other.id, one.id]
    assert [line["row"].seller_id for line in lead.get(market.url("risk?band=high")).context["lines"]] == [other.id]
    assert as_(market, "seller").get(market.url("risk")).status_code == 403
    assert as_(market, "seller").get(market.url(f"standing/{other.reference}/risk")).status_code == 404
