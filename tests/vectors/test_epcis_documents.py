"""The published EPCIS documents: the valid ones are read, and written again the same; the invalid ones name the field.

Our own smaller twins, which need no folder of real data, are in `tests/fulfillment/test_epcis_checking.py`.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fulfillment.epcis.checking import check
from fulfillment.epcis.reading import parse, read
from fulfillment.epcis.writing import write_bare, write_document, write_results

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FOLDER = SHARED / "epcis"

pytestmark = pytest.mark.shared
if not FOLDER.is_dir():
    pytest.skip(f"The published EPCIS documents are not at {FOLDER}.", allow_module_level=True)

VALID = sorted([*FOLDER.glob("valid/*.json"), *FOLDER.glob("bare-events/*.json")])
LIST = "epcisBody.eventList"
REFUSED = {
    "Combination_of_non_standard_bizStep_and_disposition": {f"{LIST}[0].bizStep": 0, f"{LIST}[1].disposition": 1},
    "ObjectEvent_with_invalid_eventTime_format": {f"{LIST}[0].eventTime": 0},
    "ObjectEvent_with_non_standard_bizStep_in_second_event": {f"{LIST}[1].bizStep": 1},
    "ObjectEvent_with_quantity_as_text": {f"{LIST}[0].quantityList[0].quantity": 0},
    "ObjectEvent_with_unknown_field_in_quantityList": {f"{LIST}[0].quantityList[0].weight": 0},
    "ObjectEvent_without_action_and_eventTime": {
        f"{LIST}[0].eventTime": 0,
        f"{LIST}[0].eventTimeZoneOffset": 0,
        f"{LIST}[0].action": 0,
    },
}


def test_the_folder_is_whole():
    assert len(VALID) == 27 + 5
    assert {path.stem for path in FOLDER.glob("invalid/*.json")} == REFUSED.keys()


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_valid_document_is_read_and_written_again(path):
    body = parse(path.read_bytes())
    assert check(body) == []
    events = read(body)
    assert len(events) == (1 if "epcisBody" not in body else len(body["epcisBody"]["eventList"]))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for written in (write_document(events, created=now), write_results(events, query="all", created=now)):
        again = parse(json.dumps(written).encode())
        assert check(again) == []
        assert read(again) == events
    for event in events:
        bare = parse(json.dumps(write_bare(event)).encode())
        assert check(bare) == []
        assert read(bare) == [event]


@pytest.mark.parametrize("name", REFUSED)
def test_an_invalid_document_names_the_field(name):
    faults = check(parse((FOLDER / "invalid" / f"{name}.json").read_bytes()))
    assert {fault.path: fault.event for fault in faults} == REFUSED[name]
    assert all(fault.message.endswith(".") for fault in faults)
