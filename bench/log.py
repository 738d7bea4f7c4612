"""What the log costs the deeds that it records: 16 writers of one marketplace, with and without an entry for each row.

A deed is a transaction through `tenant()` as `app` that inserts a listing; recorded, it also stages an entry, which
mentions the listing and its seller, with a due line for the sequencer. The sequencer stands still meanwhile. Then the
writers write on with every fifth transaction rolled back while the sequencer runs, and the whole log is read again.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from django.db import connections

from accounts.models import Party
from audit import log, sequencer
from audit.models import Entry, Seal, Staged
from audit.verbs import verb
from audit.verify import verify
from bench import database
from bench.rows import Row
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.ids import reference

WRITERS = 16
TURNS = 8  # of each kind, in the order ABBA, the first of each not counted
TURN_SECONDS = 2.0
ROLLED_BACK = 5  # of so many transactions one
ENTRIES = 100_000
SEED = os.urandom(32)
LISTED = verb("bench.listed", "A listing", facts=("outcome", "revision", "matches"))


def run() -> list[Row]:
    """Rows of the bench `log`."""
    with database.throwaway():
        marketplace = database.marketplaces(1)[0].id
        with tenant(marketplace):
            seller = Party.objects.create(
                reference=reference(), kind="seller", name="Corner Shop", country="US", state="active"
            ).id
        writers = Writers(marketplace, seller)
        try:
            plain, recorded = _rates(writers)
            committed, sealed_meanwhile = _with_rollbacks(writers, marketplace)
        finally:
            writers.dismiss()
        gaps = _gaps(marketplace, committed)
        sealed_per_second = _fill(marketplace, seller)
        seconds, checked = _verified(marketplace)
    rival = "the same row without an entry"
    return [
        Row("log.ratio_to_plain", recorded / plain, "times", rival, 1.0, recorded / plain),
        Row("log.deeds_per_second", recorded, "deeds/s", rival, plain, recorded / plain),
        Row("log.gaps", gaps, f"of {len(committed):,} entries, {sealed_meanwhile:,} sealed meanwhile"),
        Row("log.sealed_per_second", sealed_per_second, "entries/s"),
        Row("log.verify_seconds_100k", seconds * ENTRIES / checked, "s"),
    ]


def _rates(writers: Writers) -> tuple[float, float]:
    """Transactions a second without and with an entry. The two take turns, so that a busy machine meets both alike."""
    counts: dict[str, list[int]] = {"plain": [], "recorded": []}
    for turn in range(TURNS):
        for kind in ("plain", "recorded") if turn % 2 else ("recorded", "plain"):
            counts[kind].append(sum(writers.work(kind, TURN_SECONDS)))
    seconds = TURN_SECONDS * (TURNS - 1)
    return sum(counts["plain"][1:]) / seconds, sum(counts["recorded"][1:]) / seconds


def _with_rollbacks(writers: Writers, marketplace: UUID) -> tuple[set[UUID], int]:
    """The entries of transactions that committed, rolled back ones in between, while the sequencer ran."""
    with tenant(marketplace):
        before = set(Staged.objects.values_list("id", flat=True))
    writers.start("some rolled back", TURN_SECONDS * 2)
    sealed, until = 0, time.monotonic() + TURN_SECONDS * 2
    while time.monotonic() < until:
        sealed += sequencer.run_once(SEED)
    committed = before.union(*writers.results())
    while sequencer.run_once(SEED):
        pass
    return committed, sealed


def _gaps(marketplace: UUID, committed: set[UUID]) -> int:
    """Positions missing, committed entries without one or with two, positions of what was never committed."""
    with tenant(marketplace):
        seals = list(Seal.objects.order_by("index").values_list("index", "entry_id"))
    missing = len(set(range(len(seals))) - {index for index, _ in seals})
    entries = [entry_id for _, entry_id in seals]
    return missing + len(set(entries) ^ committed) + len(entries) - len(set(entries))


def _fill(marketplace: UUID, seller: UUID) -> float:
    """Write until there are ENTRIES entries, many in a transaction, and seal them; how many were sealed a second."""
    with tenant(marketplace):
        lacking = ENTRIES - Entry.objects.count()
        subject = Listing.objects.order_by("id").first()
    for start in range(0, lacking, 1000):
        with tenant(marketplace):
            for _ in range(min(1000, lacking - start)):
                _record(subject, seller)
    began = time.perf_counter()
    sealed = sequencer.run_once(SEED)
    return sealed / (time.perf_counter() - began)


def _verified(marketplace: UUID) -> tuple[float, int]:
    """Seconds that the whole log takes to verify, the best of three, and how many entries it has."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        with tenant(marketplace):
            report = verify()
        times.append(time.perf_counter() - began)
        if not report.whole:
            raise AssertionError(report.faults)
    return min(times), report.entries


class Writers:
    """So many processes, each with its own connection; all work at the same time or wait."""

    def __init__(self, marketplace: UUID, seller: UUID) -> None:
        connections.close_all()  # a connection cannot be shared
        fork = multiprocessing.get_context("fork")
        pairs = [fork.Pipe() for _ in range(WRITERS)]
        self.pipes: list[Any] = [ours for ours, _ in pairs]
        self.processes = [
            fork.Process(target=_writer, args=(theirs, marketplace, seller), daemon=True) for _, theirs in pairs
        ]
        for process in self.processes:
            process.start()

    def work(self, kind: str, seconds: float) -> list[Any]:
        """What each writer got done."""
        self.start(kind, seconds)
        return self.results()

    def start(self, kind: str, seconds: float) -> None:
        """Let all begin."""
        for pipe in self.pipes:
            pipe.send((kind, seconds))

    def results(self) -> list[Any]:
        """Wait for all."""
        return [pipe.recv() for pipe in self.pipes]

    def dismiss(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join()


def _writer(orders: Connection, marketplace: UUID, seller: UUID) -> None:
    """One process: does what it is told until it is ended."""
    works: dict[str, Callable[[float], Any]] = {
        "plain": lambda until: _count(until, lambda: _deed(marketplace, seller, recorded=False)),
        "recorded": lambda until: _count(until, lambda: _deed(marketplace, seller, recorded=True)),
        "some rolled back": lambda until: _committed(until, marketplace, seller),
    }
    while True:
        kind, seconds = orders.recv()
        orders.send(works[kind](time.monotonic() + seconds))


def _count(until: float, work: Callable[[], object]) -> int:
    done = 0
    while time.monotonic() < until:
        work()
        done += 1
    return done


def _committed(until: float, marketplace: UUID, seller: UUID) -> set[UUID]:
    """The entries of this writer whose transaction committed."""
    found: set[UUID] = set()
    number = 0
    while time.monotonic() < until:
        number += 1
        with suppress(RolledBack):
            found.add(_deed(marketplace, seller, recorded=True, fails=number % ROLLED_BACK == 0))
    return found


class RolledBack(Exception):
    """Something went wrong at the end of a deed."""


def _deed(marketplace: UUID, seller: UUID, *, recorded: bool, fails: bool = False) -> Any:
    """One transaction; the id of its entry, if it has one. Raises RolledBack if it `fails`."""
    with tenant(marketplace):
        listing = Listing(
            number=reference(), seller_id=seller, title="Travel bag, waxed canvas", folded="travel bag waxed canvas",
            category=["Bags"], markets=["DE", "US"], state="checking",
        )  # fmt: skip
        listing.save(force_insert=True)
        entry = _record(listing, seller) if recorded else None
        if fails:
            raise RolledBack
    return entry


def _record(listing: Any, seller: UUID) -> UUID:
    facts: dict[str, log.Fact] = {"outcome": "public", "revision": 1, "matches": 0}
    system = Actor.system(listing.tenant_id)
    return log.record(LISTED, actor=system, subject=listing, facts=facts, parties=[seller]).id
