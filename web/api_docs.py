"""The API's own description: the OpenAPI document, and a page that lets one read and try it.

Both are open to anybody: they say what can be asked, the same in every marketplace but for its address, and nothing of
what is in one.
"""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from gateway.api import GatewayView
from gateway.idempotency import KEPT
from gateway.schema import INTRODUCTION

PREFIX = "/m/{slug}/api/v1"


@method_decorator(cache_control(max_age=300, public=True), name="dispatch")
class Schema(SpectacularJSONAPIView):
    """The OpenAPI document."""

    public = "The description of the API, the same for everybody."
    authentication_classes = ()
    permission_classes = ()

    def _get_schema_response(self, request: Request) -> Response:
        """With the address of the marketplace in which it is read."""
        answer: Response = super()._get_schema_response(request)
        pages = reverse("web:home", args=[self.kwargs["slug"]])
        answer.data = _at(answer.data, request.build_absolute_uri(pages))
        return answer


def _at(document: dict[str, Any], home: str) -> dict[str, Any]:
    """The document of the marketplace whose pages begin at `home`: nothing is left to be filled in but a key."""
    base = f"{home}api/v1"
    words = INTRODUCTION % {
        "base": base,
        "keys": f"{home}keys",
        "per_minute": GatewayView.per_minute,
        "hours": KEPT.total_seconds() // 3600,
    }
    paths = {path.removeprefix(PREFIX): _without_slug(operations) for path, operations in document["paths"].items()}
    return document | {"info": document["info"] | {"description": words}, "servers": [{"url": base}], "paths": paths}


def _without_slug(operations: dict[str, Any]) -> dict[str, Any]:
    """The operations of one path, without the parameter that the server's address has already."""
    return {
        method: operation
        | {
            "parameters": [
                one for one in operation.get("parameters", []) if (one["in"], one["name"]) != ("path", "slug")
            ]
        }
        for method, operation in operations.items()
    }


# The one page with a weaker policy: Swagger's own page carries its styles inline. Scripts stay ours alone.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The document as a page."""

    template_name = "web/api_docs.html"
    public = "The description of the API, the same for everybody."
    authentication_classes = ()
    permission_classes = ()

    def _get_schema_url(self, request: object) -> str:
        """Beside this page."""
        return "schema"
