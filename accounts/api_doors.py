"""The base of the API's views inside a marketplace."""

from typing import Any, ClassVar, NoReturn

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from accounts.authentication import InsideMarketplace, KeyAuthentication
from gateway.api import GatewayView
from tenancy.errors import Denied


class MarketplaceView(GatewayView):
    """Base of the API's views inside a marketplace. Its methods are called without the slug of the address."""

    authentication_classes: ClassVar = [KeyAuthentication]
    permission_classes: ClassVar = [InsideMarketplace]
    permission: ClassVar[str] = ""
    permissions: ClassVar[dict[str, str]] = {}
    public: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, slug: str = "", **kwargs: Any) -> HttpResponseBase:
        """`request.marketplace` says where we are."""
        request.actor = None  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        """Refusals carry their reason; they are raised by `InsideMarketplace` itself."""
        raise Denied(message or "", code=code)
