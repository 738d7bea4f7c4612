"""What waits: clocks that run towards a consequence, and effects that must still happen outside."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tenancy.models import Tenanted

ATTEMPTS = 5
"""How often a consequence or an effect is tried before it is left for a person to look at."""


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


def pause(attempt: int) -> timedelta:
    """How long to wait after the failed attempt number `attempt` (from 1), before the jitter: 5, 20, 80, 320 seconds."""
    return timedelta(seconds=5 * 4 ** (attempt - 1))
