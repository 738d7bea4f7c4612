"""Clocks: deadlines as rows, fired by the database's clock. What follows is registered by higher floors."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from policy import calendar as policy_calendar
from policy.model import ClockRule
from tenancy.context import database_now, tenant
from tenancy.due import ring
from tenancy.errors import Conflict
from tenancy.models import Tenanted
from workflow import doorbell
from workflow.attempts import Queue, Taken
from workflow.models import Clock
from workflow.rounds import round

logger = logging.getLogger(__name__)

JOB = "clocks"
QUEUE = Queue(
    table="workflow_clock", job=JOB, open=("running",), leased="running", again="running", lease=timedelta(seconds=30)
)

Consequence = Callable[[Clock, datetime], None]
CONSEQUENCES: dict[str, Consequence] = {}


def consequence(name: str) -> Callable[[Consequence], Consequence]:
    """Register the decorated function as what follows when a clock with `then=name` runs out.

    It is called with the clock and the database's time, inside the marketplace, in the one transaction that also marks
    the clock as fired. If it raises, nothing of it stays and it is called again later. It must be idempotent, as a
    deed that the machine no longer allows is: it asks the row's state, not the clock. Starting the same clock again in
    it makes the next generation.
    """

    def register(function: Consequence) -> Consequence:
        if name in CONSEQUENCES:
            raise ValueError(f"The consequence {name} is registered twice.")
        CONSEQUENCES[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Limit:
    """What is written about a deadline, for people to read: `lower` to `upper` of a `unit`, and where that stands.

    `calendar` names the one whose business days are counted, `source` the text; `verified` if somebody has read it there.
    """

    unit: str = ""
    lower: int | None = None
    upper: int | None = None
    calendar: str = ""
    basis: Literal["law", "policy"] = "policy"
    source: str = ""
    verified: bool = False


def start(
    *,
    kind: str,
    subject: Tenanted,
    starts_at: datetime,
    due_at: datetime | None,
    about_id: UUID | None = None,
    lower_at: datetime | None = None,
    acts_at: datetime | None = None,
    then: str = "",
    starts_on: str = "",
    stops_on: Sequence[str] = (),
    limit: Limit = Limit(),
) -> Clock:
    """Start the clock `kind` of `subject`, the next generation if it ran before.

    `due_at` is the bound people see, None for a duty without one: then only the elapsed time is shown. `then` names
    the consequence; it is carried out at `acts_at`, or at the bound if that is not given. `about_id` groups the clocks
    that a page shows together (a case and its Items); the subject itself if not given. `limit` is shown, and nothing is
    computed from it: the bounds are given. Raises Conflict if this clock
    runs already, LookupError for an unknown consequence.
    """
    if then and then not in CONSEQUENCES:
        raise LookupError(f"Nobody has registered the consequence {then!r}.")
    firing = _firing.get()
    if firing and (firing.clock.kind, firing.clock.subject_id) == (kind, subject.id):
        firing.mark()  # a consequence that lets its own clock run once more
    past = Clock.objects.filter(kind=kind, subject_id=subject.id).aggregate(last=Max("generation"))["last"]
    clock = Clock(
        kind=kind,
        subject_type=subject._meta.label,
        subject_id=subject.id,
        about_id=about_id or subject.id,
        generation=(past or 0) + 1,
        starts_on=starts_on,
        started_at=starts_at,
        lower_at=lower_at,
        due_at=due_at,
        stops_on=list(stops_on),
        then=then,
        **asdict(limit),
        next_at=(acts_at or due_at) if then else None,
    )
    _set_running(clock)
    return clock


def _set_running(clock: Clock) -> None:
    try:
        with transaction.atomic():
            clock.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict(_("This clock is running already."), code="clock_runs") from taken
    if clock.next_at is None:
        return
    ring(JOB, at=clock.next_at)
    if clock.next_at <= database_now():
        doorbell.after_commit(JOB)


def start_by_rule(
    rule: ClockRule, *, subject: Tenanted, starts_at: datetime, tz: tzinfo, about_id: UUID | None = None
) -> Clock:
    """Start the clock that a pack's rule describes. `tz` is where the days of the case end. Raises as `start` does."""
    window = policy_calendar.due(starts_at, rule, tz)
    return start(
        kind=rule.kind,
        subject=subject,
        about_id=about_id,
        starts_at=starts_at,
        lower_at=window.lower_at if rule.lower else None,
        due_at=window.due_at,
        acts_at=policy_calendar.acts_at(window, rule),
        then=rule.then if window.due_at is not None else "",
        starts_on=rule.starts_on,
        stops_on=rule.stops_on,
        limit=_limit_of(rule),
    )


def _limit_of(rule: ClockRule) -> Limit:
    return Limit(
        unit=rule.unit,
        lower=rule.lower or None,
        upper=rule.upper,
        calendar=rule.calendar,
        basis=rule.rule.basis,
        source=f"{rule.rule.source.title}, {rule.rule.source.reference}",
        verified=rule.rule.verified,
    )


def recount(clock: Clock, rule: ClockRule, *, tz: tzinfo) -> bool:
    """Count the bounds of a running clock anew from where it started, by `rule` and the calendars of today.

    What follows, and what stops it, stay as they were. True if it ran and its bounds are others now; a worker that was
    firing it at this moment has done nothing then. Call it after the subject's own row has been locked, as `stop`.
    """
    window = policy_calendar.due(clock.started_at, rule, tz)
    bounds = {"lower_at": window.lower_at if rule.lower else None, "due_at": window.due_at}
    if all(getattr(clock, name) == value for name, value in bounds.items()):
        return False
    next_at = policy_calendar.acts_at(window, rule) if clock.then else None
    mine = Clock.objects.filter(id=clock.id, state=Clock.State.RUNNING)
    if not mine.update(**bounds, **asdict(_limit_of(rule)), next_at=next_at, attempts=0, failure=""):
        return False
    clock.refresh_from_db()
    if next_at is not None:
        ring(JOB, at=next_at)
        if next_at <= database_now():
            doorbell.after_commit(JOB)
    return True


def stop(*, subject_id: UUID, by: str, kind: str = "", event: str = "") -> int:
    """Stop the running clocks of a subject: that `kind`, or those which `event` stops; how many there were.

    `by` says what stopped it: an event or a reference. Call it after the subject's own row has been moved, as the
    consequence does, so that the two wait for each other in one order. A clock that is just firing is not stopped by
    what it brings about itself. ValueError without kind and event.
    """
    if not (kind or event):
        raise ValueError("Name the kind of clock or the event that stops it.")
    standing = Clock.objects.filter(subject_id=subject_id, state__in=[Clock.State.RUNNING, Clock.State.DEAD])
    if kind:
        standing = standing.filter(kind=kind)
    if event:
        standing = standing.filter(stops_on__contains=[event])
    if firing := _firing.get():
        standing = standing.exclude(id=firing.clock.id)
    return standing.update(state=Clock.State.STOPPED, stopped_at=database_now(), stopped_by=by)


def restart(*, kind: str, subject: Tenanted, by: str, **facts: Any) -> Clock:
    """Stop the clock if it runs and start its next generation; `facts` as for `start`."""
    stop(subject_id=subject.id, kind=kind, by=by)
    return start(kind=kind, subject=subject, **facts)


def go_on(clock: Clock, *, subject: Tenanted) -> Clock:
    """Let a clock that was stopped run again as its next generation, from where it began and with the bounds it had."""
    return start(
        kind=clock.kind,
        subject=subject,
        about_id=clock.about_id,
        starts_at=clock.started_at,
        lower_at=clock.lower_at,
        due_at=clock.due_at,
        acts_at=clock.next_at,
        then=clock.then,
        starts_on=clock.starts_on,
        stops_on=clock.stops_on,
        limit=Limit(
            unit=clock.unit,
            lower=clock.lower,
            upper=clock.upper,
            calendar=clock.calendar,
            basis="law" if clock.basis == "law" else "policy",
            source=clock.source,
            verified=clock.verified,
        ),
    )


def standing(about_ids: Iterable[UUID]) -> dict[UUID, list[Clock]]:
    """The clocks that run, and those that died, for each of `about_ids`; the nearest bound first. One query."""
    found: dict[UUID, list[Clock]] = defaultdict(list)
    rows = Clock.objects.filter(about_id__in=list(about_ids), state__in=[Clock.State.RUNNING, Clock.State.DEAD])
    for clock in rows.order_by(F("due_at").asc(nulls_last=True), "started_at", "id"):
        found[clock.about_id].append(clock)
    return dict(found)


def fire_ripe(tenant_id: UUID) -> int:
    """Carry out what follows on every clock of a marketplace that has run out; returns how many were tried."""
    return QUEUE.work_off(tenant_id, partial(_fire, tenant_id))


@round(JOB, afterwards=fire_ripe)
def sweep(now: datetime) -> datetime | None:
    """When a clock runs out next. They are fired one by one afterwards, each in a transaction of its own."""
    return QUEUE.look_again()


class _Overtaken(Exception):
    """The clock was stopped, or taken by another worker, while its consequence was carried out."""


@dataclass
class _Firing:
    """The clock whose consequence is being carried out in this transaction, and whether it is marked already."""

    clock: Clock
    attempt: int
    marked: bool = False

    def mark(self) -> None:
        """Say that it has fired, once. Raises _Overtaken if it no longer runs."""
        if self.marked:
            return
        mine = Clock.objects.filter(id=self.clock.id, state=Clock.State.RUNNING, attempts=self.attempt)
        if not mine.update(state=Clock.State.FIRED, fired_at=database_now(), failure=""):
            raise _Overtaken
        self.marked = True


_firing: ContextVar[_Firing | None] = ContextVar("firing", default=None)


def _fire(tenant_id: UUID, taken: Taken) -> None:
    """Consequence and mark, in one transaction.

    The clock is not locked meanwhile: a person who answers holds the case and wants the clock, and here it would be
    the other way round. The mark at the end finds out whether the clock still ran; if not, nothing has happened.
    """
    try:
        with tenant(tenant_id):
            firing = _Firing(Clock.objects.get(id=taken.id), taken.attempt)
            token = _firing.set(firing)
            try:
                CONSEQUENCES[firing.clock.then](firing.clock, database_now())
                firing.mark()
            finally:
                _firing.reset(token)
    except _Overtaken:
        logger.info("Clock %s was stopped while it fired; nothing has happened.", taken.id)
