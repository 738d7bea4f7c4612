"""What happens to every request of ours: refused if it is not text, and every refusal translated on the way out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from gateway.problems import CODES, NEVER_STORED, Problem, problem_of, problem_response
from gateway.text import text_fault

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class GatewayMiddleware:
    """Stands before the middleware that reads sessions.

    - NUL in the path, the query, a cookie or a form: 400, before anything asks the database for it. (The API's bodies
      are checked by `gateway.parsers`, after authentication.)
    - A refusal that a page raises becomes its page.
    - An answer that does not say how it may be kept is not kept: pages are for one person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check, answer, and say how the answer may be kept."""
        response = self._refused(request, self._door_fault(request)) or self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = NEVER_STORED
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Forms of pages; by now CSRF has read them anyway. A view without CSRF is the API's."""
        if request.content_type not in FORMS or getattr(view, "csrf_exempt", False):
            return None
        for name, values in request.POST.lists():
            fault = next((found for value in (name, *values) if (found := text_fault(value))), None)
            if fault:
                return self._refused(request, fault)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None for a fault of ours, which Django then turns into a 500."""
        request.refused = error  # type: ignore[attr-defined]
        problem = problem_of(error)
        return None if problem is None else problem_response(request, problem)

    @staticmethod
    def _door_fault(request: HttpRequest) -> str | None:
        """Why path, query or cookies are no text."""
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if b"\x00" in query:
            return text_fault("\x00")
        faults = (text_fault(text) for text in (request.path_info, *request.COOKIES.values()))
        return next((fault for fault in faults if fault), None)

    @staticmethod
    def _refused(request: HttpRequest, fault: str | None) -> HttpResponse | None:
        if fault is None:
            return None
        return problem_response(request, Problem(400, CODES[400], fault))
