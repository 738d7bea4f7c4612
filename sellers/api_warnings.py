"""The API of fraud: a seller's system, or the shop for its buyers, reports it; sellers' systems read the warnings."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from audit.rows import load_words
from gateway.api import ApiRequest, body_of
from gateway.fields import ApiText
from gateway.idempotency import idempotent
from sellers.machine import FRAUDSIGNAL, FRAUDWARNING
from sellers.models import FraudWarning
from sellers.services.warnings import LONGEST, Said, report_fraud
from sellers.warnings.words import KINDS


class FraudReportIn(serializers.Serializer):
    """Fraud that somebody met."""

    kind = serializers.ChoiceField(choices=list(KINDS))
    words = ApiText(
        max_length=LONGEST, help_text="What happened; the message as it came, with its addresses and numbers."
    )
    email = serializers.EmailField(
        required=False, allow_blank=True, help_text="Where an answer goes, if anybody wants one."
    )


class FraudReportOut(serializers.Serializer):
    """A report as it was taken in."""

    reference = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(KINDS))
    state = serializers.ChoiceField(choices=FRAUDSIGNAL.states)
    at = serializers.DateTimeField()


class FraudWarningOut(serializers.Serializer):
    """A warning as it stands now."""

    reference = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(KINDS))
    state = serializers.ChoiceField(choices=FRAUDWARNING.states)
    published_at = serializers.DateTimeField()
    version = serializers.SerializerMethodField(help_text="1 as it was published; higher once it was corrected.")
    title = serializers.SerializerMethodField()
    watch = serializers.SerializerMethodField(help_text="What to watch for.")
    do = serializers.SerializerMethodField(help_text="What to do.")
    withdrawn_why = serializers.CharField()

    def _newest(self, row: FraudWarning) -> Any:
        versions = list(row.versions.all())
        load_words([one for one in versions if not one.has_words])
        return max(versions, key=lambda one: one.number)

    def get_version(self, row: FraudWarning) -> int:
        """Its number."""
        return int(self._newest(row).number)

    def get_title(self, row: FraudWarning) -> str:
        """In one line."""
        return str(self._newest(row).title)

    def get_watch(self, row: FraudWarning) -> str:
        """The pattern."""
        return str(self._newest(row).watch)

    def get_do(self, row: FraudWarning) -> str:
        """The advice."""
        return str(self._newest(row).do)


class FraudReports(MarketplaceView):
    """Reporting fraud."""

    permissions: ClassVar = {"POST": "listing.submit"}
    bucket: ClassVar = "fraud"
    per_minute: ClassVar = 30

    @extend_schema(
        operation_id="fraud_reports_create",
        summary="Report fraud",
        request=FraudReportIn,
        responses={201: FraudReportOut},
    )
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """A person reads it. What recurs is joined into a warning that names nobody."""
        given = body_of(FraudReportIn, request)
        said = Said(kind=given["kind"], words=given["words"], email=given.get("email", ""))
        return Response(FraudReportOut(report_fraud(actor=request.actor, said=said)).data, status=201)


class FraudWarnings(MarketplaceView):
    """Warnings of fraud."""

    permissions: ClassVar = {"GET": "listing.read"}
    ordering: ClassVar = ("-id",)

    @extend_schema(
        operation_id="fraud_warnings_list", summary="List warnings of fraud", responses=FraudWarningOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first, also those that were withdrawn, with why."""
        rows = FraudWarning.objects.visible_to(request.actor).prefetch_related("versions")
        return self.paged(rows, FraudWarningOut, with_words_of=("versions",))
