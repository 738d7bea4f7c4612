"""One poller for many marketplaces: nobody's fault is another's, and a lost bell costs only time."""

import time
from datetime import timedelta

import pytest
from django.db import connection

from config.celery import JOBS, QUEUES
from config.celery import app as celery
from tenancy.context import current_tenant, tenant
from tenancy.due import ring, take
from tenancy.models import Due
from tests.workflow.conftest import an_entry, lines, ripen, roll_back, together
from workflow import rounds
from workflow.effects import emit
from workflow.rounds import ROUNDS, Round, repair_round, run_round


@pytest.fixture
def swept(monkeypatch):
    """The round "test", which notes where it was."""
    seen = []

    def sweep(now):
        seen.append(current_tenant())

    monkeypatch.setitem(ROUNDS, "test", Round("test", sweep))
    return seen


def ring_in(place, **when):
    with tenant(place):
        ring("test", **when)


def test_only_marketplaces_with_ripe_lines_are_swept_and_their_lines_are_gone(places, swept):
    ring_in(places[0])
    ring_in(places[0])
    ring_in(places[1])
    assert run_round("test") == 2
    assert sorted(swept) == sorted(places[:2])
    assert Due.objects.filter(job="test").count() == 0
    assert run_round("test") == 0


def test_a_sweep_that_wants_to_come_again_leaves_one_line_for_then(place, monkeypatch):
    monkeypatch.setitem(ROUNDS, "test", Round("test", lambda now: now + timedelta(minutes=1)))
    for _ in range(3):
        ring_in(place)
    assert run_round("test") == 1
    assert lines(place, "test") == 1
    assert run_round("test") == 0


def test_a_marketplace_with_a_fault_does_not_stop_the_others_and_waits(places, monkeypatch, caplog):
    seen = []

    def sweep(now):
        if current_tenant() == places[0]:
            raise RuntimeError("poison")
        seen.append(current_tenant())

    monkeypatch.setitem(ROUNDS, "test", Round("test", sweep))
    for place in places:
        ring_in(place)
    assert run_round("test") == 2
    assert sorted(seen) == sorted(places[1:])
    assert "failed in marketplace" in caplog.text
    assert lines(places[0], "test") == 1, "its work is not forgotten"
    assert run_round("test") == 0, "and it is not tried every second"
    ripen(places[0])
    caplog.clear()
    run_round("test")
    assert "failed in marketplace" in caplog.text


def test_what_a_dying_sweep_took_comes_back(place):
    roll_back(place, lambda: ring("test"))
    assert lines(place, "test") == 0
    ring_in(place)
    roll_back(place, lambda: take("test"))
    assert lines(place, "test") == 1


def test_lines_that_another_poller_holds_are_left_to_it(place, swept):
    ring_in(place)
    with tenant(place):
        assert take("test") == 1
        assert together(1, lambda _: run_round("test")) == [0]
    assert swept == []


def test_the_slow_round_finds_what_lost_its_line(places, sent):
    for place in places:
        with tenant(place):
            emit(kind="test_sends", recipient="party:1", payload={}, entry=an_entry())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tenancy_due")
    assert run_round("effects") == 0
    assert repair_round("effects") == 3
    assert len(sent) == 3


def test_a_round_ends_its_turn_and_the_rest_keeps_its_lines(places, swept, monkeypatch):
    monkeypatch.setattr(rounds, "TURN_SECONDS", -1.0)
    for place in places:
        ring_in(place)
    assert run_round("test") == 0
    assert Due.objects.filter(job="test").count() == 3


def test_the_schedule_rings_every_registered_round():
    assert set(JOBS) == set(ROUNDS) - {"test"}
    scheduled = {tuple(entry.get("args", ())) for entry in celery.conf.beat_schedule.values()}
    queues = ("celery", *QUEUES.values())
    assert scheduled == {*((job,) for job in JOBS), *((queue,) for queue in queues), ()}


def test_sixteen_writers_are_not_slowed_by_their_lines(place, sent):
    """Each holds its transaction for 20 ms; an upserted line would be a lock they all wait for."""
    writers, each = 16, 12

    def rate(work):
        def write(_):
            for _n in range(each):
                with tenant(place):
                    work()
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT pg_sleep(0.02)")

        began = time.perf_counter()
        failures = [r for r in together(writers, write) if r is not None]
        assert failures == []
        return writers * each / (time.perf_counter() - began)

    def without_line():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM tenancy_due WHERE job = 'nothing'")

    share = max(rate(lambda: ring("test")) / rate(without_line) for _ in range(3))
    assert share >= 0.8
