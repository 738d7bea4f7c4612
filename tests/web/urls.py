"""Addresses for the tests of the parts alone: the two pages of `web` outside a marketplace, and a page of our own."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from web.preferences import preferences

ROWS = [{"ref": f"MW-{number}", "url": f"/empty/case/{number}"} for number in (1, 2, 3)]
WORLD = {"position": "1"}


@transaction.non_atomic_requests
def work(request: HttpRequest) -> HttpResponse:
    """A small page to work on: a table that follows the world, a search, a decision."""
    return render(request, "web_tests/work.html", {"rows": ROWS, "position": '"1"'})


@transaction.non_atomic_requests
def position(request: HttpRequest) -> HttpResponse:
    """Where the world stands; 304 to who knows it already."""
    etag = f'"{WORLD["position"]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    return HttpResponse(status=200, headers={"ETag": etag})


@transaction.non_atomic_requests
def rows(request: HttpRequest) -> HttpResponse:
    """The table alone, as it is now."""
    return render(request, "web_tests/work.html#rows", {"rows": [*ROWS, {"ref": "MW-4", "url": "/empty/case/4"}]})


@transaction.non_atomic_requests
def empty(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that only has to exist."""
    return HttpResponse(f"<!doctype html><title>{rest}</title>" if rest else "")


urlpatterns = [
    path("", include("web.styleguide_urls")),
    path("", include(([path("preferences", preferences, name="preferences")], "web"))),
    path("work", work),
    path("position", position),
    path("rows", rows),
    path("empty/<path:rest>", empty),
    path("security", empty, name="mfa_index"),
    path("sign-out", empty, name="account_logout"),
]
