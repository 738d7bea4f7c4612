"""The API of listings that seem to fall under a ban: what was found, and what a reviewer says of each."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import choice, found, text
from gateway.idempotency import idempotent
from scanner import services
from scanner.ban_words import hit_sentence
from scanner.machine import BANHIT
from scanner.models import BanHit
from scanner.services.banning import NOT_BANNED

FILTERS = [
    OpenApiParameter("state", str, enum=list(BANHIT.states), description="`open` if it is left out."),
    OpenApiParameter("ban", str, description="Reference of a ban."),
    OpenApiParameter("listing", str, description="The number of a listing."),
    OpenApiParameter("seller", str, description="Reference of a seller."),
    OpenApiParameter("region", str, description="A territory of the ban in which the listing was offered."),
]
OTHER_GOODS = OpenApiExample("Other goods than the order means", request_only=True, value={"why": "other_goods"})


class BanHitOut(serializers.Serializer):
    """A listing that seems to fall under a ban, found in one revision of it. A person confirms or dismisses it."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=list(BANHIT.states))
    holds = serializers.BooleanField(help_text="Whether it keeps the listing back now.")
    ban = serializers.CharField(source="ban.reference")
    ban_title = serializers.CharField(source="ban.title")
    listing = serializers.CharField(source="listing.number")
    listing_title = serializers.CharField(source="listing.title")
    revision = serializers.IntegerField(help_text="Of the listing, in which it was found.")
    seller = serializers.CharField(source="listing.seller.reference")
    regions = serializers.ListField(child=serializers.CharField(), help_text="Where the ban holds and it was offered.")
    sentence = serializers.SerializerMethodField()
    verdict = serializers.CharField(allow_blank=True, help_text="Why it was dismissed.")
    made_at = serializers.DateTimeField()

    def get_sentence(self, hit: BanHit) -> str:
        """Why, for people."""
        return hit_sentence(hit)


class BanDismissalIn(serializers.Serializer):
    """Why the ban does not reach a listing."""

    why = serializers.ChoiceField(choices=list(NOT_BANNED))


class BannedListings(MarketplaceView):
    """The listings under bans that a reviewer works on."""

    permissions: ClassVar = {"GET": "match.review"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="banned_listings_list", summary="List listings under bans", parameters=FILTERS,
        responses=BanHitOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        params = request.query_params
        rows = _seen(request).filter(state=choice(params, "state", list(BANHIT.states), default="open"))
        for name, column in (("ban", "ban__reference"), ("seller", "listing__seller__reference")):
            if value := text(params, name, default="", longest=20):
                rows = rows.filter(**{column: value})
        if listing := text(params, "listing", default="", longest=60):
            rows = rows.filter(listing__number=listing)
        if region := text(params, "region", default="", longest=8):
            rows = rows.filter(regions__contains=[region])
        return self.paged(rows, BanHitOut)


class OneBannedListing(MarketplaceView):
    """One of them."""

    permissions: ClassVar = {"GET": "match.review"}

    @extend_schema(
        operation_id="banned_listings_retrieve", summary="Get a listing under a ban", responses=BanHitOut
    )  # fmt: skip
    def get(self, request: ApiRequest, hit_id: UUID) -> Response:
        """With the sentence that says why."""
        return Response(_out(request, hit_id))


class BanConfirmation(MarketplaceView):
    """Confirming."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="banned_listings_confirm", summary="Confirm that a ban reaches a listing", request=None,
        responses=BanHitOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, hit_id: UUID) -> Response:
        """The listing leaves the shop where the ban holds."""
        services.confirm_hit(actor=request.actor, hit_id=hit_id)
        return Response(_out(request, hit_id))


class BanDismissal(MarketplaceView):
    """Dismissing."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="banned_listings_dismiss", summary="Say that a ban does not reach a listing",
        request=BanDismissalIn, responses=BanHitOut, examples=[OTHER_GOODS],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, hit_id: UUID) -> Response:
        """What a confirmation had taken out of the shop comes back; a listing that nothing else holds is published."""
        _out(request, hit_id)  # strangers are told nothing of their body's faults
        services.dismiss_hit(actor=request.actor, hit_id=hit_id, why=body_of(BanDismissalIn, request)["why"])
        return Response(_out(request, hit_id))


def _seen(request: ApiRequest) -> Any:
    return BanHit.objects.visible_to(request.actor).select_related("listing__seller", "ban")


def _out(request: ApiRequest, hit_id: UUID) -> dict[str, Any]:
    return dict(BanHitOut(found(_seen(request), id=hit_id)).data)
