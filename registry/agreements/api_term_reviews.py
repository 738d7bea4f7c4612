"""The API of reviews of terms. The same services as the pages."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from registry import services
from registry.agreements import term_queries
from registry.agreements.term_targets import DEFAULTS, MOST_DAYS, MOST_LIMIT
from registry.models import TermReview, TermReviewCase
from registry.services.term_reviews import DECISIONS


class TermReviewOut(serializers.ModelSerializer):
    """A term or rule that missed a target. `measured` counts its cases; `about` is the id of a licence or right, or the
    code of a rule."""

    measured = serializers.IntegerField()

    class Meta:
        model = TermReview
        fields: ClassVar = [
            "reference", "subject", "about", "code", "target", "limit", "days", "measured", "state", "state_at", "reason",
            "made_at",
        ]  # fmt: skip


class TermReviewCaseOut(serializers.ModelSerializer):
    """What a review rests on: the id of a request for proof, or of what the gate was asked about a line of an order."""

    class Meta:
        model = TermReviewCase
        fields: ClassVar = ["of", "case", "day"]


class OneTermReviewOut(TermReviewOut):
    """A review with its cases."""

    cases = TermReviewCaseOut(many=True)

    class Meta(TermReviewOut.Meta):
        fields: ClassVar = [*TermReviewOut.Meta.fields, "cases"]


class TermDecisionIn(serializers.Serializer):
    """What becomes of the term or rule."""

    state = serializers.ChoiceField(choices=list(DECISIONS))
    reason = ApiText(max_length=2000)


class TermTargetIn(serializers.Serializer):
    """So many cases in so many days are too many."""

    code = serializers.ChoiceField(choices=list(DEFAULTS))
    limit = serializers.IntegerField(min_value=1, max_value=MOST_LIMIT)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS)


class TermTargetsOut(serializers.Serializer):
    """The targets that hold."""

    results = TermTargetIn(many=True)


class TermReviews(MarketplaceView):
    """Reviews of terms; for the marketplace alone."""

    permissions: ClassVar = {"GET": "policy.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="term_reviews_list", summary="List reviews of terms", responses=TermReviewOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(term_queries.reviews(request.actor), TermReviewOut)


class OneTermReview(MarketplaceView):
    """One review."""

    permissions: ClassVar = {"GET": "policy.read"}

    @extend_schema(operation_id="term_reviews_read", summary="Read a review of a term", responses=OneTermReviewOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """With its cases."""
        return Response(_out(request, ref))


class TermDecision(MarketplaceView):
    """Deciding."""

    permissions: ClassVar = {"POST": "policy.manage"}

    @extend_schema(
        operation_id="term_reviews_decide", summary="Decide a review of a term", request=TermDecisionIn,
        responses=OneTermReviewOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """Changed, kept, or, for a rule, confirmed; with a reason."""
        shown = found(term_queries.reviews(request.actor), reference=ref)
        services.decide_review(actor=request.actor, review=shown, **body_of(TermDecisionIn, request))
        return Response(_out(request, ref))


class TermTargets(MarketplaceView):
    """The targets."""

    permissions: ClassVar = {"GET": "policy.read", "POST": "policy.manage"}

    @extend_schema(operation_id="term_targets_list", summary="List targets of terms", responses=TermTargetsOut)
    def get(self, request: ApiRequest) -> Response:
        """As they hold here."""
        return Response(_targets())

    @extend_schema(
        operation_id="term_targets_set", summary="Set a target of terms", request=TermTargetIn, responses=TermTargetsOut
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """From the next sweep on."""
        services.set_target(actor=request.actor, **body_of(TermTargetIn, request))
        return Response(_targets())


def _targets() -> dict[str, Any]:
    rows = [{"code": one.code, "limit": one.limit, "days": one.days} for one in term_queries.targets()]
    return {"results": rows}


def _out(request: ApiRequest, ref: str) -> dict[str, Any]:
    return dict(OneTermReviewOut(found(term_queries.reviews(request.actor), reference=ref)).data)
