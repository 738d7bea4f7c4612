"""The API of pictures that listings name by address."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.idempotency import idempotent
from sellers import queries
from sellers.models import Listing, PictureAddress
from sellers.services.picture_addresses import try_again
from sellers.views.pictures import why
from tenancy.errors import NotFound


class PictureAddressOut(serializers.Serializer):
    """An address with where it stands. `why` says why the last try failed."""

    url = serializers.CharField()
    state = serializers.ChoiceField(choices=PictureAddress.State.choices)
    failure = serializers.CharField(help_text="A code, or empty.")
    why = serializers.SerializerMethodField()
    fetched_at = serializers.DateTimeField(allow_null=True)

    def get_why(self, row: PictureAddress) -> str:
        """A sentence, or empty."""
        return why(row)


class PictureAddresses(MarketplaceView):
    """Pictures of a listing by address."""

    permissions: ClassVar = {"GET": "listing.read", "POST": "listing.submit"}

    @extend_schema(
        operation_id="listings_picture_addresses", summary="See which pictures were fetched",
        responses=PictureAddressOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest, number: str) -> Response:
        """In their order. The listing is checked once all are `done`."""
        rows = _own(request, number).addresses.order_by("position")
        return Response(PictureAddressOut(rows, many=True).data)

    @extend_schema(
        operation_id="listings_pictures_again", summary="Fetch pictures again", request=None,
        responses=PictureAddressOut(many=True),
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, number: str) -> Response:
        """Those that failed are tried once more; 409 where none did."""
        listing = _own(request, number)
        try_again(actor=request.actor, listing=listing)
        return Response(PictureAddressOut(listing.addresses.order_by("position"), many=True).data)


def _own(request: ApiRequest, number: str) -> Listing:
    listing = queries.listing_by_number(request.actor, number)
    if not (request.actor.is_operator or request.actor.party_id == listing.seller_id):
        raise NotFound
    return listing
