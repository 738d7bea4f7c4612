"""The lanes that rules open: who complains in good faith, and by which thresholds."""

from typing import ClassVar

from django.db import models

from audit.rows import Committed
from enforcement.clearcut import NAMES, Thresholds
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class LaneThresholds(Committed):
    """What a marketplace set the thresholds to; appended, the newest holds. See `clearcut.Thresholds`."""

    decided = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    upheld = models.PositiveSmallIntegerField()
    rejected = models.PositiveSmallIntegerField()
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    at = models.DateTimeField()

    committed_fields = ("decided", "percent", "score", "upheld", "rejected", "by_membership", "at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "-id"], name="lanethresholds_newest")]

    def __str__(self) -> str:
        return f"{self.decided}/{self.percent}"

    @property
    def values(self) -> Thresholds:
        """As the rules read them."""
        return Thresholds(**{name: getattr(self, name) for name in NAMES})


class GoodFaith(Tenanted):
    """That a party was in the good-faith lane: since when, until when, and the figures by which it entered."""

    party = TenantFK("accounts.Party", models.PROTECT)
    decided = models.PositiveIntegerField()
    upheld = models.PositiveIntegerField()
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party"], name="goodfaith_once", condition=models.Q(left_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.party_id)
