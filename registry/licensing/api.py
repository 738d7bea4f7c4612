"""The API for licences. The same services as the pages."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiDocument, ApiText
from gateway.http import choice
from gateway.idempotency import idempotent
from registry import queries, services
from registry.licensing import queries as licence_queries
from registry.licensing.terms import FIELDS, Terms, digest
from registry.models import Licence, Right, Signature
from registry.services.licences import rights_of
from registry.services.quota import quota_left
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound


class SignatureOut(serializers.ModelSerializer):
    """Who signed which terms when."""

    party = serializers.CharField(source="party.reference")

    class Meta:
        model = Signature
        fields: ClassVar = ["side", "party", "terms_sha256", "signed_at"]


class LicenceLine(serializers.ModelSerializer):
    """A licence in a list. No classes, territories or channels mean all."""

    licensor = serializers.CharField(source="licensor.reference")
    licensee = serializers.CharField(source="licensee.reference", default=None, allow_null=True)
    rights = serializers.SerializerMethodField()
    classes = serializers.ListField(child=serializers.IntegerField())
    territories = serializers.ListField(child=serializers.CharField())
    carve_outs = serializers.ListField(child=serializers.CharField())
    channels = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Licence
        fields: ClassVar = [
            "reference", "number", "licensor", "licensee", "licensee_name", "on_paper", "rights", "goods", "classes",
            "territories", "carve_outs", "channels", "exclusivity", "sublicensing_depth", "sublicensing_consent",
            "consent", "quota", "quota_per", "starts_on", "ends_on", "terminated_on", "state", "version", "made_at",
        ]  # fmt: skip

    def get_rights(self, licence: Licence) -> list[str]:
        """References of the rights."""
        return [line.right.reference for line in licence.licensed.all()]


class LicenceOut(LicenceLine):
    """A licence. `terms_sha256` is what is signed: send it back as `seen`."""

    parent = serializers.CharField(  # type: ignore[assignment]  # DRF's name
        source="parent.reference", default=None, allow_null=True
    )
    terms_sha256 = serializers.SerializerMethodField()
    quota_left = serializers.SerializerMethodField()
    signatures = SignatureOut(many=True)

    class Meta(LicenceLine.Meta):
        fields: ClassVar = [*LicenceLine.Meta.fields, "parent", "terms_sha256", "quota_left", "signatures"]

    def get_terms_sha256(self, licence: Licence) -> str:
        """SHA-256 of the canonical terms in hexadecimal."""
        return digest(licence, rights_of(licence))

    def get_quota_left(self, licence: Licence) -> int | None:
        """Units left today; null for no limit."""
        return quota_left(licence, database_now().date())


class TermsIn(serializers.Serializer):
    """What is agreed. Places by code or name."""

    licensee = ApiText(max_length=200, required=False, allow_blank=True, help_text="Reference or exact name.")
    licensee_name = ApiText(max_length=200, required=False, allow_blank=True, help_text="As the document writes it.")
    on_paper = serializers.BooleanField(required=False)
    goods = ApiText(max_length=2000, required=False, allow_blank=True)
    classes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=45), max_length=45, required=False
    )
    territories = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    carve_outs = serializers.ListField(child=ApiText(max_length=60), max_length=250, required=False)
    channels = serializers.ListField(child=ApiText(max_length=120), max_length=50, required=False)
    exclusivity = serializers.ChoiceField(choices=Licence.Exclusivity.choices, required=False)
    sublicensing_depth = serializers.IntegerField(min_value=0, max_value=5, required=False)
    sublicensing_consent = serializers.BooleanField(required=False)
    quota = serializers.IntegerField(min_value=1, required=False, allow_null=True)
    quota_per = serializers.ChoiceField(choices=Licence.Per.choices, required=False)
    starts_on = serializers.DateField(required=False, help_text="Today, if not given.")
    ends_on = serializers.DateField(required=False, allow_null=True, help_text="The last day.")
    number = ApiText(max_length=60, required=False, allow_blank=True)


class LicenceIn(TermsIn):
    """A licence to write."""

    rights = serializers.ListField(child=ApiText(max_length=20), max_length=60, help_text="References, of one owner.")


class SignatureIn(serializers.Serializer):
    """A signature: the name of who signs, that they agree, and the digest of the terms that they saw."""

    name = ApiText(max_length=120)
    agreed = serializers.BooleanField()
    seen = serializers.CharField(max_length=64)


class LicenceReasonIn(serializers.Serializer):
    """Why."""

    reason = ApiText(max_length=2000)


class TerminationIn(LicenceReasonIn):
    """From which day, and why."""

    from_day = serializers.DateField(required=False, allow_null=True)


class ConsentIn(serializers.Serializer):
    """Whether the licensor of the licence above consents."""

    given = serializers.BooleanField()
    reason = ApiText(max_length=2000, required=False, allow_blank=True)


class PaperIn(serializers.Serializer):
    """A PDF or a picture."""

    document = ApiDocument()
    label = ApiText(max_length=200, required=False, allow_blank=True)  # type: ignore[assignment]  # DRF's name


class Licences(MarketplaceView):
    """Licences that the caller is a side of, or that stand under one that it gave."""

    permissions: ClassVar = {"GET": "licence.read", "POST": "licence.grant"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="licences_list", summary="List licences", responses=LicenceLine(many=True),
        parameters=[OpenApiParameter("standing", str, enum=licence_queries.STANDINGS)],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        standing = choice(request.query_params, "standing", licence_queries.STANDINGS, default="")
        rows = licence_queries.licences(request.actor, standing=standing, day=database_now().date())
        return self.paged(licence_queries.with_rights(rows), LicenceLine)

    @extend_schema(
        operation_id="licences_create", summary="Write a licence", request=LicenceIn, responses={201: LicenceOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A draft, which nobody else sees until it is signed and offered."""
        given = body_of(LicenceIn, request)
        rights = _rights(request, given.pop("rights"))
        return _made(request, services.draft_licence(actor=request.actor, rights=rights, terms=_terms(given)))


class OneLicence(MarketplaceView):
    """One licence."""

    permissions: ClassVar = {"GET": "licence.read", "PATCH": "licence.grant"}

    @extend_schema(operation_id="licences_retrieve", summary="Get a licence", responses=LicenceOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """Its terms, its signatures, and how much of its quota is left."""
        return _shown(licence_queries.licence_by_reference(ref, actor=request.actor))

    @extend_schema(operation_id="licences_change", summary="Change a draft", request=TermsIn, responses=LicenceOut)
    @idempotent
    def patch(self, request: ApiRequest, ref: str) -> Response:
        """What is not sent stays. Only before it is offered."""
        licence = licence_queries.licence_by_reference(ref, actor=request.actor)
        kept = {name: getattr(licence, name) for name in (*FIELDS, "licensee_name")}
        sent = body_of(TermsIn, request)
        if sent.get("licensee"):
            kept["licensee_name"] = ""
        terms = _terms({**kept, **sent}, licensee=licence.licensee)
        return _shown(services.revise_licence(actor=request.actor, licence=licence, terms=terms))


class Sublicences(MarketplaceView):
    """Passing a licence on."""

    permissions: ClassVar = {"POST": "licence.grant"}

    @extend_schema(
        operation_id="licences_pass_on", summary="Write a sublicence", request=TermsIn, responses={201: LicenceOut}
    )
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """By the licensee, within what its own licence allows."""
        above = licence_queries.licence_by_reference(ref, actor=request.actor)
        terms = _terms(body_of(TermsIn, request))
        return _made(request, services.sublicense(actor=request.actor, parent=above, terms=terms))


class _Deed(MarketplaceView):
    """What a side does with a licence: `deed` is the service, `body` what it is told. Answers the licence as it is then."""

    permissions: ClassVar = {"POST": "licence.grant"}
    deed: ClassVar[Callable[..., object]]
    body: ClassVar[type[serializers.Serializer] | None] = None

    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        licence = licence_queries.licence_by_reference(ref, actor=request.actor)
        given = body_of(self.body, request) if self.body else {}
        type(self).deed(actor=request.actor, licence=licence, **given)
        return _shown(licence)


def _described(operation: str, summary: str, body: type[serializers.Serializer] | None, more: str) -> Any:
    described = extend_schema(
        operation_id=operation, summary=summary, description=more, request=body, responses=LicenceOut
    )
    return extend_schema_view(post=described)


@_described("licences_offer", "Sign and offer it", SignatureIn, "By a person: a signature is under a name.")
class Offer(_Deed):
    """Signing for the licensor."""

    deed, body = services.offer_licence, SignatureIn


@_described("licences_sign", "Sign an offer", SignatureIn, "From its first day on the licence is in force.")
class Acceptance(_Deed):
    """Signing for the licensee."""

    deed, body = services.accept_licence, SignatureIn


@_described("licences_decline", "Decline an offer", LicenceReasonIn, "The licensor reads the reason.")
class Decline(_Deed):
    """The licensee does not sign."""

    deed, body = services.decline_licence, LicenceReasonIn


@_described("licences_withdraw", "Withdraw it", None, "Only what the other side has not signed.")
class Withdrawal(_Deed):
    """The licensor takes a draft or an offer back."""

    deed = services.withdraw_licence


@_described("licences_consent", "Consent, or not", ConsentIn, "Said once.")
class ConsentGiven(_Deed):
    """What the licensor of the licence above says."""

    deed, body = services.judge_consent, ConsentIn


@_described(
    "licences_terminate", "End it early", TerminationIn, "By either side; what was sold before stays as it was."
)
class Termination(_Deed):
    """Ending a licence early."""

    deed, body = services.terminate_licence, TerminationIn


class LicenceDocuments(MarketplaceView):
    """The documents of a licence."""

    permissions: ClassVar = {"POST": "licence.grant"}

    @extend_schema(
        operation_id="licences_document", summary="Put a document on file", request={"multipart/form-data": PaperIn},
        responses={201: LicenceOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, ref: str) -> Response:
        """By either side."""
        licence = licence_queries.licence_by_reference(ref, actor=request.actor)
        services.add_document(actor=request.actor, licence=licence, **body_of(PaperIn, request))
        return _made(request, licence)


def _terms(given: dict[str, Any], *, licensee: Any = None) -> Terms:
    """What was sent, as terms. `licensee` stays where no other is named. Raises Invalid for one who is not here."""
    word = given.pop("licensee", "")
    party = queries.licensee_by_word(word) if word else licensee
    if word and party is None and not given.get("on_paper"):
        raise Invalid(fields={"licensee": [_("Nobody here has this reference or exactly this name.")]})
    if word and not given.get("licensee_name"):
        given["licensee_name"] = "" if party else word
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    day = given.get("starts_on") or database_now().date()
    return Terms(**{**given, **lists, "licensee": party, "starts_on": day})


def _rights(request: ApiRequest, references: list[str]) -> list[Right]:
    """Rights that the caller sees. Raises NotFound for others, as for none."""
    rows = list(Right.objects.visible_to(request.actor).filter(reference__in=references).order_by("id"))
    if len(rows) < len(set(references)):
        raise NotFound
    return rows


def _out(licence: Licence) -> dict[str, Any]:
    fresh = licence_queries.with_rights(
        Licence.objects.filter(id=licence.id).select_related("licensor", "licensee", "parent")
    )
    return dict(LicenceOut(fresh.get()).data)


def _shown(licence: Licence) -> Response:
    return Response(_out(licence))


def _made(request: ApiRequest, licence: Licence) -> Response:
    path = reverse("registry:api_licence", args=[request.marketplace.slug, licence.reference])
    return created(_out(licence), location=request.build_absolute_uri(path))
