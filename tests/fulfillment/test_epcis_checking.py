"""What is EPCIS 2.0 and what is not: each fault names its field. The published documents are asked in `tests/vectors`."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.epcis.checking import check
from fulfillment.epcis.reading import read
from fulfillment.epcis.values import Limits, Unreadable
from tests.fulfillment.epcis_events import (
    ALL,
    ANYTHING,
    CONTEXT,
    MADE,
    OBSERVED,
    ORDERED,
    OWN,
    OWN_KIND,
    PACKED,
    SHOE,
    answer,
    bare,
    document,
)
from tests.many import each


def paths(body: Any, **limits: int) -> list[str]:
    return [fault.path for fault in check(body, Limits(**limits))]


@pytest.mark.parametrize("name", ALL)
def test_good_events(name):
    event = ALL[name]
    for body in (bare(event), [bare(event), bare(event)], document(event), answer(event)):
        assert check(body) == []


GOOD = {
    "standard names as URN": (
        OBSERVED,
        {"bizStep": "urn:epcglobal:cbv:bizstep:holding", "disposition": "urn:epcglobal:cbv:disp:unknown"},
    ),
    "standard names as web URI": (OBSERVED, {"bizStep": "https://ref.gs1.org/cbv/BizStep-holding"}),
    "standard names as compact URI": (OBSERVED, {"disposition": "cbv:Disp-no_pedigree_match"}),
    "own names as URI": (OBSERVED, {"bizStep": "own:polishing", "disposition": "https://ns.own.example/shiny"}),
    "several certificates": (OBSERVED, {"certificationInfo": ["https://a.example/1", "https://a.example/2"]}),
    "a sensor alone": (OBSERVED, {"epcList": [], "quantityList": None}),
    "a full URI for a field of one's own": (OBSERVED, {"https://ns.other.example/#size": 1}),
    "prefixes in the event": (
        OBSERVED,
        {"@context": [CONTEXT, OWN, {"more": "urn:x-more:"}], "more:a": {"more:b": [1]}},
    ),
    "unpacked wholly": (PACKED, {"action": "DELETE", "childEPCs": None, "childQuantityList": None}),
    "packed into nothing that is known": (PACKED, {"action": "OBSERVE", "parentID": None}),
    "one half of a transformation": (MADE, {"outputEPCList": None}),
    "a quantity that is not known": (
        PACKED,
        {"childQuantityList": [{"epcClass": "urn:epc:idpat:sgtin:4012345.012345.*"}]},
    ),
}


@each(GOOD)
def test_what_is_taken(event, changed):
    assert check(bare(event, **changed)) == []


def quantity(**said: Any) -> dict[str, Any]:
    return {"quantityList": [{"epcClass": "urn:epc:idpat:sgtin:4012345.012345.*", **said}]}


def sensor(**said: Any) -> dict[str, Any]:
    return {"sensorElementList": [{"sensorReport": [said]}]}


BAD = {
    "no time": (OBSERVED, {"eventTime": None}, "eventTime"),
    "a day": (OBSERVED, {"eventTime": "2026-07-22"}, "eventTime"),
    "a time of no offset": (OBSERVED, {"eventTime": "2026-07-22T06:45:00"}, "eventTime"),
    "the thirtieth of February": (OBSERVED, {"eventTime": "2026-02-30T06:45:00Z"}, "eventTime"),
    "the edge of the calendar": (OBSERVED, {"eventTime": "0001-01-01T00:00:00+14:00"}, "eventTime"),
    "a time as number": (OBSERVED, {"eventTime": 5}, "eventTime"),
    "digits of another script": (OBSERVED, {"eventTime": "٢٠٢٦-07-22T06:45:00Z"}, "eventTime"),
    "no offset": (OBSERVED, {"eventTimeZoneOffset": None}, "eventTimeZoneOffset"),
    "an offset of letters": (OBSERVED, {"eventTimeZoneOffset": "Z"}, "eventTimeZoneOffset"),
    "an offset too far": (OBSERVED, {"eventTimeZoneOffset": "+14:30"}, "eventTimeZoneOffset"),
    "a recording time": (OBSERVED, {"recordTime": "yesterday"}, "recordTime"),
    "no action": (OBSERVED, {"action": None}, "action"),
    "another action": (OBSERVED, {"action": "observe"}, "action"),
    "an action where things change": (MADE, {"action": "ADD"}, "action"),
    "no such type": (OBSERVED, {"type": "QuantityEvent"}, "type"),
    "no type": (OBSERVED, {"type": None}, "type"),
    "a type of no text": (OBSERVED, {"type": ["ObjectEvent"]}, "type"),
    "no such step": (OBSERVED, {"bizStep": "transforming"}, "bizStep"),
    "no such step as URN": (OBSERVED, {"bizStep": "urn:epcglobal:cbv:bizstep:transforming"}, "bizStep"),
    "no such step as web URI": (OBSERVED, {"bizStep": "https://ref.gs1.org/cbv/BizStep-transforming"}, "bizStep"),
    "a step of another vocabulary": (OBSERVED, {"bizStep": "urn:epcglobal:cbv:disp:damaged"}, "bizStep"),
    "a step that is no URI": (OBSERVED, {"bizStep": "own: polishing"}, "bizStep"),
    "no such disposition": (OBSERVED, {"disposition": "in_transport"}, "disposition"),
    "dispositions of nothing": (OBSERVED, {"persistentDisposition": {}}, "persistentDisposition.set"),
    "an empty disposition": (OBSERVED, {"persistentDisposition": {"set": []}}, "persistentDisposition.set"),
    "a disposition twice": (
        OBSERVED,
        {"persistentDisposition": {"unset": ["recalled", "recalled"]}},
        "persistentDisposition.unset[1]",
    ),
    "a thing twice": (OBSERVED, {"epcList": [SHOE, SHOE]}, "epcList[1]"),
    "a thing of no URI": (OBSERVED, {"epcList": [SHOE, "S 17"]}, "epcList[1]"),
    "a broken escape": (OBSERVED, {"epcList": ["urn:epc:id:sgtin:0614141.107346.%2"]}, "epcList[0]"),
    "a thing of no text": (OBSERVED, {"epcList": [17]}, "epcList[0]"),
    "things in no list": (OBSERVED, {"epcList": SHOE}, "epcList"),
    "nothing at all": (
        OBSERVED,
        {"epcList": [], "quantityList": None, "sensorElementList": None},
        "epcList",
    ),
    "a sensor nowhere": (OBSERVED, {"epcList": None, "quantityList": None, "readPoint": None}, "epcList"),
    "master data later": (OBSERVED, {"ilmd": {"own:a": 1}}, "ilmd"),
    "master data of no prefix": (MADE, {"ilmd": {"vintage": 1}}, "ilmd.vintage"),
    "a quantity in words": (OBSERVED, quantity(quantity="twenty"), "quantityList[0].quantity"),
    "a quantity of truth": (OBSERVED, quantity(quantity=True), "quantityList[0].quantity"),
    "less than nothing": (OBSERVED, quantity(quantity=-1), "quantityList[0].quantity"),
    "more than there is": (OBSERVED, quantity(quantity=1e300), "quantityList[0].quantity"),
    "half a piece": (OBSERVED, quantity(quantity=0.5), "quantityList[0].quantity"),
    "a unit of nothing": (OBSERVED, quantity(uom="KGM"), "quantityList[0].uom"),
    "a unit in words": (OBSERVED, quantity(quantity=1, uom="kg"), "quantityList[0].uom"),
    "a field of quantities": (OBSERVED, quantity(weight=5), "quantityList[0].weight"),
    "an own field of quantities": (OBSERVED, quantity(**{"own:weight": 5}), "quantityList[0].own:weight"),
    "a quantity of nothing": (OBSERVED, {"quantityList": [{"quantity": 1}]}, "quantityList[0].epcClass"),
    "no such field": (OBSERVED, {"color": "red"}, "color"),
    "a field of another type": (OBSERVED, {"childEPCs": [SHOE]}, "childEPCs"),
    "an undeclared prefix": (OBSERVED, {"other:color": "red"}, "other:color"),
    "an undeclared prefix within": (OBSERVED, {"own:color": [{"other:tone": 1}]}, "own:color[0].other:tone"),
    "a place of no name": (OBSERVED, {"readPoint": {"own:gate": "7"}}, "readPoint.id"),
    "a place as text": (OBSERVED, {"bizLocation": "urn:x:1"}, "bizLocation"),
    "a place with a strange field": (OBSERVED, {"bizLocation": {"id": "urn:x:1", "gate": 7}}, "bizLocation.gate"),
    "no such paper": (
        OBSERVED,
        {"bizTransactionList": [{"type": "receipt", "bizTransaction": "urn:x:1"}]},
        "bizTransactionList[0].type",
    ),
    "a party of no type": (OBSERVED, {"sourceList": [{"source": "urn:x:1"}]}, "sourceList[0].type"),
    "a source as destination": (
        OBSERVED,
        {"destinationList": [{"type": "location", "destination": "urn:x:1", "source": "urn:x:1"}]},
        "destinationList[0].source",
    ),
    "a sensor without report": (OBSERVED, {"sensorElementList": [{}]}, "sensorElementList[0].sensorReport"),
    "a report of nothing": (OBSERVED, sensor(value=1), "sensorElementList[0].sensorReport[0].type"),
    "a value in words": (
        OBSERVED,
        sensor(type="Temperature", value="hot"),
        "sensorElementList[0].sensorReport[0].value",
    ),
    "no such measurement": (OBSERVED, sensor(type="Warmth"), "sensorElementList[0].sensorReport[0].type"),
    "an error of no time": (OBSERVED, {"errorDeclaration": {}}, "errorDeclaration.declarationTime"),
    "no such error": (
        OBSERVED,
        {"errorDeclaration": {"declarationTime": "2026-01-01T00:00:00Z", "reason": "typo"}},
        "errorDeclaration.reason",
    ),
    "packed into nothing": (PACKED, {"parentID": None}, "parentID"),
    "nothing packed": (PACKED, {"childEPCs": [], "childQuantityList": None}, "childEPCs"),
    "fitted into nothing": (ALL["fitted"], {"parentID": None}, "parentID"),
    "no order": (ORDERED, {"bizTransactionList": []}, "bizTransactionList"),
    "an order of nothing": (ORDERED, {"epcList": None}, "epcList"),
    "made of nothing": (MADE, {"inputQuantityList": None, "transformationID": None}, "inputEPCList"),
    "made to nothing": (MADE, {"outputEPCList": None, "transformationID": None}, "outputEPCList"),
    "an own type without time": (OWN_KIND, {"eventTime": None}, "eventTime"),
    "an own type that is no URI": (OWN_KIND, {"type": "own:"}, "type"),
    "no context": (PACKED, {"@context": None}, "@context"),
    "a context of others": (OBSERVED, {"@context": ["https://schema.org/", OWN]}, "@context"),
    "a context of numbers": (OBSERVED, {"@context": [CONTEXT, OWN, 7]}, "@context[2]"),
    "a context that renames": (OBSERVED, {"@context": [CONTEXT, OWN, {"epcList": "urn:x:"}]}, "@context[2].epcList"),
    "a context that bends": (OBSERVED, {"@context": [CONTEXT, OWN | {"cbv": "urn:x:"}]}, "@context[1].cbv"),
    "a context of vocabularies": (OBSERVED, {"@context": [CONTEXT, OWN | {"@vocab": "urn:x:"}]}, "@context[1].@vocab"),
    "a character that cannot be stored": (OBSERVED, {"own:size": {"eu": "4\x002"}}, "own:size.eu"),
    "half a character": (OBSERVED, {"own:size": ["\ud800"]}, "own:size[0]"),
    "a number without end": (OBSERVED, {"own:size": float("inf")}, "own:size"),
    "a number of too many digits": (OBSERVED, {"own:size": 10**50}, "own:size"),
    "no JSON": (OBSERVED, {"own:size": b"42"}, "own:size"),
}


@each(BAD)
def test_what_is_refused_and_where(event, changed, path):
    assert paths(bare(event, **changed)) == [path]
    if path != "@context":
        within = check(document(OBSERVED, bare(event, **changed)))
        assert [fault.path for fault in within] == [f"epcisBody.eventList[1].{path}"]
        assert {fault.event for fault in within} <= {1, None}


DOCUMENTS = {
    "no context": ({"@context": None}, ["@context", "epcisBody.eventList[0].readPoint.own:gate"]),
    "no version": ({"schemaVersion": None}, ["schemaVersion"]),
    "an old version": ({"schemaVersion": "1.2"}, ["schemaVersion"]),
    "no day": ({"creationDate": "today"}, ["creationDate"]),
    "no body": ({"epcisBody": None}, ["epcisBody"]),
    "no list": ({"epcisBody": {}}, ["epcisBody.eventList"]),
    "a list of no kind": ({"epcisBody": {"eventList": {}}}, ["epcisBody.eventList"]),
    "events of no kind": ({"epcisBody": {"eventList": [7]}}, ["epcisBody.eventList[0]"]),
    "a body of text": ({"epcisBody": "events"}, ["epcisBody"]),
    "a strange field": ({"author": "me"}, ["author"]),
    "master data of no type": (
        {"epcisHeader": {"epcisMasterData": {"vocabularyList": [{}]}}},
        ["epcisHeader.epcisMasterData.vocabularyList[0].type"],
    ),
}


@each(DOCUMENTS)
def test_what_stands_round_events(changed, expected):
    faults = check(document(OBSERVED, **changed))
    assert [fault.path for fault in faults][: len(expected)] == expected


def test_limits():
    assert paths(document(PACKED, PACKED), events=2) == []
    assert paths(document(PACKED, PACKED, PACKED), events=2) == [""]
    assert paths(bare(PACKED, **{"own:deep": [[[[1]]]]}), depth=5) == []
    assert paths(bare(PACKED, **{"own:deep": [[[[1]]]]}), depth=4) == ["own:deep[0][0][0]"]
    assert paths(bare(PACKED), values=10) == [""]
    assert len(check(bare(OBSERVED, epcList=[1] * 1000))) == 100
    endless: list[Any] = []
    endless.append(endless)
    assert len(check(endless)) == 1


def test_faults_are_sentences():
    messages = [fault.message for event, changed, _ in BAD.values() for fault in check(bare(event, **changed))]
    assert [message for message in messages if not message[0].isupper() and not message.startswith("“")] == []
    assert max(map(len, messages)) < 200


@given(ANYTHING)
def test_nothing_makes_it_raise(value):
    faults = check(value)
    assert all(fault.message for fault in faults)
    assert faults or isinstance(read(value), list)


@given(st.sampled_from(sorted(ALL)), st.data())
def test_no_field_makes_it_raise(name, data):
    event = bare(ALL[name])
    event[data.draw(st.sampled_from(sorted(event)))] = data.draw(ANYTHING)
    faults = check(event)
    assert all(isinstance(fault.message, str) and fault.message for fault in faults)
    if not faults:
        read(event)
    else:
        with suppress(Unreadable):
            read(event)
