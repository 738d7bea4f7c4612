"""Remedies that leave a listing in the shop bite all the same, reach no further than they say, and are taken back in full."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from delivery.services import SHOP
from enforcement import services
from enforcement.models import Remedy
from enforcement.services import Choice
from scanner.models import FirstCheck
from scanner.search.asking import Asked
from scanner.search.finding import find
from scanner.services import pass_first, refuse_first
from scanner.sweeps import publish_checking
from sellers import services as sellers
from sellers.models import Listing
from sellers.queries import demoted_in
from tenancy.context import database_now
from tenancy.errors import Invalid
from tests.cast import Market
from tests.enforcement.pages import text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Effect

pytestmark = pytest.mark.django_db


def _decided(market: Market, remedy: str, **more):
    """A case about one listing, upheld with a remedy that is in effect."""
    sold = listing(market, "SKU-1", brand="Zanderholt")
    case = only_case(complaint(market, trademark(market), [sold]))
    heard(case)
    item = case.items.get()
    chosen = {item.id: Choice("counterfeit.goods", "Not theirs.", remedy, **more)}
    before = database_now() - timedelta(minutes=5)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen, now=before)
    let_it_take_effect(case, at=database_now())
    sold.refresh_from_db()
    return case, sold


def _withdrawn(market: Market, case) -> None:
    services.withdraw(
        actor=market.actor("brand"), reference=case.reference, items=[case.items.get().id], reason="mistake"
    )


def _sweep() -> None:
    publish_checking(database_now())


def _state(number: str) -> str:
    return Listing.objects.get(number=number).state


def _less(one: Listing) -> list[str]:
    return demoted_in({one.id: one.markets}, database_now())[one.id]


def test_a_demoted_listing_stays_in_the_shop_after_the_others_until_the_remedy_is_taken_back(market: Market) -> None:
    case, sold = _decided(market, "demote")
    other = listing(market, "SKU-2", seller="other_seller")
    assert sold.shop_markets == ["DE", "US"]
    assert (sold.shop_demoted, _less(sold)) == (["DE"], ["DE"])
    told = Effect.objects.filter(kind="change", recipient=SHOP, payload__contains="SKU-1").order_by("id").last()
    assert told is not None
    assert json.loads(told.payload)["facts"]["demoted_in"] == ["DE"]
    found = find(market.actor("brand"), Asked(seller=sold.seller.reference), now=database_now(), wait=True)
    assert [one.number for one in found.found] == ["SKU-1"]
    both = find(market.actor("brand"), Asked(numbers=("SKU-1", "SKU-2")), now=database_now(), wait=True)
    assert [one.number for one in both.found] == ["SKU-2", "SKU-1"]
    assert other.shop_demoted == []
    _withdrawn(market, case)
    sold.refresh_from_db()
    assert (sold.shop_demoted, _less(sold)) == ([], [])
    assert Remedy.objects.get().state == "reversed"


def test_what_is_checked_first_waits_for_a_person_and_is_published_once_passed(market: Market, as_) -> None:
    _decided(market, "check_first")
    assert _state("SKU-1") == "public"
    assert listing(market, "SKU-3").state == "checking"
    elsewhere = listing(market, "SKU-4", markets=["US"])
    assert elsewhere.state == "public", "the remedy reaches the region of the case alone"
    _sweep()
    assert _state("SKU-3") == "checking"
    check = FirstCheck.objects.get(state="open")
    said = text(as_(market, "seller").get(market.url("listings/SKU-3")))
    assert "A person looks at it before it is published" in said
    assert "published once a person has passed it" in said
    assert "SKU-3" in text(as_(market, "reviewer").get(market.url("first-checks")))
    assert pass_first(actor=market.actor("reviewer"), check_ids=[check.id]) == 1
    _sweep()
    assert _state("SKU-3") == "public"


def test_what_was_not_passed_is_told_and_comes_free_with_the_remedy(market: Market) -> None:
    case, _sold = _decided(market, "check_first")
    for number in ("SKU-3", "SKU-4"):
        listing(market, number)
    refused, _waits = FirstCheck.objects.order_by("id")
    refuse_first(actor=market.actor("reviewer"), check_id=refused.id, why="unclear")
    assert _state("SKU-3") == "held"
    mail = Effect.objects.filter(kind="mail").order_by("id").last()
    assert mail is not None
    assert "SKU-3" in mail.payload
    _withdrawn(market, case)
    _sweep()
    _sweep()
    assert [_state(number) for number in ("SKU-3", "SKU-4")] == ["public", "public"]
    assert set(FirstCheck.objects.values_list("state", flat=True)) == {"lapsed"}


def test_a_change_of_what_was_not_passed_is_looked_at_again(market: Market) -> None:
    _decided(market, "check_first")
    made = listing(market, "SKU-3")
    refuse_first(actor=market.actor("reviewer"), check_id=FirstCheck.objects.get().id, why="unclear")
    made.refresh_from_db()
    sellers.revise_listing(actor=market.actor("seller"), listing=made, brand="Halden")
    _sweep()
    assert sorted(FirstCheck.objects.values_list("state", "revision")) == [("open", 2), ("superseded", 1)]
    assert _state("SKU-3") == "checking"


def test_a_restricted_seller_lists_nothing_of_the_brand_there(market: Market) -> None:
    case, sold = _decided(market, "restrict")
    with pytest.raises(Invalid) as refused:
        listing(market, "SKU-3", brand="zanderholt")
    assert set(refused.value.fields) == {"brand"}
    with pytest.raises(Invalid):
        listing(market, "SKU-4", title="A Zanderholt bag")
    assert listing(market, "SKU-5", brand="Zanderholt", markets=["US"]).state == "public"
    assert listing(market, "SKU-6", brand="Halden").state == "public"
    sellers.revise_listing(actor=market.actor("seller"), listing=sold, description="The same goods.")
    _withdrawn(market, case)
    assert listing(market, "SKU-3", brand="zanderholt").state == "public"


def test_a_restriction_of_a_category_is_named_by_the_reviewer_and_falls_on_appeal(market: Market) -> None:
    case, _sold = _decided(market, "restrict", category="Bags")
    with pytest.raises(Invalid) as refused:
        listing(market, "SKU-3")
    assert set(refused.value.fields) == {"category"}
    item: UUID = case.items.get().id
    appeal = services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=[item], grounds="They are ours."
    )
    services.decide_appeal(
        actor=market.actor("appeals"), reference=appeal.reference, reasons="So they are.",
        choices={item: Choice("dismissed.exhausted")}, now=database_now() - timedelta(minutes=5),
    )  # fmt: skip
    let_it_take_effect(case, at=database_now())
    assert listing(market, "SKU-3").state == "public"
