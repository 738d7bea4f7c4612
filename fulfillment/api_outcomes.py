"""The API of what follows a hold: what suppliers are asked to put right, risks of goods, and what is looked at."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from fulfillment.models import CorrectiveAction, CorrectiveStep, GoodsRisk, SamplingChange
from fulfillment.queries import batch_of, correction_of, hold_of, signal_of
from fulfillment.services import corrective
from fulfillment.services.corrective import JUDGED, Answer, Wanted
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.http import choice
from gateway.idempotency import idempotent
from registry.models import Brand
from tenancy.context import database_now
from tenancy.errors import NotFound

KINDS = GoodsRisk.Kind.values


class CorrectionStepOut(serializers.ModelSerializer):
    """One step."""

    words = serializers.CharField()
    root_cause = serializers.CharField()
    evidence = serializers.CharField(source="evidence.reference", default="")

    class Meta:
        model = CorrectiveStep
        fields: ClassVar = ["deed", "words", "root_cause", "evidence", "due_on", "at"]


class CorrectionOut(serializers.ModelSerializer):
    """What a supplier is asked to put right."""

    state = serializers.ChoiceField(choices=list(CorrectiveAction.State.values))
    supplier = serializers.CharField(source="supplier.reference")
    brand = serializers.CharField(source="brand.reference")
    batch = serializers.CharField(source="batch.reference", default="")
    hold = serializers.CharField(source="hold.reference", default="")
    signal = serializers.CharField(source="signal.reference", default="")
    wrong = serializers.CharField()
    asked = serializers.CharField()

    class Meta:
        model = CorrectiveAction
        fields: ClassVar = [
            "reference", "state", "supplier", "brand", "batch", "hold", "signal", "wrong", "asked", "due_on", "at", "state_at",
        ]  # fmt: skip


class OneCorrectionOut(CorrectionOut):
    """With its steps."""

    steps = serializers.SerializerMethodField()

    class Meta(CorrectionOut.Meta):
        fields: ClassVar = [*CorrectionOut.Meta.fields, "steps"]

    @extend_schema(responses=CorrectionStepOut(many=True))
    def get_steps(self, action: CorrectiveAction) -> list[dict[str, Any]]:
        """Asked, answered, judged, in their order."""
        rows = action.steps.select_related("evidence").order_by("id")
        return list(CorrectionStepOut(rows, many=True).data)


class CorrectiveIn(serializers.Serializer):
    """What is wrong, what is asked and by when; of a hold, a sign or a batch, or by itself."""

    supplier = ApiText(max_length=20, help_text="Reference of the party that made the goods.")
    brand = ApiText(max_length=20, help_text="Reference of the brand.")
    wrong = ApiText(max_length=2000)
    asked = ApiText(max_length=2000)
    due_on = serializers.DateField()
    hold = ApiText(max_length=20, required=False, allow_blank=True)
    signal = ApiText(max_length=20, required=False, allow_blank=True)
    batch = ApiText(max_length=20, required=False, allow_blank=True)


class CorrectionAnswerIn(serializers.Serializer):
    """The supplier's answer."""

    root_cause = ApiText(max_length=2000)
    done = ApiText(max_length=2000)
    document = ApiDocument(required=False)


class CorrectionJudgementIn(serializers.Serializer):
    """What follows an answer, or silence."""

    deed = serializers.ChoiceField(choices=sorted(JUDGED))
    words = ApiText(max_length=2000, required=False, allow_blank=True)
    due_on = serializers.DateField(required=False, help_text="The new day, where it is asked again.")


class GoodsRiskOut(serializers.ModelSerializer):
    """How often goods turn out bad, in hundredths of a percent."""

    about = serializers.SerializerMethodField()

    class Meta:
        model = GoodsRisk
        fields: ClassVar = ["kind", "about", "low_bp", "mean_bp", "high_bp", "outcomes", "counted_at"]

    def get_about(self, risk: GoodsRisk) -> str:
        """The reference of the party or the place, or the two countries of a lane."""
        if risk.party is not None:
            return str(risk.party.reference)
        return str(risk.site.reference) if risk.site is not None else risk.about


class SamplingOut(serializers.ModelSerializer):
    """The share of a partner's flow that is looked at from `at` on, in hundredths of a percent, and why."""

    party = serializers.CharField(source="party.reference")
    facts = serializers.DictField(child=serializers.IntegerField())
    reasons = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = SamplingChange
        fields: ClassVar = ["party", "before_bp", "share_bp", "facts", "reasons", "at"]


class Corrections(MarketplaceView):
    """What suppliers are asked to put right."""

    permissions: ClassVar = {"GET": "correction.read", "POST": "correction.ask"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="corrections", summary="List what suppliers are asked", responses=CorrectionOut(many=True),
        parameters=[OpenApiParameter("state", str, enum=CorrectiveAction.State.values)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: of one's brands, or what one's own party is asked."""
        rows = CorrectiveAction.objects.visible_to(request.actor)
        rows = rows.select_related("supplier", "brand", "batch", "hold", "signal")
        if state := choice(request.query_params, "state", CorrectiveAction.State.values, default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, CorrectionOut)

    @extend_schema(
        operation_id="corrections_add",
        summary="Ask a supplier",
        request=CorrectiveIn,
        responses={201: OneCorrectionOut},
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It has a mail at once; when the day is over without an answer docks ask before they ship."""
        given = body_of(CorrectiveIn, request)
        actor = request.actor
        supplier = Party.objects.filter(kind="supplier", reference=given.pop("supplier")).first()
        brand = Brand.objects.visible_to(actor).filter(reference=given.pop("brand")).first()
        if supplier is None or brand is None:
            raise NotFound
        readers = {"hold": hold_of, "signal": signal_of, "batch": batch_of}
        source: dict[str, Any] = {
            name: read(actor, one) for name, read in readers.items() if (one := given.pop(name, ""))
        }
        made = corrective.ask_correction(
            actor=actor, supplier=supplier, brand=brand, said=Wanted(**given, **source), now=database_now()
        )
        path = reverse("fulfillment:api_correction", args=[request.marketplace.slug, made.reference])
        return created(OneCorrectionOut(correction_of(actor, made.reference)).data, location=path)


class OneCorrection(MarketplaceView):
    """One of them."""

    permissions: ClassVar = {"GET": "correction.read"}

    @extend_schema(operation_id="corrections_retrieve", summary="Get one with its steps", responses=OneCorrectionOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With every step."""
        return Response(OneCorrectionOut(correction_of(request.actor, reference)).data)


class CorrectionAnswer(MarketplaceView):
    """The supplier's answer."""

    permissions: ClassVar = {"POST": "correction.answer"}

    @extend_schema(
        operation_id="corrections_answer", summary="Answer", request=CorrectionAnswerIn, responses=OneCorrectionOut
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Where it came from, and what was done."""
        given = body_of(CorrectionAnswerIn, request)
        document = given.pop("document", None)
        said = Answer(**given, proof=("proof", document) if document else None)
        shown = correction_of(request.actor, reference)
        corrective.answer_correction(actor=request.actor, action=shown, said=said, now=database_now())
        return Response(OneCorrectionOut(correction_of(request.actor, reference)).data)


class CorrectionJudgement(MarketplaceView):
    """What follows."""

    permissions: ClassVar = {"POST": "correction.ask"}

    @extend_schema(
        operation_id="corrections_judge", summary="Accept, ask again, escalate or close", request=CorrectionJudgementIn,
        responses=OneCorrectionOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """All but accepting wants words; asking again a new day."""
        given = {"words": "", **body_of(CorrectionJudgementIn, request)}
        shown = correction_of(request.actor, reference)
        corrective.judge_correction(actor=request.actor, action=shown, now=database_now(), **given)
        return Response(OneCorrectionOut(correction_of(request.actor, reference)).data)


class GoodsRisks(MarketplaceView):
    """Risks of suppliers, lanes and places."""

    permissions: ClassVar = {"GET": "sampling.read"}
    ordering: ClassVar = ("-mean_bp", "-id")

    @extend_schema(
        operation_id="goods_risks", summary="List risks of goods", responses=GoodsRiskOut(many=True),
        parameters=[OpenApiParameter("kind", str, enum=KINDS)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The gravest first."""
        rows = GoodsRisk.objects.visible_to(request.actor).select_related("party", "site")
        if kind := choice(request.query_params, "kind", KINDS, default=""):
            rows = rows.filter(kind=kind)
        return self.paged(rows, GoodsRiskOut)


class Shares(MarketplaceView):
    """How much of a flow is looked at."""

    permissions: ClassVar = {"GET": "sampling.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="sampling", summary="List shares that are looked at", responses=SamplingOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first, each with the figures it rests on: staff see all partners, a partner its own."""
        return self.paged(SamplingChange.objects.visible_to(request.actor).select_related("party"), SamplingOut)
