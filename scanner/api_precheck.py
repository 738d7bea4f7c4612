"""The API of the pre-check: what would be found in a listing, before it is handed in; certificates of passed ones."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from scanner.models import PreCheckCertificate
from scanner.precheck.told import Told, told
from scanner.services import certify, pre_check
from scanner.services.precheck_rules import in_force
from sellers.api import EXAMPLE, ListingIn
from sellers.content import Content, faults
from tenancy.errors import Invalid, NotFound


class SourceOut(serializers.Serializer):
    """The law or regulator's page behind a rule."""

    law = serializers.CharField()
    place = serializers.CharField()
    url = serializers.CharField()


class PreCheckFindingOut(serializers.Serializer):
    """One thing to mend. `start` and `end` count characters of the field as it was sent; both 0 means the field itself."""

    severity = serializers.ChoiceField(
        choices=["stop", "warn", "hint"], help_text="Must be mended, should be mended, could be."
    )
    field = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    picture = serializers.IntegerField(help_text="The number of the picture from 1, or 0.")
    written = serializers.CharField()
    sentence = serializers.CharField()
    remedy = serializers.CharField()
    rule = serializers.CharField()
    sources = SourceOut(many=True)


class PreCheckOut(serializers.Serializer):
    """What was found, the gravest first. `complete` is false while the rights are still being loaded: ask again in some seconds."""

    passed = serializers.BooleanField()
    complete = serializers.BooleanField()
    rules = serializers.CharField(help_text="The version of the rules.")
    index = serializers.IntegerField(help_text="The version of the rights it was compared with.")
    content_hash = serializers.CharField()
    findings = PreCheckFindingOut(many=True)


class PreCheckIn(ListingIn):
    """A listing as it would be handed in; it needs no number."""

    number = ApiText(max_length=60, required=False, allow_blank=True)
    markets = serializers.ListField(child=ApiText(max_length=2), max_length=250, required=False)

    def checked(self) -> dict[str, Any]:
        """The content, its pictures, and the seller it names."""
        given = dict(self.validated_data)
        given.pop("number", None)
        pictures, seller = given.pop("pictures", []), given.pop("seller", "")
        return {"content": Content().changed(given), "pictures": pictures, "seller": seller}


class CertificateOut(serializers.Serializer):
    """That a content passed the pre-check on a day."""

    reference = serializers.CharField()
    seller = serializers.CharField(source="seller.reference")
    content_hash = serializers.CharField()
    rules = serializers.CharField()
    index = serializers.IntegerField()
    told = serializers.ListField(child=serializers.CharField(), help_text="Rules that warned or hinted.")
    at = serializers.DateTimeField()


class PreCheckRuleOut(serializers.Serializer):
    """A rule about words that is in force."""

    id = serializers.CharField()
    language = serializers.CharField()
    territory = serializers.CharField(help_text="An ISO country, EU, or empty for a rule of the marketplace's own.")
    kind = serializers.CharField()
    severity = serializers.ChoiceField(choices=["stop", "warn", "hint"])
    sources = SourceOut(many=True)


class PreCheckRulesOut(serializers.Serializer):
    """The rules in force and their version."""

    version = serializers.CharField()
    rules = PreCheckRuleOut(many=True)


class Rules(MarketplaceView):
    """The rules about words by which listings are checked."""

    permissions: ClassVar = {"GET": "listing.read"}

    @extend_schema(
        operation_id="precheck_rules", summary="The rules of the pre-check", responses={200: PreCheckRulesOut}
    )
    def get(self, request: ApiRequest) -> Response:
        """All that are in force here, the house's first."""
        held = in_force()
        return Response(PreCheckRulesOut({"version": held.version, "rules": held.table.rules}).data)


class ListingsCheck(MarketplaceView):
    """The pre-check of one listing."""

    permissions: ClassVar = {"POST": "listing.submit"}

    @extend_schema(
        operation_id="listings_check",
        summary="Check a listing before it is handed in",
        request=PreCheckIn,
        responses={200: PreCheckOut},
        examples=[EXAMPLE],
    )
    def post(self, request: ApiRequest) -> Response:
        """What would be found. Writes nothing, so it may be asked while somebody types."""
        body = PreCheckIn(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.checked()
        content = given["content"]
        seller = found(Party.objects.visible_to(request.actor), reference=given["seller"]) if given["seller"] else None
        if seller is not None and not request.actor.is_operator and seller.id != request.actor.party_id:
            raise NotFound
        result = pre_check(actor=request.actor, content=content, seller=seller, pictures=given["pictures"])
        texts = {"title": content.title, "description": content.description, "brand": content.brand}
        said = [_out(one) for one in told(result.findings, texts, in_force().table.by_id)]
        return Response(
            {
                "passed": result.passed, "complete": result.complete, "rules": result.rules, "index": result.index,
                "content_hash": result.content_hash, "findings": said,
            }
        )  # fmt: skip


class Certificates(MarketplaceView):
    """Certificates of passed checks."""

    permissions: ClassVar = {"POST": "listing.submit"}

    @extend_schema(
        operation_id="precheck_certify",
        summary="Have a passed check written down",
        request=PreCheckIn,
        responses={201: CertificateOut},
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The certificate of this content; 422 where something must be mended first."""
        body = PreCheckIn(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.checked()
        if wrong := faults(given["content"]):
            raise Invalid(fields=wrong)
        row = certify(actor=request.actor, content=given["content"], pictures=given["pictures"])
        return Response(CertificateOut(row).data, status=201)


class OneCertificate(MarketplaceView):
    """A certificate by its reference."""

    permissions: ClassVar = {"GET": "listing.read"}

    @extend_schema(operation_id="precheck_certificate", summary="Check a certificate", responses={200: CertificateOut})
    def get(self, request: ApiRequest, reference: str) -> Response:
        """For its seller and staff. It says nothing of the content but its hash."""
        row = (
            PreCheckCertificate.objects.visible_to(request.actor)
            .select_related("seller")
            .filter(reference=reference)
            .first()
        )
        if row is None:
            raise NotFound
        return Response(CertificateOut(row).data)


def _out(one: Told) -> dict[str, Any]:
    members = ("severity", "field", "start", "end", "picture", "written", "sentence", "remedy", "rule")
    sources = [{"law": source.law, "place": source.place, "url": source.url} for source in one.sources]
    return {**{name: getattr(one, name) for name in members}, "sources": sources}
