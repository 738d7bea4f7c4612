"""The API of the gate: who may sell what, where, on which day; and the lines of orders at the marketplace's checkout."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import choice, day, text
from gateway.idempotency import idempotent
from policy.exhaustion import EVIDENCE
from policy.first_sale import CONDITION_WORDS, STATES
from registry import gate
from registry.gate.checks import Wanted, in_their_order, narrowed, order_checks, rights_of
from registry.gate.exhausting import FirstSale
from registry.gate.reasons import document, kept, law, say
from registry.models import GateCheck, Right
from registry.registers.offices import place_code
from registry.services.gate import MOMENTS, MOST_ASKED, Asked, cancel_order, check_order
from registry.services.gate import answers as answers_to
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

VERDICTS = ("yes", "no", "ask")
MOST_RIGHTS = 20
EXAMPLE = OpenApiExample(
    "A bag to Poland",
    request_only=True,
    value={"items": [{"seller": "PA-7Q4K2", "rights": ["MW-7Q4K2"], "destination": "PL", "classes": [18]}]},
)


class ItemIn(serializers.Serializer):
    """What is to be sold under which rights. What is not said counts as not known; what is not shown decides nothing."""

    seller = ApiText(max_length=20, required=False, help_text="Reference of the seller; yourself, if not given.")
    rights = serializers.ListField(
        child=ApiText(max_length=20), min_length=1, max_length=MOST_RIGHTS, help_text="References of all rights in it."
    )
    destination = ApiText(max_length=60, required=False, allow_blank=True, help_text="ISO 3166-1 alpha-2, or EU.")
    channel = ApiText(
        max_length=80,
        required=False,
        allow_blank=True,
        help_text="marketplace:…, own_shop, fulfilment:…; here, if not given.",
    )
    day = serializers.DateField(required=False, help_text="Today, if not given; a past day is answered as of it.")
    classes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=45), max_length=45, required=False
    )
    quantity = serializers.IntegerField(min_value=1, max_value=10_000_000, required=False)
    first_sold_in = ApiText(max_length=60, required=False, allow_blank=True)
    state = serializers.ChoiceField(choices=list(STATES), required=False, help_text="Of the goods.")
    consent = serializers.ChoiceField(choices=["given", "none"], required=False, help_text="Staff only.")
    owner_says = serializers.ChoiceField(choices=["confirms", "denies"], required=False, help_text="Staff only.")
    shown = serializers.ListField(
        child=serializers.ChoiceField(choices=list(EVIDENCE)), required=False, help_text="Papers accepted. Staff only."
    )
    met = serializers.ListField(
        child=serializers.ChoiceField(choices=list(CONDITION_WORDS)), required=False, help_text="Staff only."
    )


class GateIn(serializers.Serializer):
    """One item or up to a hundred."""

    items = serializers.ListField(child=ItemIn(), min_length=1, max_length=MOST_ASKED)


class GateReasonOut(serializers.Serializer):
    """Why: a code that stays, its facts, and a sentence in the caller's language."""

    code = serializers.CharField()
    facts = serializers.DictField(child=serializers.CharField(allow_blank=True))
    sentence = serializers.CharField()


class RuleOut(serializers.Serializer):
    """A rule of law that was used, with its source."""

    code = serializers.CharField()
    text = serializers.CharField()


class AnswerOut(serializers.Serializer):
    """yes, no or ask; `used` are ids of licences and authorisations, `would_change` the document that would change it."""

    verdict = serializers.ChoiceField(choices=VERDICTS)
    reasons = GateReasonOut(many=True)
    used = serializers.ListField(child=serializers.UUIDField())
    rules = RuleOut(many=True)
    would_change = serializers.CharField(allow_blank=True)
    document = serializers.CharField(allow_blank=True, help_text="The same in words.")


class AnswersOut(serializers.Serializer):
    """The answers, in the order of the items."""

    answers = AnswerOut(many=True)


class OrderIn(ItemIn):
    """A line of an order. `line` is what the shop calls it; the same line again at the same moment is answered as it was."""

    line = ApiText(max_length=120)
    moment = serializers.ChoiceField(choices=MOMENTS, required=False, help_text="order, if not given.")


class OrderOut(AnswerOut):
    """A line that was checked, with the answer as it was given then."""

    id = serializers.UUIDField()
    line = serializers.CharField()
    seller = serializers.CharField()
    rights = serializers.ListField(child=serializers.CharField(), help_text="References.")
    day = serializers.DateField()
    channel = serializers.CharField()
    destination = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    moment = serializers.ChoiceField(choices=MOMENTS)
    made_at = serializers.DateTimeField()
    cancelled = serializers.BooleanField()


class Gate(MarketplaceView):
    """The question at publication, at an order, at a dock."""

    permissions: ClassVar = {"POST": "gate.read"}

    @extend_schema(
        operation_id="gate_ask",
        summary="Ask who may sell what",
        request=GateIn,
        responses=AnswersOut,
        examples=[EXAMPLE],
    )
    def post(self, request: ApiRequest) -> Response:
        """Nothing is kept. Staff ask about anybody, a seller about itself, a rights holder about its rights."""
        asked = _asked(request.actor, body_of(GateIn, request)["items"])
        answers = answers_to(actor=request.actor, asked=asked)
        return Response({"answers": [told_of(answer) for answer in answers]})


class Orders(MarketplaceView):
    """The lines of orders."""

    permissions: ClassVar = {"GET": "gate.read", "POST": "gate.order"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="gate_orders_list",
        summary="List checked lines",
        parameters=[
            OpenApiParameter("verdict", str, enum=VERDICTS),
            OpenApiParameter("moment", str, enum=MOMENTS),
            OpenApiParameter("seller", str, description="Reference or exact name."),
            OpenApiParameter("right", str, description="Reference, or the mark."),
            OpenApiParameter("place", str, description="Where it goes: ISO 3166-1 alpha-2, or EU."),
            OpenApiParameter("day", str, description="Of the sale, as 2026-11-21."),
        ],
        responses=OrderOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first: staff all, a seller its own, a rights holder those under its rights alone."""
        params = request.query_params
        wanted = Wanted(
            choice(params, "verdict", VERDICTS, default=""),
            choice(params, "moment", MOMENTS, default=""),
            text(params, "seller", default="", longest=200),
            text(params, "right", default="", longest=200),
            _place({"place": text(params, "place", default="", longest=60)}, "place"),
            day(params, "day"),
        )
        rows = narrowed(order_checks(request.actor), wanted)
        found = self.paginator.paginate_queryset(rows, request, self)
        return self.paginator.get_paginated_response(_told(found))

    @extend_schema(
        operation_id="gate_orders_check", summary="Check a line of an order", request=OrderIn, responses={201: OrderOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The answer is kept, and a yes draws the pieces from the licence it relies on: once for a line, which may be asked
        about again at the dock."""
        given = body_of(OrderIn, request)
        line, moment = given.pop("line"), given.pop("moment", "order")
        if line.endswith("/cancel"):
            raise Invalid(
                fields={"line": [_("Not with “/cancel” at its end: the name of a line is part of its address.")]}
            )
        [asked] = _asked(request.actor, [given])
        check = check_order(actor=request.actor, line=line, asked=asked, moment=moment)
        path = reverse("registry:api_gate_order", args=[request.marketplace.slug, check.line])
        return created(_of(check), location=request.build_absolute_uri(f"{path}?moment={moment}"))


class OneOrder(MarketplaceView):
    """One line."""

    permissions: ClassVar = {"GET": "gate.read"}

    @extend_schema(
        operation_id="gate_orders_retrieve",
        summary="Get a checked line",
        parameters=[OpenApiParameter("moment", str, enum=MOMENTS, description="The newest answer, if not given.")],
        responses=OrderOut,
    )
    def get(self, request: ApiRequest, line: str) -> Response:
        """As it was answered, with the rules as they stood."""
        return Response(_of(_one(request, line)))


class OrderCancel(MarketplaceView):
    """A line that was cancelled."""

    permissions: ClassVar = {"POST": "gate.order"}

    @extend_schema(operation_id="gate_orders_cancel", summary="Cancel a checked line", request=None, responses=OrderOut)
    @idempotent
    def post(self, request: ApiRequest, line: str) -> Response:
        """What it drew from a licence is free again; nothing more is asked about it."""
        check = _one(request, line)
        cancel_order(actor=request.actor, check=check)
        return Response(_of(check))


def _one(request: ApiRequest, line: str) -> GateCheck:
    """What was asked last about a line, or at the moment that is named."""
    moment = choice(request.query_params, "moment", MOMENTS, default="")
    rows = order_checks(request.actor).filter(line=line).order_by("-id")
    newest = rows.filter(moment=moment).first() if moment else rows.first()
    if newest is None:
        raise NotFound
    return newest


def _asked(actor: Actor, items: Sequence[Mapping[str, Any]]) -> list[Asked]:
    """The items with their sellers and rights. NotFound for one that the caller may not name. Three queries."""
    parties = Party.objects.filter(kind=Party.Kind.SELLER)
    named = {item.get("seller", "") for item in items}
    sellers = {party.reference: party for party in parties.filter(reference__in=named)}
    own = None if actor.is_operator else parties.filter(id=actor.party_id).first()
    if own is not None:
        sellers[""] = own
    today = database_now().date()
    # A seller asks about registered rights of others, which anybody can look up; the answer speaks of the seller alone.
    rows = Right.objects.visible_to(actor) if own is None else Right.objects.filter(state="verified")
    wanted = {reference for item in items for reference in item["rights"]}
    needed = rows.filter(reference__in=wanted).only("id", "reference", "owner_id", "kind")
    rights = {right.reference: right for right in needed}
    if wanted - set(rights) or named - set(sellers):
        raise NotFound
    return [
        Asked(
            sellers[item.get("seller", "")],
            tuple(rights[reference] for reference in dict.fromkeys(item["rights"])),
            _place(item, "destination"),
            item.get("day", today),
            item.get("channel", ""),
            gate.ItemFacts(frozenset(item.get("classes", ())), _first_sale(item)),
            item.get("quantity", 1),
        )
        for item in items
    ]


def _first_sale(item: Mapping[str, Any]) -> FirstSale:
    return FirstSale(
        _place(item, "first_sold_in"),
        item.get("consent", ""),
        item.get("owner_says", ""),
        item.get("state", ""),
        frozenset(item.get("shown", ())),
        frozenset(item.get("met", ())),
    )


def _place(item: Mapping[str, Any], name: str) -> str:
    said = item.get(name, "").strip()
    code = place_code(said) if said else ""
    if said and not code:
        raise Invalid(fields={name: [_("This is no country, nor EU.")]})
    return code


def told_of(answer: gate.Answer) -> dict[str, Any]:
    """An answer as programs are told it."""
    return {
        "verdict": answer.verdict,
        "reasons": [{"code": one.code, "facts": dict(one.facts), "sentence": say(one)} for one in answer.reasons],
        "used": answer.used,
        "rules": [{"code": rule.rule.code, "text": law(rule)} for rule in answer.rules],
        "would_change": answer.would_change,
        "document": document(answer.would_change),
    }


def _of(check: GateCheck) -> dict[str, Any]:
    """One line, read again: it may have been cancelled since."""
    check.is_cancelled = check.cancels.exists()  # type: ignore[attr-defined]
    [told] = _told([check])
    return told


def _told(checks: Sequence[GateCheck]) -> list[dict[str, Any]]:
    """Lines as programs are told them. One query."""
    rights = rights_of(checks)
    same = ("id", "line", "day", "channel", "destination", "quantity", "moment", "made_at", "verdict", "used", "rules")
    return [
        {
            **{name: getattr(check, name) for name in (*same, "would_change")},
            "seller": check.seller.reference,
            "rights": [right.reference for right in in_their_order(check, rights)],
            "reasons": [
                {"code": one.code, "facts": dict(one.facts), "sentence": say(one)} for one in kept(check.reasons)
            ],
            "document": document(check.would_change),
            "cancelled": check.is_cancelled,  # type: ignore[attr-defined]
        }
        for check in checks
    ]
