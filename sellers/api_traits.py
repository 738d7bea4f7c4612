"""The API by which the marketplace's shop tells what sellers can be recognised by."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.idempotency import idempotent
from sellers import services
from sellers.models import SellerTrait
from sellers.services.traits import LONGEST_VALUE, MOST_TOGETHER, Recognised

EXAMPLE = OpenApiExample(
    "A payment account",
    request_only=True,
    value={"traits": [{"seller": "PA-7Q4K2XA", "kind": "payment", "value": "tok_1N3T00LkdIwHu7ix"}]},
)


class TraitIn(serializers.Serializer):
    """Something by which a seller can be recognised. The value is hashed under the marketplace's own key, and not kept."""

    seller = ApiText(max_length=20, help_text="Reference of the seller.")
    kind = serializers.ChoiceField(choices=SellerTrait.Kind.choices)
    value = ApiText(
        max_length=LONGEST_VALUE,
        help_text="A telephone number with its country code, the token of a payment account, an address, a supplier's name"
        " or number, the SHA-256 of a document.",
    )


class TraitsIn(serializers.Serializer):
    """What sellers can be recognised by."""

    traits = serializers.ListField(child=TraitIn(), min_length=1, max_length=MOST_TOGETHER)


class TraitsNotedOut(serializers.Serializer):
    """How many of them were new."""

    noted = serializers.IntegerField()
    known = serializers.IntegerField()


class Traits(MarketplaceView):
    """What sellers can be recognised by."""

    permissions: ClassVar = {"POST": "trait.note"}

    @extend_schema(
        operation_id="traits_note",
        summary="Note what sellers can be recognised by",
        request=TraitsIn,
        responses=TraitsNotedOut,
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Up to 1,000, all or none. One that stands already changes nothing."""
        given = [Recognised(**one) for one in body_of(TraitsIn, request)["traits"]]
        noted = services.note_traits(actor=request.actor, traits=given)
        return Response({"noted": noted, "known": len(given) - noted})
