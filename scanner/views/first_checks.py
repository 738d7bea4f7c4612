"""Listings that a person passes before they are published: the list, and what a reviewer says of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, capped_count
from scanner import services
from scanner.first_check_told import NOT_PASSED
from scanner.models import FirstCheck
from sellers import queries as sellers
from sellers.causes import cases_of
from sellers.views.looking import row_of
from tenancy.context import database_now
from tenancy.errors import NotFound

OLDEST = Keyset("id")


@page("match.review")
def first_checks(request: PageRequest) -> HttpResponse:
    """What waits for a person, the longest waiting first."""
    rows = FirstCheck.objects.visible_to(request.actor).filter(state="open").select_related("listing__seller")
    found = OLDEST.page(rows, request.GET.get("cursor"))
    context = {
        "lines": _lines(request, found.rows),
        "page": found,
        "count": capped_count(rows),
        "reasons": list(NOT_PASSED.items()),
    }
    return render(request, "scanner/first_checks.html", context)


@page("match.review")
def first_checks_count(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    found = capped_count(FirstCheck.objects.visible_to(request.actor).filter(state="open"))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@action("match.review")
def pass_listings(request: PageRequest) -> HttpResponse:
    """Those that were ticked are passed."""
    if ids := _ticked(request):
        passed = services.pass_first(actor=request.actor, check_ids=ids)
        words = ngettext("%(n)d listing passed.", "%(n)d listings passed.", passed) % {"n": passed}
        messages.success(request, words + " " + _("It is checked like any other, and published within seconds."))
    else:
        messages.error(request, _("Tick the listings that you pass."))
    return see_other(reverse("scanner:first_checks", args=[request.marketplace.slug]))


@action("match.review")
def refuse_listing(request: PageRequest, check_id: UUID) -> HttpResponse:
    """This one is not, with a word that says why."""
    why = choice(request.POST, "why", list(NOT_PASSED), default="")
    services.refuse_first(actor=request.actor, check_id=check_id, why=why)
    messages.success(request, _("Not passed. The seller is told why."))
    return see_other(reverse("scanner:first_checks", args=[request.marketplace.slug]))


def _ticked(request: PageRequest) -> list[UUID]:
    """The listings that were ticked. Raises NotFound for what is no id."""
    try:
        return [UUID(value) for value in request.POST.getlist("check")]
    except ValueError:
        raise NotFound from None


def _lines(request: PageRequest, rows: list[FirstCheck]) -> list[dict[str, Any]]:
    """Each with its pictures and the case whose decision makes it wait. The same number of queries for one and many."""
    shown = sellers.shown_to(request.actor, [row.listing for row in rows], database_now())
    cases = cases_of([row.cause for row in rows], request.actor) if rows else {}
    slug = request.marketplace.slug
    return [
        {
            **row_of(request, one),
            "check": row,
            "seller_url": reverse("sellers:seller_standing", args=[slug, row.listing.seller.reference]),
            "case": cases.get(row.cause, ""),
            "case_url": reverse("enforcement:case", args=[slug, cases[row.cause]]) if row.cause in cases else "",
        }
        for row, one in zip(rows, shown, strict=True)
    ]
