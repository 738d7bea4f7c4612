"""The API of the public register, without a key; and a right as ST.96 for partners."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.http import integer
from gateway.idempotency import idempotent
from gateway.limits import client_address, limit
from registry import queries, services
from registry.models import PublicRegister, Right
from registry.registers.st96 import MEDIA_TYPE, written
from registry.search import public
from registry.views.public import PER_MINUTE, WHY, page_of
from tenancy.errors import NotFound

SIZE, MOST = 25, 100
PARAMETERS = [
    OpenApiParameter("q", str, description="Words, in spite of typing errors and by their sound, or a number."),
    OpenApiParameter("kind", str, enum=Right.Kind.values),
    OpenApiParameter("class", int, description="Nice class; of a design Locarno's."),
    OpenApiParameter("office", str, description="WIPO standard ST.3."),
    OpenApiParameter("place", str, description="Where it holds: ISO 3166-1 alpha-2, or EU."),
    OpenApiParameter("cursor", str, description="A place in this list, from `next`."),
    OpenApiParameter("limit", int, description="Rows on a page: 25, at most 100."),
]


class PublicRightOut(serializers.Serializer):
    """A right as a register shows it."""

    kind = serializers.ChoiceField(choices=Right.Kind.choices)
    title = serializers.CharField()
    mark_feature = serializers.CharField()
    office = serializers.CharField()
    number = serializers.CharField()
    application_number = serializers.CharField()
    filed_on = serializers.DateField(allow_null=True)
    registered_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    renewed_on = serializers.DateField(allow_null=True)
    status_on = serializers.DateField(allow_null=True)
    status = serializers.CharField(help_text="A term of ST.96, in lower case with underscores.")
    is_expired = serializers.BooleanField()
    owner = serializers.CharField()
    territories = serializers.ListField(child=serializers.CharField())
    classes = serializers.ListField(child=serializers.IntegerField())
    nice_edition = serializers.CharField()
    goods = serializers.DictField(child=serializers.CharField())
    locarno = serializers.ListField(child=serializers.CharField())
    vienna = serializers.ListField(child=serializers.CharField())
    priorities = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))


class PublicPageOut(serializers.Serializer):
    """One page."""

    results = PublicRightOut(many=True)
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next page.")


class Register(MarketplaceView):
    """The public register."""

    public = WHY

    @extend_schema(
        operation_id="register_list",
        summary="The public register",
        parameters=PARAMETERS,
        responses=PublicPageOut,
        auth=[],
    )
    def get(self, request: ApiRequest) -> Response:
        """Verified rights with a number of an office, by name; with `q` the best that fit."""
        limit("register", client_address(request._request), per_minute=PER_MINUTE)
        access = public.unless_off()
        params = request.query_params
        size = integer(params, "limit", default=SIZE, least=1, most=MOST)
        page, _found = page_of(params, cursor=params.get("cursor"), size=size)
        rows = {"results": [public.shown(right) for right in page.rows], "next": page.next}
        return public.for_robots(Response(rows), access)


class RegisterAccessIn(serializers.Serializer):
    """Who reads the register."""

    access = serializers.ChoiceField(choices=PublicRegister.Access.choices, help_text="`open` asks robots to stay out.")


class RegisterAccess(MarketplaceView):
    """Whether there is a public register."""

    permissions: ClassVar = {"GET": "policy.read", "POST": "policy.manage"}

    @extend_schema(operation_id="register_access", summary="Who reads the public register", responses=RegisterAccessIn)
    def get(self, request: ApiRequest) -> Response:
        """As it is set; `open` at first."""
        return Response({"access": public.access()})

    @extend_schema(
        operation_id="register_access_set", summary="Set who reads the public register", request=RegisterAccessIn,
        responses=RegisterAccessIn,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """From now on. Off, its addresses answer 404."""
        services.set_register(actor=request.actor, **body_of(RegisterAccessIn, request))
        return Response({"access": public.access()})


class RightAsXml(MarketplaceView):
    """A trademark as ST.96, for partners."""

    permissions: ClassVar[dict[str, str]] = {"GET": "right.read"}

    @extend_schema(
        operation_id="rights_st96", summary="Get a trademark as ST.96", responses={(200, MEDIA_TYPE): OpenApiTypes.STR}
    )
    def get(self, request: ApiRequest, ref: str) -> Any:
        """WIPO ST.96, release V7_1. 404 for what is no trademark."""
        right = queries.right_by_reference(ref, actor=request.actor)
        if right.kind != Right.Kind.TRADEMARK:
            raise NotFound
        specimen = public.picture_of(right)
        picture = ""
        if specimen is not None:
            address = reverse("evidence_api:picture", args=[request.marketplace.slug, specimen.evidence.reference])
            picture = request.build_absolute_uri(address)
        return HttpResponse(written([public.as_st96(right, picture)]), content_type=f"{MEDIA_TYPE}; charset=utf-8")
