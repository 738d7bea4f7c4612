"""Descriptions of listings as signatures, by which a later listing that copies one is found."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class ListingText(Tenanted):
    """The MinHash signature of what a listing's description says now: 64 numbers of 4 bytes.

    `algorithm` names the method and its version: signatures of different ones are never compared. `changed_at` is by what
    the index learns of new ones.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    revision = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=30)
    signature = models.BinaryField(max_length=256)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "listing"], name="listingtext_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "changed_at", "id"], name="listingtext_changed")]

    def __str__(self) -> str:
        return f"text of {self.listing_id}"
