"""The API of applications to customs: drawn up, filed, decided, renewed, ended; and what customs get."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from fulfillment.customs.packet import packet_of
from fulfillment.customs.wanted import CONTACT, LONGEST, MOST_CONTACTS, MOST_RIGHTS, ROLES, Wanted
from fulfillment.machine import CUSTOMSAPPLICATION
from fulfillment.models import CustomsApplication
from fulfillment.services import customs_applications as services
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent


class CustomsApplicationOut(serializers.ModelSerializer):
    """An application to customs, and where it stands."""

    holder = serializers.CharField(source="holder.reference")
    countries = serializers.SerializerMethodField()

    class Meta:
        model = CustomsApplication
        fields: ClassVar = [
            "reference", "holder", "number", "lodged_in", "countries", "small_consignments", "after_detention", "valid_from",
            "valid_until", "filed_on", "decided_on", "decided_words", "state", "state_at",
        ]  # fmt: skip

    def get_countries(self, row: CustomsApplication) -> list[str]:
        """ISO 3166-1 alpha-2."""
        return [place.country for place in row.places.all()]


class CustomsContactIn(serializers.Serializer):
    """Whom customs ask."""

    role = serializers.ChoiceField(choices=[(code, code) for code in ROLES])
    name = ApiText(max_length=CONTACT["name"])
    email = serializers.EmailField(max_length=CONTACT["email"])
    phone = ApiText(max_length=CONTACT["phone"], required=False, allow_blank=True, default="")


class CustomsApplicationIn(serializers.Serializer):
    """What a rights holder asks customs for."""

    rights = serializers.ListField(child=ApiText(max_length=20), min_length=1, max_length=MOST_RIGHTS)
    lodged_in = ApiText(max_length=2, help_text="ISO 3166-1 alpha-2: whose customs decide.")
    countries = serializers.ListField(child=ApiText(max_length=2), min_length=1, max_length=60)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(help_text="The last day; in the European Union at most a year.")
    small_consignments = serializers.BooleanField(default=False)
    after_detention = serializers.BooleanField(default=False, help_text="Customs acted on their own and asked for it.")
    channels = ApiText(max_length=LONGEST["channels"], required=False, allow_blank=True, default="")
    contacts = serializers.ListField(child=CustomsContactIn(), max_length=MOST_CONTACTS)


class CustomsFilingIn(serializers.Serializer):
    """When it was sent."""

    filed_on = serializers.DateField(required=False, allow_null=True, default=None)


class CustomsDecisionIn(serializers.Serializer):
    """What customs decided."""

    granted = serializers.BooleanField()
    number = ApiText(max_length=LONGEST["number"], required=False, allow_blank=True, default="")
    words = ApiText(max_length=LONGEST["words"], required=False, allow_blank=True, default="")
    valid_from = serializers.DateField(required=False, allow_null=True, default=None)
    valid_until = serializers.DateField(required=False, allow_null=True, default=None)
    decided_on = serializers.DateField(required=False, allow_null=True, default=None)


class CustomsPacketOut(serializers.Serializer):
    """What customs get: rights, contact persons, guide, channels."""

    reference = serializers.CharField()
    holder = serializers.DictField(child=serializers.CharField())
    lodged_in = serializers.CharField()
    countries = serializers.ListField(child=serializers.CharField())
    rules = serializers.CharField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()
    renews = serializers.CharField()
    small_consignments = serializers.BooleanField()
    rights = serializers.ListField(child=serializers.DictField())
    contacts = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    channels = serializers.CharField()
    authorised = serializers.ListField(child=serializers.DictField())
    guide = serializers.ListField(child=serializers.DictField())


class Applications(MarketplaceView):
    """Applications to customs."""

    permissions: ClassVar = {"GET": "customs.read", "POST": "customs.apply"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="customs_applications_list", summary="List applications to customs",
        parameters=[OpenApiParameter("state", str, enum=list(CUSTOMSAPPLICATION.states))],
        responses=CustomsApplicationOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first: a rights holder's own, for customs those that wait for them or hold in their country."""
        rows = CustomsApplication.objects.visible_to(request.actor).select_related("holder").prefetch_related("places")
        if state := choice(request.query_params, "state", list(CUSTOMSAPPLICATION.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows, CustomsApplicationOut)

    @extend_schema(
        operation_id="customs_applications_create", summary="Draw up an application to customs", request=CustomsApplicationIn,
        responses={201: CustomsApplicationOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A draft: numbers, classes, the guide and sellers on file come from the registry."""
        said: dict[str, Any] = dict(body_of(CustomsApplicationIn, request))
        made = services.draw_up_application(actor=request.actor, wanted=Wanted(**said))
        return created(CustomsApplicationOut(made).data, location=f"{request.path}/{made.reference}")


class OneApplication(MarketplaceView):
    """One application."""

    permissions: ClassVar = {"GET": "customs.read"}

    @extend_schema(
        operation_id="customs_applications_retrieve",
        summary="Get an application to customs",
        responses=CustomsApplicationOut,
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """Where it stands."""
        return Response(CustomsApplicationOut(_one(request, reference)).data)


class Packets(MarketplaceView):
    """What customs get."""

    permissions: ClassVar = {"GET": "customs.read"}

    @extend_schema(
        operation_id="customs_applications_packet", summary="Get what customs get", responses=CustomsPacketOut
    )
    def get(self, request: ApiRequest, reference: str) -> Response:
        """As it was filed, or as it would be filed today. Pictures of the guide are references of evidence."""
        return Response(packet_of(_one(request, reference)))


class Filings(MarketplaceView):
    """Filing."""

    permissions: ClassVar = {"POST": "customs.apply"}

    @extend_schema(
        operation_id="customs_applications_file", summary="Say that an application was filed", request=CustomsFilingIn,
        responses=CustomsApplicationOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """What customs have is fixed from then on."""
        shown, said = _one(request, reference), body_of(CustomsFilingIn, request)
        made = services.file_application(actor=request.actor, application=shown, filed_on=said["filed_on"])
        return Response(CustomsApplicationOut(made).data)


class Decisions(MarketplaceView):
    """What customs decided."""

    permissions: ClassVar = {"POST": "customs.detain"}

    @extend_schema(
        operation_id="customs_applications_decide", summary="Record what customs decided", request=CustomsDecisionIn,
        responses=CustomsApplicationOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Granted with its number, or refused with reasons."""
        shown, said = _one(request, reference), body_of(CustomsDecisionIn, request)
        made = services.decide_application(actor=request.actor, application=shown, **said)
        return Response(CustomsApplicationOut(made).data)


class Renewals(MarketplaceView):
    """Renewing."""

    permissions: ClassVar = {"POST": "customs.apply"}

    @extend_schema(
        operation_id="customs_applications_renew", summary="Draw up the renewal of an application", request=None,
        responses={201: CustomsApplicationOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """A draft with the same rights and countries, from the day after the last of the one that was granted."""
        made = services.renew_application(actor=request.actor, application=_one(request, reference))
        location = request.path.replace(f"{reference}/renew", made.reference)
        return created(CustomsApplicationOut(made).data, location=location)


class Endings(MarketplaceView):
    """Ending."""

    permissions: ClassVar = {"POST": "customs.apply"}

    @extend_schema(
        operation_id="customs_applications_end", summary="End an application to customs", request=None,
        responses=CustomsApplicationOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """It was taken back, or is not wanted any more."""
        made = services.end_application(actor=request.actor, application=_one(request, reference))
        return Response(CustomsApplicationOut(made).data)


def _one(request: ApiRequest, reference: str) -> CustomsApplication:
    rows = CustomsApplication.objects.visible_to(request.actor).select_related("holder", "renews", "tenant")
    return found(rows, reference=reference)
