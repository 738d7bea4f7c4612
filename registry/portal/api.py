"""The API of the rights holder's portal: brands, appointments of agents, powers of attorney. The services of the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Appointment
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import text
from gateway.idempotency import idempotent
from registry import services
from registry.models import Brand, GuidePoint, PowerOfAttorney, Right
from registry.portal import portfolio
from registry.services import Terms
from registry.services.brands import LONGEST_ABOUT, LONGEST_NAME, LONGEST_URL, MOST_TOGETHER
from tenancy.errors import NotFound


class PortfolioBrandOut(serializers.ModelSerializer):
    """A brand: one name under which a rights holder sells. `retired_at` is null while it stands."""

    owner = serializers.CharField(source="owner.reference")

    class Meta:
        model = Brand
        fields: ClassVar = ["reference", "owner", "name", "about", "website", "made_at", "retired_at"]


class BrandIn(serializers.Serializer):
    """A brand to put on file."""

    name = ApiText(max_length=LONGEST_NAME)
    about = ApiText(max_length=LONGEST_ABOUT, required=False, allow_blank=True)
    website = ApiText(max_length=LONGEST_URL, required=False, allow_blank=True)


class RightsIn(serializers.Serializer):
    """Which rights to put into the brand."""

    rights = serializers.ListField(
        child=ApiText(max_length=20), min_length=1, max_length=MOST_TOGETHER, help_text="References."
    )


class MovedOut(serializers.Serializer):
    """Which were moved; those that stood there already are left out."""

    moved = serializers.ListField(child=serializers.CharField())


class AppointmentOut(serializers.ModelSerializer):
    """That a rights holder lets an agent act for it. No brands, kinds or territories mean all; no deeds, that it reads."""

    principal = serializers.CharField(source="principal.reference")
    agent = serializers.CharField(source="agent.reference")
    brands = serializers.SerializerMethodField(help_text="References.")
    kinds = serializers.ListField(child=serializers.CharField())
    territories = serializers.ListField(child=serializers.CharField())
    deeds = serializers.ListField(child=serializers.ChoiceField(choices=Appointment.Deed.choices))

    class Meta:
        model = Appointment
        fields: ClassVar = [
            "reference", "principal", "agent", "brands", "kinds", "territories", "deeds", "starts_on", "ends_on",
            "ended_at", "made_at",
        ]  # fmt: skip

    def get_brands(self, row: Appointment) -> list[str]:
        """As the pages show them."""
        return [brand.reference for brand in self.context["brands"].get(row.id, ())]


class AppointmentIn(serializers.Serializer):
    """Whom to appoint, for what. Nobody is invited here: the agent is on this marketplace already."""

    agent = ApiText(max_length=200, help_text="The agent's reference, or exactly its name.")
    brands = serializers.ListField(child=ApiText(max_length=20), max_length=200, required=False)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Right.Kind.choices), required=False)
    territories = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    deeds = serializers.ListField(child=serializers.ChoiceField(choices=Appointment.Deed.choices), required=False)
    starts_on = serializers.DateField(required=False, help_text="Today, if not given.")
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="The last day.")


class PowerOut(serializers.ModelSerializer):
    """A power of attorney. `document` is null where the rights holder gave it here, by the `appointment`."""

    holder = serializers.CharField(source="brand.reference")
    agent = serializers.CharField(source="agent.reference")
    appointment = serializers.CharField(source="appointment.reference", default=None, allow_null=True)
    document = serializers.CharField(source="evidence.reference", default=None, allow_null=True)
    kinds = serializers.ListField(child=serializers.CharField())
    territories = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = PowerOfAttorney
        fields: ClassVar = [
            "id", "holder", "agent", "appointment", "document", "kinds", "territories", "starts_on", "ends_on",
            "revoked_at", "made_at",
        ]  # fmt: skip


class GuideOut(serializers.ModelSerializer):
    """One thing to look at. The pictures are references of evidence."""

    brand = serializers.CharField(source="brand.reference")
    right = serializers.CharField(
        source="right.reference",
        default=None,
        allow_null=True,
        help_text="Where it is of the goods of one right alone.",
    )
    genuine_picture = serializers.CharField(source="genuine_picture.reference", default=None, allow_null=True)
    fake_picture = serializers.CharField(source="fake_picture.reference", default=None, allow_null=True)

    class Meta:
        model = GuidePoint
        fields: ClassVar = [
            "id", "brand", "right", "number", "title", "spot", "genuine", "fake", "certainty", "audience", "genuine_picture",
            "fake_picture", "made_at",
        ]  # fmt: skip


class Brands(MarketplaceView):
    """The brands that the caller sees."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("folded", "id")

    @extend_schema(operation_id="brands_list", summary="List brands", responses=PortfolioBrandOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """By name."""
        return self.paged(portfolio.brands(request.actor), PortfolioBrandOut)

    @extend_schema(
        operation_id="brands_create", summary="Put a brand on file", request=BrandIn, responses={201: PortfolioBrandOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """For the caller's own party."""
        made = services.add_brand(actor=request.actor, **body_of(BrandIn, request))
        return created(PortfolioBrandOut(made).data, location=_address(request, "api_brand", made.reference))


class OneBrand(MarketplaceView):
    """One brand."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(operation_id="brands_retrieve", summary="Get a brand", responses=PortfolioBrandOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """What is said of it."""
        return Response(PortfolioBrandOut(portfolio.brand_by_reference(ref, actor=request.actor)).data)


class BrandRights(MarketplaceView):
    """The rights behind a brand."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(operation_id="brands_fill", summary="Put rights into a brand", request=RightsIn, responses=MovedOut)
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """At most 300 at once, out of whatever brand they stood behind."""
        shown = portfolio.brand_by_reference(ref, actor=request.actor)
        wanted = set(body_of(RightsIn, request)["rights"])
        rights = list(Right.objects.visible_to(request.actor).filter(reference__in=wanted))
        if len(rights) != len(wanted):
            raise NotFound
        moved = services.put_in_brand(actor=request.actor, owner=shown.owner, brand=shown, rights=rights)
        return Response({"moved": sorted(right.reference for right in moved)})


class Appointments(MarketplaceView):
    """The appointments of agents that the caller sees."""

    permissions: ClassVar = {"GET": "right.read", "POST": "agent.appoint"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="appointments_list", summary="List appointments", responses=AppointmentOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """All that were ever made, the newest first."""
        rows = portfolio.appointments(request.actor)
        page = list(self.paginator.paginate_queryset(rows, request, self))
        context = {"request": request, "brands": portfolio.named_brands(page)}
        return self.paginator.get_paginated_response(AppointmentOut(page, many=True, context=context).data)

    @extend_schema(
        operation_id="appointments_create", summary="Appoint an agent", request=AppointmentIn,
        responses={201: AppointmentOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """For the caller's own party, a rights holder."""
        given = body_of(AppointmentIn, request)
        agent = portfolio.agent_by_word(given.pop("agent"))
        if agent is None:
            raise NotFound
        wanted = given.pop("brands", [])
        own = list(Brand.objects.filter(owner_id=request.actor.party_id, reference__in=wanted))
        if len(own) != len(set(wanted)):
            raise NotFound
        made = services.appoint(actor=request.actor, agent=agent, terms=Terms(brands=own, **given))
        return created(_out(made), location=_address(request, "api_appointment", made.reference))


class OneAppointment(MarketplaceView):
    """One appointment."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(operation_id="appointments_retrieve", summary="Get an appointment", responses=AppointmentOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """Its terms, and when it was ended."""
        return Response(_out(portfolio.appointment_by_reference(ref, actor=request.actor)))


class AppointmentEnd(MarketplaceView):
    """Ending an appointment."""

    permissions: ClassVar = {"POST": "agent.appoint"}

    @extend_schema(
        operation_id="appointments_end", summary="End an appointment", request=None, responses=AppointmentOut
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """The agent sees and files nothing under it from now on; what was filed stands."""
        shown = portfolio.appointment_by_reference(ref, actor=request.actor)
        services.end_appointment(actor=request.actor, appointment=shown)
        return Response(_out(portfolio.appointment_by_reference(ref, actor=request.actor)))


class Guides(MarketplaceView):
    """The identification guide, as far as the caller is shown it."""

    permissions: ClassVar = {"GET": "guide.read"}
    ordering: ClassVar = ("brand_id", "number", "id")

    @extend_schema(
        operation_id="guides_list",
        summary="List points of identification guides",
        parameters=[OpenApiParameter("brand", str, description="Reference of the brand.")],
        responses=GuideOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """Those that stand. Sellers are never shown any."""
        rows = GuidePoint.objects.visible_to(request.actor).standing()
        if brand := text(request.query_params, "brand", default=""):
            rows = rows.filter(brand__reference=brand)
        return self.paged(rows.select_related("brand", "right", "genuine_picture", "fake_picture"), GuideOut)


class Powers(MarketplaceView):
    """The powers of attorney that the caller sees."""

    permissions: ClassVar = {"GET": "right.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="powers_list", summary="List powers of attorney", responses=PowerOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """All that were ever on file, the newest first."""
        rows = PowerOfAttorney.objects.visible_to(request.actor)
        return self.paged(rows.select_related("brand", "agent", "evidence", "appointment"), PowerOut)


def _out(row: Appointment) -> dict[str, Any]:
    return dict(AppointmentOut(row, context={"brands": portfolio.named_brands([row])}).data)


def _address(request: ApiRequest, name: str, ref: str) -> str:
    return str(request.build_absolute_uri(reverse(f"registry:{name}", args=[request.marketplace.slug, ref])))
