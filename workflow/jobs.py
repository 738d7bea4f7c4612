"""Jobs: long work in steps, with progress, faults by row, cancel and resume. The kinds are registered by higher floors.

A job is planned once (`workflow.kinds.Plan`: how many rows there are, and the parts they fall into), then its parts are
worked off step by step, each by one worker at a time. A step is one batch in one transaction, in which the progress is
saved too: a worker that is killed loses its last step and nothing else, and nothing is done twice. Between two steps the
part is given back, so that jobs take turns, a cancel is heard, and another worker may go on. A step that raises is tried
again, five times; then the job has failed, and goes on at the same place when somebody resumes it. A row that is at fault
is not a reason to raise: the step sets it aside (`workflow.kinds.in_halves` finds it) and goes on.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from audit.log import record
from audit.verbs import Verb
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now, tenant
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, Refusal
from workflow import doorbell, verbs
from workflow.attempts import Queue, Taken
from workflow.kinds import KINDS, Fault
from workflow.machine import JOB as MACHINE
from workflow.models import Job, JobFault, JobPart
from workflow.moves import move
from workflow.rounds import round

logger = logging.getLogger(__name__)

JOB = "jobs"
STINT_SECONDS = 2.0
"""A worker's turn at jobs. Clocks and effects of all marketplaces wait for it where all workers are at jobs."""
MOST_FAULTS = 1_000
"""So many rows at fault are kept with their reasons; the rest is counted."""
MOST_PARAMETERS = 64 * 1024


@transaction.atomic
def ask(*, actor: Actor, kind: str, parameters: Mapping[str, Any] | None = None, key: str = "") -> Job:
    """Write down that `actor` wants this done; a worker begins within seconds. Whoever calls has authorised it.

    With a `key`, a job of that kind and key that waits already is returned instead. LookupError for an unknown kind;
    Invalid for parameters that are no JSON or too long.
    """
    if kind not in KINDS:
        raise LookupError(f"Nobody has registered jobs of the kind {kind!r}.")
    if key and (waiting := Job.objects.filter(kind=kind, key=key, state=Job.State.WAITING).first()):
        return waiting
    asked = Job(
        kind=kind,
        key=key,
        parameters=_checked(parameters or {}),
        asked_by=_written(actor),
        party_id=actor.party_id,
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        return Job.objects.get(kind=kind, key=key, state=Job.State.WAITING)
    JobPart.objects.create(job=asked)
    _say(verbs.ASKED, asked, actor)
    _wake()
    return asked


def cancel(*, actor: Actor, asked: Job) -> Job:
    """Stop a job between two steps; what is done stays done. Conflict if it has ended. Whoever calls has authorised it."""
    with transaction.atomic():
        found = _held(asked.id)
        if found.state not in (Job.State.WAITING, Job.State.RUNNING) or found.cancel_wanted:
            raise Conflict(_("This job has ended or is about to stop."))
        found.cancel_wanted = True
        found.save(update_fields=["cancel_wanted"])
        _say(verbs.CANCELLED, found, actor)
        _stop_idle_parts(found)
        _end_if_last(found)
        _wake()
    return found


def resume(*, actor: Actor, asked: Job) -> Job:
    """Let a cancelled or failed job go on where it stopped. Conflict if it did not stop. Whoever calls has authorised it."""
    with transaction.atomic():
        found = _held(asked.id)
        if found.key and Job.objects.filter(kind=found.kind, key=found.key, state=Job.State.WAITING).exists():
            raise Conflict(_("A newer job of this kind waits already; it does this work too."))
        move(found, "waiting", machine=MACHINE)
        stopped = found.parts.filter(state__in=[JobPart.State.STOPPED, JobPart.State.DEAD])
        stopped.update(state=JobPart.State.WAITING, attempts=0, failure="", next_at=Now())
        found.cancel_wanted, found.failure, found.ended_at = False, "", None
        found.save(update_fields=["cancel_wanted", "failure", "ended_at"])
        _say(verbs.RESUMED, found, actor, done=done_of([found])[found.id].done)
        _wake()
    return found


def asker(asked: Job) -> Actor:
    """The actor who asked, as they were then: a job acts with the authority under which it was asked for."""
    said = dict(asked.asked_by)
    ids = {name: UUID(said[name]) if said[name] else None for name in ("membership_id", "party_id", "key_id")}
    sets = {"regions": frozenset(said["regions"]), "scopes": frozenset(said["scopes"])}
    seen = {name: frozenset(UUID(one) for one in said.get(name, ())) for name in ("brands", "marks", "appointed_by")}
    bars = tuple((what, clauses) for what, clauses in said.get("bars", ()))
    return Actor(**{**said, **ids, **sets, **seen, "bars": bars, "tenant_id": asked.tenant_id})


@dataclass(frozen=True, slots=True)
class Done:
    """How much of a job is done: rows gone through, those set aside, what came of them."""

    done: int = 0
    failed: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


def done_of(jobs: Iterable[Job]) -> dict[UUID, Done]:
    """How far each of these jobs is. One query."""
    wanted = [one.id for one in jobs]
    found = dict.fromkeys(wanted, Done())
    for job_id, done, failed, counts in JobPart.objects.filter(job_id__in=wanted).values_list(
        "job_id", "done", "failed", "counts"
    ):
        so_far = found[job_id]
        found[job_id] = Done(so_far.done + done, so_far.failed + failed, _added(so_far.counts, counts))
    return found


def run_ripe(tenant_id: UUID) -> int:
    """Plan and work off jobs of a marketplace for one stint, step by step; returns how many steps were tried."""
    return QUEUE.work_off(tenant_id, partial(_carry_out, tenant_id))


@round(JOB, afterwards=run_ripe, turn=STINT_SECONDS)
def sweep(now: datetime) -> datetime | None:
    """When a part is ripe next; at once where one is, so that another worker may take it."""
    return QUEUE.look_again(soon=timedelta(0))


def _bury(part_id: UUID, error: Exception) -> None:
    """The last attempt has failed, and with it the job. Its other parts stop after their step."""
    part = JobPart.objects.get(id=part_id)
    found = _held(part.job_id)
    if found.state not in (Job.State.WAITING, Job.State.RUNNING):
        return
    move(found, "failed", machine=MACHINE)
    found.failure = str(error.message)[:300] if isinstance(error, Refusal) else type(error).__name__
    found.ended_at = database_now()
    found.save(update_fields=["failure", "ended_at"])
    so_far = done_of([found])[found.id]
    _say(verbs.FAILED, found, Actor.system(current_tenant()), done=so_far.done, faults=so_far.failed)
    _stop_idle_parts(found)


QUEUE = Queue(
    table="workflow_jobpart",
    job=JOB,
    open=(JobPart.State.WAITING, JobPart.State.LEASED),
    leased=JobPart.State.LEASED,
    again=JobPart.State.WAITING,
    lease=timedelta(seconds=30),
    stint=STINT_SECONDS,
    buried=_bury,
)
"""A row that its worker holds in a transaction is not taken, however long that lasts: the lease is for the dead."""


def _carry_out(tenant_id: UUID, taken: Taken) -> None:
    """One step, or the plan, in one transaction with what is saved of it."""
    with tenant(tenant_id):
        mine = JobPart.objects.filter(id=taken.id, state=JobPart.State.LEASED, attempts=taken.attempt)
        part = mine.select_for_update(no_key=True).first()
        if part is None:
            return
        found = Job.objects.get(id=part.job_id)
        if found.state != Job.State.RUNNING or found.cancel_wanted:
            found = _held(part.job_id)
            if found.cancel_wanted or found.state not in (Job.State.WAITING, Job.State.RUNNING):
                _close(part, found, JobPart.State.STOPPED)
                return
        if found.state == Job.State.WAITING:
            _begin(found, part)
        else:
            _go_on(found, part)


def _begin(found: Job, part: JobPart) -> None:
    """Plan, if that was not done before, and run."""
    now = database_now()
    if found.begun_at is None:
        plan = KINDS[found.kind].plan(found)
        found.total, found.plan, found.begun_at = plan.total, dict(plan.notes), now
        part.cursor = plan.cursors[0] if plan.cursors else None
        others = [JobPart(job=found, number=number, cursor=one) for number, one in enumerate(plan.cursors)][1:]
        JobPart.objects.bulk_create(others)
    found.paced_at, found.paced_done = now, done_of([found])[found.id].done
    move(found, "running", machine=MACHINE)
    found.save(update_fields=["total", "plan", "begun_at", "paced_at", "paced_done"])
    if found.total == 0:
        _close(part, found, JobPart.State.DONE)
    else:
        _give_back(part)
        _wake()


def _go_on(found: Job, part: JobPart) -> None:
    """One step."""
    step = KINDS[found.kind].step(found, part.cursor, database_now())
    part.cursor = step.cursor
    part.done += step.done
    part.failed += len(step.faults)
    part.counts = _added(part.counts, step.counts)
    if step.faults:
        room = max(0, MOST_FAULTS - JobFault.objects.filter(job=found).count())
        JobFault.objects.bulk_create([JobFault(job=found, **_columns(fault)) for fault in step.faults[:room]])
    if step.finished:
        _close(part, found, JobPart.State.DONE)
    else:
        _give_back(part)


def _give_back(part: JobPart) -> None:
    """The part can be taken again, by whoever comes first; its attempts begin anew."""
    part.state, part.attempts, part.failure = JobPart.State.WAITING, 0, ""
    part.next_at = database_now()
    part.save()


def _close(part: JobPart, found: Job, state: JobPart.State) -> None:
    part.state = state
    part.save()
    _end_if_last(_held(found.id))


def _end_if_last(held: Job) -> None:
    """The job ends with its last part. It is held, so that of the last two one sees the other's end."""
    if held.state not in (Job.State.WAITING, Job.State.RUNNING):
        return
    if held.parts.filter(state__in=QUEUE.open).exists():
        return
    move(held, "cancelled" if held.cancel_wanted else "done", machine=MACHINE)
    held.ended_at = database_now()
    held.save(update_fields=["ended_at"])
    so_far = done_of([held])[held.id]
    facts = {"state": held.state, "done": so_far.done, "faults": so_far.failed}
    _say(verbs.ENDED, held, Actor.system(current_tenant()), **facts)


def _stop_idle_parts(held: Job) -> None:
    """Stop the parts that nobody works at this moment; the others stop themselves after their step."""
    idle = held.parts.filter(state__in=QUEUE.open).select_for_update(skip_locked=True, no_key=True)
    ids = list(idle.values_list("id", flat=True))
    JobPart.objects.filter(id__in=ids).update(state=JobPart.State.STOPPED)


def _held(job_id: UUID) -> Job:
    """The job as it is now, locked. A step holds its part first and then, at its end, the job."""
    found: Job = Job.objects.select_for_update(no_key=True).get(id=job_id)
    return found


def _say(verb: Verb, about: Job, actor: Actor, **facts: Any) -> None:
    record(verb, actor=actor, subject=about, facts={"kind": about.kind, **facts}, parties=[about.party_id])


def _wake() -> None:
    ring(JOB)
    doorbell.after_commit(JOB)


def _checked(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as JSON holds them."""
    try:
        text = json.dumps(parameters, cls=DjangoJSONEncoder, allow_nan=False)
    except (TypeError, ValueError) as fault:
        raise Invalid(fields={"parameters": [_("These parameters cannot be written down.")]}) from fault
    if len(text) > MOST_PARAMETERS:
        raise Invalid(fields={"parameters": [_("These parameters are too long.")]})
    return dict(json.loads(text))


def _written(actor: Actor) -> dict[str, Any]:
    """The actor as JSON holds it; the marketplace stands in the row."""
    said = asdict(actor)
    del said["tenant_id"]
    ids = {name: str(said[name]) if said[name] else None for name in ("membership_id", "party_id", "key_id")}
    sets = {name: sorted(map(str, said[name])) for name in ("regions", "brands", "marks", "appointed_by", "scopes")}
    return {**said, **ids, **sets}


def _columns(fault: Fault) -> dict[str, Any]:
    return {**asdict(fault), "called": fault.called[:120], "code": fault.code[:60], "facts": dict(fault.facts)}


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in (*one, *other)}
