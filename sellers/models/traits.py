"""By what a seller is recognised under another name."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class SellerTrait(Tenanted):
    """Something by which a seller can be recognised under another name, until it `ended_at`.

    `digest` is the HMAC-SHA-256 of the normalised value under the marketplace's own key (`sellers.recognising`): equal
    values are seen to be equal, and the value itself is kept nowhere. `label` shows its last characters to staff; it may
    be erased, nothing depends on it. `source` is the code of who told us.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PHONE = "phone", _("Telephone number")
        PAYMENT = "payment", _("Payment account")
        ADDRESS = "address", _("Address")
        SUPPLIER = "supplier", _("Supplier")
        DOCUMENT = "document", _("Document")

    class Source(models.TextChoices):
        """Who told us."""

        SHOP = "shop", _("The shop's system")
        STAFF = "staff", _("Staff")
        APPLICANT = "applicant", _("The application")

    seller = TenantFK("accounts.Party", models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    noted_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller", "kind", "digest"],
                name="sellertrait_once",
                condition=models.Q(ended_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "kind", "digest", "seller"], name="sellertrait_shared",
                condition=models.Q(ended_at=None),
            ),
            models.Index(fields=["tenant", "seller", "kind"], name="sellertrait_seller"),
            models.Index(
                fields=["tenant", "ended_at"], name="sellertrait_ended", condition=models.Q(ended_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"
