"""Products with their labels, and the batches they are made in with what proves where they came from."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Committed, Worded, Words
from fulfillment.querysets import BatchQuerySet, ProductQuerySet
from registry.models import Brand, SerialScheme
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class Product(Tenanted):
    """One trade item of a brand, by its GTIN, with how its units are numbered.

    From `enrolled_on` every unit that is made has a number that is on file, by `source`: a range (`scheme` says which, empty
    is any of the brand's), codes issued here, or a list of the brand's own. What was made before is asked about, never called fake;
    `older_numbered` says whether that has numbers too. Not enrolled (no day): nothing is concluded from a number that is not
    on file.
    """

    class Source(models.TextChoices):
        """Where its serial numbers come from."""

        NONE = "none", _("No serial numbers")
        RANGE = "range", _("A range of the brand's own")
        ISSUED = "issued", _("Codes issued here")
        LIST = "list", _("Lists of the brand's own")

    reference = models.CharField(max_length=20)
    brand = TenantFK(Brand, models.PROTECT)
    gtin = models.CharField(max_length=14)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=Source.choices)
    scheme = TenantFK(SerialScheme, models.PROTECT, null=True, blank=True)
    enrolled_on = models.DateField(null=True, blank=True)
    older_numbered = models.BooleanField(default=False)
    needs_certificate = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(ProductQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="product_reference"),
            models.UniqueConstraint(fields=["tenant", "gtin"], name="product_once", condition=models.Q(ended_at=None)),
            models.CheckConstraint(condition=models.Q(gtin__regex=r"^[0-9]{14}$"), name="product_gtin"),
            models.CheckConstraint(
                condition=models.Q(source__in=["none", "range", "issued", "list"]), name="product_source"
            ),
            models.CheckConstraint(
                condition=models.Q(enrolled_on=None) | ~models.Q(source="none"), name="product_enrolled_with_numbers"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "brand", "id"], name="product_brand")]

    def __str__(self) -> str:
        return self.name


class LabelPoint(Committed):
    """One thing that genuine goods of a brand (or of one product alone) must show: label, seal, hologram, text, packaging.

    Points with `must` stand in the checklist of every inspection. A changed one takes the place of the one it `replaces`.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        LABEL = "label", _("Label")
        CODE = "code", _("Code")
        SEAL = "seal", _("Seal or hologram")
        PACKAGING = "packaging", _("Packaging")
        PAPERS = "papers", _("Papers")
        GOODS = "goods", _("The goods themselves")

    committed_fields: ClassVar[tuple[str, ...]] = (
        "brand",
        "product",
        "kind",
        "title",
        "words",
        "must",
        "picture",
        "number",
    )

    brand = TenantFK(Brand, models.PROTECT)
    product = TenantFK(Product, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=120)
    words = models.TextField(max_length=1000)
    must = models.BooleanField()
    picture = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    number = models.PositiveIntegerField()
    replaces = TenantFK("fulfillment.LabelPoint", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["label", "code", "seal", "packaging", "papers", "goods"]),
                name="labelpoint_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "brand", "number", "id"], name="labelpoint_brand")]

    def __str__(self) -> str:
        return self.title


class Batch(Stateful, Tenanted):
    """One lot of a product: who made how many of it, where and when; until when it keeps.

    `out` counts the units of it that left a dock, `certified` what its standing certificates speak of together.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.BATCH`."""

        OPEN = "open", _("Not certified")
        CERTIFIED = "certified", _("Certified")
        REFUSED = "refused", _("Refused at inspection")
        RECALLED = "recalled", _("Recalled")

    reference = models.CharField(max_length=20)
    product = TenantFK(Product, models.PROTECT, related_name="batches")
    lot = models.CharField(max_length=20)
    supplier = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    made_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    country = models.CharField(max_length=2)
    quantity = models.PositiveIntegerField()
    certified = models.PositiveIntegerField(default=0)
    out = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(BatchQuerySet)()

    class Meta:
        verbose_name_plural = "batches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="batch_reference"),
            models.UniqueConstraint(fields=["tenant", "product", "lot"], name="batch_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "certified", "refused", "recalled"]), name="batch_state"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on=None) | models.Q(expires_on__gte=models.F("made_on")), name="batch_days"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "supplier", "-id"], name="batch_supplier"),
            models.Index(fields=["tenant", "state", "-id"], name="batch_in_state"),
        ]

    def __str__(self) -> str:
        return self.lot

    def has_expired(self, day: date) -> bool:
        """Whether it may no longer be shipped on `day`."""
        return self.expires_on is not None and day > self.expires_on


class PaperQuerySet(TenantQuerySet):
    """Certificates and inspections."""

    def standing(self, day: date) -> Self:
        """Those that were not withdrawn and hold on `day`."""
        return self.filter(withdrawn_at=None, valid_from__lte=day).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        )

    def visible_to(self, actor: Actor) -> Self:
        """Of the batches that are seen."""
        return self.filter(batch__in=Batch.objects.visible_to(actor))


class Certificate(Worded):
    """What a supplier certifies of a batch: that so many pieces of it came from there. The document lies in `evidence`."""

    class Kind(models.TextChoices):
        """What is certified."""

        PROVENANCE = "provenance", _("Provenance: who made it, for whom")
        ORIGIN = "origin", _("Origin: in which country")
        PURCHASE = "purchase", _("Proof of purchase from a regular channel")
        IMPORT = "import", _("Import papers")

    batch = TenantFK(Batch, models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=60)
    signer = Words()
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    quantity = models.PositiveIntegerField()
    site = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    by_party = TenantFK("accounts.Party", models.PROTECT)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    committed_fields: ClassVar[tuple[str, ...]] = (
        "batch", "kind", "number", "signed_on", "valid_from", "valid_until", "quantity", "site", "country", "evidence",
        "by_party", "made_at",
    )  # fmt: skip

    objects = TenantManager.from_queryset(PaperQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["provenance", "origin", "purchase", "import"]), name="certificate_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="certificate_days",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "batch", "id"], name="certificate_batch")]

    def __str__(self) -> str:
        return self.number


class BatchInspection(Worded):
    """What somebody saw who compared a batch with what it should be: accepted or rejected, point by point.

    `points` are [id of the LabelPoint, "yes" | "no" | "unseen"]; `seen` how many pieces were looked at.
    """

    class Result(models.TextChoices):
        """What follows."""

        ACCEPT = "accept", _("Accepted")
        REJECT = "reject", _("Rejected")

    batch = TenantFK(Batch, models.PROTECT, related_name="inspections")
    result = models.CharField(max_length=10, choices=Result.choices)
    inspected_on = models.DateField()
    seen = models.PositiveIntegerField()
    found_fault = models.PositiveIntegerField()
    points = models.JSONField(default=list)
    words = Words()
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True, blank=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT)
    by_party = TenantFK("accounts.Party", models.PROTECT)
    made_at = models.DateTimeField()

    committed_fields: ClassVar[tuple[str, ...]] = (
        "batch", "result", "inspected_on", "seen", "found_fault", "points", "evidence", "by_membership", "by_party",
        "made_at",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(result__in=["accept", "reject"]), name="batchinspection_result"),
            models.CheckConstraint(
                condition=models.Q(found_fault__lte=models.F("seen")), name="batchinspection_counts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "batch", "id"], name="batchinspection_batch")]

    def __str__(self) -> str:
        return f"{self.result} of {self.batch_id}"
