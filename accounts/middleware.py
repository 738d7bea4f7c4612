"""The middleware of a marketplace's requests, as the people floor completes it: refusals are entries of the log."""

from django.http import HttpRequest

from accounts.services.refusals import note_refusal
from tenancy.errors import Denied
from tenancy.middleware import TenantMiddleware


class MarketplaceMiddleware(TenantMiddleware):
    """The last middleware. What was refused is recorded after the view's own savepoint was rolled back."""

    def answered(self, request: HttpRequest) -> None:
        """Refusals to members and keys; strangers are told nothing, and nothing is told of them."""
        refusal, actor = getattr(request, "refused", None), getattr(request, "actor", None)
        if isinstance(refusal, Denied) and actor is not None and request.resolver_match is not None:
            view = request.resolver_match.view_name
            note_refusal(actor=actor, refusal=refusal, view=view, method=request.method or "")
