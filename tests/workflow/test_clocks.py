"""Deadlines: fired once, by the database's clock, with what follows or not at all."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from policy.model import ClockRule, Rule, Source
from tenancy.context import database_now, tenant
from tenancy.errors import Conflict
from tenancy.ids import uuid7
from tenancy.models import Marketplace
from tests.workflow.conftest import a_clock, lines, ripen, together
from workflow import clocks
from workflow.models import ATTEMPTS, Clock
from workflow.rounds import repair_round, run_round

HOUR = timedelta(hours=1)


def thing():
    return SimpleNamespace(id=uuid7(), _meta=SimpleNamespace(label="tests.Thing"))


def test_clocks_that_ran_out_fire_in_every_marketplace_and_only_once(places, fired):
    expected = []
    for place in places:
        with tenant(place):
            expected.append(a_clock().subject_id)
            a_clock(due_in=HOUR)
    assert run_round("clocks") == 3
    assert sorted(fired) == sorted(expected)
    for place in places:
        ripen_lines_only(place)
    run_round("clocks")
    repair_round("clocks")
    assert len(fired) == 3
    for place in places:
        with tenant(place):
            assert Clock.objects.filter(state="fired", fired_at__isnull=False).count() == 1
            assert Clock.objects.filter(state="running").count() == 1


def ripen_lines_only(place):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tenancy_due SET next_at = now() - interval '1 second' WHERE tenant_id = %s", [place])


def test_the_consequence_and_the_mark_stand_or_fall_together(place, monkeypatch, caplog):
    def makes_and_fails(clock, now):
        Marketplace.objects.filter(id=place).update(name="changed")
        raise RuntimeError("in the middle")

    monkeypatch.setitem(clocks.CONSEQUENCES, "test_fires", makes_and_fails)
    with tenant(place):
        clock = a_clock()
    run_round("clocks")
    assert Marketplace.objects.get(id=place).name == "ash"
    with tenant(place):
        clock = Clock.objects.get(id=clock.id)
        assert (clock.state, clock.attempts, clock.failure) == ("running", 1, "RuntimeError")
        assert clock.next_at > database_now()


def test_a_poisoned_clock_is_tried_five_times_then_dead_and_never_stops_the_others(place, fired, monkeypatch, caplog):
    tries = []

    def poison(clock, now):
        tries.append(clock.id)
        raise RuntimeError("poison")

    monkeypatch.setitem(clocks.CONSEQUENCES, "test_poison", poison)
    with tenant(place):
        bad = a_clock(then="test_poison")
    for n in range(ATTEMPTS + 2):
        with tenant(place):
            good = a_clock().subject_id
        run_round("clocks")
        assert fired[-1] == good, f"round {n}"
        ripen(place)
    assert len(tries) == ATTEMPTS
    with tenant(place):
        bad = Clock.objects.get(id=bad.id)
        assert bad.state == "dead"
        assert [c.id for c in clocks.standing([bad.about_id])[bad.about_id]] == [bad.id]
        assert clocks.stop(kind="test", subject_id=bad.subject_id, by="a person") == 1
    assert [r.levelname for r in caplog.records if "is dead after 5 attempts" in r.message] == ["ERROR"]


def test_a_clock_whose_worker_dies_every_time_ends_as_dead_too(place, fired):
    with tenant(place):
        clock = a_clock()
    for _ in range(ATTEMPTS):
        with tenant(place):
            assert clocks.QUEUE.take().id == clock.id
            assert clocks.QUEUE.take() is None  # leased meanwhile
        ripen(place)
    run_round("clocks")
    with tenant(place):
        assert Clock.objects.get(id=clock.id).state == "dead"
    assert fired == []


def test_what_is_stopped_while_its_consequence_runs_has_not_happened(place, monkeypatch):
    def overtaken(clock, now):
        Marketplace.objects.filter(id=place).update(name="changed")
        assert together(1, stop_it) == [1]

    def stop_it(_):
        with tenant(place):
            return clocks.stop(kind="test", subject_id=subject, by="answer")

    monkeypatch.setitem(clocks.CONSEQUENCES, "test_fires", overtaken)
    with tenant(place):
        subject = a_clock().subject_id
    run_round("clocks")
    assert Marketplace.objects.get(id=place).name == "ash"
    with tenant(place):
        assert Clock.objects.get(subject_id=subject).state == "stopped"


def test_a_consequence_may_let_its_own_clock_run_again_and_stops_only_the_others(place, monkeypatch):
    def again(clock, now):
        assert clocks.stop(subject_id=clock.subject_id, event="decided", by="decided") == 1
        clocks.restart(kind=clock.kind, subject=subject, by="again", starts_at=now, due_at=now + HOUR, then=clock.then)

    monkeypatch.setitem(clocks.CONSEQUENCES, "test_fires", again)
    subject = thing()
    with tenant(place):
        a_clock(subject=subject, stops_on=["decided"])
        now = database_now()
        clocks.start(kind="other", subject=subject, starts_at=now, due_at=None, stops_on=["decided"])
    run_round("clocks")
    with tenant(place):
        found = Clock.objects.order_by("kind", "generation").values_list("kind", "generation", "state")
        assert list(found) == [("other", 1, "stopped"), ("test", 1, "fired"), ("test", 2, "running")]


def test_many_pollers_at_once_fire_each_clock_once(place, fired):
    with tenant(place):
        subjects = [a_clock().subject_id for _ in range(30)]
    together(6, lambda _: clocks.fire_ripe(place))
    assert sorted(fired) == sorted(subjects)


@pytest.mark.parametrize("jump", [datetime(2099, 1, 1, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)])
def test_however_far_the_clock_of_the_machine_jumps_the_database_decides(place, fired, jump):
    with tenant(place):
        ripe, later = a_clock().subject_id, a_clock(due_in=HOUR).subject_id
    with time_machine.travel(jump):
        run_round("clocks")
    assert fired == [ripe]
    with tenant(place):
        assert Clock.objects.get(subject_id=later).state == "running"
        assert abs(Clock.objects.get(subject_id=ripe).fired_at - database_now()) < timedelta(minutes=1)


def test_a_clock_runs_once_at_a_time_and_a_restart_is_its_next_generation(place, fired):
    subject = thing()
    with tenant(place):
        first = a_clock(due_in=HOUR, subject=subject)
        with pytest.raises(Conflict):
            a_clock(due_in=HOUR, subject=subject)
        now = database_now()
        second = clocks.restart(
            kind="test", subject=subject, by="appeal", starts_at=now, due_at=now + HOUR, then="test_fires"
        )
        assert (first.generation, second.generation) == (1, 2)
        first = Clock.objects.get(id=first.id)
        assert (first.state, first.stopped_by) == ("stopped", "appeal")


def test_an_event_stops_the_clocks_that_name_it_and_no_others(place, fired):
    with tenant(place):
        subject = thing()
        a_clock(due_in=HOUR, subject=subject, stops_on=["seller_answered", "withdrawn"])
        assert clocks.stop(subject_id=subject.id, event="decided", by="x") == 0
        assert clocks.stop(subject_id=uuid7(), event="withdrawn", by="x") == 0
        assert clocks.stop(subject_id=subject.id, event="withdrawn", by="MW-1") == 1
        with pytest.raises(ValueError, match="kind"):
            clocks.stop(subject_id=subject.id, by="x")


def test_a_duty_without_a_bound_never_fires_and_still_stands(place, fired):
    with tenant(place):
        clock = a_clock(due_in=None)
        assert clock.next_at is None
        assert lines(place, "clocks") == 0
        assert clock.about_id in clocks.standing([clock.about_id])
    repair_round("clocks")
    assert fired == []


def test_a_consequence_nobody_registered_is_refused_at_the_start(place):
    with tenant(place), pytest.raises(LookupError, match="no_such_thing"):
        a_clock(then="no_such_thing")


def test_the_clocks_of_a_page_come_in_one_query_nearest_bound_first(place, fired, django_assert_num_queries):
    with tenant(place):
        case, other = uuid7(), uuid7()
        later = a_clock(due_in=2 * HOUR, about_id=case)
        unbounded = a_clock(due_in=None, about_id=case)
        sooner = a_clock(due_in=HOUR, about_id=case)
        ended = a_clock(due_in=HOUR, about_id=case)
        clocks.stop(kind="test", subject_id=ended.subject_id, by="x")
        with django_assert_num_queries(1):
            found = clocks.standing([case, other])
        assert [c.id for c in found[case]] == [sooner.id, later.id, unbounded.id]
        assert other not in found


def test_a_rule_of_a_pack_starts_its_clock_with_all_its_words(place, monkeypatch):
    monkeypatch.setitem(clocks.CONSEQUENCES, "put_back", lambda clock, now: None)
    rule = ClockRule(
        kind="put_back", title="t", starts_on="counter_notice_forwarded", unit="business_days", lower=10, upper=14,
        calendar="US", binds="marketplace", then="put_back", acts_at="lower", stops_on=("court_action_shown",),
        rule=Rule("r", "law", True, Source("17 U.S.C. 512", "(g)(2)(C)")),
    )  # fmt: skip
    with tenant(place):
        clock = clocks.start_by_rule(
            rule, subject=thing(), starts_at=datetime(2026, 12, 1, 15, tzinfo=UTC), tz=ZoneInfo("America/New_York")
        )
        clock = Clock.objects.get(id=clock.id)
    assert clock.lower_at == clock.next_at < clock.due_at
    assert clock.lower_at == datetime(2026, 12, 16, 5, tzinfo=UTC)
    assert (clock.lower, clock.upper, clock.unit, clock.calendar) == (10, 14, "business_days", "US")
    assert (clock.basis, clock.source, clock.verified) == ("law", "17 U.S.C. 512, (g)(2)(C)", True)


def test_the_poller_finds_its_row_by_the_index_among_many_clocks(place, fired):
    with tenant(place):
        now = database_now()
        Clock.objects.bulk_create(
            Clock(
                kind="test",
                subject_id=uuid7(),
                about_id=uuid7(),
                started_at=now,
                next_at=now + n * HOUR,
                then="test_fires",
            )
            for n in range(1, 3000)
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN SELECT id FROM workflow_clock WHERE tenant_id = %s AND state = ANY(%s)"
                " AND next_at <= statement_timestamp() ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                [place, list(clocks.QUEUE.open)],
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "clock_next" in plan
    assert "Sort" not in plan
