"""Events of supply chains over the API: captured once, asked for by the standard's own words, seen by whom they concern."""

import copy
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from audit.models import Entry
from fulfillment import services
from fulfillment.epcis.checking import check
from fulfillment.models import EpcisCapture, EpcisEvent, EpcisEventCode, EpcisHandedIn, Unit
from fulfillment.services import Said
from tenancy.context import database_now
from tests.cast import add_key
from tests.fulfillment.goods import GTIN, goods

CONTEXT = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"]
SERIAL = "HF000123"
LINK = f"https://id.gs1.org/01/{GTIN}/21/{SERIAL}"
URN = f"urn:epc:id:sgtin:4006381.033393.{SERIAL}"


def an_event(place="1", *, epcs=(LINK,), **more):
    """Goods received somewhere."""
    return {
        "type": "ObjectEvent", "eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+01:00", "action": "OBSERVE",
        "bizStep": "receiving", "disposition": "in_progress", "epcList": list(epcs),
        "readPoint": {"id": f"https://id.gs1.org/414/401234500000{place}"}, **more,
    }  # fmt: skip


def a_document(*events):
    return {
        "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-01T09:00:00Z",
        "epcisBody": {"eventList": list(events)},
    }  # fmt: skip


class Api:
    """The API of one party."""

    def __init__(self, client, market, name, party):
        add_key(market, name, party=party, scopes=["epcis"])
        self.client, self.headers, self.root = client, dict(market.keys[name].headers), market.url("api/v1/epcis")

    def post(self, path, body, **headers):
        return self.client.post(
            f"{self.root}/{path}", json.dumps(body), "application/ld+json", headers={**self.headers, **headers}
        )

    def get(self, path="", **headers):
        return self.client.get(f"{self.root}/{path}".rstrip("/"), headers={**self.headers, **headers})

    def events(self, query=""):
        """The events that a question finds."""
        found = self.get(f"events{query}").json()
        assert not check(found), "what is answered is EPCIS 2.0"
        return found["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


@pytest.fixture
def flask(market):
    return goods(market)


@pytest.fixture
def dock(client, market):
    return Api(client, market, "dock_events", "logistics")


def test_a_document_is_captured_once_and_its_job_says_so(dock, flask):
    first = dock.post("capture", a_document(an_event(), an_event("2")))
    assert first.status_code == 202, first.content
    assert first["GS1-EPCIS-Version"] == "2.0.0"
    job = dock.client.get(first["Location"], headers=dock.headers).json()
    assert (job["success"], job["running"], job["fresh"], job["known"]) == (True, False, 2, 0)
    again = dock.post("capture", a_document(an_event("2"), an_event("3")))
    assert (again.json()["fresh"], again.json()["known"]) == (1, 1)
    assert EpcisEvent.objects.count() == 3
    assert len(dock.events()) == 3
    entry = Entry.objects.filter(verb="epcis.captured").latest("id")
    assert entry.subject_id == EpcisCapture.objects.latest("id").id


def test_the_same_event_in_another_spelling_or_from_somebody_else_is_the_same(client, market, dock, flask):
    mill = Api(client, market, "mill_events", "supplier")
    dock.post("capture", a_document(an_event()))
    mill.post("capture", a_document(an_event(epcs=[URN], eventTime="2026-03-01T09:00:00+01:00")))
    assert EpcisEvent.objects.count() == 1
    assert len(mill.events()) == 1, "who handed it in sees it, whoever was first"


def test_what_is_not_valid_is_refused_whole_with_its_field_or_left_out(dock, flask):
    wrong = an_event("2", bizStep="recieving")
    refused = dock.post("capture", a_document(an_event(), wrong))
    assert refused.status_code == 400
    assert refused.json()["type"] == "epcisException:ValidationException"
    assert "epcisBody.eventList[1].bizStep" in refused.json()["errors"]
    assert not EpcisEvent.objects.exists()
    assert not EpcisCapture.objects.exists()
    taken = dock.post(
        "capture", a_document(an_event(), wrong, an_event("3")), **{"GS1-Capture-Error-Behaviour": "proceed"}
    )
    assert (taken.status_code, taken.json()["success"]) == (202, False)
    assert taken.json()["errors"][0]["event"] == 1
    assert len(dock.events()) == 2
    assert dock.post("capture", {"hello": 1}, **{"GS1-Capture-Error-Behaviour": "proceed"}).status_code == 400
    odd = dock.post("capture", a_document(an_event()), **{"GS1-Capture-Error-Behaviour": "maybe"})
    assert (odd.status_code, odd.json()["type"]) == (400, "epcisException:QueryParameterException")


def test_one_event_goes_in_and_is_found_by_its_hash_and_by_its_senders_id(dock, flask):
    given = "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8"
    made = dock.post("events", {"@context": CONTEXT, **an_event(), "eventID": given})
    assert made.status_code == 201, made.content
    row = EpcisEvent.objects.get()
    for name in (given, row.uri):
        assert dock.get(f"events/{quote(name, safe='')}").json()["eventID"] == given
    assert dock.get("events/urn:uuid:374d95fc-0000-4a51-bd6a-0bba133845a8").status_code == 404
    dock.post("events", {"@context": CONTEXT, **an_event("2"), "eventID": given})
    assert dock.get(f"events/{quote(given, safe='')}").json()["readPoint"]["id"].endswith("2"), (
        "the newest of that name"
    )
    assert len(dock.events(f"?EQ_eventID={quote(given)}")) == 2
    assert dock.post("events", a_document(an_event())).status_code == 400


def test_an_error_declaration_takes_back_and_is_no_second_event(dock, flask):
    error = {"declarationTime": "2026-03-02T08:00:00Z", "reason": "did_not_occur"}
    dock.post("capture", a_document(an_event()))
    dock.post("capture", a_document(an_event(errorDeclaration=error)))
    dock.post("capture", a_document(an_event(errorDeclaration=error)))
    assert EpcisEvent.objects.values("hash").distinct().count() == 1
    assert len(dock.events()) == 2
    assert len(dock.events("?EXISTS_errorDeclaration=true")) == 1
    assert dock.events("?EXISTS_errorDeclaration=false")[0].get("errorDeclaration") is None


QUESTIONS = {
    "eventType=ObjectEvent": 3, "eventType=TransformationEvent": 0, "EQ_action=OBSERVE|ADD": 3, "EQ_bizStep=shipping": 1,
    "EQ_bizStep=" + quote("https://ref.gs1.org/cbv/BizStep-shipping"): 1, "EQ_disposition=in_transit": 1,
    "EQ_readPoint=" + quote("https://id.gs1.org/414/4012345000002"): 1, "GE_eventTime=2026-03-02T00:00:00Z": 1,
    "LT_eventTime=2026-03-01T09:00:00%2B01:00": 0, "LT_eventTime=2026-03-02T00:00:00Z": 2,
    "MATCH_epc=" + quote(URN): 2, "MATCH_epc=" + quote(LINK): 2, "MATCH_anyEPC=" + quote(LINK): 2,
    "MATCH_parentID=" + quote(LINK): 0,
    "MATCH_epcClass=" + quote(f"https://id.gs1.org/01/{GTIN}/10/B1"): 1, "GE_recordTime=2999-01-01T00:00:00Z": 0,
}  # fmt: skip


def test_events_are_asked_for_by_the_parameters_of_the_standard(dock, flask):
    of_a_batch = {"quantityList": [{"epcClass": f"https://id.gs1.org/01/{GTIN}/10/B1", "quantity": 20}]}
    third = an_event("3", epcs=[f"https://id.gs1.org/01/{GTIN}/21/HF000124"], **of_a_batch)
    shipped = an_event("2", bizStep="shipping", disposition="in_transit", eventTime="2026-03-04T08:00:00Z")
    assert dock.post("capture", a_document(an_event(), shipped, third)).status_code == 202
    found = {said: len(dock.events(f"?{said}")) for said in QUESTIONS}
    assert found == QUESTIONS
    times = [one["eventTime"] for one in dock.events("?orderBy=eventTime&orderDirection=ASC")]
    assert times == sorted(times)
    for wrong in ("EQ_bizstep=x", "GE_eventTime=yesterday", "perPage=0", "orderBy=size", "nextPageToken=abc"):
        assert dock.get(f"events?{wrong}").status_code in (400, 422), wrong


def test_pages_follow_each_other_and_codes_come_as_links_where_that_is_wanted(dock, flask):
    dock.post("capture", a_document(*(an_event(str(place), epcs=[URN]) for place in range(5))))
    seen, link = [], f"{dock.root}/events?perPage=2"
    while link:
        answer = dock.client.get(link, headers={**dock.headers, "GS1-EPC-Format": "Always_GS1_Digital_Link"})
        seen += answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        link = answer.get("Link", "").partition(">")[0].lstrip("<")
    assert len({one["eventID"] for one in seen}) == 5
    assert {code for one in seen for code in one["epcList"]} == {LINK}
    assert dock.get("events", **{"GS1-EPC-Format": "Always_EPC_URN"}).status_code == 406


def test_resources_lead_to_their_events(dock, flask):
    dock.post("capture", a_document(an_event()))
    assert dock.get("bizSteps").json()["member"] == ["receiving"]
    assert dock.get("epcs").json()["member"] == [LINK]
    assert "epcs" in dock.get().json()["member"]
    found = dock.get(f"epcs/{quote(URN, safe='')}/events").json()
    assert len(found["epcisBody"]["queryResults"]["resultsBody"]["eventList"]) == 1
    assert dock.get("bizSteps/shipping/events").json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"] == []
    assert dock.get("colours").status_code == 404
    twice = dock.get("bizSteps/shipping/events?EQ_bizStep=receiving")
    assert twice.status_code == 400


def test_questions_are_kept_under_a_name_and_asked_again(client, market, dock, flask):
    dock.post("capture", a_document(an_event(), an_event("2", bizStep="shipping")))
    kept = {"name": "received", "query": {"EQ_bizStep": ["receiving"], "MATCH_epc": [LINK]}}
    assert dock.post("queries", kept).status_code == 201
    assert dock.post("queries", kept).json()["type"] == "epcisException:DuplicateNameException"
    assert dock.post("queries", {"name": "odd", "query": {"what": "?"}}).status_code == 400
    assert dock.get("queries").json()["member"] == ["received"]
    assert dock.get("queries/received").json() == kept
    results = dock.get("queries/received/events").json()["epcisBody"]["queryResults"]
    assert (results["queryName"], len(results["resultsBody"]["eventList"])) == ("received", 1)
    mill = Api(client, market, "mill_events", "supplier")
    assert mill.get("queries/received").status_code == 404
    dropped = client.delete(f"{dock.root}/queries/received", headers=dock.headers)
    assert (dropped.status_code, dock.get("queries/received").status_code) == (204, 404)


def test_a_party_sees_what_it_handed_in_and_what_speaks_of_its_goods(client, market, dock, flask):
    dock.post("capture", a_document(an_event(), an_event("2", epcs=["https://id.gs1.org/01/09521234000006/21/1"])))
    holder, mill = Api(client, market, "holder_events", "brand"), Api(client, market, "mill_events", "supplier")
    assert [one["epcList"] for one in holder.events()] == [[LINK]]
    assert mill.events() == []
    hash_ = EpcisEvent.objects.order_by("id").first().uri
    assert holder.get(f"events/{quote(hash_, safe='')}").status_code == 200
    assert mill.get(f"events/{quote(hash_, safe='')}").status_code == 404


def test_who_reads_the_tables_alone_prints_no_code(dock, flask):
    flask.scan(flask.label(SERIAL))
    dock.post("capture", a_document(an_event()))
    dock.post("queries", {"name": "one", "query": {"MATCH_epc": [LINK]}})
    assert EpcisEventCode.objects.get().mark == Unit.objects.get().id, "a unit is known in its events"
    dump = ""
    with connection.cursor() as cursor:
        for table in ("epciscapture", "epcisevent", "epciseventcode", "epcishandedin", "epcisquery"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM fulfillment_{table} AS t")
            dump += cursor.fetchone()[0]
    assert "receiving" in dump
    assert SERIAL not in dump
    assert SERIAL.encode().hex() not in dump


def test_our_verdicts_are_events_that_others_understand(client, market, dock, flask):
    scan = flask.scan(flask.label("ZZ-1"))[0].check
    hold = services.hold_box(actor=market.actor("scanner"), scan=scan)
    services.inspect_hold(actor=market.actor("scanner"), hold=hold, said=Said(words="Odd seal."))
    services.settle_hold(actor=market.actor("lead"), hold=hold, deed="release", said=Said())
    said = [(one["bizStep"], one["disposition"]) for one in dock.events("?orderDirection=ASC")]
    assert said == [("holding", "mismatch_instance"), ("inspecting", "in_progress"), ("inspecting", "conformant")]
    assert dock.events()[0]["epcList"] == [f"https://id.gs1.org/01/{GTIN}/21/ZZ-1"]
    assert len(Api(client, market, "holder_events", "brand").events()) == 3
    assert dock.events()[0]["bizTransactionList"][0]["bizTransaction"].endswith(hold.reference)


def test_a_capture_that_breaks_off_leaves_nothing(dock, flask, monkeypatch):
    monkeypatch.setattr("fulfillment.services.epcis._hand_in", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dock.post("capture", a_document(an_event()))
    monkeypatch.undo()
    assert not EpcisEvent.objects.exists()
    assert dock.post("capture", a_document(an_event())).json()["fresh"] == 1
    assert EpcisHandedIn.objects.count() == 1


def test_too_many_events_and_too_long_names_are_refused_in_words(dock, flask):
    many = a_document(*(an_event(eventTime=(database_now() + timedelta(seconds=n)).isoformat()) for n in range(1001)))
    assert "1,000" in json.dumps(dock.post("capture", many).json())
    long = an_event(readPoint={"id": "https://example.com/" + "x" * 600})
    assert "readPoint.id" in dock.post("capture", a_document(long)).json()["errors"]


def test_a_document_is_handed_in_on_a_page_and_what_is_wrong_is_named(market, as_, flask):
    mill, where = as_(market, "supplier"), market.url("events")

    def hand_in(said, **more):
        file = SimpleUploadedFile("events.json", said.encode(), "application/json")
        return mill.post(where, {"document": file, **more}, follow=True)

    assert "No event yet" in mill.get(where).content.decode()
    refused = hand_in(json.dumps(a_document(an_event(), an_event("2", bizStep="recieving"))))
    assert refused.status_code == 422
    assert "epcisBody.eventList[1].bizStep" in refused.content.decode()
    assert hand_in("hello").status_code == 422
    taken = hand_in(
        json.dumps(a_document(an_event(), an_event("2", bizStep="recieving"))), proceeds="on"
    ).content.decode()
    assert "in part" in taken
    assert "receiving" in taken
    shown = EpcisCapture.objects.get()
    assert shown.reference in mill.get(where).content.decode()
    assert as_(market, "logistics").get(market.url(f"events/{shown.reference}")).status_code == 404
    assert as_(market, "seller").get(where).status_code == 403


def test_a_key_sends_a_capture_safely_twice(dock, flask):
    body = a_document(copy.deepcopy(an_event()))
    first, again = (dock.post("capture", body, **{"Idempotency-Key": "one"}) for _ in range(2))
    assert first.json() == again.json()
    assert EpcisCapture.objects.count() == 1
