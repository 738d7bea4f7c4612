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
