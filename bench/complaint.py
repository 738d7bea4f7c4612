"""How long it takes from a complaint about 300 listings of 40 sellers to its receipt with proof: filed through the API of one web
process, split into 40 cases, every seller noticed, the entry of the receipt sealed by one worker process and its proof of
inclusion got and checked.

Each measurement is a marketplace of its own. The rival files the same listings as 40 complaints, one for each seller.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from typing import Any

from django.db import connections

from accounts import services as accounts
from audit import proof_file
from audit.note import read_vkey
from bench import database
from bench.rows import Row
from enforcement.models import Case, Notice
from registry import services as rights
from registry.details import Details
from registry.models import Right
from sellers.models import Listing
from tenancy.context import tenant
from tests.cast import Market, make_market
from workflow.models import Effect

LISTINGS, SELLERS, ROUNDS = 300, 40, 3
ELEMENTS = {
    "explanation": "They are not ours.", "good_faith": "yes", "accuracy": "yes", "accuracy_authority": "yes",
    "signature": "Ada Aurora",
}  # fmt: skip
WAIT_SECONDS = 120


@dataclass(frozen=True)
class Place:
    """A marketplace with the right and the listings, by seller."""

    market: Market
    right: Right
    numbers: dict[Any, list[str]]

    @property
    def all_numbers(self) -> list[str]:
        """The numbers of all listings."""
        return [number for mine in self.numbers.values() for number in mine]


def run() -> list[Row]:
    """Rows of the bench `complaint`."""
    with database.throwaway():
        places = [_place(number) for number in range(2 * ROUNDS + 2)]
        name = str(connections["default"].settings_dict["NAME"])
        connections.close_all()
        with _web(name) as port, _worker(name):
            _measured(places.pop(), port, split=True)  # whatever is loaded at first use is loaded
            _measured(places.pop(), port, split=False)
            together, apart = [], []
            for _ in range(ROUNDS):
                together.append(_measured(places.pop(), port, split=False))
                apart.append(_measured(places.pop(), port, split=True))
    seconds, filed, mailed = (median(column) for column in zip(*together, strict=True))
    rival = median(one[0] for one in apart)
    return [
        Row(
            "complaint.seconds_300_listings", seconds, "s", "40 complaints, one for each seller", rival, seconds / rival
        ),
        Row("complaint.seconds_to_answer", filed, "s"),
        Row("complaint.seconds_until_mailed", mailed, "s"),
    ]


def _place(number: int) -> Place:
    market = make_market(f"bench-{number}", packs=())
    numbers: dict[Any, list[str]] = defaultdict(list)
    with market.inside():
        details = Details(kind="trademark", title="Zanderholt", office="EM", number="018442190", classes=(18, 25))
        right = rights.register_right(actor=market.actor("brand"), details=details)
        right = rights.verify_right(actor=market.actor("lead"), right=right)
        sellers = [
            accounts.register_party(
                actor=market.system,
                kind="seller",
                name=f"Shop {n}",
                country="US",
                contact_email=f"shop-{n}@{number}.test",
            )
            for n in range(SELLERS)
        ]
        listings = [
            Listing(
                number=f"L-{n}", seller=sellers[n % SELLERS], markets=["DE", "US"], state="public",
                shop_markets=["DE", "US"], category=["Bags"],
            )
            for n in range(LISTINGS)
        ]  # fmt: skip
        Listing.objects.bulk_create(listings)
        for one in listings:
            numbers[one.seller_id].append(one.number)
    return Place(market, right, dict(numbers))


def _measured(place: Place, port: int, *, split: bool) -> tuple[float, float, float]:
    """Seconds until the last receipt is proven, until the last answer came, and until every letter is mailed."""
    web = HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    parts = list(place.numbers.values()) if split else [place.all_numbers]
    began = time.perf_counter()
    receipts = [_filed(web, place, numbers) for numbers in parts]
    filed = time.perf_counter() - began
    for receipt in receipts:
        _proven(web, place, receipt)
    proven = time.perf_counter() - began
    _wait(lambda: _mailed(place))
    mailed = time.perf_counter() - began
    with tenant(place.market.id):
        assert Case.objects.filter(state="noticed").count() == SELLERS
        assert Notice.objects.filter(letter="notice").count() == SELLERS
    return proven, filed, mailed


def _filed(web: HTTPConnection, place: Place, numbers: list[str]) -> str:
    """The receipt's entry of a complaint about these listings."""
    body = {
        "right": place.right.reference, "region": "EU", "reason": "counterfeit", "elements": ELEMENTS,
        "listings": [{"number": number} for number in numbers],
    }  # fmt: skip
    status, said = _ask(web, place, "POST", "complaints", body)
    told = json.loads(said)
    assert status == 201, told
    assert told["state"] == "accepted", told
    return str(told["receipt"])


def _proven(web: HTTPConnection, place: Place, receipt: str) -> None:
    """Ask for the proof until there is one, and check it."""
    found: list[bytes] = []

    def is_there() -> bool:
        status, said = _ask(web, place, "GET", f"log/entries/{receipt}/proof")
        found.extend([said] if status == 200 else [])
        return bool(found)

    _wait(is_there)
    _status, entry = _ask(web, place, "GET", f"log/entries/{receipt}/bytes")
    _status, head = _ask(web, place, "GET", "log")
    keys = [read_vkey(key) for key in json.loads(head)["keys"]]
    proof_file.verify(found[0], entry=entry, origin=keys[0].name, log_keys=keys)


def _ask(web: HTTPConnection, place: Place, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    headers = {**place.market.keys["brand"].headers, "Accept": "application/json"}
    if body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": f"bench-{time.time_ns()}"}
    address = place.market.url(f"api/v1/{path}")
    web.request(method, address, body=None if body is None else json.dumps(body), headers=headers)
    answer = web.getresponse()
    return answer.status, answer.read()


def _mailed(place: Place) -> bool:
    with tenant(place.market.id):
        return not Effect.objects.filter(kind="mail").exclude(state="done").exists()


def _wait(until: Any) -> None:
    ends = time.monotonic() + WAIT_SECONDS
    while not until():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.01)


@contextmanager
def _web(name: str) -> Iterator[int]:
    """One web process on this database; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable, "-m", "gunicorn", "bench.complaint_web:made()", "--bind", f"127.0.0.1:{port}", "--workers", "1",
        "--log-level", "warning",
    ]  # fmt: skip
    with _process([*command, "--env", f"BENCH_DATABASE={name}"]):
        _wait(lambda: _answers(port))
        yield port


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _worker(name: str) -> Iterator[None]:
    """One process that seals, and does what leaves the house."""
    with _process([sys.executable, "-m", "bench.complaint_worker", name]):
        yield


@contextmanager
def _process(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=sys.stderr)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)
