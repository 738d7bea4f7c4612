"""What the API of detentions takes and gives."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from fulfillment.customs.keeping import MOST_WORDS
from fulfillment.customs.taking_in import LONGEST, MOST_CODES
from fulfillment.models import Detention
from fulfillment.services.customs_answers import ANSWERS, DECLARED, TOLD
from gateway.fields import ApiText
from workflow import clocks

COUNTRY = "ISO 3166-1 alpha-2."
OUTCOMES = ("destroyed", "seized", "released")


class DetentionClockOut(serializers.Serializer):
    """A time that runs."""

    kind = serializers.CharField()
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    basis = serializers.CharField(help_text="law, or policy of the house")
    of = serializers.CharField(source="source", help_text="Where that stands.")
    then = serializers.CharField(help_text="What follows from silence.")


class DetentionOut(serializers.ModelSerializer):
    """Goods that customs hold."""

    right = serializers.CharField(source="right.reference")
    holder = serializers.CharField(source="holder.reference")
    application = serializers.SerializerMethodField()
    gtins = serializers.ListField(child=serializers.CharField(), help_text="Of 14 digits.")
    serials = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Detention
        fields: ClassVar = [
            "reference", "customs_reference", "office", "country", "noticed_on", "right", "holder", "application", "goods",
            "quantity", "unit", "weight_grams", "value_cents", "currency", "gtins", "serials", "origin", "destination",
            "transport", "packaging", "perishable", "small", "holder_said", "declarant_said", "more_time", "court", "ended_on",
            "ended_quantity", "state", "state_at",
        ]  # fmt: skip

    def get_application(self, row: Detention) -> str:
        """Reference of the application on which customs acted; "" where they acted on their own."""
        return row.application.reference if row.application else ""


class WholeDetentionOut(DetentionOut):
    """A detention with the people it names, while they are on file, and the times that run."""

    declarant = serializers.SerializerMethodField()
    consignor = serializers.SerializerMethodField()
    consignee = serializers.SerializerMethodField()
    clocks = serializers.SerializerMethodField()

    class Meta(DetentionOut.Meta):
        fields: ClassVar = [*DetentionOut.Meta.fields, "declarant", "consignor", "consignee", "clocks"]

    def get_declarant(self, row: Detention) -> str:
        """As the letter names it; "" where it was erased."""
        return self._named(row, "declarant")

    def get_consignor(self, row: Detention) -> str:
        """Who sent the goods."""
        return self._named(row, "consignor")

    def get_consignee(self, row: Detention) -> str:
        """To whom they were sent."""
        return self._named(row, "consignee")

    @extend_schema(responses=DetentionClockOut(many=True))
    def get_clocks(self, row: Detention) -> list[dict[str, Any]]:
        """The nearest bound first."""
        return [dict(DetentionClockOut(one).data) for one in clocks.standing([row.id]).get(row.id, [])]

    def _named(self, row: Detention, name: str) -> str:
        found = next(iter(row.notices.all()), None)
        return str(getattr(found, name)) if found else ""


class DetentionIn(serializers.Serializer):
    """What a letter of customs says."""

    customs_reference = ApiText(max_length=LONGEST["customs_reference"])
    country = ApiText(max_length=2, help_text=COUNTRY)
    noticed_on = serializers.DateField(help_text="The day of the letter; the days to answer count from here.")
    right = ApiText(max_length=60, help_text="Reference of the right, or its number.")
    goods = ApiText(max_length=LONGEST["goods"])
    quantity = serializers.IntegerField(min_value=1, max_value=2_000_000_000)
    unit = serializers.ChoiceField(choices=Detention.Unit.choices, default=Detention.Unit.PIECES)
    office = ApiText(max_length=LONGEST["office"], required=False, allow_blank=True, default="")
    weight_grams = serializers.IntegerField(
        min_value=1, max_value=2_000_000_000, required=False, allow_null=True, default=None
    )
    value_cents = serializers.IntegerField(min_value=0, max_value=2**53, required=False, allow_null=True, default=None)
    currency = ApiText(max_length=3, required=False, allow_blank=True, default="")
    gtins = serializers.ListField(child=ApiText(max_length=20), required=False, max_length=MOST_CODES, default=list)
    serials = serializers.ListField(child=ApiText(max_length=60), required=False, max_length=MOST_CODES, default=list)
    origin = ApiText(max_length=2, required=False, allow_blank=True, default="", help_text=COUNTRY)
    destination = ApiText(max_length=2, required=False, allow_blank=True, default="", help_text=COUNTRY)
    transport = serializers.ChoiceField(
        choices=Detention.Transport.choices, required=False, allow_blank=True, default=""
    )
    packaging = ApiText(max_length=LONGEST["packaging"], required=False, allow_blank=True, default="")
    declarant = ApiText(max_length=LONGEST["declarant"], required=False, allow_blank=True, default="")
    consignor = ApiText(max_length=LONGEST["consignor"], required=False, allow_blank=True, default="")
    consignee = ApiText(max_length=LONGEST["consignee"], required=False, allow_blank=True, default="")
    perishable = serializers.BooleanField(default=False)
    small = serializers.BooleanField(
        default=False, help_text="Where the rights holder agreed to that in its application."
    )


class DetentionListIn(serializers.Serializer):
    """A list as CSV, in UTF-8."""

    list = serializers.FileField(help_text="Columns as on the page of lists; `value` and `currency` for the value.")


class DetentionFaultOut(serializers.Serializer):
    """What is wrong with a row."""

    line = serializers.IntegerField()
    column = serializers.CharField()
    sentence = serializers.CharField()


class DetentionListOut(serializers.Serializer):
    """What became of a list."""

    new = serializers.IntegerField()
    known = serializers.IntegerField()
    faults = DetentionFaultOut(many=True)


class HolderAnswerIn(serializers.Serializer):
    """What the rights holder says."""

    answer = serializers.ChoiceField(choices=[(code, code) for code in ANSWERS])
    words = ApiText(max_length=MOST_WORDS)
    court = ApiText(
        max_length=200, required=False, allow_blank=True, default="", help_text="For `court`: which, and its number."
    )


class DeclarantIn(serializers.Serializer):
    """That the declarant was told of the detention, or what it told customs."""

    answer = serializers.ChoiceField(choices=[(code, code) for code in (TOLD, *DECLARED)])
    words = ApiText(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


class MoreTimeIn(serializers.Serializer):
    """What customs said to the request for more time."""

    granted = serializers.BooleanField()
    days = serializers.IntegerField(min_value=1, max_value=250, required=False, allow_null=True, default=None)
    words = ApiText(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


class OutcomeIn(serializers.Serializer):
    """What became of the goods."""

    outcome = serializers.ChoiceField(choices=[(code, code) for code in OUTCOMES])
    on = serializers.DateField()
    quantity = serializers.IntegerField(
        min_value=1, max_value=2_000_000_000, required=False, allow_null=True, default=None
    )
    words = ApiText(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


class SeenOut(serializers.Serializer):
    """How often something was met."""

    name = serializers.CharField()
    second = serializers.CharField()
    detentions = serializers.IntegerField()
    quantity = serializers.IntegerField()
    recovered = serializers.IntegerField(help_text="Detentions that ended with destruction or seizure.")


class PriceRangeOut(serializers.Serializer):
    """What one unit was said to be worth, in hundredths."""

    name = serializers.CharField()
    currency = serializers.CharField()
    detentions = serializers.IntegerField()
    lowest = serializers.IntegerField()
    middle = serializers.IntegerField()
    highest = serializers.IntegerField()


class RiskProfileOut(serializers.Serializer):
    """Routes, consignors, packaging, goods and prices of the last year."""

    since = serializers.DateField()
    seen = serializers.IntegerField()
    capped = serializers.BooleanField(help_text="Whether there were more than were read.")
    outcomes = serializers.DictField(child=serializers.IntegerField())
    routes = SeenOut(many=True)
    consignors = SeenOut(many=True)
    packaging = SeenOut(many=True)
    goods = SeenOut(many=True)
    offices = SeenOut(many=True)
    prices = PriceRangeOut(many=True)


class RecoveryOut(serializers.Serializer):
    """How much of what was detained was kept from buyers, of one unit."""

    name = serializers.CharField(help_text="The country, where it is asked by country.")
    unit = serializers.CharField()
    detentions = serializers.IntegerField()
    detained = serializers.IntegerField()
    destroyed = serializers.IntegerField()
    seized = serializers.IntegerField()
    open = serializers.IntegerField()
    rate_percent = serializers.IntegerField(allow_null=True, help_text="Null while nothing is over.")
