"""The shapes of orders and shipments in the API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from fulfillment.models import LossClaim, Order, OrderLine, Shipment, ShipmentEvent
from fulfillment.services.orders import LONGEST, MOST_LINES, MOST_PIECES, MOST_RIGHTS
from fulfillment.services.shipments import MOST_UNITS, TOLD
from fulfillment.trade.buyers import link_of
from fulfillment.trade.keeping import MOST_CENTS, MOST_WORDS
from gateway.fields import ApiDocument, ApiText
from registry.gate.reasons import kept, say

COUNTRY = "ISO 3166-1 alpha-2."


class BoughtIn(serializers.Serializer):
    """One line of an order."""

    listing = ApiText(max_length=60, help_text="Number of the listing.")
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    price_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS, help_text="Of one piece.")
    gtin = ApiText(max_length=14, required=False, allow_blank=True, default="")
    line = ApiText(
        max_length=LONGEST["line"], required=False, allow_blank=True, default="",
        help_text="What the line was called when the licence gate was asked at checkout.",
    )  # fmt: skip
    rights = serializers.ListField(
        child=ApiText(max_length=20), required=False, max_length=MOST_RIGHTS, default=list,
        help_text="References of the rights in it; those of the listing’s brand, if none is named.",
    )  # fmt: skip
    classes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=45), required=False, max_length=45, default=list,
        help_text="Nice classes that the goods may fall into.",
    )  # fmt: skip


class ToldIn(serializers.Serializer):
    """An order of one seller. The buyer’s name, mail and address are kept so that they can be erased."""

    number = ApiText(max_length=LONGEST["number"], help_text="The shop’s own.")
    destination = ApiText(max_length=2, help_text=COUNTRY)
    currency = ApiText(max_length=3)
    lines = serializers.ListField(child=BoughtIn(), min_length=1, max_length=MOST_LINES)
    name = ApiText(max_length=LONGEST["name"], required=False, allow_blank=True, default="")
    email = ApiText(max_length=LONGEST["email"], required=False, allow_blank=True, default="")
    address = ApiText(max_length=LONGEST["address"], required=False, allow_blank=True, default="")
    language = ApiText(max_length=10, required=False, allow_blank=True, default="", help_text="BCP 47.")
    warehouse = ApiText(
        max_length=20, required=False, allow_blank=True, default="", help_text="Reference of the partner that sends it."
    )
    placed_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    ship_by = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="As promised to the buyer."
    )


class OrderDecisionIn(serializers.Serializer):
    """Whether it is carried out."""

    accept = serializers.BooleanField()


class BoughtLineOut(serializers.Serializer):
    """One line, with the gate’s verdict and its reasons in words; `verdict` is empty where no right on file is in it."""

    position = serializers.IntegerField()
    line = serializers.CharField()
    listing = serializers.CharField(source="listing.number")
    title = serializers.CharField()
    quantity = serializers.IntegerField()
    price_cents = serializers.IntegerField()
    gtin = serializers.CharField(allow_blank=True)
    verdict = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    def get_verdict(self, row: OrderLine) -> str:
        """yes, no, ask or nothing."""
        return row.gate_check.verdict if row.gate_check else ""

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_reasons(self, row: OrderLine) -> list[str]:
        """In the caller's language."""
        return [say(one) for one in kept(row.gate_check.reasons)] if row.gate_check else []


class BoughtOrderOut(serializers.Serializer):
    """An order."""

    reference = serializers.CharField()
    number = serializers.CharField()
    seller = serializers.CharField(source="seller.reference")
    warehouse = serializers.SerializerMethodField()
    destination = serializers.CharField()
    currency = serializers.CharField()
    placed_at = serializers.DateTimeField()
    ship_by = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=Order.State.choices)
    lines = serializers.SerializerMethodField()

    def get_warehouse(self, row: Order) -> str:
        """Its reference, or nothing."""
        return row.warehouse.reference if row.warehouse else ""

    @extend_schema_field(BoughtLineOut(many=True))
    def get_lines(self, row: Order) -> list[dict[str, object]]:
        """In their order."""
        return list(BoughtLineOut(sorted(row.lines.all(), key=lambda line: line.position), many=True).data)


class OrderToldOut(BoughtOrderOut):
    """An order with the buyer’s link: whoever has it sees the order and complains."""

    link = serializers.SerializerMethodField()

    def get_link(self, row: Order) -> str:
        """The whole address."""
        return link_of(row)


class PackedIn(serializers.Serializer):
    """What is in the parcel of one line of the order."""

    position = serializers.IntegerField(min_value=1, max_value=MOST_LINES)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    serials = serializers.ListField(child=ApiText(max_length=60), required=False, max_length=MOST_UNITS, default=list)
    gtin = ApiText(max_length=14, required=False, allow_blank=True, default="", help_text="The line’s, if not given.")


class ManifestIn(serializers.Serializer):
    """A parcel. Without lines: all that is left of the order."""

    carrier = ApiText(max_length=120, help_text="Reference of a partner here, or a name.")
    tracking = ApiText(max_length=60)
    origin = ApiText(max_length=2, help_text=COUNTRY)
    lines = serializers.ListField(child=PackedIn(), required=False, max_length=MOST_LINES, default=list)


class EventIn(serializers.Serializer):
    """What happened; `until` is the day until which the parcel waits for its buyer."""

    kind = serializers.ChoiceField(choices=[(code, code) for code in TOLD])
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    country = ApiText(max_length=2, required=False, allow_blank=True, default="", help_text=COUNTRY)
    quantity = serializers.IntegerField(
        min_value=0, max_value=MOST_PIECES, required=False, allow_null=True, default=None
    )
    words = ApiText(max_length=MOST_WORDS, required=False, allow_blank=True, default="")
    until = serializers.DateField(required=False, allow_null=True, default=None)
    file = ApiDocument(required=False, help_text="Its paper: PDF or picture.")


class ClaimIn(serializers.Serializer):
    """What is asked of the carrier, and what the buyer gets until which day."""

    amount_cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS)
    plan = serializers.ChoiceField(choices=LossClaim.Plan.choices)
    plan_by = serializers.DateField()


class ClaimAnswerIn(serializers.Serializer):
    """Whether the carrier pays."""

    pays = serializers.BooleanField()


class ShipmentOut(serializers.Serializer):
    """A shipment."""

    reference = serializers.CharField()
    order = serializers.CharField(source="order.reference")
    seller = serializers.CharField(source="seller.reference")
    carrier = serializers.CharField(source="carrier_name")
    tracking = serializers.CharField()
    origin = serializers.CharField()
    destination = serializers.CharField()
    kept_until = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=Shipment.State.choices)


class ShippedLineOut(serializers.Serializer):
    """What is in it of one line."""

    position = serializers.IntegerField(source="order_line.position")
    title = serializers.CharField(source="order_line.title")
    quantity = serializers.IntegerField()
    units = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.DictField(child=serializers.CharField())))
    def get_units(self, row) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
        """GTIN and serial number of each."""
        return [{"gtin": unit.gtin, "serial": unit.serial} for unit in row.units.all()]


class ShipmentEventOut(serializers.Serializer):
    """One thing that happened."""

    kind = serializers.ChoiceField(choices=ShipmentEvent.Kind.choices)
    at = serializers.DateTimeField()
    country = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField(allow_null=True)


class LossClaimOut(serializers.Serializer):
    """What was asked of the carrier."""

    amount_cents = serializers.IntegerField()
    currency = serializers.CharField()
    plan = serializers.ChoiceField(choices=LossClaim.Plan.choices)
    plan_by = serializers.DateField()
    state = serializers.ChoiceField(choices=LossClaim.State.choices)


class WholeShipmentOut(ShipmentOut):
    """A shipment with its manifest, what happened to it, and its papers (references of evidence)."""

    lines = ShippedLineOut(many=True)
    events = serializers.SerializerMethodField()
    papers = serializers.SerializerMethodField()
    claim = serializers.SerializerMethodField()

    @extend_schema_field(ShipmentEventOut(many=True))
    def get_events(self, row: Shipment) -> list[dict[str, object]]:
        """In the order in which they happened."""
        return list(ShipmentEventOut(sorted(row.events.all(), key=lambda one: (one.at, one.id)), many=True).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_papers(self, row: Shipment) -> list[str]:
        """Their references."""
        return [paper.evidence.reference for paper in row.papers.all()]

    @extend_schema_field(LossClaimOut(allow_null=True))
    def get_claim(self, row: Shipment) -> dict[str, object] | None:
        """Null where nothing was asked."""
        found = next(iter(row.claims.all()), None)
        return dict(LossClaimOut(found).data) if found else None
