"""Genuine goods: where they were first sold, what that means in the region of the case, and what shows it."""

from datetime import date

import pytest
from django.utils.html import escape

from enforcement import queries
from enforcement.casefile import contents
from enforcement.models import Exemption, Origin, OriginProof
from enforcement.origins import meaning_of
from enforcement.packs import of_case
from enforcement.services.exporting import _pages
from policy import registry
from tenancy.context import database_now
from tests.enforcement.pages import invoice, page_of, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("region", "country", "exhausts"),
    [
        ("EU", "PL", "yes"), ("EU", "NO", "yes"), ("EU", "GB", "no"), ("EU", "CN", "no"), ("EU", "", "unknown"),
        ("GB", "PL", "yes"), ("GB", "US", "no"), ("US", "CN", "yes"), ("JP", "TH", "depends"), ("BR", "AR", "no"),
    ],
)  # fmt: skip
def test_what_a_first_sale_means_follows_from_the_region(region, country, exhausts):
    pack = registry.for_case(region, "trademark", TODAY)
    assert meaning_of(pack, "trademark", region, country).exhausts == exhausts


def test_a_seller_is_told_at_once_what_a_country_means_with_and_without_script(market, as_, case):
    seller = as_(market, "seller")
    told = seller.get(page_of(market, case, "/origin"), {"first_sold_in": "PL"})
    assert "exhausts the right" in text(told)
    typed = {"look": "origin", "first_sold_in": "CN", "statement": "Bought in Poland."}
    looked = text(seller.post(page_of(market, case, "/answer"), typed))
    assert "does not exhaust the right" in looked
    assert "Bought in Poland." in looked
    assert set(case.items.values_list("state", flat=True)) == {"open"}, "nothing was sent yet"


def test_a_reviewer_reads_the_country_beside_the_rule_and_what_is_missing(market, as_, case):
    said = {"all": "genuine", "first_sold_in": "PL", "proof_invoice": invoice()}
    text(as_(market, "seller").post(page_of(market, case, "/answer"), said, follow=True))
    assert set(Origin.objects.values_list("first_sold_in", "exhausts")) == {("PL", "yes")}
    assert OriginProof.objects.get().shows == "invoice"
    shown = text(as_(market, "reviewer").get(page_of(market, case)))
    assert "First sold in Poland" in shown
    assert "invoice.png" in shown
    assert shown.count("not handed in") == 2
    reviewer = market.actor("reviewer")
    found = queries.case(case.reference, reviewer)
    filed = contents(found, of_case(found, database_now()), reviewer, marketplace="Fair", pieces=[])
    assert filed["items"][0]["answers"][0]["first_sold_in"] == "PL"


def test_a_seller_relies_on_an_exception_and_the_reviewer_reads_its_article(market, as_, case):
    shown = text(as_(market, "seller").get(page_of(market, case)))
    assert "Does the law allow it without consent?" in shown
    known = of_case(case, database_now()).exceptions_for(case.right.kind)
    said = {"all": "genuine", "exemptions": known[0].code, "statement": "A spare part."}
    text(as_(market, "seller").post(page_of(market, case, "/answer"), said, follow=True))
    reference = known[0].rule.source.reference
    assert set(Exemption.objects.values_list("code", "source")) == {
        (known[0].code, f"{known[0].rule.source.title}, {reference}")
    }
    assert "Weigh it by what the listing shows" in text(as_(market, "reviewer").get(page_of(market, case)))
    found = queries.case(case.reference, market.actor("seller"))
    filed = contents(found, of_case(found, database_now()), market.actor("seller"), marketplace="Fair", pieces=[])
    [told] = filed["items"][0]["answers"][0]["relies_on"]
    assert (told["code"], told["verified"]) == (known[0].code, known[0].rule.settled)
    assert reference in told["law"]
    assert escape(told["title"]) in _pages(filed)["case.html"].decode()
