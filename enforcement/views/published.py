"""What a marketplace makes public of its cases, for anybody: as a page, and the same for programs."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.doors import public_page
from enforcement import publishing
from gateway.http import PageRequest
from gateway.limits import client_address, limit
from gateway.paging import Keyset, Page

NEWEST = Keyset("-id")
SIZE = 25
PER_MINUTE = 120


@public_page("Where the law wants notices and outcomes published, anybody may read them; they name nobody.")
def published(request: PageRequest) -> HttpResponse:
    """The newest first."""
    page = _page(request)
    context = {
        "page": page,
        "told": publishing.published(page.rows),
        "laws": [pack.publishes.source for pack in publishing.publishing_packs() if pack.publishes],
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/published.html", context)


@public_page("The same for programs, without an account.")
def published_json(request: PageRequest) -> HttpResponse:
    """`{"results": […], "next": address or null}`, 25 cases at a time."""
    page = _page(request)
    address = request.build_absolute_uri(reverse("enforcement:published_json", args=[request.marketplace.slug]))
    told = [one.as_json() for one in publishing.published(page.rows)]
    following = f"{address}?{urlencode({'cursor': page.next})}" if page.next else None
    return JsonResponse({"results": told, "next": following}, json_dumps_params={"ensure_ascii": False})


def _page(request: PageRequest) -> Page:
    limit("published", client_address(request), per_minute=PER_MINUTE)
    return NEWEST.page(publishing.cases(), request.GET.get("cursor"), size=SIZE)
