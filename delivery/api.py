"""The change feed as a program reads it."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api_doors import MarketplaceView
from delivery import feed
from gateway.api import ApiRequest
from gateway.http import text

RETRY_AFTER = 2
"""Seconds until asking again may bring something: an entry is sealed within about that time."""


class ChangeOut(serializers.Serializer):
    """One change."""

    place = serializers.CharField(help_text="`position.index`: the place in the log's tree, and within its entry.")
    key = serializers.CharField(help_text="The same for ever; whoever sees it twice has done it already.")
    entry = serializers.UUIDField(source="entry_id", help_text="The entry of the log that caused it.")
    at = serializers.DateTimeField()
    what = serializers.CharField(help_text="What happened, such as `listing.state`.")
    facts = serializers.DictField(help_text="What a program needs to follow.")


class ChangesOut(serializers.Serializer):
    """Some changes, oldest first."""

    changes = ChangeOut(many=True)
    after = serializers.CharField(help_text="The place of the last one: ask for what comes after it next.")
    more = serializers.BooleanField(help_text="True if more waits already; ask again at once.")


class Changes(MarketplaceView):
    """What has changed for the caller's audience: the shop's for a key of the operator, else its party's."""

    permissions: ClassVar = {"GET": "changes.read"}
    bucket: ClassVar[str] = "changes"

    @extend_schema(
        operation_id="changes_list",
        summary="Follow what changes",
        parameters=[
            OpenApiParameter("after", str, description="A place such as `12.0`; without it, from the beginning.")
        ],
        responses={
            200: ChangesOut,
            304: OpenApiResponse(description="Nothing new. `Retry-After` says when to ask again."),
        },
    )
    def get(self, request: ApiRequest) -> Response:
        """At most 500 sealed changes after a place, oldest first; 304 if there are none. Never waits."""
        after = feed.place(text(request.query_params, "after", default=""))
        changes = feed.changes_after(request.actor, after.position, after.ordinal)
        if not changes:
            return Response(status=304, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "private, no-cache"})
        answer = {"changes": changes, "after": changes[-1].place, "more": len(changes) == feed.MOST}
        return Response(ChangesOut(answer).data)
