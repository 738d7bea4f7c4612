"""The risk of a seller as it was last weighed, how it came to that, and who is to be weighed again."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class RiskQuerySet(models.QuerySet[Any]):
    """Who sees which figure."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and keys of the operator see all, a seller its own, nobody else any."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(seller_id=actor.party_id) if actor.party_id else self.none()


class Band(models.TextChoices):
    """What a figure means; where each begins stands in `sellers.risk.weighing.BANDS`."""

    LOW = "low", _("low")
    RAISED = "raised", _("raised")
    HIGH = "high", _("high")


def _sound(name: str) -> list[models.CheckConstraint]:
    figure = models.Q(figure__gte=0, figure__lte=100)
    return [
        models.CheckConstraint(condition=figure, name=f"{name}_figure"),
        models.CheckConstraint(condition=models.Q(band__in=["low", "raised", "high"]), name=f"{name}_band"),
    ]


class SellerRisk(Tenanted):
    """The figure of a seller, 0 to 100, as it was when it was last weighed.

    `reasons` are those of that day: [{"code", "weight", "count"}], the heaviest first (`sellers.risk.weighing.Because`);
    `told` is the figure of the newest line of its history.
    """

    seller = TenantFK("accounts.Party", models.CASCADE)
    figure = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=6, choices=Band.choices)
    told = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    weighed_at = models.DateTimeField()

    objects = TenantManager.from_queryset(RiskQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seller"], name="sellerrisk_once"),
            *_sound("sellerrisk"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-figure", "-id"], name="sellerrisk_highest"),
            models.Index(fields=["tenant", "band", "-figure", "-id"], name="sellerrisk_band"),
            models.Index(fields=["tenant", "weighed_at"], name="sellerrisk_weighed"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} ({self.band})"


class SellerRiskStep(Tenanted):
    """That a seller's figure moved: what it was from then on, and why. Appended; together they are its history."""

    seller = TenantFK("accounts.Party", models.CASCADE)
    figure = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=6, choices=Band.choices)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(RiskQuerySet)()

    class Meta:
        constraints: ClassVar = _sound("sellerriskstep")
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "-id"], name="sellerriskstep_newest")]

    def __str__(self) -> str:
        return f"{self.figure} since {self.at:%Y-%m-%d}"


class RiskCall(Tenanted):
    """That something came out about a seller, so that it is to be weighed again. Taken away when it was."""

    seller = TenantFK("accounts.Party", models.CASCADE)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "id"], name="riskcall_oldest")]

    def __str__(self) -> str:
        return f"call for {self.seller_id}"
