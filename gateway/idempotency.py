"""POST, safely sent twice: with the header `Idempotency-Key` the deed is done once and its answer given again.

The second request that arrives while the first is still under way gets 409 and may try again; the same key for
another request gets 422; a refused request is not remembered, so that it can be put right under the same key.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models.functions import Now
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from gateway.api import caller_of
from gateway.models import StoredAnswer
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT = timedelta(hours=48)
# What belongs to the answer itself; limits and dates belong to the moment.
REMEMBERED = ("Content-Type", "Location", "ETag")

Handler = Callable[..., HttpResponseBase]


def idempotent(handler: Handler) -> Handler:
    """Decorate the `post` of an API view. Without the header it does nothing."""

    @wraps(handler)
    def post(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(HEADER)
        if key is None:
            return handler(view, request, *args, **kwargs)
        if not KEY.fullmatch(key):
            raise Invalid(fields={HEADER: [_("A key is 1 to 255 visible ASCII characters without spaces.")]})
        caller, digest = caller_of(request), _request_hash(request)
        _hold(caller, key)
        stored = StoredAnswer.objects.filter(caller=caller, key=key).first()
        if stored is not None:
            return _again(stored, digest)
        response = handler(view, request, *args, **kwargs)
        if response.status_code < 400:
            _remember(response, caller, key, digest)
        return response

    post.is_idempotent = True  # type: ignore[attr-defined]  # read by the OpenAPI document
    return post


def sweep(*, kept: timedelta = KEPT) -> int:
    """Forget answers of the current marketplace that are older than `kept`; how many. Never less than a day."""
    if kept < timedelta(hours=24):
        raise ValueError("Answers are kept for 24 hours at least.")
    return StoredAnswer.objects.filter(made_at__lt=Now() - kept).delete()[0]


def _hold(caller: str, key: str) -> None:
    """Be the only one under way with this key until the end of the transaction. Raises Conflict if somebody else is."""
    name = f"{current_tenant()}\n{caller}\n{key}".encode()
    number = int.from_bytes(hashlib.sha256(b"idempotency\n" + name).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise Conflict(_("The same request is still under way. Ask again in a moment."), code="in_flight")


def _again(stored: StoredAnswer, digest: bytes) -> HttpResponse:
    if bytes(stored.request_hash) != digest:
        raise Invalid(fields={HEADER: [_("This key was used for another request. Take a new one.")]})
    response = HttpResponse(bytes(stored.body), status=stored.status)
    del response["Content-Type"]
    for name, value in {**stored.headers, REPLAYED: "true"}.items():
        response[name] = value
    return response


def _remember(response: HttpResponseBase, caller: str, key: str, digest: bytes) -> None:
    headers = {name: response[name] for name in REMEMBERED if response.has_header(name)}
    if isinstance(response, Response):
        body = JSONRenderer().render(response.data) if response.data is not None else b""
        headers["Content-Type"] = JSONRenderer.media_type
    else:
        assert isinstance(response, HttpResponse), "A stream cannot be answered again."
        body = response.content
    StoredAnswer.objects.create(
        caller=caller, key=key, request_hash=digest, status=response.status_code, body=body, headers=headers
    )


def _request_hash(request: Request) -> bytes:
    """SHA-256 over method, path with query, and content; how a form was cut into parts does not matter."""
    content = request.data
    if isinstance(content, QueryDict):
        content = {name: [_said(value) for value in values] for name, values in sorted(content.lists())}
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(f"{request.method}\n{request.get_full_path()}\n{text}".encode()).digest()


def _said(value: Any) -> Any:
    """A field as it was sent, a file as its digest."""
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return {"sha256": digest.hexdigest()}
