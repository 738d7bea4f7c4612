"""The seller's two lists: complaints to be responded to, and historical complaint records."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import queries
from enforcement.views.shown import lines_of
from gateway.http import PageRequest, choice, text
from gateway.paging import Keyset, capped_count

NEWEST = Keyset(*queries.NEWEST_ORDER)
NEAREST = Keyset(*queries.QUEUE_ORDER)
ASKED, WAITING = "asked", "waiting"
STATES = {ASKED: ("noticed",), WAITING: ("answered", "deciding")}


@page("case.read")
def to_answer(request: PageRequest) -> HttpResponse:
    """What is under way, the nearest bound first. A seller sees first what waits for its answer."""
    default = ASKED if request.actor.role.startswith("seller.") else "all"
    shown = choice(request.GET, "show", ("all", ASKED, WAITING), default=default)
    return _cases(request, historical=False, shown=shown)


@page("case.read")
def records(request: PageRequest) -> HttpResponse:
    """Everything decided, with the way to contest it; the newest first."""
    return _cases(request, historical=True, shown="all")


def _cases(request: PageRequest, *, historical: bool, shown: str) -> HttpResponse:
    search = text(request.GET, "q", default="", longest=80)
    rows = queries.cases_of(request.actor, historical=historical, states=STATES.get(shown, ()), search=search)
    order = NEWEST if historical else NEAREST
    found = order.page(rows, request.GET.get("cursor"))
    is_seller = request.actor.role.startswith("seller.")
    context = {
        "page": found,
        "lines": lines_of(found.rows, request, kind="appeal" if historical else ""),
        "count": capped_count(rows),
        "historical": historical,
        "title": _title(historical=historical, is_seller=is_seller),
        "chips": _chips(request, shown, historical=historical, is_seller=is_seller),
        "search": search,
        "kept": {"show": shown} if "show" in request.GET else {},
        "is_seller": is_seller,
        "may_answer": may(request.actor, "case.answer"),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/cases.html", context)


def _title(*, historical: bool, is_seller: bool) -> str:
    if historical:
        return _("Historical complaint records")
    return _("Complaints to be responded to") if is_seller else _("Cases under way")


def _chips(request: PageRequest, shown: str, *, historical: bool, is_seller: bool) -> list[tuple[str, str, bool]]:
    """The same cases cut another way: label, address, whether it is shown."""
    slug = request.marketplace.slug
    here, decided = reverse("enforcement:to_answer", args=[slug]), reverse("enforcement:records", args=[slug])
    asked = _("Waiting for your answer") if is_seller else _("Waiting for the seller")
    cuts = [(asked, ASKED), (_("Answered, to be decided"), WAITING), (_("All under way"), "all")]
    chips = [(label, f"{here}?show={cut}", not historical and shown == cut) for label, cut in cuts]
    return [*chips, (_("Decided"), decided, historical)]
