"""Listings that seem to fall under a ban."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from scanner.querysets import BanHitQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class BanHit(Stateful, Tenanted):
    """A listing × a ban, found in one revision of the listing. A person confirms or dismisses it.

    `regions` are the ban's territories in which the listing was offered; `holds` is true while it keeps the listing back.
    `kind` and `facts` are the finding's. `verdict` is why it was dismissed.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    ban = TenantFK("registry.Ban", models.PROTECT)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    regions = ArrayField(models.CharField(max_length=8), default=list)
    holds = models.BooleanField(default=False)
    verdict = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(BanHitQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "ban", "revision"], name="banhit_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="banhit_open", condition=models.Q(state="open")),
            models.Index(fields=["tenant", "ban", "-id"], name="banhit_ban"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} × {self.ban_id}"
