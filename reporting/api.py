"""Measures for programs. The same queries as the pages."""

from datetime import timedelta
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from reporting import queries, views
from reporting.queries import BrandMeasure

PERIOD = [
    OpenApiParameter("from", str, description="First day, as 2026-11-21."),
    OpenApiParameter("to", str, description="Last day. Without both, the last 90 days."),
]


class WorthOut(serializers.Serializer):
    """Removed listings of one currency: how many, how many name a price, and the sum of those prices, once each."""

    currency = serializers.CharField(allow_blank=True)
    listings = serializers.IntegerField()
    priced = serializers.IntegerField()
    cents = serializers.IntegerField(help_text="Hundredths of the currency.")


class BrandOut(serializers.Serializer):
    """One rights holder in the period."""

    party = serializers.CharField(source="reference")
    name = serializers.CharField()
    removed = serializers.IntegerField(help_text="Listings with an order to remove them that stands, each once.")
    worth = WorthOut(many=True)
    steps = serializers.IntegerField(help_text="Moments at which a person decided.")
    timed_steps = serializers.IntegerField(source="timed", help_text="Those of which the log says when they began.")
    reviewer_seconds = serializers.IntegerField(source="seconds", help_text="At most 15 minutes a step.")
    matches = serializers.IntegerField(source="found")
    matches_confirmed = serializers.IntegerField(source="confirmed")
    matches_outside = serializers.IntegerField(source="found_outside")
    matches_outside_confirmed = serializers.IntegerField(source="confirmed_outside")


class BrandsOut(serializers.Serializer):
    """All rights holders that the caller sees, the most removed first. `complete` is false beyond 200."""

    first_day = serializers.DateField()
    last_day = serializers.DateField()
    complete = serializers.BooleanField()
    brands = BrandOut(many=True)


class Brands(MarketplaceView):
    """What was removed against the time it took."""

    permissions: ClassVar = {"GET": "measures.read"}

    @extend_schema(
        operation_id="measures_brands", summary="Measures per rights holder", parameters=PERIOD, responses=BrandsOut
    )
    def get(self, request: ApiRequest) -> Response:
        """What was removed, its price, and the reviewers' time."""
        begin, end = views.period(request.query_params)
        found = queries.brands(request.actor, begin=begin, end=end)
        return Response(_out(found, begin, end))


def _out(found: list[BrandMeasure], begin: Any, end: Any) -> dict[str, Any]:
    members = {
        "first_day": begin.date(),
        "last_day": (end - timedelta(days=1)).date(),
        "complete": len(found) < queries.MOST_BRANDS,
        "brands": found,
    }
    return dict(BrandsOut(members).data)
