"""The API for what is known of genuine goods, and for bans. The same services as the pages."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from registry import goods, queries, services
from registry.banning import LONGEST, LONGEST_PHRASE, MOST_PHRASES, BanDetails
from registry.models import Ban, PriceBand, RightText
from registry.services.goods import LONGEST_GOODS, LONGEST_TEXT, LONGEST_TITLE, MOST_CENTS
from tenancy.context import database_now

STATE = [OpenApiParameter("state", str, enum=goods.STATES)]
EXAMPLE = OpenApiExample(
    "An exclusion order",
    request_only=True,
    value={
        "kind": "exclusion_order",
        "title": "Certain hair dryers",
        "authority": "USITC",
        "order": "337-TA-0000",
        "territories": ["US"],
        "products": ["hair dryer"],
        "allowed": ["HD-02"],
        "action": "queue",
    },
)


class TextOut(serializers.ModelSerializer):
    """A text of a copyright, without what it says."""

    class Meta:
        model = RightText
        fields: ClassVar = ["id", "title", "made_at", "retired_at"]
        read_only_fields = fields


class TextIn(serializers.Serializer):
    """A text in which a copyright subsists."""

    title = ApiText(max_length=LONGEST_TITLE)
    text = ApiText(max_length=LONGEST_TEXT)


class PriceOut(serializers.ModelSerializer):
    """What genuine goods usually cost, in hundredths of the currency."""

    class Meta:
        model = PriceBand
        fields: ClassVar = [
            "id", "currency", "low_cents", "high_cents", "market", "goods", "starts_on", "ends_on", "ended_at", "made_at",
        ]  # fmt: skip
        read_only_fields = fields


class PriceIn(serializers.Serializer):
    """A usual price; it takes the place of the one for the same goods, market and currency."""

    currency = ApiText(max_length=3, help_text="ISO 4217, as in USD.")
    low_cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS)
    high_cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS)
    market = ApiText(max_length=60, required=False, allow_blank=True, help_text="One country; empty for all.")
    goods = ApiText(
        max_length=LONGEST_GOODS, required=False, allow_blank=True, help_text="Words that a listing must name."
    )
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)


def _words(**more: Any) -> serializers.ListField:
    return serializers.ListField(child=ApiText(max_length=LONGEST_PHRASE), max_length=MOST_PHRASES, **more)


class BanOut(serializers.ModelSerializer):
    """A ban. `excepted` are the references of the sellers that it does not bind, `right` that of the patent on file."""

    territories = serializers.ListField(child=serializers.CharField())
    products = serializers.ListField(child=serializers.CharField())
    models = serializers.ListField(child=serializers.CharField(), source="model_numbers")
    allowed = serializers.ListField(child=serializers.CharField())
    patents = serializers.ListField(child=serializers.CharField())
    excepted = serializers.SerializerMethodField()
    right = serializers.CharField(source="right.reference", allow_null=True, default=None)

    class Meta:
        model = Ban
        fields: ClassVar = [
            "reference", "kind", "title", "authority", "order", "territories", "products", "models", "allowed", "patents",
            "excepted", "right", "action", "starts_on", "ends_on", "ended_at", "source", "made_at", "changed_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_excepted(self, ban: Ban) -> list[str]:
        """In no order."""
        return [exception.seller.reference for exception in ban.exceptions.all()]


class BanIn(serializers.Serializer):
    """An order of an authority to put on the list."""

    kind = serializers.ChoiceField(choices=Ban.Kind.choices)
    title = ApiText(max_length=LONGEST["title"])
    authority = ApiText(max_length=LONGEST["authority"])
    order = ApiText(max_length=LONGEST["order"])
    territories = serializers.ListField(child=ApiText(max_length=60), max_length=250)
    products = _words(help_text="In the words of listings; a listing must name every word of one.")
    models = _words(required=False, help_text="The only models that it reaches; none: all.")
    allowed = _words(required=False, help_text="Models that it leaves alone.")
    patents = _words(required=False)
    excepted = _words(required=False, help_text="References of sellers that it does not bind.")
    right = ApiText(max_length=20, required=False, allow_blank=True, help_text="Reference of the patent on file.")
    action = serializers.ChoiceField(choices=Ban.Action.choices, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    source = ApiText(max_length=LONGEST["source"], required=False, allow_blank=True)  # type: ignore[assignment]

    @staticmethod
    def details(given: dict[str, Any]) -> BanDetails:
        """What `add_ban` takes."""
        models = tuple(given.pop("models", ()))
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        return BanDetails(**{**given, **lists, "model_numbers": models})


class Texts(MarketplaceView):
    """The texts of a right."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="texts_list", summary="List the texts of a right", responses=TextOut(many=True))
    def get(self, request: ApiRequest, ref: str) -> Response:
        """All that were ever added, the newest first."""
        right = queries.right_by_reference(ref, actor=request.actor)
        return self.paged(RightText.objects.filter(right=right).defer("text"), TextOut)

    @extend_schema(operation_id="texts_add", summary="Add a text", request=TextIn, responses={201: TextOut})
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """Only to a copyright. A verified one is checked again before it is enforced."""
        right = queries.right_by_reference(ref, actor=request.actor)
        row = services.add_text(actor=request.actor, right=right, **body_of(TextIn, request))
        return created(TextOut(row).data, location=_address(request, "api_texts", ref))


class TextEnd(MarketplaceView):
    """The end of a text."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(operation_id="texts_retire", summary="Retire a text", request=None, responses=TextOut)
    @idempotent
    def post(self, request: ApiRequest, ref: str, text_id: UUID) -> Response:
        """Nothing is compared with it any more."""
        right = queries.right_by_reference(ref, actor=request.actor)
        row = found(RightText.objects.filter(right=right).select_related("right"), id=text_id)
        services.retire_text(actor=request.actor, text=row)
        return Response(TextOut(row).data)


class Prices(MarketplaceView):
    """The usual prices of a right."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="prices_list", summary="List the usual prices", responses=PriceOut(many=True))
    def get(self, request: ApiRequest, ref: str) -> Response:
        """All that were ever set, the newest first."""
        right = queries.right_by_reference(ref, actor=request.actor)
        return self.paged(PriceBand.objects.filter(right=right), PriceOut)

    @extend_schema(operation_id="prices_set", summary="Set a usual price", request=PriceIn, responses={201: PriceOut})
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """It takes the place of the one for the same goods, market and currency."""
        right = queries.right_by_reference(ref, actor=request.actor)
        band = services.set_band(actor=request.actor, right=right, **body_of(PriceIn, request))
        return created(PriceOut(band).data, location=_address(request, "api_prices", ref))


class PriceEnd(MarketplaceView):
    """The end of a usual price."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(operation_id="prices_end", summary="End a usual price", request=None, responses=PriceOut)
    @idempotent
    def post(self, request: ApiRequest, ref: str, band_id: UUID) -> Response:
        """Prices are no longer held against it."""
        right = queries.right_by_reference(ref, actor=request.actor)
        band = found(PriceBand.objects.filter(right=right).select_related("right"), id=band_id)
        services.end_band(actor=request.actor, band=band)
        return Response(PriceOut(band).data)


class Bans(MarketplaceView):
    """The list of bans."""

    permissions: ClassVar = {"GET": "ban.read", "POST": "ban.manage"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="bans_list", summary="List bans", parameters=STATE, responses=BanOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        state = choice(request.query_params, "state", goods.STATES, default="")
        rows = goods.bans(state=state, day=database_now().date())
        return self.paged(rows.select_related("right").prefetch_related("exceptions__seller"), BanOut)

    @extend_schema(
        operation_id="bans_add",
        summary="Put a ban on the list",
        request=BanIn,
        responses={201: BanOut},
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Listings that are checked from now on are held against it."""
        ban = services.add_ban(actor=request.actor, details=BanIn.details(body_of(BanIn, request)))
        return created(_out(request, ban.reference), location=_address(request, "api_ban", ban.reference))


class OneBan(MarketplaceView):
    """One ban."""

    permissions: ClassVar = {"GET": "ban.read"}

    @extend_schema(operation_id="bans_read", summary="Get a ban", responses=BanOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """With whom it does not bind."""
        return Response(_out(request, ref))


class BanEnd(MarketplaceView):
    """The end of a ban."""

    permissions: ClassVar = {"POST": "ban.manage"}

    @extend_schema(operation_id="bans_end", summary="End a ban", request=None, responses=BanOut)
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """Nothing is held against it any more."""
        services.end_ban(actor=request.actor, ban=goods.ban_by_reference(ref, request.actor))
        return Response(_out(request, ref))


def _out(request: ApiRequest, ref: str) -> dict[str, Any]:
    return dict(BanOut(goods.ban_by_reference(ref, request.actor)).data)


def _address(request: ApiRequest, name: str, *args: str) -> str:
    return str(request.build_absolute_uri(reverse(f"registry:{name}", args=[request.marketplace.slug, *args])))
