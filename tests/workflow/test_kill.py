"""A worker killed in the middle of a clock and of an effect, the broker emptied: nothing is lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from tenancy.context import tenant
from tests.workflow.conftest import a_clock
from workflow import clocks
from workflow.models import Clock, Effect

PATIENCE_SECONDS = 60
EACH = 4
BROKER = settings.REDIS_URL.rpartition("/")[0] + "/9"
"""A database of the broker that this test alone empties."""


class Stage:
    """The folder that is the outside, and the workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "worker.log"

    def lines(self, what: str) -> list[str]:
        """What has been noted so far."""
        file = self.folder / what
        return file.read_text().splitlines() if file.exists() else []

    def hold(self, name: str) -> None:
        (self.folder / f"hold-{name}").touch()

    def let_go(self, name: str) -> None:
        (self.folder / f"hold-{name}").unlink()

    def wait(self, what: str, ready) -> None:
        """Until `ready()`, and no longer than a minute."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not ready():
            assert time.monotonic() < until, f"{what} did not happen:\n{self.log.read_text()[-6000:]}"
            time.sleep(0.05)

    @contextmanager
    def worker(self):
        """One worker with its schedule, as `script/server` starts it, in a process group of its own."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.workflow.stage.settings",
            "STAGE_BASE_SETTINGS": settings.SETTINGS_MODULE,
            "STAGE_DATABASE": connection.settings_dict["NAME"],
            "REDIS_URL": BROKER,
            "STAGE_FOLDER": str(self.folder),
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "--concurrency", "2"]
        command += ["--schedule", str(self.folder / "beat"), "--loglevel", "INFO"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.setitem(clocks.CONSEQUENCES, "stage_fires", lambda clock, now: None)  # the worker has the real one
    return Stage(tmp_path)


def kill(process) -> None:
    """The whole group at once, as the kernel does when memory runs out."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    redis.from_url(BROKER).flushdb()


def states(places, model) -> Counter:
    found = Counter()
    for place in places:
        with tenant(place):
            found.update(model.objects.values_list("state", flat=True))
    return found


def test_killed_in_a_clock_and_in_an_effect_and_the_broker_emptied(places, stage):
    expected = set()
    for place in places:
        with tenant(place):
            expected |= {str(a_clock(then="stage_fires", due_in=timedelta(0)).id) for _ in range(EACH)}
    stage.hold("clock")
    with stage.worker() as process:
        stage.wait("the first clock", lambda: stage.lines("reached-clock"))
        assert states(places, Clock) == {"running": 3 * EACH}, "nothing is marked before its transaction commits"
        kill(process)
    assert states(places, Effect) == {}
    unblock_taken(places)
    stage.let_go("clock")
    stage.hold("effect")
    with stage.worker() as process:
        stage.wait("the first effect", lambda: stage.lines("reached-effect"))
        stage.wait("all clocks", lambda: states(places, Clock) == {"fired": 3 * EACH})
        kill(process)
    stage.let_go("effect")
    with stage.worker():
        stage.wait("all effects", lambda: states(places, Effect) == {"done": 3 * EACH})
    told = {tuple(line.split()) for line in stage.lines("sent")}  # one killed after it sent sends again, with its key
    assert Counter(clock for _, clock in told) == Counter(expected), "each clock told the outside, under one key"
    begun = Counter(stage.lines("begun"))
    assert len(begun) == 3 * EACH, "those that were killed came back with the key they had"
    assert max(begun.values()) >= 2


def unblock_taken(places) -> None:
    """A clock in the hands of a dead worker is tried again after half a minute: here at once."""
    for place in places:
        with tenant(place), connection.cursor() as cursor:
            cursor.execute("UPDATE workflow_clock SET next_at = now() WHERE state = 'running'")
