"""The identity of an event: the same for every way to say it, another for every other event.

The published hashes are asked in `tests/vectors/test_epcis_hashes.py`.
"""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fulfillment.epcis.formats import uri
from fulfillment.epcis.hashing import event_hash, pre_hash
from fulfillment.epcis.reading import read
from tests.fulfillment.epcis_events import ALL, ANYTHING, CONTEXT, MADE, OBSERVED, OWN, PACKED, bare, document
from tests.many import each


def hashed(event: dict[str, Any], **changed: Any) -> str:
    return event_hash(read(bare(event, **changed))[0])


def test_the_text_that_is_hashed():
    [event] = read(bare(OBSERVED))
    assert pre_hash(event) == (
        "eventType=ObjectEventeventTime=2026-07-22T04:45:00.250ZeventTimeZoneOffset=+02:00"
        "certificationInfo=https://council.example/certificate/1"
        "epcListepc=https://id.gs1.org/01/09521141012345/21/S17epc=https://id.gs1.org/01/10614141073464/21/2018"
        "quantityListquantityElementepcClass=https://id.gs1.org/01/04012345123456/10/L1quantity=2.5uom=KGM"
        "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-receiving"
        "disposition=https://ref.gs1.org/cbv/Disp-in_progress"
        "persistentDispositionset=https://ref.gs1.org/cbv/Disp-completeness_verified"
        "unset=https://ref.gs1.org/cbv/Disp-completeness_inferred"
        "readPointid=https://id.gs1.org/414/0614141073467/254/1234{https://ns.own.example/epcis/}gate=7"
        "bizLocationid=https://id.gs1.org/414/0614141073467"
        "sensorElementListsensorElementsensorMetadatatime=2026-07-22T04:44:00.000Z{https://ns.own.example/epcis/}rack=3"
        "sensorReportexception=https://gs1.org/voc/ALARM_CONDITIONbooleanValue=true"
        "sensorReporttype=https://gs1.org/voc/Temperaturevalue=26uom=CEL"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:epcglobal:cbv:bt:0614141073467:1152"
        "destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=https://id.gs1.org/414/0614141007776"
        "sourceListtype=https://ref.gs1.org/cbv/SDT-owning_partysource=https://id.gs1.org/417/4012345002256"
        "{https://ns.own.example/epcis/}sizeeu=42widths=gwidths=h"
    )


SAME = {
    "the order of things": (OBSERVED, {"epcList": OBSERVED["epcList"][::-1]}),
    "the order of fields": (dict(reversed(OBSERVED.items())), {}),
    "the id": (OBSERVED, {"eventID": "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"}),
    "the time of recording": (OBSERVED, {"recordTime": "2026-07-25T00:00:00Z"}),
    "an error declared": (OBSERVED, {"errorDeclaration": None}),
    "a comment": (OBSERVED, {"rdfs:comment": "seen again"}),
    "the zone of the time": (OBSERVED, {"eventTime": "2026-07-22T04:45:00.2500Z"}),
    "a thing as URN": (OBSERVED, {"epcList": ["urn:epc:id:sgtin:9521141.001234.S17", OBSERVED["epcList"][1]]}),
    "a link of another site": (
        OBSERVED,
        {"epcList": ["https://own.example/x/01/09521141012345/10/L1/21/S17?a=b", OBSERVED["epcList"][1]]},
    ),
    "a step as URN": (OBSERVED, {"bizStep": "urn:epcglobal:cbv:bizstep:receiving"}),
    "a step as web URI": (OBSERVED, {"bizStep": "https://ref.gs1.org/cbv/BizStep-receiving"}),
    "a disposition as compact URI": (OBSERVED, {"disposition": "cbv:Disp-in_progress"}),
    "needless zeros": (
        OBSERVED,
        {
            "quantityList": [OBSERVED["quantityList"][0] | {"quantity": 2.50}],
            "own:size": {"eu": 42.0, "widths": ["g", "h"]},
        },
    ),
    "another prefix": (
        {name.replace("own:", "our:"): value for name, value in PACKED.items()} | {"our:size": 1},
        {"@context": [CONTEXT, {"our": OWN["own"]}]},
        PACKED | {"own:size": 1},
    ),
    "a full URI for a prefix": (PACKED | {OWN["own"] + "size": 1}, {}, PACKED | {"own:size": "1"}),
    "blanks round a value": (PACKED | {"own:size": " a "}, {}, PACKED | {"own:size": "a"}),
}
SAME = {name: (case[0], case[1], case[2] if len(case) > 2 else OBSERVED) for name, case in SAME.items()}


@each(SAME)
def test_the_same_event(event, changed, other):
    assert hashed(event, **changed) == hashed(other)


OTHER = {
    "a millisecond": (OBSERVED, {"eventTime": "2026-07-22T06:45:00.251+02:00"}),
    "the clock on the wall": (OBSERVED, {"eventTimeZoneOffset": "+01:00"}),
    "a thing less": (OBSERVED, {"epcList": OBSERVED["epcList"][:1]}),
    "a serial in small letters": (OBSERVED, {"epcList": [OBSERVED["epcList"][0].lower(), OBSERVED["epcList"][1]]}),
    "a step": (OBSERVED, {"bizStep": "shipping"}),
    "the gate": (OBSERVED, {"readPoint": OBSERVED["readPoint"] | {"own:gate": "8"}}),
    "the master data": (MADE, {"ilmd": {"own:vintage": 2025, "cbvmda:lotNumber": "L1"}}),
    "a word within": (OBSERVED, {"own:size": {"eu": "43", "widths": ["g", "h"]}}),
    "digits behind the fifteenth": (
        PACKED | {"own:number": "12345678901234567890"},
        {"own:number": "12345678901234567891"},
    ),
}


@each(OTHER)
def test_another_event(event, changed):
    assert hashed(event, **changed) != hashed(event)


def test_half_a_millisecond_is_rounded_up():
    for fraction, expected in {".1415": "142", ".1414999": "141", ".9995": "000", ".1": "100", ".1405": "141"}.items():
        [event] = read(bare(PACKED, eventTime=f"2026-07-22T06:45:59{fraction}Z"))
        minute = "46:00" if expected == "000" else "45:59"
        assert f"eventTime=2026-07-22T06:{minute}.{expected}Z" in pre_hash(event)


def test_what_a_document_keeps_out_of_the_hash():
    plain, marked = (
        read(document(PACKED | {"own:capture": str(run), "own:size": 1}, **extra))[0]
        for run, extra in enumerate(({}, {"own:ignoreFields": ["own:capture", "action"]}))
    )
    assert "capture=0" in pre_hash(plain)
    assert pre_hash(marked) == pre_hash(plain).replace("{https://ns.own.example/epcis/}capture=0", "")


@given(
    st.sampled_from(
        ["urn:epc:id:", "urn:epc:class:lgtin:", "urn:epc:idpat:sgtin:", "https://id.gs1.org/", "http://a/01/"]
    ),
    st.text("0123456789./:%-?=&#~[]'(sgtinAX" + "sgln", max_size=40),
)
def test_no_name_of_a_thing_makes_it_raise(start, rest):
    if not uri(start + rest):
        assert event_hash(read(bare(PACKED, childEPCs=[start + rest]))[0]).startswith("ni:///sha-256;")


@given(st.sampled_from(sorted(ALL)), st.dictionaries(st.text().map("own:".__add__), ANYTHING, max_size=4), st.randoms())
def test_the_order_of_names_is_no_matter(name, own, random):
    try:
        own = json.loads(json.dumps(own, allow_nan=False))
        json.dumps(own, ensure_ascii=False).encode()
    except (TypeError, ValueError):
        return
    event = ALL[name] | own
    shuffled = list(event.items())
    random.shuffle(shuffled)
    assert hashed(event) == hashed(dict(shuffled))
