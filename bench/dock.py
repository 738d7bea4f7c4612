"""How fast a dock is answered through the API: one box and fifty at once, with ten thousand units on file and with ten million.

The two marketplaces stand in one database and are asked turn by turn, so that whatever else the machine does meets both. Boxes are
scanned as they come: received, then shipped, each number in its turn, one in fifty that nobody issued.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from itertools import count, islice

from django.db import connections

from bench import database
from bench.database import fill, loading, percentile, row_id
from bench.rows import Row
from fulfillment import services
from fulfillment.models import Batch, Unit
from fulfillment.services import Made, Numbering, Place
from registry.services import add_brand
from tenancy.context import database_now
from tests.cast import Market, add_key, make_market

LARGE = int(os.environ.get("DOCK_UNITS", "10000000"))
SMALL, EACH = 10_000, 100
"""Units of the small marketplace; units of a batch."""
SCANNED = 6_000
CALLS, SECONDS = 400, 12
TOGETHER = 50
STRANGE = 50
GTIN = "04006381333931"


@dataclass
class Dock:
    """A marketplace with a dock, and the boxes that come to it."""

    market: Market
    path: str
    headers: dict[str, str]
    boxes: Iterator[dict[str, str]]


def run() -> list[Row]:
    """Rows of the bench `dock`."""
    with database.throwaway():
        docks = [_dock("bench-small", SMALL), _dock("bench-large", LARGE)]
        name = str(connections["default"].settings_dict["NAME"])
        connections.close_all()
        with serving(name) as port:
            small, large = _turn_by_turn(docks, port)
            single = _per_second(docks[1], port, 1)
            together = _per_second(docks[1], port, TOGETHER)
    return [
        Row("dock.ms_p95", large, "ms", f"{SMALL:,} units", small, large / small),
        Row("dock.ratio_10m_over_10k", large / small, ""),
        Row("dock.answers_per_second", single, "1/s"),
        Row("dock.answers_per_second.batch50", together, "1/s"),
    ]


def _dock(slug: str, units: int) -> Dock:
    """A marketplace with so many units, a hundred to a batch, and some thousand of them that are scanned."""
    market = make_market(slug, packs=())
    with market.inside():
        holder, today = market.actor("brand"), database_now().date()
        brand = add_brand(actor=holder, name="Halden")
        said = Numbering(source="list", enrolled_on=today - timedelta(days=90))
        product = services.add_product(actor=holder, brand=brand, code=GTIN, name="Flask", numbering=said)
        made = Made(lot="B1", made_on=today, quantity=SCANNED, country="CN")
        batch = services.add_batch(actor=holder, product=product, said=made)
        numbers = [f"{number:08}" for number in range(SCANNED)]
        services.take_in_list(actor=holder, product=product, numbers=numbers, batch=batch)
        site = services.add_site(
            actor=market.actor("logistics"),
            said=Place(kind="warehouse", name="Dock", country="PL", latitude=52.4, longitude=16.9),
        )
        add_key(market, "dock", party="logistics", scopes=["dock"])
    tenant, of = f"'{market.id}'::uuid", f"'{product.id}'::uuid"
    with loading(Batch, Unit):
        fill(
            Batch, f"generate_series(1, {units // EACH}) AS n", id=row_id(f"batch {slug}", "n"), tenant_id=tenant,
            reference="'BA-' || n", product_id=of, lot="'L' || n", made_on="now()::date", country="'CN'", quantity=f"{EACH}",
            state="'open'", state_at="now()", made_at="now()", certified="0", out="0", version="1",
        )  # fmt: skip
        fill(
            Unit, f"generate_series(0, {units - 1}) AS n", id="gen_random_uuid()", tenant_id=tenant, product_id=of,
            batch_id=row_id(f"batch {slug}", f"n / {EACH} + 1"), sealed="decode(md5(n::text), 'hex')", state="'issued'",
            state_at="now()", issued_at="now()", version="1",
        )  # fmt: skip
    path = f"/m/{market.slug}/api/v1/sites/{site.reference}/checks"
    return Dock(market, path, dict(market.keys["dock"].headers), _boxes(numbers))


def _boxes(numbers: list[str]) -> Iterator[dict[str, str]]:
    """What comes to a dock, without end."""
    for place in count():
        step = "received" if place // len(numbers) % 2 == 0 else "shipped"
        serial = f"X{place:09}" if place % STRANGE == 0 else numbers[place % len(numbers)]
        yield {"code": f"(01){GTIN}(21){serial}", "step": step, "device": "gun-7"}


def _turn_by_turn(docks: list[Dock], port: int) -> tuple[float, float]:
    """The milliseconds within which 95 of 100 single boxes are answered, at each."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    times: list[list[float]] = [[] for _ in docks]
    for _call in range(CALLS):
        for place, dock in enumerate(docks):
            times[place].append(_ask(connection, dock, 1))
    small, large = (percentile(some[40:], 0.95) * 1000 for some in times)
    return small, large


def _ask(connection: HTTPConnection, dock: Dock, boxes: int) -> float:
    body = json.dumps({"scans": list(islice(dock.boxes, boxes))})
    began = time.perf_counter()
    connection.request("POST", dock.path, body, {**dock.headers, "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {text[:300]!r}")
    return time.perf_counter() - began


def _per_second(dock: Dock, port: int, boxes: int) -> float:
    """How many boxes are answered in a second by two web processes, asked by four at once."""
    done, ends, lock = [0] * 4, time.perf_counter() + SECONDS, threading.Lock()
    shared = dock.boxes

    def locked() -> Iterator[dict[str, str]]:
        while True:
            with lock:
                box = next(shared)
            yield box

    def ask(place: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        mine = Dock(dock.market, dock.path, dock.headers, locked())
        while time.perf_counter() < ends:
            _ask(connection, mine, boxes)
            done[place] += boxes

    _at_once(ask)
    return sum(done) / SECONDS


def _at_once(work: Callable[[int], None]) -> None:
    failed: list[BaseException] = []

    def guarded(place: int) -> None:
        try:
            work(place)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


@contextmanager
def serving(name: str) -> Iterator[int]:
    """Two web processes on this database; their port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "bench.complaint_web:made()", "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--log-level", "warning", "--env", f"BENCH_DATABASE={name}",
        ],
        stdout=sys.stderr,
    )  # fmt: skip
    try:
        while True:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)
