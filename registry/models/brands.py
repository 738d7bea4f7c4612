"""Brands: under which names a rights holder sells, with the rights that stand behind each."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from registry.querysets import BrandQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class Brand(Tenanted):
    """One name under which `owner`, a rights holder, sells. Its rights name it. Retired, never deleted.

    `folded` is the name as lists are ordered by it and as it is compared; `logo` a picture, None where there is none.
    """

    reference = models.CharField(max_length=20)
    owner = TenantFK("accounts.Party", models.PROTECT)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=240, editable=False)
    logo = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    website = models.URLField(max_length=300, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(BrandQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="brand_reference"),
            models.UniqueConstraint(
                fields=["tenant", "owner", "folded"], name="brand_name_once", condition=models.Q(retired_at=None)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "owner", "folded", "id"], name="brand_of_owner")]

    def __str__(self) -> str:
        return self.name
