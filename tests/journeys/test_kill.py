"""The worker killed in the middle of a scan, a decision, a clock and an effect, the broker emptied each time.

A lock that the test holds stops the worker inside its transactions: after it has changed rows, before it can say so in
the log. Then the whole group is killed at once, as the kernel does when memory runs out.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from audit import sequencer
from audit.models import Entry
from audit.verify import verify
from config.celery import app
from enforcement import services
from enforcement.models import Case, Complaint, Decision, Item, Remedy
from enforcement.services import Choice
from scanner.models import Match, Scan
from sellers import services as sellers
from sellers.models import Listing, Restraint, Strike
from tests.cast import PASSWORD
from tests.enforcement.stage import STATEMENTS, complaint, listing, only_case, trademark
from tests.journeys.database_clock import movable_clock
from workflow import doorbell
from workflow.models import Clock, Effect

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 60
LISTINGS = 200
BROKER = settings.REDIS_URL.rpartition("/")[0] + "/7"
"""A database of the broker that this test alone empties."""
VERB = re.compile(r"audit_record\(.*?'([a-z_]+\.[a-z_]+)'", re.DOTALL)


class Killing:
    """Workers on the test's database, what stops them, and what they came to."""

    def __init__(self, market, clock, folder) -> None:
        self.market, self.clock, self.folder = market, clock, folder
        self.mailbox, self.said = folder / "mailbox", folder / "worker.log"
        self.mailbox.mkdir()

    @contextmanager
    def worker(self):
        """One worker with its schedule, in a process group of its own; killed at the end, and the broker emptied."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.journeys.kill_settings",
            "JOURNEY_BASE_SETTINGS": settings.SETTINGS_MODULE,
            "JOURNEY_DATABASE": connection.settings_dict["NAME"],
            "JOURNEY_EVIDENCE": str(settings.EVIDENCE_DIR),
            "JOURNEY_MAILBOX": str(self.mailbox),
            "REDIS_URL": BROKER,
            "PGAPPNAME": "worker",  # by which its sessions are known
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "--concurrency", "4"]
        command += ["--schedule", str(self.folder / "beat"), "--loglevel", "INFO"]
        with self.said.open("ab") as log:
            process = subprocess.Popen(
                command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            redis.from_url(BROKER).flushdb()

    def wait(self, what, ready) -> None:
        """Until `ready()` is true inside the marketplace; a minute at most."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            with self.market.inside():
                if ready():
                    return
            assert time.monotonic() < until, f"{what} did not happen:\n{self.said.read_text()[-6000:]}"
            time.sleep(0.05)

    @contextmanager
    def stopped_at(self, table):
        """Nobody writes to `table` inside the block; when it ends, what was begun by the dead has been undone."""
        with transaction.atomic(using="counters"):
            with connections["counters"].cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
        self.wait("the end of the dead worker's sessions", lambda: not sessions())

    def lines(self, what) -> Counter:
        """The letters that the post office has noted."""
        file = self.mailbox / what
        return Counter(file.read_text().splitlines() if file.exists() else ())

    def at_once(self) -> None:
        """What a dead worker held is taken up again after half a minute or a minute: here at once."""
        with self.market.inside(), connection.cursor() as cursor:
            cursor.execute("UPDATE workflow_clock SET next_at = now() WHERE state = 'running' AND attempts > 0")
            cursor.execute("UPDATE workflow_effect SET next_at = now() WHERE state = 'leased'")


def sessions(condition="true") -> list[str]:
    """What the workers' sessions are saying to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
            f" AND pid <> pg_backend_pid() AND application_name = 'worker' AND {condition}"
        )
        return [row[0] for row in cursor.fetchall()]


def stopped() -> list[str]:
    """The statements that wait for our lock."""
    return sessions("wait_event_type = 'Lock'")


@pytest.fixture
def killing(open_market, tmp_path):
    with movable_clock() as clock:
        yield Killing(open_market, clock, tmp_path)


def set_the_stage(killing) -> tuple[Case, Case]:
    """A decided case in its grace, a case whose seller has been silent for too long, and listings to be scanned."""
    market = killing.market
    with market.inside():
        right = trademark(market)
        silent = only_case(complaint(market, right, [listing(market, "B-1", seller="other_seller")]))
    killing.clock.forward(days=30)
    with market.inside():
        decided = only_case(complaint(market, right, [listing(market, f"A-{n}") for n in range(3)]))
        items = [item.id for item in decided.items.all()]
        services.answer(
            actor=market.actor("seller"), reference=decided.reference, answers=dict.fromkeys(items, "genuine"),
            statement="Bought in Poland.",
        )  # fmt: skip
        reasons = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")
        services.decide(
            actor=market.actor("reviewer"), reference=decided.reference, choices=dict.fromkeys(items, reasons)
        )
        for n in range(LISTINGS):
            title = "Zanderholt travel bag" if n == 77 else f"Travel bag {n}"
            sellers.submit_listing(
                actor=market.actor("seller"), number=f"C-{n}", title=title, markets=["DE", "US"], category=["Bags"]
            )
    killing.clock.forward(minutes=2)
    return decided, silent


def test_nothing_is_lost_and_nothing_doubled(killing):
    decided, silent = set_the_stage(killing)
    with killing.market.inside():
        effects = Effect.objects.count()

    with killing.stopped_at("audit_staged"), killing.worker():
        killing.wait("a scan, a decision and a clock at once", lambda: len(stopped()) >= 3)
        verbs = {VERB.search(query)[1] for query in stopped()}
    with killing.market.inside():
        print(verbs)
        nothing_has_happened(effects)


def nothing_has_happened(effects) -> None:
    """Of what the dead worker was about, nothing is there."""
    assert Listing.objects.filter(state="checking").count() == LISTINGS
    assert not Scan.objects.filter(listing__number__startswith="C-").exists()
    assert not Decision.objects.filter(taken_at__isnull=False).exists()
    assert not Restraint.objects.exists()
    assert Effect.objects.count() == effects
