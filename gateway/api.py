"""The base of every view of the API: strict bodies, problem details, a rate limit per caller, ETags."""

import hashlib
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.http import parse_etags
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.rows import Worded, load_words
from gateway.http import see_other
from gateway.limits import Budget, client_address, limit
from gateway.paging import KeysetPagination
from gateway.parsers import StrictJSONParser, StrictMultiPartParser
from tenancy.actor import Actor
from tenancy.context import tenant_or_none
from tenancy.models import Marketplace

__all__ = ["ApiRequest", "GatewayView", "body_of", "caller_of", "created", "etag_of", "see_other", "unchanged"]


class ApiRequest(Request):
    """The request of an API view: authentication has put the marketplace and the actor on it."""

    marketplace: Marketplace
    actor: Actor


def caller_of(request: HttpRequest | Request) -> str:
    """Who calls, as one stable text: the key, the person in their membership, or an address without either."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.key_id:
        return f"key:{actor.key_id}"
    if actor is not None and actor.user_id:
        return f"person:{actor.user_id}:{actor.membership_id or ''}"
    plain = request._request if isinstance(request, Request) else request
    return f"address:{client_address(plain)}"


def body_of(kind: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """What was sent, as `kind` reads it. 422 with its faults, each named by the path of its field."""
    serializer = kind(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def etag_of(*parts: object) -> str:
    """A strong ETag over `parts`, such as a reference and a version."""
    text = "\n".join(str(part) for part in parts)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def unchanged(request: HttpRequest | Request, etag: str, *, retry_after: int | None = None) -> Response | None:
    """304 if the caller has this already (If-None-Match); None if the view must answer, with `etag` as its ETag."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    if etag not in known and "*" not in known:
        return None
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Response(status=304, headers=headers)


def created(data: Any, *, location: str) -> Response:
    """201 with the address of what was made."""
    return Response(data, status=201, headers={"Location": location})


class GatewayView(APIView):
    """`request.actor` and `request.marketplace` stand; errors are problem details; every call counts to a limit.

    `per_minute` calls a caller may make in the bucket `bucket`; views that share a bucket share the count.
    """

    parser_classes = [StrictJSONParser, StrictMultiPartParser]
    pagination_class: ClassVar = KeysetPagination
    bucket: ClassVar[str] = "api"
    per_minute: ClassVar[int] = 600

    budget: Budget | None = None

    def check_throttles(self, request: Request) -> None:
        """After authentication, before anything is read. Raises TooMany."""
        self.budget = limit(self.bucket, f"{tenant_or_none()}:{caller_of(request)}", per_minute=self.per_minute)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Say how much of the limit is left."""
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in (self.budget.headers if self.budget else {}).items():
            final[name] = value
        return final

    @property
    def paginator(self) -> KeysetPagination:
        """One per request."""
        if not hasattr(self, "_paginator"):
            self._paginator = self.pagination_class()
        return self._paginator

    def paged(self, rows: Any, serializer: Any, *, with_words_of: Sequence[str] = ()) -> Response:
        """One page of `rows`, each through `serializer` (a class), with what the page shares as its context.

        The words of all rows are loaded in one query, with those of the prefetched relations `with_words_of`.
        """
        page = self.paginator.paginate_queryset(rows, self.request, self)
        beside = [other for row in page for name in with_words_of for other in getattr(row, name).all()]
        load_words(row for row in (*page, *beside) if isinstance(row, Worded) and not row.has_words)
        context = {"request": self.request, "view": self}
        return self.paginator.get_paginated_response(serializer(page, many=True, context=context).data)
