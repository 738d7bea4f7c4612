"""What went wrong, in one form for every answer: problem details (RFC 9457) in the API, a page for people.

A refusal is raised anywhere and translated here, once. What a stranger may not see and what never existed are the
same answer to the byte.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template import loader
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions as rest
from rest_framework.response import Response
from rest_framework.views import set_rollback

from tenancy.errors import Conflict, Invalid, Refusal, TooMany

MEDIA_TYPE = "application/problem+json"
API_PART = "/api/"
NEVER_STORED = "no-store, private"
TITLES = {
    400: gettext_lazy("The request could not be read"),
    401: gettext_lazy("Who are you?"),
    403: gettext_lazy("You may not do this"),
    404: gettext_lazy("Nothing is here"),
    405: gettext_lazy("This cannot be done here"),
    406: gettext_lazy("Not available in that form"),
    409: gettext_lazy("Somebody was faster"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Not in a form that is read here"),
    422: gettext_lazy("This cannot be accepted"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong on our side"),
}
CODES = {
    400: "malformed",
    401: "unauthenticated",
    403: "denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many",
    500: "fault",
}
UNIQUE, FOREIGN = "23505", "23503"
# Deadlock, serialization failure, lock not available: the other one went first, and nothing of this one was done.
RACES = frozenset({"40P01", "40001", "55P03"})

logger = logging.getLogger(__name__)
_constraints: dict[str, Refusal] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """One answer that says no. `errors` maps the path of a field (`items.0.listing`, "" for the whole) to sentences."""

    status: int
    code: str
    detail: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The same words for every problem of this status."""
        return str(TITLES.get(self.status, TITLES[400 if self.status < 500 else 500]))

    def as_dict(self) -> dict[str, Any]:
        """The members of RFC 9457, with `code` and, where fields are at fault, `errors`."""
        found: dict[str, Any] = {
            "type": f"urn:markwarden:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail or self.title,
            "code": self.code,
        }
        if self.errors:
            found["errors"] = dict(self.errors)
        return found


def on_constraint(name: str, refusal: Refusal) -> None:
    """Say what it means to a person when the constraint `name` refuses a row; called once, beside the model's services.

    `refusal` is a Conflict or an Invalid with a lazily translated sentence.
    """
    if name in _constraints:
        raise ValueError(f"The constraint {name} is explained twice.")
    _constraints[name] = refusal


def explained_constraints() -> dict[str, Refusal]:
    """Every constraint that has an explanation, by name."""
    return dict(_constraints)


def refusal_of(error: Exception) -> Refusal | None:
    """What a database error means to the person; None if it is a fault of ours.

    A duplicate without an explanation is a conflict that says nothing of the row that was there first.
    """
    cause = error.__cause__
    code, diagnosis = getattr(cause, "pgcode", None), getattr(cause, "diag", None)
    explained = _constraints.get(getattr(diagnosis, "constraint_name", None) or "")
    if explained is not None:
        return explained
    if code == UNIQUE:
        return Conflict(_("This exists already."))
    if code == FOREIGN:
        return Conflict(_("Something that this refers to is no longer there."))
    if code in RACES:
        return Conflict(_("Somebody else changed this at the same moment. Nothing of yours was done; try again."))
    return None


def problem_of(error: Exception) -> Problem | None:
    """The problem that `error` is to the caller; None if it is a fault of ours (500)."""
    if isinstance(error, IntegrityError | OperationalError):
        refusal = refusal_of(error)
        return None if refusal is None else problem_of(refusal)
    if isinstance(error, Refusal):
        return _of_refusal(error)
    if isinstance(error, rest.APIException):
        return _of_rest(error)
    if isinstance(error, Http404):
        return Problem(404, CODES[404])
    if isinstance(error, PermissionDenied):
        return Problem(403, CODES[403], str(error))
    if isinstance(error, ValidationError):
        return _of_validation(error)
    if isinstance(error, RequestDataTooBig):
        return Problem(413, CODES[413], _("The request is larger than what is read here."))
    if isinstance(error, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return Problem(400, CODES[400], _("The request is not well formed."))
    return None


def problem_response(request: HttpRequest, error: Exception | Problem) -> HttpResponse:
    """The answer to `request` for a refusal (or any exception that is one). Raises it again if it is none."""
    problem = error if isinstance(error, Problem) else problem_of(error)
    if problem is None:
        assert isinstance(error, Exception)
        raise error
    response = _json(problem) if wants_json(request) else _page(request, problem)
    for name, value in {"Cache-Control": NEVER_STORED, **problem.headers}.items():
        response[name] = value
    return response


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """REST_FRAMEWORK["EXCEPTION_HANDLER"]: what the view wrote is rolled back; None lets a fault of ours through."""
    problem = problem_of(error)
    if problem is None:
        return None
    set_rollback()
    context["request"]._request.refused = error
    headers = {"Cache-Control": NEVER_STORED, **problem.headers}
    return Response(problem.as_dict(), status=problem.status, headers=headers, content_type=MEDIA_TYPE)


def wants_json(request: HttpRequest) -> bool:
    """True in the API, by its address alone: the same for every caller."""
    return API_PART in request.path_info


def _json(problem: Problem) -> HttpResponse:
    return JsonResponse(problem.as_dict(), status=problem.status, content_type=MEDIA_TYPE)


def _page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page of the status; one without a page of its own is shown as a request that could not be read.

    A fault of ours is rendered without the request: whatever broke may break its context too.
    """
    context = {
        "message": problem.detail,
        "problem": problem,
        "retry_after": int(problem.headers.get("Retry-After", 0)),
        "csrf_token": "",  # it differs each time, and these pages must not: nobody posts from here
    }
    ours = problem.status >= 500
    try:
        template = loader.select_template([f"{problem.status}.html", "500.html" if ours else "400.html"])
        return HttpResponse(template.render(context, None if ours else request), status=problem.status)
    except Exception:  # the page that says what broke must not break
        logger.exception("The page for status %s cannot be rendered.", problem.status)
        return HttpResponse(f"{problem.title}. {problem.detail}", status=problem.status, content_type="text/plain")


def _of_refusal(refusal: Refusal) -> Problem:
    headers, errors = {}, {}
    if isinstance(refusal, TooMany):
        headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(refusal, Invalid):
        errors = {name: [str(text) for text in texts] for name, texts in refusal.fields.items()}
    # What is not there has no words of its own: they could tell it from what may not be seen.
    detail = "" if refusal.status == 404 else str(refusal.message)
    code = CODES[404] if refusal.status == 404 else refusal.code
    return Problem(refusal.status, code, detail, errors, headers)


def _of_rest(error: rest.APIException) -> Problem:
    if isinstance(error, rest.ValidationError):
        errors = _collected(error.detail)
        return Problem(422, CODES[422], _whole(errors), errors)
    status = error.status_code
    headers = {}
    challenge = getattr(error, "auth_header", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, int(wait)))
    detail = "" if status == 404 else str(error.detail)
    return Problem(status, CODES.get(status, "refused"), detail, {}, headers)


def _of_validation(error: ValidationError) -> Problem:
    errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    named = {"" if name == "__all__" else name: list(texts) for name, texts in errors.items()}
    return Problem(422, CODES[422], _whole(named), named)


def _collected(detail: Any) -> dict[str, list[str]]:
    """DRF's nested lists and dictionaries, flat: the path of a field to its sentences."""
    found: dict[str, list[str]] = {}
    for path, sentence in _walked(detail, ""):
        found.setdefault(path, []).append(sentence)
    return found


def _walked(detail: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            here = "" if name == "non_field_errors" else str(name)
            yield from _walked(inner, ".".join(part for part in (path, here) if part))
    elif isinstance(detail, list | tuple):
        for place, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list | tuple)
            yield from _walked(inner, f"{path}.{place}".lstrip(".") if nested else path)
    else:
        yield path, str(detail)


def _whole(errors: Mapping[str, list[str]]) -> str:
    """The sentences of the whole; where only fields are at fault, that this is so."""
    return " ".join(errors.get("", [])) or _("Something in what you sent is missing or does not fit.")
