"""Jobs: planned, worked off in steps by several, cancelled, resumed, failed; nothing lost and nothing doubled."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from audit.queries import about
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, Refusal
from tenancy.models import Due
from tests.workflow.conftest import together
from tests.workflow.test_kill import Stage
from workflow import jobs
from workflow.attempts import Taken
from workflow.jobs import JOB, QUEUE, ask, asker, cancel, done_of, resume, run_ripe
from workflow.kinds import KINDS, Fault, Kind, Plan, Step, in_halves
from workflow.models import Job, JobFault, JobPart
from workflow.rounds import ROUNDS, visit


def plan(job):
    many, parts = job.parameters["rows"], job.parameters.get("parts", 1)
    if "unplanned" in job.parameters:
        raise ValueError(job.parameters["unplanned"])
    size = many // parts
    return Plan(many, [[n * size, (n + 1) * size] for n in range(parts)], notes={"size": size})


def step(job, cursor, now):
    """Ten rows: a line of due for each, in which a doubled or a lost one would show."""
    at, end = cursor
    bad = job.parameters.get("bad", [])
    if job.parameters.get("breaks") == at:
        raise Refusal("The file is gone.") if job.parameters.get("says") else ValueError("secret words")
    rows = range(at, min(at + 10, end))
    faults = [Fault("odd", position=n + 1, called=f"row {n}", facts={"n": n}) for n in rows if n in bad]
    for n in rows:
        if n not in bad:
            ring(f"row-{n}")
    good = len(rows) - len(faults)
    return Step([rows.stop, end], len(rows), faults, {"made": good} if good else {}, finished=rows.stop >= end)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(
        KINDS, "test", Kind("test", "Test", plan, step, {"made": "rows made"}, {"odd": "Row %(n)s is odd."})
    )
    monkeypatch.setitem(
        KINDS, "stage_job", Kind("stage_job", "Stage", plan, step, {}, {})
    )  # the workers have the real one


def asked(place, **parameters) -> Job:
    with tenant(place):
        return ask(actor=Actor.system(place), kind="test", parameters=parameters)


def work(place, *, most=200) -> None:
    """Go on until no part is ripe."""
    for _ in range(most):
        if not run_ripe(place):
            return


def steps(place, count) -> None:
    """Exactly so many steps (the plan is one)."""
    for _ in range(count):
        with tenant(place):
            taken = QUEUE.take()
        assert taken is not None
        jobs._carry_out(place, taken)


def now_of(place, job) -> Job:
    with tenant(place):
        return Job.objects.get(id=job.id)


def done(place, job):
    with tenant(place):
        return done_of([job])[job.id]


def rows_made() -> Counter:
    return Counter(Due.objects.filter(job__startswith="row-").values_list("job", flat=True))


def said(place, job) -> list[str]:
    with tenant(place):
        return list(about(job.id, Actor.system(place)).order_by("id").values_list("verb", flat=True))


def let_pauses_pass(place) -> None:
    with tenant(place):
        JobPart.objects.update(next_at="2020-01-01T00:00:00Z")


def test_it_is_planned_worked_off_and_ends_with_its_numbers(place):
    job = asked(place, rows=95, bad=[3, 50])
    assert job.state == "waiting"
    work(place)
    job, so_far = now_of(place, job), done(place, job)
    assert (job.state, job.total, job.plan) == ("done", 95, {"size": 95})
    assert (so_far.done, so_far.failed, so_far.counts) == (95, 2, {"made": 93})
    assert rows_made() == {f"row-{n}": 1 for n in range(95) if n not in (3, 50)}
    assert job.asked_at <= job.begun_at <= job.ended_at
    assert said(place, job) == ["job.asked", "job.ended"], "one entry for the whole, not one for each step"


def test_a_row_at_fault_is_kept_with_its_line_and_reason_and_stops_nobody(place):
    job = asked(place, rows=30, bad=[7])
    work(place)
    with tenant(place):
        [fault] = JobFault.objects.filter(job=job)
        assert (fault.position, fault.called) == (8, "row 7")
        assert KINDS["test"].said(fault) == "Row 7 is odd."
    assert now_of(place, job).state == "done"


def test_of_many_faults_a_thousand_are_kept_and_all_are_counted(place, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_FAULTS", 12)
    job = asked(place, rows=40, bad=list(range(40)))
    work(place)
    assert done(place, job).failed == 40
    with tenant(place):
        assert list(JobFault.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 13))


def test_nothing_to_do_is_done_at_once(place):
    job = asked(place, rows=0)
    work(place)
    assert now_of(place, job).state == "done"


def test_a_fault_inside_a_step_leaves_nothing_of_it_and_is_tried_again(place):
    job = asked(place, rows=30, breaks=20)
    work(place)
    assert len(rows_made()) == 20, "two steps stand, the third does not"
    with tenant(place):
        part = JobPart.objects.get(job=job)
        assert (part.state, part.attempts, part.failure, part.done) == ("waiting", 1, "ValueError", 20)
        Job.objects.update(parameters={"rows": 30})
    let_pauses_pass(place)
    work(place)
    assert now_of(place, job).state == "done"
    assert rows_made() == {f"row-{n}": 1 for n in range(30)}


def test_after_the_fifth_attempt_the_job_has_failed_and_goes_on_there_when_it_is_resumed(place):
    job = asked(place, rows=40, parts=2, breaks=10)
    for _ in range(5):
        work(place)
        let_pauses_pass(place)
    failed = now_of(place, job)
    assert (failed.state, failed.failure) == ("failed", "ValueError"), "never the words of the exception"
    assert failed.ended_at
    assert not run_ripe(place)
    with tenant(place):
        Job.objects.update(parameters={"rows": 40})
        resume(actor=Actor.system(place), asked=job)
    work(place)
    job = now_of(place, job)
    assert (job.state, job.failure) == ("done", "")
    assert rows_made() == {f"row-{n}": 1 for n in range(40)}
    assert said(place, job) == ["job.asked", "job.failed", "job.resumed", "job.ended"]


def test_a_refusal_says_its_own_sentence(place):
    job = asked(place, rows=10, breaks=0, says=True)
    for _ in range(5):
        work(place)
        let_pauses_pass(place)
    assert now_of(place, job).failure == "The file is gone."


def test_a_plan_that_fails_fails_the_job(place):
    job = asked(place, rows=10, unplanned="no")
    for _ in range(5):
        work(place)
        let_pauses_pass(place)
    assert now_of(place, job).state == "failed"
    with tenant(place):
        Job.objects.update(parameters={"rows": 10})
        resume(actor=Actor.system(place), asked=job)
    work(place)
    assert now_of(place, job).state == "done"


def test_a_worker_that_dies_five_times_at_the_same_place_fails_the_job(place):
    job = asked(place, rows=10)
    steps(place, 1)
    for _ in range(5):
        with tenant(place):
            assert QUEUE.take() is not None  # and never heard of again
        let_pauses_pass(place)
    work(place)
    assert (now_of(place, job).state, now_of(place, job).failure) == ("failed", "WorkerLost")


def test_cancelled_before_it_began_it_never_begins(place):
    job = asked(place, rows=10)
    with tenant(place):
        cancel(actor=Actor.system(place), asked=job)
    assert now_of(place, job).state == "cancelled"
    work(place)
    assert not rows_made()
    assert said(place, job) == ["job.asked", "job.cancelled", "job.ended"]


def test_cancelled_between_two_steps_it_stops_there_and_resume_goes_on_there(place):
    job = asked(place, rows=50)
    steps(place, 3)
    with tenant(place):
        cancel(actor=Actor.system(place), asked=job)
        with pytest.raises(Conflict):
            cancel(actor=Actor.system(place), asked=job)
    assert now_of(place, job).state == "cancelled"
    assert len(rows_made()) == 20
    work(place)
    assert len(rows_made()) == 20
    with tenant(place):
        resume(actor=Actor.system(place), asked=job)
        with pytest.raises(Conflict):
            resume(actor=Actor.system(place), asked=job)
    work(place)
    job = now_of(place, job)
    assert (job.state, job.paced_done) == ("done", 20), "the pace is that of the second run"
    assert rows_made() == {f"row-{n}": 1 for n in range(50)}


def test_cancelled_within_a_step_it_stops_after_that(place, monkeypatch):
    job = asked(place, rows=50)
    steps(place, 1)

    def step_while_somebody_cancels(found, cursor, now):
        [outcome] = together(1, lambda n: cancel_apart(place, job))
        assert outcome == "running", "the page answers at once; the step goes on"
        return step(found, cursor, now)

    monkeypatch.setitem(KINDS, "test", Kind("test", "Test", plan, step_while_somebody_cancels, {}, {}))
    steps(place, 1)
    assert (now_of(place, job).state, len(rows_made())) == ("running", 10)
    steps(place, 1)
    assert (now_of(place, job).state, len(rows_made())) == ("cancelled", 10)


def cancel_apart(place, job) -> str:
    with tenant(place):
        return cancel(actor=Actor.system(place), asked=job).state


def test_four_workers_at_eight_parts_do_each_row_once(place):
    job = asked(place, rows=400, parts=8)
    steps(place, 1)
    outcomes = together(4, lambda n: work(place))
    assert outcomes == [None] * 4
    assert now_of(place, job).state == "done"
    assert rows_made() == {f"row-{n}": 1 for n in range(400)}
    assert said(place, job) == ["job.asked", "job.ended"], "the last of them ended it, and only once"


def test_a_worker_that_comes_back_late_does_nothing(place):
    asked(place, rows=20)
    steps(place, 1)
    with tenant(place):
        late = QUEUE.take()
    let_pauses_pass(place)
    steps(place, 1)
    jobs._carry_out(place, late)
    jobs._carry_out(place, Taken(uuid4(), 1))
    assert len(rows_made()) == 10


def test_jobs_take_turns(place):
    first, second = asked(place, rows=1000), asked(place, rows=1000)
    steps(place, 12)
    assert abs(done(place, first).done - done(place, second).done) <= 10


def test_of_one_key_one_waits_and_further_ones_are_that_one(place):
    with tenant(place):
        one = ask(actor=Actor.system(place), kind="test", parameters={"rows": 10}, key="k")
        assert ask(actor=Actor.system(place), kind="test", parameters={"rows": 99}, key="k").id == one.id
    steps(place, 1)
    with tenant(place):
        two = ask(actor=Actor.system(place), kind="test", parameters={"rows": 10}, key="k")
        assert two.id != one.id, "what runs already may have passed what this is about"
        cancel(actor=Actor.system(place), asked=one)
        with pytest.raises(Conflict):
            resume(actor=Actor.system(place), asked=one)


def test_eight_that_ask_at_once_with_one_key_ask_for_one_job(place):
    def ask_it(n):
        with tenant(place):
            return ask(actor=Actor.system(place), kind="test", parameters={"rows": 10}, key="k").id

    assert len(set(together(8, ask_it))) == 1


def test_parameters_are_json_and_short(place):
    with tenant(place):
        for wrong in ({"rows": object()}, {"rows": float("nan")}, {"rows": "x" * 70_000}):
            with pytest.raises(Invalid):
                ask(actor=Actor.system(place), kind="test", parameters=wrong)
        with pytest.raises(LookupError):
            ask(actor=Actor.system(place), kind="nobody", parameters={})
        assert not Job.objects.exists()


def test_who_asked_is_who_acts(place):
    person = Actor(
        kind="person", tenant_id=place, user_id=7, membership_id=uuid4(), party_id=uuid4(), role="seller.main",
        regions=frozenset({"DE", "US"}), brands=frozenset({uuid4()}), marks=frozenset({uuid4()}),
        appointed_by=frozenset({uuid4()}),
    )  # fmt: skip
    with tenant(place):
        job = ask(actor=person, kind="test", parameters={"rows": 1})
        assert asker(Job.objects.get(id=job.id)) == person
        stranger = Actor(kind="person", tenant_id=place, party_id=uuid4(), role="seller.main")
        assert Job.objects.visible_to(person).get() == job
        assert not Job.objects.visible_to(stranger).exists()
        assert not Job.objects.visible_to(Actor.anonymous(place)).exists()
        assert Job.objects.visible_to(Actor(kind="person", tenant_id=place, role="operator.lead")).exists()


def test_three_marketplaces_each_their_own(places):
    mine = {place: asked(place, rows=10) for place in places}
    visit(ROUNDS[JOB], places[1])
    assert [now_of(place, job).state for place, job in mine.items()] == ["waiting", "done", "waiting"]


def test_the_round_calls_a_second_worker_while_parts_are_ripe(place):
    asked(place, rows=1000, parts=4)
    steps(place, 1)
    with tenant(place):
        assert ROUNDS[JOB].sweep(None) - timedelta(seconds=1) < jobs.database_now()


def test_halving_finds_those_at_fault_and_keeps_the_rest(place):
    kept, aside = [], []

    def take_in(rows):
        for n in rows:
            ring(f"row-{n}")
        if {13, 77} & set(rows):
            raise ValueError(rows)
        kept.extend(rows)

    with tenant(place):
        in_halves(list(range(100)), take_in, lambda n, fault: aside.append((n, type(fault))))
        in_halves([], take_in, lambda n, fault: aside.append(n))
    assert aside == [(13, ValueError), (77, ValueError)]
    assert sorted(kept) == [n for n in range(100) if n not in (13, 77)]
    assert rows_made() == {f"row-{n}": 1 for n in kept}


def test_halving_blames_nobody_for_a_fault_of_the_database(place):
    def fail(rows):
        raise OperationalError

    with tenant(place), pytest.raises(OperationalError):
        in_halves([1, 2], fail, lambda n, fault: pytest.fail("set aside"))


def worker(place, stage) -> subprocess.Popen:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.workflow.stage.settings",
        "STAGE_BASE_SETTINGS": settings.SETTINGS_MODULE,
        "STAGE_DATABASE": connection.settings_dict["NAME"],
        "STAGE_FOLDER": str(stage.folder),
    }
    with stage.log.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.workflow.stage.run_jobs", str(place)],
            env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log,
        )  # fmt: skip


@contextmanager
def two_workers(place, stage):
    """Two processes, which are killed at the end."""
    pair = [worker(place, stage), worker(place, stage)]
    try:
        yield
    finally:
        for one in pair:
            one.send_signal(signal.SIGKILL)
            one.wait(10)


def test_two_processes_killed_within_their_steps_lose_nothing_and_double_nothing(place, tmp_path):
    stage = Stage(tmp_path)
    with tenant(place):
        job = ask(actor=Actor.system(place), kind="stage_job")
    stage.hold("job")
    for _ in range(3):
        with two_workers(place, stage):
            reached = len(stage.lines("reached-job"))
            stage.wait("two steps", lambda n=reached: len(stage.lines("reached-job")) >= n + 2)
    assert not rows_made(), "what a killed step did is undone"
    stage.let_go("job")
    last = worker(place, stage)
    assert last.wait(60) == 0, stage.log.read_text()[-4000:]
    job = now_of(place, job)
    assert (job.state, done(place, job).done) == ("done", 40)
    assert rows_made() == {f"row-{n}": 1 for n in range(40)}
    assert said(place, job) == ["job.asked", "job.ended"]
