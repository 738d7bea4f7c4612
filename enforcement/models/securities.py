"""A security that a seller posts to keep selling what is contested."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from enforcement.models.cases import Case, Item
from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class Security(Stateful, Worded):
    """Money, a guarantee or an insurance for the loss a complainant may have, while the complaint is contested.

    `amount` is in minor units of `currency` (ISO 4217). What was offered never changes; whether it was accepted, and what
    became of it, are its states.
    """

    class Form(models.TextChoices):
        """What it is."""

        DEPOSIT = "deposit", _("Deposit")
        GUARANTEE = "guarantee", _("Guarantee")
        INSURANCE = "insurance", _("Insurance")

    case = TenantFK(Case, models.PROTECT, related_name="securities")
    form = models.CharField(max_length=12, choices=Form.choices)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    words = Words()
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    offered_at = models.DateTimeField()

    committed_fields = ("case", "form", "amount", "currency", "evidence", "by_membership", "offered_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "case"], name="security_one_standing",
                condition=models.Q(state__in=["offered", "accepted"]),
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="security_of_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.form} of {self.amount} {self.currency}"


class SecuredItem(Tenanted):
    """An Item whose listing stays, or is put back, because of a security."""

    security = TenantFK(Security, models.PROTECT, related_name="items")
    item = TenantFK(Item, models.PROTECT, related_name="secured")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "security", "item"], name="secureditem_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} secured"
