"""The API for referrals: a partner's system reports listings and follows what became of them."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from enforcement import services
from enforcement.machine import REPORTEDLISTING
from enforcement.models import Report
from enforcement.report_told import OUTCOMES
from enforcement.reported import progress_of
from enforcement.services import Reported
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent

EXAMPLE = OpenApiExample(
    "Opened in a warehouse",
    request_only=True,
    value={
        "listings": ["AB-20931"],
        "kind": "bought",
        "explanation": "Returned as a fake: no hologram, the care label is misspelt.",
        "order": "R-2026-5521",
        "good_faith": True,
    },
)


class ReportIn(serializers.Serializer):
    """A report (Digital Services Act, art. 16(2))."""

    listings = serializers.ListField(
        child=ApiText(max_length=60), min_length=1, max_length=300, help_text="The numbers of the listings."
    )
    kind = serializers.ChoiceField(choices=Report.Kind.values)
    explanation = ApiText(max_length=8000, help_text="What is wrong, and how one can tell.")
    order = ApiText(
        max_length=120, required=False, allow_blank=True, help_text="Your own number of the order or return."
    )
    good_faith = serializers.BooleanField(
        help_text="True: you believe in good faith that what you say is accurate and complete."
    )


class EndedOut(serializers.Serializer):
    """How it ended in one territory."""

    region = serializers.CharField()
    outcome = serializers.ChoiceField(choices=list(OUTCOMES))


class ReportedOut(serializers.Serializer):
    """One listing of a report. `reason` says why it was dismissed."""

    number = serializers.CharField(source="listing.number")
    state = serializers.ChoiceField(choices=REPORTEDLISTING.states)
    reason = serializers.SerializerMethodField()
    ended = EndedOut(many=True)

    def get_reason(self, step: Any) -> str:
        """A code, or "" for what was not dismissed."""
        verdict = step.line.root.verdict
        return verdict.reason if verdict and step.state == "dismissed" else ""


class ReportOut(serializers.Serializer):
    """A report and how far it has come; `state` is that of the listing that is the least far."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(choices=REPORTEDLISTING.states)
    channel = serializers.ChoiceField(choices=Report.Channel.values)
    kind = serializers.ChoiceField(choices=Report.Kind.values)
    lane = serializers.CharField(allow_blank=True, help_text="flagger: it comes first.")
    listings = ReportedOut(many=True)
    filed_at = serializers.DateTimeField()


class Reports(MarketplaceView):
    """Referring."""

    permissions: ClassVar = {"POST": "report.file"}
    bucket: ClassVar = "reports"
    per_minute: ClassVar = 60

    @extend_schema(
        operation_id="reports_create", summary="Report listings", request=ReportIn, responses={201: ReportOut},
        examples=[EXAMPLE],
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A reviewer looks at it. `bought` is noted on the record of the seller, too. The change feed tells the outcome
        of each listing as `report.decided`."""
        given = body_of(ReportIn, request)
        said = Reported(
            numbers=given["listings"], kind=given["kind"], explanation=given["explanation"],
            order=given.get("order", ""), in_good_faith=given["good_faith"],
        )  # fmt: skip
        row = services.file_report(actor=request.actor, said=said).report
        address = reverse("enforcement:api_report", args=[request.marketplace.slug, row.reference])
        return created(_out(row), location=request.build_absolute_uri(address))


class OneReport(MarketplaceView):
    """One report."""

    permissions: ClassVar = {"GET": "report.read"}

    @extend_schema(operation_id="reports_retrieve", summary="Get a report", responses=ReportOut)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """With what became of each listing. A partner sees its own."""
        return Response(_out(found(Report.objects.visible_to(request.actor), reference=reference)))


def _out(row: Report) -> dict[str, Any]:
    steps = progress_of(row)
    names = ("reference", "channel", "kind", "lane", "filed_at")
    state = next(state for state in REPORTEDLISTING.states if any(step.state == state for step in steps))
    return dict(ReportOut({**{name: getattr(row, name) for name in names}, "state": state, "listings": steps}).data)
