"""What docks asked and were answered, what people flagged there, and goods that were held back."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from fulfillment.models.goods import Batch, Product
from fulfillment.models.places import Site
from fulfillment.querysets import OfPartyQuerySet, OfUnitQuerySet
from registry.models import Brand
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Step(models.TextChoices):
    """What is being done with goods when they are scanned, each with its EPCIS business step (CBV 2.0, section 7.1)."""

    APPLIED = "applied", _("Number put on")
    RECEIVED = "received", _("Receiving")
    SHIPPED = "shipped", _("Shipping")
    SOLD = "sold", _("Selling")
    RETURNED = "returned", _("Return")
    CHECKED = "checked", _("Just looking")
    INSPECTED = "inspected", _("Inspection")
    HANDED = "handed", _("Hand-over to a carrier")


STEPS = Step.values


class Answered(models.TextChoices):
    """What a dock is told."""

    SHIP = "ship", _("Ship")
    HOLD = "hold", _("Hold")
    ASK = "ask", _("Ask")


class Check(Tenanted):
    """One scan and its answer. Appended, never changed.

    `mark` is that of the code (`units.sealing`), whether a unit has it or not; empty for a box without a serial number. `at` is
    when it was scanned, by the device's clock put right; `received_at` when we heard of it. `reasons` are codes of
    `dock.answering` with their facts. `sent` is the device's own number of the scan: the same twice is one. Without a site it is a
    buyer's check: of nobody, with the degrees of where it was made, rounded, if the buyer gave them.
    """

    mark = models.UUIDField(null=True)
    sealed = models.BinaryField(max_length=80, default=b"")
    gtin = models.CharField(max_length=14, blank=True)
    lot = models.CharField(max_length=20, blank=True)
    product = TenantFK(Product, models.PROTECT, null=True)
    batch = TenantFK(Batch, models.PROTECT, null=True)
    brand = TenantFK(Brand, models.PROTECT, null=True)
    site = TenantFK(Site, models.PROTECT, null=True)
    party = TenantFK("accounts.Party", models.PROTECT, null=True)
    latitude_e4 = models.IntegerField(null=True)
    longitude_e4 = models.IntegerField(null=True)
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    device = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=10, choices=Step.choices)
    seller = TenantFK("accounts.Party", models.PROTECT, null=True)
    destination = models.CharField(max_length=2, blank=True)
    answer = models.CharField(max_length=6, choices=Answered.choices)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    doubtful = models.BooleanField(default=False)
    sent = models.UUIDField(null=True)

    objects = TenantManager.from_queryset(OfUnitQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party", "sent"], name="check_sent_once", condition=models.Q(sent__isnull=False)
            ),
            models.CheckConstraint(
                condition=models.Q(site=None, party=None, membership=None, step="checked")
                | models.Q(site__isnull=False, party__isnull=False, latitude_e4=None, longitude_e4=None),
                name="check_of_dock_or_buyer",
            ),
            models.CheckConstraint(condition=models.Q(answer__in=["ship", "hold", "ask"]), name="check_answer"),
            models.CheckConstraint(
                condition=models.Q(
                    step__in=[
                        "applied", "received", "shipped", "sold", "returned", "checked", "inspected", "handed",
                    ]
                ),
                name="check_step",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "mark", "at"], name="check_of_mark", condition=models.Q(mark__isnull=False)),
            models.Index(fields=["tenant", "site", "-id"], name="check_site"),
            models.Index(
                fields=["tenant", "batch", "-id"], name="check_batch", condition=models.Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} at {self.site_id}"


class Flag(Stateful, Worded):
    """What somebody at a dock or at a hand-over found suspicious, with pictures. It waits until somebody has looked."""

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.FLAG`."""

        OPEN = "open", _("To be looked at")
        HELD = "held", _("Goods held")
        DISMISSED = "dismissed", _("Nothing wrong")

    class Kind(models.TextChoices):
        """What is suspicious."""

        LOOKS = "looks", _("Looks fake")
        LABEL = "label", _("Label or code is wrong")
        PAPERS = "papers", _("Papers do not fit")
        QUANTITY = "quantity", _("The number of pieces does not fit")
        OPENED = "opened", _("Opened or packed anew")
        OTHER = "other", _("Something else")

    reference = models.CharField(max_length=20)
    scan = TenantFK(Check, models.PROTECT, null=True)
    mark = models.UUIDField(null=True)
    product = TenantFK(Product, models.PROTECT, null=True)
    brand = TenantFK(Brand, models.PROTECT, null=True)
    seller = TenantFK("accounts.Party", models.PROTECT, null=True)
    site = TenantFK(Site, models.PROTECT)
    party = TenantFK("accounts.Party", models.PROTECT)
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = Words()
    why = Words()
    at = models.DateTimeField()
    sent = models.UUIDField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)

    committed_fields: ClassVar[tuple[str, ...]] = ("reference", "mark", "site", "party", "membership", "kind", "at")

    objects = TenantManager.from_queryset(OfUnitQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="flag_reference"),
            models.UniqueConstraint(
                fields=["tenant", "party", "sent"], name="flag_sent_once", condition=models.Q(sent__isnull=False)
            ),
            models.CheckConstraint(condition=models.Q(state__in=["open", "held", "dismissed"]), name="flag_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="flag_in_state"),
            models.Index(fields=["tenant", "party", "-id"], name="flag_party"),
            models.Index(fields=["tenant", "brand", "-id"], name="flag_brand"),
        ]

    def __str__(self) -> str:
        return self.reference


class FlagPicture(Tenanted):
    """A picture of what was flagged."""

    flag = TenantFK(Flag, models.PROTECT, related_name="pictures")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "flag", "evidence"], name="flagpicture_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} of {self.flag_id}"


class Hold(Stateful, Tenanted):
    """Goods that do not go on until somebody has decided: one unit, a box without a number, or what is left of a batch.

    `costs` are in cents of `currency`; `due_on` by when it is to be settled. One stands for a unit at a time.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.HOLD`."""

        HELD = "held", _("Held")
        INSPECTED = "inspected", _("Inspected")
        DESTROYING = "destroying", _("Destruction to be confirmed")
        RELEASED = "released", _("Released")
        QUARANTINED = "quarantined", _("In quarantine")
        RETURNED = "returned", _("Sent back")
        DESTROYED = "destroyed", _("Destroyed")
        CUSTOMS = "customs", _("Handed to customs")

    reference = models.CharField(max_length=20)
    mark = models.UUIDField(null=True)
    sealed = models.BinaryField(max_length=80, default=b"")
    gtin = models.CharField(max_length=14, blank=True)
    lot = models.CharField(max_length=20, blank=True)
    product = TenantFK(Product, models.PROTECT, null=True)
    batch = TenantFK(Batch, models.PROTECT, null=True)
    brand = TenantFK(Brand, models.PROTECT, null=True)
    seller = TenantFK("accounts.Party", models.PROTECT, null=True)
    site = TenantFK(Site, models.PROTECT)
    party = TenantFK("accounts.Party", models.PROTECT)
    scan = TenantFK(Check, models.PROTECT, null=True)
    flag = TenantFK(Flag, models.PROTECT, null=True)
    reasons = models.JSONField(default=list)
    quantity = models.PositiveIntegerField(default=1)
    shelf = models.CharField(max_length=40, blank=True)
    costs = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.HELD)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OfUnitQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="hold_reference"),
            models.UniqueConstraint(
                fields=["tenant", "mark"], name="hold_one_of_unit",
                condition=models.Q(state__in=["held", "inspected", "destroying", "quarantined"], mark__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "held", "inspected", "destroying", "released", "quarantined", "returned", "destroyed", "customs",
                    ]
                ),
                name="hold_state",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-id"], name="hold_in_state"),
            models.Index(fields=["tenant", "party", "state", "-id"], name="hold_party"),
            models.Index(fields=["tenant", "brand", "-id"], name="hold_brand"),
            models.Index(fields=["tenant", "mark", "-id"], name="hold_mark", condition=models.Q(mark__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class HoldStep(Worded):
    """One step of a hold: who had the goods, what was seen, what was decided and why. Custody is the list of them.

    `first` is the step that this one confirms: destruction needs two people.
    """

    hold = TenantFK(Hold, models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=12)
    words = Words()
    custodian = Words()
    costs = models.PositiveBigIntegerField(default=0)
    evidence = TenantFK("evidence.Evidence", models.PROTECT, null=True)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    by_party = TenantFK("accounts.Party", models.PROTECT, null=True)
    first = TenantFK("fulfillment.HoldStep", models.PROTECT, null=True)
    at = models.DateTimeField()

    committed_fields: ClassVar[tuple[str, ...]] = (
        "hold", "deed", "costs", "evidence", "by_membership", "by_party", "first", "at",
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "hold", "id"], name="holdstep_hold")]

    def __str__(self) -> str:
        return f"{self.deed} of {self.hold_id}"


def reason(code: str, **facts: Any) -> dict[str, Any]:
    """A reason as rows keep it."""
    return {"code": code, **({"facts": facts} if facts else {})}


class KeptTrace(Tenanted):
    """What was known of a piece when somebody kept it as evidence."""

    mark = models.UUIDField()
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    party = TenantFK("accounts.Party", models.PROTECT)
    made_at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfPartyQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "mark", "-id"], name="kepttrace_mark")]

    def __str__(self) -> str:
        return f"{self.mark} of {self.made_at:%Y-%m-%d}"
