"""The API of applications to sell, for programs of the marketplace. The services of the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from sellers.machine import DATAREQUEST, SELLERAPPLICATION
from sellers.models import DataRequest, SellerApplication
from sellers.onboarding.findings import findings
from sellers.onboarding.risk import score_of
from sellers.services import onboarding_review as services
from sellers.services.onboarding_review import MOST_CATEGORIES, MOST_LISTINGS, Limits
from sellers.services.trading import MOST_TOGETHER, MOST_WORDS, Sold, request_data, tell_sales
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


class SoldIn(serializers.Serializer):
    """What a seller sold in one month: discrete sales of new goods, and their gross in cents of the US dollar."""

    seller = ApiText(max_length=20, help_text="Reference of the seller.")
    month = serializers.DateField(help_text="Any day of it.")
    sales = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    gross_cents = serializers.IntegerField(min_value=0, max_value=2**53)


class SalesIn(serializers.Serializer):
    """Sales by the month."""

    facts = serializers.ListField(child=SoldIn(), min_length=1, max_length=MOST_TOGETHER)


class SalesOut(serializers.Serializer):
    """How many sellers reached the thresholds of the INFORM Consumers Act with it, and were asked for their data."""

    asked = serializers.IntegerField()


class Sales(MarketplaceView):
    """Sales of sellers, by which high-volume sellers are known."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(operation_id="sales_tell", summary="Tell sales by the month", request=SalesIn, responses=SalesOut)
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Up to 1,000, all or none. A month that is told again is put right."""
        facts = [Sold(**one) for one in body_of(SalesIn, request)["facts"]]
        return Response({"asked": tell_sales(actor=request.actor, facts=facts)})


class DataRequestIn(serializers.Serializer):
    """What a seller has to put right; it has ten days."""

    seller = ApiText(max_length=20, help_text="Reference of the seller.")
    words = ApiText(max_length=MOST_WORDS, help_text="What is not right. The seller reads it.")


class DataRequestOut(serializers.ModelSerializer):
    """Data that a seller is asked for. While it is overdue its listings are out of the shop."""

    seller = serializers.CharField(source="seller.reference")

    class Meta:
        model = DataRequest
        fields: ClassVar = ["reference", "seller", "basis", "state", "due_at", "confirmed_at", "made_at"]


class DataRequests(MarketplaceView):
    """Data that sellers are asked for."""

    permissions: ClassVar = {"GET": "party.manage", "POST": "party.manage"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="data_requests_list", summary="List requests for sellers' data",
        parameters=[OpenApiParameter("state", str, enum=list(DATAREQUEST.states))],
        responses=DataRequestOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The oldest first."""
        rows = DataRequest.objects.select_related("seller")
        if state := choice(request.query_params, "state", list(DATAREQUEST.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, DataRequestOut)

    @extend_schema(
        operation_id="data_requests_create", summary="Ask a seller to put its data right",
        request=DataRequestIn, responses={201: DataRequestOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Article 30(3) of Regulation (EU) 2022/2065: who does not answer in ten days is out of the shop until it does."""
        said = body_of(DataRequestIn, request)
        seller = found(Party.objects.filter(kind=Party.Kind.SELLER), reference=said["seller"])
        asked = request_data(actor=request.actor, seller=seller, words=said["words"])
        return Response(DataRequestOut(asked).data, status=201)


def _one(reference: str) -> SellerApplication:
    rows = SellerApplication.objects.exclude(state__in=["draft", "lapsed"]).select_related("party", "tenant")
    return found(rows, reference=reference)
