"""What the tests of the pages share: addresses, texts, and a case that is decided."""

import io

from PIL import Image

from enforcement import services
from enforcement.services import Choice
from tests.enforcement.stage import heard, let_it_take_effect

COUNTERFEIT = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")
COUNTER = {
    "element_signature": "Sam Seller", "element_mistake": "yes", "element_service": "yes",
    "element_jurisdiction": "district_of_address",
}  # fmt: skip
NEVER = "MW-0000000"


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def invoice():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    out.seek(0)
    out.name = "invoice.png"
    return out


def page_of(market, case, deed=""):
    return market.url(f"cases/{case.reference}{deed}")


def items_of(case):
    return {item.listing.number: item for item in case.items.select_related("listing")}


def decided(market, case, who="reviewer"):
    """All of a case decided, in effect."""
    heard(case)
    chosen = {item.id: COUNTERFEIT for item in items_of(case).values()}
    services.decide(actor=market.actor(who), reference=case.reference, choices=chosen)
    let_it_take_effect(case)
    return case
