"""The API of the chain of title. The same services as the pages."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from registry import chain, queries, services
from registry.models import Assignment
from registry.views.title import brand_by_word, done
from tenancy.errors import Invalid

DEEDS = ("accept", "refuse", "confirm", "take-back")


class TitleOut(serializers.ModelSerializer):
    """A document of title. `from_party` and `to_party` are null for who is not on this marketplace."""

    right = serializers.CharField(source="right.reference")
    from_party = serializers.CharField(source="from_party.reference", allow_null=True, default=None)
    to_party = serializers.CharField(source="to_party.reference", allow_null=True, default=None)
    evidence = serializers.CharField(source="evidence.reference", allow_null=True, default=None)

    class Meta:
        model = Assignment
        fields: ClassVar = [
            "id", "right", "kind", "giver", "taker", "from_party", "to_party", "executed_on", "effective_on",
            "recorded_on", "office_reference", "evidence", "note", "state", "state_at", "made_at",
        ]  # fmt: skip


class TitleIn(serializers.Serializer):
    """What the document says."""

    kind = serializers.ChoiceField(choices=Assignment.Kind.choices)
    giver = ApiText(max_length=300)
    taker = ApiText(max_length=300)
    to_party = ApiText(max_length=300, required=False, allow_blank=True, help_text="Reference or exact name here.")
    executed_on = serializers.DateField()
    effective_on = serializers.DateField(required=False, allow_null=True, help_text="The day of signing, if not given.")
    recorded_on = serializers.DateField(required=False, allow_null=True)
    office_reference = ApiText(max_length=120, required=False, allow_blank=True)
    note = ApiText(max_length=2000, required=False, allow_blank=True)
    document = ApiDocument(required=False)


class TitleReason(serializers.Serializer):
    """Why, for a refusal."""

    reason = ApiText(max_length=2000, required=False, allow_blank=True)


class OwnerOut(serializers.Serializer):
    """Who owned a right on a day, and what does not fit in its chain of title."""

    day = serializers.DateField()
    name = serializers.CharField(allow_null=True)
    party = serializers.CharField(allow_null=True)
    faults = serializers.ListField(child=serializers.CharField())


class Titles(MarketplaceView):
    """The chain of title of a right."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="titles_list", summary="List the chain of title", responses=TitleOut(many=True))
    def get(self, request: ApiRequest, ref: str) -> Response:
        """The newest first, whatever became of each."""
        right = queries.right_by_reference(ref, actor=request.actor)
        return self.paged(queries.transfers(request.actor).filter(right=right), TitleOut)

    @extend_schema(
        operation_id="titles_create", summary="Hand in a document of title", responses={201: TitleOut},
        request={"application/json": TitleIn, "multipart/form-data": TitleIn},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """The new owner accepts it, where it is here; the marketplace confirms it."""
        right = queries.right_by_reference(ref, actor=request.actor)
        given = body_of(TitleIn, request)
        document = given.pop("document", None)
        said = services.Conveyance(**{**given, "to_party": brand_by_word(given.get("to_party", ""))})
        row = services.record_assignment(actor=request.actor, right=right, said=said, document=document)
        path = reverse("registry:api_titles", args=[request.marketplace.slug, right.reference])
        return created(TitleOut(row).data, location=request.build_absolute_uri(path))


class Transfers(MarketplaceView):
    """Documents of title that the caller sees: of its own rights, and those by which one comes to it."""

    permissions: ClassVar = {"GET": "right.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="transfers_list", summary="List transfers", responses=TitleOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(queries.transfers(request.actor), TitleOut)


class TitleAnswer(MarketplaceView):
    """What is said to a document of title."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(
        operation_id="transfers_answer", summary="Accept, refuse or take back a transfer", request=TitleReason,
        responses=TitleOut, parameters=[OpenApiParameter("deed", str, OpenApiParameter.PATH, enum=DEEDS)],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, title_id: UUID, deed: str) -> Response:
        """Confirming is for people of the marketplace."""
        row = found(queries.transfers(request.actor), id=title_id)
        told = done(request.actor, row, deed, body_of(TitleReason, request).get("reason", ""))
        if not isinstance(told, str):
            raise told
        return Response(TitleOut(found(queries.transfers(request.actor), id=title_id)).data)


class OwnerAt(MarketplaceView):
    """Who owned a right on a day."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(
        operation_id="rights_owner_at", summary="Who owned it on a day", responses=OwnerOut,
        parameters=[OpenApiParameter("on", date, required=True)],
    )  # fmt: skip
    def get(self, request: ApiRequest, ref: str) -> Response:
        """By the confirmed documents of title; null before the right began."""
        right = queries.right_by_reference(ref, actor=request.actor)
        try:
            day = date.fromisoformat(request.query_params.get("on", ""))
        except ValueError:
            raise Invalid(fields={"on": ["A day, such as 2024-05-31."]}) from None
        holder = queries.owner_at(right, day)
        titles = queries.titles_of(right)
        parties: dict[Any, str] = {right.owner_id: right.owner.reference}
        parties |= {party.id: party.reference for row in titles for party in (row.from_party, row.to_party) if party}
        wrong = chain.faults(queries.links(titles), queries.present_owner(right))
        return Response(
            {
                "day": day, "name": holder.name if holder else None,
                "party": parties.get(holder.party_id) if holder else None, "faults": wrong,
            }
        )  # fmt: skip
