"""Rights, their specimens, and who may sell under them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from registry.querysets import RightQuerySet
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Right(Stateful, Tenanted):
    """A trademark, copyright, design or patent, with office, number, classes, territories and dates.

    `territories` are ISO 3166 alpha-2 codes, with "EU" for the member states together; an unregistered copyright has
    those that the complainant asserts. `classes` are Nice classes 1–45 (empty for copyright). `folded` is the title
    in the form that range searches compare. `changed_at` is what the scanner's index looks at.
    """

    class Kind(models.TextChoices):
        """What kind of right it is."""

        TRADEMARK = "trademark"
        COPYRIGHT = "copyright"
        DESIGN = "design"
        PATENT = "patent"

    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, editable=False)
    owner = TenantFK("accounts.Party", models.PROTECT)
    office = models.CharField(max_length=2, blank=True)
    number = models.CharField(max_length=60, blank=True)
    territories = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    everyday = models.BooleanField(default=False)
    famous = models.BooleanField(default=False)
    filed_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    history = WalledHistory()
    objects = TenantManager.from_queryset(RightQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="right_reference"),
            models.UniqueConstraint(
                fields=["tenant", "office", "number"], name="right_number", condition=~models.Q(number="")
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["trademark", "copyright", "design", "patent"]), name="right_kind"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "folded", "id"], name="right_folded"),
            models.Index(fields=["tenant", "owner", "id"], name="right_owner"),
            models.Index(fields=["tenant", "state", "id"], name="right_state"),
            models.Index(fields=["tenant", "changed_at", "id"], name="right_changed"),
        ]

    def __str__(self) -> str:
        return self.title


class Specimen(Tenanted):
    """A reference picture of a right."""

    right = TenantFK(Right, models.PROTECT, related_name="specimens")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "right", "position"], name="specimen_right")]
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"specimen {self.position + 1}"


class AuthorisedSeller(Tenanted):
    """That the owner of a right lets a seller sell under it, where and until when. Ended, never deleted."""

    right = TenantFK(Right, models.PROTECT, related_name="authorised")
    seller = TenantFK("accounts.Party", models.PROTECT)
    territories = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "right", "seller"], name="authorised_right"),
            models.Index(fields=["tenant", "seller", "right"], name="authorised_seller"),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id} may sell under {self.right_id}"
