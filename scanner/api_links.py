"""The API of links between sellers, for the marketplace's own systems. What is made of a link is said by people, on its page."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import choice, text
from scanner.link_words import LINK_KINDS, reason_sentences
from scanner.machine import SELLERLINK
from scanner.models import SellerLink

FILTERS = [
    OpenApiParameter("state", str, enum=list(SELLERLINK.states), description="`proposed` if it is left out."),
    OpenApiParameter("kind", str, enum=list(LINK_KINDS), description="Only those with such a reason."),
    OpenApiParameter("seller", str, description="Reference of a seller."),
]


class LinkReasonOut(serializers.Serializer):
    """All things of one kind that the two share."""

    kind = serializers.ChoiceField(choices=list(LINK_KINDS))
    things = serializers.IntegerField(help_text="How many things of this kind they share.")
    sharing = serializers.IntegerField(help_text="How many sellers share the rarest of them.")
    weight = serializers.IntegerField(help_text="What they say by themselves, 0 to 100.")
    sentence = serializers.CharField()


class LinkOut(serializers.Serializer):
    """Two sellers that share something."""

    id = serializers.UUIDField()
    sellers = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=list(SELLERLINK.states))
    strength = serializers.IntegerField(help_text="0 to 100; 0 once they share nothing any more.")
    reasons = serializers.SerializerMethodField()
    first_seen_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sellers(self, link: SellerLink) -> list[str]:
        """The references of the two."""
        return [link.seller_a.reference, link.seller_b.reference]

    @extend_schema_field(LinkReasonOut(many=True))
    def get_reasons(self, link: SellerLink) -> list[dict[str, Any]]:
        """The strongest first."""
        said = zip(link.reasons, reason_sentences(link), strict=True)
        return [{**reason, "sentence": sentence} for reason, (sentence, _weight) in said]


class Links(MarketplaceView):
    """Links between sellers."""

    permissions: ClassVar = {"GET": "link.read"}
    ordering: ClassVar = ("-strength", "-id")

    @extend_schema(
        operation_id="links_list",
        summary="List links between sellers",
        parameters=FILTERS,
        responses=LinkOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The strongest first."""
        params = request.query_params
        state = choice(params, "state", list(SELLERLINK.states), default="proposed")
        rows = SellerLink.objects.visible_to(request.actor).filter(state=state)
        if kind := choice(params, "kind", list(LINK_KINDS), default=""):
            rows = rows.filter(reasons__contains=[{"kind": kind}])
        if seller := text(params, "seller", default="", longest=20):
            rows = rows.of_reference(seller)
        return self.paged(rows.select_related("seller_a", "seller_b"), LinkOut)
