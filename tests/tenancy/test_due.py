"""Where work is due: the one thing that a worker reads across marketplaces."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from tenancy import due
from tenancy.context import TenantMissing, database_now, tenant
from tenancy.models import Due, Marketplace

JOB = "test"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(transactional_db):
    return [Marketplace.objects.create(slug=slug, name=slug).id for slug in ("ash", "birch", "cedar")]


def ring(place, **after):
    with tenant(place):
        due.ring(JOB, at=database_now() + timedelta(**after) if after else None)


def test_ripe_names_the_marketplaces_outside_of_all_the_longest_waiting_first(three):
    ring(three[2])
    ring(three[0], hours=-2)
    ring(three[0])
    ring(three[1], hours=1)
    assert due.ripe(JOB) == [three[0], three[2]]
    assert due.ripe(JOB, limit=1) == [three[0]]
    assert due.ripe("another") == []


def test_taking_removes_the_ripe_lines_of_one_job_in_one_marketplace(three):
    for place in three:
        ring(place)
        ring(place)
        ring(place, hours=1)
    with tenant(three[0]):
        due.ring("another")
        assert due.take(JOB) == 2
        assert due.take(JOB) == 0
    assert due.ripe(JOB) == three[1:]
    assert due.ripe("another") == [three[0]]


def test_what_is_taken_comes_back_where_the_work_fails(three):
    ring(three[0])
    with pytest.raises(ZeroDivisionError), tenant(three[0]):
        assert due.take(JOB) == 1
        raise ZeroDivisionError
    assert due.ripe(JOB) == [three[0]]


def test_ringing_needs_a_marketplace(three):
    with pytest.raises(TenantMissing):
        due.ring(JOB)


def test_a_line_says_nothing_but_who_what_and_when(three):
    assert {field.name for field in Due._meta.fields} == {"id", "tenant", "job", "next_at"}


def test_the_next_line_is_found(three):
    with tenant(three[0]):
        assert due.next_at(JOB) is None
        at = database_now() + timedelta(hours=3)
        due.ring(JOB, at=at + timedelta(hours=1))
        due.ring(JOB, at=at)
        assert due.next_at(JOB) == at


def test_a_poller_leaves_the_lines_that_another_one_holds(transactional_db):
    place = Marketplace.objects.create(slug="ash", name="Ash").id
    ring(place)
    taken, held, done = [], threading.Event(), threading.Event()

    def first() -> None:
        with tenant(place):
            taken.append(due.take(JOB))
            held.set()
            done.wait(20)
        connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(20)
    with tenant(place):
        taken.append(due.take(JOB))
    done.set()
    thread.join(20)
    assert taken == [1, 0]
