"""The seller's two lists: complaints to be responded to, and historical complaint records."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.doors import page
from enforcement import queries
from enforcement.views.shown import lines_of
from gateway.http import PageRequest, text
from gateway.paging import Keyset, capped_count

NEWEST = Keyset(*queries.NEWEST_ORDER)


@page("case.read")
def to_answer(request: PageRequest) -> HttpResponse:
    """What is under way against this seller; what asks for an answer comes first by its clock."""
    return _cases(request, historical=False)


@page("case.read")
def records(request: PageRequest) -> HttpResponse:
    """Everything decided, with the way to contest it."""
    return _cases(request, historical=True)


def _cases(request: PageRequest, *, historical: bool) -> HttpResponse:
    search = text(request.GET, "q", default="", longest=80)
    rows = queries.cases_of(request.actor, historical=historical, search=search)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    lines = lines_of(found.rows, request)
    if not historical:
        lines.sort(key=lambda line: line.case.due_at)
    context = {
        "page": found, "lines": lines, "count": capped_count(rows), "historical": historical, "search": search,
        "asked": [line for line in lines if line.case.state == "noticed"],
    }  # fmt: skip
    return render(request, "enforcement/cases.html", context)
