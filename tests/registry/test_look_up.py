"""The look-up, as people ask it: the owner, the seller about itself, a stranger."""

import pytest

from registry.services import accept_licence, draft_licence, offer_licence
from tests.registry.test_licences import sign, terms


@pytest.fixture
def licensed(market, verified):
    licence = draft_licence(actor=market.actor("brand"), rights=[verified], terms=terms(market))
    sign(offer_licence, licence, market.actor("brand"), [verified])
    return sign(accept_licence, licence, market.actor("seller"), [verified])


def test_the_owner_asks_whether_the_shop_may_sell_to_austria(market, verified, licensed, as_):
    asked = {"seller": market.parties["seller"].reference, "right": "aurora", "classes": "25"}
    page = as_(market, "brand").get(market.url("licences/look-up"), {**asked, "to": "Austria"}).content.decode()
    assert "does not reach Austria" in page
    page = as_(market, "seller").get(market.url("licences/look-up"), {**asked, "to": "Poland"}).content.decode()
    assert "Yes, it may be sold" in page
    assert licensed.reference in page
    gone = as_(market, "brand").get(market.url("licences/look-up"), {**asked, "to": "PL", "day": "2027-07-01"})
    assert "Yes, it may be sold" not in gone.content.decode()


def test_nobody_learns_of_the_licences_of_others(market, verified, licensed, as_):
    asked = {"seller": market.parties["seller"].reference, "right": verified.reference}
    for who in ("rival", "other_seller"):
        answer = as_(market, who).get(market.url("licences/look-up"), asked)
        assert answer.status_code == 422
        assert licensed.reference not in answer.content.decode()


def test_a_name_is_suggested_and_an_almost_right_one_offers_whom_it_may_mean(market, verified, licensed, as_):
    shop, owner = market.parties["seller"], as_(market, "brand")
    typed = shop.name[:4].upper()
    assert (
        shop.reference
        in owner.get(market.url("licences/licensees"), {"seller": typed, "field": "seller"}).content.decode()
    )
    wrong = shop.name[:-2] + "x" + shop.name[-1]
    asked = {"seller": wrong, "right": verified.reference, "to": "Austria", "classes": ""}
    page = owner.get(market.url("licences/look-up"), asked)
    assert page.status_code == 422
    assert f'name="seller-meant" value="{shop.reference}"' in page.content.decode()
    chosen = {**asked, "seller-was": wrong, "seller-meant": shop.reference, "classes-ticked": ["25"]}
    page = owner.get(market.url("licences/look-up"), chosen).content.decode()
    assert "does not reach Austria" in page
    assert "25 clothing and footwear" in page, "a tick counts as a number typed"
    other = owner.get(market.url("licences/look-up"), {**chosen, "seller": "Somebody else"})
    assert other.status_code == 422, "a name typed anew counts, not what was meant by the old one"
