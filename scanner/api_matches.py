"""The API for the review of matches, with the same services as the pages. For staff, by their session: what a match is
worth is judged by people, so no scope of a key holds the permission, and no party is told of what was found of its right
before a case is opened."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import choice, integer, text
from gateway.idempotency import idempotent
from registry.gate.reasons import kept, say
from scanner import queries, services
from scanner.machine import MATCH
from scanner.models import Match, Signal
from scanner.queries import Wanted
from scanner.thresholds import HOLD, QUEUE
from scanner.words import DISMISSALS, signal_sentence, steps_of

FILTERS = [
    OpenApiParameter(
        "lead", str, enum=[HOLD], description="What holds a listing; without it, what nobody has judged yet."
    ),
    OpenApiParameter("region", str, description="A territory of the right in which the listing is offered."),
    OpenApiParameter("right", str, description="Reference of a right."),
    OpenApiParameter("seller", str, description="Reference of a seller."),
    OpenApiParameter("listing", str, description="The number of a listing."),
    OpenApiParameter("min_score", int, description="From this score on."),
    OpenApiParameter("q", str, description="A reference of a right or seller, a listing's number, words of a right."),
]
NOTHING = OpenApiExample("It says what it fits", request_only=True, value={"why": "descriptive"})


class MatchLineOut(serializers.Serializer):
    """A listing and a right that was found in it. `regions` are where it would become a case."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=MATCH.states)
    score = serializers.IntegerField(help_text="0 to 100.")
    leads_to = serializers.ChoiceField(choices=[QUEUE, HOLD], source="lead")
    holds = serializers.BooleanField(help_text="Whether it keeps the listing back now.")
    regions = serializers.ListField(child=serializers.CharField())
    listing = serializers.CharField(source="listing.number")
    listing_title = serializers.CharField(source="listing.title")
    seller = serializers.CharField(source="listing.seller.reference")
    right = serializers.CharField(source="right.reference")
    right_title = serializers.CharField(source="right.title")
    made_at = serializers.DateTimeField()


class SignalOut(serializers.Serializer):
    """What one matcher found. `field`, `begin` and `end` are its place in the listing's text; empty for a picture."""

    matcher = serializers.CharField()
    kind = serializers.CharField()
    strength = serializers.IntegerField(help_text="0 to 100.")
    field = serializers.CharField(allow_blank=True)
    begin = serializers.IntegerField()
    end = serializers.IntegerField()
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, signal: Signal) -> str:
        """What was found, for people."""
        return signal_sentence(signal)


class ReasonOut(serializers.Serializer):
    """One step of the score: above 100 it raised it, below it lowered it, 100 changed nothing."""

    sentence = serializers.CharField()
    factor = serializers.IntegerField(help_text="Hundredths.")


class MatchOut(MatchLineOut):
    """A match with its evidence. `gate` is what the register of rights answered when it was found."""

    revision = serializers.IntegerField(help_text="Of the listing, in which it was found.")
    gate = serializers.CharField(allow_blank=True)
    gate_reasons = serializers.SerializerMethodField()
    verdict = serializers.CharField(
        allow_blank=True, help_text="What a person said: `confirmed`, or why it is nothing."
    )
    case = serializers.CharField(allow_blank=True, source="case_ref")
    signals = SignalOut(many=True)
    reasons = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_gate_reasons(self, match: Match) -> list[str]:
        """Why the gate said so, in sentences."""
        return [say(reason) for reason in kept(match.gate_reasons)]

    @extend_schema_field(ReasonOut(many=True))
    def get_reasons(self, match: Match) -> list[dict[str, Any]]:
        """In the order in which they were applied."""
        return [{"sentence": sentence, "factor": factor} for sentence, factor in steps_of(match)]


class DismissalIn(serializers.Serializer):
    """Why a match is nothing."""

    why = serializers.ChoiceField(choices=list(DISMISSALS))


class Matches(MarketplaceView):
    """The matches that a reviewer works on."""

    permissions: ClassVar = {"GET": "match.review"}
    ordering: ClassVar = queries.ORDER

    @extend_schema(
        operation_id="matches_list", summary="List matches", parameters=FILTERS, responses=MatchLineOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The strongest first."""
        params = request.query_params
        wanted = Wanted(
            lead=choice(params, "lead", [HOLD], default=""),
            right=text(params, "right", default="", longest=20),
            seller=text(params, "seller", default="", longest=20),
            search=text(params, "q", default="", longest=200),
        )
        rows = queries.matches(request.actor, wanted)
        if region := text(params, "region", default="", longest=8):
            rows = rows.filter(regions__contains=[region])
        if listing := text(params, "listing", default="", longest=60):
            rows = rows.filter(listing__number=listing)
        if least := integer(params, "min_score", default=0, most=100):
            rows = rows.filter(score__gte=least)
        return self.paged(rows, MatchLineOut)


class OneMatch(MarketplaceView):
    """One match."""

    permissions: ClassVar = {"GET": "match.review"}

    @extend_schema(operation_id="matches_retrieve", summary="Get a match", responses=MatchOut)
    def get(self, request: ApiRequest, match_id: UUID) -> Response:
        """With what each matcher found, and how the score came about."""
        return Response(_out(request, match_id))


class Confirmation(MarketplaceView):
    """Confirming."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(operation_id="matches_confirm", summary="Confirm a match", request=None, responses=MatchOut)
    @idempotent
    def post(self, request: ApiRequest, match_id: UUID) -> Response:
        """A case is opened from it within seconds."""
        services.confirm_match(actor=request.actor, match_id=match_id)
        return Response(_out(request, match_id))


class Dismissal(MarketplaceView):
    """Dismissing."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="matches_dismiss", summary="Dismiss a match", request=DismissalIn, responses=MatchOut,
        examples=[NOTHING],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, match_id: UUID) -> Response:
        """It is nothing. A listing that nothing else holds is published."""
        queries.match(match_id, request.actor)  # strangers are told nothing of their body's faults
        services.dismiss_match(actor=request.actor, match_id=match_id, why=body_of(DismissalIn, request)["why"])
        return Response(_out(request, match_id))


def _out(request: ApiRequest, match_id: UUID) -> dict[str, Any]:
    return dict(MatchOut(queries.match(match_id, request.actor)).data)
