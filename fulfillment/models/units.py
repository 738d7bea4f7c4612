"""Units: one serial number each, kept so that the table alone prints no code; and what their codes gave away."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from fulfillment.models.goods import Batch, Product
from fulfillment.models.places import Site
from fulfillment.querysets import OfUnitQuerySet
from registry.models import Brand
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class CodeRun(Tenanted):
    """Codes that came at once: issued here (`length` signs each, made again from a key when they are printed) or a list of the
    brand's own. `tried` counts the numbers that were drawn for it, of which some were taken."""

    class Kind(models.TextChoices):
        """Where they came from."""

        ISSUED = "issued", _("Issued here")
        LIST = "list", _("A list of the brand's own")

    reference = models.CharField(max_length=20)
    product = TenantFK(Product, models.PROTECT)
    batch = TenantFK(Batch, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    length = models.PositiveSmallIntegerField(default=0)
    count = models.PositiveIntegerField()
    tried = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="coderun_reference"),
            models.CheckConstraint(condition=models.Q(kind__in=["issued", "list"]), name="coderun_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "product", "-id"], name="coderun_product")]

    def __str__(self) -> str:
        return self.reference


class Unit(Stateful, Tenanted):
    """One piece. Its `id` is the mark of its code (`fulfillment.units.sealing`): who knows the code finds the row, who knows the
    row does not find the code. `sealed` is the serial number for those who may read it."""

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.UNIT`."""

        ISSUED = "issued", _("Issued")
        APPLIED = "applied", _("On the goods")
        SHIPPED = "shipped", _("Shipped")
        SOLD = "sold", _("Sold")
        RETURNED = "returned", _("Returned")
        VOID = "void", _("Void")

    product = TenantFK(Product, models.PROTECT)
    batch = TenantFK(Batch, models.PROTECT, null=True, blank=True)
    run = TenantFK(CodeRun, models.PROTECT, null=True, blank=True)
    sealed = models.BinaryField(max_length=80)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ISSUED)
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["issued", "applied", "shipped", "sold", "returned", "void"]),
                name="unit_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "batch", "id"], name="unit_batch", condition=models.Q(batch__isnull=False)),
            models.Index(fields=["tenant", "run", "id"], name="unit_run", condition=models.Q(run__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class UnitSignal(Stateful, Tenanted):
    """What the life of one code gave away, with the facts a person needs to believe it. One of a kind for a code at a time.

    `mark` is the unit's id, or what it would be: a code that was never issued has no unit. Until `settles_at` it may turn out
    to be a bad read.
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        UNKNOWN = "unknown", _("A number that was never issued")
        TWICE = "twice", _("One number on two goods")
        PLACES = "places", _("In two places at once")
        EARLY = "early", _("Seen before it was issued")
        AFTER_SALE = "after_sale", _("In a warehouse after it was sold")
        VOID = "void", _("A number that was taken back")
        MANY = "many", _("Checked in many cities")
        OVER = "over", _("More pieces than were certified")

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.UNITSIGNAL`."""

        OPEN = "open", _("Open")
        MISREAD = "misread", _("A bad read")
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Nothing wrong")

    reference = models.CharField(max_length=20)
    mark = models.UUIDField()
    product = TenantFK(Product, models.PROTECT, null=True, blank=True)
    brand = TenantFK(Brand, models.PROTECT)
    party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    site = TenantFK(Site, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField()
    settles_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfUnitQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="unitsignal_reference"),
            models.UniqueConstraint(
                fields=["tenant", "mark", "kind"],
                name="unitsignal_once",
                condition=models.Q(state__in=["open", "confirmed"]),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["unknown", "twice", "places", "early", "after_sale", "void", "many", "over"]
                ),
                name="unitsignal_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "misread", "confirmed", "dismissed"]), name="unitsignal_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="unitsignal_in_state"),
            models.Index(fields=["tenant", "brand", "-id"], name="unitsignal_brand"),
        ]

    def __str__(self) -> str:
        return self.reference
