"""The reviewer's queue, the numbers in the rail, and the queue's position for live pages."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from accounts.doors import action, page
from enforcement import queries, services
from enforcement.machine import CASE, OPEN_CASES
from enforcement.models import Case
from enforcement.queries import Filters
from enforcement.views.shown import CaseLine, lines_of
from enforcement.words import CASE_STATES
from gateway.http import PageRequest, choice, fragment_wanted, see_other, text
from gateway.paging import Keyset, Page, capped_count
from registry.models import Right
from tenancy.errors import NotFound

QUEUE = Keyset(*queries.QUEUE_ORDER)
SIZE = 50


@page("case.read")
def queue(request: PageRequest) -> HttpResponse:
    """Open cases of the reviewer's regions, the nearest bound first."""
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
        "search": text(params, "q", default="", longest=80),
    }


def _queue(request: PageRequest, filters: Filters, name: str) -> HttpResponse:
    rows = queries.queue(request.actor, filters)
    found: Page = QUEUE.page(rows, request.GET.get("cursor"), size=SIZE)
    lines: list[CaseLine] = lines_of(found.rows, request)
    context = {
        "page": found,
        "lines": lines,
        "count": capped_count(rows),
        "filters": filters,
        "chips": _chips(request, filters),
        "position": queries.position(request.actor),
        "name": name,
        "states": CASE_STATES,
        "colours": CASE.colours,
    }
    template = "enforcement/queue.html#rows" if fragment_wanted(request) else "enforcement/queue.html"
    return render(request, template, context)


def _chips(request: PageRequest, filters: Filters) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is on, for each way to narrow the queue."""
    kept = {k: v for k, v in {**asdict(filters), "q": filters.search}.items() if v and k not in ("mine", "search")}

    def link(**change: str) -> str:
        params = {k: "1" if v is True else v for k, v in {**kept, **change}.items() if v}
        query = "&".join(f"{k}={v}" for k, v in params.items())
        return f"{request.path}?{query}" if query else request.path

    chips = [(_("All"), request.path, not kept)]
    chips.append((_("Unassigned"), link(unassigned="" if filters.unassigned else "1"), filters.unassigned))
    for state in ("deciding", "noticed"):
        on = filters.state == state
        chips.append((str(CASE_STATES[state]), link(state="" if on else state), on))
    for kind, label in ((Right.Kind.TRADEMARK, _("Trademarks")), (Right.Kind.COPYRIGHT, _("Copyright"))):
        on = filters.kind == kind
        chips.append((label, link(kind="" if on else kind.value), on))
    return chips


@action("case.assign")
def take_next(request: PageRequest) -> HttpResponse:
    """Take the case at the head of the queue that nobody has, and open it."""
    head = queries.queue(request.actor, Filters(unassigned=True)).order_by(*queries.QUEUE_ORDER).first()
    if head is None:
        return see_other(reverse("enforcement:queue", args=[request.marketplace.slug]))
    services.assign(actor=request.actor, reference=head.reference, membership_id=request.actor.membership_id)
    return see_other(reverse("enforcement:case", args=[request.marketplace.slug, head.reference]))


@page("case.read")
def position(request: PageRequest) -> HttpResponse:
    """Where the queue stands, as an ETag: asking again costs one query and no body."""
    value = queries.position(request.actor)

    @condition(etag_func=lambda _request: f'"{value}"')
    def answer(_request: PageRequest) -> HttpResponse:
        return HttpResponse(value, content_type="text/plain")

    return answer(request)


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
