"""Jobs for programs: how far they are, the rows at fault; cancelling and resuming."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from gateway.api import ApiRequest
from gateway.http import choice, found
from gateway.idempotency import idempotent
from workflow import jobs as work
from workflow.kinds import KINDS
from workflow.machine import JOB as MACHINE
from workflow.models import Job, JobFault

MOST_FAULTS = 100
FILTERS = [
    OpenApiParameter("state", str, enum=list(MACHINE.states), description="Only jobs in this state."),
    OpenApiParameter("kind", str, description="Only jobs of this kind, such as `backscan`."),
]


class FaultOut(serializers.Serializer):
    """A row that was set aside. `line` is its place in the list, 0 where rows have none."""

    line = serializers.IntegerField(source="position")
    subject = serializers.UUIDField(source="subject_id", allow_null=True)
    called = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, fault: JobFault) -> str:
        """The reason, for people."""
        kind = KINDS.get(fault.job.kind)
        return kind.said(fault) if kind else fault.code


class JobLineOut(serializers.Serializer):
    """A job and how far it is. `total` is null until the rows are counted; `failed` of those done were set aside."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=MACHINE.states)
    stopping = serializers.BooleanField(source="cancel_wanted")
    parameters = serializers.DictField()
    total = serializers.IntegerField(allow_null=True)
    done = serializers.IntegerField(source="so_far.done")
    failed = serializers.IntegerField(source="so_far.failed")
    counts = serializers.DictField(source="so_far.counts", child=serializers.IntegerField())
    failure = serializers.CharField(allow_blank=True, help_text="Why the job as a whole has failed.")
    asked_at = serializers.DateTimeField()
    begun_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class JobOut(JobLineOut):
    """A job with its first 100 rows at fault."""

    faults = FaultOut(many=True, source="first_faults")


def _with_progress(rows: list[Job]) -> list[Any]:
    done = work.done_of(rows)
    for row in rows:
        row.so_far = done[row.id]  # type: ignore[attr-defined]
    return rows


def _out(row: Job) -> dict[str, Any]:
    [shown] = _with_progress([row])
    shown.first_faults = JobFault.objects.filter(job=row).select_related("job").order_by("position", "id")[:MOST_FAULTS]
    return dict(JobOut(shown).data)


class Jobs(MarketplaceView):
    """The jobs that the caller may see: staff all, a party its own."""

    permissions: ClassVar = {"GET": "job.read"}
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    @extend_schema(operation_id="jobs_list", summary="List jobs", parameters=FILTERS, responses=JobLineOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        rows = Job.objects.visible_to(request.actor)
        if state := choice(request.query_params, "state", list(MACHINE.states), default=""):
            rows = rows.filter(state=state)
        if kind := choice(request.query_params, "kind", sorted(KINDS), default=""):
            rows = rows.filter(kind=kind)
        page = self.paginator.paginate_queryset(rows, request, self)
        return self.paginator.get_paginated_response(JobLineOut(_with_progress(page), many=True).data)


class OneJob(MarketplaceView):
    """One job."""

    permissions: ClassVar = {"GET": "job.read"}

    @extend_schema(operation_id="jobs_read", summary="Get a job", responses=JobOut)
    def get(self, request: ApiRequest, job_id: UUID) -> Response:
        """How far it is, and the rows at fault."""
        return Response(_out(found(Job.objects.visible_to(request.actor), id=job_id)))


class Cancel(MarketplaceView):
    """Stopping a job."""

    permissions: ClassVar = {"POST": "job.manage"}

    @extend_schema(operation_id="jobs_cancel", summary="Cancel a job", request=None, responses=JobOut)
    @idempotent
    def post(self, request: ApiRequest, job_id: UUID) -> Response:
        """It stops after the step it is at; what is done stays done. 409 if it has ended."""
        row = found(Job.objects.visible_to(request.actor), id=job_id)
        return Response(_out(work.cancel(actor=request.actor, asked=row)))


class Resume(MarketplaceView):
    """Letting a job go on."""

    permissions: ClassVar = {"POST": "job.manage"}

    @extend_schema(operation_id="jobs_resume", summary="Resume a job", request=None, responses=JobOut)
    @idempotent
    def post(self, request: ApiRequest, job_id: UUID) -> Response:
        """A job that was cancelled or has failed goes on where it stopped. 409 for any other."""
        row = found(Job.objects.visible_to(request.actor), id=job_id)
        return Response(_out(work.resume(actor=request.actor, asked=row)))
