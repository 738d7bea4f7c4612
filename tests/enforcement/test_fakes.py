"""A complaint of a buyer about a fake becomes a report, once, with the history of the goods and without the buyer's name."""

import pytest

from enforcement.models import Report, ReportedListing
from enforcement.services.fakes import take_in_fakes
from fulfillment.services.shipments import Packed
from fulfillment.services.trade_complaints import withdraw
from sellers.models import QualityFact
from tenancy.context import database_now
from tenancy.models import Due
from tests.enforcement.stage import listing as public_listing
from tests.fulfillment.trade import GTIN, a_picture, complained, nobody, ordered, sent

pytestmark = pytest.mark.django_db(databases="__all__")


def take(market):
    return take_in_fakes(actor=market.system, now=database_now())


def test_a_fake_becomes_one_report_with_its_pictures(market, as_):
    bag = public_listing(market, "SKU-1", gtin=GTIN)
    other = public_listing(market, "SKU-2", gtin=GTIN, seller="other_seller")
    order, second = ordered(market, bag), ordered(market, other, "B-2")
    sent(market, order, lines=[Packed(1, 1, ["S1"])])
    sent(market, second, "TR-2", who="other_seller", lines=[Packed(1, 1, ["S1"])])
    complaint = complained(market, order, "fake", files=[a_picture()], words="The stitching is crooked.")
    assert Due.objects.filter(tenant_id=market.id, job="trade_fakes").exists()
    assert (take(market), take(market)) == (1, 0)
    report = Report.objects.get()
    complaint.refresh_from_db()
    assert complaint.ip_report == report.reference
    assert (report.channel, report.kind, report.pictures.count()) == ("trade", "counterfeit", 1)
    assert ReportedListing.objects.get().listing == bag
    said = report.statements.get()
    assert (said.name, said.email) == ("", "")
    for word in ("crooked", "S1", complaint.reference, "SKU-2", second.shipments.get().reference):
        assert word in said.explanation, word
    assert "Quint" not in said.explanation
    assert QualityFact.objects.count() == 1  # noted once, by the complaint
    page = as_(market, "reviewer").get(market.url("reports"))
    assert bag.title in page.content.decode()
    assert report.reference in as_(market, "seller").get(market.url(f"trade/{complaint.reference}")).content.decode()


def test_other_complaints_and_those_taken_back_stay_where_they_are(market):
    order = ordered(market, public_listing(market, "SKU-1"))
    complained(market, order, "quality")
    withdraw(actor=nobody(market), complaint=complained(market, order, "fake"))
    assert take(market) == 0
    assert not Report.objects.exists()


def test_a_buyer_who_complains_of_two_orders_of_a_listing_is_one_reporter(market):
    bag = public_listing(market, "SKU-1")
    for number in ("B-1", "B-2"):
        complained(market, ordered(market, bag, number), "fake")
    assert take(market) == 2
    first, again = ReportedListing.objects.order_by("id")
    assert again.same_as == first
