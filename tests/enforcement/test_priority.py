"""What presses most comes first: the law's deadlines, who asks, harm, buyers, evidence, and in the end whatever waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from enforcement import queries
from enforcement.models import Case
from enforcement.placing import place_again
from enforcement.priority import HIGHEST, Facts, priority
from enforcement.queries import Filters
from sellers import services as sellers
from sellers.services import Complained
from tenancy.context import database_now
from tests.cast import Market
from tests.enforcement.pages import page_of, text
from tests.enforcement.stage import complaint, listing, only_case, trademark

NOW = datetime(2026, 3, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = Facts(due_at=NOW + 30 * DAY, by_law=False, lane="", harm="", buyers=0, score=0, opened_at=NOW)
whenever = st.integers(-500, 5000).map(lambda hours: timedelta(hours=hours, minutes=7))
facts = st.builds(
    Facts, due_at=st.none() | whenever.map(lambda d: NOW + d), by_law=st.booleans(),
    lane=st.sampled_from(["", "flagger", "good_faith"]), harm=st.sampled_from(["", "health", "safety"]),
    buyers=st.integers(0, 50), score=st.integers(0, 100), opened_at=whenever.map(lambda d: NOW - abs(d)),
)  # fmt: skip


def points(**changed) -> int:
    return priority(replace(PLAIN, **changed), NOW).points


def test_a_near_deadline_of_the_law_outweighs_the_rest_and_age_wins_in_the_end():
    soon = NOW + timedelta(hours=5)
    assert points(due_at=soon, by_law=True) > points(due_at=soon) > points(lane="flagger") > points(harm="health") > 0
    assert points(due_at=soon, by_law=True) > points(lane="flagger", harm="health", score=100)
    assert points(opened_at=NOW - 60 * DAY) > points(lane="flagger", buyers=20)
    assert points() == 0


@given(facts, st.integers(1, 100_000).map(lambda minutes: timedelta(minutes=minutes)))
def test_points_never_fall_while_a_case_waits_and_stand_until_they_are_looked_at_again(known, later):
    first, second = priority(known, NOW), priority(known, NOW + later)
    assert 0 <= first.points <= second.points <= HIGHEST
    assert first.changes_at > NOW
    if NOW + later < first.changes_at:
        assert second.points == first.points
    assert sum(one.points for one in first.reasons) >= first.points


@pytest.mark.django_db
def test_the_queue_says_why_a_case_is_first_and_time_and_buyers_move_it(market: Market, as_):
    mark = trademark(market)
    bag = only_case(complaint(market, mark, [listing(market, "A-1")]))
    drug = listing(market, "B-1", seller="other_seller", title="Perfume")
    type(drug).objects.filter(id=drug.id).update(category=["Fragrance"])
    drug.refresh_from_db()
    drug = only_case(complaint(market, mark, [drug]))
    rows = queries.queue(market.actor("reviewer"), Filters()).order_by(*queries.QUEUE_ORDER)
    assert list(rows) == [drug, bag]
    assert "goods that touch health" in text(as_(market, "reviewer").get(market.url("queue")))
    assert "goods that touch health" in text(as_(market, "reviewer").get(page_of(market, drug)))
    assert "goods that touch health" not in text(as_(market, "brand").get(page_of(market, drug)))
    told = [
        Complained(
            seller=bag.seller.reference, kind="suspected_fake", source="buyer", cause=f"R-{n}", at=NOW, listing="A-1"
        )
        for n in range(20)
    ]
    sellers.note_quality(actor=market.system, complaints=told)
    Case.objects.filter(id=bag.id).update(opened_at=database_now() - 40 * DAY)
    assert place_again(database_now()) == 0, "nothing is ripe"
    with CaptureQueriesContext(connection) as asked:
        assert place_again(database_now() + DAY) == 2
    assert len(asked) <= 6
    assert list(rows.all()) == [bag, drug]
    said = text(as_(market, "reviewer").get(market.url("queue")))
    assert "20 buyers complained" in said
    assert "open for 40 days" in said
