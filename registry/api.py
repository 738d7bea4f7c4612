"""The API for rights. The same services as the pages."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of, created, etag_of, unchanged
from gateway.fields import ApiPicture, ApiText
from gateway.http import choice, found, integer, text
from gateway.idempotency import idempotent
from registry import queries, services
from registry.details import Details, details_of
from registry.machine import RIGHT
from registry.models import AuthorisedSeller, Right, Specimen
from registry.registers.features import FEATURES
from registry.registers.offices import office_code
from registry.registers.statuses import STATUSES
from registry.search import finding, goods
from tenancy.errors import NotFound

FILTERS = [
    OpenApiParameter("q", str, description="Words of the title or other names, a number, a reference."),
    OpenApiParameter(
        "how",
        str,
        enum=list(finding.HOW),
        default=finding.EXACT,
        description="`exact`: beginnings of words. `similar`: typing errors too. `sounds`: words of that sound too. The "
        "last two give the best 200, the best first, in an order of their own.",
    ),
    OpenApiParameter("goods", str, description="Words of the goods and services, or how they begin. 1,000 at most."),
    OpenApiParameter("class", int, description="Nice class; of a design Locarno's."),
    OpenApiParameter("office", str, description="WIPO standard ST.3."),
    OpenApiParameter("place", str, description="Where it holds: ISO 3166-1 alpha-2, or EU."),
    OpenApiParameter("owner", str, description="Reference of the rights holder, or the beginning of its name."),
    OpenApiParameter("kind", str, enum=Right.Kind.values),
    OpenApiParameter("state", str, enum=RIGHT.states),
]
EXTRACT = (
    "mark_feature", "application_number", "status", "status_raw", "status_on", "renewed_on", "priorities", "nice_edition",
    "goods", "locarno", "vienna", "holder", "representative", "categories", "markets",
)  # fmt: skip
EXAMPLE = OpenApiExample(
    "A word mark at the EUIPO",
    request_only=True,
    value={
        "kind": "trademark",
        "title": "Aurora",
        "office": "EM",
        "number": "018442190",
        "classes": [18, 25],
        "registered_on": "2021-05-04",
        "expires_on": "2031-05-04",
        "external_id": "TM-0042",
        "mark_feature": "word",
        "status": "registered",
        "goods": {"18": "Backpacks; travelling bags", "25": "Clothing for hiking"},
    },
)


class SpecimenOut(serializers.ModelSerializer):
    """A standing reference picture. `picture` is where its working copy is, `sha256` the digest of what was handed in."""

    sha256 = serializers.CharField(source="evidence.sha256")
    picture = serializers.SerializerMethodField()

    class Meta:
        model = Specimen
        fields: ClassVar = ["id", "position", "sha256", "picture", "made_at"]

    @extend_schema_field(serializers.URLField)
    def get_picture(self, specimen: Specimen) -> str:
        """In this API."""
        request = self.context["request"]
        address = reverse("evidence_api:picture", args=[request.marketplace.slug, specimen.evidence.reference])
        return str(request.build_absolute_uri(address))


class PriorityPart(serializers.Serializer):
    """An earlier application whose day counts."""

    office = ApiText(max_length=10, help_text="WIPO standard ST.3.")
    number = ApiText(max_length=60, allow_blank=True)
    filed_on = serializers.DateField()


class RightOut(serializers.ModelSerializer):
    """A right as the marketplace and its owner see it."""

    owner = serializers.CharField(source="owner.reference")
    aliases = serializers.ListField(child=serializers.CharField())
    territories = serializers.ListField(child=serializers.CharField(), help_text="ISO 3166-1 alpha-2, or EU.")
    classes = serializers.ListField(child=serializers.IntegerField(), help_text="Nice classes; of a design Locarno's.")
    made_in = serializers.ListField(child=serializers.CharField(), help_text="Where the genuine goods are made.")
    priorities = PriorityPart(many=True)
    goods = serializers.DictField(child=serializers.CharField(), help_text="The wording of each Nice class.")
    locarno = serializers.ListField(child=serializers.CharField(), help_text="Locarno subclasses, such as 08-05.")
    vienna = serializers.ListField(child=serializers.CharField(), help_text="Vienna codes, such as 1.1.2.")
    categories = serializers.ListField(child=serializers.CharField(), help_text="Of this marketplace; none: all.")
    markets = serializers.ListField(child=serializers.CharField(), help_text="ISO 3166-1 alpha-2; none: all.")
    specimens = SpecimenOut(source="standing_specimens", many=True)

    class Meta:
        model = Right
        fields: ClassVar = [
            "reference",
            "kind",
            "title",
            "aliases",
            "owner",
            "external_id",
            "office",
            "number",
            "territories",
            "classes",
            "made_in",
            "everyday",
            "famous",
            "filed_on",
            "registered_on",
            "expires_on",
            "source",
            *EXTRACT,
            "state",
            "state_at",
            "version",
            "made_at",
            "changed_at",
            "specimens",
        ]
        read_only_fields = fields


class RightIn(serializers.Serializer):
    """A right to register. Where it holds follows from the office, if that has its own territories."""

    kind = serializers.ChoiceField(choices=Right.Kind.choices)
    title = ApiText(max_length=300)
    aliases = serializers.ListField(child=ApiText(max_length=300), max_length=50, required=False)
    owner = ApiText(max_length=20, required=False, help_text="Reference of the rights holder, if you act for several.")
    external_id = ApiText(max_length=120, required=False, allow_blank=True, help_text="What you call it.")
    office = ApiText(max_length=10, required=False, allow_blank=True, help_text="WIPO standard ST.3: EM, US, JP.")
    number = ApiText(max_length=60, required=False, allow_blank=True)
    territories = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    classes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=45), max_length=45, required=False
    )
    made_in = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    everyday = serializers.BooleanField(required=False)
    famous = serializers.BooleanField(required=False)
    filed_on = serializers.DateField(required=False, allow_null=True)
    registered_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    source = ApiText(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]  # DRF's name
    mark_feature = serializers.ChoiceField(choices=list(FEATURES.items()), required=False, allow_blank=True)
    application_number = ApiText(max_length=60, required=False, allow_blank=True)
    status = serializers.ChoiceField(
        choices=[(code, one.sentence) for code, one in STATUSES.items()], required=False, allow_blank=True,
        help_text="Terms of WIPO standard ST.96. Empty: what `status_raw` says, if that is known.",
    )  # fmt: skip
    status_raw = ApiText(max_length=60, required=False, allow_blank=True, help_text="The office's own code.")
    status_on = serializers.DateField(required=False, allow_null=True)
    renewed_on = serializers.DateField(required=False, allow_null=True)
    priorities = PriorityPart(many=True, required=False)
    nice_edition = ApiText(max_length=10, required=False, allow_blank=True)
    goods = serializers.DictField(child=ApiText(max_length=20_000, allow_blank=True), required=False)
    locarno = serializers.ListField(child=ApiText(max_length=60), max_length=60, required=False)
    vienna = serializers.ListField(child=ApiText(max_length=20), max_length=60, required=False)
    holder = ApiText(max_length=300, required=False, allow_blank=True)
    representative = ApiText(max_length=300, required=False, allow_blank=True)
    categories = serializers.ListField(child=ApiText(max_length=300), max_length=200, required=False)
    markets = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)


class RightChange(RightIn):
    """What to change; what is not named stays. `version` is the one you read: a newer one answers 409."""

    kind = None  # type: ignore[assignment]
    owner = None  # type: ignore[assignment]
    title = ApiText(max_length=300, required=False)
    version = serializers.IntegerField(min_value=1, required=False)


class SpecimenIn(serializers.Serializer):
    """A picture: JPEG, PNG, WebP or GIF."""

    picture = ApiPicture()
    label = ApiText(max_length=200, required=False, allow_blank=True)  # type: ignore[assignment]  # DRF's name


class AuthorisedOut(serializers.ModelSerializer):
    """That a seller may sell under a right. No territories mean wherever it holds."""

    seller = serializers.CharField(source="seller.reference")
    territories = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = AuthorisedSeller
        fields: ClassVar = ["id", "seller", "territories", "starts_on", "ends_on", "revoked_at", "made_at"]


class AuthorisedIn(serializers.Serializer):
    """Whom to authorise."""

    seller = ApiText(max_length=200, help_text="The seller's reference, or exactly its name.")
    territories = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    starts_on = serializers.DateField(required=False, help_text="Today, if not given.")
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="The last day.")


class Rights(MarketplaceView):
    """The rights that the caller sees."""

    permissions: ClassVar = {"GET": "right.read", "POST": "right.register"}
    orderings: ClassVar = queries.ORDERINGS

    @extend_schema(
        operation_id="rights_list", summary="List or search rights", parameters=FILTERS, responses=RightOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """By name, or the newest first."""
        params = request.query_params
        wanted: dict[str, Any] = {
            "kind": choice(params, "kind", Right.Kind.values, default=""),
            "state": choice(params, "state", RIGHT.states, default=""),
            "office": office_code(text(params, "office", default="")),
            "place": text(params, "place", default="").upper(),
            "owner": text(params, "owner", default=""),
            "number": integer(params, "class", least=1, most=45),
        }
        where, of_goods = finding.where(**wanted), text(params, "goods", default="", longest=200)
        search, how = text(params, "q", default=""), choice(params, "how", list(finding.HOW), default=finding.EXACT)
        if of_goods and not search.strip():
            rows = finding.with_goods(request.actor, of_goods, wanted).rows
            return self.paged(queries.with_pictures(rows), RightOut)
        where &= goods.has(of_goods) if of_goods else Q()
        if not search.strip() or how == finding.EXACT:
            rows = queries.rights(request.actor, search=search).filter(where)
        else:
            rows = finding.find(request.actor, search, how=how, where=where).rows
            self.orderings = {"best": finding.BEST}  # type: ignore[misc]  # of this answer alone
        return self.paged(queries.with_pictures(rows), RightOut)

    @extend_schema(
        operation_id="rights_create", summary="Register a right", request=RightIn, responses={201: RightOut}, examples=[EXAMPLE]
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It is checked by the marketplace before it is enforced."""
        given = body_of(RightIn, request)
        owner = _owner(request, given.pop("owner", ""))
        right = services.register_right(actor=request.actor, details=_details(None, given), owner=owner)
        return created(_out(request, right), location=_address(request, right))


class OneRight(MarketplaceView):
    """One right."""

    permissions: ClassVar = {"GET": "right.read", "PATCH": "right.register"}

    @extend_schema(operation_id="rights_retrieve", summary="Get a right", responses=RightOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """304 for who has this version already (`If-None-Match`)."""
        right = queries.right_by_reference(ref, actor=request.actor)
        etag = etag_of(right.reference, right.version, right.changed_at.isoformat())
        answer = unchanged(request, etag) or Response(_out(request, right))
        answer["ETag"] = etag
        return answer

    @extend_schema(operation_id="rights_change", summary="Change a right", request=RightChange, responses=RightOut)
    def patch(self, request: ApiRequest, ref: str) -> Response:
        """Whatever changes more than your own notes is checked again before it is enforced."""
        right = queries.right_by_reference(ref, actor=request.actor)
        given = body_of(RightChange, request)
        version = given.pop("version", None)
        details = _details(right, given)
        revised = services.revise_right(actor=request.actor, right=right, details=details, version=version)
        return Response(_out(request, revised))


class Specimens(MarketplaceView):
    """The reference pictures of a right."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(
        operation_id="rights_add_specimen",
        summary="Add a specimen",
        request={"multipart/form-data": SpecimenIn},
        responses={201: SpecimenOut},
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """A verified right is checked again before it is enforced."""
        right = queries.right_by_reference(ref, actor=request.actor)
        given = body_of(SpecimenIn, request)
        specimen = services.add_specimen(
            actor=request.actor, right=right, picture=given["picture"], label=given.get("label", "")
        )
        return created(SpecimenOut(specimen, context={"request": request}).data, location=_address(request, right))


class AuthorisedSellers(MarketplaceView):
    """Who may sell under a right."""

    permissions: ClassVar = {"GET": "right.read", "POST": "seller.authorise"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="authorised_sellers_list", summary="List authorised sellers", responses=AuthorisedOut(many=True)
    )
    def get(self, request: ApiRequest, ref: str) -> Response:
        """All that were ever authorised, the newest first."""
        right = queries.right_by_reference(ref, actor=request.actor)
        return self.paged(queries.authorised_sellers(right), AuthorisedOut)

    @extend_schema(
        operation_id="authorised_sellers_create",
        summary="Authorise a seller",
        request=AuthorisedIn,
        responses={201: AuthorisedOut},
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """The seller's listings under this right are no longer held."""
        right = queries.right_by_reference(ref, actor=request.actor)
        given = body_of(AuthorisedIn, request)
        seller = queries.seller_by_word(given.pop("seller"))
        if seller is None:
            raise NotFound
        authorised = services.authorise_seller(actor=request.actor, right=right, seller=seller, **given)
        address = reverse("registry:api_authorised_sellers", args=[request.marketplace.slug, right.reference])
        return created(AuthorisedOut(authorised).data, location=request.build_absolute_uri(address))


class Revocation(MarketplaceView):
    """Taking an authorisation back."""

    permissions: ClassVar = {"POST": "seller.authorise"}

    @extend_schema(
        operation_id="authorised_sellers_revoke",
        summary="Take an authorisation back",
        request=None,
        responses=AuthorisedOut,
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str, authorised_id: UUID) -> Response:
        """From today on; what was sold before stays lawful."""
        right = queries.right_by_reference(ref, actor=request.actor)
        rows = AuthorisedSeller.objects.filter(right=right).select_related("right", "seller")
        authorised = found(rows, id=authorised_id)
        services.revoke_authorisation(actor=request.actor, authorised=authorised)
        return Response(AuthorisedOut(authorised).data)


def _details(right: Right | None, given: dict[str, Any]) -> Details:
    """What was sent, laid over what is on file."""
    kept = details_of(right) if right is not None else None
    facts = {name: getattr(kept, name) for name in Details.__dataclass_fields__} if kept else {}
    if "office" in given and "territories" not in given:
        facts.pop("territories", None)
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Details(**{**facts, **given, **lists})


def _owner(request: ApiRequest, ref: str) -> Party | None:
    """The party of that reference. Raises NotFound for one that the caller does not act for, as for none."""
    return found(Party.objects.visible_to(request.actor), reference=ref) if ref else None


def _out(request: ApiRequest, right: Right) -> dict[str, Any]:
    shown = queries.with_pictures(Right.objects.select_related("owner")).get(id=right.id)
    return dict(RightOut(shown, context={"request": request}).data)


def _address(request: ApiRequest, right: Right) -> str:
    path = reverse("registry:api_right", args=[request.marketplace.slug, right.reference])
    return str(request.build_absolute_uri(path))
