"""The API of listings that rules of the pre-check keep from publication."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from scanner import services
from scanner.models import RuleStop
from scanner.services.rule_stops import MOST_WORDS


class RuleStopOut(serializers.Serializer):
    """A revision of a listing that is not published before it was mended. `listings/check` says of its text what and where."""

    listing = serializers.CharField(source="listing.number")
    revision = serializers.IntegerField()
    seller = serializers.CharField(source="seller.reference")
    rules = serializers.ListField(child=serializers.CharField(), help_text="The rules by which it must be mended.")
    objection = serializers.CharField(allow_blank=True, help_text="What its seller says against that.")
    objected_at = serializers.DateTimeField(allow_null=True)
    passed_at = serializers.DateTimeField(allow_null=True, help_text="When a person passed it all the same.")
    made_at = serializers.DateTimeField()


class RuleObjectionIn(serializers.Serializer):
    """Why the rules do not speak of it."""

    words = ApiText(max_length=MOST_WORDS)


class RulePassIn(serializers.Serializer):
    """Why it is passed all the same; the seller reads it."""

    why = ApiText(max_length=MOST_WORDS)


class RuleStops(MarketplaceView):
    """What rules keep from publication."""

    permissions: ClassVar = {"GET": "listing.read"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="rule_stops_list", summary="List listings that rules stop", responses=RuleStopOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The longest first; a seller its own."""
        return self.paged(_seen(request).filter(passed_at=None), RuleStopOut)


class Objection(MarketplaceView):
    """A seller's word against it."""

    permissions: ClassVar = {"POST": "listing.submit"}

    @extend_schema(
        operation_id="rule_stops_object", summary="Object to the rules that stop a listing", request=RuleObjectionIn,
        responses=RuleStopOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, number: str) -> Response:
        """A person looks at it; once for a revision."""
        _out(request, number)  # strangers are told nothing of their body's faults
        words = body_of(RuleObjectionIn, request)["words"]
        services.object_to_rules(actor=request.actor, number=number, words=words)
        return Response(_out(request, number))


class Pass(MarketplaceView):
    """Passing all the same."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="rule_stops_pass", summary="Pass a listing that rules stop", request=RulePassIn,
        responses=RuleStopOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, number: str) -> Response:
        """It goes through its check like any other, and is published within seconds."""
        _out(request, number)
        services.pass_stopped(actor=request.actor, number=number, why=body_of(RulePassIn, request)["why"])
        return Response(_out(request, number))


def _seen(request: ApiRequest) -> Any:
    return RuleStop.objects.visible_to(request.actor).select_related("listing", "seller")


def _out(request: ApiRequest, number: str) -> dict[str, Any]:
    return dict(RuleStopOut(found(_seen(request), listing__number=number)).data)
