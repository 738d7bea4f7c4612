"""What was found of a brand, as a part of its page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.doors import page
from accounts.permissions import may
from gateway.http import PageRequest
from gateway.paging import capped_count
from registry.portal.portfolio import brand_by_reference
from scanner import queries
from scanner.machine import MATCH
from scanner.models import Match
from scanner.words import STATES

SHOWN = 5


@page("right.read")
def matches_of_brand(request: PageRequest, ref: str) -> HttpResponse:
    """The strongest matches over the rights of a brand: to staff as they are judged, to others where they are for sale."""
    brand = brand_by_reference(ref, actor=request.actor)
    rows = queries.of_brand(brand, request.actor)
    context = {
        "lines": [_line(request, row) for row in rows.order_by(*queries.ORDER)[:SHOWN]],
        "count": capped_count(rows),
        "is_staff": request.actor.is_operator,
        "may_find": may(request.actor, "listing.search"),
        "slug": request.marketplace.slug,
    }
    return render(request, "scanner/matches_of_brand.html", context)


def _line(request: PageRequest, row: Match) -> tuple[Match, str, object, str]:
    """The match, where it leads, how it stands and the colour of that."""
    slug = request.marketplace.slug
    if may(request.actor, "match.review"):
        url = reverse("scanner:match", args=[slug, row.id])
    else:
        url = reverse("sellers:listing", args=[slug, row.listing.number])
    return row, url, STATES[row.state], MATCH.colour(row.state)
