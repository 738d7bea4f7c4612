"""The API of the gate with a listing as the question."""

from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import text
from gateway.idempotency import idempotent
from registry.gate.api import VERDICTS, AnswerOut, told_of
from registry.licensing.api_proofs import ProofAnswerIn, ProofOut, proof_out
from registry.registers.offices import place_code
from registry.services import hand_in
from scanner import asking
from scanner.goods.classes import CLASSIFIER, GUESS, PEOPLE
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

SOURCES = (CLASSIFIER, PEOPLE, GUESS)


class UnderOut(AnswerOut):
    """The answer under one right."""

    right = serializers.CharField()
    title = serializers.CharField()


class ListingGateOut(serializers.Serializer):
    """One verdict for the listing, and one under each right that was found in it or that it names.

    `told_by` says who tells the Nice classes of its goods: the marketplace's classifier, its people, or a guess from words.
    """

    listing = serializers.CharField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    classes = serializers.ListField(child=serializers.IntegerField())
    told_by = serializers.ChoiceField(choices=SOURCES)
    rights = UnderOut(many=True)


class ListingPaperIn(ProofAnswerIn):
    """What would change the answer under one right: a number, a document, or both."""

    right = ApiText(max_length=20)


class ListingGate(MarketplaceView):
    """May this listing be sold?"""

    permissions: ClassVar = {"GET": "gate.read", "POST": "listing.submit"}

    @extend_schema(
        operation_id="listings_gate",
        summary="Ask whether a listing may be sold",
        parameters=[
            OpenApiParameter(
                "destination", str, description="ISO 3166-1 alpha-2, or EU; all its markets, if not given."
            ),
            OpenApiParameter("channel", str, description="marketplace:…, own_shop, fulfilment:…; here, if not given."),
        ],
        responses=ListingGateOut,
    )
    def get(self, request: ApiRequest, number: str) -> Response:
        """For staff and the seller of the listing. Nothing is kept."""
        listing = asking.listing_to_ask(request.actor, number)
        said = text(request.query_params, "destination", default="", longest=60).strip()
        place = place_code(said) if said else ""
        if said and not place:
            raise Invalid(fields={"destination": [_("This is no country, nor EU.")]})
        channel = text(request.query_params, "channel", default="", longest=80)
        goods = asking.goods_of(listing)
        told = asking.tell(listing, goods=goods, now=database_now(), destination=place, channel=channel)
        return Response(
            {
                "listing": listing.number,
                "verdict": asking.verdict_of(told),
                "classes": sorted(goods.classes),
                "told_by": goods.source,
                "rights": [
                    {"right": one.right.reference, "title": one.right.title, **told_of(one.answer)} for one in told
                ],
            }
        )

    @extend_schema(
        operation_id="listings_gate_hand_in",
        summary="Hand in what would change the answer",
        request={"application/json": ListingPaperIn, "multipart/form-data": ListingPaperIn},
        responses={201: ProofOut},
    )
    @idempotent
    def post(self, request: ApiRequest, number: str) -> Response:
        """By the seller of the listing, before anybody has asked; it is weighed as an answer to a request for proof."""
        listing = asking.listing_to_ask(request.actor, number)
        given = body_of(ListingPaperIn, request)
        ref = given.pop("right")
        told = asking.tell(listing, goods=asking.goods_of(listing), now=database_now())
        one = next((said for said in told if said.right.reference == ref), None)
        if one is None or request.actor.party_id != listing.seller_id:
            raise NotFound
        asked = hand_in(actor=request.actor, right=one.right, reasons=one.answer.reasons, about=listing.number, **given)
        path = reverse("registry:api_proof", args=[request.marketplace.slug, asked.reference])
        return created(proof_out(asked), location=request.build_absolute_uri(path))
