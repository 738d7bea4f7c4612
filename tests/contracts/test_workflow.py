"""What holds for every clock's consequence, every effect and every round, whoever registered it."""

import inspect
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from config.celery import JOBS
from policy.vocabulary import CONSEQUENCES as SENTENCES
from tenancy.context import database_now, tenant
from tenancy.ids import uuid7
from tenancy.models import Due, Tenanted
from workflow import clocks
from workflow.clocks import CONSEQUENCES
from workflow.effects import HANDLERS, HELD
from workflow.models import Clock
from workflow.rounds import ROUNDS, visit

EVERYTHING = [
    *((f"consequence {name}", function) for name, function in CONSEQUENCES.items()),
    *((f"effect {name}", function) for name, function in HANDLERS.items()),
    *((f"round {name}", work.sweep) for name, work in ROUNDS.items()),
]


def rows() -> dict[str, tuple]:
    """How many rows each walled table of the current marketplace has, and what they say."""
    walled = [model for model in apps.get_models() if issubclass(model, Tenanted)]
    found = {}
    with connection.cursor() as cursor:
        for model in walled:
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t")
            found[table] = cursor.fetchone()
    return found


@pytest.mark.parametrize(("name", "function"), EVERYTHING, ids=[name for name, _ in EVERYTHING])
def test_it_says_what_it_does(name, function):
    assert inspect.getdoc(function), f"{name} ({function.__module__}.{function.__name__}) has no docstring."


@pytest.mark.parametrize("name", sorted(CONSEQUENCES))
def test_a_consequence_has_its_sentence_for_people_and_takes_a_clock_and_the_time(name):
    assert name in SENTENCES
    assert len(inspect.signature(CONSEQUENCES[name]).parameters) == 2


@pytest.mark.parametrize("name", sorted(CONSEQUENCES))
def test_a_consequence_for_something_that_is_gone_changes_nothing_else(open_market, name):
    """It does nothing or fails, and then the clock is tried again and dies where people see it."""
    gone = SimpleNamespace(id=uuid7(), _meta=SimpleNamespace(label="nothing.Gone"))
    with open_market.inside():
        now = database_now()
        clock = clocks.start(kind="gone", subject=gone, starts_at=now, due_at=now, then=name)
        before = rows()
    clocks.fire_ripe(open_market.id)
    with open_market.inside():
        after = rows()
        clock = Clock.objects.get(id=clock.id)
    assert clock.attempts == 1
    assert clock.state in {"fired", "running"}
    assert {table for table in before if before[table] != after[table]} == {"workflow_clock"}


@pytest.mark.parametrize("job", sorted(ROUNDS))
def test_a_round_where_nothing_is_due_changes_nothing_and_a_second_one_neither(open_market, job):
    with open_market.inside():
        if job in {"effects", "release"}:
            Due.objects.filter(tenant_id=open_market.id).delete()
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM workflow_effect")
    if job in {"seller_years", "risk"}:
        visit(
            ROUNDS[job], open_market.id, only_if_due=False
        )  # who was registered for the test has its year begin, is weighed
    with open_market.inside():
        before = rows()
    for _ in range(2):
        assert visit(ROUNDS[job], open_market.id, only_if_due=False) is True
        with open_market.inside():
            assert rows() == before


@pytest.mark.parametrize("job", sorted(ROUNDS))
def test_a_round_is_rung_by_the_schedule(job):
    assert job in JOBS


def test_an_effect_is_either_carried_out_or_read():
    assert set(HANDLERS).isdisjoint(HELD)


@pytest.mark.parametrize("job", sorted(ROUNDS))
def test_a_round_stays_in_its_marketplace(world, job):
    with tenant(world.other.id):
        before = rows()
    visit(ROUNDS[job], world.market.id, only_if_due=False)
    with tenant(world.other.id):
        assert rows() == before
