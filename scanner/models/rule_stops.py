"""Listings that rules of the pre-check keep from publication."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from scanner.querysets import RuleStopQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class RuleStop(Tenanted):
    """A revision of a listing that is not published because `rules` (ids) of `version` say that it must be mended first.

    `objection` is what its seller says against that; `passed_at` when a person passed it all the same. `regions` are where it is
    offered. The next revision takes the row over; it goes when nothing stops that one.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    seller = TenantFK("accounts.Party", models.PROTECT)
    revision = models.PositiveIntegerField()
    rules = ArrayField(models.CharField(max_length=80))
    version = models.CharField(max_length=40)
    regions = ArrayField(models.CharField(max_length=8), default=list)
    objection = models.TextField(max_length=2_000, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(RuleStopQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing"], name="rulestop_once"),
            models.CheckConstraint(
                condition=models.Q(objection="", objected_at=None)
                | (~models.Q(objection="") & ~models.Q(objected_at=None)),
                name="rulestop_objection",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="rulestop_open", condition=models.Q(passed_at=None)),
            models.Index(
                fields=["tenant", "id"], name="rulestop_objected",
                condition=models.Q(passed_at=None, objected_at__isnull=False),
            ),
            models.Index(fields=["tenant", "seller", "id"], name="rulestop_seller", condition=models.Q(passed_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.listing_id} in revision {self.revision}"
