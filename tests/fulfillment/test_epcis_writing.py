"""Events written: good EPCIS 2.0, and the same event when it is read again. Our verdicts are events too."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.epcis import vocabulary
from fulfillment.epcis.checking import check
from fulfillment.epcis.hashing import event_hash
from fulfillment.epcis.reading import read
from fulfillment.epcis.values import Event, Party, Place, Quantity, Transaction
from fulfillment.epcis.writing import VERDICTS, Verdict, verdict_event, write_bare, write_document, write_results
from tests.fulfillment.epcis_events import ALL, PALLET, SHOE, bare, document

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
IDS = st.from_regex(r"urn:epc:id:sgtin:[0-9]{7}\.[0-9]{6}\.[A-Za-z0-9]{1,8}", fullmatch=True)
URIS = st.from_regex(r"https://[a-z]{1,6}\.example/[a-z0-9]{1,8}", fullmatch=True)
QUANTITIES = st.builds(
    Quantity,
    IDS,
    st.none() | st.integers(0, 10**9).map(Decimal),
) | st.builds(Quantity, IDS, st.floats(0, 10**9).map(lambda value: Decimal(str(value))), st.just("KGM"))


def terms(words: vocabulary.Vocabulary) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(words.names))


EVENTS = st.builds(
    Event,
    type=st.just("ObjectEvent"),
    time=st.datetimes(
        datetime.fromisoformat("1901-01-01"),
        datetime.fromisoformat("2999-01-01"),
        timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    ),
    offset=st.sampled_from(["+00:00", "-06:00", "+14:00"]),
    id=st.just("") | URIS,
    action=st.sampled_from(vocabulary.ACTIONS),
    epcs=st.lists(IDS, min_size=1, max_size=4, unique=True).map(tuple),
    quantities=st.lists(QUANTITIES, max_size=3).map(tuple),
    step=st.just("") | terms(vocabulary.BIZ_STEPS) | URIS,
    disposition=st.just("") | terms(vocabulary.DISPOSITIONS),
    read_point=st.builds(Place, st.just("") | URIS),
    transactions=st.lists(st.builds(Transaction, st.just("") | terms(vocabulary.TRANSACTION_TYPES), URIS)).map(tuple),
    sources=st.lists(st.builds(Party, terms(vocabulary.PARTY_TYPES), URIS), max_size=2).map(tuple),
    certifications=st.lists(URIS, max_size=2).map(tuple),
    extensions=st.dictionaries(st.sampled_from(["own:a", "own:b"]), st.integers(-9, 9) | st.lists(URIS, max_size=2)),
    prefixes=st.just({"own": "https://ns.own.example/"}),
)


@given(EVENTS)
def test_what_is_written_is_read_again(event):
    written = json.loads(json.dumps(write_bare(event)))
    assert check(written) == []
    [again] = read(written)
    assert again == event
    assert event_hash(again) == event_hash(event)


def test_every_type_of_event():
    events = read(document(*ALL.values(), bare(ALL["ordered"], epcList=[])))
    for written in (
        write_document(events, created=NOW),
        write_results(events, query="all", created=NOW, subscription="s1"),
        [write_bare(event) for event in events],
    ):
        written = json.loads(json.dumps(written))
        assert check(written) == []
        assert read(written) == events


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_an_event(verdict):
    made = verdict_event(
        verdict=verdict,
        epcs=[SHOE, PALLET],
        quantities=[Quantity("urn:epc:idpat:sgtin:4012345.012345.*", Decimal(3))],
        time=NOW,
        offset="+01:00",
        read_point="urn:epc:id:sgln:0614141.07346.1234",
        transactions=[Transaction("cert", "https://council.example/certificate/1")],
    )
    written = write_document([made], created=NOW)
    assert check(written) == []
    assert read(written) == [made]
    assert made.id == event_hash(made)
    assert (made.step, made.disposition) == VERDICTS[verdict]
    assert vocabulary.BIZ_STEPS.has(made.step)
    assert vocabulary.DISPOSITIONS.has(made.disposition)
    assert (made.action == "DELETE") == (verdict == "destroyed")


def test_every_verdict_has_its_words():
    assert set(get_args(Verdict)) == VERDICTS.keys()
    assert VERDICTS["no_provenance"] == ("holding", "no_pedigree_match")
    assert len(set(VERDICTS.values())) == len(VERDICTS)


def test_what_is_no_verdict():
    with pytest.raises(ValueError, match="at least one"):
        verdict_event(verdict="genuine", epcs=[], time=NOW, offset="+00:00")
    with pytest.raises(ValueError, match="aware"):
        verdict_event(verdict="genuine", epcs=[SHOE], time=NOW.replace(tzinfo=None), offset="+00:00")
    with pytest.raises(ValueError, match="aware"):
        write_document([], created=NOW.replace(tzinfo=None))


def test_where_it_was_read_from_is_no_part_of_an_event():
    [event] = read(bare(ALL["packed"]))
    assert replace(event, raw={}) == event
