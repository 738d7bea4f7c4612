"""How long two worker processes take to scan 100,000 listings in the shop again, and how large a worker is at a million marks.

The texts are those of the bench `text`; nothing of them has pictures. The marks are coined names, which few texts hold, and
the real names where those are there, which many do. The workers are real processes that run the round of
jobs, with all that a back-scan writes: scans, matches, signals, entries of the log, progress.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from accounts.models import Party
from bench import database
from bench.database import fill, row_id
from bench.rows import Row, shared_data
from bench.text import texts_of
from registry.models import Right
from scanner.backscans import Scope
from scanner.models import Match
from sellers.models import Listing
from tenancy.actor import Actor
from tests.cast import Market, make_market
from workflow import jobs
from workflow.jobs import done_of
from workflow.models import Job

LISTINGS, SELLERS, OWNERS = 100_000, 500, 50
FEW_LISTINGS = 2_000
MARKS, MANY_MARKS = 100_000, 1_000_000
WORKERS = 2


def run() -> list[Row]:
    """Rows of the bench `backscan`."""
    with database.throwaway():
        market = make_market("bench", packs=())
        names = real_and_coined()
        with database.loading(Party, Right, Listing):
            fill_parties(market)
            fill_marks(market, names[:MARKS], first=0)
            _listings(market)
        seconds, _memory = _worked(market, Scope(), LISTINGS)
        with market.inside():
            matches = Match.objects.count()
        with database.loading(Right):
            fill_marks(market, names[MARKS:], first=MARKS)
        _seconds, memory = _worked(market, Scope(category="Few"), FEW_LISTINGS)
    return [
        Row("backscan.seconds_100k", seconds, "s"),
        Row("backscan.listings_per_second", LISTINGS / seconds, "listings/s"),
        Row("backscan.matches_100k", matches, "matches"),
        Row("backscan.worker_mib_1m", memory, "MiB"),
    ]


def real_and_coined() -> list[str]:
    """The real names where they are there, then coined ones: two to four syllables; the same in every run."""
    data, chance = shared_data(), random.Random(5)
    names: dict[str, None] = {}
    if data:
        with (data / "marks-simple-icons" / "marks.jsonl").open(encoding="utf-8") as lines:
            names = dict.fromkeys(json.loads(line)["title"] for line in lines)
    syllables = [head + vowel + tail for head in "bcdfghklmnprstvwz" for vowel in "aeiouy" for tail in " nrxls"]
    while len(names) < MANY_MARKS:
        coined = "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4)))).replace(" ", "")
        names[coined] = None
    return list(names)


def _worked(market: Market, scope: Scope, listings: int) -> tuple[float, float]:
    """Seconds from asking until the job is done, on workers that have their index; and the largest of them, in MiB."""
    with _workers(market) as pair:
        began = time.monotonic()
        with market.inside():
            asked = jobs.ask(actor=Actor.system(market.id), kind="backscan", parameters=scope.as_parameters())
        for one in pair:
            one.stdin.write("go\n")  # type: ignore[union-attr]
            one.stdin.flush()  # type: ignore[union-attr]
        memory = max(float(one.stdout.readline()) for one in pair)  # type: ignore[union-attr]
        seconds = time.monotonic() - began
    with market.inside():
        ended = Job.objects.get(id=asked.id)
        so_far = done_of([ended])[ended.id]
    if (ended.state, so_far.done, so_far.failed) != ("done", listings, 0):
        raise RuntimeError(f"The back-scan ended {ended.state} after {so_far}.")
    return seconds, memory


@contextmanager
def _workers(market: Market) -> Iterator[list[subprocess.Popen[str]]]:
    """Worker processes that have loaded the index and wait for a word."""
    command = [sys.executable, "-m", "bench.worker", str(connection.settings_dict["NAME"]), str(market.id)]
    pair = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    try:
        for one in pair:
            if one.stdout.readline() != "ready\n":  # type: ignore[union-attr]
                raise RuntimeError("A worker did not start.")
        yield pair
    finally:
        for one in pair:
            one.kill()
            one.communicate()


def fill_parties(market: Market) -> None:
    """Sellers, then owners."""
    fill(
        Party, f"generate_series(0, {SELLERS + OWNERS - 1}) AS n", id=row_id("party", "n"), tenant_id=f"'{market.id}'::uuid",
        reference="'PB-' || n", kind=f"CASE WHEN n < {SELLERS} THEN 'seller' ELSE 'brand' END", name="'Party ' || n",
        name_key="'party ' || n", country="'US'", state="'active'",
    )  # fmt: skip


def fill_marks(market: Market, names: list[str], *, first: int) -> None:
    """Verified marks for bags and clothes."""
    _copy("bench_names", names, first)
    fill(
        Right, "bench_names", id=row_id("right", "n"), tenant_id=f"'{market.id}'::uuid", reference="'RB-' || n",
        kind="'trademark'", title="words", folded="lower(words)", office="'US'", number="'N' || n",
        territories="""'["US"]'::jsonb""", classes="""'[18, 25]'::jsonb""", state="'verified'",
        owner_id=row_id("party", f"{SELLERS} + n % {OWNERS}"),
    )  # fmt: skip


def _listings(market: Market) -> None:
    """Listings in the shop, each a text in its own words and number."""
    texts = texts_of(shared_data())
    _copy("bench_texts", [texts[n % len(texts)] for n in range(LISTINGS)], 0)
    title = "array_to_string((string_to_array(words, ' '))[1:10], ' ')"
    fill(
        Listing, "bench_texts", id=row_id("listing", "n"), tenant_id=f"'{market.id}'::uuid", number="'L-' || n",
        seller_id=row_id("party", f"n % {SELLERS}"), title=f"left({title}, 500)", folded=f"left(lower({title}), 500)",
        description="array_to_string((string_to_array(words, ' '))[11:], ' ')",
        category=f"""CASE WHEN n < {FEW_LISTINGS} THEN '["Few"]' ELSE '["Clothing"]' END::jsonb""",
        markets="""'["US"]'::jsonb""", state="'public'", shop_state="1", shop_markets="""'["US"]'::jsonb""",
    )  # fmt: skip


def _copy(table: str, words: list[str], first: int) -> None:
    """A table of numbered words, for this session."""
    lines = (f"{number}\t{_plain(text)}\n" for number, text in enumerate(words, first))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}; CREATE TEMP TABLE {table} (n bigint, words text)")
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO("".join(lines)))


def _plain(text: str) -> str:
    """As COPY reads it."""
    return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ").replace("\0", " ")
