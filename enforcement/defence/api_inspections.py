"""The API of a seller's looks at its own catalogue: begin one, read what was found, have them begin by themselves."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import services
from enforcement.defence.selfcheck import HEADINGS, said
from enforcement.models import CatalogueInspection, InspectionFinding, InspectionSchedule
from gateway.api import ApiRequest, body_of
from gateway.http import found
from gateway.idempotency import idempotent
from scanner.models import AuditSchedule
from scanner.precheck.values import SEVERITIES


class InspectionOut(serializers.Serializer):
    """One look. It runs while `ended_at` is empty; `counts` are kept up to date meanwhile."""

    reference = serializers.CharField()
    looks = serializers.ListField(child=serializers.ChoiceField(choices=list(HEADINGS)))
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Among others: looked (listings), new, open, mended, must (to be mended), and each heading.",
    )
    made_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    stopped_at = serializers.DateTimeField(allow_null=True, help_text="Stopped, and another was begun.")
    paper = serializers.UUIDField(source="paper_id", allow_null=True, help_text="The report in your vault.")


class InspectionIn(serializers.Serializer):
    """What is looked at."""

    looks = serializers.ListField(child=serializers.ChoiceField(choices=list(HEADINGS)), min_length=1, max_length=3)


class InspectionFindingOut(serializers.Serializer):
    """One thing that was found, or found the last time and mended since, in words."""

    listing = serializers.CharField(source="listing.number")
    revision = serializers.IntegerField(help_text="Of the listing, when it was looked at.")
    heading = serializers.ChoiceField(choices=list(HEADINGS))
    severity = serializers.SerializerMethodField(help_text="stop: must be mended; warn: should be; hint: could be.")
    change = serializers.ChoiceField(choices=InspectionFinding.Change.choices)
    code = serializers.CharField()
    sentence = serializers.SerializerMethodField()
    remedy = serializers.SerializerMethodField()

    def get_severity(self, row: InspectionFinding) -> str:
        """Code of how grave it is."""
        return SEVERITIES[row.weight]

    def get_sentence(self, row: InspectionFinding) -> str:
        """What was found."""
        return said(row)[0]

    def get_remedy(self, row: InspectionFinding) -> str:
        """What to do."""
        return said(row)[1]


class InspectionScheduleOut(serializers.Serializer):
    """When looks begin by themselves."""

    cadence = serializers.ChoiceField(choices=AuditSchedule.Cadence.choices)
    looks = serializers.ListField(child=serializers.ChoiceField(choices=list(HEADINGS)))
    next_at = serializers.DateTimeField()
    paused_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class InspectionScheduleIn(InspectionIn):
    """How often, and what is looked at."""

    cadence = serializers.ChoiceField(choices=AuditSchedule.Cadence.choices)


class InspectionPauseIn(serializers.Serializer):
    """Pause, or go on."""

    paused = serializers.BooleanField()


class Inspections(MarketplaceView):
    """Looks at the own catalogue."""

    permissions: ClassVar = {"GET": "case.answer", "POST": "case.answer"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="inspections_list",
        summary="List inspections of your catalogue",
        responses=InspectionOut(many=True),
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first. Nobody but you sees them."""
        return self.paged(CatalogueInspection.objects.visible_to(request.actor), InspectionOut)

    @extend_schema(
        operation_id="inspections_start", summary="Inspect your catalogue", request=InspectionIn,
        responses={201: InspectionOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """It runs by itself; you get a mail when the report is there. One at a time."""
        row = services.inspect_catalogue(actor=request.actor, looks=body_of(InspectionIn, request)["looks"])
        return Response(InspectionOut(row).data, status=201)


class Findings(MarketplaceView):
    """What a look has found."""

    permissions: ClassVar = {"GET": "case.answer"}
    ordering: ClassVar = ("weight", "id")

    @extend_schema(
        operation_id="inspections_findings", summary="Read what an inspection found",
        responses=InspectionFindingOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest, reference: str) -> Response:
        """The gravest first, with what was mended since the inspection before."""
        row = found(CatalogueInspection.objects.visible_to(request.actor), reference=reference)
        rows = InspectionFinding.objects.filter(inspection=row).select_related("listing")
        return self.paged(rows, InspectionFindingOut)


class Schedules(MarketplaceView):
    """Looks that begin by themselves."""

    permissions: ClassVar = {"GET": "case.answer", "POST": "case.answer"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="inspection_schedules_list", summary="List your schedules of inspections",
        responses=InspectionScheduleOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """The one that holds first; ended ones after it."""
        return self.paged(InspectionSchedule.objects.visible_to(request.actor), InspectionScheduleOut)

    @extend_schema(
        operation_id="inspection_schedules_set", summary="Have your catalogue inspected again and again",
        request=InspectionScheduleIn, responses=InspectionScheduleOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Begins a schedule, or changes yours."""
        return _said(services.schedule_inspections(actor=request.actor, **body_of(InspectionScheduleIn, request)))


class Pause(MarketplaceView):
    """Pausing them."""

    permissions: ClassVar = {"POST": "case.answer"}

    @extend_schema(
        operation_id="inspection_schedules_pause", summary="Pause your inspections, or go on",
        request=InspectionPauseIn, responses=InspectionScheduleOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """What would have begun meanwhile is not caught up with."""
        given: dict[str, Any] = body_of(InspectionPauseIn, request)
        return _said(services.pause_inspections(actor=request.actor, paused=given["paused"]))


class End(MarketplaceView):
    """Ending them."""

    permissions: ClassVar = {"POST": "case.answer"}

    @extend_schema(
        operation_id="inspection_schedules_end", summary="End your schedule of inspections", request=None,
        responses=InspectionScheduleOut,
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """The reports stay."""
        return _said(services.end_inspections(actor=request.actor))


def _said(row: InspectionSchedule) -> Response:
    return Response(InspectionScheduleOut(row).data)
