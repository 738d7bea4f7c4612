"""How long a million rights take to come in: two processes, each reading half of one CSV file, with entries, words and index.

As the command does it for one list in halves: read row by row, checked, compared with what is on file, written with history,
committed rows and entries of the log, behind the wall, as `app`. Each half says every tenth how far it is and at what pace;
`registry.import_slowing` is what the last tenth took beside the second (the first learns most of the vocabulary).
And the real marks with their logos, where they are there.
"""

from __future__ import annotations

import csv
import gc
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from accounts.models import Party
from bench import database
from bench.rows import Row, shared_data
from registry.models import ImportedRow, Right
from tests.cast import Market, make_market

RIGHTS = int(1_000_000 * float(os.environ.get("REGISTRY_SHARE", "1")))
WORKERS = 2
HEAD = ("title", "office", "number", "classes", "filed_on", "registered_on", "expires_on", "external_id", "holder")


def brought_in() -> list[Row]:
    """Rows of the bench `registry` that concern the import."""
    with tempfile.TemporaryDirectory() as folder, database.throwaway():
        path = Path(folder) / "rights.csv"
        generate(path, RIGHTS)
        market = make_market("bench", packs=())
        seconds, memory, slowing = _halves(market, path)
        with market.inside():
            came = (Right.objects.count(), ImportedRow.objects.count())
        if came != (RIGHTS, RIGHTS):
            raise RuntimeError(f"{came} rows came in instead of {RIGHTS}.")
        rows = [
            Row("registry.import_seconds_1m", seconds * 1_000_000 / RIGHTS, "s"),
            Row("registry.import_rights_per_second", RIGHTS / seconds, "rights/s"),
            Row("registry.import_mib", memory, "MiB"),
            Row("registry.import_slowing", slowing, "times"),
        ]
        return [*rows, *_with_logos()]


def generate(path: Path, count: int) -> None:
    """Marks of two or three coined words, at five offices; the same in every run."""
    draw = random.Random(7)
    syllables = [head + vowel + tail for head in "bcdfghklmnprstvwz" for vowel in "aeiou" for tail in " nrls"]
    vocabulary = [
        "".join(draw.choices(syllables, k=draw.choice((2, 3)))).replace(" ", "").title() for _ in range(60_000)
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for n in range(count):
            name = " ".join(draw.choices(vocabulary, k=draw.choice((1, 1, 2, 2, 3))))
            office = ("EM", "US", "JP", "DE", "CN")[n % 5]
            classes = " ".join(str(number) for number in sorted(draw.sample(range(1, 46), draw.choice((1, 1, 2, 3)))))
            writer.writerow(
                (name, office, f"{n:09}", classes, "2019-05-04", "2020-06-01", "2039-05-04", f"TM-{n}", "Bench AS")
            )


def _halves(market: Market, path: Path) -> tuple[float, float, float]:
    """Seconds until both halves are in, the larger process in MiB, and by how much the end was slower than the beginning."""
    began = time.monotonic()
    places = [str(connection.settings_dict["NAME"]), str(market.id), str(market.parties["brand"].id), str(path)]
    pair = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.registry_import", *places, str(part)],
            cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
        )
        for part in range(WORKERS)
    ]  # fmt: skip
    said = [one.communicate()[0] for one in pair]
    if any(one.returncode for one in pair):
        raise RuntimeError("A half of the import failed.")
    seconds = time.monotonic() - began
    told = [tuple(map(float, text.split()[-2:])) for text in said]
    return seconds, max(memory for memory, _slowing in told), max(slowing for _memory, slowing in told)


def _with_logos() -> Iterator[Row]:
    """The real marks with their logos, by the command; nothing where they are not there."""
    data = shared_data()
    if data is None:
        return
    folder = data / "marks-simple-icons"
    market = make_market("logos", packs=())
    began = time.monotonic()
    call_command(
        "import_rights", market.slug, str(folder / "marks.jsonl"), "--classes", str(folder / "classes.csv"),
        "--pictures", str(folder), "--owner", market.parties["brand"].reference, "--verified",
        stdout=sys.stderr, stderr=sys.stderr,
    )  # fmt: skip
    yield Row("registry.marks_with_logos_seconds", time.monotonic() - began, "s")


def _half(place: UUID, owner_id: UUID, path: Path, part: int) -> float:
    """Bring in one half of the file, a batch a transaction; what the last tenth took beside the second."""
    actor = Actor.system(place)
    gc.freeze()
    tenths: list[float] = []
    tenth, done, began = RIGHTS // WORKERS / 10, 0, time.monotonic()
    with path.open("rb") as file:
        reading = Reading()
        records = islice(csv_rows(file), RIGHTS * part // WORKERS, RIGHTS * (part + 1) // WORKERS)
        while some := [reading.row(raw) for raw in islice(records, MOST_TOGETHER)]:
            rows = [row for row in some if isinstance(row, ReadRow)]
            with tenant(place):
                owner = Party.objects.get(id=owner_id)
                went = import_rows(actor=actor, owner=owner, rows=rows)
            if len(rows) != len(some) or went.faults:
                raise RuntimeError(f"Rows at fault: {went.faults[:3]}")
            done += len(rows)
            if done >= tenth * (len(tenths) + 1):
                tenths.append(time.monotonic() - began - sum(tenths))
                pace = f"{tenth / tenths[-1]:,.0f} a second, {done / sum(tenths):,.0f} so far"
                print(f"half {part + 1}: {done:,} rights in {sum(tenths):,.0f} s; {pace}", file=sys.stderr, flush=True)
    return tenths[-1] / tenths[1]


if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connections

    from registry.reading.facts import Reading
    from registry.reading.facts import Row as ReadRow
    from registry.reading.tables import csv_rows
    from registry.services.imports import MOST_TOGETHER, import_rows
    from tenancy.actor import Actor
    from tenancy.context import tenant

    for alias in connections:
        connections[alias].settings_dict["NAME"] = sys.argv[1]
    slowing = _half(UUID(sys.argv[2]), UUID(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, slowing)
