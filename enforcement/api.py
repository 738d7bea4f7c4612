"""The API for cases: the same services as the pages. What reviewers do stands in `api_deciding`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.permissions import may
from enforcement import api_shapes as shapes
from enforcement import queries, services
from enforcement.api_shapes import Examples
from enforcement.disclosure import Face, face, shown_decision, shown_state
from enforcement.machine import CASE
from enforcement.models import Case, Decision, Item, Origin
from enforcement.packs import of_case
from enforcement.placing import NO_BOUND
from enforcement.services.answering import answers_open_for
from gateway.api import ApiRequest, body_of, created
from gateway.http import choice, text
from gateway.idempotency import idempotent
from policy.model import Pack
from tenancy.context import database_now
from tenancy.errors import Invalid
from workflow.models import Clock

CASE_FILTERS = [
    OpenApiParameter("state", str, enum=CASE.states),
    OpenApiParameter("region", str, description="The territory asserted, such as US or EU."),
    OpenApiParameter("listing", str, description="The number of a listing in the case."),
]
BY_OPENING, BY_BOUND = "newest", "due"


class Cases(MarketplaceView):
    """The cases that the caller sees."""

    permissions: ClassVar = {"GET": "case.read"}
    orderings: ClassVar = {BY_OPENING: queries.NEWEST_ORDER, BY_BOUND: queries.BOUND_ORDER}

    @extend_schema(
        operation_id="cases_list", summary="List cases", parameters=CASE_FILTERS,
        responses=shapes.CaseLineOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first, or the nearest bound."""
        params = request.query_params
        rows = Case.objects.visible_to(request.actor).select_related("right", "seller", "complainant")
        state = choice(params, "state", CASE.states, default="")
        region, listing = text(params, "region", default="", longest=8), text(params, "listing", default="", longest=60)
        rows = rows.filter(state=state) if state else rows
        rows = rows.filter(region=region) if region else rows
        if listing:
            rows = rows.filter(id__in=Item.objects.filter(listing__number=listing).values("case_id"))
        return self.paged(rows, CaseLine)


class CaseLine(shapes.CaseLineOut):
    """A case without a bound has none to programs, wherever the queue puts it."""

    def to_representation(self, instance: Case) -> dict[str, Any]:
        """As the shape says."""
        instance.bound = bound_of(instance)  # type: ignore[attr-defined]
        return dict(super().to_representation(instance))


class OneCase(MarketplaceView):
    """One case."""

    permissions: ClassVar = {"GET": "case.read"}

    @extend_schema(operation_id="cases_retrieve", summary="Get a case", responses=shapes.CaseOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """As the caller's side sees it: parties learn of a decision when it takes effect."""
        return Response(case_out(request, reference))


class Answers(MarketplaceView):
    """The seller's answers."""

    permissions: ClassVar = {"POST": "case.answer"}

    @extend_schema(
        operation_id="cases_answer", summary="Answer a case", request=shapes.AnswerIn, responses=shapes.CaseOut,
        examples=[Examples.answer],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Per Item. An answer that needs a counter-notice asks for its `elements`."""
        given = body_of(shapes.AnswerIn, request)
        answers = {row["item"]: row["code"] for row in given["answers"]}
        with _named_as("elements", except_for=("answers", "first_sold_in", "exemptions")):
            services.answer(
                actor=request.actor, reference=reference, answers=answers, statement=given.get("statement", ""),
                elements=given.get("elements", {}), first_sold_in=given.get("first_sold_in", ""),
                exemptions=given.get("exemptions", ()),
            )  # fmt: skip
        return Response(case_out(request, reference))


class Withdrawals(MarketplaceView):
    """Taking back."""

    permissions: ClassVar = {"POST": "complaint.withdraw"}

    @extend_schema(
        operation_id="cases_withdraw", summary="Take a complaint back for Items", request=shapes.WithdrawalIn,
        responses=shapes.CaseOut, examples=[Examples.withdrawal],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """What stands because of them is reversed, strikes included."""
        services.withdraw(actor=request.actor, reference=reference, **body_of(shapes.WithdrawalIn, request))
        return Response(case_out(request, reference))


class CourtActions(MarketplaceView):
    """Showing a court action."""

    permissions: ClassVar = {"POST": "complaint.withdraw"}

    @extend_schema(
        operation_id="cases_show_court_action", summary="Show a court action", request=shapes.CourtActionIn,
        responses=shapes.CaseOut, examples=[Examples.court_action],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """In time after a counter-notice: what it contests stays down until the court has spoken."""
        services.show_paper(
            actor=request.actor, reference=reference, code="court_action", **body_of(shapes.CourtActionIn, request)
        )
        return Response(case_out(request, reference))


class Appeals(MarketplaceView):
    """Appealing."""

    permissions: ClassVar = {"POST": "appeal.file"}

    @extend_schema(
        operation_id="cases_appeal", summary="Appeal a decision", request=shapes.AppealIn,
        responses={201: shapes.AppealOut}, examples=[Examples.appeal],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Somebody who did not decide before looks again."""
        appeal = services.file_appeal(actor=request.actor, reference=reference, **body_of(shapes.AppealIn, request))
        appeal.refresh_from_db()
        shown = shapes.AppealOut(
            {
                "reference": appeal.reference,
                "state": appeal.state,
                "side": appeal.side,
                "case": reference,
                "items": appeal.items.values_list("item_id", flat=True),
                "filed_at": appeal.filed_at,
                "due_at": appeal.due_at,
            }
        )
        return created(shown.data, location=_case_url(request, reference))


class _named_as:
    """Within it, a refusal names a field as the body does: `signature` becomes `elements.signature`."""

    def __init__(self, prefix: str, *, except_for: Iterable[str]) -> None:
        self.prefix, self.plain = prefix, set(except_for)

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Invalid):
            fields = {
                name if name in self.plain or not name else f"{self.prefix}.{name}": sentences
                for name, sentences in error.fields.items()
            }
            raise Invalid(fields=fields) from error


def bound_of(case: Case) -> Any:
    """The next bound of a case; None where no clock with a bound runs."""
    return None if case.due_at == NO_BOUND else case.due_at


def case_out(request: ApiRequest, reference: str) -> dict[str, Any]:
    """A case as the caller's side sees it. Raises NotFound for strangers."""
    case = queries.case(reference, request.actor)
    pack = of_case(case, database_now())
    mine = face(case, request.actor, pack)
    services.see_contacts(actor=request.actor, case=case, mine=mine)
    answering = mine.side == "seller" and bool(may(request.actor, "case.answer"))
    deciding = mine.side == "reviewer" and bool(may(request.actor, "case.decide"))
    clocks = Clock.objects.filter(about_id=case.id).exclude(kind="take_effect").order_by("started_at", "id")
    origins = {row.answer_id: row for row in Origin.objects.filter(answer__item__case=case)}
    shown = {
        "reference": case.reference,
        "side": mine.side,
        "state": case.state,
        "source": case.source,
        "region": case.region,
        "right": case.right.reference,
        "right_title": case.right.title,
        "right_number": case.right.number,
        "complaint": case.complaint.reference if case.complaint and mine.side != "seller" else None,
        "complainant": asdict(mine.complainant) if mine.complainant else None,
        "seller": asdict(mine.seller),
        "pack": {"code": case.pack_code, "version": case.pack_version},
        "items": [_item(item, mine, pack, origins, answering=answering) for item in case.items.all()],
        "grounds": [ground.code for ground in pack.pickable(case.right.kind)] if deciding else [],
        "clocks": clocks,
        "appeals": [appeal.reference for appeal in case.appeals.all()],
        "right_fallen": case.fallen,
        "opened_at": case.opened_at,
        "due_at": bound_of(case),
    }
    return dict(shapes.CaseOut(shown).data)


def _item(item: Item, mine: Face, pack: Pack, origins: Mapping[UUID, Origin], *, answering: bool) -> dict[str, Any]:
    """One Item of a loaded case. No query."""
    said = max(item.answers.all(), key=lambda one: one.id, default=None)
    remedy = max(item.remedies.all(), key=lambda one: one.id, default=None)
    decision: Decision | None = shown_decision(item, mine)
    return {
        "id": item.id,
        "listing": item.listing.number,
        "title": item.listing.title,
        "note": item.note,
        "state": shown_state(item, mine),
        "answered": said.code if said else "",
        "answers": [answer.code for answer in answers_open_for(item, pack)] if answering else [],
        "origin": origins.get(said.id) if said else None,
        "decision": decision,
        "remedy": remedy.state if remedy else None,
    }


def _case_url(request: ApiRequest, reference: str) -> str:
    return str(request.build_absolute_uri(reverse("enforcement:api_case", args=[request.marketplace.slug, reference])))
