"""What an owner tells of the genuine goods: its texts about them, and what they usually cost."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from audit.rows import Committed
from registry.models.rights import Right
from registry.querysets import PriceBandQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class RightText(Committed):
    """A text in which a copyright subsists: a product description, a manual. Listings are compared with it.

    Retired, never deleted: old scans were made with it. The log commits to what it said.
    """

    committed_fields: ClassVar[tuple[str, ...]] = ("right", "title", "text")

    right = TenantFK(Right, models.PROTECT, related_name="texts")
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=100_000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "id"], name="righttext_right")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.title


class PriceBand(Tenanted):
    """What genuine goods of a right usually cost in the street, in hundredths of a currency. Ended, never changed.

    `goods` are words that a listing must name, all of them (none: whatever bears the right); `market` is an ISO country
    ("" for all). `ends_on` is the last day; `ended_at` is when it was taken back, or replaced by a later one.
    """

    right = TenantFK(Right, models.PROTECT, related_name="bands")
    currency = models.CharField(max_length=3)
    low_cents = models.BigIntegerField()
    high_cents = models.BigIntegerField()
    market = models.CharField(max_length=2, blank=True)
    goods = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(PriceBandQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "right", "currency", "market", "goods"],
                name="priceband_once",
                condition=models.Q(ended_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(low_cents__gt=0) & models.Q(high_cents__gte=models.F("low_cents")),
                name="priceband_order",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "id"], name="priceband_right")]

    def __str__(self) -> str:
        return f"{self.currency} {self.low_cents}–{self.high_cents}"
