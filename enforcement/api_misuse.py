"""The API for conduct: how right a complainant was, and what sellers reported of misuse."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from accounts.permissions import require
from enforcement import accuracy
from enforcement.machine import MISUSEREPORT, SANCTION
from enforcement.misuse_words import KINDS
from enforcement.models import Gravity, MisuseReport, Sanction
from gateway.api import ApiRequest
from gateway.http import choice, text
from tenancy.context import database_now
from tenancy.errors import NotFound


class FiguresOut(serializers.Serializer):
    """How listings complained of came out; a decision that was replaced on an appeal counts no more."""

    upheld = serializers.IntegerField()
    rejected = serializers.IntegerField()
    put_back = serializers.IntegerField(help_text="Restored after a counter-notice.")
    automated = serializers.IntegerField(help_text="How many of the upheld nobody judged.")
    unfounded = serializers.IntegerField(help_text="Rejected, and marked by a reviewer as manifestly unfounded.")
    withdrawn = serializers.DictField(child=serializers.IntegerField(), help_text="Taken back, by reason.")
    percent = serializers.IntegerField(allow_null=True, help_text="Of what was decided, the share upheld.")


class AccuracyOut(serializers.Serializer):
    """The last 365 days, and all."""

    party = serializers.CharField(help_text="The reference of the complainant.")
    year = FiguresOut()
    ever = FiguresOut()


class MisuseReportOut(serializers.Serializer):
    """A seller's report of misuse. `reasons` are what the reviewer wrote, once it is judged."""

    id = serializers.UUIDField()
    case = serializers.CharField(source="case.reference")
    kind = serializers.ChoiceField(choices=list(KINDS))
    words = serializers.CharField()
    state = serializers.ChoiceField(choices=MISUSEREPORT.states)
    gravity = serializers.ChoiceField(choices=["", *Gravity.values])
    reasons = serializers.CharField()
    at = serializers.DateTimeField()


class Accuracy(MarketplaceView):
    """How right a complainant was."""

    permissions: ClassVar = {"GET": "complaint.read"}

    @extend_schema(
        operation_id="accuracy", summary="How right a complainant was", responses=AccuracyOut,
        parameters=[OpenApiParameter("party", str, description="The reference of a complainant; for staff alone.")],
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """One's own figures; staff name the party."""
        named, actor = text(request.query_params, "party", default="", longest=20), request.actor
        if named:
            require(actor, "misuse.read")
            party = Party.objects.filter(reference=named, kind__in=["brand", "agent"]).first()
        else:
            party = Party.objects.filter(id=actor.party_id, kind__in=["brand", "agent"]).first()
        if party is None:
            raise NotFound
        since = database_now() - accuracy.YEAR
        told = {
            "party": party.reference,
            "year": accuracy.figures_of(party.id, since),
            "ever": accuracy.figures_of(party.id),
        }
        return Response(AccuracyOut(told).data)


class MisuseReports(MarketplaceView):
    """Reports of misuse."""

    permissions: ClassVar = {"GET": "case.read"}
    ordering: ClassVar[tuple[str, ...]] = ("-at", "-id")

    @extend_schema(
        operation_id="misuse_reports_list", summary="List reports of misuse",
        parameters=[OpenApiParameter("state", str, enum=MISUSEREPORT.states)], responses=MisuseReportOut(many=True),
    )  # fmt: skip
    def get(self, request: ApiRequest) -> Response:
        """A seller's own, or all that staff see; the newest first."""
        rows = MisuseReport.objects.visible_to(request.actor).select_related("case").prefetch_related("rulings")
        state = choice(request.query_params, "state", MISUSEREPORT.states, default="")
        return self.paged(rows.filter(state=state) if state else rows, MisuseReportLine, with_words_of=["rulings"])


class SanctionOut(serializers.Serializer):
    """A warning, or a suspension until a moment, with its reasons."""

    id = serializers.UUIDField()
    party = serializers.CharField(source="party.reference")
    about = serializers.ChoiceField(choices=Sanction.About.values, help_text="What was misused.")
    kind = serializers.ChoiceField(choices=Sanction.Kind.values)
    state = serializers.ChoiceField(choices=SANCTION.states)
    days = serializers.IntegerField()
    until = serializers.DateTimeField(allow_null=True)
    reasons = serializers.CharField()
    proposed_at = serializers.DateTimeField()


class Sanctions(MarketplaceView):
    """Warnings and suspensions."""

    permissions: ClassVar = {"GET": "case.read"}
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    @extend_schema(
        operation_id="sanctions_list", summary="List warnings and suspensions", responses=SanctionOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """Those against one's own party that were not only proposed; staff see all. The newest first."""
        rows, actor = Sanction.objects.select_related("party"), request.actor
        if actor.is_operator:
            require(actor, "misuse.read")
        else:
            rows = rows.filter(party_id=actor.party_id).exclude(state__in=["proposed", "refused"])
        return self.paged(rows, SanctionOut)


class MisuseReportLine(MisuseReportOut):
    """A row as it is told."""

    def to_representation(self, instance: Any) -> Any:
        """With what was found, if it was."""
        ruling = next(iter(instance.rulings.all()), None)
        instance.gravity, instance.reasons = (ruling.gravity, ruling.reasons) if ruling else ("", "")
        return super().to_representation(instance)
