"""The API for what strikes propose: read it, answer it, dispose of it."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.permissions import require
from enforcement.machine import STRIKEPROPOSAL
from enforcement.models import Sanction, StrikeProposal
from enforcement.thresholds.services import LONGEST, answer_proposal, dispose
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice
from gateway.idempotency import idempotent


class StrikeProposalOut(serializers.Serializer):
    """What the strikes of a seller propose. Nothing follows from it by itself."""

    reference = serializers.CharField()
    seller = serializers.CharField(source="seller.reference")
    kind = serializers.ChoiceField(choices=Sanction.Kind.values)
    days = serializers.IntegerField(help_text="For how long; 0 for what is not for a time.")
    state = serializers.ChoiceField(choices=STRIKEPROPOSAL.states)
    points = serializers.IntegerField(source="figures.points", help_text="What the strikes came to when it was made.")
    rung = serializers.IntegerField(source="figures.rung", help_text="From how many points on the policy names it.")
    strikes = serializers.IntegerField(source="figures.strikes")
    policy = serializers.CharField(help_text="The pack and its version.")
    at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField()


class StrikeAnswerIn(serializers.Serializer):
    """What the seller says to it."""

    words = ApiText(max_length=LONGEST)


class StrikeRulingIn(serializers.Serializer):
    """What a reviewer makes of it. `days` only for what is for a time."""

    take = serializers.BooleanField()
    reasons = ApiText(max_length=LONGEST)
    days = serializers.IntegerField(min_value=1, max_value=365, required=False)


class StrikeProposals(MarketplaceView):
    """What strikes propose."""

    permissions: ClassVar = {"GET": "case.read"}
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    @extend_schema(
        operation_id="strike_proposals_list", summary="List what strikes propose",
        responses=StrikeProposalOut(many=True),
        parameters=[OpenApiParameter("state", str, enum=STRIKEPROPOSAL.states)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """Those against one's own party; staff see all. The newest first."""
        rows, actor = StrikeProposal.objects.select_related("seller"), request.actor
        if actor.is_operator:
            require(actor, "misuse.read")
        else:
            rows = rows.filter(seller_id=actor.party_id)
        state = choice(request.query_params, "state", STRIKEPROPOSAL.states, default="")
        return self.paged(rows.filter(state=state) if state else rows, StrikeProposalOut)


class StrikeAnswers(MarketplaceView):
    """A seller's answer to what its strikes propose."""

    permissions: ClassVar = {"POST": "appeal.file"}

    @extend_schema(
        operation_id="strike_proposals_answer", summary="Answer what your strikes propose",
        request=StrikeAnswerIn, responses=StrikeProposalOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Once, until the time to answer is over."""
        given = body_of(StrikeAnswerIn, request)
        return _told(answer_proposal(actor=request.actor, reference=reference, words=given["words"]))


class StrikeRulings(MarketplaceView):
    """What a reviewer makes of what strikes propose."""

    permissions: ClassVar = {"POST": "misuse.judge"}

    @extend_schema(
        operation_id="strike_proposals_rule", summary="Take up or refuse what strikes propose",
        request=StrikeRulingIn, responses=StrikeProposalOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """After the seller was heard; whatever takes more than a warning then waits for a second person."""
        return _told(dispose(actor=request.actor, reference=reference, **body_of(StrikeRulingIn, request)))


def _told(found: StrikeProposal) -> Response:
    told: Any = StrikeProposalOut(found).data
    return Response(told)
