"""The log for programs: entries that the key's party may see, the proof of one, and its bytes."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from audit import queries
from audit.sequencer import origin
from audit.verbs import all_verbs
from gateway.api import ApiRequest
from gateway.http import choice, found, identifier

FILTERS = [
    OpenApiParameter("verb", str, description="One kind of entry, such as `case.opened`."),
    OpenApiParameter("about", OpenApiTypes.UUID, description="The id of a thing that entries speak of."),
]


class EntryOut(serializers.Serializer):
    """An entry. `position` is null until it is sealed, within seconds; the words stand beside the bytes, not in them."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    verb = serializers.CharField()
    sentence = serializers.CharField()
    position = serializers.IntegerField(source="index", allow_null=True)
    subject_type = serializers.CharField()
    subject_id = serializers.UUIDField()
    facts = serializers.DictField()
    words = serializers.DictField(source="personal")


class LogOut(serializers.Serializer):
    """What a verifier needs to know of the log: its name, its keys, and the newest signed checkpoint as text."""

    origin = serializers.CharField()
    keys = serializers.ListField(child=serializers.CharField(), help_text="C2SP verifier keys, the newest first.")
    checkpoint = serializers.CharField(allow_null=True)


class LogHead(MarketplaceView):
    """The log itself."""

    permission: ClassVar[str] = "log.read"

    @extend_schema(operation_id="log_head", summary="Get the head of the log", responses=LogOut)
    def get(self, request: ApiRequest) -> Response:
        """Origin, keys and newest checkpoint (C2SP tlog-checkpoint)."""
        newest = queries.newest_checkpoint()
        note = bytes(newest.note).decode() if newest else None
        head = {"origin": origin(request.marketplace.slug), "keys": queries.log_keys(), "checkpoint": note}
        return Response(LogOut(head).data)


class LogEntries(MarketplaceView):
    """The entries that the caller may see."""

    permission: ClassVar[str] = "log.read"
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    @extend_schema(
        operation_id="log_entries", summary="List entries of the log", parameters=FILTERS, responses=EntryOut(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """The newest first; pages by `cursor`."""
        target = identifier(request.query_params, "about")
        verb = choice(request.query_params, "verb", sorted(all_verbs()), default="")
        rows = queries.about(target, request.actor) if target else queries.visible(request.actor)
        page = self.paginator.paginate_queryset(rows.filter(verb=verb) if verb else rows, request, self)
        return self.paginator.get_paginated_response(EntryOut(queries.lines(page), many=True).data)


class LogEntry(MarketplaceView):
    """One entry."""

    permission: ClassVar[str] = "log.read"

    @extend_schema(operation_id="log_entry", summary="Get an entry", responses=EntryOut)
    def get(self, request: ApiRequest, entry_id: UUID) -> Response:
        """With its position in the tree."""
        entry = found(queries.visible(request.actor), id=entry_id)
        return Response(EntryOut(queries.lines([entry])[0]).data)


class LogProof(MarketplaceView):
    """The proof that an entry is in the log."""

    permission: ClassVar[str] = "log.read"

    @extend_schema(operation_id="log_proof", summary="Get the proof of an entry", responses={(200, "text/plain"): str})
    def get(self, request: ApiRequest, entry_id: UUID) -> HttpResponse:
        """A C2SP tlog-proof file; 409 until the entry is sealed."""
        return _bytes(queries.proof(found(queries.visible(request.actor), id=entry_id)), "text/plain; charset=utf-8")


class LogBytes(MarketplaceView):
    """The canonical bytes of an entry, as they are hashed."""

    permission: ClassVar[str] = "log.read"

    @extend_schema(
        operation_id="log_bytes",
        summary="Get the bytes of an entry",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: ApiRequest, entry_id: UUID) -> HttpResponse:
        """16 random bytes, then canonical JSON (RFC 8785)."""
        entry: Any = found(queries.visible(request.actor), id=entry_id)
        return _bytes(bytes(entry.data), "application/octet-stream")


def _bytes(data: bytes, media_type: str) -> HttpResponse:
    return HttpResponse(data, content_type=media_type, headers={"X-Content-Type-Options": "nosniff"})
