"""How many rows of an uploaded list of listings go in a second, by two workers, and how much memory a worker needs for it.

100,000 rows of a CSV file as sellers have them (a description of some hundred characters, a price, a GTIN now and then, one
row in a hundred with a fault): received, laid out, read, checked, written with words, versions, entries of the log and a
report per row, behind the wall, as `app`. `upload.peak_growth_mib` is what the second half of the rows added to the peak.
`UPLOAD_SHARE=0.1` runs it with a tenth of the rows.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench import database
from bench.rows import Row
from registry.portal.gtins import check_digit
from sellers.models import Listing, RowReport
from sellers.services import uploads
from tests.cast import Market, make_market
from workflow.jobs import run_ripe

ROWS = int(100_000 * float(os.environ.get("UPLOAD_SHARE", "1")))
WORKERS = 2
FAULTY = 100
HEAD = ("sku", "title", "description", "brand", "category", "price", "currency", "countries", "ean")


def run() -> list[Row]:
    """Received here, taken in by two processes."""
    with tempfile.TemporaryDirectory() as folder, database.throwaway():
        path = Path(folder) / "listings.csv"
        generate(path, ROWS)
        market = make_market("bench", packs=())
        began = time.monotonic()
        with market.inside(), path.open("rb") as file:
            listed = uploads.receive_upload(actor=market.actor("seller"), file=file, name=path.name)
            uploads.take_in(actor=market.actor("seller"), listed=listed)
        peaks = _worked(market)
        seconds = time.monotonic() - began
        with market.inside():
            came = Listing.objects.filter(seller=market.parties["seller"]).count()
            reported = sum(len(rows) for rows in RowReport.objects.values_list("rows", flat=True))
        if (came, reported) != (ROWS - ROWS // FAULTY, ROWS):
            raise RuntimeError(f"{came} listings and {reported} reported rows of {ROWS}.")
        return [
            Row("upload.rows_per_second", ROWS / seconds, "rows/s"),
            Row("upload.peak_mib", max(peak for peak, _half in peaks), "MiB"),
            Row("upload.peak_growth_mib", max(peak - half for peak, half in peaks), "MiB"),
            Row("upload.file_mib", path.stat().st_size / 2**20, "MiB"),
        ]


def generate(path: Path, count: int) -> None:
    """Goods of coined names; the same in every run."""
    draw = random.Random(11)
    words = ["".join(draw.choices("bdfgklmnprstvaeiou", k=draw.randint(3, 9))) for _ in range(8_000)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for n in range(count):
            title = " ".join(draw.choices(words, k=6)).capitalize() if n % FAULTY else ""
            digits = f"400{n:09}"
            writer.writerow((
                f"SKU-{n}", title, " ".join(draw.choices(words, k=40)), draw.choice(words).title(),
                f"Home > {draw.choice(words[:40])}", f"{draw.randint(100, 90_000) / 100:.2f}", "EUR", "DE, FR",
                digits + check_digit(digits) if n % 3 == 0 else "",
            ))  # fmt: skip


def _worked(market: Market) -> list[tuple[float, float]]:
    """Of each worker the peak in MiB, and what it was half-way."""
    places = [
        str(connection.settings_dict["NAME"]),
        str(market.id),
        str(settings.EVIDENCE_DIR),
        str(settings.STATE_DIR),
    ]
    pair = [
        subprocess.Popen([sys.executable, "-m", "bench.upload", *places], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
        for _worker in range(WORKERS)
    ]  # fmt: skip
    said = [one.communicate()[0] for one in pair]
    if any(one.returncode for one in pair):
        raise RuntimeError("A worker failed.")
    peaks = [tuple(map(float, text.split()[-2:])) for text in said]
    return [(peak, half) for peak, half in peaks]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _work() -> None:
    """Steps until the job has ended."""
    place = UUID(sys.argv[2])
    halves: dict[str, float] = {}
    while True:
        run_ripe(place)
        with tenant(place):
            asked = Job.objects.get()
            done = done_of([asked])[asked.id].done
        if done >= ROWS // 2:
            halves.setdefault("half", _peak())
        if asked.state not in ("waiting", "running"):
            break
        time.sleep(0.02)
    if asked.state != "done":
        raise RuntimeError(asked.failure)
    print(_peak(), halves["half"])


if __name__ == "__main__":
    from uuid import UUID

    import django

    django.setup()
    from django.db import connections

    from tenancy.context import tenant
    from workflow.jobs import done_of
    from workflow.models import Job

    for alias in connections:
        connections[alias].settings_dict["NAME"] = sys.argv[1]
    settings.EVIDENCE_DIR, settings.STATE_DIR = Path(sys.argv[3]), Path(sys.argv[4])
    _work()
