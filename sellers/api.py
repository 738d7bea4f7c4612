"""The API for listings. The same services as the pages; a new one is handed in, checked and published in one go by the
scanner's view, which takes `ListingIn`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of, etag_of, unchanged
from gateway.fields import ApiPicture, ApiText
from gateway.http import choice, found, text, yes
from gateway.idempotency import idempotent
from sellers import queries, services
from sellers.content import LONGEST, LONGEST_ADDRESS, MOST_ADDRESSES, MOST_CATEGORIES, MOST_CENTS
from sellers.models import Listing
from sellers.queries import Shown
from sellers.services.listings import MOST_PICTURES
from sellers.variants import MOST as MOST_VARIANTS
from tenancy.context import database_now
from tenancy.errors import Conflict

FILTERS = [
    OpenApiParameter("q", str, description="Beginnings of words of the title, the brand or the number."),
    OpenApiParameter("number", str, description="A number, exactly."),
    OpenApiParameter("state", str, enum=Listing.State.values),
    OpenApiParameter("seller", str, description="Reference of a seller."),
    OpenApiParameter("mine", bool, description="True: only those of the caller's own party."),
]
EXAMPLE = OpenApiExample(
    "A bottle",
    request_only=True,
    value={
        "number": "SKU-1042",
        "title": "Halden trail bottle, 750 ml",
        "brand": "Halden",
        "category": ["Sports", "Hiking", "Bottles"],
        "price_cents": 1895,
        "currency": "USD",
        "markets": ["US", "DE"],
        "url": "https://shop.example/sku-1042",
    },
)


class PictureOut(serializers.Serializer):
    """A picture of a listing. `picture` is where its working copy is, `sha256` the digest of what was handed in."""

    picture = serializers.URLField()
    sha256 = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class VariantSaid(serializers.Serializer):
    """One of several forms of the goods, as a size or a colour."""

    number = serializers.CharField(max_length=60, help_text="The shop's own for this variant.")
    name = serializers.CharField(max_length=200, help_text="What sets it apart, as in “Blue, 750 ml”.")
    gtin = serializers.CharField(max_length=20, required=False, allow_blank=True, help_text="Or empty.")
    price_cents = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_CENTS, help_text="Where it is not the listing's."
    )


class ListingOut(serializers.Serializer):
    """A listing. The `shop_…` members are for its seller and the marketplace; for others they are null."""

    number = serializers.CharField()
    seller = serializers.CharField(help_text="Reference of the seller.")
    seller_name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    brand = serializers.CharField()
    category = serializers.ListField(child=serializers.CharField())
    price_cents = serializers.IntegerField(allow_null=True, help_text="Hundredths of the currency.")
    currency = serializers.CharField()
    markets = serializers.ListField(child=serializers.CharField(), help_text="Where it is offered: ISO 3166-1 alpha-2.")
    origin = serializers.CharField(help_text="Where the goods are said to come from: ISO 3166-1 alpha-2, or empty.")
    gtin = serializers.CharField(help_text="Of the goods, where one number names them; or empty.")
    variants = VariantSaid(many=True)
    public_in = serializers.ListField(child=serializers.CharField(), help_text="Where it is public now.")
    demoted_in = serializers.ListField(
        child=serializers.CharField(), help_text="Where of that it is to be shown less, after the others."
    )
    url = serializers.CharField()
    picture_urls = serializers.ListField(
        child=serializers.CharField(), help_text="Addresses that its pictures are fetched from; empty for strangers."
    )
    state = serializers.ChoiceField(choices=Listing.State.choices)
    state_at = serializers.DateTimeField()
    revision = serializers.IntegerField()
    version = serializers.IntegerField()
    shop_state = serializers.IntegerField(allow_null=True, help_text="The newest state that the shop was told.")
    shop_applied = serializers.IntegerField(allow_null=True, help_text="The newest state that the shop confirmed.")
    shop_applied_at = serializers.DateTimeField(allow_null=True)
    made_at = serializers.DateTimeField()
    pictures = PictureOut(many=True)


class ListingIn(serializers.Serializer):
    """A listing to hand in. Pictures need a multipart body; by JSON they follow by `PUT …/pictures`."""

    number = ApiText(max_length=60, help_text="The shop's own: letters, digits and . _ : ~ -, with at least one digit.")
    seller = ApiText(
        max_length=20, required=False, help_text="Reference of the seller; only the marketplace's own systems name it."
    )
    title = ApiText(max_length=LONGEST["title"])
    description = ApiText(max_length=LONGEST["description"], required=False, allow_blank=True)
    brand = ApiText(max_length=LONGEST["brand"], required=False, allow_blank=True)
    category = serializers.ListField(
        child=ApiText(max_length=LONGEST["title"]),
        max_length=MOST_CATEGORIES,
        required=False,
        help_text="The top first.",
    )
    price_cents = serializers.IntegerField(min_value=0, max_value=MOST_CENTS, required=False, allow_null=True)
    currency = ApiText(max_length=3, required=False, allow_blank=True, help_text="ISO 4217, as in USD.")
    markets = serializers.ListField(child=ApiText(max_length=2), max_length=250, help_text="ISO 3166-1 alpha-2.")
    origin = ApiText(max_length=2, required=False, allow_blank=True, help_text="ISO 3166-1 alpha-2.")
    url = ApiText(max_length=LONGEST["url"], required=False, allow_blank=True)
    gtin = ApiText(max_length=20, required=False, allow_blank=True, help_text="8, 12, 13 or 14 digits.")
    variants = serializers.ListField(child=VariantSaid(), max_length=MOST_VARIANTS, required=False)
    pictures = serializers.ListField(child=ApiPicture(), max_length=MOST_PICTURES, required=False)
    picture_urls = serializers.ListField(
        child=ApiText(max_length=LONGEST_ADDRESS), max_length=MOST_ADDRESSES, required=False,
        help_text="Pictures to be fetched by us. The listing is checked once all are there; see `…/pictures/addresses`.",
    )  # fmt: skip

    def submission(self, actor: Any) -> dict[str, Any]:
        """What `submit_listing` takes, without the actor. Raises NotFound for a seller that the actor does not see."""
        given = dict(self.validated_data)
        if reference := given.pop("seller", ""):
            given["seller"] = found(Party.objects.visible_to(actor), reference=reference)
        return given


class ListingChange(ListingIn):
    """What to change; what is not named stays. `version` is the one you read: a newer one answers 409."""

    number = None  # type: ignore[assignment]
    seller = None  # type: ignore[assignment]
    pictures = None  # type: ignore[assignment]
    title = ApiText(max_length=LONGEST["title"], required=False)
    markets = serializers.ListField(child=ApiText(max_length=2), max_length=250, required=False)
    version = serializers.IntegerField(min_value=1, required=False)


class PicturesIn(serializers.Serializer):
    """Pictures that replace all that are there: JPEG, PNG, WebP or GIF."""

    pictures = serializers.ListField(child=ApiPicture(), max_length=MOST_PICTURES, allow_empty=False)


class AppliedOut(serializers.Serializer):
    """What the shop has confirmed of a listing, and the newest state that it was told."""

    number = serializers.CharField()
    shop_state = serializers.IntegerField()
    shop_applied = serializers.IntegerField()
    shop_applied_at = serializers.DateTimeField(allow_null=True)


class ListingView(MarketplaceView):
    """What the views of one or many listings share."""

    def out(self, request: ApiRequest, listings: Sequence[Listing]) -> list[dict[str, Any]]:
        """Listings as answered."""
        shown = queries.shown_to(request.actor, listings, database_now())
        return [dict(ListingOut(self._members(request, one)).data) for one in shown]

    def one(self, request: ApiRequest, number: str) -> Listing:
        """The listing, if the caller sees it."""
        return queries.listing_by_number(request.actor, number)

    def _members(self, request: ApiRequest, shown: Shown) -> dict[str, Any]:
        listing = shown.listing
        names = set(ListingOut().fields) & {field.name for field in Listing._meta.get_fields()} - {"seller"}
        members = {name: getattr(listing, name) for name in names}
        members |= {"seller": listing.seller.reference, "seller_name": listing.seller.name}
        if not shown.own:
            members |= dict.fromkeys(("shop_state", "shop_applied", "shop_applied_at")) | {"picture_urls": []}
        slug = request.marketplace.slug
        pictures = [
            {
                "picture": request.build_absolute_uri(reverse("evidence_api:picture", args=[slug, evidence.reference])),
                "sha256": evidence.sha256,
                "width": evidence.width,
                "height": evidence.height,
            }
            for evidence in shown.pictures
        ]
        return {**members, "public_in": shown.public_in, "demoted_in": shown.demoted_in, "pictures": pictures}


class Listings(ListingView):
    """The listings that the caller sees: the operator all, a seller its own, others what is public."""

    permissions: ClassVar = {"GET": "listing.read"}
    orderings: ClassVar = queries.ORDERINGS

    @extend_schema(
        operation_id="listings_list",
        summary="List or search listings",
        parameters=FILTERS,
        responses=ListingOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """Search and filter; pages by `cursor`."""
        params = request.query_params
        rows = queries.listings(
            request.actor,
            search=text(params, "q", default=""),
            number=text(params, "number", default="", longest=60),
            state=choice(params, "state", Listing.State.values, default=""),
            seller=text(params, "seller", default="", longest=20),
        )
        if yes(params, "mine"):
            rows = rows.filter(seller_id=request.actor.party_id)
        page = self.paginator.paginate_queryset(rows, request, self)
        return self.paginator.get_paginated_response(self.out(request, page))


class OneListing(ListingView):
    """One listing."""

    permissions: ClassVar = {"GET": "listing.read", "PATCH": "listing.submit"}

    @extend_schema(operation_id="listings_read", summary="Get a listing", responses=ListingOut)
    def get(self, request: ApiRequest, number: str) -> Response:
        """With its pictures and where it is public now. Answers 304 to a known ETag."""
        [members] = self.out(request, [self.one(request, number)])
        etag = etag_of(members)
        return unchanged(request, etag) or Response(members, headers={"ETag": etag})

    @extend_schema(
        operation_id="listings_change", summary="Change a listing", request=ListingChange, responses=ListingOut
    )
    def patch(self, request: ApiRequest, number: str) -> Response:
        """Change what it says. It is checked again, and out of the shop until then."""
        changes = body_of(ListingChange, request)
        listing = self.one(request, number)
        refuse_older(listing, changes.pop("version", None))
        services.revise_listing(actor=request.actor, listing=listing, **changes)
        return Response(self.out(request, [listing])[0])


class Pictures(ListingView):
    """The pictures of a listing."""

    permissions: ClassVar = {"GET": "listing.read", "PUT": "listing.submit"}

    @extend_schema(
        operation_id="listings_pictures", summary="List the pictures of a listing", responses=PictureOut(many=True)
    )
    def get(self, request: ApiRequest, number: str) -> Response:
        """In their order."""
        return Response(self.out(request, [self.one(request, number)])[0]["pictures"])

    @extend_schema(
        operation_id="listings_replace_pictures",
        summary="Replace the pictures of a listing",
        request={"multipart/form-data": PicturesIn},
        responses=PictureOut(many=True),
    )
    def put(self, request: ApiRequest, number: str) -> Response:
        """Replace them all. The listing is checked again."""
        pictures = body_of(PicturesIn, request)["pictures"]
        listing = self.one(request, number)
        services.revise_listing(actor=request.actor, listing=listing, pictures=pictures)
        return Response(self.out(request, [listing])[0]["pictures"])


class Ending(ListingView):
    """The end of a listing."""

    permissions: ClassVar = {"POST": "listing.submit"}

    @extend_schema(operation_id="listings_end", summary="End a listing", request=None, responses=ListingOut)
    @idempotent
    def post(self, request: ApiRequest, number: str) -> Response:
        """Take it out of the shop for good."""
        listing = self.one(request, number)
        services.end_listing(actor=request.actor, listing=listing)
        return Response(self.out(request, [listing])[0])


class Applied(MarketplaceView):
    """The shop's confirmation."""

    permissions: ClassVar = {"POST": "state.apply"}

    @extend_schema(
        operation_id="listings_state_applied",
        summary="Confirm that the shop shows a state",
        request=None,
        responses={
            200: AppliedOut,
            422: OpenApiResponse(description="A state that was never told."),
        },
    )
    def post(self, request: ApiRequest, number: str, n: int) -> Response:
        """The shop shows state `n`, as the change feed told it. An older one than the last confirmed changes nothing."""
        listing = services.confirm_state(actor=request.actor, listing_number=number, n=n, now=database_now())
        return Response(AppliedOut(listing).data)


def refuse_older(listing: Listing, version: int | None) -> None:
    """Raise Conflict if the caller read another version than the one that stands."""
    if version is not None and version != listing.version:
        raise Conflict(_("Somebody has changed this since you read it. Read it again."), code="version")
