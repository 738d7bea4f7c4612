"""The API of applications, for programs of the marketplace. The services of the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from registry.identity.checks import findings
from registry.machine import APPLICATION
from registry.models import Application, PartyNumber
from registry.services import applications


class ApplicationOut(serializers.ModelSerializer):
    """An application: who it is of, and where it stands."""

    party = serializers.CharField(source="party.reference")
    kind = serializers.CharField(source="party.kind")
    name = serializers.CharField(source="party.name")
    country = serializers.CharField(source="party.country", help_text="ISO 3166-1 alpha-2.")

    class Meta:
        model = Application
        fields: ClassVar = ["party", "kind", "name", "country", "acts_for", "signatory", "state", "state_at", "made_at"]


class IdentityFindingOut(serializers.Serializer):
    """What a rule says. `tone` is stop, warning, note or good."""

    code = serializers.CharField()
    tone = serializers.CharField()
    sentence = serializers.CharField()


class PartyNumberOut(serializers.ModelSerializer):
    """A number of a register or tax office. `scheme` is a code such as "se_orgnr", "lei"; "other" was not checked."""

    class Meta:
        model = PartyNumber
        fields: ClassVar = ["scheme", "value"]


class PaperOut(serializers.Serializer):
    """A document: what it shows, and the reference of the evidence."""

    kind = serializers.CharField()
    evidence = serializers.CharField(source="evidence.reference")


class WholeApplicationOut(ApplicationOut):
    """An application with its numbers, its documents, and what the rules find today."""

    numbers = serializers.SerializerMethodField()
    papers = PaperOut(many=True)
    findings = serializers.SerializerMethodField()

    class Meta(ApplicationOut.Meta):
        fields: ClassVar = [*ApplicationOut.Meta.fields, "numbers", "papers", "findings"]

    @extend_schema(responses=PartyNumberOut(many=True))
    def get_numbers(self, row: Application) -> list[dict[str, Any]]:
        """One of each kind."""
        return [{"scheme": one.scheme, "value": one.value} for one in PartyNumber.objects.filter(party=row.party)]

    def get_findings(self, row: Application) -> list[dict[str, str]]:
        """The gravest first."""
        return [{"code": one.code, "tone": one.tone, "sentence": one.sentence} for one in findings(row)]


class ApplicationDecisionIn(serializers.Serializer):
    """What becomes of an application. A refusal needs a reason, and so does asking for more."""

    decision = serializers.ChoiceField(choices=["accept", "ask", "refuse"])
    reason = ApiText(max_length=2000, required=False, allow_blank=True, help_text="The applicant reads it.")


class Applications(MarketplaceView):
    """Applications of rights holders and agents."""

    permissions: ClassVar = {"GET": "application.decide"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="applications_list",
        summary="List applications",
        parameters=[OpenApiParameter("state", str, enum=list(APPLICATION.states))],
        responses=ApplicationOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The oldest first."""
        rows = Application.objects.select_related("party")
        if state := choice(request.query_params, "state", list(APPLICATION.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, ApplicationOut)


class OneApplication(MarketplaceView):
    """One application."""

    permissions: ClassVar = {"GET": "application.decide"}

    @extend_schema(operation_id="applications_retrieve", summary="Get an application", responses=WholeApplicationOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """By the reference of the party."""
        return Response(WholeApplicationOut(_one(reference)).data)


class ApplicationDecision(MarketplaceView):
    """Deciding an application."""

    permissions: ClassVar = {"POST": "application.decide"}

    @extend_schema(
        operation_id="applications_decide",
        summary="Decide an application",
        request=ApplicationDecisionIn,
        responses=ApplicationOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Accept, which invites the contact; ask for more; or refuse."""
        shown, said = _one(reference), body_of(ApplicationDecisionIn, request)
        reason = said.get("reason", "")
        if said["decision"] == "ask":
            applications.ask_applicant(actor=request.actor, application=shown, wanted=reason)
        else:
            path = reverse("accounts:join", args=[request.marketplace.slug, "TOKEN"])
            applications.decide_applicant(
                actor=request.actor, application=shown, accept=said["decision"] == "accept", reason=reason,
                link=request.build_absolute_uri(path),
            )  # fmt: skip
        return Response(ApplicationOut(_one(reference)).data)


def _one(reference: str) -> Application:
    return found(
        Application.objects.select_related("party").prefetch_related("papers__evidence"), party__reference=reference
    )
