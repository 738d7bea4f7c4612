"""What buyers are told of high-volume sellers, for the shop to show beside listings and in confirmations of orders."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest
from gateway.http import text
from sellers.models import SellerDisclosure
from sellers.onboarding.traders import trader_of
from tenancy.context import database_now
from tenancy.errors import NotFound


class DisclosureOut(serializers.ModelSerializer):
    """Who a high-volume seller is. 15 U.S.C. 45f(b): shown on the page of its listings, or in the confirmation of an order and in
    the buyer's account. `place` is the address, or only the state or province where it is `at_home`."""

    seller = serializers.CharField(source="seller.reference")

    class Meta:
        model = SellerDisclosure
        fields: ClassVar = [
            "seller", "name", "place", "at_home", "country", "phone", "email", "trade", "sent_by_others", "made_at",
        ]  # fmt: skip


class Disclosures(MarketplaceView):
    """What buyers are told."""

    permissions: ClassVar = {"GET": "party.manage"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="seller_disclosures_list", summary="List what buyers are told of high-volume sellers",
        parameters=[OpenApiParameter("seller", str, description="Reference of the seller.")],
        responses=DisclosureOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """What is told now, the oldest first. A seller that is not in it sells less, or has not answered and is out of the shop."""
        rows = SellerDisclosure.objects.filter(ended_at=None, seller__state=Party.State.ACTIVE).select_related("seller")
        if wanted := text(request.query_params, "seller", default=""):
            rows = rows.filter(seller__reference=wanted)
        return self.paged(rows, DisclosureOut)


class TraderOut(serializers.Serializer):
    """Who the trader of a listing is, to be shown beside it. Article 30(7) of Regulation (EU) 2022/2065: what paragraph 1,
    points (a), (d) and (e), lists, and nothing else."""

    seller = serializers.CharField()
    name = serializers.CharField()
    address = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 code.")
    phone = serializers.CharField()
    email = serializers.CharField()
    register = serializers.CharField(help_text="The trade register, as the trader named it.")
    number = serializers.CharField(help_text="The number in that register.")
    certified = serializers.BooleanField(
        help_text="It has given its word to offer only what complies with the law of the Union."
    )


class TraderOfListing(MarketplaceView):
    """Who sells it."""

    permissions: ClassVar = {"GET": "party.manage"}

    @extend_schema(
        operation_id="listings_trader_retrieve", summary="Get the trader of a listing", responses=TraderOut
    )  # fmt: skip
    def get(self, request: ApiRequest, number: str) -> Response:
        """404 where the shop does not show the listing, and where no such data are kept: private sellers, and who was here
        before it applied."""
        told = trader_of(number, database_now())
        if told is None:
            raise NotFound
        return Response(TraderOut(told).data)
