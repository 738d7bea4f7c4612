"""Reviews of licence terms and rules whose outcomes lag behind a target, and the targets."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class TermTarget(Tenanted):
    """A target as this marketplace has set it, in place of the one in `registry.agreements.term_targets.DEFAULTS`."""

    code = models.CharField(max_length=20)
    limit = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "code"], name="termtarget_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.limit} in {self.days} days"


class TermReview(Stateful, Tenanted):
    """That a term or rule misses a target, with the cases that say so, and what became of it.

    `subject` says what kind of thing `about` names: the id of a licence or right, or the code of a rule; `code` is the
    term of the licence, or why the right was in question. `limit` and `days` are the target as it was when it was missed
    first. `reason` is that of the decision.
    """

    class Subject(models.TextChoices):
        """What is looked at."""

        LICENCE = "licence", _("Licence")
        RIGHT = "right", _("Right")
        RULE = "rule", _("Rule of exhaustion")

    class State(models.TextChoices):
        """Where it stands; the moves are `registry.machine.TERMREVIEW`."""

        OPEN = "open", _("Open")
        CHANGED = "changed", _("Changed")
        KEPT = "kept", _("Kept as it is")
        CONFIRMED = "confirmed", _("Rule confirmed")

    reference = models.CharField(max_length=20)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    about = models.CharField(max_length=60)
    code = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=20)
    limit = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=2000, blank=True)
    decided_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="termreview_reference"),
            models.UniqueConstraint(
                fields=["tenant", "subject", "about", "code", "target"], name="termreview_once",
                condition=models.Q(state="open"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "changed", "kept", "confirmed"]), name="termreview_standing"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["tenant", "state", "id"], name="termreview_state")]

    def __str__(self) -> str:
        return self.reference


class TermReviewCase(Tenanted):
    """A request for proof, or a line of an order, that a review rests on: `case` is its id, `day` since when it counts."""

    class Of(models.TextChoices):
        """What it is."""

        PROOF = "proof", _("Request for proof")
        ORDER = "order", _("Line of an order")

    review = TenantFK(TermReview, models.PROTECT, related_name="cases")
    of = models.CharField(max_length=10, choices=Of.choices)
    case = models.UUIDField()
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "review", "case"], name="termreviewcase_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.case} in {self.review_id}"
