"""The API of shops outside: those that are watched, and what was found there. The same services as the pages."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice, found, text
from gateway.idempotency import idempotent
from scanner.api_matches import NOTHING, DismissalIn
from scanner.machine import OUTSIDEMATCH, SHOP
from scanner.models import OutsideMatch, Shop
from scanner.outside import queries
from scanner.services import outside
from scanner.words import outside_signals

EXAMPLE = OpenApiExample(
    "A shop that sells to Germany",
    request_only=True,
    value={"url": "https://shop.example/bags", "markets": ["DE"], "interval_hours": 24},
)
FILTERS = [
    OpenApiParameter("state", str, enum=list(OUTSIDEMATCH.states), description="`open` if it is left out."),
    OpenApiParameter("shop", str, description="Reference of a shop."),
    OpenApiParameter("right", str, description="Reference of a right."),
]


class ShopIn(serializers.Serializer):
    """A shop to be watched. Without `party` for the caller's own party, or for the marketplace itself."""

    url = ApiText(max_length=2_000)
    name = ApiText(max_length=outside.LONGEST_NAME, required=False, allow_blank=True)
    party = ApiText(max_length=20, required=False, help_text="Reference of the rights holder for whom it is watched.")
    markets = serializers.ListField(
        child=ApiText(max_length=2), max_length=outside.MOST_MARKETS, required=False, help_text="ISO 3166-1 alpha-2."
    )
    interval_hours = serializers.ChoiceField(choices=outside.INTERVALS, required=False)
    why = ApiText(max_length=outside.LONGEST_WHY, required=False, allow_blank=True)


class ShopOut(serializers.Serializer):
    """A shop outside. `failure` is why the last look failed, empty after one that did not."""

    reference = serializers.CharField()
    domain = serializers.CharField()
    url = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=list(SHOP.states))
    markets = serializers.ListField(child=serializers.CharField())
    interval_hours = serializers.IntegerField()
    looked_at = serializers.DateTimeField(allow_null=True)
    next_look_at = serializers.DateTimeField()
    failures = serializers.IntegerField()
    failure = serializers.CharField(source="said", allow_blank=True)
    waiting = serializers.IntegerField(help_text="Matches that the caller could judge.")


class OutsideMatchOut(serializers.Serializer):
    """A right that was found on a page outside, with a sentence per signal."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=list(OUTSIDEMATCH.states))
    verdict = serializers.CharField(allow_blank=True)
    score = serializers.IntegerField(help_text="0 to 100.")
    right = serializers.CharField(source="right.reference")
    right_title = serializers.CharField(source="right.title")
    shop = serializers.CharField(source="page.shop.reference")
    page = serializers.CharField(source="page.reference")
    url = serializers.CharField(source="page.url")
    title = serializers.CharField(source="page.title")
    price_cents = serializers.IntegerField(source="page.price_cents", allow_null=True)
    currency = serializers.CharField(source="page.currency", allow_blank=True)
    fetched_at = serializers.DateTimeField(source="page.fetched_at")
    index = serializers.IntegerField(source="index.number", help_text="Version of the index it was found with.")
    why = serializers.SerializerMethodField()

    def get_why(self, match: OutsideMatch) -> list[str]:
        """What was found, for people."""
        return [sentence for _kind, sentence, _strength in outside_signals(match)]


class Shops(MarketplaceView):
    """The watch list."""

    permissions: ClassVar = {"GET": "outside.read", "POST": "outside.watch"}
    ordering: ClassVar = queries.NEWEST

    @extend_schema(operation_id="outside_shops_list", summary="List shops outside", responses=ShopOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Those whose watch has not ended, or with `state` those in it; the newest first."""
        state = choice(request.query_params, "state", list(SHOP.states), default="")
        return self.paged(queries.shops(request.actor, state=state), ShopOut)

    @extend_schema(
        operation_id="outside_shops_watch", summary="Watch a shop outside", request=ShopIn, responses={201: ShopOut},
        examples=[EXAMPLE],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Have a shop watched. The first look begins within seconds."""
        given = body_of(ShopIn, request)
        if reference := given.pop("party", ""):
            given["party"] = found(Party.objects.visible_to(request.actor), reference=reference)
        shop = outside.add_shop(actor=request.actor, **given)
        return Response(_out(shop, request), status=201)


class OutsideMatches(MarketplaceView):
    """What was found."""

    permissions: ClassVar = {"GET": "outside.read"}
    ordering: ClassVar = queries.STRONGEST

    @extend_schema(
        operation_id="outside_matches_list", summary="List what was found outside", parameters=FILTERS,
        responses=OutsideMatchOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The strongest first."""
        params = request.query_params
        rows = queries.matches(
            request.actor,
            state=choice(params, "state", list(OUTSIDEMATCH.states), default="open"),
            shop=text(params, "shop", default="", longest=20),
            right=text(params, "right", default="", longest=20),
        )
        return self.paged(rows, OutsideMatchOut)


class OneOutsideMatch(MarketplaceView):
    """One match outside."""

    permissions: ClassVar = {"GET": "outside.read"}

    @extend_schema(
        operation_id="outside_matches_retrieve", summary="Get a match outside", responses=OutsideMatchOut
    )  # fmt: skip
    def get(self, request: ApiRequest, match_id: UUID) -> Response:
        """With the page on which it was found."""
        return Response(_match(request, match_id))


class Confirmation(MarketplaceView):
    """Confirming."""

    permissions: ClassVar = {"POST": "outside.judge"}

    @extend_schema(
        operation_id="outside_matches_confirm", summary="Confirm a match outside", request=None,
        responses=OutsideMatchOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, match_id: UUID) -> Response:
        """Nothing follows by itself; it is kept with the evidence."""
        outside.judge(actor=request.actor, match_id=match_id, verdict=outside.CONFIRMED)
        return Response(_match(request, match_id))


class Dismissal(MarketplaceView):
    """Dismissing."""

    permissions: ClassVar = {"POST": "outside.judge"}

    @extend_schema(
        operation_id="outside_matches_dismiss", summary="Dismiss a match outside", request=DismissalIn,
        responses=OutsideMatchOut, examples=[NOTHING],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, match_id: UUID) -> Response:
        """It is nothing."""
        queries.match(match_id, request.actor)  # strangers are told nothing of their body's faults
        outside.judge(actor=request.actor, match_id=match_id, verdict=body_of(DismissalIn, request)["why"])
        return Response(_match(request, match_id))


def _match(request: ApiRequest, match_id: UUID) -> dict[str, Any]:
    return dict(OutsideMatchOut(queries.match(match_id, request.actor)).data)


def _out(shop: Shop, request: ApiRequest) -> dict[str, Any]:
    row = queries.shops(request.actor, state=shop.state).get(id=shop.id)
    return dict(ShopOut(row).data)
