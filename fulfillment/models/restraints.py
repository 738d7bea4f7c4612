"""What the decision of a case lays on a seller's stock, and what ended it."""

from typing import ClassVar

from django.db import models

from fulfillment.querysets import StockRestraintQuerySet
from registry.models import Brand
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class StockRestraint(Tenanted):
    """A seller's goods that go no further: those of one number, or all of a brand. Appended; a `StockRelease` ends it.

    `territories` are the countries it reaches, empty means everywhere. `cause` is the reference of the remedy that ordered it,
    `case` that of its case, both as plain text: a dock says it.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    brand = TenantFK(Brand, models.PROTECT, null=True)
    gtin = models.CharField(max_length=14, blank=True, default="")
    territories = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    case = models.CharField(max_length=20)
    cause = models.CharField(max_length=60)

    objects = TenantManager.from_queryset(StockRestraintQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "cause", "seller", "brand", "gtin"], name="stockrestraint_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(brand__isnull=False, gtin="") | models.Q(brand=None) & ~models.Q(gtin=""),
                name="stockrestraint_brand_or_gtin",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "brand"], name="stockrestraint_brand"),
            models.Index(fields=["tenant", "gtin"], name="stockrestraint_gtin", condition=~models.Q(gtin="")),
            models.Index(fields=["tenant", "cause"], name="stockrestraint_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.case} by {self.cause}"


class StockRelease(Tenanted):
    """That a restraint on stock was reversed, when, and by what."""

    restraint = TenantFK(StockRestraint, models.PROTECT, related_name="releases")
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "restraint"], name="stockrelease_once")]

    def __str__(self) -> str:
        return f"released by {self.cause}"
