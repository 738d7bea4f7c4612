"""The API of listings that a person passes before they are published."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import found
from gateway.idempotency import idempotent
from scanner import services
from scanner.first_check_told import NOT_PASSED
from scanner.machine import FIRSTCHECK
from scanner.models import FirstCheck


class FirstCheckOut(serializers.Serializer):
    """A revision of a listing that waits for a person because of a decision about its seller."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=list(FIRSTCHECK.states))
    listing = serializers.CharField(source="listing.number")
    listing_title = serializers.CharField(source="listing.title")
    revision = serializers.IntegerField()
    seller = serializers.CharField(source="seller.reference")
    regions = serializers.ListField(child=serializers.CharField(), help_text="Where the decision reaches.")
    verdict = serializers.CharField(allow_blank=True, help_text="Why it was not passed.")
    made_at = serializers.DateTimeField()


class FirstRefusalIn(serializers.Serializer):
    """Why a listing is not passed."""

    why = serializers.ChoiceField(choices=list(NOT_PASSED))


class FirstChecks(MarketplaceView):
    """The listings that wait for a person."""

    permissions: ClassVar = {"GET": "match.review"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="first_checks_list", summary="List listings that a person passes first",
        responses=FirstCheckOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The longest waiting first."""
        return self.paged(_seen(request).filter(state="open"), FirstCheckOut)


class Pass(MarketplaceView):
    """Passing."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="first_checks_pass", summary="Pass a listing", request=None, responses=FirstCheckOut
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, check_id: UUID) -> Response:
        """It goes through its check like any other, and is published within seconds."""
        services.pass_first(actor=request.actor, check_ids=[check_id])
        return Response(_out(request, check_id))


class Refusal(MarketplaceView):
    """Not passing."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="first_checks_refuse", summary="Do not pass a listing", request=FirstRefusalIn,
        responses=FirstCheckOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, check_id: UUID) -> Response:
        """It stays out of the shop until it is changed; the seller is told why."""
        _out(request, check_id)  # strangers are told nothing of their body's faults
        services.refuse_first(actor=request.actor, check_id=check_id, why=body_of(FirstRefusalIn, request)["why"])
        return Response(_out(request, check_id))


def _seen(request: ApiRequest) -> Any:
    return FirstCheck.objects.visible_to(request.actor).select_related("listing", "seller")


def _out(request: ApiRequest, check_id: UUID) -> dict[str, Any]:
    return dict(FirstCheckOut(found(_seen(request), id=check_id)).data)
