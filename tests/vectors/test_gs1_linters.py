"""The published vectors of every rule for a part of an element string: the same verdict and the same wrong place.

Our own smaller twin, which needs no folder of real data, is in `tests/fulfillment/test_linters.py`.
"""

import json
import os
from pathlib import Path

import pytest

from fulfillment.codes import Misread
from fulfillment.codes.coupons import couponcode
from fulfillment.codes.linters import LINTERS

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FILE = SHARED / "gs1-vectors" / "vectors.json"

pytestmark = pytest.mark.shared
if not FILE.is_file():
    pytest.skip(f"The published vectors are not at {FILE}.", allow_module_level=True)

VECTORS = json.loads(FILE.read_text("utf-8"))["check_and_format_linters"]
ASKS_A_LIST = {"INVALID_GCP_PREFIX", "GCP_DATASOURCE_OFFLINE"}
"""What a coupon is told where a list of company prefixes does not know its second one: the data alone are valid."""
SHOWN = 12


def place(linter: str, data: str, error: str) -> str | None:
    """The data with stars round the wrong part, None for what is valid."""
    asked = []

    def known(prefix: str) -> bool:
        asked.append(prefix)
        return len(asked) < 2

    try:
        couponcode(data, known_prefix=known) if error in ASKS_A_LIST else LINTERS[linter](data)
    except Misread as wrong:
        return f"{data[: wrong.start]}*{data[wrong.start : wrong.end]}*{data[wrong.end :]}"
    return None


def test_every_vector_has_its_verdict_and_its_place():
    assert len(VECTORS) == 2800
    assert sum(vector["valid"] for vector in VECTORS) == 1004
    wrong = []
    for vector in VECTORS:
        said = place(vector["linter"], vector["data"], vector.get("error", ""))
        expected = None if vector["valid"] else vector["marked"]
        if said != expected:
            wrong.append(f"{vector['linter']} {vector['data']!r}: expected {expected!r}, said {said!r}")
    assert not wrong, f"{len(wrong)} of {len(VECTORS)}:\n" + "\n".join(wrong[:SHOWN])


def test_every_rule_of_the_vectors_is_asked():
    assert {vector["linter"] for vector in VECTORS} <= LINTERS.keys()
