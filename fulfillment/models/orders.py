"""Orders and their shipments: what was bought, what the licence gate said, who carried it, and what became of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class OrderQuerySet(TenantQuerySet):
    """What may be asked of orders."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and the shop see all, a seller its own, a warehouse those that it sends, nobody else any."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(models.Q(seller_id=actor.party_id) | models.Q(warehouse_id=actor.party_id))


class ShipmentQuerySet(TenantQuerySet):
    """What may be asked of shipments."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and the shop see all, a seller those of its orders, a partner those that it sends or carries."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        mine = models.Q(seller_id=actor.party_id) | models.Q(carrier_id=actor.party_id)
        return self.filter(mine | models.Q(made_by_id=actor.party_id))


class Order(Stateful, Tenanted):
    """What a buyer bought of one seller. `number` is the shop's own. `destination` is ISO 3166-1 alpha-2.

    `token_hash` is the SHA-256 of the secret in the buyer's link; `buyer` tells buyers apart without saying who they are (a
    keyed HMAC of the address of mail, "" where none is known). `warehouse` sends it for the seller. `ship_by` is the day until
    which the seller promised to send it.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.ORDER`."""

        PLACED = "placed", _("Waits for a check")
        REFUSED = "refused", _("Refused")
        ACCEPTED = "accepted", _("To be sent")
        SHIPPED = "shipped", _("On its way")
        DELIVERED = "delivered", _("Delivered")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    reference = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    seller = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    warehouse = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    destination = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, editable=False)
    buyer = models.CharField(max_length=64, blank=True, editable=False)
    placed_at = models.DateTimeField()
    ship_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLACED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OrderQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="order_reference"),
            models.UniqueConstraint(fields=["tenant", "number", "seller"], name="order_number"),
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="order_token_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["placed", "refused", "accepted", "shipped", "delivered", "closed", "cancelled"]
                ),
                name="order_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="order_of_seller"),
            models.Index(fields=["tenant", "warehouse", "-id"], name="order_of_warehouse"),
            models.Index(fields=["tenant", "state", "-id"], name="order_by_state"),
            models.Index(fields=["tenant", "seller", "placed_at"], name="order_placed"),
        ]

    def __str__(self) -> str:
        return self.reference


class OrderRecord(Worded):
    """What the shop told of an order, as it was taken in; who bought it stands in words that can be erased."""

    committed_fields: ClassVar[tuple[str, ...]] = ("order", "number", "destination", "placed_at", "lines")

    order = TenantFK(Order, models.PROTECT, related_name="records")
    number = models.CharField(max_length=60)
    destination = models.CharField(max_length=2)
    placed_at = models.DateTimeField()
    lines = models.JSONField(default=list)
    name = Words()
    email = Words()
    address = Words()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "order"], name="orderrecord_once")]

    def __str__(self) -> str:
        return f"record of {self.order_id}"


class OrderLine(Tenanted):
    """One thing bought. `price_cents` are hundredths of the order's currency for one piece; `gtin` has 14 digits, or is "".

    `line` is what the gate knows it by; `gate_check` what the gate answered, None where no right on file is in it.
    """

    order = TenantFK(Order, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=120)
    listing = TenantFK("sellers.Listing", models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    quantity = models.PositiveIntegerField()
    price_cents = models.BigIntegerField()
    gtin = models.CharField(max_length=14, blank=True)
    gate_check = TenantFK("registry.GateCheck", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "order", "position"], name="orderline_position"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0, price_cents__gte=0), name="orderline_amounts"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "listing", "id"], name="orderline_listing"),
            models.Index(fields=["tenant", "gtin", "id"], name="orderline_gtin", condition=~models.Q(gtin="")),
        ]

    def __str__(self) -> str:
        return self.title


class Shipment(Stateful, Tenanted):
    """A parcel of an order. `carrier` is who carries it where that is a party here, else `carrier_name` alone says it.

    `kept_until` is the day until which it waits for the buyer: at customs, or at a counter after a delivery that failed.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.SHIPMENT`."""

        ANNOUNCED = "announced", _("Made ready")
        ON_THE_WAY = "on_the_way", _("On its way")
        AT_CUSTOMS = "at_customs", _("At customs")
        FAILED = "failed", _("Could not be delivered")
        DELIVERED = "delivered", _("Delivered")
        RETURNED = "returned", _("Went back")
        LOST = "lost", _("Lost")
        CANCELLED = "cancelled", _("Cancelled")

    reference = models.CharField(max_length=20)
    order = TenantFK(Order, models.PROTECT, related_name="shipments")
    seller = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    carrier = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    carrier_name = models.CharField(max_length=120)
    tracking = models.CharField(max_length=60)
    origin = models.CharField(max_length=2)
    destination = models.CharField(max_length=2)
    kept_until = models.DateField(null=True, blank=True)
    made_by = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ANNOUNCED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ShipmentQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="shipment_reference"),
            models.UniqueConstraint(fields=["tenant", "carrier_name", "tracking"], name="shipment_tracking"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "announced",
                        "on_the_way",
                        "at_customs",
                        "failed",
                        "delivered",
                        "returned",
                        "lost",
                        "cancelled",
                    ]
                ),
                name="shipment_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "order", "id"], name="shipment_of_order"),
            models.Index(fields=["tenant", "seller", "-id"], name="shipment_of_seller"),
            models.Index(fields=["tenant", "carrier", "-id"], name="shipment_of_carrier"),
            models.Index(fields=["tenant", "made_by", "-id"], name="shipment_of_maker"),
            models.Index(fields=["tenant", "state", "-id"], name="shipment_by_state"),
        ]

    def __str__(self) -> str:
        return self.reference


class ShipmentLine(Tenanted):
    """How much of a line of the order is in a shipment."""

    shipment = TenantFK(Shipment, models.PROTECT, related_name="lines")
    order_line = TenantFK(OrderLine, models.PROTECT, related_name="shipped")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shipment", "order_line"], name="shipmentline_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="shipmentline_quantity"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "order_line"], name="shipmentline_line")]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.order_line_id}"


class ShipmentUnit(Tenanted):
    """One piece of a shipment by its numbers: GTIN of 14 digits and serial number, as they stand on the goods."""

    shipment = TenantFK(Shipment, models.PROTECT, related_name="units")
    line = TenantFK(ShipmentLine, models.PROTECT, related_name="units")
    gtin = models.CharField(max_length=14)
    serial = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shipment", "gtin", "serial"], name="shipmentunit_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "gtin", "serial", "id"], name="shipmentunit_number"),
            models.Index(fields=["tenant", "line"], name="shipmentunit_line"),
        ]

    def __str__(self) -> str:
        return f"{self.gtin} {self.serial}"


class ShipmentEvent(Worded):
    """One thing that happened to a shipment. Appended, never edited. `at` is when it happened, as whoever tells it says.

    `quantity` is what a warehouse counted; `country` is ISO 3166-1 alpha-2 or "". Who received it stands in `words`.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ANNOUNCED = "announced", _("The manifest was made")
        RECEIVED = "received", _("A warehouse received it")
        HANDED_OVER = "handed_over", _("Handed over to the carrier")
        SCANNED = "scanned", _("Seen on its way")
        AT_CUSTOMS = "at_customs", _("Customs hold it")
        FAILED = "failed", _("It could not be delivered")
        DELIVERED = "delivered", _("Delivered")
        RETURNED = "returned", _("It went back")
        LOST = "lost", _("It is lost")
        REMINDED = "reminded", _("The buyer was reminded")
        CANCELLED = "cancelled", _("It is not sent")

    committed_fields: ClassVar[tuple[str, ...]] = ("shipment", "kind", "at", "party", "country", "quantity")

    shipment = TenantFK(Shipment, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    party = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    words = Words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "shipment", "at", "id"], name="shipmentevent_shipment")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.shipment_id}"


class ShipmentPaper(Tenanted):
    """A paper or picture of a shipment, kept as evidence."""

    class Kind(models.TextChoices):
        """What it shows."""

        MANIFEST = "manifest", _("Manifest")
        RECEIPT = "receipt", _("Receipt of a warehouse")
        DELIVERY = "delivery", _("Proof of delivery")
        LOSS = "loss", _("Report of the loss")

    shipment = TenantFK(Shipment, models.PROTECT, related_name="papers")
    evidence = TenantFK("evidence.Evidence", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shipment", "evidence"], name="shipmentpaper_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.shipment_id}"


class LossClaim(Stateful, Tenanted):
    """What is asked of the carrier for a lost shipment, and what the buyer gets meanwhile. Amounts in hundredths of `currency`."""

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.LOSSCLAIM`."""

        OPEN = "open", _("The carrier answers")
        PAID = "paid", _("The carrier pays")
        REFUSED = "refused", _("The carrier refuses")

    class Plan(models.TextChoices):
        """What the buyer gets."""

        REFUND = "refund", _("The money back")
        RESEND = "resend", _("The same goods again")
        OTHER = "other", _("Something else")

    shipment = TenantFK(Shipment, models.PROTECT, related_name="claims")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    plan = models.CharField(max_length=10, choices=Plan.choices)
    plan_by = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shipment"], name="lossclaim_once"),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="lossclaim_amount"),
            models.CheckConstraint(condition=models.Q(state__in=["open", "paid", "refused"]), name="lossclaim_state"),
        ]

    def __str__(self) -> str:
        return f"claim for {self.shipment_id}"
