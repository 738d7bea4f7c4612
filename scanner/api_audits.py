"""The API of audits: for staff the audits themselves, for a seller what it is to put right."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from scanner import services
from scanner.audit_words import ANSWERS, WHAT, reason
from scanner.machine import AUDIT, AUDITITEM
from scanner.models import Audit, AuditItem
from scanner.queries import audited_seller
from scanner.services.auditing import LONGEST_ANSWER
from tenancy.errors import NotFound


class AuditOut(serializers.Serializer):
    """An audit of a seller's catalogue. `summary` counts listings by what was found in them."""

    id = serializers.UUIDField()
    seller = serializers.CharField(source="seller.reference")
    state = serializers.ChoiceField(choices=AUDIT.states)
    summary = serializers.DictField()
    due_on = serializers.DateField(allow_null=True)
    made_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True, help_text="When it was looked at again after that day.")
    left_open = serializers.IntegerField(help_text="How much was open then.")
    closed_at = serializers.DateTimeField(allow_null=True)


class AuditItemOut(serializers.Serializer):
    """Something to be put right in one listing, why, and what the seller said of it."""

    id = serializers.UUIDField()
    listing = serializers.CharField(source="listing.number")
    right = serializers.SerializerMethodField(help_text="Its reference; empty where none is concerned.")
    revision = serializers.IntegerField(help_text="Of the listing, in which it was found.")
    what = serializers.ChoiceField(choices=list(WHAT))
    why = serializers.SerializerMethodField()
    due_on = serializers.DateField(allow_null=True, help_text="Until when it is to be put right.")
    state = serializers.ChoiceField(choices=AUDITITEM.states)
    answer = serializers.ChoiceField(choices=list(ANSWERS), allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    reply = serializers.CharField(allow_blank=True, help_text="What the marketplace said to that.")
    replied_at = serializers.DateTimeField(allow_null=True)

    def get_right(self, item: AuditItem) -> str:
        """The reference of the right."""
        return str(item.right.reference) if item.right else ""

    def get_why(self, item: AuditItem) -> str:
        """A sentence."""
        return reason(item)


class ReplyIn(serializers.Serializer):
    """A word back to the seller."""

    words = ApiText(max_length=LONGEST_ANSWER)


class Audits(MarketplaceView):
    """All audits."""

    permissions: ClassVar = {"GET": "match.review"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="audits_list", summary="List audits of catalogues", responses=AuditOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(Audit.objects.visible_to(request.actor).select_related("seller"), AuditOut)


class OneAudit(MarketplaceView):
    """The latest audit of a seller."""

    permissions: ClassVar = {"GET": "match.review"}

    @extend_schema(operation_id="audits_retrieve", summary="Get the latest audit of a seller", responses=AuditOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """By the seller's reference."""
        seller = audited_seller(request.actor, reference)
        rows = Audit.objects.visible_to(request.actor).filter(seller=seller).select_related("seller")
        row = rows.order_by("-id").first()
        if row is None:
            raise NotFound
        told: dict[str, Any] = dict(AuditOut(row).data)
        return Response(told)


class Remediation(MarketplaceView):
    """What is to be put right after an audit."""

    permissions: ClassVar = {"GET": "listing.read"}
    ordering: ClassVar = ("id",)

    @extend_schema(
        operation_id="remediation_list",
        summary="List what is to be put right",
        parameters=[OpenApiParameter("state", str, enum=list(AUDITITEM.states), description="Only those.")],
        responses=AuditItemOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """A seller's own, of audits that were published to it; all of them for the marketplace."""
        rows = AuditItem.objects.visible_to(request.actor).exclude(audit__published_at=None)
        if state := choice(request.query_params, "state", list(AUDITITEM.states), default=""):
            rows = rows.filter(state=state)
        return self.paged(rows.select_related("listing", "right", "audit"), AuditItemOut)


class Reply(MarketplaceView):
    """Replying to what a seller said."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="remediation_reply", summary="Reply to what a seller said", request=ReplyIn,
        responses=AuditItemOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest, item_id: UUID) -> Response:
        """Once for each time that it says something; the seller is told by mail."""
        rows = AuditItem.objects.visible_to(request.actor).select_related("listing", "right", "audit")
        found(rows, id=item_id)  # strangers are told nothing of their body's faults
        services.reply_to_item(actor=request.actor, item_id=item_id, words=body_of(ReplyIn, request)["words"])
        told: dict[str, Any] = dict(AuditItemOut(found(rows, id=item_id)).data)
        return Response(told)
