"""The API of complaints of buyers: passed on by the shop, answered by the seller, decided by the marketplace."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from audit.rows import load_words
from fulfillment.machine import TRADECOMPLAINT
from fulfillment.models import ComplaintSurge, Order, Remedy, TradeComplaint, TradePaper, TradeStatement
from fulfillment.services import trade_complaints as services
from fulfillment.services.orders import MOST_LINES
from fulfillment.services.trade_complaints import Answer, Wrong
from fulfillment.services.trade_deciding import decide_complaint
from fulfillment.trade.keeping import MOST_CENTS, MOST_WORDS, File
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from tenancy.errors import NotFound

CENTS = {"min_value": 1, "max_value": MOST_CENTS, "required": False, "allow_null": True, "default": None}


class _Words(serializers.Serializer):
    words = ApiText(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


class TradeComplaintIn(serializers.Serializer):
    """What a buyer complains of, about one line of an order or all of it."""

    order = ApiText(max_length=20, help_text="Reference.")
    position = serializers.IntegerField(
        min_value=1, max_value=MOST_LINES, required=False, allow_null=True, default=None
    )
    kind = serializers.ChoiceField(choices=TradeComplaint.Kind.choices)
    wants = serializers.ChoiceField(choices=Remedy.choices)
    words = ApiText(max_length=MOST_WORDS)


class TradeAnswerIn(serializers.Serializer):
    """What the seller says: an offer of a remedy, or with an empty one that it disagrees. `file` shows it."""

    remedy = serializers.ChoiceField(choices=Remedy.choices, allow_blank=True)
    cents = serializers.IntegerField(**CENTS)  # type: ignore[arg-type]
    words = ApiText(max_length=MOST_WORDS)
    paper = serializers.ChoiceField(choices=TradePaper.Kind.choices, default=TradePaper.Kind.RECEIPT)
    file = ApiDocument(required=False)


class TradeReplyIn(_Words):
    """What the buyer says to it, passed on by the shop."""

    accepts = serializers.BooleanField()


class TradeFileIn(_Words):
    """A picture or paper, and words."""

    file = ApiDocument(required=False)


class TradeDecisionIn(serializers.Serializer):
    """What the marketplace decides; an empty remedy: nothing is owed."""

    remedy = serializers.ChoiceField(choices=Remedy.choices, allow_blank=True)
    cents = serializers.IntegerField(**CENTS)  # type: ignore[arg-type]
    words = ApiText(max_length=MOST_WORDS)


class TradeStatementOut(serializers.Serializer):
    """One thing that was said or done."""

    side = serializers.ChoiceField(choices=TradeStatement.Side.choices)
    kind = serializers.ChoiceField(choices=TradeStatement.Kind.choices)
    remedy = serializers.CharField(allow_blank=True)
    cents = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()
    words = serializers.CharField(allow_blank=True)


class TradePaperOut(serializers.Serializer):
    """A picture or paper."""

    evidence = serializers.CharField(source="evidence.reference")
    side = serializers.ChoiceField(choices=TradeStatement.Side.choices)
    kind = serializers.ChoiceField(choices=TradePaper.Kind.choices)


class TradeComplaintOut(serializers.Serializer):
    """A complaint of a buyer. `ip_report` is the report that the procedure for rights made of a fake."""

    reference = serializers.CharField()
    order = serializers.CharField(source="order.reference")
    seller = serializers.CharField(source="seller.reference")
    listing = serializers.CharField(source="listing.number")
    kind = serializers.ChoiceField(choices=TradeComplaint.Kind.choices)
    wants = serializers.ChoiceField(choices=Remedy.choices)
    state = serializers.ChoiceField(choices=TradeComplaint.State.choices)
    remedy = serializers.CharField(allow_blank=True)
    remedy_cents = serializers.IntegerField(allow_null=True)
    settled_by = serializers.CharField(allow_blank=True)
    ip_report = serializers.CharField(allow_blank=True)
    filed_at = serializers.DateTimeField()


class WholeTradeComplaintOut(TradeComplaintOut):
    """With all that was said and shown."""

    statements = TradeStatementOut(many=True)
    papers = TradePaperOut(many=True)


class SurgeOut(serializers.Serializer):
    """Far more complaints in seven days than usual; `listing` is empty where it is about the seller as a whole."""

    reference = serializers.CharField()
    seller = serializers.CharField(source="seller.reference")
    listing = serializers.SerializerMethodField()
    complaints = serializers.IntegerField()
    fakes = serializers.IntegerField()
    expected_tenths = serializers.IntegerField(help_text="How many a week would bring by its own past, in tenths.")
    began_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_listing(self, row: ComplaintSurge) -> str:
        """Its number."""
        return row.listing.number if row.listing else ""


class Complaints(MarketplaceView):
    """Complaints of buyers."""

    permissions: ClassVar = {"GET": "trade.read", "POST": "trade.file"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="trade_complaints_list", summary="List complaints of buyers",
        parameters=[
            OpenApiParameter("state", str, enum=list(TRADECOMPLAINT.states)),
            OpenApiParameter("kind", str, enum=TradeComplaint.Kind.values),
        ],
        responses=TradeComplaintOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: the shop and staff all, a seller those about its orders."""
        rows = TradeComplaint.objects.visible_to(request.actor).select_related("order", "seller", "listing")
        for name, allowed in (("state", list(TRADECOMPLAINT.states)), ("kind", TradeComplaint.Kind.values)):
            if wanted := choice(request.query_params, name, allowed, default=""):
                rows = rows.filter(**{name: wanted})
        return self.paged(rows, TradeComplaintOut)

    @extend_schema(
        operation_id="trade_complaints_create", summary="Pass on a complaint of a buyer", request=TradeComplaintIn,
        responses={201: WholeTradeComplaintOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """409 where the same is open already. Its pictures follow, one by one, at `/files`."""
        given = body_of(TradeComplaintIn, request)
        order = found(Order.objects.visible_to(request.actor), reference=given.pop("order"))
        made = services.complain(actor=request.actor, order=order, wrong=Wrong(**given))
        return created(_told(request, made.reference), location=f"{request.path}/{made.reference}")


class OneComplaint(MarketplaceView):
    """One complaint."""

    permissions: ClassVar = {"GET": "trade.read"}

    @extend_schema(
        operation_id="trade_complaints_retrieve", summary="Get a complaint of a buyer", responses=WholeTradeComplaintOut
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With all that was said and shown."""
        return Response(_told(request, reference))


class Answers(MarketplaceView):
    """The seller's answer."""

    permissions: ClassVar = {"POST": "trade.answer"}

    @extend_schema(
        operation_id="trade_complaints_answer", summary="Answer a complaint of a buyer",
        request={"application/json": TradeAnswerIn, "multipart/form-data": TradeAnswerIn}, responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """An offer, or that the seller disagrees: then with a file that shows it, where goods or parcel are in question."""
        given = body_of(TradeAnswerIn, request)
        answer = Answer(files=_files(given), **given)
        services.answer_complaint(actor=request.actor, complaint=_one(request, reference), answer=answer)
        return Response(_told(request, reference))


class Replies(MarketplaceView):
    """The buyer's reply."""

    permissions: ClassVar = {"POST": "trade.file"}

    @extend_schema(
        operation_id="trade_complaints_reply", summary="Pass on a buyer’s reply", request=TradeReplyIn,
        responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """To an offer or a proof. Not accepted, the marketplace decides."""
        services.reply(actor=request.actor, complaint=_one(request, reference), **body_of(TradeReplyIn, request))
        return Response(_told(request, reference))


def _with_files(request: ApiRequest, reference: str, deed: Callable[..., Any]) -> Response:
    """Words and files that are put to a complaint by one of the services."""
    given = body_of(TradeFileIn, request)
    deed(actor=request.actor, complaint=_one(request, reference), files=_files(given), words=given["words"])
    return Response(_told(request, reference))


class Additions(MarketplaceView):
    """Something that is added."""

    permissions: ClassVar = {"POST": "trade.read"}

    @extend_schema(
        operation_id="trade_complaints_add", summary="Add a file or words",
        request={"application/json": TradeFileIn, "multipart/form-data": TradeFileIn}, responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """By the seller for itself, by the shop for the buyer."""
        return _with_files(request, reference, services.add_to_complaint)


class Doings(MarketplaceView):
    """What was owed is done."""

    permissions: ClassVar = {"POST": "trade.read"}

    @extend_schema(
        operation_id="trade_complaints_done", summary="Show that it was done",
        request={"application/json": TradeFileIn, "multipart/form-data": TradeFileIn}, responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """By the seller with a receipt, or by the shop for the buyer, who has it."""
        return _with_files(request, reference, services.confirm_done)


class Withdrawals(MarketplaceView):
    """A complaint that is taken back."""

    permissions: ClassVar = {"POST": "trade.file"}

    @extend_schema(
        operation_id="trade_complaints_withdraw", summary="Take a complaint back", request=None,
        responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """As the buyer wants it."""
        services.withdraw(actor=request.actor, complaint=_one(request, reference))
        return Response(_told(request, reference))


class Decisions(MarketplaceView):
    """The marketplace's decision."""

    permissions: ClassVar = {"POST": "trade.mediate"}

    @extend_schema(
        operation_id="trade_complaints_decide", summary="Decide a complaint of a buyer", request=TradeDecisionIn,
        responses=WholeTradeComplaintOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """With reasons that both sides read."""
        decide_complaint(actor=request.actor, complaint=_one(request, reference), **body_of(TradeDecisionIn, request))
        return Response(_told(request, reference))


class Surges(MarketplaceView):
    """Surges of complaints."""

    permissions: ClassVar = {"GET": "trade.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="surges_list", summary="List surges of complaints", responses=SurgeOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first; for the marketplace alone."""
        if not request.actor.is_operator:
            raise NotFound
        return self.paged(ComplaintSurge.objects.select_related("seller", "listing"), SurgeOut)


def _files(given: dict[str, Any]) -> list[File]:
    file = given.pop("file", None)
    return [("", file)] if file else []


def _one(request: ApiRequest, reference: str) -> TradeComplaint:
    rows = TradeComplaint.objects.visible_to(request.actor)
    rows = rows.select_related("order__tenant", "order__seller", "seller", "listing", "line", "tenant")
    return found(rows.prefetch_related("statements", "papers__evidence"), reference=reference)


def _told(request: ApiRequest, reference: str) -> dict[str, Any]:
    shown = _one(request, reference)
    load_words(shown.statements.all())
    return dict(WholeTradeComplaintOut(shown).data)
