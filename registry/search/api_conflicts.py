"""The API for a look before a mark is filed. The same as the page."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from registry.search.conflicts import GRADES, Met, conflicts_of
from registry.views.conflicts import SHOWN, MarkForm
from tenancy.errors import Invalid


class MetOut(serializers.Serializer):
    """An earlier right that a new mark meets."""

    title = serializers.CharField(source="right.title")
    owner = serializers.CharField(source="right.owner.name")
    office = serializers.CharField(source="right.office")
    number = serializers.CharField(source="right.number")
    classes = serializers.ListField(child=serializers.IntegerField(), source="right.classes")
    territories = serializers.ListField(child=serializers.CharField(), source="right.territories")
    grade = serializers.ChoiceField(choices=sorted(GRADES), source="conflict.grade", help_text="1 is the nearest.")
    signs = serializers.SerializerMethodField(help_text="identical, contained, spelling or sound.")
    goods = serializers.SerializerMethodField(help_text="same, near, unknown or apart.")
    reasons = serializers.ListField(child=serializers.CharField())

    def get_signs(self, met: Met) -> str:
        """How near the names are."""
        return met.conflict.signs.name.lower()

    def get_goods(self, met: Met) -> str:
        """How near the goods are."""
        return met.conflict.goods.name.lower()


class Conflicts(MarketplaceView):
    """Earlier rights that a new mark meets."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(
        operation_id="rights_conflicts",
        summary="What stands in the way of a new mark",
        parameters=[
            OpenApiParameter("title", str, required=True, description="The mark as it would be filed."),
            OpenApiParameter("classes", str, description="Nice classes, such as 18,25."),
            OpenApiParameter("places", str, description="ISO 3166-1 alpha-2 codes or EU, such as EU,US."),
        ],
        responses=MetOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """At most 50, the nearest first. A first look: it blocks nothing."""
        form = MarkForm(request.query_params)
        if not form.is_valid():
            raise Invalid(fields={name: [str(text) for text in texts] for name, texts in form.errors.items()})
        met: list[Any] = conflicts_of(form.mark, actor=request.actor)[:SHOWN]
        return Response(MetOut(met, many=True).data)
