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
    What was given is checked until `check_due_at`; `seen` is the digest of all of it, by which the same is known again.
    """

    class Basis(models.TextChoices):
        """Why it is asked."""

        INFORM = "inform", _("High-volume seller (INFORM Consumers Act)")
        CORRECT = "correct", _("Data that are not right (DSA, article 30)")
        YEARLY = "yearly", _("Looked at again once a year")
        CHANGED = "changed", _("What the seller is known by has changed")
        DISCLOSE = "disclose", _("What buyers are told of a high-volume seller (INFORM Consumers Act)")

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.DATAREQUEST`."""

        OPEN = "open", _("Asked")
        OVERDUE = "overdue", _("Overdue")
        GIVEN = "given", _("Given, to be checked")
        VERIFIED = "verified", _("Checked")
        DOUBTED = "doubted", _("Not right, asked again")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    words = models.TextField(max_length=2000, blank=True)
    due_at = models.DateTimeField()
    account = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    check_due_at = models.DateTimeField(null=True, blank=True)
    seen = models.CharField(max_length=64, blank=True, editable=False)
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
                condition=models.Q(state__in=["open", "overdue", "given", "verified", "doubted"]),
                name="datarequest_state",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="datarequest_of_seller"),
            models.Index(fields=["tenant", "state", "id"], name="datarequest_in_state"),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentMove(Stateful, Tenanted):
    """That a seller is to be paid to another account, from `due_at` on. Until then whoever reads its mail, or anybody of the
    seller, can stop it.

    Who has stolen an account changes this to be paid for what another sold. `account` is as it is kept, never the number;
    it is emptied where it was stopped. One waits at a time.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.PAYMENTMOVE`."""

        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    seller = TenantFK("accounts.Party", models.PROTECT)
    account = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller"], name="paymentmove_one", condition=models.Q(state="waiting")
            ),
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="paymentmove_token"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "stopped"]), name="paymentmove_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="paymentmove_of_seller"),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id}, {self.state}"


class SellerDisclosure(Tenanted):
    """What buyers are told of a high-volume seller, until it `ended_at`. 15 U.S.C. 45f(b). One holds at a time.

    Name, telephone and mail address are as the seller wrote them for buyers. `place` is its address, or, where it certified
    that it has none but its home (`at_home`), its state or province. `phone` is empty where it certified that it has none
    but its own; then buyers write.
    """

    class Trade(models.TextChoices):
        """What it does with the goods. The Act asks whether another supplies them; the rest is the house's question."""

        MAKES = "makes", _("It makes the goods")
        IMPORTS = "imports", _("It imports the goods")
        RESELLS = "resells", _("It resells goods")

    seller = TenantFK("accounts.Party", models.PROTECT)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    place = models.TextField(max_length=500)
    at_home = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField()
    trade = models.CharField(max_length=10, choices=Trade.choices)
    sent_by_others = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller"], name="sellerdisclosure_one", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=models.Q(trade__in=["makes", "imports", "resells"]), name="sellerdisclosure_trade"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="sellerdisclosure_of_seller"),
            models.Index(
                fields=["tenant", "id"], name="sellerdisclosure_standing", condition=models.Q(ended_at=None)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"disclosure of {self.seller_id}"
