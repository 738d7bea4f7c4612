"""The pages of docks, held goods, products and batches, and the question of a buyer."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from zxingcpp import BarcodeFormat, create_barcode

from fulfillment import labels
from fulfillment.codes.scanned import Identity
from fulfillment.models import Batch, Check, Flag, Hold, Product, UnitSignal
from tests.fulfillment.goods import GTIN, PDF, a_site, goods, today


@pytest.fixture
def flask(market):
    return goods(market)


def upload(data=PDF, name="paper.pdf"):
    file = io.BytesIO(data)
    file.name = name
    return file


def a_photo(text_of):
    """A picture of a phone with a label on it."""
    code = create_barcode(text_of, BarcodeFormat.DataMatrix, gs1=True).to_image(scale=6)
    sheet = Image.new("L", (640, 480), 255)
    sheet.paste(Image.frombuffer("L", (code.shape[1], code.shape[0]), bytes(memoryview(code))), (60, 60))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return upload(out.getvalue(), "label.png")


def body(response, status=200):
    assert response.status_code == status, response.content
    return response.content.decode()


def scan(client, flask, code, **more):
    path = flask.market.url(f"docks/{flask.dock.reference}")
    return client.post(path, {"code": code, "step": "received", **more}, follow=True)


def test_scan_hold_and_release_as_the_dock_does_it(market, as_, flask):
    dock = as_(market, "logistics")
    assert flask.dock.reference in dock.get(market.url("docks"))["Location"]
    assert "Nothing speaks against it" in body(scan(dock, flask, flask.label("HF000123")))
    told = body(scan(dock, flask, flask.label("HF123456")))
    assert ">Hold<" in told
    assert "This serial number was never issued" in told
    check = Check.objects.latest("id")
    path = market.url(f"docks/{flask.dock.reference}/{check.id}/hold")
    assert "Held as HO-" in body(dock.post(path, {"shelf": "H2"}, follow=True))
    hold = Hold.objects.get()
    assert (hold.shelf, hold.product) == ("H2", flask.product)
    told = body(scan(dock, flask, flask.label("HF123456")))
    assert f"This box is on hold already, as {hold.reference}" in told
    where = market.url(f"holds/{hold.reference}")
    assert hold.reference in body(dock.get(market.url("holds")))
    refused = dock.post(f"{where}/settle", {"settle-deed": "return", "settle-words": ""})
    assert "Say what you saw, or why." in body(refused, 422)
    dock.post(f"{where}/inspect", {"inspect-words": "The seal is green, all is well."})
    done = body(dock.post(f"{where}/settle", {"settle-deed": "release", "settle-words": "Genuine."}, follow=True))
    assert ">Released<" in done
    assert Hold.objects.get().state == "released"


def test_flag_with_a_picture_and_the_rights_holder_answers(market, as_, flask):
    dock = as_(market, "scanner")
    scan(dock, flask, flask.label("HF000124"))
    check = Check.objects.latest("id")
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    path = market.url(f"docks/{flask.dock.reference}/{check.id}/flag")
    sent = {"kind": "looks", "words": "Printed.", "picture": upload(out.getvalue(), "seen.png")}
    assert "Flagged as FL-" in body(dock.post(path, sent, follow=True))
    flag, hold = Flag.objects.get(), Hold.objects.get()
    assert (flag.state, flag.pictures.count(), hold.flag) == ("held", 1, flag)
    holder = as_(market, "brand")
    assert "Printed." in body(holder.get(market.url(f"holds/{hold.reference}")))
    where = market.url(f"holds/{hold.reference}")
    holder.post(f"{where}/answer", {"answer-answer": "fake", "answer-words": "The mark is printed."})
    lead = as_(market, "logistics")
    refused = lead.post(f"{where}/settle", {"settle-deed": "release"})
    assert "only the marketplace releases them" in body(refused, 403)
    lead.post(f"{where}/settle", {"settle-deed": "destroy", "settle-words": "Copies."})
    alone = lead.post(f"{where}/destroyed", {"confirmed": "yes", "destroyed-document": upload()})
    assert "another person has to confirm it" in body(alone, 403)
    reviewer = as_(market, "reviewer")
    missing = reviewer.post(f"{where}/destroyed", {"confirmed": "yes"})
    assert "Add the paper or the picture that shows it." in body(missing, 422)
    reviewer.post(f"{where}/destroyed", {"confirmed": "yes", "destroyed-document": upload()})
    assert Hold.objects.get().state == "destroyed"


def test_a_code_is_read_from_a_picture_of_the_label(market, as_, flask):
    dock = as_(market, "scanner")
    path = market.url(f"docks/{flask.dock.reference}")
    photo = a_photo(labels.elements(Identity(gtin=GTIN, serial="HF000125", lot="B7731")))
    told = body(dock.post(path, {"step": "received", "picture": photo}, follow=True))
    assert "HF000125" in told
    blank = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(blank, "PNG")
    refused = dock.post(path, {"step": "received", "picture": upload(blank.getvalue(), "x.png")})
    assert "No code can be read in this picture" in body(refused, 422)


def test_products_numbers_and_batches_from_the_first_form_to_the_recall(market, as_, flask):
    holder = as_(market, "brand")
    form = {"brand": flask.brand.reference, "gtin": "4012345678901", "name": "Halden cup", "source": "issued"}
    refused = holder.post(market.url("products/new"), {**form, "gtin": "4012345678902"})
    assert "This is no GTIN" in body(refused, 422)
    holder.post(market.url("products/new"), {**form, "enrolled_on": today(-5).isoformat()})
    cup = Product.objects.get(name="Halden cup")
    where = market.url(f"products/{cup.reference}")
    made = {
        "lot": "C1",
        "made_on": today(-3).isoformat(),
        "quantity": "50",
        "country": "CN",
        "supplier": market.parties["supplier"].reference,
    }
    holder.post(f"{where}/batches", made)
    batch = Batch.objects.get(lot="C1")
    assert "20 serial numbers issued." in body(
        holder.post(f"{where}/codes", {"count": "20", "length": "9", "batch": batch.reference}, follow=True)
    )
    page = body(holder.get(where))
    reference = page.split("/codes/CR-")[1].split("/print")[0]
    printed = body(holder.post(f"{where}/codes/CR-{reference}/print")).splitlines()
    assert printed[0] == "serial,element_string,digital_link,address"
    assert len(printed) == 21
    serial, _elements, _link, address = printed[1].split(",")
    assert len(serial) == 9
    told = flask.scan(f"(01){cup.gtin}(21){serial}")[0]
    assert (told.check.answer, told.batch) == ("ship", batch)
    assert ">Authentic<" in body(Client().get(address.removeprefix("http://testserver")))
    supplier = as_(market, "supplier")
    paper = {
        "kind": "provenance", "document": upload(), "number": "C-7", "signer": "Li Wei", "signed_on": today(-2).isoformat(),
        "quantity": "50", "site": "Mill 3", "country": "CN",
    }  # fmt: skip
    over = supplier.post(
        market.url(f"batches/{batch.reference}/certificates"), {**paper, "quantity": "51", "document": upload()}
    )
    assert "The batch has 50 pieces." in body(over, 422)
    supplier.post(market.url(f"batches/{batch.reference}/certificates"), {**paper, "document": upload()})
    batch.refresh_from_db()
    assert (batch.state, batch.certified) == ("certified", 50)
    holder.post(market.url(f"batches/{batch.reference}/recall"), {"why": "The handle breaks."})
    assert flask.scan(f"(01){cup.gtin}(21){serial}")[0].check.answer == "hold"


def test_a_buyer_is_told_authentic_unknown_or_suspicious(market, flask):
    where = market.url("genuine")
    buyer = Client()
    genuine = body(buyer.post(where, {"code": flask.label("HF000130")}))
    assert ">Authentic<" in genuine
    assert "Nothing speaks against yours" in genuine
    fake = body(buyer.post(where, {"code": flask.label("HF777777")}))
    assert ">Suspicious<" in fake
    assert market.url("report") in fake
    assert ">Unknown<" in body(buyer.get(where, {"code": "04012345678901"}))
    assert "This is not a code of goods" in body(buyer.post(where, {"code": "hello"}), 422)
    assert UnitSignal.objects.get().kind == "unknown", "near to no number that was issued"
    api = market.url("api/v1/genuine")
    places = ((52.5, 13.4), (48.9, 2.4), (40.4, -3.7))
    answers = [
        buyer.post(api, {"code": flask.label("HF000131"), "latitude": lat, "longitude": lon}, "application/json").json()
        for lat, lon in places
    ]
    assert [one["verdict"] for one in answers] == ["authentic", "suspicious", "suspicious"]
    row = Check.objects.filter(site=None).latest("id")
    assert (row.latitude_e4, row.membership, row.device) == (400_000, None, "")


def test_strangers_see_nothing_and_pages_ask_a_fixed_number_of_questions(market, as_, flask):
    flask.scan(flask.label("HF999999"))
    sign = UnitSignal.objects.get()
    check = Check.objects.latest("id")
    for path in (f"products/{flask.product.reference}", f"batches/{flask.batch.reference}", f"signs/{sign.reference}"):
        assert as_(market, "brand").get(market.url(path)).status_code == 200
        assert as_(market, "rival").get(market.url(path)).status_code == 404
    assert as_(market, "seller").get(market.url("holds")).status_code == 403
    foreign = a_site(market, "Mill", who="brand", kind="factory")
    assert as_(market, "logistics").get(market.url(f"docks/{foreign.reference}")).status_code == 404
    dock = as_(market, "scanner")
    path = market.url(f"docks/{flask.dock.reference}?check={check.id}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        dock.get(path)
    flask.scan(*(flask.label(f"HF99{n:04}") for n in range(8)))
    with CaptureQueriesContext(connection) as many:
        dock.get(path)
    assert len(many) <= len(few) + 1
