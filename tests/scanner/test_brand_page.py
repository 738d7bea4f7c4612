"""What the parts of a brand's page say: to its owner, to staff, and to nobody else."""

import pytest

from registry import services as registry
from registry.models import Right
from tests.enforcement.pages import text
from tests.registry.test_licences import sign, terms
from tests.scanner.stage import trademark
from tests.scanner.test_watching import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(market):
    """A brand with a mark behind it."""
    right = trademark(market)
    made = registry.add_brand(actor=market.actor("brand"), name="Zanderholt")
    registry.put_in_brand(actor=market.actor("brand"), owner=market.parties["brand"], brand=made, rights=[right])
    return made


@pytest.fixture
def part(market, as_, brand):
    """How a part of the page reads to somebody; the page of a brand names it, a stranger does not find it."""

    def of(name, who="brand"):
        url = market.url(f"brands/{brand.reference}/{name}")
        assert as_(market, "rival").get(url).status_code == 404
        assert url in text(as_(market, who).get(market.url(f"brands/{brand.reference}")))
        return text(as_(market, who).get(url))

    return of


def test_matches_lead_the_owner_to_the_listing_and_staff_to_the_match(market, brand, part):
    assert "Nothing was found" in part("matches")
    match = found(market, brand)
    assert all(said in part("matches") for said in ("Zanderholt bag", market.url("listings/A-1"), "90", "1 in all"))
    assert market.url(f"matches/{match.id}") in part("matches", "reviewer")
    assert market.url(f"matches/{match.id}") not in part("matches")


def test_licences_say_who_where_and_until_when(market, brand, part):
    assert "No licence" in part("licences")
    right, given = Right.objects.get(brand=brand), terms(market)
    licence = registry.draft_licence(actor=market.actor("brand"), rights=[right], terms=given)
    sign(registry.offer_licence, licence, market.actor("brand"), [right])
    said = part("licences")
    for words in (market.parties["seller"].name, "Zanderholt", "Poland", f"{given.ends_on:%Y}", licence.reference):
        assert words in said, words


def test_numbers_say_what_begins_so_and_what_a_serial_is_like(market, brand, part):
    assert "No GTIN yet" in part("numbers")
    assert "No pattern yet" in part("numbers")
    owner = market.actor("brand")
    registry.add_prefix(actor=owner, brand=brand, number="629104", note="Bags")
    registry.add_serials(actor=owner, brand=brand, pattern="ZH-####", first="0100", last="0900", note="Autumn")
    said = part("numbers")
    assert all(words in said for words in ("629104", "Bags", "ZH-####", "such as", "0100 – 0900", "Autumn"))


def test_usual_prices_stand_with_the_right_behind_the_brand(market, as_, brand):
    right = Right.objects.get(brand=brand)
    url = market.url(f"rights/{right.reference}")
    assert "None yet. A price far below it" in text(as_(market, "brand").get(url))
    band = {"currency": "EUR", "low_cents": 4050, "high_cents": 9000, "market": "DE", "goods": "Bags & <cases>"}
    registry.set_band(actor=market.actor("brand"), right=right, **band)
    said = text(as_(market, "brand").get(url))
    assert all(words in said for words in ("EUR 40.50", "90.00", "bags &amp; &lt;cases&gt;", "DE"))
