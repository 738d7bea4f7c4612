"""The API of publishing: a listing is handed in, checked and published or held in one call."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from gateway.api import ApiRequest
from gateway.idempotency import idempotent
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import reason
from scanner import queries
from scanner.services import publish
from scanner.words import signal_sentence
from sellers import api as sellers_api
from sellers import services as sellers
from sellers.api import EXAMPLE, ListingIn, ListingOut


class FoundOut(serializers.Serializer):
    """One right that was found in a listing, with a sentence per signal."""

    right = serializers.CharField(help_text="Reference of the right.")
    title = serializers.CharField()
    score = serializers.IntegerField(help_text="0 to 100.")
    leads_to = serializers.ChoiceField(choices=["queue", "hold"])
    why = serializers.ListField(child=serializers.CharField())


class PublishedOut(ListingOut):
    """The listing as it stands after the check. `outcome` is `checking` where the check is still under way."""

    outcome = serializers.ChoiceField(choices=["public", "held", "checking"])
    found = FoundOut(many=True)
    waits_for = serializers.CharField(
        help_text="Why it is not checked yet, where the seller's contract lacks clauses, and what would free it; else empty."
    )
    stopped_by = serializers.ListField(
        child=serializers.CharField(),
        help_text="Rules of the pre-check that keep it from publication until it is changed; `precheck/stopped` says where.",
    )


class Listings(sellers_api.Listings):
    """The listings that the caller sees; handing in a new one checks and publishes it."""

    permissions: ClassVar = {"GET": "listing.read", "POST": "listing.submit"}

    @extend_schema(
        operation_id="listings_publish",
        summary="Hand in a listing",
        request=ListingIn,
        responses={201: PublishedOut},
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Hand in a listing. `held` and `checking` are answers, not errors: the change feed tells what follows."""
        body = ListingIn(data=request.data)
        body.is_valid(raise_exception=True)
        listing = sellers.submit_listing(actor=request.actor, **body.submission(request.actor))
        result = publish(actor=request.actor, listing=listing)
        listing.refresh_from_db()
        [members] = self.out(request, [listing])
        waits_for = reason(PUBLISH, result.lacks) if result.lacks else ""
        said = {
            "outcome": result.outcome,
            "found": _found(listing),
            "waits_for": waits_for,
            "stopped_by": list(result.stopped),
        }
        return Response({**members, **said}, status=201)


def _found(listing: Any) -> list[dict[str, Any]]:
    return [
        {
            "right": match.right.reference,
            "title": match.right.title,
            "score": match.score,
            "leads_to": match.lead,
            "why": [signal_sentence(signal) for signal in match.signals.all()],
        }
        for match in queries.of_listing(listing.id, listing.revision)
    ]
