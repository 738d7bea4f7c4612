"""Each way of searching for cases reaches an index of its own: among a million cases nobody waits for all to be read."""

import re
from itertools import product

import pytest

from accounts.models import Party
from enforcement import queries, records
from enforcement.machine import CASE, ITEM
from enforcement.models import Case, Item
from enforcement.placing import NO_BOUND
from enforcement.queries import Filters
from registry.models import Right, SearchWord
from sellers.models import Listing
from tenancy.ids import reference
from tests.enforcement.stage import complaint, copyright_, listing, only_case, trademark
from tests.plans import measure, plan_of

MANY = 3000
pytestmark = pytest.mark.django_db(transaction=True)


def crowd(case, market):
    """Cases of another right against another seller, so that reading them all would be felt."""
    other, seller = copyright_(market), market.parties["other_seller"]
    same = dict(
        state=CASE.initial, source="complaint", seller=seller, right=other, region="US", pack_code=case.pack_code,
        pack_version=case.pack_version, items_count=1, due_at=NO_BOUND,
    )  # fmt: skip
    cases = Case.objects.bulk_create(Case(reference=reference(), **same) for _ in range(MANY))
    offered = Listing.objects.bulk_create(
        Listing(number=f"X-{n}", seller=seller, title="Bag", folded="bag", state="public") for n in range(MANY)
    )
    Item.objects.bulk_create(
        Item(case=one, listing=it, revision=1, state=ITEM.initial) for one, it in zip(cases, offered, strict=True)
    )


@pytest.fixture
def plan(open_market):
    """How the cases that a word finds are found, under a reviewer's eyes or a party's."""
    with open_market.inside():
        case = only_case(complaint(open_market, trademark(open_market), [listing(open_market, "A-1")]))
        trademark(open_market, "Corner", number="018442191")
        crowd(case, open_market)
    for table in (Case, Item, Listing, Party, Right, SearchWord):
        measure(table)

    def of(word: str, *, who: str = "reviewer", historical: bool | None = None) -> str:
        with open_market.inside():
            actor, sought = open_market.actor(who), word or case.reference
            if historical is None:
                rows = queries.queue(actor, Filters(search=sought)).order_by(*queries.QUEUE_ORDER)
            else:
                rows = records.cases_of(actor, historical=historical, sought=records.Sought(sought)).order_by(
                    *queries.NEWEST_ORDER
                )
            text = plan_of(rows[:51])
            assert [found.id for found in rows] == ([] if historical else [case.id]), text
        return text

    return of


def conditions(text: str) -> dict[str, str]:
    """What each index that a plan reads is asked for, by the name of the index."""
    found, index = {}, ""
    for line in text.splitlines():
        if named := re.search(r"Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)", line):
            index = named[1]
        if "Index Cond:" in line:
            found[index] = found.get(index, "") + line
    return found


WAYS = {
    "reference": ("", "case_reference", "reference"),
    "listing": ("A-1", "enforcement_case_pkey", "id"),
    "right": ("zander", "case_right", "right_id"),
    "number": ("018442190", "case_right", "right_id"),
}


def test_each_way_of_searching_looks_up_what_it_is_after(plan, open_market):
    for way, historical in product(WAYS, (None, True)):
        the_cases_that_a_word_finds_are_looked_up(plan, way, historical)
    for who in ("reviewer", "seller"):
        a_word_that_names_a_right_and_a_seller_is_looked_up_under_both(plan, who)
    the_items_of_a_listing_are_looked_up(open_market)
    the_queue_is_read_off_an_index_in_its_own_order(open_market)


def the_cases_that_a_word_finds_are_looked_up(plan, way, historical):
    word, index, column = WAYS[way]
    asked = conditions(plan(word, historical=historical))
    assert index in asked, (way, historical, asked)
    assert re.search(rf"\W{column}\W", asked[index]), (way, historical, asked)


def a_word_that_names_a_right_and_a_seller_is_looked_up_under_both(plan, who):
    asked = conditions(plan("Corner", who=who))
    assert "seller_id" in asked["case_seller"], (who, asked)
    assert who == "seller" or "right_id" in asked["case_right"], (who, asked)


def the_queue_is_read_off_an_index_in_its_own_order(open_market):
    for who, index in (("reviewer", "case_queue_all"), ("reviewer_us", "case_queue")):
        with open_market.inside():
            rows = queries.queue(open_market.actor(who), Filters()).order_by(*queries.QUEUE_ORDER)
            text = plan_of(rows[:51])
        assert f"{index} on" in text, text
        assert "Sort" not in text, text


def the_items_of_a_listing_are_looked_up(open_market):
    with open_market.inside():
        asked = conditions(plan_of(queries.in_cases("A-1")))
    begins = {
        index.name: tuple(index.fields[:2]) for index in (*Item._meta.indexes, *Item._meta.constraints)
        if index.name in asked
    }  # fmt: skip
    assert "number" in asked["listing_number"]
    assert ("tenant", "listing") in begins.values()
