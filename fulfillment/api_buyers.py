"""The open API by which a buyer's app asks whether a number is genuine."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment import services
from fulfillment.views.buyers import PER_ADDRESS, sentences
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.limits import client_address, limit


class GenuineIn(serializers.Serializer):
    """The code of a piece; where it is held, rounded to a degree before it is kept."""

    code = ApiText(max_length=2000)
    latitude = serializers.FloatField(required=False, min_value=-90, max_value=90)
    longitude = serializers.FloatField(required=False, min_value=-180, max_value=180)


class GenuineOut(serializers.Serializer):
    """What is known of it. `unknown` says nothing against the piece."""

    verdict = serializers.ChoiceField(choices=["authentic", "unknown", "suspicious"])
    brand = serializers.CharField(allow_blank=True)
    product = serializers.CharField(allow_blank=True)
    checked_before = serializers.IntegerField()
    sentences = serializers.ListField(child=serializers.CharField())


class Genuine(MarketplaceView):
    """Is it genuine?"""

    public: ClassVar[str] = "Anybody who holds a piece in the hand may ask whether its number is genuine."

    @extend_schema(
        operation_id="genuine", summary="Check the number of a piece", request=GenuineIn, responses=GenuineOut, auth=[]
    )
    def post(self, request: ApiRequest) -> Response:
        """Nothing is kept of who asks; 60 times an hour for one address."""
        limit("genuine", client_address(request._request), per_hour=PER_ADDRESS)
        given = body_of(GenuineIn, request)
        where = (given["latitude"], given["longitude"]) if {"latitude", "longitude"} <= given.keys() else None
        told = services.check_as_buyer(code=given["code"], where=where)
        return Response(
            {
                "verdict": told.verdict, "brand": told.product.brand.name if told.product else "",
                "product": told.product.name if told.product else "", "checked_before": told.before,
                "sentences": sentences(told),
            }
        )  # fmt: skip
