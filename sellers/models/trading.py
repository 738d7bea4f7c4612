"""What the law has a marketplace know of those who sell on it: their sales by month, and the data that it asks them for."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class SalesFact(Tenanted):
    """What a seller sold in one month, as the shop tells it: discrete sales of new goods to buyers in the United States,
    and their gross in cents of the US dollar. `month` is its first day. Told again, it is put right."""

    seller = TenantFK("accounts.Party", models.PROTECT)
    month = models.DateField()
    sales = models.PositiveIntegerField()
    gross_cents = models.BigIntegerField()
    told_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seller", "month"], name="salesfact_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="salesfact_first_day"),
            models.CheckConstraint(condition=models.Q(gross_cents__gte=0), name="salesfact_gross"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} of {self.seller_id}"


class DataRequest(Stateful, Tenanted):
    """That a seller has to give or confirm data until `due_at`; after that its listings are out of the shop until it does.

    `account` is the payment account as it is kept (never its number), `confirmed_at` when the seller confirmed the rest.
    """

    class Basis(models.TextChoices):
        """Why it is asked."""

        INFORM = "inform", _("High-volume seller (INFORM Consumers Act)")
        CORRECT = "correct", _("Data that are not right (DSA, article 30)")
        YEARLY = "yearly", _("Looked at again once a year")
        CHANGED = "changed", _("What the seller is known by has changed")

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.DATAREQUEST`."""

        OPEN = "open", _("Asked")
        OVERDUE = "overdue", _("Overdue")
        GIVEN = "given", _("Given")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    words = models.TextField(max_length=2000, blank=True)
    due_at = models.DateTimeField()
    account = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="datarequest_reference"),
            models.UniqueConstraint(
                fields=["tenant", "seller", "basis"], name="datarequest_one",
                condition=models.Q(state__in=["open", "overdue"]),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "overdue", "given"]), name="datarequest_state"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="datarequest_of_seller"),
        ]

    def __str__(self) -> str:
        return self.reference
