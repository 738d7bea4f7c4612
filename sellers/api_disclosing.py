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
