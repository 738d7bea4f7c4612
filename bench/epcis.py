"""How many events of supply chains go in through the API in a second: documents of a hundred, fully checked, hashed, each once.

Two web processes, asked by four senders at once. Documents are as warehouses send them: mostly a few pieces received and shipped,
now and then a pallet packed, goods made of others, or a class of goods. Afterwards some are sent once more, and everything is
counted.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from typing import Any

from django.db import connections

from bench import database
from bench.dock import serving
from bench.rows import Row
from fulfillment.models import EpcisEvent, EpcisHandedIn
from fulfillment.services import Numbering, add_product
from registry.services import add_brand
from tests.cast import add_key, make_market

TOGETHER, SECONDS, SENDERS = 100, 20, 4
AGAIN = 10
GTIN = "04006381333931"
CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"


def run() -> list[Row]:
    """Rows of the bench `epcis`."""
    with database.throwaway():
        market = make_market("bench-epcis", packs=())
        with market.inside():
            brand = add_brand(actor=market.actor("brand"), name="Halden")
            add_product(
                actor=market.actor("brand"), brand=brand, code=GTIN, name="Flask", numbering=Numbering(source="list")
            )
            add_key(market, "events", party="logistics", scopes=["epcis"])
        headers = {**market.keys["events"].headers, "Content-Type": "application/ld+json"}
        path = market.url("api/v1/epcis/capture")
        name = str(connections["default"].settings_dict["NAME"])
        connections.close_all()
        with serving(name) as port:
            sent, seconds = _send(port, path, headers)
            known = sum(_post(HTTPConnection("127.0.0.1", port), path, headers, body)["known"] for body in sent[:AGAIN])
        with market.inside():
            kept, handed_in = EpcisEvent.objects.count(), EpcisHandedIn.objects.count()
    wrong = (
        abs(kept - len(sent) * TOGETHER)
        + abs(handed_in - (len(sent) + AGAIN) * TOGETHER)
        + abs(known - AGAIN * TOGETHER)
    )
    return [
        Row("epcis.events_per_second", len(sent) * TOGETHER / seconds, "1/s", f"{len(sent):,} documents of {TOGETHER}"),
        Row("epcis.lost_or_doubled", wrong, "events"),
    ]


def _send(port: int, path: str, headers: dict[str, str]) -> tuple[list[bytes], float]:
    """What was sent in so many seconds, and how long it took."""
    documents, lock, sent = _documents(), threading.Lock(), []
    ready = [next(documents) for _ in range(200)]
    began = time.perf_counter()

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < began + SECONDS:
            with lock:
                body = ready.pop() if ready else next(documents)
            _post(connection, path, headers, body)
            sent.append(body)

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent, time.perf_counter() - began


def _post(connection: HTTPConnection, path: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != 202:
        raise RuntimeError(f"{answer.status}: {said[:300]!r}")
    found: dict[str, Any] = json.loads(said)
    return found


def _documents() -> Iterator[bytes]:
    chance, numbers = random.Random(1), count()
    while True:
        events = [_event(chance, numbers) for _ in range(TOGETHER)]
        body = {
            "@context": [CONTEXT], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-01T09:00:00Z",
            "epcisBody": {"eventList": events},
        }  # fmt: skip
        yield json.dumps(body).encode()


def _event(chance: random.Random, numbers: Iterator[int]) -> dict[str, Any]:
    number = next(numbers)
    pieces = [f"urn:epc:id:sgtin:4006381.033393.K{next(numbers)}" for _ in range(chance.randint(1, 6))]
    made: dict[str, Any] = {
        "type": "ObjectEvent", "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012}", "action": "OBSERVE",
        "eventTime": f"2026-03-{1 + number % 28:02}T08:{number // 60 % 60:02}:{number % 60:02}Z", "eventTimeZoneOffset": "+01:00",
        "bizStep": "receiving" if number % 2 else "shipping", "disposition": "in_transit",
        "readPoint": {"id": "urn:epc:id:sgln:4012345.00001.0"}, "bizLocation": {"id": "urn:epc:id:sgln:4012345.00002.0"},
        "bizTransactionList": [{"type": "po", "bizTransaction": f"urn:example:po:{number}"}],
    }  # fmt: skip
    kind = chance.random()
    if kind < 0.8:
        return {**made, "epcList": pieces}
    if kind < 0.9:
        return {
            **made,
            "type": "AggregationEvent",
            "parentID": f"urn:epc:id:sscc:4012345.{number % 10**10:010}",
            "childEPCs": pieces,
        }
    classes = [{"epcClass": f"urn:epc:class:lgtin:4006381.033393.L{number % 50}", "quantity": 12}]
    return {**made, "epcList": pieces[:1], "quantityList": classes}
