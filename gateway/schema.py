"""The OpenAPI document says what every operation may answer: what it does, and the problems that each shares."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

PROBLEM = "application/problem+json"
SHARED = {
    400: "The request is not well formed.",
    401: "The key is missing, mistyped, expired or revoked.",
    403: "Known, but not allowed; `detail` says why.",
    404: "Nothing there, in the address or in what the body names, or nothing for this key: these are the same. A key of "
    "another marketplace finds nothing at all.",
    422: "A field does not fit; `errors` names each.",
    429: "Too many calls; `Retry-After` says when to come back.",
}
CHANGING = {409: "Somebody was faster, or it is no longer at this stage."}
SAFE = ("GET", "HEAD", "OPTIONS")


class ProblemOut(serializers.Serializer):
    """A problem (RFC 9457). `code` is stable for programs; `errors` maps a field's path to sentences for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # the member has the name of an attribute
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class ProblemSchema(AutoSchema):
    """Adds to every operation the problems it may answer with, and to what starts something its Idempotency-Key."""

    def get_override_parameters(self) -> list[Any]:
        """An operation whose handler is idempotent takes the header."""
        handler = getattr(self.view, self.method.lower(), None)
        if not getattr(handler, "is_idempotent", False):
            return list(super().get_override_parameters())
        words = "The same key and body again give the same answer; another body under the same key is refused."
        header = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description=words)
        return [*super().get_override_parameters(), header]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        problems = SHARED if self.method in SAFE else SHARED | CHANGING
        for status, words in problems.items():
            if str(status) not in found:
                answer = self._get_response_for_code(ProblemOut, str(status), [PROBLEM])
                found[str(status)] = {**answer, "description": words}
        return found
