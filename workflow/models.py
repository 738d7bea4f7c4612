"""What waits: clocks that run towards a consequence, effects that must still happen outside, long jobs and their parts."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful
from workflow.querysets import JobQuerySet

ATTEMPTS = 5
"""How often a consequence, an effect or a step of a job is tried before it is left for a person to look at."""


class Clock(Tenanted):
    """A deadline, legal or of the house: what started it, its bounds, what stops it and what follows.

    `next_at` is when the poller looks at it next (empty: never, as only the elapsed time is shown); `due_at` is the
    bound that people see. The bounds stand as they were told, so that a later change of the rule changes nothing here.
    """

    class State(models.TextChoices):
        """A dead clock is one whose consequence failed five times: somebody must look."""

        RUNNING = "running"
        FIRED = "fired"
        STOPPED = "stopped"
        DEAD = "dead"

    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    about_id = models.UUIDField()
    generation = models.PositiveIntegerField(default=1)

    starts_on = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    lower_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stops_on = ArrayField(models.TextField(), default=list)
    then = models.CharField(max_length=60, blank=True)

    unit = models.CharField(max_length=20, blank=True)
    lower = models.PositiveIntegerField(null=True)
    upper = models.PositiveIntegerField(null=True)
    calendar = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=10, default="policy")
    source = models.TextField(blank=True)
    verified = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)
    fired_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "kind", "subject_id", "generation"], name="clock_generation"),
            models.UniqueConstraint(
                fields=["tenant", "kind", "subject_id"], condition=models.Q(state="running"), name="clock_runs_once"
            ),
            models.CheckConstraint(condition=models.Q(basis__in=["law", "policy"]), name="clock_basis"),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "fired", "stopped", "dead"]), name="clock_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "next_at"], condition=models.Q(state="running"), name="clock_next"),
            models.Index(
                fields=["tenant", "about_id"], condition=models.Q(state__in=["running", "dead"]), name="clock_standing"
            ),
            models.Index(fields=["tenant", "subject_id"], name="clock_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_id} (generation {self.generation}): {self.state}"

    @property
    def ended_at(self) -> datetime | None:
        """When it fired or was stopped; None while it runs."""
        return self.fired_at or self.stopped_at


class Effect(Tenanted):
    """Something that must happen outside because of an entry of the log: a mail, a line of the change feed.

    `key` is what the outside sees, the same on every try. `next_at` is when a worker may take it: while it is leased,
    the end of the lease. `position` is the entry's place in the tree, for effects that are held until it has one.
    """

    class State(models.TextChoices):
        """waiting → done for what is held until sealed; ready → leased → done for what is carried out."""

        WAITING = "waiting"
        READY = "ready"
        LEASED = "leased"
        DONE = "done"
        DEAD = "dead"

    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    recipient = models.CharField(max_length=100)
    entry_id = models.UUIDField()
    ordinal = models.PositiveIntegerField(default=0)
    payload = models.TextField()
    made_at = models.DateTimeField(db_default=Now())

    state = models.CharField(max_length=10, choices=State.choices)
    next_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "key"], name="effect_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "ready", "leased", "done", "dead"]), name="effect_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], condition=models.Q(state__in=["ready", "leased"]), name="effect_next"
            ),
            models.Index(fields=["tenant", "entry_id"], condition=models.Q(state="waiting"), name="effect_waiting"),
            models.Index(
                fields=["tenant", "recipient", "kind", "position", "ordinal"],
                condition=models.Q(position__isnull=False),
                name="effect_feed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}: {self.state}"


class Job(Stateful, Tenanted):
    """Long work that somebody has asked for: how it stands, how far it is, and what became of it.

    `parameters` say what is to be done, in the words of its `kind`; `plan` is what the kind noted when it counted the
    rows. Of two jobs of one kind with the same `key` at most one waits. `asked_by` is the actor, without names. `total` is
    None until the rows are counted; how many are done stands in the parts. The pace is measured from `paced_at`, when
    `paced_done` were done already.
    """

    class State(models.TextChoices):
        """The moves are `workflow.machine.JOB`."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by a fault")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60, blank=True)
    parameters = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    asked_by = models.JSONField()
    party_id = models.UUIDField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    total = models.BigIntegerField(null=True)
    cancel_wanted = models.BooleanField(default=False)
    failure = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    paced_at = models.DateTimeField(null=True)
    paced_done = models.BigIntegerField(default=0)

    objects = TenantManager.from_queryset(JobQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "key"],
                condition=models.Q(state="waiting") & ~models.Q(key=""),
                name="job_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed", "cancelled"]), name="job_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "-id"], condition=models.Q(state__in=["waiting", "running"]), name="job_open"
            ),
            models.Index(fields=["tenant", "kind", "-id"], name="job_kind"),
            models.Index(fields=["tenant", "party_id", "-id"], name="job_party"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"


class JobPart(Tenanted):
    """A stretch of a job's rows, worked off step by step by one worker at a time; several parts by several.

    `cursor` is where to go on, in the words of the job's kind. `done` counts the rows that were gone through, `failed`
    those of them that were set aside; `counts` add up what came of them. All are written in the step's own transaction.
    """

    class State(models.TextChoices):
        """A stopped part is one of a job that was cancelled or has failed; a dead one is that which made it fail."""

        WAITING = "waiting"
        LEASED = "leased"
        DONE = "done"
        STOPPED = "stopped"
        DEAD = "dead"

    job = TenantFK(Job, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField(default=0)
    cursor = models.JSONField(null=True)
    done = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "job", "number"], name="jobpart_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "leased", "done", "stopped", "dead"]), name="jobpart_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], condition=models.Q(state__in=["waiting", "leased"]), name="jobpart_next"
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.number}: {self.state}"


class JobFault(Tenanted):
    """A row that was set aside, and why: its `position` (line of a file, from 1; 0 where rows have none), what it is
    about, and a code with facts that the job's kind says in a sentence."""

    job = TenantFK(Job, models.PROTECT, related_name="faults")
    position = models.BigIntegerField(default=0)
    subject_id = models.UUIDField(null=True)
    called = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "job", "position", "id"], name="jobfault_job")]

    def __str__(self) -> str:
        return f"row {self.position}: {self.code}"


def pause(attempt: int) -> timedelta:
    """How long to wait after the failed attempt number `attempt` (from 1), before the jitter: 5, 20, 80, 320 seconds."""
    return timedelta(seconds=5 * 4 ** (attempt - 1))
