"""The views that Django calls where no view of ours answered: `config.urls` names them as handler400 to handler500."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gateway.problems import CODES, Problem, problem_of, problem_response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: the request is not well formed, or too large."""
    problem = problem_of(exception) if exception is not None else None
    return problem_response(request, problem or Problem(400, CODES[400], _("The request is not well formed.")))


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return problem_response(request, Problem(403, CODES[403], str(exception or "")))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: the same as for what somebody may not see."""
    return problem_response(request, Problem(404, CODES[404]))


def fault(request: HttpRequest) -> HttpResponse:
    """handler500: says nothing of what went wrong; the log of the process does."""
    return problem_response(request, Problem(500, CODES[500], _("Nothing was changed. Try again in a moment.")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form's token is missing or old."""
    sentence = _("This page was open for too long, or the request came from another site. Load it again.")
    return problem_response(request, Problem(403, "csrf", sentence))
