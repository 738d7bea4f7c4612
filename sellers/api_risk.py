"""The API of the risk of sellers."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import choice, found
from sellers.models import SellerRisk, SellerRiskStep
from sellers.models.risk import Band
from sellers.risk.weighing import because

MOST_STEPS = 400


class WhyRiskOut(serializers.Serializer):
    """One reason: what it weighs, below 0 if it makes the figure less, and how much of it there is."""

    code = serializers.CharField()
    weight = serializers.IntegerField()
    count = serializers.IntegerField()
    sentence = serializers.CharField()


class RiskStepOut(serializers.ModelSerializer):
    """What the figure was from `at` on."""

    class Meta:
        model = SellerRiskStep
        fields: ClassVar = ["figure", "band", "at"]


class SellerRiskOut(serializers.ModelSerializer):
    """A seller's figure as it was last weighed. It orders who is looked at first and decides nothing."""

    seller = serializers.CharField(source="seller.reference")
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = SellerRisk
        fields: ClassVar = ["seller", "figure", "band", "reasons", "weighed_at"]

    @extend_schema(responses=WhyRiskOut(many=True))
    def get_reasons(self, row: SellerRisk) -> list[dict[str, Any]]:
        """They add up to the figure; the heaviest first."""
        return list(WhyRiskOut([because(one) for one in row.reasons], many=True).data)


class WholeSellerRiskOut(SellerRiskOut):
    """A figure with its history."""

    history = serializers.SerializerMethodField()

    class Meta(SellerRiskOut.Meta):
        fields: ClassVar = [*SellerRiskOut.Meta.fields, "history"]

    @extend_schema(responses=RiskStepOut(many=True))
    def get_history(self, row: SellerRisk) -> list[dict[str, Any]]:
        """The newest first, at most 400."""
        rows = SellerRiskStep.objects.filter(seller_id=row.seller_id).order_by("-id")[:MOST_STEPS]
        return list(RiskStepOut(rows, many=True).data)


class SellerRisks(MarketplaceView):
    """Sellers by their figure."""

    permissions: ClassVar = {"GET": "match.review"}
    ordering: ClassVar = ("-figure", "-id")

    @extend_schema(
        operation_id="seller_risks_list", summary="List sellers by risk",
        parameters=[OpenApiParameter("band", str, enum=Band.values)], responses=SellerRiskOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The highest first."""
        rows = SellerRisk.objects.visible_to(request.actor).select_related("seller")
        if band := choice(request.query_params, "band", Band.values, default=""):
            rows = rows.filter(band=band)
        return self.paged(rows, SellerRiskOut)


class OneSellerRisk(MarketplaceView):
    """One seller's figure."""

    permissions: ClassVar = {"GET": "listing.read"}

    @extend_schema(
        operation_id="seller_risks_retrieve", summary="Get the risk of a seller", responses=WholeSellerRiskOut
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """For staff and for the seller itself, with its history."""
        rows = SellerRisk.objects.visible_to(request.actor).select_related("seller")
        return Response(WholeSellerRiskOut(found(rows, seller__reference=reference)).data)
