"""Who checks a right, what the rules found when it was taken up, and the proposal to revoke one."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed
from registry.models.rights import Right
from tenancy.fields import TenantFK
from workflow.moves import Stateful


class Review(Committed):
    """That a reviewer has taken up a right. The log commits to what the rules found then; the rest tells how it went on.

    `findings` are as `registry.checking.findings` keeps them, of the right at `right_version`. `asked` is what the owner was
    asked for, and when. `ended_as` is how it ended: verified, rejected, given_back, changed by the owner, or retired.
    """

    class Ended(models.TextChoices):
        """How a review ends."""

        VERIFIED = "verified", _("Verified")
        REJECTED = "rejected", _("Rejected")
        GIVEN_BACK = "submitted", _("Given back")
        RETIRED = "retired", _("Retired")

    committed_fields: ClassVar[tuple[str, ...]] = ("right", "right_version", "findings", "reviewer")

    right = TenantFK(Right, models.PROTECT, related_name="reviews")
    reviewer = TenantFK("accounts.Membership", models.PROTECT, related_name="+")
    right_version = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_for = models.CharField(max_length=30, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=20, blank=True, choices=Ended.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "right"], name="review_open", condition=models.Q(ended_at=None)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "right", "id"], name="review_right"),
            models.Index(fields=["tenant", "reviewer"], name="review_mine", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"review of {self.right_id}"


class Revocation(Stateful, Committed):
    """The proposal to revoke a verified right: one person proposes, a second confirms or refuses. Never changed."""

    class State(models.TextChoices):
        """Where it stands; the moves are `registry.machine.REVOCATION`."""

        PROPOSED = "proposed", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")

    committed_fields: ClassVar[tuple[str, ...]] = ("right", "reason", "proposed_by")

    right = TenantFK(Right, models.PROTECT, related_name="revocations")
    reason = models.CharField(max_length=30)
    proposed_by = TenantFK("accounts.Membership", models.PROTECT, related_name="+")
    second = TenantFK("accounts.Membership", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "right"], name="revocation_open", condition=models.Q(state="proposed")
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "confirmed", "refused"]), name="revocation_state"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "id"], name="revocation_right")]

    def __str__(self) -> str:
        return f"proposal to revoke {self.right_id}"
