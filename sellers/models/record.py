"""The seller's record: strikes, notices of before, and what was complained of."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sellers.models.listings import Listing
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class Strike(Tenanted):
    """A mark on a seller's record after a decision, with its weight and the day it fades."""

    seller = TenantFK("accounts.Party", models.PROTECT)
    weight = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=60)
    cause = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    fades_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "cause"], name="strike_once_per_cause")]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "given_at"], name="strike_seller")]

    def __str__(self) -> str:
        return f"strike of {self.weight} by {self.cause}"


class StrikeReversal(Tenanted):
    """That a strike counts no longer, since when, and why."""

    strike = TenantFK(Strike, models.PROTECT, related_name="reversals")
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "strike"], name="strikereversal_once")]

    def __str__(self) -> str:
        return f"reversed by {self.cause}"


class PriorNotice(Tenanted):
    """That a case was opened against a seller, and how each of its listings came out.

    `complainant` is the party that complained, of a case that one opened.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    case = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20, blank=True)
    complainant = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "at"], name="priornotice_seller"),
            models.Index(
                fields=["tenant", "seller", "outcome"], condition=~models.Q(outcome=""), name="priornotice_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome or 'opened'}"


class QualityFact(Tenanted):
    """That somebody complained of a seller's goods: what of, who says so, when. Appended; a signal, and no verdict.

    `cause` is the complaint's own reference where it was made: the same one counts once.
    """

    class Kind(models.TextChoices):
        """What was complained of."""

        QUALITY = "quality", _("Poor quality")
        NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
        SUSPECTED_FAKE = "suspected_fake", _("Suspected fake")
        SAFETY = "safety", _("Unsafe")
        SURGE = "surge", _("Suddenly many complaints")

    class Source(models.TextChoices):
        """Who says so."""

        BUYER = "buyer", _("Buyer")
        WAREHOUSE = "warehouse", _("Warehouse")
        TRADE = "trade", _("Trade partner")

    seller = TenantFK("accounts.Party", models.PROTECT)
    listing = TenantFK(Listing, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()
    noted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "cause"], name="qualityfact_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "at"], name="qualityfact_seller")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.source}"
