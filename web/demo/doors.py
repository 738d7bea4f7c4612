"""The door of the demo's pages: they exist on this machine alone."""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.request import split_domain_port

from accounts.doors import Door

View = Callable[..., HttpResponseBase]
HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


def is_loopback(request: HttpRequest) -> bool:
    """True for a request that began on this machine and names it; one that a proxy handed on is somebody else's."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return address.is_loopback and host in HOSTS and not any(name in request.META for name in FORWARDED)


def demo_page(view: View) -> View:
    """404 for everybody outside the demo and beyond this machine."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEMO and is_loopback(request)):
            raise Http404
        return view(request, *args, **kwargs)

    entered.door = Door("public", reason="the demo, on loopback alone")  # type: ignore[attr-defined]
    return entered
