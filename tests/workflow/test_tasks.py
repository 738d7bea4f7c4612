"""Celery tasks: inside a marketplace or refused, and nothing but JSON and a doorbell."""

import pytest
from celery import Task

from config.celery import app
from config.tasks import repair, ring
from tenancy.context import TenantMissing, current_tenant, tenant
from tenancy.models import Marketplace
from tests.workflow.conftest import an_entry
from workflow.effects import emit
from workflow.models import Effect
from workflow.tasks import TenantTask

TRANSPORT = app.conf.broker_transport_options


@pytest.fixture
def task():
    """A task as another floor would declare it: it gets the base class without asking."""

    @app.task(name="tests.where")
    def where(word: str) -> tuple:
        return word, current_tenant(), Marketplace.objects.count()

    yield where
    app.tasks.unregister("tests.where")


def test_a_task_without_a_marketplace_is_refused_before_it_reads_anything(task):
    assert isinstance(task, TenantTask)
    with pytest.raises(TypeError, match="tenant_id"):
        task("x")
    with pytest.raises(TypeError, match="tenant_id"):
        task.apply(args=["x"], throw=True)


def test_a_task_runs_inside_the_marketplace_it_names_and_leaves_it(place, task):
    assert task.apply(args=["x"], kwargs={"tenant_id": str(place)}, throw=True).result == ("x", place, 3)
    with pytest.raises(TenantMissing):
        current_tenant()


def test_ringing_sweeps_and_a_bell_of_another_version_is_let_pass(places, sent):
    for place in places:
        with tenant(place):
            emit(kind="test_sends", recipient="party:1", payload={}, entry=an_entry())
    assert not isinstance(ring, TenantTask)
    assert isinstance(ring, Task)
    assert ring("no_such_job") == 0
    assert ring("effects", "an argument of tomorrow", more=1) == 3
    assert len(sent) == 3


def test_repair_goes_round_everything_everywhere(places, sent):
    with tenant(places[2]):
        emit(kind="test_sends", recipient="party:1", payload={}, entry=an_entry())
    repair()
    with tenant(places[2]):
        assert Effect.objects.get().state == "done"


def test_the_settings_are_those_that_lose_the_least():
    """Each was a reproduced loss, delay or doubling with another value."""
    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert (conf.accept_content, conf.task_serializer, conf.result_backend) == (["json"], "json", None)
    assert TRANSPORT["visibility_timeout"] >= 4 * conf.task_time_limit
    assert TRANSPORT["unacked_mutex_expire"] == 30
    assert TRANSPORT["socket_timeout"] is not None
    assert TRANSPORT["socket_connect_timeout"] is not None
    assert conf.CELERY_DB_REUSE_MAX == 1000
    assert conf.worker_soft_shutdown_timeout > 0


def test_no_bell_is_worth_hearing_late_and_none_is_a_local_hour():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] <= max(5, entry["schedule"])
        assert isinstance(entry["schedule"], float)
