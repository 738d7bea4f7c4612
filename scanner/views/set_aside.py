"""What the scanner could not do, and why: for people to see, and to set right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, capped_count
from registry.models import Right
from scanner import services
from scanner import set_aside as found
from scanner.models import OutsidePage
from scanner.words import REFUSED_PICTURES, failure_sentence
from sellers.models import Listing

NEWEST = Keyset(*found.NEWEST)
KINDS = {
    "pictures": gettext_lazy("Pictures"),
    "listings": gettext_lazy("Listings"),
    "looks": gettext_lazy("Second looks"),
    "pages": gettext_lazy("Pages outside"),
}


@page("match.review")
def set_aside(request: PageRequest) -> HttpResponse:
    """Pictures that nobody could open, listings and pages that nobody could scan, second looks that gave up."""
    kind = choice(request.GET, "kind", list(KINDS), default="pictures")
    rows: Any = {
        "pictures": found.pictures,
        "listings": lambda: found.listings(request.actor),
        "looks": found.looks,
        "pages": found.pages,
    }[kind]()
    shown = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "lines": _lines(request.marketplace.slug, kind, shown.rows),
        "page": shown,
        "count": capped_count(rows),
        "kind": kind,
        "chips": [(label, f"?kind={code}", code == kind) for code, label in KINDS.items()],
    }
    return render(request, "scanner/set_aside.html", context)


@action("match.review")
def look_again(request: PageRequest, look_id: UUID) -> HttpResponse:
    """A second look that was given up begins anew."""
    services.look_again(actor=request.actor, look_id=look_id)
    messages.success(request, _("It is looked at again. If it fails five more times, it comes back here."))
    return see_other(reverse("scanner:set_aside", args=[request.marketplace.slug]) + "?kind=looks")


def _lines(slug: str, kind: str, rows: list[Any]) -> list[dict[str, Any]]:
    if kind == "pictures":
        shown = found.shown_in(rows)
        return [
            {"id": row.id, "places": [_place(one, slug) for one in shown[row.sha256]], "why": REFUSED_PICTURES[row.refused],
             "digest": row.sha256}
            for row in rows
        ]  # fmt: skip
    if kind == "listings":
        return [_line(row, slug, row, row.failure, row.failed_at) for row in rows]
    if kind == "looks":
        return [_line(row, slug, row.listing or row.page, row.failure, row.next_at) for row in rows]
    return [_line(row, slug, row, row.failure, row.seen_at) for row in rows]


def _line(row: Any, slug: str, place: found.Place, failure: str, at: Any) -> dict[str, Any]:
    return {"id": row.id, "places": [_place(place, slug)], "why": failure_sentence(failure), "at": at}


def _place(place: found.Place, slug: str) -> dict[str, str]:
    """A listing, a page outside or a right, as it is called and where it is."""
    if isinstance(place, Listing):
        url = reverse("sellers:listing", args=[slug, place.number])
        return {"title": place.title, "ref": place.number, "url": url}
    if isinstance(place, OutsidePage):
        url = reverse("scanner:outside_page", args=[slug, place.shop.reference, place.reference])
        return {"title": place.title or place.url, "ref": place.shop.domain, "url": url}
    assert isinstance(place, Right)
    return {
        "title": place.title,
        "ref": place.reference,
        "url": reverse("registry:right", args=[slug, place.reference]),
    }
