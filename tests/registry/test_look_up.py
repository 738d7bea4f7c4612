"""The look-up, as people ask it: the owner, the seller about itself, a stranger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.services.parties import register_party
from registry.names import tails_asked
from registry.queries import parties_like
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


@given(name=st.text("abc d", min_size=4, max_size=12), at=st.integers(0, 2), letter=st.sampled_from("abcx"))
def test_one_error_in_the_first_three_letters_leaves_a_tail_that_is_asked(name, at, letter):
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    for typed in (
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 :],
        name[: at + 1] + letter + name[at + 1 :],
        swapped,
    ):
        assert name[3:] in tails_asked(typed, head=3)


def test_a_company_is_found_whose_first_letters_are_wrong(market):
    for name in ("Nordlicht Handels GmbH", "Nike Ltd", "Söderström"):
        register_party(actor=market.actor("lead"), kind="seller", name=name, country="DE")
    for typed, meant in (
        ("Mordlicht Handels GmbH", "Nordlicht Handels GmbH"),
        ("ordlicht", "Nordlicht Handels GmbH"),
        ("Noddlicht Handel AG", "Nordlicht Handels GmbH"),
        ("Nodrlicht", "Nordlicht Handels GmbH"),
        ("Bike Ltd", "Nike Ltd"),
        ("Ssderström AB", "Söderström"),
    ):
        assert [party.name for party in parties_like(typed)][:1] == [meant], typed
    assert parties_like("Mondschein") == []


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
