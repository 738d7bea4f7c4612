"""By what an applicant is found that was here before under another spelling, and what was found."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class SellerKey(Tenanted):
    """One thing of which two spellings of a name, or two ways to write an address, share one (`sellers.kinship`).

    `key` is the head of an HMAC under the marketplace's own key: it tells nobody the name. Every seller has one at least, by
    which is known that it was read.
    """

    seller = TenantFK("accounts.Party", models.CASCADE)
    key = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seller", "key"], name="sellerkey_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "key", "seller"], name="sellerkey_shared"),
        ]

    def __str__(self) -> str:
        return f"key of {self.seller_id}"


class SellerPrint(Tenanted):
    """How a paper of an application looks, for as long as it is compared with others: see `sellers.kinship.pictures.Print`."""

    paper = TenantFK("sellers.SellerPaper", models.CASCADE)
    seller = TenantFK("accounts.Party", models.CASCADE)
    bits = models.BinaryField(max_length=32)
    small = models.BinaryField(max_length=1024)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "paper"], name="sellerprint_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller"], name="sellerprint_seller"),
        ]

    def __str__(self) -> str:
        return f"print of {self.paper_id}"


class SellerKin(Tenanted):
    """What a seller who applied was found to have in common with another. Nothing follows from it but that a person looks.

    `strong`: the two seem to be one; else it is only worth a note.
    """

    class Code(models.TextChoices):
        """What it is; the first four are strong."""

        PERSON = "person", _("Name of a person")
        COMPANY = "company", _("Name of the company")
        PLACE = "place", _("Address")
        PICTURE = "picture", _("Picture")
        NAMESAKE = "namesake", _("Common name")
        FAMILY = "family", _("Family")
        AGENT = "agent", _("Contact")
        BUILDING = "building", _("Building")

    seller = TenantFK("accounts.Party", models.CASCADE)
    other = TenantFK("accounts.Party", models.CASCADE)
    code = models.CharField(max_length=10, choices=Code.choices)
    strong = models.BooleanField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seller", "other", "code"], name="sellerkin_once"),
            models.CheckConstraint(condition=~models.Q(seller=models.F("other")), name="sellerkin_of_two"),
            models.CheckConstraint(
                condition=models.Q(
                    code__in=["person", "company", "place", "picture", "namesake", "family", "agent", "building"]
                ),
                name="sellerkin_code",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "other", "seller"], name="sellerkin_other"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.seller_id}, {self.other_id}"
