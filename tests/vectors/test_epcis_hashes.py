"""The published hashes of EPCIS events: the same text is hashed, and the same hash comes out.

Three sets are published in XML alone; a few lines here turn what they hold into JSON. Our own smaller twins are in
`tests/fulfillment/test_epcis_hashing.py`.
"""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from fulfillment.epcis.contexts import CONTEXT
from fulfillment.epcis.hashing import event_hash, pre_hash
from fulfillment.epcis.reading import parse, read
from fulfillment.epcis.values import Event

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FOLDER = SHARED / "epcis" / "event-hash"
PAIRS = SHARED / "epcis" / "epc-urn-to-digital-link.json"

pytestmark = pytest.mark.shared
if not FOLDER.is_dir():
    pytest.skip(f"The published hashes of EPCIS events are not at {FOLDER}.", allow_module_level=True)

SETS = sorted(path.stem for path in FOLDER.glob("*.hashes"))


def test_the_folder_is_whole():
    assert len(SETS) == 14
    assert len(list(FOLDER.glob("*.prehashes"))) == 13


@pytest.mark.parametrize("name", SETS)
def test_hashes(name):
    events = _events(name)
    texts = FOLDER / f"{name}.prehashes"
    if texts.is_file():
        assert [pre_hash(event) for event in events] == texts.read_text("utf-8").split("\n")[: len(events)]
    assert [event_hash(event) for event in events] == (FOLDER / f"{name}.hashes").read_text("utf-8").split()


def test_a_urn_and_its_link_are_one_thing():
    for pair in json.loads(PAIRS.read_text("utf-8")):
        said, link = (pre_hash(_seen(epc)) for epc in (pair["in"], pair["out"]))
        assert said == link
        assert f"epc={pair['out']}action" in said


def _seen(epc: str) -> Event:
    event = {
        "@context": CONTEXT,
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "eventTime": "2026-01-01T00:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "epcList": [epc],
    }
    return read(event)[0]


def _events(name: str) -> list[Event]:
    path = FOLDER / f"{name}.jsonld"
    if path.is_file():
        return read(parse(path.read_bytes()))
    return read(_from_xml(FOLDER / f"{name}.xml"))


def _from_xml(path: Path) -> dict[str, Any]:
    """The document as JSON, as far as these three files need it: full names stand for prefixes."""
    root = ElementTree.parse(path).getroot()
    ignored = [_name(field) for one in root.iter() if one.tag.endswith("}ignoreFields") for field in one]
    events = [_event(one) for events in root.iter("EventList") for one in events]
    return {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "epcisBody": {"eventList": events},
        "own:ignoreFields": ignored,
    }


def _event(element: ElementTree.Element) -> dict[str, Any]:
    made: dict[str, Any] = {"type": element.tag}
    for field in element:
        if field.tag == "extension":
            made |= {name: value for name, value in _event(field).items() if name != "type"}
        elif field.tag == "quantityList":
            made[field.tag] = [{part.tag: _number(part) for part in one} for one in field]
        elif field.tag in ("readPoint", "bizLocation"):
            made[field.tag] = {part.tag: part.text for part in field}
        elif field.tag.endswith("List"):
            made[field.tag] = [one.text for one in field]
        else:
            made[_name(field)] = field.text
    return made


def _name(field: ElementTree.Element) -> str:
    return field.tag[1:].replace("}", "") if field.tag.startswith("{") else field.tag


def _number(field: ElementTree.Element) -> str | float:
    return float(field.text or 0) if field.tag == "quantity" else field.text or ""
