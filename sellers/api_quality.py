"""The API by which the marketplace's shop, warehouses and inspectors note complaints about goods."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.idempotency import idempotent
from sellers import services
from sellers.models import QualityFact
from sellers.services.quality import LONGEST_CAUSE, MOST_TOGETHER, Complained

EXAMPLE = OpenApiExample(
    "A return",
    request_only=True,
    value={
        "complaints": [
            {
                "seller": "PA-7Q4K2XA",
                "listing": "SKU-1042",
                "kind": "suspected_fake",
                "source": "buyer",
                "cause": "RET-88121",
                "at": "2026-11-20T09:30:00Z",
            }
        ]
    },
)


class QualityComplaintIn(serializers.Serializer):
    """One complaint about goods. The same `cause` counts once."""

    seller = ApiText(max_length=20, help_text="Reference of the seller.")
    listing = ApiText(max_length=60, required=False, allow_blank=True, help_text="The listing's number, if known.")
    kind = serializers.ChoiceField(choices=QualityFact.Kind.choices)
    source = serializers.ChoiceField(choices=QualityFact.Source.choices)  # type: ignore[assignment]  # DRF's name
    cause = ApiText(max_length=LONGEST_CAUSE, help_text="The complaint's own reference where it was made.")
    at = serializers.DateTimeField()


class ComplaintsIn(serializers.Serializer):
    """Complaints about goods."""

    complaints = serializers.ListField(child=QualityComplaintIn(), min_length=1, max_length=MOST_TOGETHER)


class NotedOut(serializers.Serializer):
    """How many of the complaints were new."""

    noted = serializers.IntegerField()
    known = serializers.IntegerField()


class Quality(MarketplaceView):
    """Complaints about goods."""

    permissions: ClassVar = {"POST": "quality.note"}

    @extend_schema(
        operation_id="quality_note",
        summary="Note complaints about goods",
        request=ComplaintsIn,
        responses=NotedOut,
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Up to 300, all or none. One whose cause is on file already changes nothing."""
        given = [Complained(**one) for one in body_of(ComplaintsIn, request)["complaints"]]
        noted = services.note_quality(actor=request.actor, complaints=given)
        return Response({"noted": noted, "known": len(given) - noted})
