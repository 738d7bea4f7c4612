"""The API of the search: by word, picture, numbers and seller, with the filters of the page; and the searches that one keeps."""

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, caller_of, created
from gateway.fields import ApiPicture, ApiText
from gateway.http import text
from gateway.idempotency import idempotent
from gateway.limits import limit
from scanner import services
from scanner.models import SavedSearch
from scanner.search.asking import KEPT, SORTS, STATES, asked_in
from scanner.search.finding import Found, Preparing, find, page
from scanner.services.searching import LONGEST_NAME
from scanner.views.search import PICTURES_A_MINUTE, PICTURES_AN_HOUR
from scanner.views.search_shown import why
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import NotFound, TooMany

FILTERS = [
    OpenApiParameter("q", str, description="Words, in any disguise; or the number of a listing, or a link to it."),
    OpenApiParameter("deep", bool, description="Look into descriptions too."),
    OpenApiParameter("picture", str, description="Reference of a picture: of one sent here, a specimen, a listing's."),
    OpenApiParameter("seller", str, description="Reference or exact name of a seller."),
    OpenApiParameter("right", str, description="Reference of the right under which sellers count as authorised."),
    OpenApiParameter("market", str, description="Country in which a listing is offered."),
    OpenApiParameter("category", str, description="A step of the category."),
    OpenApiParameter("brand", str, description="What the brand field says."),
    OpenApiParameter("price_from", str),
    OpenApiParameter("price_to", str),
    OpenApiParameter("currency", str),
    OpenApiParameter("state", str, enum=STATES, description="Held ones are for the marketplace's staff."),
    OpenApiParameter("authorised", str, enum=KEPT[1:], description="Without, or only, authorised sellers."),
    OpenApiParameter("complained", str, enum=KEPT[1:], description="Without, or only, what is complained of already."),
    OpenApiParameter("since", str, description="Handed in on this day or later."),
    OpenApiParameter("sort", str, enum=SORTS),
    OpenApiParameter("cursor", str, description="From `next` or `previous`."),
]
PREPARING_SECONDS = 2


class FoundListingOut(serializers.Serializer):
    """A listing that was found. `score` says how well it answers, `distance` how many of 256 points of its picture differ."""

    listing = serializers.CharField(source="number")
    title = serializers.SerializerMethodField()
    seller = serializers.SerializerMethodField()
    score = serializers.IntegerField(source="ranked.score", help_text="0 to 100.")
    distance = serializers.IntegerField(source="ranked.near.distance", default=None, allow_null=True)
    authorised = serializers.ChoiceField(choices=["yes", "part", ""], allow_blank=True)
    why = serializers.SerializerMethodField()

    def get_title(self, one: Found) -> str:
        """As its seller wrote it."""
        return str(self.context["listings"][one.id].title)

    def get_seller(self, one: Found) -> str:
        """Its name."""
        return str(self.context["listings"][one.id].seller.name)

    def get_why(self, one: Found) -> list[str]:
        """How it is written, and how its picture was changed, in sentences."""
        return why(one.ranked)


class SearchOut(serializers.Serializer):
    """A page of what was found."""

    count = serializers.IntegerField()
    more = serializers.BooleanField(help_text="Whether only the newest of very many were judged.")
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = FoundListingOut(many=True)


class PictureIn(serializers.Serializer):
    """A picture to search by, in a multipart body."""

    picture = ApiPicture()


class SearchPictureOut(serializers.Serializer):
    """What to search by."""

    picture = serializers.CharField(help_text="The reference for `picture` of a search.")


class Search(MarketplaceView):
    """Listings."""

    permissions: ClassVar = {"GET": "listing.search"}

    @extend_schema(operation_id="search_list", summary="Search listings", parameters=FILTERS, responses=SearchOut)
    def get(self, request: ApiRequest) -> Response:
        """The best first. 429 while the listings are being made ready after a restart; ask again after a moment."""
        asked = asked_in(request.query_params, request.actor)
        try:
            answer = find(request.actor, asked, now=database_now())
        except Preparing:
            sentence = _("The listings are being made ready to be searched. Ask again in a moment.")
            raise TooMany(sentence, retry_after=PREPARING_SECONDS) from None
        part = page(answer, text(request.query_params, "cursor", default="", longest=70))
        listings = Listing.objects.filter(id__in=[one.id for one in part.rows]).select_related("seller").in_bulk()
        found = FoundListingOut(part.rows, many=True, context={"listings": listings}).data
        here = request.build_absolute_uri()
        return Response(
            {
                "count": len(answer.found),
                "more": answer.more,
                "next": replace_query_param(here, "cursor", part.next) if part.next else None,
                "previous": replace_query_param(here, "cursor", part.previous) if part.previous else None,
                "results": found,
            }
        )


class Pictures(MarketplaceView):
    """Pictures to search by."""

    permissions: ClassVar = {"POST": "listing.search"}

    @extend_schema(
        operation_id="search_pictures_create", summary="Send a picture to search by",
        request={"multipart/form-data": PictureIn}, responses={201: SearchPictureOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It is kept for its party and the marketplace alone. The same picture again has the same reference."""
        limit("search picture", f"{request.marketplace.id}:{caller_of(request)}",
              per_minute=PICTURES_A_MINUTE, per_hour=PICTURES_AN_HOUR)  # fmt: skip
        piece = services.keep_picture(actor=request.actor, picture=body_of(PictureIn, request)["picture"])
        return Response({"picture": piece.reference}, status=201)


class SavedOut(serializers.Serializer):
    """A search that is kept. `query` are the parameters of `GET search`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    query = serializers.DictField(child=serializers.CharField())
    alerts = serializers.BooleanField()
    next_at = serializers.DateTimeField(allow_null=True)
    told = serializers.IntegerField(help_text="How many were new when the last mail told of them.")


class SavedIn(serializers.Serializer):
    """A search to keep."""

    name = ApiText(max_length=LONGEST_NAME)
    query = serializers.DictField(child=ApiText(max_length=300))
    alerts = serializers.BooleanField(default=False, help_text="At most one mail a day about what is new.")


class SavedSearches(MarketplaceView):
    """The searches that a person keeps."""

    permissions: ClassVar = {"GET": "listing.search", "POST": "listing.search"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="searches_list", summary="List kept searches", responses=SavedOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Those of the signed-in person; a key keeps none."""
        return self.paged(SavedSearch.objects.visible_to(request.actor), SavedOut)

    @extend_schema(operation_id="searches_create", summary="Keep a search", request=SavedIn, responses={201: SavedOut})
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A kept search belongs to a person, so this needs a session."""
        body = body_of(SavedIn, request)
        asked = asked_in(body["query"], request.actor)
        saved = services.save_search(actor=request.actor, name=body["name"], asked=asked, alerts=body["alerts"])
        return created(SavedOut(saved).data, location=f"{request.path}/{saved.id}")


class OneSavedSearch(MarketplaceView):
    """One kept search."""

    permissions: ClassVar = {"GET": "listing.search", "DELETE": "listing.search"}

    @extend_schema(operation_id="searches_retrieve", summary="Get a kept search", responses=SavedOut)
    def get(self, request: ApiRequest, saved_id: UUID) -> Response:
        """With what its last mail told."""
        return Response(SavedOut(_own(request, saved_id)).data)

    @extend_schema(operation_id="searches_end", summary="Forget a kept search", request=None, responses={204: None})
    def delete(self, request: ApiRequest, saved_id: UUID) -> Response:
        """With its alerts."""
        services.end_search(actor=request.actor, saved=_own(request, saved_id))
        return Response(status=204)


def _own(request: ApiRequest, saved_id: UUID) -> SavedSearch:
    found: SavedSearch | None = SavedSearch.objects.visible_to(request.actor).filter(id=saved_id).first()
    if found is None:
        raise NotFound
    return found
