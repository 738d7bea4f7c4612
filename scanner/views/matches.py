"""The review of matches: side by side, a sentence per signal, confirm or dismiss."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from scanner import queries, services
from scanner.models import Match
from scanner.queries import Wanted
from scanner.thresholds import HOLD
from scanner.views.match_page import context_of
from scanner.words import DISMISSALS, KINDS, marked

STRONGEST = Keyset(*queries.ORDER)


@page("match.review")
def matches(request: PageRequest) -> HttpResponse:
    """What nobody has judged yet, or what holds a listing; the strongest first."""
    wanted = _wanted(request)
    rows = queries.matches(request.actor, wanted)
    found: Page = STRONGEST.page(rows.prefetch_related("signals"), request.GET.get("cursor"))
    context = {
        "page": found,
        "lines": [_line(request, row, wanted) for row in found.rows],
        "count": capped_count(rows),
        "wanted": wanted,
        "kept": {name: value for name, value in wanted.parameters.items() if name != "q"},
        "chips": _chips(wanted),
        "is_filtered": bool(wanted.right or wanted.seller or wanted.search),
    }
    return render(request, "scanner/matches.html", context)


@page("match.review")
def matches_count(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    found = capped_count(queries.matches(request.actor))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("match.review")
def match(request: PageRequest, match_id: UUID) -> HttpResponse:
    """One match with its evidence."""
    row, wanted = queries.match(match_id, request.actor), _wanted(request)
    slug = request.marketplace.slug
    before = queries.preceding(row, wanted, request.actor)
    moving = {
        "next": _next_url(request, row, wanted),
        "previous": _with(reverse("scanner:match", args=[slug, before.id]), wanted.parameters) if before else "",
        "list_url": _with(reverse("scanner:matches", args=[slug]), wanted.parameters),
        "query": f"?{urlencode(wanted.parameters)}" if wanted.parameters else "",
    }
    return render(request, "scanner/match.html", {**context_of(request, row), **moving})


@action("match.review")
def confirm(request: PageRequest, match_id: UUID) -> HttpResponse:
    """Confirm: a case is opened from it within seconds."""
    row = services.confirm_match(actor=request.actor, match_id=match_id)
    messages.success(request, _("Confirmed. A case is opened from it within seconds."))
    return see_other(_next_url(request, row, _wanted(request)))


@action("match.review")
def dismiss(request: PageRequest, match_id: UUID) -> HttpResponse:
    """Dismiss, with a word that says why."""
    why = choice(request.POST, "why", list(DISMISSALS), default="")
    row = services.dismiss_match(actor=request.actor, match_id=match_id, why=why)
    messages.success(request, _("Dismissed: %(why)s.") % {"why": DISMISSALS[why]})
    return see_other(_next_url(request, row, _wanted(request)))


def _wanted(request: PageRequest) -> Wanted:
    """Which list the person works on; it travels from page to page in the address."""
    return Wanted(
        lead=choice(request.GET, "lead", [HOLD], default=""),
        right=text(request.GET, "right", default="", longest=20),
        seller=text(request.GET, "seller", default="", longest=20),
        search=text(request.GET, "q", default="", longest=200),
    )


def _with(url: str, parameters: dict[str, str]) -> str:
    return f"{url}?{urlencode(parameters)}" if parameters else url


def _line(request: PageRequest, row: Match, wanted: Wanted) -> dict[str, Any]:
    """What the list says of one match; its right and its seller lead to what else there is of them."""
    found = list(row.signals.all())
    url = reverse("scanner:match", args=[request.marketplace.slug, row.id])
    kinds = dict.fromkeys(str(KINDS.get(signal.matcher, signal.matcher)) for signal in found)
    return {
        "match": row,
        "title": marked(row.listing.title, found),
        "kinds": " + ".join(kinds),
        "url": _with(url, wanted.parameters),
        "right_note": f"{', '.join(row.right.territories)} · {row.right.reference}",
        "right_url": _with("", {**wanted.parameters, "right": row.right.reference}),
        "seller_url": _with("", {**wanted.parameters, "seller": row.listing.seller.reference}),
    }


def _chips(wanted: Wanted) -> list[dict[str, object]]:
    """The two lists, and one chip for each filter, which takes it off."""
    kept = {name: value for name, value in wanted.parameters.items() if name != "lead"}
    found: list[dict[str, object]] = [
        {"label": _("To be looked at"), "url": _with("", kept) or "?", "current": not wanted.lead},
        {"label": _("Holding a listing"), "url": _with("", {**kept, "lead": HOLD}), "current": bool(wanted.lead)},
    ]
    for name, label in (("right", _("only right %(ref)s ✕")), ("seller", _("only seller %(ref)s ✕"))):
        if value := wanted.parameters.get(name):
            rest = {other: kept_value for other, kept_value in wanted.parameters.items() if other != name}
            found.append({"label": label % {"ref": value}, "url": _with("", rest) or "?", "current": False})
    return found


def _next_url(request: PageRequest, row: Match, wanted: Wanted) -> str:
    """The next one of the same list; the list where there is none."""
    following = queries.following(row, wanted, request.actor)
    slug = request.marketplace.slug
    if following is None:
        return _with(reverse("scanner:matches", args=[slug]), wanted.parameters)
    return _with(reverse("scanner:match", args=[slug, following.id]), wanted.parameters)
