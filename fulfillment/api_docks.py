"""The API of docks: a warehouse system asks what its scanners ask, flags what its people find, and reads what is held."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment import services
from fulfillment.dock.words import place_names, sentences
from fulfillment.models import STEPS, Flag, Hold, Site, UnitSignal
from fulfillment.queries import check_of, hold_of, own_site, site_of
from fulfillment.services import Checked, Place, Said, Scanned, Suspicion
from fulfillment.services.dock import MOST_TOGETHER
from fulfillment.services.holds import ANSWERS
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiPicture, ApiText
from gateway.http import choice
from gateway.idempotency import idempotent

EXAMPLE = OpenApiExample(
    "Two boxes at a dock",
    request_only=True,
    value={
        "scans": [
            {"code": "(01)04006381333931(10)B7731(21)HF000123", "step": "shipped", "device": "gun-7"},
            {"code": "https://id.gs1.org/01/04006381333931/10/B7731/21/HF000124", "step": "shipped", "device": "gun-7"},
        ]
    },
)


class SiteOut(serializers.ModelSerializer):
    """A place of a party."""

    latitude = serializers.SerializerMethodField()
    longitude = serializers.SerializerMethodField()

    class Meta:
        model = Site
        fields: ClassVar = ["reference", "kind", "name", "gln", "country", "latitude", "longitude", "closed_at"]

    def get_latitude(self, site: Site) -> float | None:
        """Degrees, north of the equator."""
        return site.where[0] if site.where else None

    def get_longitude(self, site: Site) -> float | None:
        """Degrees, east of Greenwich."""
        return site.where[1] if site.where else None


class SiteIn(serializers.Serializer):
    """A place to put on file. Degrees are both there or neither: they tell whether goods can be in two places."""

    kind = serializers.ChoiceField(choices=Site.Kind.choices)
    name = ApiText(max_length=120)
    country = ApiText(max_length=2)
    gln = ApiText(max_length=13, required=False, allow_blank=True)
    latitude = serializers.FloatField(required=False, allow_null=True, min_value=-90, max_value=90)
    longitude = serializers.FloatField(required=False, allow_null=True, min_value=-180, max_value=180)


class ScanIn(serializers.Serializer):
    """One scan."""

    code = ApiText(max_length=2000, help_text="As it was read: element string, Digital Link, EPC URN, EAN or UPC.")
    step = serializers.ChoiceField(choices=STEPS)
    at = serializers.DateTimeField(required=False, help_text="By the device's clock; now, if not given.")
    device = ApiText(max_length=60, required=False, allow_blank=True)
    sent = serializers.UUIDField(required=False, help_text="Your own number: the same sent twice is one scan.")
    seller = ApiText(max_length=20, required=False, allow_blank=True, help_text="Reference of whose goods these are.")
    destination = ApiText(max_length=2, required=False, allow_blank=True, help_text="ISO 3166-1 alpha-2.")


class ScansIn(serializers.Serializer):
    """Scans made at one place."""

    scans = serializers.ListField(child=ScanIn(), min_length=1, max_length=MOST_TOGETHER)
    sent_at = serializers.DateTimeField(
        required=False, help_text="The device's clock as it sends this: what it is wrong by is put right."
    )


class DockReasonOut(serializers.Serializer):
    """Why."""

    code = serializers.CharField()
    facts = serializers.DictField()
    sentence = serializers.CharField()


class CheckOut(serializers.Serializer):
    """The answer to one scan."""

    id = serializers.UUIDField()
    answer = serializers.ChoiceField(choices=["ship", "hold", "ask"])
    reasons = DockReasonOut(many=True)
    gtin = serializers.CharField(allow_blank=True)
    lot = serializers.CharField(allow_blank=True)
    product = serializers.CharField(allow_blank=True)
    batch = serializers.CharField(allow_blank=True)
    known = serializers.BooleanField(help_text="It had been sent before, and was answered so.")


class ChecksOut(serializers.Serializer):
    """The answers, in the order of the scans."""

    checks = CheckOut(many=True)


class Sites(MarketplaceView):
    """Places."""

    permissions: ClassVar = {"GET": "site.read", "POST": "site.manage"}
    ordering: ClassVar = ("id",)

    @extend_schema(operation_id="sites", summary="List places", responses=SiteOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Staff see all, everybody else those of their own party."""
        return self.paged(Site.objects.visible_to(request.actor), SiteOut)

    @extend_schema(operation_id="sites_add", summary="Put a place on file", request=SiteIn, responses={201: SiteOut})
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Of your own party."""
        made = services.add_site(actor=request.actor, said=Place(**body_of(SiteIn, request)))
        path = reverse("fulfillment:api_site", args=[request.marketplace.slug, made.reference])
        return created(SiteOut(made).data, location=path)


class OneSite(MarketplaceView):
    """One place."""

    permissions: ClassVar = {"GET": "site.read"}

    @extend_schema(operation_id="sites_retrieve", summary="Get a place", responses=SiteOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """As it is on file."""
        return Response(SiteOut(site_of(request.actor, reference)).data)


class Checks(MarketplaceView):
    """The answer at a dock."""

    permissions: ClassVar = {"POST": "dock.scan"}
    bucket: ClassVar = "dock"
    per_minute: ClassVar = 60_000

    @extend_schema(
        operation_id="dock_check",
        summary="Ask whether boxes ship",
        request=ScansIn,
        responses=ChecksOut,
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Ship, hold or ask, for up to 100 boxes in one order; each answer is kept with its reasons."""
        site = own_site(request.actor, reference)
        given = body_of(ScansIn, request)
        scans = [Scanned(**one) for one in given["scans"]]
        found = services.check(actor=request.actor, site=site, scans=scans, sent_at=given.get("sent_at"))
        return Response({"checks": told(found)})


def told(found: list[Checked]) -> list[dict[str, Any]]:
    """Answers as programs are told them. One query, if places are spoken of."""
    places = place_names(reason for one in found for reason in one.check.reasons)
    return [
        {
            "id": one.check.id,
            "answer": one.check.answer,
            "reasons": [
                {"code": reason["code"], "facts": reason.get("facts", {}), "sentence": sentence}
                for reason, sentence in zip(one.check.reasons, sentences(one.check.reasons, places), strict=True)
            ],
            "gtin": one.check.gtin,
            "lot": one.check.lot,
            "product": one.product.reference if one.product else "",
            "batch": one.batch.reference if one.batch else "",
            "known": one.known,
        }
        for one in found
    ]


class HoldOut(serializers.ModelSerializer):
    """Goods that are held."""

    site = serializers.CharField(source="site.reference")
    product = serializers.CharField(source="product.reference", default="")
    batch = serializers.CharField(source="batch.reference", default="")
    seller = serializers.CharField(source="seller.reference", default="")
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = Hold
        fields: ClassVar = [
            "reference", "state", "site", "product", "batch", "seller", "gtin", "lot", "quantity", "shelf", "reasons", "costs",
            "currency", "due_on", "made_at", "state_at",
        ]  # fmt: skip

    @extend_schema(responses=DockReasonOut(many=True))
    def get_reasons(self, hold: Hold) -> list[dict[str, Any]]:
        """Why it was held."""
        return [
            {"code": one["code"], "facts": one.get("facts", {}), "sentence": said}
            for one, said in zip(hold.reasons, sentences(hold.reasons), strict=True)
        ]


class HoldIn(serializers.Serializer):
    """Which box is put back."""

    check = serializers.UUIDField(help_text="The answer's id.")
    shelf = ApiText(max_length=40, required=False, allow_blank=True)
    quantity = serializers.IntegerField(required=False, min_value=1, max_value=1_000_000)


class StepIn(serializers.Serializer):
    """What is said of a step of a hold."""

    words = ApiText(max_length=2000, required=False, allow_blank=True)
    custodian = ApiText(max_length=200, required=False, allow_blank=True, help_text="Who has the goods from now on.")
    costs = serializers.IntegerField(required=False, min_value=0, help_text="In cents.")
    currency = ApiText(max_length=3, required=False, allow_blank=True)
    document = ApiDocument(required=False)


class HoldAnswerIn(StepIn):
    """What the rights holder says."""

    answer = serializers.ChoiceField(choices=ANSWERS)


class Holds(MarketplaceView):
    """Held goods."""

    permissions: ClassVar = {"GET": "hold.read", "POST": "dock.scan"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="holds", summary="List held goods", responses=HoldOut(many=True),
        parameters=[OpenApiParameter("state", str, enum=Hold.State.values)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: of one's brands, or of one's own docks."""
        rows = Hold.objects.visible_to(request.actor).select_related("site", "product", "batch", "seller")
        if state := choice(request.query_params, "state", Hold.State.values, default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, HoldOut)

    @extend_schema(operation_id="holds_add", summary="Hold a box", request=HoldIn, responses={201: HoldOut})
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The box of a scan of your own. Holding what is held gives the hold that stands."""
        given = body_of(HoldIn, request)
        scan = check_of(request.actor, given.pop("check"))
        made = services.hold_box(actor=request.actor, scan=scan, **given)
        path = reverse("fulfillment:api_hold", args=[request.marketplace.slug, made.reference])
        return created(HoldOut(hold_of(request.actor, made.reference)).data, location=path)


class OneHold(MarketplaceView):
    """One hold."""

    permissions: ClassVar = {"GET": "hold.read"}

    @extend_schema(operation_id="holds_retrieve", summary="Get held goods", responses=HoldOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With why it was held."""
        return Response(HoldOut(hold_of(request.actor, reference)).data)


class HoldAnswer(MarketplaceView):
    """What the rights holder says of held goods."""

    permissions: ClassVar = {"POST": "hold.answer"}

    @extend_schema(
        operation_id="holds_answer",
        summary="Say whether held goods are genuine",
        request=HoldAnswerIn,
        responses=HoldOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """It decides nothing by itself; what was called fake only the marketplace lets go."""
        given = body_of(HoldAnswerIn, request)
        hold = hold_of(request.actor, reference)
        services.answer_hold(actor=request.actor, hold=hold, answer=given.pop("answer"), said=said_of(given))
        return Response(HoldOut(hold_of(request.actor, reference)).data)


def said_of(given: dict[str, Any]) -> Said:
    """What was sent with a step."""
    document = given.pop("document", None)
    return Said(**given, document=("document", document) if document else None)


class FlagIn(serializers.Serializer):
    """What is suspicious about a box that was scanned."""

    check = serializers.UUIDField(help_text="The answer's id.")
    kind = serializers.ChoiceField(choices=Flag.Kind.choices)
    words = ApiText(max_length=1000, required=False, allow_blank=True)
    hold = serializers.BooleanField(default=True, help_text="Put it back at once.")
    sent = serializers.UUIDField(required=False, help_text="Your own number: the same sent twice is one flag.")
    pictures = serializers.ListField(child=ApiPicture(), required=False, max_length=8)


class FlagOut(serializers.ModelSerializer):
    """What somebody flagged."""

    site = serializers.CharField(source="site.reference")
    product = serializers.CharField(source="product.reference", default="")
    pictures = serializers.SerializerMethodField()
    words = serializers.CharField()

    class Meta:
        model = Flag
        fields: ClassVar = ["reference", "state", "kind", "words", "site", "product", "pictures", "at"]

    def get_pictures(self, flag: Flag) -> list[str]:
        """References of evidence."""
        return [one.evidence.reference for one in flag.pictures.all()]


class Flags(MarketplaceView):
    """What docks and carriers found suspicious."""

    permissions: ClassVar = {"GET": "hold.read", "POST": "dock.scan"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="flags", summary="List flags", responses=FlagOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        rows = (
            Flag.objects.visible_to(request.actor)
            .select_related("site", "product")
            .prefetch_related("pictures__evidence")
        )
        return self.paged(rows, FlagOut)

    @extend_schema(operation_id="flags_add", summary="Flag a box", request=FlagIn, responses={201: FlagOut})
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The box of a scan of your own, with pictures (multipart) or without."""
        given = body_of(FlagIn, request)
        scan, hold = check_of(request.actor, given.pop("check")), given.pop("hold")
        made = services.flag_box(actor=request.actor, scan=scan, said=Suspicion(**given), hold=hold)
        return created(FlagOut(made).data, location=request.path)


class UnitSignalOut(serializers.ModelSerializer):
    """What a serial number gave away."""

    product = serializers.CharField(source="product.reference", default="")
    site = serializers.CharField(source="site.reference", default="")
    sentence = serializers.SerializerMethodField()

    class Meta:
        model = UnitSignal
        fields: ClassVar = ["reference", "kind", "state", "product", "site", "facts", "sentence", "at"]

    def get_sentence(self, signal: UnitSignal) -> str:
        """In words."""
        return sentences([{"code": signal.kind, "facts": signal.facts}])[0]


class Signals(MarketplaceView):
    """What serial numbers gave away."""

    permissions: ClassVar = {"GET": "hold.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="unit_signals", summary="List signs that numbers are copied", responses=UnitSignalOut(many=True),
        parameters=[OpenApiParameter("state", str, enum=UnitSignal.State.values)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: of one's brands, or of one's own docks."""
        rows = UnitSignal.objects.visible_to(request.actor).select_related("product", "site")
        if state := choice(request.query_params, "state", UnitSignal.State.values, default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, UnitSignalOut)
