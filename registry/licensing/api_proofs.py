"""The API for requests for proof. The same services as the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.http import yes
from gateway.idempotency import idempotent
from registry import queries, services
from registry.licensing import queries as licence_queries
from registry.models import ProofRequest
from tenancy.errors import NotFound


class ProofOut(serializers.ModelSerializer):
    """A request for proof."""

    seller = serializers.CharField(source="seller.reference")
    right = serializers.CharField(source="right.reference")

    class Meta:
        model = ProofRequest
        fields: ClassVar = [
            "reference",
            "seller",
            "right",
            "reason",
            "wanted",
            "about",
            "due_on",
            "number",
            "state",
            "made_at",
        ]


class ProofIn(serializers.Serializer):
    """Of whom what is asked."""

    seller = ApiText(max_length=200, help_text="The seller's reference, or exactly its name.")
    right = ApiText(max_length=20)
    reason = serializers.ChoiceField(choices=ProofRequest.Reason.choices)
    wanted = serializers.ChoiceField(choices=ProofRequest.Wanted.choices, required=False)
    about = ApiText(max_length=120, required=False, allow_blank=True)


class ProofAnswerIn(serializers.Serializer):
    """A number, a document, or both."""

    number = ApiText(max_length=120, required=False, allow_blank=True)
    document = ApiDocument(required=False)


class ProofWeighedIn(serializers.Serializer):
    """Whether it proves that the seller may sell."""

    accepted = serializers.BooleanField()
    reason = ApiText(max_length=2000, required=False, allow_blank=True)
    territories = serializers.ListField(
        child=ApiText(max_length=60),
        max_length=250,
        required=False,
        help_text="What the paper shows; else the licence's.",
    )
    ends_on = serializers.DateField(
        required=False, allow_null=True, help_text="Else the licence's last day, or in a year."
    )


class Proofs(MarketplaceView):
    """Requests for proof: those asked of the caller, and those about its rights."""

    permissions: ClassVar = {"GET": "licence.read", "POST": "right.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="proofs_list", summary="List requests for proof", responses=ProofOut(many=True),
        parameters=[OpenApiParameter("waiting", str, enum=["yes"], description="Those alone that wait for somebody.")],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        rows = licence_queries.proofs(request.actor, waiting=yes(request.query_params, "waiting"))
        return self.paged(rows, ProofOut)

    @extend_schema(operation_id="proofs_create", summary="Ask for proof", request=ProofIn, responses={201: ProofOut})
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """By the owner of the right or the marketplace. While one is open for the same reason, that one is given."""
        given = body_of(ProofIn, request)
        right = queries.right_by_reference(given.pop("right"), actor=request.actor)
        seller = queries.seller_by_word(given.pop("seller"))
        if seller is None:
            raise NotFound
        asked = services.ask_for_proof(actor=request.actor, seller=seller, right=right, **given)
        path = reverse("registry:api_proof", args=[request.marketplace.slug, asked.reference])
        return created(proof_out(asked), location=request.build_absolute_uri(path))


class OneProof(MarketplaceView):
    """One request for proof."""

    permission: ClassVar = "licence.read"

    @extend_schema(operation_id="proofs_retrieve", summary="Get a request for proof", responses=ProofOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """What is asked, and what was answered."""
        return Response(proof_out(licence_queries.proof_by_reference(ref, actor=request.actor)))


class ProofAnswer(MarketplaceView):
    """The seller's answer."""

    permissions: ClassVar = {"POST": "listing.submit"}

    @extend_schema(
        operation_id="proofs_answer", summary="Answer a request for proof", responses=ProofOut,
        request={"application/json": ProofAnswerIn, "multipart/form-data": ProofAnswerIn},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """A number, a document, or both."""
        asked = licence_queries.proof_by_reference(ref, actor=request.actor)
        return Response(
            proof_out(services.answer_proof(actor=request.actor, asked=asked, **body_of(ProofAnswerIn, request)))
        )


class ProofWeighed(MarketplaceView):
    """Whether it was accepted."""

    permissions: ClassVar = {"POST": "right.read"}

    @extend_schema(
        operation_id="proofs_weigh", summary="Accept an answer, or not", request=ProofWeighedIn, responses=ProofOut
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """By the owner of the right, or the marketplace."""
        asked = licence_queries.proof_by_reference(ref, actor=request.actor)
        return Response(
            proof_out(services.weigh_proof(actor=request.actor, asked=asked, **body_of(ProofWeighedIn, request)))
        )


def proof_out(asked: ProofRequest) -> dict[str, Any]:
    """A request for proof as programs are told it. One query."""
    rows = ProofRequest.objects.select_related("seller", "right")
    return dict(ProofOut(rows.get(id=asked.id)).data)
