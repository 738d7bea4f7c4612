"""The API of a brand's GTINs and serial numbers. The services of the page."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from registry import services
from registry.models import GtinPrefix, SerialScheme
from registry.portal.portfolio import brand_by_reference
from registry.services.numbering import LONGEST_NOTE


class GtinPrefixOut(serializers.ModelSerializer):
    """GTINs that begin with `prefix`, aligned to GTIN-13 without its check digit; twelve digits are one product."""

    class Meta:
        model = GtinPrefix
        fields: ClassVar = ["id", "prefix", "note", "made_at", "ended_at"]


class GtinPrefixIn(serializers.Serializer):
    """A company prefix, or one GTIN with its check digit."""

    number = ApiText(max_length=30)
    is_upc = serializers.BooleanField(
        default=False, help_text="A U.P.C. company prefix, written without the zero before it."
    )
    note = ApiText(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class SerialSchemeOut(serializers.ModelSerializer):
    """A pattern: # is a digit, @ a letter, * either. `first` and `last` bound the digits at #; "" where nothing does."""

    class Meta:
        model = SerialScheme
        fields: ClassVar = ["id", "pattern", "first", "last", "starts_on", "ends_on", "note", "made_at", "ended_at"]


class SerialSchemeIn(serializers.Serializer):
    """A pattern to put on file."""

    pattern = ApiText(max_length=60)
    first = ApiText(max_length=30, required=False, allow_blank=True)
    last = ApiText(max_length=30, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, help_text="Of the units' making; today, if not given.")
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="The last day.")
    note = ApiText(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class Prefixes(MarketplaceView):
    """The GTINs of a brand."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("prefix", "id")

    @extend_schema(operation_id="brands_gtins", summary="List GTINs of a brand", responses=GtinPrefixOut(many=True))
    def get(self, request: ApiRequest, ref: str) -> Response:
        """Those that stand."""
        shown = brand_by_reference(ref, actor=request.actor)
        return self.paged(GtinPrefix.objects.standing().filter(brand=shown), GtinPrefixOut)

    @extend_schema(
        operation_id="brands_gtins_add",
        summary="Put GTINs on file",
        request=GtinPrefixIn,
        responses={201: GtinPrefixOut},
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """A prefix, or one product."""
        shown = brand_by_reference(ref, actor=request.actor)
        made = services.add_prefix(actor=request.actor, brand=shown, **body_of(GtinPrefixIn, request))
        return created(GtinPrefixOut(made).data, location=request.path)


class PrefixEnd(MarketplaceView):
    """Ending GTINs."""

    permissions: ClassVar = {"POST": "right.read"}

    @extend_schema(operation_id="brands_gtins_end", summary="End GTINs", request=None, responses=GtinPrefixOut)
    @idempotent
    def post(self, request: ApiRequest, ref: str, prefix_id: UUID) -> Response:
        """Goods are not known by it any more."""
        shown = brand_by_reference(ref, actor=request.actor)
        row = found(GtinPrefix.objects.filter(brand=shown).select_related("brand"), id=prefix_id)
        services.end_prefix(actor=request.actor, prefix=row)
        row.refresh_from_db()
        return Response(GtinPrefixOut(row).data)


class SerialSchemes(MarketplaceView):
    """The serial numbers of a brand."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    ordering: ClassVar = ("starts_on", "id")

    @extend_schema(
        operation_id="brands_serials", summary="List patterns of serial numbers", responses=SerialSchemeOut(many=True)
    )
    def get(self, request: ApiRequest, ref: str) -> Response:
        """Those that stand."""
        shown = brand_by_reference(ref, actor=request.actor)
        return self.paged(SerialScheme.objects.standing().filter(brand=shown), SerialSchemeOut)

    @extend_schema(
        operation_id="brands_serials_add", summary="Put a pattern of serial numbers on file", request=SerialSchemeIn,
        responses={201: SerialSchemeOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """For units made from a day on."""
        shown = brand_by_reference(ref, actor=request.actor)
        made = services.add_serials(actor=request.actor, brand=shown, **body_of(SerialSchemeIn, request))
        return created(SerialSchemeOut(made).data, location=request.path)


class SerialsEnd(MarketplaceView):
    """Ending a pattern."""

    permissions: ClassVar = {"POST": "right.read"}

    @extend_schema(
        operation_id="brands_serials_end", summary="End a pattern of serial numbers", request=None,
        responses=SerialSchemeOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str, scheme_id: UUID) -> Response:
        """Units are not known by it any more."""
        shown = brand_by_reference(ref, actor=request.actor)
        row = found(SerialScheme.objects.filter(brand=shown).select_related("brand"), id=scheme_id)
        services.end_serials(actor=request.actor, scheme=row)
        row.refresh_from_db()
        return Response(SerialSchemeOut(row).data)
