"""What was decided, what follows from it, and appeals. A decision is never edited; a later one overrides it."""

from typing import ClassVar

from django.db import models

from audit.rows import Committed, Worded, Words
from enforcement.models.cases import Case, Item
from tenancy.fields import TenantFK
from workflow.moves import Stateful


class Decision(Worded):
    """The outcome for one Item: upheld (the complaint is right) or rejected, with ground, reasons, law's version.

    `effective_at` is empty while a second person must still confirm; `undone_at` is set when it was taken back before
    it took effect, `taken_at` when it took effect. `overrides` is the decision that an appeal replaced.
    """

    class Outcome(models.TextChoices):
        """Whether the complaint about this listing is right."""

        UPHELD = "upheld"
        REJECTED = "rejected"

    item = TenantFK(Item, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    ground = models.CharField(max_length=60)
    reference = models.CharField(max_length=200, blank=True)
    reasons = Words()
    remedy = models.CharField(max_length=20, blank=True)
    territories = models.JSONField(default=list)
    pack_code = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=40)
    decided_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    automated = models.BooleanField(default=False)
    needs_second = models.BooleanField(default=False)
    overrides = TenantFK("enforcement.Decision", models.PROTECT, null=True, blank=True)
    appeal = TenantFK("enforcement.Appeal", models.PROTECT, null=True, blank=True)
    decided_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    committed_fields = (
        "item", "outcome", "ground", "reference", "remedy", "territories", "pack_code", "pack_version",
        "decided_by", "automated", "needs_second", "overrides", "appeal", "decided_at",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(taken_at=None) | models.Q(undone_at=None), name="decision_taken_or_undone"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_at=None) | models.Q(effective_at__isnull=False),
                name="decision_taken_after_grace",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "item", "id"], name="decision_item"),
            models.Index(fields=["tenant", "decided_by", "id"], name="decision_by"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.ground}"


class Restriction(Committed):
    """What a seller may not hand in any more by a decision whose remedy is `restrict`: a category, a brand, or both."""

    decision = TenantFK(Decision, models.PROTECT, related_name="restrictions")
    category = models.CharField(max_length=100, blank=True)
    brand = models.CharField(max_length=200, blank=True)

    committed_fields = ("decision", "category", "brand")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "decision"], name="restriction_once"),
            models.CheckConstraint(condition=~models.Q(category="", brand=""), name="restriction_names_something"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.category, self.brand) if part)


class Confirmation(Worded):
    """That a second person confirmed a decision, or refused to."""

    decision = TenantFK(Decision, models.PROTECT, related_name="confirmations")
    agrees = models.BooleanField()
    words = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("decision", "agrees", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "decision"], name="confirmation_once")]

    def __str__(self) -> str:
        return "confirmed" if self.agrees else "refused"


class Remedy(Stateful, Committed):
    """What a decision orders. What bites is its restraints, under `cause`; the shop confirms that it is applied."""

    decision = TenantFK(Decision, models.PROTECT, related_name="remedies")
    item = TenantFK(Item, models.PROTECT, related_name="remedies")
    code = models.CharField(max_length=20)
    territories = models.JSONField(default=list)
    cause = models.CharField(max_length=60)
    shop_state = models.PositiveIntegerField(default=0)
    ordered_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    committed_fields = ("decision", "item", "code", "territories", "cause", "ordered_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "cause"], name="remedy_cause")]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "item", "id"], name="remedy_item"),
            models.Index(
                fields=["tenant", "state", "ordered_at"], name="remedy_waiting",
                condition=models.Q(state__in=["ordered", "overdue"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code}: {self.state}"


class Appeal(Stateful, Worded):
    """That one side asks another reviewer to look again at Items of a case. What came of it is its Ruling."""

    reference = models.CharField(max_length=12)
    case = TenantFK(Case, models.PROTECT, related_name="appeals")
    by_party = TenantFK("accounts.Party", models.PROTECT)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    side = models.CharField(max_length=12)
    grounds = Words()
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)

    committed_fields = ("reference", "case", "by_party", "by_membership", "side", "filed_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="appeal_reference"),
            models.CheckConstraint(condition=models.Q(side__in=["seller", "complainant"]), name="appeal_side"),
            models.UniqueConstraint(
                fields=["tenant", "case", "side"], name="appeal_one_open", condition=models.Q(state="filed")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "filed_at", "id"], name="appeal_open", condition=models.Q(state="filed")),
            models.Index(fields=["tenant", "case", "id"], name="appeal_case"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def ruling(self) -> "Ruling | None":
        """How it was decided; None while it waits."""
        return next(iter(self.rulings.all()), None)


class AppealItem(Committed):
    """An Item that an appeal is about, and the decision appealed from."""

    appeal = TenantFK(Appeal, models.PROTECT, related_name="items")
    item = TenantFK(Item, models.PROTECT)
    decision = TenantFK(Decision, models.PROTECT)

    committed_fields = ("appeal", "item", "decision")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "appeal", "item"], name="appealitem_once")]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.appeal_id}"


class Ruling(Worded):
    """How an appeal was decided, once and for all: upheld for at least one Item, or rejected, with reasons for both sides."""

    appeal = TenantFK(Appeal, models.PROTECT, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=Decision.Outcome.choices)
    reasons = Words()
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    committed_fields = ("appeal", "outcome", "by_membership", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "appeal"], name="ruling_once")]

    def __str__(self) -> str:
        return f"{self.outcome} on appeal"
