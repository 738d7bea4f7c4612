"""The API for the rules: the packs on file, and one of them as it stands here. It only reads."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts import queries, standing
from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import day
from policy import registry
from policy.plain import digest, plain
from tenancy.context import database_now
from tenancy.errors import NotFound

ON = OpenApiParameter("on", OpenApiTypes.DATE, description="The day as of which the rules are read. Left out: today.")


class RulesOfPackOut(serializers.Serializer):
    """A pack on file, in the version in which cases begin on the day asked for."""

    code = serializers.CharField()
    version = serializers.CharField()
    region = serializers.CharField(help_text="ISO 3166-1 alpha-2, EU, or * for a pack of the house.")
    right_kinds = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    valid_from = serializers.DateField()
    chosen = serializers.BooleanField(help_text="Whether this marketplace has taken it up.")
    preset = serializers.BooleanField()
    unsettled = serializers.IntegerField(help_text="Rules of law that nobody has read at their source.")
    digest = serializers.CharField(help_text="SHA-256 of the pack as it was published.")


class PacksOut(serializers.Serializer):
    """All packs on file."""

    results = RulesOfPackOut(many=True)


class Packs(MarketplaceView):
    """The packs on file."""

    permissions: ClassVar = {"GET": "policy.read"}

    @extend_schema(operation_id="packs_list", summary="List packs", parameters=[ON], responses=PacksOut)
    def get(self, request: ApiRequest) -> Response:
        """Every pack, by code; the house's apply where no law's pack is chosen."""
        on = day(request.query_params, "on") or database_now().date()
        chosen, _presets = queries.choice()
        codes = sorted({pack.code for pack in registry.packs()})
        laid = queries.laid_over(*(standing.version_on(code, on).on(on) for code in codes))
        rows = [
            {
                "code": pack.code,
                "version": pack.version,
                "region": pack.region,
                "right_kinds": list(pack.right_kinds),
                "title": _(pack.title),
                "valid_from": pack.valid_from,
                "chosen": pack.code in chosen,
                "preset": pack.preset,
                "unsettled": sum(not rule.settled for rule in pack.rules()),
                "digest": digest(registry.pack(pack.code, pack.version)),
            }
            for pack in laid
        ]
        return Response(PacksOut({"results": rows}).data)


class OnePack(MarketplaceView):
    """One pack."""

    permissions: ClassVar = {"GET": "policy.read"}

    @extend_schema(operation_id="packs_read", summary="Get a pack", parameters=[ON], responses=OpenApiTypes.OBJECT)
    def get(self, request: ApiRequest, code: str) -> Response:
        """The whole pack as it stands here: clocks with their bounds and sources, elements, answers, grounds, strikes.

        The marketplace's stricter values are laid over it, what does not bind the marketplace is left out; letters have
        pages of their own.
        """
        on = day(request.query_params, "on") or database_now().date()
        try:
            found = standing.version_on(code, on)
        except registry.UnknownPack as unknown:
            raise NotFound from unknown
        shown: dict[str, Any] = plain(queries.laid_over(found.on(on))[0])
        return Response({**shown, "digest": digest(registry.pack(found.code, found.version))})
