"""The published EPCIS documents over the API: every valid one is captured and found, every invalid one refused with its field.

The smaller twin of our own is `tests/fulfillment/test_epcis_capture.py`.
"""

import json
import os
from pathlib import Path

import pytest

from fulfillment.models import EpcisEvent
from tests.fulfillment.test_epcis_capture import Api
from tests.vectors.test_epcis_documents import REFUSED

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FOLDER = SHARED / "epcis"

pytestmark = pytest.mark.shared
if not FOLDER.is_dir():
    pytest.skip(f"The published EPCIS documents are not at {FOLDER}.", allow_module_level=True)


def test_every_published_document_has_its_verdict_over_the_api(client, market):
    api, seen = Api(client, market, "published", "logistics"), set()
    for path in sorted([*FOLDER.glob("valid/*.json"), *FOLDER.glob("bare-events/*.json")]):
        body = json.loads(path.read_text())
        taken = api.post("capture", body)
        assert taken.status_code == 202, (path.name, taken.content[:300])
        assert taken.json()["fresh"] + taken.json()["known"] == len(
            body.get("epcisBody", {"eventList": [1]})["eventList"]
        )
        again = api.post("capture", body).json()
        assert again["fresh"] == 0, path.name
        seen |= {(one.hash, one.declared) for one in EpcisEvent.objects.all()}
    assert EpcisEvent.objects.count() == len(seen)
    assert len(api.events("?perPage=500")) == min(500, len(seen))
    for path in sorted(FOLDER.glob("invalid/*.json")):
        refused = api.post("capture", json.loads(path.read_text()))
        assert refused.status_code == 400, path.name
        assert REFUSED[path.stem].keys() <= refused.json()["errors"].keys(), path.name
    assert EpcisEvent.objects.count() == len(seen), "what was refused left nothing"
