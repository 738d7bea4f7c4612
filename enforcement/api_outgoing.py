"""The API for what leaves the house: statements of reasons, the file of a case, notices for a public archive."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import outgoing, services
from enforcement.machine import STATEMENT
from enforcement.models import Statement
from enforcement.statements.schema import WRITABLE
from enforcement.words import EXPORT_PURPOSES
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice
from gateway.idempotency import idempotent

LONG = 20_000


class StatementLineOut(serializers.Serializer):
    """A statement in a list. `puid` is its number in the database of the Commission."""

    id = serializers.UUIDField()
    puid = serializers.CharField()
    case = serializers.CharField(source="case.reference")
    listing = serializers.CharField(source="decision.item.listing.number")
    state = serializers.ChoiceField(choices=STATEMENT.states)
    made_at = serializers.DateTimeField()


class StatementProblemOut(serializers.Serializer):
    """Why the database would refuse it, by field."""

    field = serializers.CharField()
    sentence = serializers.CharField()


class StatementOut(StatementLineOut):
    """A statement with its payload, as the database takes it."""

    payload = serializers.DictField(source="newest.payload")
    problems = StatementProblemOut(source="newest.problems", many=True)


class StatementCorrectionIn(serializers.Serializer):
    """Texts written anew; what is not given stays. They are cleared of personal data, and never cut."""

    decision_facts = ApiText(max_length=LONG, required=False)
    illegal_content_legal_ground = ApiText(max_length=LONG, required=False)
    illegal_content_explanation = ApiText(max_length=LONG, required=False)
    incompatible_content_ground = ApiText(max_length=LONG, required=False)
    incompatible_content_explanation = ApiText(max_length=LONG, required=False)


class CaseFileIn(serializers.Serializer):
    """What a case is taken out for, and to whom it goes."""

    purpose = serializers.ChoiceField(choices=list(EXPORT_PURPOSES))
    note = ApiText(max_length=300, required=False, allow_blank=True)


class ArchiveOut(serializers.Serializer):
    """Notices in the fields of Lumen: the case's own, then each counter-notice."""

    notices = serializers.ListField(child=serializers.DictField())


class Statements(MarketplaceView):
    """Statements of reasons."""

    permissions: ClassVar = {"GET": "statement.read"}
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    @extend_schema(
        operation_id="statements_list", summary="List statements of reasons", responses=StatementLineOut(many=True),
        parameters=[OpenApiParameter("state", str, enum=STATEMENT.states)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        state = choice(request.query_params, "state", STATEMENT.states, default="")
        return self.paged(outgoing.statements(request.actor, state=state), StatementLineOut)


class OneStatement(MarketplaceView):
    """One statement."""

    permissions: ClassVar = {"GET": "statement.read"}

    @extend_schema(operation_id="statements_retrieve", summary="Get a statement of reasons", responses=StatementOut)
    def get(self, request: ApiRequest, statement_id: UUID) -> Response:
        """With its payload, and what is wrong with it."""
        return Response(_out(outgoing.statement(statement_id, request.actor)))


class Corrections(MarketplaceView):
    """Putting right."""

    permissions: ClassVar = {"POST": "statement.correct"}

    @extend_schema(
        operation_id="statements_correct", summary="Put a statement of reasons right", request=StatementCorrectionIn,
        responses=StatementOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, statement_id: UUID) -> Response:
        """For people alone, by their session. 422 names each field that the database would still refuse."""
        texts = {name: text for name, text in body_of(StatementCorrectionIn, request).items() if name in WRITABLE}
        services.correct_statement(actor=request.actor, statement_id=statement_id, texts=texts)
        return Response(_out(outgoing.statement(statement_id, request.actor)))


class Files(MarketplaceView):
    """A case as a file."""

    permissions: ClassVar = {"POST": "case.export"}

    @extend_schema(
        operation_id="cases_file", summary="Take a case out as a file", request=CaseFileIn,
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )  # fmt: skip
    def post(self, request: ApiRequest, reference: str) -> HttpResponse:
        """A ZIP archive: the case, its exhibits, the entries of the log with their proofs, and a digest of each file."""
        given = body_of(CaseFileIn, request)
        made = services.export_case(
            actor=request.actor, reference=reference, purpose=given["purpose"], note=given.get("note", "")
        )  # fmt: skip
        headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(made.data, content_type="application/zip", headers=headers)


class Archives(MarketplaceView):
    """A case for a public archive."""

    permissions: ClassVar = {"POST": "case.share"}

    @extend_schema(
        operation_id="cases_archive", summary="Get a case for a public archive", request=None, responses=ArchiveOut
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """For people alone, by their session. Without personal data; it stands in the log."""
        return Response(services.archive_case(actor=request.actor, reference=reference))


def _out(row: Statement) -> dict[str, Any]:
    return dict(StatementOut(row).data)
