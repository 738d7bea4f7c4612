"""The published check-digit vectors of the GS1 syntax engine: the same verdict and the same wrong place for each.

Our own smaller twin, which needs no folder of real data, is in `tests/fulfillment/test_codes.py`.
"""

import json
import os
from pathlib import Path

import pytest

from fulfillment.codes import NotDigits, WrongCheckDigit, verify

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILE = SHARED / "gs1-vectors" / "vectors.json"

pytestmark = pytest.mark.shared
if not FILE.is_file():
    pytest.skip(f"The published vectors are not at {FILE}.", allow_module_level=True)

VECTORS = [v for v in json.loads(FILE.read_text("utf-8"))["check_and_format_linters"] if v["linter"] == "csum"]
ERRORS = {"INCORRECT_CHECK_DIGIT": WrongCheckDigit, "NON_DIGIT_CHARACTER": NotDigits}


def test_there_are_vectors():
    assert len(VECTORS) >= 5


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["data"])
def test_verdict(vector):
    if vector["valid"]:
        verify(vector["data"])
        return
    with pytest.raises(ERRORS[vector["error"]]) as refused:
        verify(vector["data"])
    place = vector["marked"].index("*")
    assert getattr(refused.value, "position", len(vector["data"]) - 1) == place
