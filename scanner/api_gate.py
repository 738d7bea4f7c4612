"""The API of the gate with a listing as the question."""

from typing import ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import text
from registry.gate.api import VERDICTS, AnswerOut, told_of
from registry.registers.offices import place_code
from scanner import asking
from tenancy.context import database_now
from tenancy.errors import Invalid


class UnderOut(AnswerOut):
    """The answer under one right."""

    right = serializers.CharField()
    title = serializers.CharField()


class ListingGateOut(serializers.Serializer):
    """One verdict for the listing, and one under each right that was found in it or that it names."""

    listing = serializers.CharField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    rights = UnderOut(many=True)


class ListingGate(MarketplaceView):
    """May this listing be sold?"""

    permissions: ClassVar = {"GET": "gate.read"}

    @extend_schema(
        operation_id="listings_gate",
        summary="Ask whether a listing may be sold",
        parameters=[
            OpenApiParameter(
                "destination", str, description="ISO 3166-1 alpha-2, or EU; all its markets, if not given."
            ),
            OpenApiParameter("channel", str, description="marketplace:…, own_shop, fulfilment:…; here, if not given."),
        ],
        responses=ListingGateOut,
    )
    def get(self, request: ApiRequest, number: str) -> Response:
        """For staff and the seller of the listing. Nothing is kept."""
        listing = asking.listing_to_ask(request.actor, number)
        said = text(request.query_params, "destination", default="", longest=60).strip()
        place = place_code(said) if said else ""
        if said and not place:
            raise Invalid(fields={"destination": [_("This is no country, nor EU.")]})
        channel = text(request.query_params, "channel", default="", longest=80)
        told = asking.tell(listing, now=database_now(), destination=place, channel=channel)
        return Response(
            {
                "listing": listing.number,
                "verdict": asking.verdict_of(told),
                "rights": [
                    {"right": one.right.reference, "title": one.right.title, **told_of(one.answer)} for one in told
                ],
            }
        )
