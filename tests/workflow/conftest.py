"""Three marketplaces, none of them ambient, on a database that really commits."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, connections

from tenancy.context import database_now, tenant
from tenancy.ids import uuid7
from tenancy.models import Due, Marketplace
from workflow import clocks, doorbell, effects
from workflow.models import Clock


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch):
    """No test but that of the doorbell waits for a broker."""
    monkeypatch.setattr(doorbell, "press", lambda job: False)


@pytest.fixture
def places(transactional_db):
    """The ids of three marketplaces."""
    return [Marketplace.objects.create(slug=slug, name=slug).id for slug in ("ash", "birch", "cedar")]


@pytest.fixture
def place(places):
    return places[0]


@pytest.fixture
def fired(monkeypatch):
    """The consequence "test_fires", which notes the subjects it was called for."""
    seen = []
    monkeypatch.setitem(clocks.CONSEQUENCES, "test_fires", lambda clock, now: seen.append(clock.subject_id))
    return seen


@pytest.fixture
def sent(monkeypatch):
    """The effect "test_sends", which notes the keys it was carried out with."""
    seen = []
    monkeypatch.setitem(effects.HANDLERS, "test_sends", lambda effect: seen.append(effect.key))
    monkeypatch.setattr(effects, "HELD", {*effects.HELD, "test_holds"})
    return seen


def a_clock(*, due_in: timedelta | None = timedelta(seconds=-1), then: str = "test_fires", **facts) -> Clock:
    """A clock of some subject, inside the current marketplace; by default it has run out a second ago."""
    now = database_now()
    facts.setdefault("subject", SimpleNamespace(id=uuid7(), _meta=SimpleNamespace(label="tests.Thing")))
    due_at = None if due_in is None else now + due_in
    return clocks.start(kind="test", starts_at=now - timedelta(hours=1), due_at=due_at, then=then, **facts)


def an_entry() -> SimpleNamespace:
    """Something with the id of an entry; effects know no more of it."""
    return SimpleNamespace(id=uuid7())


def ripen(place) -> None:
    """Let every wait of the marketplace be over: lines, clocks and effects."""
    with tenant(place), connection.cursor() as cursor:
        for table, column in (
            ("tenancy_due", "next_at"),
            ("workflow_clock", "next_at"),
            ("workflow_effect", "next_at"),
        ):
            cursor.execute(
                f"UPDATE {table} SET {column} = clock_timestamp() - interval '1 second' WHERE tenant_id = %s", [place]
            )


def roll_back(place, work: Callable[[], object]) -> None:
    """Do something inside a marketplace and let the transaction fail."""
    with suppress(ZeroDivisionError), tenant(place):
        work()
        raise ZeroDivisionError


def lines(place, job: str) -> int:
    return Due.objects.filter(tenant_id=place, job=job).count()


def together(count: int, work: Callable[[int], object]) -> list:
    """Run `work(n)` in so many threads at once, each with a connection of its own; the results or exceptions."""
    results: list = [None] * count
    gate = threading.Barrier(count)

    def run(n: int) -> None:
        try:
            gate.wait(30)
            results[n] = work(n)
        except Exception as error:
            results[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[n]) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
