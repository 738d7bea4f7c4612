"""The published pairs of EPC URN or Digital Link and its normal form: they agree, and the URNs come back."""

import json
import os
from pathlib import Path

import pytest

from fulfillment.codes import CodeError, epcs
from fulfillment.codes.scanned import read

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILE = SHARED / "epcis" / "epc-urn-to-digital-link.json"

pytestmark = pytest.mark.shared
if not FILE.is_file():
    pytest.skip(f"The published pairs are not at {FILE}.", allow_module_level=True)

PAIRS = [(pair["in"], pair["out"]) for pair in json.loads(FILE.read_text("utf-8"))]
WRONG_CHECK_DIGIT = ["http://example.de/gtin-8/01/97803111"]
"""Only the hash of an event, which takes numbers as they were said, has a normal form for it."""


def test_every_pair_agrees():
    assert len(PAIRS) == 34
    wrong = [
        f"{given}: expected {out}, said {said}"
        for given, out in PAIRS
        if (said := epcs.canonical(given, strict=False)) != out
    ]
    assert not wrong, "\n".join(wrong)


def test_a_normal_form_is_its_own_normal_form():
    for _given, out in PAIRS:
        assert epcs.canonical(out, strict=False) == out


def test_strictly_only_a_wrong_check_digit_is_refused():
    refused = []
    for given, out in PAIRS:
        try:
            assert epcs.canonical(given) == out
            assert read(given).epc == out
        except CodeError:
            refused.append(given)
    assert refused == WRONG_CHECK_DIGIT


def test_urns_come_back():
    for given, _out in PAIRS:
        if epcs.is_urn(given):
            found, length = epcs.parsed(given)
            # The class of a code for tobacco is the class of its goods: it has one name, that of all goods.
            assert epcs.urn(found, length) == given.replace("idpat:upui", "idpat:sgtin")
