"""Tracing a piece: through docks, partners' events and parcels to what else is touched, for whom it concerns."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from fulfillment import services, tracing
from fulfillment.models import KeptTrace
from fulfillment.services.codes import mark_of
from fulfillment.services.epcis import capture
from tenancy.context import database_now
from tenancy.errors import NotFound
from tests.fulfillment.goods import GTIN, ROTTERDAM, a_paper_of, a_site, goods
from tests.fulfillment.test_epcis_capture import a_document, an_event

SERIALS = [f"HF000{number}" for number in range(120, 140)]


@pytest.fixture
def flask(market):
    """A product with a list of numbers, of which twenty are of one batch, certified by its supplier."""
    made = goods(market, source="list")
    services.take_in_list(actor=market.actor("brand"), product=made.product, numbers=SERIALS, batch=made.batch)
    services.certify(actor=market.actor("brand"), batch=made.batch, said=a_paper_of(made.batch))
    return made


def label(serial):
    return f"(01){GTIN}(21){serial}"


def scanned(flask, serial, *steps, site=None, days=10):
    """At a dock, a day apart."""
    now = database_now()
    for place, step in enumerate(steps):
        at = now - timedelta(days=days - place)
        flask.scan(label(serial), step=step, site=site, at=at, sent_at=now, device="gun")


def test_a_piece_is_traced_to_its_paper_and_forward_to_its_siblings(market, flask):
    hub = a_site(market, "Rotterdam hub", ROTTERDAM)
    scanned(flask, SERIALS[0], "received", "shipped", site=hub, days=10)
    scanned(flask, SERIALS[0], "received", days=5)
    scanned(flask, SERIALS[1], "received", days=4)
    found = tracing.trace(market.actor("brand"), mark_of(GTIN, SERIALS[0]))
    assert [one.what for one in found.path.steps] == ["certified", "received", "shipped", "received", "issued"]
    assert found.path.origin.source == "certificate"
    assert found.siblings.count == len(SERIALS) - 1
    places = {name: count for name, _party, count in found.siblings.places}
    assert (places["Dock 4"], places[""]) == (2, len(SERIALS) - 2)


def test_what_a_pallet_did_its_pieces_did_while_they_were_in_it(market, flask):
    piece, pallet = f"https://id.gs1.org/01/{GTIN}/21/{SERIALS[2]}", "https://id.gs1.org/00/340123450000000017"
    packed = {"type": "AggregationEvent", "parentID": pallet, "childEPCs": [piece], "bizStep": "packing"}

    def event(day, **more):
        made = an_event(eventTime=f"2026-03-{day:02}T08:00:00Z", **more)
        return {name: value for name, value in made.items() if value != []}

    body = a_document(
        event(2, epcs=[], action="ADD", **packed), event(3, epcs=[pallet], bizStep="shipping"),
        event(9, epcs=[pallet], bizStep="receiving"), event(10, epcs=[], action="DELETE", **{**packed, "bizStep": "unpacking"}),
        event(20, epcs=[pallet], bizStep="shipping"),
    )  # fmt: skip
    assert capture(actor=market.actor("scanner"), body=body).fresh == 5
    steps = tracing.trace(market.actor("brand"), mark_of(GTIN, SERIALS[2])).path.steps
    assert [one.what for one in steps if one.source == "event"] == ["packed", "shipped", "received", "seen"]


def test_what_gave_something_away_and_who_is_touched_stand_there(market, flask):
    scanned(flask, SERIALS[3], "received", "sold", days=9)
    held = flask.scan(label(SERIALS[3]), step="received")[0].check
    hold = services.hold_box(actor=market.actor("scanner"), scan=held)
    found = tracing.trace(market.actor("lead"), held.mark)
    assert {one.kind for one in found.path.breaks} == {"two_goods"}
    assert found.signs
    assert found.accounts
    sibling = tracing.trace(market.actor("lead"), mark_of(GTIN, SERIALS[4]))
    assert [one.reference for one in sibling.siblings.holds] == [hold.reference]
    assert {one.mark for one in sibling.siblings.signs} == {held.mark}


def test_pages_lead_to_it_and_strangers_see_nothing(market, as_, flask):
    scanned(flask, SERIALS[5], "received", days=3)
    holder = as_(market, "brand")
    sent = holder.post(market.url("trace"), {"code": label(SERIALS[5])})
    assert sent.status_code == 303
    page = holder.get(sent["Location"]).content.decode()
    assert "Origin certified" in page
    assert page.count("<circle") == 3
    for wrong, said in (("hello", "no code"), (f"(01){GTIN}", "no serial"), (label("Q-1"), "Nothing is known")):
        answer = holder.post(market.url("trace"), {"code": wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    empty = holder.get(market.url(f"trace/{mark_of(GTIN, SERIALS[6])}"))
    assert "Origin certified" in empty.content.decode()
    assert as_(market, "rival").get(sent["Location"]).status_code == 404
    assert as_(market, "other_logistics").get(sent["Location"]).status_code == 404
    assert as_(market, "scanner").get(sent["Location"]).status_code == 200, "who scanned it"
    with pytest.raises(NotFound):
        tracing.trace(market.actor("lead"), mark_of(GTIN, "never"))


def test_it_is_kept_as_evidence_with_its_digest_in_the_log(market, as_, flask):
    scanned(flask, SERIALS[7], "received", days=3)
    mark = mark_of(GTIN, SERIALS[7])
    lead = as_(market, "lead")
    assert lead.post(market.url(f"trace/{mark}/keep")).status_code == 303
    kept = KeptTrace.objects.select_related("evidence").get()
    assert Entry.objects.filter(verb="goods.traced", subject_id=kept.id).count() == 1
    assert kept.evidence.reference in lead.get(market.url(f"trace/{mark}")).content.decode()
    said = json.loads(
        lead.post(market.url(f"evidence/{kept.evidence.reference}/original"), {"why": "To read it."}).content
    )
    assert (said["serial"], len(said["steps"])) == (SERIALS[7], 3)


def test_it_asks_a_fixed_number_of_questions(market, flask):
    hub = a_site(market, "Rotterdam hub", ROTTERDAM)
    scanned(flask, SERIALS[8], "received", days=9)
    lead, mark = market.actor("lead"), mark_of(GTIN, SERIALS[8])
    with CaptureQueriesContext(connection) as few:
        tracing.trace(lead, mark)
    scanned(flask, SERIALS[8], "shipped", days=8)
    for day in range(6):
        scanned(flask, SERIALS[8], "received", "shipped", site=hub if day % 2 else None, days=7 - day)
        scanned(flask, SERIALS[9 + day], "received", days=5)
    with CaptureQueriesContext(connection) as many:
        tracing.trace(lead, mark)
    assert len(many) <= len(few) + 1
