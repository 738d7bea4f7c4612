"""Addresses for the tests of the parts alone: the two pages of `web` outside a marketplace, and a page of our own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def work(request: HttpRequest) -> HttpResponse:
    """A small page to work on: a table, a search, a decision."""
    rows = [{"ref": f"MW-{number}", "url": f"/case/{number}"} for number in (1, 2, 3)]
    return render(request, "web_tests/work.html", {"rows": rows})


def nothing(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """An address that only has to exist."""
    return HttpResponse("")


urlpatterns = [
    path("", include("web.styleguide_urls")),
    path("", include("web.urls")),
    path("work", work),
    path("security", nothing, name="mfa_index"),
    path("sign-out", nothing, name="account_logout"),
]
