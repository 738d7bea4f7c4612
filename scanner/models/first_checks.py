"""Listings that a person passes before they are published, because a decision says so of their seller."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from scanner.querysets import FirstCheckQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class FirstCheck(Stateful, Tenanted):
    """One revision of a listing that waits for a person, or what the person said of it.

    `cause` is the restraint's, as plain text; `regions` where it reaches of what the listing is offered in. `verdict` is why
    it was not passed.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    seller = TenantFK("accounts.Party", models.PROTECT)
    revision = models.PositiveIntegerField()
    cause = models.CharField(max_length=60)
    regions = ArrayField(models.CharField(max_length=8), default=list)
    verdict = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(FirstCheckQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "revision"], name="firstcheck_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="firstcheck_open", condition=models.Q(state="open")),
            models.Index(
                fields=["tenant", "seller", "id"], name="firstcheck_lying", condition=models.Q(state__in=["open", "refused"])
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.listing_id} in revision {self.revision}"
