"""The API of detentions: taken in one by one or as a list, answered, ended; the profile of risks and the recovery rate."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment.api_customs_shapes import (
    DeclarantIn,
    DetentionIn,
    DetentionListIn,
    DetentionListOut,
    DetentionOut,
    HolderAnswerIn,
    MoreTimeIn,
    OutcomeIn,
    RecoveryOut,
    RiskProfileOut,
    WholeDetentionOut,
)
from fulfillment.customs import profile as profiles
from fulfillment.customs import recovery as recoveries
from fulfillment.customs.forms import LARGEST_FILE
from fulfillment.customs.taking_in import Letter
from fulfillment.machine import DETENTION
from fulfillment.models import Detention
from fulfillment.services import customs, customs_answers, customs_outcomes
from gateway.api import ApiRequest, body_of, created
from gateway.http import choice, found, integer
from gateway.idempotency import idempotent
from registry.goods_forms import read_text
from tenancy.context import database_now
from tenancy.errors import Invalid


class Detentions(MarketplaceView):
    """Detentions."""

    permissions: ClassVar = {"GET": "customs.read", "POST": "customs.detain"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="detentions_list", summary="List goods that customs hold",
        parameters=[OpenApiParameter("state", str, enum=list(DETENTION.states)), OpenApiParameter("country", str)],
        responses=DetentionOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: a rights holder's own, for customs those of their country."""
        rows = Detention.objects.visible_to(request.actor).select_related("right", "holder", "application")
        if state := choice(request.query_params, "state", list(DETENTION.states), default=""):
            rows = rows.filter(state=state)
        if country := request.query_params.get("country", "")[:2]:
            rows = rows.filter(country=country.upper())
        return self.paged(rows, DetentionOut)

    @extend_schema(
        operation_id="detentions_create",
        summary="Take in a detention",
        request=DetentionIn,
        responses={201: WholeDetentionOut},
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """409 where it is on file already."""
        made = customs.enter_detention(actor=request.actor, letter=Letter(**body_of(DetentionIn, request)))
        return created(
            WholeDetentionOut(_one(request, made.reference)).data, location=f"{request.path}/{made.reference}"
        )


class DetentionLists(MarketplaceView):
    """Lists of detentions."""

    permissions: ClassVar = {"POST": "customs.detain"}

    @extend_schema(
        operation_id="detentions_import", summary="Take in a list of detentions",
        request={"multipart/form-data": DetentionListIn}, responses=DetentionListOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The rows that fit go in; each of the others is named with its line and column."""
        try:
            text = read_text(body_of(DetentionListIn, request)["list"], most=LARGEST_FILE)
        except ValidationError as wrong:
            raise Invalid(fields={"list": wrong.messages}) from None
        taken = customs.import_detentions(actor=request.actor, text=text)
        return Response(DetentionListOut(taken).data)


class OneDetention(MarketplaceView):
    """One detention."""

    permissions: ClassVar = {"GET": "customs.read"}

    @extend_schema(operation_id="detentions_retrieve", summary="Get a detention", responses=WholeDetentionOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With the people it names and the times that run."""
        return Response(WholeDetentionOut(_one(request, reference)).data)


def _put_down(request: ApiRequest, reference: str, deed: Callable[..., Any], said: Mapping[str, Any]) -> Response:
    """What was said of a detention, by one of the services."""
    deed(actor=request.actor, detention=_one(request, reference), **said)
    return Response(WholeDetentionOut(_one(request, reference)).data)


class HolderAnswers(MarketplaceView):
    """The rights holder's answer."""

    permissions: ClassVar = {"POST": "customs.apply"}

    @extend_schema(
        operation_id="detentions_answer", summary="Answer customs", request=HolderAnswerIn, responses=WholeDetentionOut
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """`fake` confirms the infringement and agrees to the destruction; it is not there for parallel imports and overruns."""
        return _put_down(request, reference, customs_answers.answer_detention, body_of(HolderAnswerIn, request))


class Declarants(MarketplaceView):
    """What the declarant said."""

    permissions: ClassVar = {"POST": "customs.detain"}

    @extend_schema(
        operation_id="detentions_declarant", summary="Record what the declarant said", request=DeclarantIn,
        responses=WholeDetentionOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Where it objects, only a court can order the destruction."""
        said = body_of(DeclarantIn, request)
        if said["answer"] == customs_answers.TOLD:
            return _put_down(request, reference, customs_answers.note_declarant_told, {})
        return _put_down(request, reference, customs_answers.note_declarant, said)


class MoreTimes(MarketplaceView):
    """More time."""

    permissions: ClassVar = {"POST": "customs.detain"}

    @extend_schema(
        operation_id="detentions_more_time", summary="Record whether customs gave more time", request=MoreTimeIn,
        responses=WholeDetentionOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """In the European Union at most ten working days."""
        return _put_down(request, reference, customs_answers.decide_more_time, body_of(MoreTimeIn, request))


class Outcomes(MarketplaceView):
    """What became of the goods."""

    permissions: ClassVar = {"POST": "customs.detain"}

    @extend_schema(
        operation_id="detentions_end",
        summary="Record what became of the goods",
        request=OutcomeIn,
        responses=WholeDetentionOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """409 where goods would be destroyed to which not both sides have agreed."""
        shown, said = _one(request, reference), dict(body_of(OutcomeIn, request))
        outcome = customs_outcomes.Outcome(said.pop("outcome"), **said)
        customs_outcomes.record_outcome(actor=request.actor, detention=shown, outcome=outcome)
        return Response(WholeDetentionOut(_one(request, reference)).data)


class RiskProfiles(MarketplaceView):
    """The profile of risks."""

    permissions: ClassVar = {"GET": "customs.read"}

    @extend_schema(operation_id="customs_risk", summary="Get the profile of risks", responses=RiskProfileOut)
    def get(self, request: ApiRequest) -> Response:
        """For customs: of the rights whose application was granted in their country."""
        return Response(profiles.as_json(profiles.profile(request.actor, database_now().date())))


class Recoveries(MarketplaceView):
    """The recovery rate."""

    permissions: ClassVar = {"GET": "customs.read"}

    @extend_schema(
        operation_id="customs_recovery", summary="Get the recovery rate",
        parameters=[OpenApiParameter("days", int), OpenApiParameter("by", str, enum=["country"])],
        responses=RecoveryOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The share of detained goods that was destroyed or seized, per unit, of what is over."""
        days = integer(request.query_params, "days", default=365, least=1, most=3650)
        by = choice(request.query_params, "by", ["country"], default="")
        rows = Detention.objects.visible_to(request.actor)
        since = database_now().date() - timedelta(days=days)
        return Response([recoveries.as_json(one) for one in recoveries.recovery(rows, since, by=by)])


def _one(request: ApiRequest, reference: str) -> Detention:
    rows = Detention.objects.visible_to(request.actor)
    rows = rows.select_related("right", "holder", "application", "tenant").prefetch_related("notices")
    return found(rows, reference=reference)
