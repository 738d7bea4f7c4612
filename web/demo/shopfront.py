"""The shop's own page: what it shows, out of its own file, so that one sees a listing vanish."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evidence.models import Evidence
from evidence.services import served_picture
from sellers.models import Listing
from sellers.services import images_of
from sellers.wording import price_of
from tenancy.context import tenant
from tenancy.models import Marketplace
from web.demo.doors import demo_page
from web.demo.shop import Shelf
from web.demo.world import SLUG

MARKETS = ("DE", "FR", "US", "JP")
A_PAGE = 24
SIDE = 160


def shelf_path() -> Path:
    """Where the shop keeps what it knows."""
    return Path(settings.STATE_DIR) / "demo-shop.json"


@demo_page
@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    """The goods of one country, and what has come and gone lately."""
    market = request.GET.get("market", MARKETS[0])
    if market not in MARKETS:
        raise Http404
    shelf = Shelf.opened(shelf_path())
    shown_here = [(number, shown) for number, shown in shelf.listings.items() if market in shown["public_in"]]
    last = {number for number, shown in shown_here if market in shown.get("demoted_in", ())}
    numbers = sorted((number for number, _shown in shown_here), key=lambda number: (number in last, number))
    page = Paginator(numbers, A_PAGE).get_page(request.GET.get("page"))
    news = [_said(change) for change in shelf.news[:5]]
    described = _described({*page.object_list, *(change["number"] for change in news)})
    for change in news:
        change |= described.get(change["number"], {"title": change["number"]})
    address = reverse("demo:shop") + f"?market={market}"
    context = {
        "market": market,
        "markets": [(code, f"{reverse('demo:shop')}?market={code}") for code in MARKETS],
        "goods": [{"number": number, **described.get(number, {"title": number})} for number in page.object_list],
        "count": len(numbers),
        "news": news,
        "previous_url": f"{address}&page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"{address}&page={page.next_page_number()}" if page.has_next() else "",
        "report_url": reverse("enforcement:report", args=[SLUG]),
        "position": _position(),
        "refresh": request.get_full_path(),
    }
    part = "#goods" if getattr(request, "htmx", None) else ""
    return render(request, f"web/demo/shop.html{part}", context)


@demo_page
@require_safe
def position(request: HttpRequest) -> HttpResponse:
    """Whether the shop has changed, for the page that follows it."""
    etag = _position()
    status = 304 if request.headers.get("If-None-Match") == etag else 200
    return HttpResponse(status=status, headers={"ETag": etag, "Cache-Control": "no-cache"})


@demo_page
@require_safe
def picture(request: HttpRequest, reference: str) -> HttpResponse:
    """A small picture of a listing."""
    with tenant(Marketplace.objects.get(slug=SLUG).id):
        found = Evidence.objects.filter(reference=reference, kind="listing_picture").first()
        if found is None:
            raise Http404
        served = served_picture(found, SIDE)
    return HttpResponse(served.data, content_type=served.media_type, headers={"Cache-Control": "private, max-age=3600"})


def _said(change: dict[str, Any]) -> dict[str, Any]:
    """A change in words: it came, it went, or it went somewhere."""
    gone = sorted(set(change["before"]) - set(change["now"]))
    come = sorted(set(change["now"]) - set(change["before"]))
    if gone:
        words, tone = _("Gone from %(places)s") % {"places": ", ".join(gone)}, "stop"
    else:
        words, tone = _("Shown in %(places)s") % {"places": ", ".join(come)}, "good"
    return {"number": change["number"], "at": datetime.fromisoformat(change["at"]), "words": words, "tone": tone}


def _described(numbers: set[str]) -> dict[str, dict[str, Any]]:
    """Titles, sellers, prices and pictures of listings, by number. Three queries."""
    with tenant(Marketplace.objects.get(slug=SLUG).id):
        listings = list(Listing.objects.filter(number__in=numbers).select_related("seller"))
        images = {image.listing_id: image.evidence.reference for image in images_of(listings)}
        return {
            listing.number: {
                "title": listing.title,
                "seller": listing.seller.name,
                "price": price_of(listing).replace(" ", "\u00a0"),
                "pictures": [{"src": reverse("demo:picture", args=[images[listing.id]]), "alt": ""}]
                if listing.id in images
                else [],
            }
            for listing in listings
        }


def _position() -> str:
    try:
        return f'"{shelf_path().stat().st_mtime_ns}"'
    except FileNotFoundError:
        return '"0"'
