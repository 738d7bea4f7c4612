"""The API of audits that begin by themselves."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from scanner import services
from scanner.models import AuditSchedule
from scanner.services.audit_schedules import MOST_AT_ONCE, MOST_WORDS
from tenancy.errors import Invalid


class AuditScheduleOut(serializers.Serializer):
    """Whose catalogues are audited again and again: one seller's, or of so many drawn by risk each time."""

    id = serializers.UUIDField()
    seller = serializers.SerializerMethodField(help_text="Reference of the seller; empty where they are drawn.")
    sample = serializers.IntegerField(allow_null=True, help_text="How many are drawn each time.")
    cadence = serializers.ChoiceField(choices=AuditSchedule.Cadence.choices)
    reason = serializers.CharField()
    next_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField(allow_null=True)
    last_begun = serializers.IntegerField(help_text="How many audits began the last time.")
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_seller(self, row: AuditSchedule) -> str:
        """Reference of the seller, "" where they are drawn."""
        return row.seller.reference if row.seller else ""


class AuditScheduleIn(serializers.Serializer):
    """One seller, or a number to be drawn."""

    seller = ApiText(max_length=20, required=False, allow_blank=True, default="")
    sample = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=MOST_AT_ONCE
    )
    cadence = serializers.ChoiceField(choices=AuditSchedule.Cadence.choices)
    reason = ApiText(max_length=MOST_WORDS)


class AuditSchedules(MarketplaceView):
    """Audits that begin by themselves."""

    permissions: ClassVar = {"GET": "match.review", "POST": "match.review"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="audit_schedules_list", summary="List scheduled audits", responses=AuditScheduleOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first, ended ones too."""
        return self.paged(_seen(request), AuditScheduleOut)

    @extend_schema(
        operation_id="audit_schedules_create", summary="Schedule audits", request=AuditScheduleIn,
        responses={201: AuditScheduleOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The first begins within a minute."""
        given = body_of(AuditScheduleIn, request)
        reference = given.pop("seller")
        seller = Party.objects.filter(kind=Party.Kind.SELLER, reference=reference).first() if reference else None
        if reference and seller is None:
            raise Invalid(fields={"seller": [_("There is no seller with this reference.")]})
        row = services.schedule_audits(actor=request.actor, seller=seller, **given)
        return Response(_out(request, row.id), status=201)


class EndSchedule(MarketplaceView):
    """Ending one."""

    permissions: ClassVar = {"POST": "match.review"}

    @extend_schema(
        operation_id="audit_schedules_end", summary="End scheduled audits", request=None, responses=AuditScheduleOut
    )
    @idempotent
    def post(self, request: ApiRequest, schedule_id: UUID) -> Response:
        """Nothing begins by it any more; audits that run go on."""
        services.end_schedule(actor=request.actor, schedule_id=schedule_id)
        return Response(_out(request, schedule_id))


def _seen(request: ApiRequest) -> Any:
    return AuditSchedule.objects.visible_to(request.actor).select_related("seller")


def _out(request: ApiRequest, schedule_id: UUID) -> dict[str, Any]:
    return dict(AuditScheduleOut(found(_seen(request), id=schedule_id)).data)
