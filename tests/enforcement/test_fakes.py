"""A complaint of a buyer about a fake becomes a report, once, with the history of the goods and without the buyer's name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.models import Report, ReportedListing
from enforcement.services.fakes import history_of, take_in_fakes
from fulfillment import services as goods_services
from fulfillment.services.shipments import Packed
from fulfillment.services.trade_complaints import withdraw
from sellers.models import QualityFact
from tenancy.context import database_now
from tenancy.models import Due
from tests.enforcement.stage import listing as public_listing
from tests.fulfillment.goods import a_paper_of, a_site, goods
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


def history(complaint):
    """What is told of the goods, and with how many queries."""
    complaint.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        words = history_of(complaint)
    return words, len(asked)


def test_the_past_of_the_pieces_is_told_with_a_fixed_number_of_queries(market):
    flask = goods(market)
    supplier, far = market.actor("supplier"), a_site(market, "Keppel", (1.35, 103.82), country="SG")
    goods_services.certify(actor=supplier, batch=flask.batch, said=a_paper_of(flask.batch, 50))
    bag = public_listing(market, "SKU-1", gtin=GTIN)
    order = ordered(market, bag, quantity=8)
    sent(market, order, lines=[Packed(1, 1, ["HF000120"])])
    complaint = complained(market, order, "fake")
    words, queries = history(complaint)
    assert "What is on file of 04006381333931, HF000120:\nnothing" in words
    flask.scan(flask.label("HF000120"), step="shipped")
    [second] = flask.scan(flask.label("HF000120"), site=far)
    held = goods_services.hold_box(actor=market.actor("logistics"), scan=second.check, shelf="H1")
    words, _more = history(complaint)
    for line in (
        "on file as Halden flask 750 ml, now: Shipped",
        "made: batch B7731, 100 pieces, 50 certified, 1 gone, Certified",
        "number C-1, 50 pieces, Mill 3, Ningbo (CN)",
        "Dock 4 (PL), Shipping: Ship",
        "Keppel (SG), Receiving: Hold Scanned at Dock 4",
        f"held at Keppel as {held.reference}, now: Held",
        "In two places at once, Open",
    ):
        assert line in words, line
    assert [words.index(line) for line in ("on file as", "made: batch", "Dock 4 (PL)", "held at")] == sorted(
        words.index(line) for line in ("on file as", "made: batch", "Dock 4 (PL)", "held at")
    )
    _words, few = history(complaint)
    sent(market, order, "TR-9", lines=[Packed(1, 7, [f"HF00013{n}" for n in range(7)])])
    flask.scan(*(flask.label(f"HF00013{n}") for n in range(7)), step="shipped")
    words, many = history(complaint)
    assert "HF000136:" in words
    assert queries <= few == many <= 16


def test_of_a_number_that_is_scanned_often_the_first_and_the_last_scans_are_told(market):
    flask = goods(market)
    order = ordered(market, public_listing(market, "SKU-1", gtin=GTIN))
    sent(market, order, lines=[Packed(1, 1, ["HF000140"])])
    for _time in range(20):
        flask.scan(flask.label("HF000140"))
    words, _queries = history(complained(market, order, "fake"))
    assert words.count("Dock 4 (PL)") == 12
    assert "8 scans more" in words
