"""The API of applications to sell, for programs of the marketplace. The services of the pages."""

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
from sellers.machine import SELLERAPPLICATION
from sellers.models import SellerApplication
from sellers.onboarding.findings import findings
from sellers.onboarding.risk import score_of
from sellers.services import onboarding_review as services
from sellers.services.onboarding_review import MOST_CATEGORIES, MOST_LISTINGS, Limits
from tenancy.context import database_now

SENT = [state for state in SELLERAPPLICATION.states if state not in ("draft", "lapsed")]


class SellerApplicationOut(serializers.ModelSerializer):
    """An application to sell: who it is of, and where it stands."""

    party = serializers.CharField(source="party.reference")
    name = serializers.CharField(source="party.name")
    country = serializers.CharField(source="party.country", help_text="ISO 3166-1 alpha-2.")

    class Meta:
        model = SellerApplication
        fields: ClassVar = ["reference", "party", "name", "country", "state", "state_at", "handed_in_at"]


class RiskReasonOut(serializers.Serializer):
    """What a rule found, and what it weighs of 100. `tone` is stop, warning, note or good."""

    code = serializers.CharField()
    tone = serializers.CharField()
    sentence = serializers.CharField()
    weight = serializers.IntegerField()


class WholeSellerApplicationOut(SellerApplicationOut):
    """An application with the score that the rules propose today, and its reasons."""

    score = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    class Meta(SellerApplicationOut.Meta):
        fields: ClassVar = [*SellerApplicationOut.Meta.fields, "score", "reasons"]

    def get_score(self, row: SellerApplication) -> int:
        """From 0 to 100. It proposes; a person decides."""
        return score_of(findings(row, database_now()))

    @extend_schema(responses=RiskReasonOut(many=True))
    def get_reasons(self, row: SellerApplication) -> list[dict[str, Any]]:
        """The heaviest first."""
        return list(RiskReasonOut(findings(row, database_now()), many=True).data)


class LimitsIn(serializers.Serializer):
    """Under what the seller begins."""

    most = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=MOST_LISTINGS)
    categories = serializers.ListField(child=ApiText(max_length=100), required=False, max_length=MOST_CATEGORIES)
    checked_first = serializers.BooleanField(required=False, default=False)


class SellerDecisionIn(serializers.Serializer):
    """What becomes of it. Limits, a refusal and asking for more need a reason."""

    decision = serializers.ChoiceField(choices=["approve", "ask", "refuse"])
    reason = ApiText(max_length=2000, required=False, allow_blank=True, help_text="The applicant reads it.")
    limits = LimitsIn(required=False)


class SellerApplications(MarketplaceView):
    """Applications to sell."""

    permissions: ClassVar = {"GET": "application.decide"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="seller_applications_list",
        summary="List applications to sell",
        parameters=[OpenApiParameter("state", str, enum=SENT)],
        responses=SellerApplicationOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The oldest first; drafts are the applicants' own."""
        rows = SellerApplication.objects.exclude(state__in=["draft", "lapsed"]).select_related("party")
        if state := choice(request.query_params, "state", SENT, default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, SellerApplicationOut)


class OneSellerApplication(MarketplaceView):
    """One application to sell."""

    permissions: ClassVar = {"GET": "application.decide"}

    @extend_schema(
        operation_id="seller_applications_retrieve", summary="Get an application to sell",
        responses=WholeSellerApplicationOut,
    )  # fmt: skip
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With the score and its reasons."""
        return Response(WholeSellerApplicationOut(_one(reference)).data)


class SellerDecision(MarketplaceView):
    """Deciding an application to sell. Appeals are decided by people, on the page."""

    permissions: ClassVar = {"POST": "application.decide"}

    @extend_schema(
        operation_id="seller_applications_decide", summary="Decide an application to sell",
        request=SellerDecisionIn, responses=SellerApplicationOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Approve, which invites the contact, also with limits; ask for more; or refuse."""
        shown, said = _one(reference), body_of(SellerDecisionIn, request)
        reason, given = said.get("reason", ""), said.get("limits", {})
        if said["decision"] == "ask":
            services.ask_seller(actor=request.actor, application=shown, wanted=reason)
        elif said["decision"] == "refuse":
            services.refuse_seller(actor=request.actor, application=shown, reason=reason)
        else:
            limits = Limits(given.get("most"), tuple(given.get("categories", ())), given.get("checked_first", False))
            path = reverse("accounts:join", args=[request.marketplace.slug, "TOKEN"])
            services.approve_seller(
                actor=request.actor, application=shown, limits=limits, reason=reason,
                link=request.build_absolute_uri(path),
            )  # fmt: skip
        return Response(SellerApplicationOut(_one(reference)).data)


def _one(reference: str) -> SellerApplication:
    rows = SellerApplication.objects.exclude(state__in=["draft", "lapsed"]).select_related("party", "tenant")
    return found(rows, reference=reference)
