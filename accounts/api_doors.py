"""The base of the API's views inside a marketplace."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request

from accounts.authentication import InsideMarketplace, KeyAuthentication
from gateway.api import GatewayView
from tenancy.errors import Denied


class KeyScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes the door."""

    target_class = KeyAuthentication
    name = ["key", "session"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """A key as bearer token, or the cookie of a page."""
        key = {"type": "http", "scheme": "bearer", "description": "mw_<prefix>_<secret>, made on the page of API keys."}
        return [key, {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Either of the two."""
        return [{name: []} for name in self.name]


class MarketplaceView(GatewayView):
    """Base of the API's views inside a marketplace. Its methods are called without the slug of the address."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [InsideMarketplace]
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
