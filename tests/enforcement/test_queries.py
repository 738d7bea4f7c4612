"""Reading: the queue's order and filters, what is found by which word, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement import accuracy, queries, records, services
from enforcement.models import Case
from enforcement.queries import Filters
from tenancy.context import database_now
from tenancy.errors import NotFound
from tests.enforcement.stage import complaint, copyright_, heard, listing, only_case, trademark
from workflow.models import Clock


def found(market, who="reviewer", **filters):
    rows = queries.queue(market.actor(who), Filters(**filters)).order_by(*queries.QUEUE_ORDER)
    return [case.reference for case in rows]


@pytest.fixture
def two(market):
    """A trademark case in the EU and a copyright case in the United States, against two sellers."""
    mark, work = trademark(market), copyright_(market)
    eu = only_case(complaint(market, mark, [listing(market, "A-1")]))
    us = only_case(complaint(market, work, [listing(market, "B-1", seller="other_seller")]))
    Case.objects.filter(id=us.id).update(state="deciding", due_at=database_now() + timedelta(days=30))
    return eu, us


def test_the_nearest_bound_comes_first_and_each_filter_narrows(market, two):
    eu, us = two
    assert found(market) == [eu.reference, us.reference]
    assert found(market, region="US") == found(market, kind="copyright") == found(market, state="deciding")
    assert found(market, region="US") == [us.reference]
    services.assign(
        actor=market.actor("reviewer"), reference=eu.reference, membership_id=market.people["reviewer"].membership.id
    )
    assert found(market, mine=True) == [eu.reference]
    assert found(market, unassigned=True) == [us.reference]


def test_a_case_is_found_by_listing_right_seller_and_reference(market, two):
    eu, us = two
    for words in ("A-1", "zander", "018442190", eu.reference.lower()):
        assert found(market, search=words) == [eu.reference], words
    for words in ("Northern", "Daily"):
        assert found(market, search=words) == [us.reference], words
    for words in ("nobody", "MW-0000000"):
        assert found(market, search=words) == []
    assert len(found(market, search="   ")) == 2


def test_reviewers_see_and_choose_from_their_own_regions(market, two):
    eu, us = two
    assert found(market, who="reviewer_us") == [us.reference]
    assert queries.regions(market.actor("reviewer")) == ["EU", "US"]
    assert queries.regions(market.actor("reviewer_us")) == ["US"]
    with pytest.raises(NotFound):
        queries.case(eu.reference, market.actor("reviewer_us"))


def test_the_next_case_is_one_in_which_the_reviewer_is_waited_for(market, two):
    eu, us = two

    def following(who):
        return queries.next_unassigned(market.actor(who))

    assert following("reviewer") is None, "what was removed on a notice waits for the seller alone"
    us.items.update(state="unanswered")
    assert (following("reviewer").id, following("reviewer_us").id) == (us.id, us.id)
    assert following("reviewer_de") is None
    assert eu.due_at < us.due_at, "its seller has time to answer"
    clock = Clock.objects.get(subject_id=eu.id, kind="answer")
    Clock.objects.filter(id=clock.id).update(kind="hold")
    assert following("reviewer").id == us.id, "there somebody can decide either way"
    us.items.update(state="in_effect")
    assert following("reviewer").id == eu.id, "a listing is held meanwhile"


def test_a_party_finds_its_cases_by_the_words_of_a_right_that_is_not_its_own(market, two):
    eu, _us = two

    def seen(who, words):
        rows = records.cases_of(market.actor(who), sought=records.Sought(words))
        return [case.reference for case in rows]

    assert seen("seller", "zander") == [eu.reference]
    assert seen("brand", "zander") == [eu.reference]
    assert seen("other_seller", "zander") == seen("rival", "zander") == []


def test_the_position_moves_with_every_deed(market, two):
    before = queries.position(market.actor("reviewer"))
    assert queries.position(market.actor("reviewer")) == before
    heard(two[0])
    assert queries.position(market.actor("reviewer")) != before


def test_a_case_is_loaded_in_the_same_number_of_queries_however_many_items(market):
    right = trademark(market)
    one = only_case(complaint(market, right, [listing(market, "A-1")]))
    many = only_case(complaint(market, right, [listing(market, f"B-{n}", seller="other_seller") for n in range(12)]))
    counted = []
    for case in (one, many):
        with CaptureQueriesContext(connection) as context:
            loaded = queries.case(case.reference, market.actor("reviewer"))
            assert [item.listing.title for item in loaded.items.all()]
        counted.append(len(context))
    assert counted[0] == counted[1] <= 19


def test_records_count_what_took_effect(market):
    seller, brand = market.parties["seller"].id, market.parties["brand"].id
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1"), listing(market, "A-2")]))
    assert queries.record_of([seller]) == {seller: {"upheld": 0, "rejected": 0}}
    services.withdraw(
        actor=market.actor("brand"), reference=case.reference, items=[case.items.first().id], reason="mistake"
    )
    figures = accuracy.figures_of(brand)
    assert (figures.upheld, figures.rejected, figures.taken_back) == (0, 0, 1)
