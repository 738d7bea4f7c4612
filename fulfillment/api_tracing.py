"""The way of a piece for programs of investigators."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment import tracing
from fulfillment.codes import CodeError
from fulfillment.services import tracing as services
from fulfillment.services.codes import mark_of
from fulfillment.units.own_links import read_label
from gateway.api import ApiRequest, created
from gateway.idempotency import idempotent
from tenancy.errors import Invalid


class FindTrace(MarketplaceView):
    """The way of the piece with a code."""

    permissions: ClassVar = {"GET": "hold.read"}

    @extend_schema(
        operation_id="trace_find", summary="Trace a piece by its code", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("code", str, required=True)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """Steps, breaks, on whose account they may be, siblings, and what else is touched."""
        try:
            identity = read_label(request.query_params.get("code", ""))
        except CodeError as error:
            raise Invalid(fields={"code": [str(error)]}) from error
        if not identity.serial:
            raise Invalid(fields={"code": ["This code has no serial number: a way is that of one piece."]})
        return _answer(request, mark_of(identity.gtin, identity.serial))


class Traced(MarketplaceView):
    """The way of a piece by its mark."""

    permissions: ClassVar = {"GET": "hold.read", "POST": "hold.read"}

    @extend_schema(operation_id="trace", summary="Trace a piece", responses=OpenApiTypes.OBJECT)
    def get(self, request: ApiRequest, mark: UUID) -> Response:
        """As for a code."""
        return _answer(request, mark)

    @extend_schema(
        operation_id="trace_keep",
        summary="Keep a trace as evidence",
        request=None,
        responses={201: OpenApiTypes.OBJECT},
    )
    @idempotent
    def post(self, request: ApiRequest, mark: UUID) -> Response:
        """What is known now, as a file whose digest stands in the log."""
        kept = services.keep_trace(actor=request.actor, found=tracing.trace(request.actor, mark))
        path = reverse("evidence:original", args=[request.marketplace.slug, kept.reference])
        return created({"evidence": kept.reference, "sha256": kept.sha256}, location=path)


def _answer(request: ApiRequest, mark: UUID) -> Response:
    found: dict[str, Any] = services.document(tracing.trace(request.actor, mark))
    return Response(found)
