"""Finding listings to complain about: by word, by number, by a file of numbers. The choice travels with every search.

One form by GET holds search, choice and paging, so that all of it works without a script: each button says by its own
name what it is for, and the last one takes the chosen numbers to the complaint.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from gateway.http import PageRequest, choice, text
from gateway.paging import Keyset, Page, capped_count
from gateway.text import text_fault
from sellers import queries
from sellers.content import NUMBER
from sellers.forms import MOST_CHOSEN, NumbersForm
from sellers.models import Listing
from sellers.views.looking import row_of
from tenancy.context import database_now

NEWEST = Keyset(*queries.ORDERINGS["newest"])
PICKS = ("", "all", "none")
UNKNOWN_SHOWN = 20


@page("listing.search")
def find(request: PageRequest) -> HttpResponse:
    """Search, choose, search again, go on to the complaint. POST takes a list of numbers.

    What is public nowhere now is not found; looked up by its number it is shown as removed, and cannot be chosen.
    """
    numbers = NumbersForm(request.POST, request.FILES) if request.method == "POST" else NumbersForm()
    if request.method == "POST":
        if not numbers.is_valid():
            return _render(request, Page([], None, None), numbers=numbers, status=422)
        wanted = [number for number in numbers.cleaned_data["wanted"] if NUMBER.fullmatch(number)]
        listings = queries.by_numbers(request.actor, wanted[:MOST_CHOSEN])
        found = [listing.number for listing in listings]
        left = max(len(numbers.cleaned_data["wanted"]) - MOST_CHOSEN, 0)
        missing = [number for number in numbers.cleaned_data["wanted"][:MOST_CHOSEN] if number not in found]
        return _render(request, Page(listings, None, None), chosen=found, missing=missing, left=left)
    search = text(request.GET, "q", default="")
    chosen = _chosen(request)
    if not search:
        return _render(request, Page(queries.by_numbers(request.actor, chosen), None, None), chosen=chosen)
    rows = queries.listings(request.actor, search=search, state=Listing.State.PUBLIC, public_at=database_now())
    found_page = NEWEST.page(rows, request.GET.get("cursor") or None)
    pick = choice(request.GET, "pick", PICKS, default="")
    here = [listing.number for listing in found_page.rows]
    if pick == "all":
        chosen = list(dict.fromkeys([*chosen, *here]))
    elif pick == "none":
        chosen = [number for number in chosen if number not in here]
    count = capped_count(rows)
    return _render(request, found_page, chosen=chosen, search=search, count=count)


def _chosen(request: PageRequest) -> list[str]:
    """The numbers that travel along, each once; what is no number was made up and is left out."""
    wanted = dict.fromkeys(request.GET.getlist("listing"))
    return [number for number in wanted if text_fault(number) is None and NUMBER.fullmatch(number)]


def _render(
    request: PageRequest,
    found: Page,
    *,
    chosen: list[str] | None = None,
    numbers: NumbersForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = queries.shown_to(request.actor, found.rows, database_now())
    removed = {one.listing.number for one in shown if not one.public_in}
    wanted = [number for number in chosen or [] if number not in removed]
    picked = wanted[:MOST_CHOSEN]
    here = {listing.number for listing in found.rows}
    missing = more.pop("missing", [])
    context = {
        "rows": [
            {**row_of(request, one), "chosen": one.listing.number in picked, "is_public": bool(one.public_in)}
            for one in shown
        ],
        "page": found,
        "chosen": picked,
        "elsewhere": [number for number in picked if number not in here],
        "too_many": len(wanted) > MOST_CHOSEN,
        "most": MOST_CHOSEN,
        "missing": missing[:UNKNOWN_SHOWN],
        "more_missing": max(len(missing) - UNKNOWN_SHOWN, 0),
        "numbers": numbers or NumbersForm(),
        "right": text(request.GET, "right", default="", longest=20),
        "may_complain": may(request.actor, "complaint.file"),
        "complaint_url": reverse("enforcement:complaint_new", args=[request.marketplace.slug]),
        "find_url": reverse("sellers:find", args=[request.marketplace.slug]),
        "go_on": _("Complain about the chosen listings"),
        **more,
    }
    return render(request, "sellers/find.html", context, status=status)
