"""The API of contracts. The same services as the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.idempotency import idempotent
from registry import services
from registry.agreements import queries as agreement_queries
from registry.agreements.clauses import BLOCKS
from registry.models import Agreement, AgreementClause
from registry.views.agreements import agreement_by_reference, block_lines, party_by_word


class ClauseOut(serializers.ModelSerializer):
    """How a clause stands."""

    stands = serializers.ChoiceField(source="status", choices=AgreementClause.Status.choices)

    class Meta:
        model = AgreementClause
        fields: ClassVar = ["code", "stands", "place", "note", "waived_until"]


class AgreementOut(serializers.ModelSerializer):
    """A contract. `missing` counts its clauses that are."""

    party = serializers.CharField(source="party.reference")
    evidence = serializers.CharField(source="evidence.reference", allow_null=True, default=None)
    missing = serializers.IntegerField()

    class Meta:
        model = Agreement
        fields: ClassVar = [
            "reference", "party", "kind", "title", "evidence", "signed_on", "starts_on", "ends_on", "signatory", "state",
            "state_at", "missing", "made_at",
        ]  # fmt: skip


class OneAgreementOut(AgreementOut):
    """A contract with its clauses."""

    clauses = ClauseOut(many=True)

    class Meta(AgreementOut.Meta):
        fields: ClassVar = [*AgreementOut.Meta.fields, "clauses"]


class AgreementIn(serializers.Serializer):
    """The cover of a contract."""

    party = ApiText(max_length=200, help_text="Reference or exact name.")
    kind = serializers.ChoiceField(choices=Agreement.Kind.choices)
    title = ApiText(max_length=300)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)
    signed_on = serializers.DateField(required=False, allow_null=True)
    signatory = ApiText(max_length=120, required=False, allow_blank=True)
    document = ApiDocument(required=False)


class SigningIn(serializers.Serializer):
    """What a draft still needs."""

    signed_on = serializers.DateField(required=False, allow_null=True)
    signatory = ApiText(max_length=120, required=False, allow_blank=True)
    document = ApiDocument(required=False)


class ClauseIn(serializers.Serializer):
    """How a clause stands, as somebody has read it."""

    code = ApiText(max_length=40)
    stands = serializers.ChoiceField(source="status", choices=AgreementClause.Status.choices)
    place = ApiText(max_length=120, required=False, allow_blank=True)
    note = ApiText(max_length=1000, required=False, allow_blank=True)
    waived_until = serializers.DateField(required=False, allow_null=True)


class ClausesIn(serializers.Serializer):
    """Several clauses; the others stay as they are."""

    clauses = ClauseIn(many=True)


class AgreementEndIn(serializers.Serializer):
    """Why it ends before its last day."""

    reason = ApiText(max_length=1000)


class BlockOut(serializers.Serializer):
    """Something that missing clauses may hold up. `parties` are those that lack some today, enforced or not."""

    code = serializers.ChoiceField(choices=list(BLOCKS))
    title = serializers.CharField()
    asked = serializers.BooleanField(help_text="Whether it can be enforced: a door of the product asks for it.")
    enforced = serializers.BooleanField()
    clauses = serializers.ListField(child=serializers.CharField())
    parties = serializers.ListField(child=serializers.CharField())


class BlocksOut(serializers.Serializer):
    """All of them."""

    results = BlockOut(many=True)


class BlockIn(serializers.Serializer):
    """What is to be enforced from now on, or no more."""

    code = serializers.ChoiceField(choices=list(BLOCKS))
    holds = serializers.BooleanField()


class Agreements(MarketplaceView):
    """Contracts that the caller sees."""

    permissions: ClassVar = {"GET": "party.read", "POST": "party.manage"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="agreements_list", summary="List contracts", responses=AgreementOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(agreement_queries.agreements(request.actor), AgreementOut)

    @extend_schema(
        operation_id="agreements_create", summary="Put a contract on file", responses={201: OneAgreementOut},
        request={"application/json": AgreementIn, "multipart/form-data": AgreementIn},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """As a draft, with every clause missing."""
        given = body_of(AgreementIn, request)
        document, kind = given.pop("document", None), given.pop("kind")
        party = party_by_word(given.pop("party"))
        made = services.record_agreement(
            actor=request.actor, party=party, kind=kind, terms=services.Cover(**given), document=document
        )
        path = reverse("registry:api_agreement", args=[request.marketplace.slug, made.reference])
        return created(_out(request, made.reference), location=request.build_absolute_uri(path))


class OneAgreement(MarketplaceView):
    """One contract."""

    permissions: ClassVar = {"GET": "party.read"}

    @extend_schema(operation_id="agreements_read", summary="Read a contract", responses=OneAgreementOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """With its clauses."""
        return Response(_out(request, ref))


class Clauses(MarketplaceView):
    """The checklist."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(
        operation_id="agreements_set_clauses", summary="Say how clauses stand", request=ClausesIn,
        responses=OneAgreementOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """As many as were read; a waiver needs a reason and a last day."""
        shown = agreement_by_reference(ref, request.actor)
        given = body_of(ClausesIn, request)["clauses"]
        said = {one.pop("code"): services.ClauseSaid(**one) for one in given}
        services.set_clauses(actor=request.actor, agreement=shown, said=said)
        return Response(_out(request, ref))


class Signing(MarketplaceView):
    """Putting in force."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(
        operation_id="agreements_put_in_force", summary="Put a contract in force", responses=OneAgreementOut,
        request={"application/json": SigningIn, "multipart/form-data": SigningIn},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """It was signed, and holds from its first day."""
        shown = agreement_by_reference(ref, request.actor)
        services.put_in_force(actor=request.actor, agreement=shown, **body_of(SigningIn, request))
        return Response(_out(request, ref))


class AgreementEnd(MarketplaceView):
    """Ending."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(
        operation_id="agreements_terminate", summary="Terminate a contract", request=AgreementEndIn,
        responses=OneAgreementOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """At once; the other side reads why."""
        shown = agreement_by_reference(ref, request.actor)
        services.terminate_agreement(
            actor=request.actor, agreement=shown, reason=body_of(AgreementEndIn, request)["reason"]
        )
        return Response(_out(request, ref))


class AgreementBlocks(MarketplaceView):
    """What missing clauses hold up."""

    permissions: ClassVar = {"GET": "policy.read", "POST": "policy.manage"}

    @extend_schema(
        operation_id="agreement_blocks_list", summary="List what missing clauses hold up", responses=BlocksOut
    )
    def get(self, request: ApiRequest) -> Response:
        """For the marketplace alone: it names parties."""
        return Response(_blocks(request))

    @extend_schema(
        operation_id="agreement_blocks_enforce", summary="Enforce a block, or no more", request=BlockIn,
        responses=BlocksOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """From now on."""
        services.enforce_block(actor=request.actor, **body_of(BlockIn, request))
        return Response(_blocks(request))


def _blocks(request: ApiRequest) -> dict[str, Any]:
    if not request.actor.is_operator:
        return {"results": [{**line, "parties": []} for line in block_lines()]}
    return {"results": [{**line, "parties": [one.reference for one in line["parties"]]} for line in block_lines()]}


def _out(request: ApiRequest, ref: str) -> dict[str, Any]:
    return dict(OneAgreementOut(agreement_by_reference(ref, request.actor)).data)
