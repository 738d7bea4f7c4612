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
from delivery import feed
from enforcement import services
from enforcement.models import Case, Complaint, Decision, Delivered, Remedy
from enforcement.services import Choice
from scanner import backscans
from scanner.backscans import Scope
from scanner.models import Match, Scan
from sellers import services as sellers
from sellers.models import Listing, Restraint, Strike
from tests.cast import PASSWORD
from tests.enforcement.stage import STATEMENTS, complaint, listing, only_case, trademark
from tests.journeys.database_clock import movable_clock
from workflow import doorbell
from workflow.models import Clock, Effect, Job

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 60
LISTINGS, MARKED = 200, 77
"""So many are to be scanned; in the marked one a right is found."""
BROKER = settings.REDIS_URL.rpartition("/")[0] + "/7"
"""A database of the broker that this test alone empties."""
SEED = os.urandom(32)
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
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "--concurrency", "8"]
        command += ["--schedule", str(self.folder / "beat"), "--loglevel", "INFO"]
        with self.said.open("ab") as log:
            process = subprocess.Popen(
                command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
            )
        self.process = process
        try:
            yield
        finally:
            self.kill()

    def kill(self) -> None:
        """The whole group at once; whoever is dead already stays so."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
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


def the_catalogue_is_scanned_up_to(right) -> None:
    """As after the back-scan that a new right brings about, which would read the listings a second time, rightly."""
    right.refresh_from_db()
    plan = {"until": right.changed_at.isoformat()}
    Job.objects.create(kind=backscans.KIND, state="done", asked_by={}, parameters=Scope().as_parameters(), plan=plan)


def set_the_stage(killing) -> tuple[Case, Case]:
    """A decided case in its grace, a case whose seller has been silent for too long, and listings to be scanned."""
    market = killing.market
    with market.inside():
        right = trademark(market)
        the_catalogue_is_scanned_up_to(right)
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
            title = "Zanderholt travel bag" if n == MARKED else f"Travel bag {n}"
            sellers.submit_listing(
                actor=market.actor("seller"), number=f"C-{n}", title=title, markets=["DE", "US"], category=["Bags"]
            )
    killing.clock.forward(minutes=2)
    return decided, silent


DEEDS = {"listing.scanned", "listing.restrained", "case.silence"}


def test_nothing_is_lost_and_nothing_doubled(killing):
    decided, silent = set_the_stage(killing)
    with killing.market.inside():
        before = Effect.objects.count()

    with killing.stopped_at("audit_staged"), killing.worker():
        killing.wait("a scan, a decision and a clock at once", lambda: verbs(stopped()) >= DEEDS)
    killing.at_once()
    with killing.market.inside():
        handed_over = unsaid(killing)
        assert Listing.objects.filter(state="checking").count() == LISTINGS
        assert not Scan.objects.filter(listing__number__startswith="C-").exists()
        assert not Decision.objects.filter(taken_at__isnull=False).exists()
        assert not Restraint.objects.exists()
        assert Effect.objects.count() == before

    (killing.mailbox / "shut").touch()
    with killing.worker():
        killing.wait("a letter on its way", lambda: killing.lines("begun") - killing.lines("accepted"))
        killing.wait("all deeds", lambda: all_is_done(decided, silent))
        with killing.stopped_at("workflow_effect"):
            seal(killing)
            killing.wait("the change feed growing", lambda: any("position" in query for query in stopped()))
            killing.kill()
    killing.at_once()
    with killing.market.inside():
        handed_over |= unsaid(killing)
        assert not Effect.objects.filter(position__isnull=False).exists()

    with killing.worker():
        killing.wait("all effects", lambda: states_of_effects() == {"done"})
    with killing.market.inside():
        each_listing_was_settled_once()
        each_decision_was_taken_once(decided)
        silence_was_noted_once(silent)
        each_letter_was_accepted_once(killing, handed_over)
        the_shop_sees_each_change_once(killing)
    seal(killing)
    with killing.market.inside():
        report = verify(rows=True)
    assert report.whole, report.faults
    assert report.waiting == 0


def verbs(queries) -> set[str]:
    """What these statements were about to say in the log."""
    return {found[1] for query in queries if (found := VERB.search(query))}


def all_is_done(decided, silent) -> bool:
    """Everything that the stage was set for has come about."""
    decided.refresh_from_db()
    return (
        decided.state == "closed"
        and silent.items.get().state == "unanswered"
        and not Listing.objects.filter(state="checking").exists()
    )


def seal(killing) -> None:
    """The sequencer's work."""
    sequencer.run_once(SEED)


def unsaid(killing) -> set[str]:
    """The letters that the post has taken, of which nobody could say so any more."""
    said = [str(one) for one in Effect.objects.filter(kind="mail", state="done").values_list("id", flat=True)]
    return {key for key in killing.lines("accepted") if not any(one in key for one in said)}


def states_of_effects() -> set[str]:
    return set(Effect.objects.values_list("state", flat=True))


def each_listing_was_settled_once() -> None:
    scans = Counter(Scan.objects.filter(listing__number__startswith="C-").values_list("listing__number", "revision"))
    assert scans == {(f"C-{n}", 1): 1 for n in range(LISTINGS)}
    told = Listing.objects.filter(number__startswith="C-").values_list("state", "shop_state")
    assert Counter(told) == {("public", 1): LISTINGS}
    assert Match.objects.get().listing.number == f"C-{MARKED}"


def each_decision_was_taken_once(case) -> None:
    taken = list(Decision.objects.filter(taken_at__isnull=False))
    assert [decision.item.case_id for decision in taken] == [case.id] * 3
    items = {decision.item_id for decision in taken}
    assert Counter(Remedy.objects.values_list("item_id", flat=True)) == Counter(items)
    causes = Remedy.objects.values_list("cause", flat=True)
    assert Counter(Restraint.objects.values_list("cause", flat=True)) == Counter(causes)
    assert Counter(Strike.objects.values_list("cause", flat=True)) == Counter(str(one.id) for one in taken)


def silence_was_noted_once(case) -> None:
    clock = Clock.objects.get(subject_id=case.id, kind="answer")
    assert (clock.state, clock.generation) == ("fired", 1)
    assert Entry.objects.filter(verb="case.silence", subject_id=case.id).count() == 1


def each_letter_was_accepted_once(killing, handed_over) -> None:
    """The one on whose way the worker died came again under the same key.

    So did those that the post had already taken when the worker died before it could say so: whoever gets such a letter
    twice sees by its key that it is one letter. The log says of each notice once that it was delivered.
    """
    letters = Effect.objects.filter(kind="mail").values_list("id", flat=True)
    accepted = killing.lines("accepted")
    assert len(accepted) == len(letters)
    assert all(any(str(letter) in key for key in accepted) for letter in letters)
    assert {key for key, times in accepted.items() if times > 1} <= handed_over
    assert set(accepted.values()) <= {1, 2}
    assert Entry.objects.filter(verb="notice.delivered").count() == Delivered.objects.count() > 0
    assert max(killing.lines("begun").values()) == 2


def the_shop_sees_each_change_once(killing) -> None:
    changes, place = [], feed.BEGINNING
    while found := feed.changes_after(killing.market.actor("key:shop"), *place):
        changes += found
        place = found[-1].place
    shown = Counter((change.facts["listing"], change.facts["state"]) for change in changes)
    assert set(shown.values()) == {1}
    assert {(f"C-{n}", 1) for n in range(LISTINGS)} <= set(shown)


@pytest.fixture
def without_broker(monkeypatch):
    """The broker is gone: nobody listens where it was."""
    real = type(app).connection_for_write
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        gone = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        monkeypatch.setattr(type(app), "connection_for_write", lambda self, **how: real(self, gone, **how))
        monkeypatch.setattr(doorbell, "_not_before", {})
        doorbell._hang_up()
        yield
        doorbell._hang_up()


def test_people_sign_in_and_file_without_the_broker(open_market, without_broker, caplog):
    with open_market.inside():
        right = trademark(open_market)
        listing(open_market, "A-1")
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": open_market.user("brand_member").email, "password": PASSWORD}
    )
    assert answer.status_code == 302
    begun = client.post(
        reverse("enforcement:complaint_new", args=[open_market.slug]),
        {"right": f"{right.reference}:EU", "listings": "A-1"},
    )
    elements = {f"element_{code}": value for code, value in {**STATEMENTS, "explanation": "Not ours."}.items()}
    filed = client.post(begun["Location"], {**elements, "reason": "counterfeit", "keep": ["A-1"], "file": "1"})
    assert filed.status_code == 303, filed.content.decode()
    assert "does not ring" in caplog.text
    with open_market.inside():
        complaint_filed = Complaint.objects.get()
        assert complaint_filed.state == "accepted"
        assert only_case(complaint_filed).state == "noticed"
