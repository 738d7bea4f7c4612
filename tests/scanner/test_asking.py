"""A listing as the question: which rights it names, who may ask, and what its seller reads."""

from audit.queries import timeline
from registry.models import ProofRequest
from registry.services import authorise_seller, weigh_proof
from scanner.models import GoodsCategory
from tests.scanner.stage import published, trademark, waiting


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


def test_a_seller_reads_what_was_answered_at_publication_and_hands_in_the_document_unasked(market, as_):
    right = trademark(market, "Zanderholt")
    made, _scanned = published(market, title="Zanderholt bag", brand="Zanderholt", markets=("DE", "FR"))
    seller, lead = as_(market, "seller"), as_(market, "lead")
    part = market.url(f"listings/{made.number}/gate/at-publication")
    assert part in seller.get(market.url(f"listings/{made.number}")).content.decode()
    told = seller.get(part).content.decode()
    assert "The owner of the right has not named this seller." in told
    assert "An authorisation by the owner of the right" in told
    page, papers = market.url(f"listings/{made.number}/gate"), market.url(f"listings/{made.number}/gate/papers")
    assert papers in seller.get(page).content.decode()
    assert papers not in lead.get(page).content.decode(), "who does not sell hands nothing in"
    empty = seller.post(papers, {"right": right.reference})
    assert (empty.status_code, "Give the number" in empty.content.decode()) == (422, True)
    given = {"right": right.reference, f"{right.reference}-number": "Permit 7"}
    assert seller.post(papers, given).status_code == 303
    asked = ProofRequest.objects.get()
    assert (asked.state, asked.number, asked.about, asked.owner) == ("answered", "Permit 7", made.number, right.owner)
    assert "is being weighed" in seller.get(page).content.decode()
    again = seller.post(papers, given)
    assert (again.status_code, "What you handed in before" in again.content.decode()) == (409, True)
    assert [line.verb for line in timeline(asked.id, market.actor("brand"))][::-1] == [
        "proof.offered",
        "proof.answered",
    ]
    weigh_proof(actor=market.actor("brand"), asked=asked, accepted=True, territories=("DE", "FR"))
    assert "Yes, it may be sold" in seller.get(page).content.decode()


def test_the_goods_of_a_listing_are_told_as_people_set_them_else_guessed(market, as_):
    trademark(market, "Zanderholt")
    made = waiting(market, title="Zanderholt bag", brand="Zanderholt", category=["Bags"])
    address = market.url(f"api/v1/listings/{made.number}/gate")
    seller = as_(market, "seller")
    assert seller.get(address).json()["told_by"] == "guess"
    GoodsCategory.objects.create(name="Bags", classes=[21])
    told = seller.get(address).json()
    assert (told["told_by"], told["classes"]) == ("people", [21])
    assert "as people here have set them" in seller.get(market.url(f"listings/{made.number}/gate")).content.decode()
