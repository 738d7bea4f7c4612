"""The last middleware: the marketplace of the URL, and the transaction, round the whole response.

Rendering is inside (a lazy template sees its rows). ATOMIC_REQUESTS stays on within, so that the view is a
savepoint; a response of 500 or more rolls everything back, whether an exception made it or not.
"""

import re
from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from tenancy.context import tenant
from tenancy.models import Marketplace

PATH = re.compile(r"^/m/([-a-zA-Z0-9_]{1,40})/")


class TenantMiddleware:
    """Sets `request.marketplace` and runs the rest of the request inside its wall."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Paths outside `/m/<slug>/` belong to no marketplace and pass through."""
        found = PATH.match(request.path_info)
        if found is None:
            return self.get_response(request)
        marketplace = Marketplace.objects.filter(slug=found[1], state=Marketplace.State.OPEN).first()
        if marketplace is None:
            raise Http404
        request.marketplace = marketplace  # type: ignore[attr-defined]
        with tenant(marketplace.id):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                self.answered(request)
        return response

    def answered(self, request: HttpRequest) -> None:
        """Called inside the wall when what the view did stands, or was rolled back to its savepoint. For a higher floor."""
