"""The API for the table of offices. The same as the page."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from registry.registers.offices import every_office


class OfficeOut(serializers.Serializer):
    """An office."""

    code = serializers.CharField(help_text="WIPO standard ST.3.")
    name = serializers.CharField()
    territories = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="Where its registrations hold: ISO 3166-1 alpha-2 codes, EU or XK; null where each names its own.",
    )
    is_former = serializers.BooleanField(help_text="Of a state that is no more, or has another code today.")
    successors = serializers.ListField(
        child=serializers.CharField(), help_text="Where registrations of a former office may have gone on."
    )
    registers = serializers.BooleanField(help_text="False for who only searches or examines.")


class Offices(MarketplaceView):
    """Every office with its code."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(
        operation_id="offices", summary="Offices and where their rights hold", responses=OfficeOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """All of them: those of several countries, every country, those that are no more."""
        return Response(OfficeOut(every_office(), many=True).data)
