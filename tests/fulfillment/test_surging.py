"""Surges of complaints: the arithmetic, and that each is noted once on the seller's record."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from fulfillment.models import ComplaintSurge, TradeComplaint
from fulfillment.services.surges import find_surges
from fulfillment.trade.surging import FEWEST, FLOOR, Counted, chance, expected, is_over, is_surge
from sellers.models import QualityFact
from sellers.services import Complained, note_quality
from tenancy.context import database_now
from tenancy.errors import Invalid
from tests.cast import add_key
from tests.enforcement.stage import listing as public_listing
from tests.fulfillment.trade import complained, ordered
from workflow.rounds import ROUNDS

MEANS = st.floats(0.1, 300)


@given(st.integers(0, 400), MEANS)
def test_more_complaints_are_less_likely_by_chance(count, mean):
    assert 0 <= chance(count + 1, mean) <= chance(count, mean) <= 1


@given(MEANS)
def test_the_tail_is_that_of_poisson(mean):
    for count in (1, 3, 9):
        below = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
        assert chance(count, mean) == pytest.approx(1 - below, abs=1e-9)


def test_known_values():
    assert chance(0, 1) == 1
    assert chance(1, 1) == pytest.approx(1 - math.exp(-1))
    assert chance(10_000, 2) == 0
    with pytest.raises(ValueError, match="above 0"):
        chance(3, 0)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_surge_needs_few_complaints_before_and_more_orders_explain_more_complaints(before, orders_now, orders_before):
    plain = Counted(0, before)
    sold = Counted(0, before, orders_now, orders_before)
    assert expected(sold) >= expected(plain) >= FLOOR
    assert not is_surge(Counted(FEWEST - 1, 0))
    assert not (is_surge(sold) and is_over(sold))


@given(st.integers(0, 300), st.integers(0, 300))
def test_what_is_a_surge_is_not_over(now, before):
    counted = Counted(now, before)
    assert not (is_surge(counted) and is_over(counted))
    if is_surge(counted):
        assert is_surge(Counted(now + 1, before))


def test_five_are_a_surge_for_whom_nobody_complained_of_and_none_for_a_large_seller():
    assert is_surge(Counted(5, 0))
    assert not is_surge(Counted(5, 39))  # three a week
    assert is_surge(Counted(30, 91))  # seven a week
    assert not is_surge(Counted(30, 91, orders_now=400, orders_before=1300))  # four times as much was sold


@pytest.mark.django_db(databases="__all__")
def test_a_surge_is_noted_once_and_ends(market, as_):
    bag = public_listing(market, "SKU-1")
    orders = [ordered(market, bag, f"B-{n}") for n in range(6)]
    for order in orders[:4]:
        complained(market, order, "fake")
    now = database_now()
    assert find_surges(actor=market.system, now=now) is not None
    assert not ComplaintSurge.objects.exists()
    complained(market, orders[4])
    now = database_now()
    for _time in range(3):
        find_surges(actor=market.system, now=now)
    found = list(ComplaintSurge.objects.order_by("id"))
    assert [(row.listing, row.complaints, row.fakes, row.ended_at) for row in found] == [
        (None, 5, 4, None),
        (bag, 5, 4, None),
    ]
    assert QualityFact.objects.filter(kind="surge").count() == 2
    assert Entry.objects.filter(verb="trade.surge").count() == 2
    complained(market, orders[5])
    find_surges(actor=market.system, now=database_now())
    assert set(ComplaintSurge.objects.values_list("complaints", flat=True)) == {6}
    page = as_(market, "reviewer").get(market.url("trade/surges")).content.decode()
    assert bag.title in page
    assert "Goes on" in page
    find_surges(actor=market.system, now=now + timedelta(days=8))
    assert not ComplaintSurge.objects.filter(ended_at=None).exists()
    assert QualityFact.objects.filter(kind="surge").count() == 2


@pytest.mark.django_db(databases="__all__")
def test_what_was_taken_back_does_not_count_and_the_past_does(market):
    bag = public_listing(market, "SKU-1")
    orders = [ordered(market, bag, f"B-{n}") for n in range(12)]
    for order in orders[:6]:
        complained(market, order)
    TradeComplaint.objects.filter(order__in=orders[:3]).update(state="withdrawn")
    assert ROUNDS["trade_surges"].sweep(database_now()) is not None
    assert not ComplaintSurge.objects.exists()
    TradeComplaint.objects.update(state="open", filed_at=database_now() - timedelta(days=20))
    for order in orders[6:]:
        complained(market, order)
    find_surges(actor=market.system, now=database_now())
    assert ComplaintSurge.objects.count() == 2
    assert ComplaintSurge.objects.first().expected_tenths == FLOOR * 10


@pytest.mark.django_db(databases="__all__")
def test_nobody_tells_of_a_surge_by_itself(market):
    told = Complained(market.parties["seller"].reference, "surge", "buyer", "X", database_now())
    with pytest.raises(Invalid):
        note_quality(actor=add_key(market, "quality", party="operator", scopes=["quality"]).actor, complaints=[told])
