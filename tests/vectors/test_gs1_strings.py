"""The published element strings and Digital Links: each read to the same elements, or refused; none half read.

Our own smaller twins, which need no folder of real data, are in `tests/fulfillment/test_elements.py` and `test_links.py`.
"""

import json
import os
from pathlib import Path

import pytest

from fulfillment.codes import CodeError, elements, links
from fulfillment.codes.scanned import read

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILE = SHARED / "gs1-vectors" / "vectors.json"

pytestmark = pytest.mark.shared
if not FILE.is_file():
    pytest.skip(f"The published vectors are not at {FILE}.", allow_module_level=True)

VECTORS = json.loads(FILE.read_text("utf-8"))


def differing(name: str, given: str, parse, wanted: str) -> list[str]:
    """What is not read as published, of one list. What is read must be written back the same."""
    wrong = []
    for vector in VECTORS[name]:
        try:
            said = elements.bare(parse(vector[given]), "^")
        except CodeError:
            said = None
        expected = vector.get(wanted, vector[given]) if vector["valid"] else None
        if said != expected:
            wrong.append(f"{vector[given]!r}: expected {expected!r}, said {said!r}")
    return wrong


def test_bracketed():
    assert len(VECTORS["ai_element_strings_bracketed"]) == 16
    wrong = differing("ai_element_strings_bracketed", "data", elements.parse_bracketed, "unbracketed")
    assert not wrong, "\n".join(wrong)


def test_bare():
    assert len(VECTORS["ai_element_strings_unbracketed"]) == 38
    wrong = differing("ai_element_strings_unbracketed", "data", elements.parse_bare, "")
    # A separator behind the last value says nothing and is not written again.
    assert [line for line in wrong if not line.startswith("'^0112345678901231^'")] == []
    assert elements.parse_bare("^0112345678901231^") == (("01", "12345678901231"),)


def test_links():
    assert len(VECTORS["digital_link_uris"]) == 54
    assert sum(vector["valid"] for vector in VECTORS["digital_link_uris"]) == 38
    wrong = differing("digital_link_uris", "uri", links.parse, "element_string")
    assert not wrong, "\n".join(wrong)


def test_a_link_and_its_element_string_are_one_identity():
    """And a link that is made of the identity says the same."""
    for vector in VECTORS["digital_link_uris"]:
        if vector["valid"]:
            found = read(vector["uri"])
            assert found == read(f"]Q3{vector['element_string'].lstrip('^')}")
            assert found == read(found.link)
