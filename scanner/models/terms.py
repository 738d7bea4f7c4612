"""Listings that wait for what their seller's contract lacks."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class TermsWait(Tenanted):
    """A listing that is not checked, nor published, while its seller's contract lacks `clauses` (codes, by commas).

    The row goes when they are there; the log keeps both ends.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    seller = TenantFK("accounts.Party", models.PROTECT)
    revision = models.PositiveIntegerField()
    clauses = models.CharField(max_length=1000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "listing"], name="termswait_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "id"], name="termswait_seller")]

    def __str__(self) -> str:
        return f"{self.listing_id} waits for {self.clauses}"
