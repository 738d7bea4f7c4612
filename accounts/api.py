"""The API for parties and keys. The same services as the pages."""

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts import queries, services
from accounts.api_doors import MarketplaceView
from accounts.models import ApiKey, Party
from accounts.roles import SCOPES
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import choice, found, text
from gateway.idempotency import idempotent
from policy.letters.languages import LANGUAGES
from tenancy.context import database_now

KINDS = [kind for kind in Party.Kind.values if kind != Party.Kind.OPERATOR]
FILTERS = [
    OpenApiParameter("q", str, description="The beginning of the name, or the reference."),
    OpenApiParameter("kind", str, enum=Party.Kind.values),
    OpenApiParameter("state", str, enum=Party.State.values),
]


class PartyOut(serializers.ModelSerializer):
    """A party as the operator and its own people see it."""

    class Meta:
        model = Party
        fields: ClassVar = [
            "reference",
            "kind",
            "name",
            "country",
            "language",
            "contact_name",
            "contact_email",
            "phone",
            "address",
            "website",
            "state",
            "state_at",
        ]
        read_only_fields = fields


class PartyIn(serializers.Serializer):
    """A party to register."""

    kind = serializers.ChoiceField(choices=KINDS)
    name = ApiText(max_length=200)
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166-1 alpha-2.")
    language = serializers.ChoiceField(
        choices=list(LANGUAGES),
        required=False,
        help_text="BCP 47; the language of letters. Left out: the country's, where we have it, else English.",
    )
    contact_name = ApiText(max_length=120, required=False, allow_blank=True)
    contact_email = serializers.EmailField(required=False, allow_blank=True)
    phone = ApiText(max_length=40, required=False, allow_blank=True)
    address = ApiText(max_length=1000, required=False, allow_blank=True)
    website = serializers.URLField(max_length=300, required=False, allow_blank=True)


class LanguageIn(serializers.Serializer):
    """The language of a party's letters."""

    language = serializers.ChoiceField(choices=list(LANGUAGES), help_text="BCP 47.")


class ReasonIn(serializers.Serializer):
    """Why; the reason goes to the log."""

    reason = ApiText(max_length=2000)


class KeyOut(serializers.ModelSerializer):
    """A key without its secret."""

    party = serializers.CharField(source="party.reference")
    scopes = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()

    class Meta:
        model = ApiKey
        fields: ClassVar = [
            "id",
            "party",
            "name",
            "prefix",
            "scopes",
            "read_only",
            "state",
            "made_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        ]
        read_only_fields = fields

    def get_scopes(self, key: ApiKey) -> list[str]:
        """Codes, in order."""
        return sorted(key.scope_set)

    def get_state(self, key: ApiKey) -> str:
        """`active`, `expired` or `revoked`."""
        return key.state(database_now())


class KeyIn(serializers.Serializer):
    """A key to make."""

    name = ApiText(max_length=80)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=list(SCOPES)), max_length=len(SCOPES))
    read_only = serializers.BooleanField(default=False)  # type: ignore[assignment]
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class NewKeyOut(KeyOut):
    """A key with its text, which is answered once and kept nowhere."""

    key = serializers.CharField(read_only=True)

    class Meta(KeyOut.Meta):
        fields: ClassVar = [*KeyOut.Meta.fields, "key"]
        read_only_fields = fields


class Parties(MarketplaceView):
    """The parties of the marketplace."""

    permissions: ClassVar = {"GET": "party.read", "POST": "party.manage"}
    ordering = ("name_key", "id")

    @extend_schema(
        operation_id="parties_list", summary="List parties", parameters=FILTERS, responses=PartyOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """Parties that the caller sees, by name."""
        rows = queries.parties(
            request.actor,
            search=text(request.query_params, "q", default=""),
            kind=choice(request.query_params, "kind", Party.Kind.values, default=""),
            state=choice(request.query_params, "state", Party.State.values, default=""),
        )
        return self.paged(rows, PartyOut)

    @extend_schema(
        operation_id="parties_register", summary="Register a party", request=PartyIn, responses={201: PartyOut}
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Register a party, active at once."""
        sent = body_of(PartyIn, request)
        party = services.register_party(actor=request.actor, **sent)
        address = reverse("accounts:api_party", args=[request.marketplace.slug, party.reference])
        return created(PartyOut(party).data, location=address)


class OneParty(MarketplaceView):
    """One party."""

    permissions: ClassVar = {"GET": "party.read"}

    @extend_schema(operation_id="parties_read", summary="Get a party", responses=PartyOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """What is on file."""
        return Response(PartyOut(_party(request, reference)).data)


class PartyLanguage(MarketplaceView):
    """The language of letters."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(
        operation_id="parties_language",
        summary="Choose the language of letters",
        request=LanguageIn,
        responses=PartyOut,
    )
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Letters to this party are written in this language from now on."""
        party = _party(request, reference)
        party = services.edit_party(actor=request.actor, party=party, **body_of(LanguageIn, request))
        return Response(PartyOut(party).data)


class SuspendParty(MarketplaceView):
    """Suspending."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(operation_id="parties_suspend", summary="Suspend a party", request=ReasonIn, responses=PartyOut)
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """From this moment its people and keys are strangers."""
        party = _party(request, reference)
        services.suspend_party(actor=request.actor, party=party, **body_of(ReasonIn, request))
        return Response(PartyOut(party).data)


class ReinstateParty(MarketplaceView):
    """Reinstating."""

    permissions: ClassVar = {"POST": "party.manage"}

    @extend_schema(operation_id="parties_reinstate", summary="Reinstate a party", request=None, responses=PartyOut)
    @idempotent
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Let a suspended party in again."""
        party = _party(request, reference)
        services.reinstate_party(actor=request.actor, party=party)
        return Response(PartyOut(party).data)


class Keys(MarketplaceView):
    """API keys."""

    permissions: ClassVar = {"GET": "key.read"}
    ordering = ("-id",)

    @extend_schema(operation_id="keys_list", summary="List keys", responses=KeyOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Keys that the caller sees, the newest first."""
        return self.paged(ApiKey.objects.visible_to(request.actor).select_related("party"), KeyOut)


class PartyKeys(MarketplaceView):
    """New keys of a party."""

    permissions: ClassVar = {"POST": "key.manage"}

    @extend_schema(operation_id="keys_make", summary="Make a key", request=KeyIn, responses={201: NewKeyOut})
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Make a key. Its text is in this answer and nowhere else, so that the request cannot be answered again."""
        party = _party(request, reference)
        made = services.make_key(actor=request.actor, party=party, **body_of(KeyIn, request))
        return created({**KeyOut(made.key).data, "key": made.text}, location=_keys(request))


class RevokeKey(MarketplaceView):
    """Revoking."""

    permissions: ClassVar = {"POST": "key.manage"}

    @extend_schema(operation_id="keys_revoke", summary="Revoke a key", request=None, responses=KeyOut)
    @idempotent
    def post(self, request: ApiRequest, key_id: UUID) -> Response:
        """Refuse the key from the next request on."""
        key = found(ApiKey.objects.visible_to(request.actor).select_related("party"), id=key_id)
        services.revoke_key(actor=request.actor, key=key)
        return Response(KeyOut(key).data)


def _party(request: ApiRequest, reference: str) -> Party:
    return found(Party.objects.visible_to(request.actor), reference=reference)


def _keys(request: ApiRequest) -> str:
    return reverse("accounts:api_keys", args=[request.marketplace.slug])
