"""The bell is rung after the commit, and nobody waits when there is no broker."""

import socket
import time

import pytest
from celery import current_app
from django.conf import settings

from config.celery import app
from tenancy.context import tenant
from tests.workflow.conftest import roll_back
from workflow import doorbell


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch):
    """Here it does ring; what was rung before is forgotten."""
    monkeypatch.setattr(doorbell, "_not_before", {})
    doorbell._hang_up()
    yield
    doorbell._hang_up()


@pytest.fixture
def broker(monkeypatch):
    """Let the bell ring at another address."""

    def at(url):
        real = type(app).connection_for_write
        monkeypatch.setattr(type(app), "connection_for_write", lambda self, **how: real(self, url, **how))

    return at


def test_a_bell_reaches_the_broker(broker):
    broker(settings.REDIS_URL.rpartition("/")[0] + "/8")
    with current_app.connection_for_write() as connection:
        queue = connection.SimpleQueue(app.conf.task_default_queue)
        queue.clear()
        assert doorbell.press("clocks") is True
        message = queue.get(timeout=5)
        message.ack()
        queue.close()
    assert message.headers["task"] == "config.tasks.ring"
    assert message.payload[0] == ["clocks"]


def test_the_same_bell_is_not_rung_twice_in_a_moment(monkeypatch):
    rung = []
    monkeypatch.setattr(doorbell, "QUIET_SECONDS", 60.0)
    monkeypatch.setattr(type(app), "send_task", lambda self, name, args, **how: rung.append(args))
    assert [doorbell.press("clocks"), doorbell.press("clocks"), doorbell.press("effects")] == [True, False, True]
    assert rung == [["clocks"], ["effects"]]


def test_without_a_broker_it_is_silent_and_then_leaves_the_request_alone(broker, caplog):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        broker(f"redis://127.0.0.1:{probe.getsockname()[1]}/0")
        began = time.perf_counter()
        assert doorbell.press("clocks") is False
        assert doorbell.press("effects") is False
        assert time.perf_counter() - began < 0.5
    assert caplog.text.count("does not ring") == 1


def test_a_broker_that_never_answers_costs_a_fifth_of_a_second(broker):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        broker(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        began = time.perf_counter()
        assert doorbell.press("clocks") is False
        assert time.perf_counter() - began < 0.5


def test_it_rings_after_the_commit_and_not_after_a_rollback(place, monkeypatch):
    rung = []
    monkeypatch.setattr(doorbell, "press", rung.append)
    with tenant(place):
        doorbell.after_commit("clocks")
        assert rung == []
    assert rung == ["clocks"]
    roll_back(place, lambda: doorbell.after_commit("effects"))
    assert rung == ["clocks"]
