"""A listing as the question: which rights it names, who may ask, and what its seller reads."""

from registry.services import authorise_seller
from tests.scanner.stage import trademark, waiting


def test_a_listing_is_answered_under_the_rights_that_it_names(market, as_):
    right = trademark(market, "Zanderholt")
    made = waiting(market, title="Zanderholt bag", brand="Zanderholt", markets=("DE", "FR"))
    address = market.url(f"listings/{made.number}/gate")
    seller = as_(market, "seller")
    told = seller.get(market.url(f"api/v1/listings/{made.number}/gate")).json()
    assert (told["verdict"], [one["right"] for one in told["rights"]]) == ("ask", [right.reference])
    assert address in seller.get(market.url(f"listings/{made.number}")).content.decode()
    assert "An authorisation by the owner of the right" in seller.get(address).content.decode()
    authorise_seller(actor=market.actor("brand"), right=right, seller=market.parties["seller"])
    assert "Yes, it may be sold" in as_(market, "lead").get(address).content.decode()
    for who in ("brand", "other_seller"):
        assert as_(market, who).get(address).status_code == 404
