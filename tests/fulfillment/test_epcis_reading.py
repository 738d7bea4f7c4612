"""What an event says, read from its body, and what cannot be read at all."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.epcis import vocabulary
from fulfillment.epcis.reading import parse, read
from fulfillment.epcis.values import Limits, Party, PersistentDisposition, Quantity, Transaction, Unreadable
from tests.fulfillment.epcis_events import (
    ALL,
    ANYTHING,
    MADE,
    OBSERVED,
    OWN,
    PACKED,
    PALLET,
    SHOE,
    answer,
    bare,
    document,
)


def test_an_event_says_what_it_says():
    [event] = read(document(OBSERVED))
    assert event.time == datetime(2026, 7, 22, 4, 45, 0, 250_000, tzinfo=UTC)
    assert event.time.utcoffset() == timedelta(hours=2)
    assert (event.type, event.offset, event.action) == ("ObjectEvent", "+02:00", "OBSERVE")
    assert event.epcs == (SHOE, "urn:epc:id:sgtin:0614141.107346.2018")
    assert event.quantities == (Quantity("urn:epc:class:lgtin:4012345.012345.L1", Decimal("2.5"), "KGM"),)
    assert (event.step, event.disposition) == ("receiving", "in_progress")
    assert event.persistent == PersistentDisposition(("completeness_verified",), ("completeness_inferred",))
    assert event.read_point.id == "urn:epc:id:sgln:0614141.07346.1234"
    assert event.read_point.extensions == {"own:gate": "7"}
    assert event.transactions == (Transaction("po", "urn:epcglobal:cbv:bt:0614141073467:1152"),)
    assert event.sources == (Party("owning_party", "urn:epc:id:pgln:4012345.00225"),)
    assert event.destinations == (Party("location", "urn:epc:id:sgln:0614141.00777.0"),)
    assert event.certifications == ("https://council.example/certificate/1",)
    assert event.error is not None
    assert event.error.reason == "incorrect_data"
    assert event.extensions == {"own:size": OBSERVED["own:size"]}
    assert event.prefixes == OWN
    assert event.raw == OBSERVED


def test_packing_and_making():
    packed, made = read(document(PACKED, MADE))
    assert (packed.parent, packed.children) == (PALLET, (SHOE,))
    assert packed.child_quantities == (Quantity("urn:epc:idpat:sgtin:4012345.012345.*", Decimal(3)),)
    assert (made.input_quantities, made.output_epcs) == ((Quantity("urn:epc:class:lgtin:4012345.012345.L1"),), (SHOE,))
    assert made.ilmd == MADE["ilmd"]


def test_every_way_to_send_events():
    of_document = read(document(*ALL.values()))
    assert len(of_document) == len(ALL)
    assert read(answer(*ALL.values())) == of_document
    assert read([bare(event) for event in ALL.values()]) == of_document
    assert [read(bare(event))[0] for event in ALL.values()] == of_document


@pytest.mark.parametrize(
    "words",
    [value for value in vars(vocabulary).values() if isinstance(value, vocabulary.Vocabulary)],
    ids=lambda w: w.kind,
)
def test_a_standard_name_is_bare_however_it_is_spelt(words):
    for name in words.names:
        assert words.bare(name) == words.bare(words.urn_of(name)) == words.bare(words.web_of(name)) == name
        prefix = "gs1" if words.web == vocabulary.GS1_WEB else "cbv"
        assert words.bare(words.web_of(name).replace(vocabulary.PREFIXES[prefix], f"{prefix}:")) == name
    assert words.bare("https://ns.own.example/name") == "https://ns.own.example/name"
    assert not words.has("name")
    assert not words.has(words.web + "name")


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "not JSON"),
        (b"{", "line 1, column 2"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"type": 1, "type": 2}', "“type” stands twice"),
        (b'{"a": NaN}', "NaN"),
        (b"[" * 100_000, "nested too deeply"),
        (b"1" * 5_000, "too many digits"),
        (b" " * 101, "at most 100"),
    ],
)
def test_what_cannot_be_parsed(data, part):
    with pytest.raises(Unreadable, match=part):
        parse(data, Limits(size=100 if data.isspace() else 1_000_000))


def test_a_byte_order_mark_is_no_fault():
    assert parse(b"\xef\xbb\xbf{}") == {}


def test_more_events_than_allowed():
    with pytest.raises(Unreadable, match="More than 2"):
        read(document(PACKED, PACKED, PACKED), Limits(events=2))


@given(ANYTHING)
def test_reading_raises_one_thing_only(value):
    found = None
    with suppress(Unreadable):
        found = read(value)
    assert found is None or isinstance(found, list)


@given(st.binary())
def test_parsing_raises_one_thing_only(data):
    try:
        parsed = parse(data)
    except Unreadable:
        return
    assert json.loads(data.decode("utf-8-sig")) == parsed
