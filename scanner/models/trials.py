"""How scans are judged in a marketplace, in versions; and trials of another way before it counts."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted


class MatcherSwitch(Tenanted):
    """That a matcher does not count in this marketplace (`off`), or only in trials (`shadow`). Without a row it counts."""

    class State(models.TextChoices):
        """Whether what it sees counts."""

        LIVE = "live", _("counts")
        SHADOW = "shadow", _("on trial")
        OFF = "off", _("switched off")

    matcher = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LIVE)

    history = WalledHistory()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "matcher"], name="matcherswitch_once"),
            models.CheckConstraint(condition=models.Q(state__in=["live", "shadow", "off"]), name="matcherswitch_state"),
        ]

    def __str__(self) -> str:
        return f"{self.matcher}: {self.state}"


class Calibration(Tenanted):
    """A curve from raw scores to the share that people found right, by its number. Appended; the newest promoted one counts.

    `points` are pairs (raw score, share) from 0 to 1; the errors are mean squares, in ten-thousandths, on verdicts that it was
    not fitted on.
    """

    number = models.PositiveIntegerField()
    points = models.JSONField()
    verdicts = models.PositiveIntegerField()
    error_before = models.PositiveIntegerField()
    error_after = models.PositiveIntegerField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    promoted_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="calibration_number"),
            models.UniqueConstraint(
                fields=["tenant"],
                name="calibration_counts_once",
                condition=models.Q(promoted_at__isnull=False, retired_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"calibration {self.number}"


class Trial(Tenanted):
    """Another way of judging, laid over the scans of the last days: what it would have done, before it does anything.

    `change` says what is tried: {"kind": "threshold", "region", "category", "queue_at", "hold_at"}, {"kind": "matcher",
    "matcher", "state"} or {"kind": "calibration" or "goods", "number"}. `results` are counted by its job, by locale.
    """

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        PROMOTED = "promoted", _("Put into force")
        DROPPED = "dropped", _("Dropped")

    change = models.JSONField()
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    results = models.JSONField(default=dict)
    job_id = models.UUIDField(null=True, blank=True)
    asked_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "done", "promoted", "dropped"]), name="trial_state"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "-id"], name="trial_newest")]

    def __str__(self) -> str:
        return f"trial of {self.change.get('kind')}: {self.state}"


class Missed(Tenanted):
    """An infringement that people found and the scanner had not: by this recall is measured. One per listing and right."""

    listing = TenantFK("sellers.Listing", models.PROTECT)
    right = TenantFK("registry.Right", models.PROTECT)
    revision = models.PositiveIntegerField()
    case = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "right", "revision"], name="missed_once")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "at"], name="missed_at")]

    def __str__(self) -> str:
        return f"missed: {self.listing_id} × {self.right_id}"
