"""The API of reviews by inspectors. The services of the pages; declaring, answering, signing and deciding are for people."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from sellers.machine import ACCREDITATION, SELLERREVIEW
from sellers.models import Accreditation, ReviewKind, ReviewReport, SellerReview
from sellers.services import accrediting, reviews, reviews_deciding
from sellers.services.accrediting import MOST_DEPARTMENTS, Reach
from sellers.services.reviews import MOST_WORDS
from tenancy.errors import Invalid


class AccreditationOut(serializers.ModelSerializer):
    """Who may review sellers, what, and until when. Empty departments and countries mean all."""

    inspector = serializers.CharField(source="inspector.reference")
    name = serializers.CharField(source="inspector.name")
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=ReviewKind.choices))
    departments = serializers.ListField(child=serializers.CharField())
    countries = serializers.ListField(child=serializers.CharField(), help_text="ISO 3166-1 alpha-2.")

    class Meta:
        model = Accreditation
        fields: ClassVar = [
            "reference", "inspector", "name", "kinds", "departments", "countries", "until_on", "state", "state_at",
        ]  # fmt: skip


class AccreditationIn(serializers.Serializer):
    """An accreditation; it takes the place of the one that the inspector has."""

    inspector = ApiText(max_length=20, help_text="Reference of the inspector.")
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=ReviewKind.choices), min_length=1, max_length=3)
    departments = serializers.ListField(
        child=ApiText(max_length=100), required=False, max_length=MOST_DEPARTMENTS, default=list
    )
    countries = serializers.ListField(child=ApiText(max_length=2), required=False, max_length=300, default=list)
    until_on = serializers.DateField(help_text="The last day; at most three years ahead.")
    reason = ApiText(max_length=MOST_WORDS, help_text="The inspector reads it.")


class RevocationIn(serializers.Serializer):
    """Why it is revoked."""

    reason = ApiText(max_length=MOST_WORDS, help_text="The inspector reads it.")


class SellerReviewOut(serializers.ModelSerializer):
    """A review of a seller, and where it stands."""

    seller = serializers.CharField(source="seller.reference")
    inspector = serializers.SerializerMethodField()

    class Meta:
        model = SellerReview
        fields: ClassVar = [
            "reference", "seller", "kind", "department", "country", "due_on", "inspector", "verdict", "effect", "state",
            "state_at", "signed_at",
        ]  # fmt: skip

    def get_inspector(self, row: SellerReview) -> str:
        """Reference of the inspector, "" while there is none."""
        return row.inspector.reference if row.inspector else ""


class WholeSellerReviewOut(SellerReviewOut):
    """A review with its report, once it is signed."""

    report = serializers.SerializerMethodField()
    report_sha256 = serializers.SerializerMethodField()
    accreditation = serializers.SerializerMethodField()

    class Meta(SellerReviewOut.Meta):
        fields: ClassVar = [*SellerReviewOut.Meta.fields, "accreditation", "report", "report_sha256"]

    def get_report(self, row: SellerReview) -> dict[str, Any]:
        """As it was signed; empty before."""
        signed = _report(row)
        return dict(signed.report) if signed else {}

    def get_report_sha256(self, row: SellerReview) -> str:
        """The digest that the log commits to; "" before."""
        signed = _report(row)
        return signed.report_sha256 if signed else ""

    @extend_schema(responses=AccreditationOut)
    def get_accreditation(self, row: SellerReview) -> dict[str, Any] | None:
        """Under which it was done, as it stands today: it may have been revoked since."""
        return dict(AccreditationOut(row.accreditation).data) if row.accreditation else None


class SellerReviewIn(serializers.Serializer):
    """A review that is wanted."""

    seller = ApiText(max_length=20, help_text="Reference of the seller.")
    kind = serializers.ChoiceField(choices=ReviewKind.choices)
    department = ApiText(max_length=100, required=False, allow_blank=True, default="")
    country = ApiText(max_length=2, help_text="ISO 3166-1 alpha-2.")
    due_on = serializers.DateField()
    why = ApiText(max_length=MOST_WORDS, help_text="What the inspector is to find out. The seller does not read it.")


class ReviewAssignmentIn(serializers.Serializer):
    """Who is to go."""

    inspector = ApiText(max_length=20, help_text="Reference of the inspector.")


class ReviewAppealIn(serializers.Serializer):
    """What the seller says is wrong."""

    words = ApiText(max_length=MOST_WORDS)


class Accreditations(MarketplaceView):
    """Who may review sellers."""

    permissions: ClassVar = {"GET": "review.read", "POST": "review.manage"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="accreditations_list", summary="List accreditations of inspectors",
        parameters=[OpenApiParameter("state", str, enum=list(ACCREDITATION.states))],
        responses=AccreditationOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first; an inspector sees its own."""
        rows = Accreditation.objects.visible_to(request.actor).select_related("inspector")
        if state := choice(request.query_params, "state", list(ACCREDITATION.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, AccreditationOut)

    @extend_schema(
        operation_id="accreditations_create", summary="Accredit an inspector", request=AccreditationIn,
        responses={201: AccreditationOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It takes the place of the one that the inspector has."""
        said = body_of(AccreditationIn, request)
        inspector = Party.objects.filter(kind=Party.Kind.INSPECTOR, reference=said["inspector"]).first()
        if inspector is None:
            raise Invalid(fields={"inspector": [_("There is no such inspector.")]})
        reach = Reach(said["kinds"], said["until_on"], said["departments"], said["countries"])
        row = accrediting.accredit(actor=request.actor, inspector=inspector, reach=reach, reason=said["reason"])
        return Response(AccreditationOut(row).data, status=201)


class Revocation(MarketplaceView):
    """Revoking."""

    permissions: ClassVar = {"POST": "review.manage"}

    @extend_schema(
        operation_id="accreditations_revoke", summary="Revoke an accreditation", request=RevocationIn,
        responses=AccreditationOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """What is not signed waits to be assigned anew; what is signed stays, and says so."""
        rows = Accreditation.objects.visible_to(request.actor).select_related("inspector", "tenant")
        row = accrediting.revoke_accreditation(
            actor=request.actor, row=found(rows, reference=reference), reason=body_of(RevocationIn, request)["reason"]
        )
        return Response(AccreditationOut(row).data)


class Reviews(MarketplaceView):
    """Reviews of sellers."""

    permissions: ClassVar = {"GET": "review.read", "POST": "review.manage"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="seller_reviews_list", summary="List reviews of sellers",
        parameters=[OpenApiParameter("state", str, enum=list(SELLERREVIEW.states))],
        responses=SellerReviewOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: an inspector's own, a seller's own from the moment when somebody comes."""
        rows = SellerReview.objects.visible_to(request.actor).select_related("seller", "inspector")
        if state := choice(request.query_params, "state", list(SELLERREVIEW.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, SellerReviewOut)

    @extend_schema(
        operation_id="seller_reviews_create", summary="Have a seller reviewed", request=SellerReviewIn,
        responses={201: SellerReviewOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It waits to be assigned."""
        said = dict(body_of(SellerReviewIn, request))
        seller = Party.objects.filter(kind=Party.Kind.SELLER, reference=said.pop("seller")).first()
        made = reviews.ask_review(actor=request.actor, seller=seller, **said)
        return Response(SellerReviewOut(made).data, status=201)


class OneReview(MarketplaceView):
    """One review."""

    permissions: ClassVar = {"GET": "review.read"}

    @extend_schema(
        operation_id="seller_reviews_retrieve", summary="Get a review of a seller", responses=WholeSellerReviewOut
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With its report and digest."""
        return Response(WholeSellerReviewOut(_one(request, reference)).data)


class Assigning(MarketplaceView):
    """Assigning."""

    permissions: ClassVar = {"POST": "review.manage"}

    @extend_schema(
        operation_id="seller_reviews_assign", summary="Assign a review", request=ReviewAssignmentIn,
        responses=SellerReviewOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """403 `conflict_of_interest` with the reasons where something ties the inspector to the seller."""
        named = body_of(ReviewAssignmentIn, request)["inspector"]
        inspector = Party.objects.filter(kind=Party.Kind.INSPECTOR, reference=named).first()
        shown = _one(request, reference)
        return Response(
            SellerReviewOut(reviews.assign_review(actor=request.actor, review=shown, inspector=inspector)).data
        )


class Appealing(MarketplaceView):
    """The seller's appeal."""

    permissions: ClassVar = {"POST": "appeal.file"}

    @extend_schema(
        operation_id="seller_reviews_appeal", summary="Appeal against a report", request=ReviewAppealIn,
        responses=SellerReviewOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Once; another person than before decides."""
        shown = _one(request, reference)
        words = body_of(ReviewAppealIn, request)["words"]
        return Response(
            SellerReviewOut(reviews_deciding.appeal_review(actor=request.actor, review=shown, words=words)).data
        )


def _one(request: ApiRequest, reference: str) -> SellerReview:
    rows = SellerReview.objects.visible_to(request.actor).select_related("seller", "inspector", "tenant")
    return found(rows.select_related("accreditation__inspector"), reference=reference)


def _report(row: SellerReview) -> ReviewReport | None:
    found_one: ReviewReport | None = row.reports.first()
    return found_one
