"""What is laid on listings and sellers, and what ended it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sellers.models.listings import Listing
from sellers.querysets import RestraintQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager


class Restraint(Tenanted):
    """What a remedy lays on a listing or a seller. Appended; a `Release` ends it, nothing edits it.

    Without a listing it lies on all of the seller's. `territories` are the countries it reaches, empty means
    everywhere. `cause` is the reference of what ordered it, as plain text. `category` and `brand` are what a seller may
    not list anew (kind `restrict`).
    """

    class Kind(models.TextChoices):
        """What was done. Those of `querysets.CLOSING` keep the listing out of the shop there; the word says why."""

        DELIST = "delist", _("Removed")
        HOLD = "hold", _("Held")
        SUSPEND = "suspend", _("Suspended")
        DEMOTE = "demote", _("Shown less")
        CHECK_FIRST = "check_first", _("Checked first")
        RESTRICT = "restrict", _("Not listed anew")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    listing = TenantFK(Listing, models.PROTECT, related_name="restraints", null=True, blank=True)
    seller = TenantFK("accounts.Party", models.PROTECT)
    territories = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=60)
    category = models.CharField(max_length=100, blank=True, default="")
    brand = models.CharField(max_length=200, blank=True, default="")

    objects = TenantManager.from_queryset(RestraintQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "listing", "starts_at"], name="restraint_listing"),
            models.Index(fields=["tenant", "seller", "starts_at"], name="restraint_seller"),
            models.Index(fields=["tenant", "cause"], name="restraint_cause"),
            models.Index(
                fields=["tenant", "ends_at"], condition=models.Q(ends_at__isnull=False), name="restraint_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.cause}"


class Release(Tenanted):
    """That a restraint was reversed or ran out, when, and by what."""

    restraint = TenantFK(Restraint, models.PROTECT, related_name="releases")
    at = models.DateTimeField()
    cause = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "restraint"], name="release_once")]

    def __str__(self) -> str:
        return f"released by {self.cause}"
