"""What a seller says of a complaint that is not made in good faith, and what a reviewer marks as manifestly unfounded.

Nothing follows from a row here by itself: it is a fact that a reviewer weighs (Digital Services Act, art. 23(3)).
"""

from typing import ClassVar

from django.db import models

from audit.rows import Worded, Words
from enforcement.models.cases import Case
from enforcement.models.decisions import Decision
from enforcement.models.messages import Message
from enforcement.querysets import MisuseReportQuerySet
from tenancy.fields import TenantFK
from tenancy.models import TenantManager
from workflow.moves import Stateful


class Gravity(models.TextChoices):
    """How much harm it did, as a reviewer judges it."""

    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class MisuseReport(Stateful, Worded):
    """A seller's report that the complainant of a case misuses the procedure. `message` is the one it is about, if any.

    The complainant is not told of it; what a reviewer finds is told to the seller with reasons.
    """

    class Kind(models.TextChoices):
        """What the complainant does."""

        MONEY = "money"
        KNOWS_BETTER = "knows_better"
        NO_RIGHT = "no_right"
        AGAIN = "again"
        COMPETITION = "competition"
        OTHER = "other"

    case = TenantFK(Case, models.PROTECT, related_name="misuse_reports")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    message = TenantFK(Message, models.PROTECT, null=True, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    words = Words()
    by_party = TenantFK("accounts.Party", models.PROTECT)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("case", "kind", "message", "evidence", "by_party", "by_membership", "at")
    objects = TenantManager.from_queryset(MisuseReportQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "case", "by_party"], name="misusereport_one_waits", condition=models.Q(state="filed")
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "case", "id"], name="misusereport_case"),
            models.Index(fields=["tenant", "state", "id"], name="misusereport_state"),
        ]

    def __str__(self) -> str:
        return self.kind


class MisuseRuling(Worded):
    """What a reviewer found about a report of misuse, with reasons. Upheld, it is a sign of intention; `gravity` says how grave."""

    report = TenantFK(MisuseReport, models.PROTECT, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=[("upheld", "upheld"), ("rejected", "rejected")])
    gravity = models.CharField(max_length=10, choices=Gravity.choices, blank=True)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("report", "outcome", "gravity", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "report"], name="misuseruling_once"),
            models.CheckConstraint(
                condition=models.Q(outcome="rejected", gravity="")
                | (models.Q(outcome="upheld") & ~models.Q(gravity="")),
                name="misuseruling_upheld_is_weighed",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class UnfoundedMark(Worded):
    """A reviewer's mark that a complaint was manifestly unfounded, on the decision that rejected it. Never automatic.

    It counts as long as its decision stands.
    """

    decision = TenantFK(Decision, models.PROTECT, related_name="unfounded_marks")
    gravity = models.CharField(max_length=10, choices=Gravity.choices)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("decision", "gravity", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "decision"], name="unfoundedmark_once")]

    def __str__(self) -> str:
        return self.gravity
