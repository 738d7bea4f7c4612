"""A decision that goods are wrong keeps the seller's stock back at every dock, until it is reversed."""

from datetime import timedelta

import pytest

from audit.models import Entry
from enforcement import services
from enforcement.services import Choice
from enforcement.services.stock import is_of_the_goods
from fulfillment.models import StockRelease, StockRestraint
from fulfillment.services.stock import Stock, release_stock, restrain_stock
from registry.models import Brand, Right
from registry.services import put_in_brand
from tenancy.context import database_now
from tests.cast import Market
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from tests.fulfillment.goods import GTIN, goods

pytestmark = pytest.mark.django_db


def _decided(market: Market, right: Right, sold, ground: str = "counterfeit.goods", remedy: str = "delist", **more):
    case = only_case(complaint(market, right, [sold]))
    heard(case)
    chosen = {case.items.get().id: Choice(ground, "Not theirs.", remedy, **more)}
    before = database_now() - timedelta(minutes=5)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen, now=before)
    let_it_take_effect(case, at=database_now())
    return case


def _told(flask, number: str, seller: str, **more) -> tuple[str, list[str]]:
    [found] = flask.scan(flask.label(number), seller=seller, **more)
    return found.check.answer, [one["code"] for one in found.check.reasons]


def test_a_dock_holds_what_was_decided_on_and_ships_it_when_that_is_reversed(market: Market) -> None:
    flask = goods(market)
    seller, other = market.parties["seller"].reference, market.parties["other_seller"].reference
    right = trademark(market)
    sold = listing(market, "SKU-1", gtin=GTIN.lstrip("0"))
    assert _told(flask, "HF000101", seller) == ("ship", [])
    case = _decided(market, right, sold, territories=("EU",))
    laid = StockRestraint.objects.get()
    assert (laid.gtin, laid.brand, laid.case) == (GTIN, None, case.reference)
    assert "PL" in laid.territories
    assert "US" not in laid.territories
    answer, codes = _told(flask, "HF000101", seller)
    assert (answer, codes[0]) == ("hold", "restrained")
    [found] = flask.scan(flask.label("HF000102"), seller=seller)
    assert found.check.reasons[0]["facts"] == {"cause": case.reference}
    assert _told(flask, "HF000103", other) == ("ship", [])
    assert _told(flask, "HF000104", "") == ("ask", ["whose"])
    assert _told(flask, "HF000105", seller, destination="US") == ("ship", [])
    services.withdraw(
        actor=market.actor("brand"), reference=case.reference, items=[case.items.get().id], reason="mistake"
    )
    assert StockRelease.objects.get().restraint == laid
    assert _told(flask, "HF000101", seller) == ("ship", [])
    assert _told(flask, "HF000104", "") == ("ship", [])
    assert list(Entry.objects.filter(verb__startswith="stock.").order_by("id").values_list("verb", flat=True)) == [
        "stock.restrained", "stock.released",
    ]  # fmt: skip


def test_without_a_number_all_of_the_brand_is_kept_back(market: Market) -> None:
    flask = goods(market)
    right = trademark(market)
    put_in_brand(actor=market.actor("brand"), owner=market.parties["brand"], brand=flask.brand, rights=[right])
    _decided(market, right, listing(market, "SKU-1"))
    assert Brand.objects.get(id=StockRestraint.objects.get().brand_id) == flask.brand
    assert _told(flask, "HF000101", market.parties["seller"].reference)[0] == "hold"


@pytest.mark.parametrize(
    ("ground", "remedy"), [("mark.listing", "delist"), ("counterfeit.goods", "demote"), ("counterfeit.goods", "warn")]
)
def test_what_says_nothing_of_the_goods_or_leaves_them_in_the_shop_leaves_the_stock(
    market: Market, ground: str, remedy: str
) -> None:
    sold = listing(market, "SKU-1", gtin=GTIN.lstrip("0"))
    _decided(market, trademark(market), sold, ground, remedy)
    assert not StockRestraint.objects.exists()


def test_laying_and_releasing_twice_is_once_in_any_order_of_cases(market: Market) -> None:
    flask = goods(market)
    seller, now = market.parties["seller"], database_now()
    first, second = Stock(cause="RM1", gtin=GTIN), Stock(cause="RM2", brand=flask.brand)
    for case, one in (("C1", first), ("C2", second), ("C1", first)):
        restrain_stock(actor=market.system, seller=seller, case=case, stock=[one], now=now)
    assert StockRestraint.objects.count() == 2
    assert release_stock(actor=market.system, causes=["RM1", "RM9"], by="D1", now=now) == 1
    assert release_stock(actor=market.system, causes=["RM1"], by="D1", now=now) == 0
    assert _told(flask, "HF000101", seller.reference)[1][0] == "restrained"
    assert release_stock(actor=market.system, causes=["RM2"], by="D2", now=now) == 1
    assert _told(flask, "HF000101", seller.reference) == ("ship", [])


def test_grounds_of_the_goods() -> None:
    assert is_of_the_goods("counterfeit")
    assert is_of_the_goods("counterfeit.label")
    assert not is_of_the_goods("copying.picture")
    assert not is_of_the_goods("counterfeiting")
