"""The API of a seller's vault: papers that its own system puts there the day they come, long before anybody complains."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from audit.rows import load_words
from enforcement.defence.answering import PAPERS
from enforcement.models import VaultPaper
from enforcement.services.defence import LONGEST, Paper, attach_papers, end_paper, keep_paper
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiDocument, ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent


class VaultPaperOut(serializers.Serializer):
    """A paper in the vault. Nobody but the seller sees it before it is put into a case."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=list(PAPERS))
    evidence = serializers.CharField(source="evidence.reference", help_text="Reference of the file.")
    goods = serializers.CharField(allow_blank=True, help_text="For which goods, as the seller says.")
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    sha256 = serializers.CharField(help_text="Of the file; the log commits to it.")
    at = serializers.DateTimeField(help_text="When it was kept.")
    ended_at = serializers.DateTimeField(allow_null=True, help_text="When it was put away.")


class VaultPaperIn(serializers.Serializer):
    """A PDF or a picture, and what it is."""

    document = ApiDocument()
    name = ApiText(max_length=200, required=False, default="paper", help_text="What the file is called.")
    kind = serializers.ChoiceField(choices=list(PAPERS))
    goods = ApiText(max_length=LONGEST, required=False, allow_blank=True, default="")
    issued_on = serializers.DateField(required=False, allow_null=True, default=None)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class PaperToCaseIn(serializers.Serializer):
    """The case into which it is put."""

    case = ApiText(max_length=20, help_text="Reference of the case.")


class Vault(MarketplaceView):
    """The papers of a seller."""

    permissions: ClassVar = {"GET": "case.answer", "POST": "case.answer"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="vault_list", summary="List the papers in your vault", responses=VaultPaperOut(many=True),
        parameters=[OpenApiParameter("kind", str, enum=list(PAPERS), description="Only those.")],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first, without those that were put away."""
        rows = _seen(request).kept()
        if kind := choice(request.query_params, "kind", list(PAPERS), default=""):
            rows = rows.filter(kind=kind)
        return self.paged(rows, VaultPaperOut)

    @extend_schema(
        operation_id="vault_keep", summary="Keep a paper in your vault", request={"multipart/form-data": VaultPaperIn},
        responses={201: VaultPaperOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The same file is kept once."""
        given = body_of(VaultPaperIn, request)
        row = keep_paper(actor=request.actor, paper=Paper(file=given.pop("document"), **given))
        return Response(_out(request, row.id), status=201)


class PutAway(MarketplaceView):
    """Putting a paper away."""

    permissions: ClassVar = {"POST": "case.answer"}

    @extend_schema(operation_id="vault_end", summary="Put a paper away", request=None, responses=VaultPaperOut)
    @idempotent
    def post(self, request: ApiRequest, paper_id: UUID) -> Response:
        """The cases it was put into keep it."""
        end_paper(actor=request.actor, paper_id=paper_id)
        return Response(_out(request, paper_id))


class PutIn(MarketplaceView):
    """Putting a paper into a case."""

    permissions: ClassVar = {"POST": "case.answer"}

    @extend_schema(
        operation_id="vault_attach", summary="Put a paper into a case", request=PaperToCaseIn, responses=VaultPaperOut
    )
    @idempotent
    def post(self, request: ApiRequest, paper_id: UUID) -> Response:
        """Both sides and the reviewer see it from then on; the vault keeps it."""
        _out(request, paper_id)  # strangers are told nothing of their body's faults
        attach_papers(actor=request.actor, reference=body_of(PaperToCaseIn, request)["case"], papers=[paper_id])
        return Response(_out(request, paper_id))


def _seen(request: ApiRequest) -> Any:
    return VaultPaper.objects.visible_to(request.actor).select_related("evidence")


def _out(request: ApiRequest, paper_id: UUID) -> dict[str, Any]:
    row = found(_seen(request), id=paper_id)
    load_words([row])
    return dict(VaultPaperOut(row).data)
