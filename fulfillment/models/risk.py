"""How often goods turned out bad, by who made them, the way they came and where they were; and how much of a flow is looked at."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fulfillment.models.places import Site
from fulfillment.querysets import OfPartyQuerySet, RiskQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class GoodsRisk(Tenanted):
    """What is expected of the next outcome, in hundredths of a percent, with the band in which it lies nine times of ten.

    `about` is the id of a party or a place, or "CN>PL" for a lane. `outcomes` counts what it rests on. It is what
    `fulfillment.risk.measure` made of the `RiskOutcome`s on the day of `counted_at`.
    """

    class Kind(models.TextChoices):
        """Of what."""

        SUPPLIER = "supplier", _("Supplier")
        LANE = "lane", _("Lane")
        SITE = "site", _("Place")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.CharField(max_length=40)
    party = TenantFK("accounts.Party", models.PROTECT, null=True)
    site = TenantFK(Site, models.PROTECT, null=True)
    low_bp = models.PositiveIntegerField()
    mean_bp = models.PositiveIntegerField()
    high_bp = models.PositiveIntegerField()
    outcomes = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    objects = TenantManager.from_queryset(RiskQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "kind", "about"], name="goodsrisk_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["supplier", "lane", "site"]), name="goodsrisk_kind"),
            models.CheckConstraint(
                condition=models.Q(
                    low_bp__lte=models.F("mean_bp"), mean_bp__lte=models.F("high_bp"), high_bp__lte=10_000
                ),
                name="goodsrisk_band",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "kind", "-mean_bp", "-id"], name="goodsrisk_order"),
            models.Index(fields=["tenant", "party"], name="goodsrisk_party", condition=models.Q(party__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class RiskOutcome(Tenanted):
    """One outcome that counts for a risk, and what it moved. Appended; the same cause counts once.

    `bad` and `good` are its weight in thousandths of an outcome on the day of `at`; `cause` is the reference of what ended so.
    """

    risk = TenantFK(GoodsRisk, models.PROTECT, related_name="adjustments")
    outcome = models.CharField(max_length=20)
    cause = models.CharField(max_length=60)
    bad = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    before_bp = models.PositiveIntegerField()
    after_bp = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "risk", "cause"], name="riskoutcome_once"),
            models.CheckConstraint(
                condition=models.Q(bad=0, good__gt=0) | models.Q(good=0, bad__gt=0), name="riskoutcome_one_side"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "risk", "-id"], name="riskoutcome_risk")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.cause}"


class SamplingChange(Tenanted):
    """How much of a partner's flow is looked at from a day on, in hundredths of a percent, and why. Appended.

    `facts` are the figures of the days that were counted; `reasons` are codes of `fulfillment.sampling.rule`.
    """

    party = TenantFK("accounts.Party", models.PROTECT)
    before_bp = models.PositiveIntegerField()
    share_bp = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfPartyQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(share_bp__range=(100, 2_500)), name="samplingchange_bounds")
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "-id"], name="samplingchange_party")]

    def __str__(self) -> str:
        return f"{self.share_bp} of {self.party_id}"
