"""The API for lists of rights: hand one in with what its columns mean, see what came of it. The same services as the pages."""

from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from accounts.models import Party
from gateway.api import ApiRequest, body_of, created
from gateway.fields import ApiText
from gateway.http import found
from gateway.idempotency import idempotent
from registry.models import RightList, WrongRow
from registry.services import lists
from workflow.jobs import done_of

MOST_SHOWN = 1_000


class ListIn(serializers.Serializer):
    """A file: CSV, XLSX, JSON Lines, or a register's XML (ST.66, ST.96). Its format is found by what is in it."""

    list = serializers.FileField()
    pictures = serializers.FileField(
        required=False,
        help_text="A ZIP with the pictures that a column of the list names. A ZIP with both goes into `list`.",
    )
    owner = ApiText(max_length=20, required=False, help_text="Reference of the rights holder, if you act for several.")
    columns = serializers.JSONField(  # type: ignore[assignment]
        required=False, help_text='Column by fact, as in {"title": "Mark"}. Left out: guessed by their names.'
    )
    constants = serializers.JSONField(
        required=False, help_text='What holds for all rows, as in {"kind": "trademark", "office": "EM"}.'
    )

    def validate_columns(self, value: Any) -> dict[str, str]:
        """Texts by fact."""
        return _texts(value)

    def validate_constants(self, value: Any) -> dict[str, str]:
        """Texts by fact."""
        return _texts(value)


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise serializers.ValidationError("An object of texts.")
    return value


class WrongOut(serializers.ModelSerializer):
    """A row that could not go in: its line, what it says by fact, and what is wrong."""

    class Meta:
        model = WrongRow
        fields: ClassVar = ["line", "values", "wrong"]


class ListOut(serializers.ModelSerializer):
    """A list and how far it is. `wrong_rows` are the first thousand."""

    owner = serializers.CharField(source="owner.reference")
    state = serializers.SerializerMethodField()
    done = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    wrong_rows = serializers.SerializerMethodField()

    class Meta:
        model = RightList
        fields: ClassVar = [
            "reference", "owner", "format", "rows", "columns", "state", "done", "counts", "mended", "made_at", "wrong_rows",
        ]  # fmt: skip
        read_only_fields = fields

    def get_state(self, listed: RightList) -> str:
        """That of its job; "uploaded" before anybody brings it in."""
        return str(listed.job.state) if listed.job else "uploaded"

    def get_done(self, listed: RightList) -> int:
        """How many rows were gone through."""
        return done_of([listed.job])[listed.job.id].done if listed.job else 0

    def get_counts(self, listed: RightList) -> dict[str, int]:
        """New, changed, unchanged, and pictures."""
        return dict(done_of([listed.job])[listed.job.id].counts) if listed.job else {}

    def get_wrong_rows(self, listed: RightList) -> list[dict[str, Any]]:
        """Those that wait to be mended."""
        return [dict(one) for one in WrongOut(WrongRow.objects.filter(listed=listed)[:MOST_SHOWN], many=True).data]


class Lists(MarketplaceView):
    """Lists of rights."""

    permissions: ClassVar = {"POST": "right.register"}

    @extend_schema(
        operation_id="rights_import", summary="Import rights from a file", request={"multipart/form-data": ListIn},
        responses={201: ListOut},
    )  # fmt: skip
    @idempotent
    def post(self, request: ApiRequest) -> Response:
        """Taken in by a job within seconds; rows that are wrong stay aside, the others go in."""
        given = body_of(ListIn, request)
        owner = Party.objects.filter(reference=given["owner"]).first() if given.get("owner") else None
        listed = lists.receive_list(
            actor=request.actor, file=given["list"], name=str(given["list"].name or ""), owner=owner,
            pictures=given.get("pictures"),
        )  # fmt: skip
        if "columns" in given or "constants" in given:
            held = {name: ", ".join(v) if isinstance(v, list) else str(v) for name, v in listed.constants.items()}
            columns, constants = given.get("columns", listed.columns), given.get("constants", held)
            listed = lists.map_list(actor=request.actor, listed=listed, columns=columns, constants=constants)
        listed = lists.bring_in(actor=request.actor, listed=listed)
        address = reverse("registry:api_list", args=[request.marketplace.slug, listed.reference])
        return created(ListOut(listed).data, location=address)


class OneList(MarketplaceView):
    """One list."""

    permissions: ClassVar = {"GET": "right.read"}

    @extend_schema(operation_id="rights_import_read", summary="How far an import is", responses=ListOut)
    def get(self, request: ApiRequest, ref: str) -> Response:
        """Its counts, and the rows that are wrong."""
        rows = RightList.objects.visible_to(request.actor).select_related("owner", "job")
        return Response(ListOut(found(rows, reference=ref)).data)
