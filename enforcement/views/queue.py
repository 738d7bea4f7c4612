"""The reviewer's queue, the numbers in the rail, and the queue's position for live pages."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from enforcement import queries, services
from enforcement.machine import OPEN_CASES
from enforcement.models import Case
from enforcement.queries import Filters
from enforcement.views.shown import CaseLine, lines_of
from enforcement.views.viewing import views_for
from enforcement.words import CASE_STATES
from gateway.http import PageRequest, choice, fragment_wanted, position_answer, see_other, text
from gateway.paging import Keyset, Page, capped_count
from registry.models import Right
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound

QUEUE, LATEST = Keyset(*queries.QUEUE_ORDER), Keyset(*queries.LATEST_ORDER)
SIZE = 50


@page("case.read")
def queue(request: PageRequest) -> HttpResponse:
    """Open cases of the reviewer's regions, what presses most first."""
    return _queue(request, Filters(**_wanted(request)), "queue")


@page("case.assign")
def mine(request: PageRequest) -> HttpResponse:
    """What this reviewer has taken on."""
    return _queue(request, Filters(**{**_wanted(request), "mine": True}), "mine")


def _wanted(request: PageRequest) -> dict[str, Any]:
    params = request.GET
    return {
        "region": text(params, "region", default="", longest=8),
        "state": choice(params, "state", OPEN_CASES, default=""),
        "kind": choice(params, "kind", Right.Kind.values, default=""),
        "unassigned": params.get("unassigned") == "1",
        "fast": params.get("fast") == "1",
        "order": choice(params, "order", ("newest",), default=""),
        "search": text(params, "q", default="", longest=80),
    }


def _queue(request: PageRequest, filters: Filters, name: str) -> HttpResponse:
    rows = queries.queue(request.actor, filters)
    ordered = LATEST if filters.order == "newest" else QUEUE
    found: Page = ordered.page(rows, request.GET.get("cursor"), size=SIZE)
    lines: list[CaseLine] = lines_of(found.rows, request, now=database_now())
    kept = _kept(filters)
    asked = {**kept, **({"q": filters.search} if filters.search else {})}
    context = {
        "page": found,
        "lines": lines,
        "count": capped_count(rows),
        "filters": filters,
        "kept": kept,
        "is_narrowed": bool(kept or filters.search),
        "chips": _chips(request, filters),
        "regions": _regions(request, filters),
        "position": _etag(queries.position(request.actor)),
        "refresh": request.get_full_path(),
        "views": views_for(request.actor, request.marketplace.slug, asked),
        "asked": asked,
        "is_mine": name == "mine",
        "may_take": may(request.actor, "case.assign"),
        "may_route": bool(may(request.actor, "case.route")),
        "may_bulk": bool(may(request.actor, "case.decide")),
        "slug": request.marketplace.slug,
    }
    template = "enforcement/queue.html#rows" if fragment_wanted(request) else "enforcement/queue.html"
    return render(request, template, context)


def _kept(filters: Filters) -> dict[str, str]:
    """The filters that narrow the queue now, as parameters of its address; the search apart."""
    given = {name: value for name, value in asdict(filters).items() if value and name not in ("mine", "search")}
    return {name: "1" if value is True else value for name, value in given.items()}


def _link(request: PageRequest, filters: Filters, **change: str) -> str:
    """The queue with these filters changed; an empty one is left out."""
    params = {**_kept(filters), **({"q": filters.search} if filters.search else {}), **change}
    query = urlencode({name: value for name, value in params.items() if value})
    return f"{request.path}?{query}" if query else request.path


def _chips(request: PageRequest, filters: Filters) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is on, for each way to narrow the queue."""
    chips = [(_("All"), request.path, not _kept(filters))]
    if not filters.mine:
        change = "" if filters.unassigned else "1"
        chips.append((_("Unassigned"), _link(request, filters, unassigned=change), filters.unassigned))
    chips.append((_("Clear-cut"), _link(request, filters, fast="" if filters.fast else "1"), filters.fast))
    for state in ("deciding", "noticed"):
        on = filters.state == state
        chips.append((str(CASE_STATES[state]).capitalize(), _link(request, filters, state="" if on else state), on))
    for kind, label in ((Right.Kind.TRADEMARK, _("Trademarks")), (Right.Kind.COPYRIGHT, _("Copyright"))):
        on = filters.kind == kind
        chips.append((label, _link(request, filters, kind="" if on else kind.value), on))
    newest = "" if filters.order else "newest"
    chips.append((_("Newest first"), _link(request, filters, order=newest), bool(filters.order)))
    return chips


def _regions(request: PageRequest, filters: Filters) -> list[tuple[str, str, bool]]:
    """The same for the regions, where there is more than one."""
    regions = queries.regions(request.actor)
    if len(regions) < 2 and not filters.region:
        return []
    return [
        (
            place_name(code),
            _link(request, filters, region="" if code == filters.region else code),
            code == filters.region,
        )
        for code in regions
    ]


@action("case.assign")
def take_next(request: PageRequest) -> HttpResponse:
    """Take the case at the head of the queue that nobody has, and open it."""
    try:
        head = services.take_next(actor=request.actor)
    except Conflict as full:
        messages.info(request, full.message)
        return see_other(reverse("enforcement:mine", args=[request.marketplace.slug]))
    if head is None:
        messages.info(
            request,
            _("Nothing waits for you: the other open cases are taken, or wait for a seller, a court or somebody else."),
        )
        return see_other(reverse("enforcement:queue", args=[request.marketplace.slug]))
    return see_other(reverse("enforcement:case", args=[request.marketplace.slug, head.reference]))


@page("case.read")
def position(request: PageRequest) -> HttpResponse:
    """Where the queue stands, as an ETag: asking again costs one query and no body."""
    return position_answer(request, queries.position(request.actor))


def _etag(value: str) -> str:
    return f'"{value}"'


def _number(rows: Any) -> HttpResponse:
    return HttpResponse(str(capped_count(rows)) if rows.exists() else "", content_type="text/plain")


@page("case.read")
def queue_count(request: PageRequest) -> HttpResponse:
    """How many cases are open."""
    return _number(queries.queue(request.actor, Filters()))


@page("case.assign")
def mine_count(request: PageRequest) -> HttpResponse:
    """How many of them this reviewer has."""
    return _number(queries.queue(request.actor, Filters(mine=True)))


@page("appeal.decide")
def appeals_count(request: PageRequest) -> HttpResponse:
    """How many appeals wait."""
    return _number(queries.appeals(request.actor))


@page("complaint.read")
def complaints_count(request: PageRequest) -> HttpResponse:
    """How many complaints ask something of the complainant."""
    return _number(queries.complaints(request.actor).filter(state__in=["draft", "incomplete"]))


@page("case.read")
def to_answer_count(request: PageRequest) -> HttpResponse:
    """How many cases wait for this seller's answer."""
    if request.actor.party_id is None:
        raise NotFound
    rows = Case.objects.visible_to(request.actor).filter(state="noticed")
    return _number(rows)
