"""The API for lists of listings: hand one in with what its columns mean, see what became of its rows. As the pages do."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import choice, found
from gateway.idempotency import idempotent
from sellers.models import ListingFile, RowReport
from sellers.services import uploads
from workflow.jobs import done_of


class UploadIn(serializers.Serializer):
    """A file with a listing or a variant a row: CSV, XLSX or JSON Lines. Its format is found by what is in it."""

    list = serializers.FileField()
    seller = ApiText(
        max_length=20, required=False, help_text="Reference of the seller; only the marketplace's own systems name it."
    )
    columns = serializers.JSONField(  # type: ignore[assignment]
        required=False, help_text='Column by field, as in {"title": "Name"}. Left out: guessed by their names.'
    )
    markets = ApiText(
        max_length=1500, required=False, help_text="Where they are offered unless a row says so, as in DE, FR."
    )
    currency = ApiText(max_length=3, required=False, help_text="What prices are in unless a row says so, as in EUR.")

    def validate_columns(self, value: Any) -> dict[str, str]:
        """Texts by field."""
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise serializers.ValidationError("An object of texts.")
        return value


class UploadOut(serializers.ModelSerializer):
    """A list and how far it is. `total` is null until its rows are counted."""

    seller = serializers.CharField(source="seller.reference")
    state = serializers.SerializerMethodField()
    total = serializers.IntegerField(source="job.total", allow_null=True, default=None)
    done = serializers.SerializerMethodField()
    refused = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()

    class Meta:
        model = ListingFile
        fields: ClassVar = [
            "reference", "seller", "format", "columns", "markets", "currency", "state", "total", "done", "refused",
            "counts", "made_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_state(self, listed: ListingFile) -> str:
        """That of its job; "uploaded" before it is taken in."""
        return str(listed.job.state) if listed.job else "uploaded"

    def get_done(self, listed: ListingFile) -> int:
        """How many rows were gone through."""
        return done_of([listed.job])[listed.job.id].done if listed.job else 0

    def get_refused(self, listed: ListingFile) -> int:
        """How many of these were not taken in."""
        return done_of([listed.job])[listed.job.id].failed if listed.job else 0

    def get_counts(self, listed: ListingFile) -> dict[str, int]:
        """Made, changed, unchanged."""
        return dict(done_of([listed.job])[listed.job.id].counts) if listed.job else {}


class WrongCell(serializers.Serializer):
    """What is wrong in a column of a row."""

    column = serializers.CharField()
    sentence = serializers.CharField()


class RowOut(serializers.Serializer):
    """What became of a row."""

    line = serializers.IntegerField()
    number = serializers.CharField()
    became = serializers.ChoiceField(choices=["made", "changed", "unchanged", "refused"])
    wrong = WrongCell(many=True)


class RowsOut(serializers.ModelSerializer):
    """Rows that were taken in together, in their order: at most 300."""

    rows = serializers.SerializerMethodField()

    class Meta:
        model = RowReport
        fields: ClassVar = ["first_line", "rows"]

    @extend_schema(responses=RowOut(many=True))
    def get_rows(self, report: RowReport) -> list[dict[str, Any]]:
        """Each with what is wrong with it, if it was refused."""
        which = self.context.get("which", "all")
        return [
            {
                "line": line, "number": number, "became": became,
                "wrong": [{"column": column, "sentence": sentence} for column, sentence in wrong],
            }
            for line, number, became, wrong in report.rows
            if which == "all" or became == which
        ]  # fmt: skip


class UploadView(MarketplaceView):
    """What the views of lists share."""

    def one(self, request: ApiRequest, ref: str) -> ListingFile:
        """The list, if the caller sees it."""
        rows = ListingFile.objects.visible_to(request.actor).select_related("seller", "job")
        return found(rows, reference=ref)


class Uploads(UploadView):
    """Lists of listings."""

    permissions: ClassVar = {"GET": "listing.submit", "POST": "listing.submit"}
    ordering: ClassVar = ("-id",)

    @extend_schema(operation_id="listings_uploads", summary="List uploaded lists", responses=UploadOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        """The newest first."""
        return self.paged(ListingFile.objects.visible_to(request.actor).select_related("seller", "job"), UploadOut)

    @extend_schema(
        operation_id="listings_upload", summary="Take in listings from a file", request={"multipart/form-data": UploadIn},
        responses={201: UploadOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Taken in by a job within seconds; rows that are wrong stay out, the others are checked and published."""
        given = body_of(UploadIn, request)
        seller = (
            found(Party.objects.visible_to(request.actor), reference=given["seller"]) if given.get("seller") else None
        )
        listed = uploads.receive_upload(
            actor=request.actor, file=given["list"], name=str(given["list"].name or ""), seller=seller
        )
        if given.keys() & {"columns", "markets", "currency"}:
            listed = uploads.map_upload(
                actor=request.actor, listed=listed, columns=given.get("columns", listed.columns),
                markets=given.get("markets", ", ".join(listed.markets)), currency=given.get("currency", listed.currency),
            )  # fmt: skip
        listed = uploads.take_in(actor=request.actor, listed=listed)
        address = reverse("sellers:api_upload", args=[request.marketplace.slug, listed.reference])
        return created(UploadOut(listed).data, location=address)


class OneUpload(UploadView):
    """One list."""

    permissions: ClassVar = {"GET": "listing.submit"}

    @extend_schema(operation_id="listings_upload_read", summary="Get an uploaded list", responses=UploadOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """How far it is."""
        return Response(UploadOut(self.one(request, ref)).data)


class UploadRows(UploadView):
    """What became of the rows of a list."""

    permissions: ClassVar = {"GET": "listing.submit"}
    ordering: ClassVar = ("first_line", "id")

    @extend_schema(
        operation_id="listings_upload_rows",
        summary="What became of the rows of a list",
        parameters=[OpenApiParameter("became", str, enum=["all", "made", "changed", "unchanged", "refused"])],
        responses=RowsOut(many=True),
    )
    def get(self, request: ApiRequest, ref: str) -> Response:
        """In the order of the file, some together; `became` leaves out the others of each group."""
        became = choice(
            request.query_params, "became", ["all", "made", "changed", "unchanged", "refused"], default="all"
        )
        rows = RowReport.objects.filter(listed=self.one(request, ref))
        page = self.paginator.paginate_queryset(rows, request, self)
        return self.paginator.get_paginated_response(RowsOut(page, many=True, context={"which": became}).data)
