"""What was found outside: a list, and each beside the right, to be judged."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from scanner.machine import OUTSIDEMATCH
from scanner.models import OutsideMatch
from scanner.outside import queries
from scanner.outside.wording import SENTENCES
from scanner.score_steps import Scored, Step, steps
from scanner.services import outside
from scanner.side_by_side import pairs_of
from scanner.views.match_page import pair_shown
from scanner.views.outside import price_of
from scanner.words import DISMISSALS, KINDS, OUTSIDEMATCH_STATES, outside_signals

STRONGEST = Keyset(*queries.STRONGEST)


@page("outside.read")
def matches(request: PageRequest) -> HttpResponse:
    """What waits to be judged, or what was confirmed; the strongest first."""
    state = choice(request.GET, "state", list(OUTSIDEMATCH.states), default="open")
    shop = text(request.GET, "shop", default="", longest=20)
    right = text(request.GET, "right", default="", longest=20)
    rows = queries.matches(request.actor, state=state, shop=shop, right=right)
    found: Page = STRONGEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    context = {
        "page": found,
        "lines": [
            {
                "match": one,
                "url": reverse("scanner:outside_match", args=[slug, one.id]),
                "title": one.page.title or one.page.url,
                "price": price_of(one.page),
                "shop_url": reverse("scanner:outside_shop", args=[slug, one.page.shop.reference]),
                "kinds": " + ".join(dict.fromkeys(str(KINDS.get(s["matcher"], s["matcher"])) for s in one.signals)),
            }
            for one in found.rows
        ],
        "count": capped_count(rows),
        "state": state,
        "chips": [
            {"label": OUTSIDEMATCH_STATES[one], "url": f"?state={one}", "current": one == state}
            for one in ("open", "confirmed", "dismissed")
        ],
        "shops_url": reverse("scanner:outside", args=[slug]),
    }
    return render(request, "scanner/outside_matches.html", context)


@page("outside.read")
def matches_count(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    found = capped_count(queries.matches(request.actor))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@page("outside.read")
def match(request: PageRequest, match_id: UUID) -> HttpResponse:
    """The page's pictures beside the right's, with the reasons."""
    row = queries.match(match_id, request.actor)
    slug = request.marketplace.slug
    context = {
        "match": row,
        "price": price_of(row.page),
        "signals": outside_signals(row),
        "steps": _steps(row),
        "pairs": _pairs(row, slug),
        "state": OUTSIDEMATCH_STATES[row.state],
        "tone": OUTSIDEMATCH.colours[row.state],
        "verdict": DISMISSALS.get(row.verdict, ""),
        "may_confirm": "confirmed" in OUTSIDEMATCH.targets(row.state),
        "may_dismiss": "dismissed" in OUTSIDEMATCH.targets(row.state),
        "may_judge": may(request.actor, "outside.judge"),
        "dismissals": list(DISMISSALS.items()),
        "page_url": reverse("scanner:outside_page", args=[slug, row.page.shop.reference, row.page.reference]),
        "shop_url": reverse("scanner:outside_shop", args=[slug, row.page.shop.reference]),
        "list_url": reverse("scanner:outside_matches", args=[slug]),
        "original_url": reverse("evidence:original", args=[slug, row.page.evidence.reference]),
    }
    return render(request, "scanner/outside_match.html", context)


@action("outside.judge")
def judge(request: PageRequest, match_id: UUID) -> HttpResponse:
    """Confirm, or dismiss with a word that says why."""
    verdict = choice(request.POST, "verdict", [outside.CONFIRMED, *DISMISSALS], default="")
    outside.judge(actor=request.actor, match_id=match_id, verdict=verdict)
    messages.success(request, _("Kept: %(verdict)s.") % {"verdict": DISMISSALS.get(verdict, _("confirmed"))})
    following = queries.matches(request.actor).order_by(*queries.STRONGEST).first()
    slug = request.marketplace.slug
    if following is None:
        return see_other(reverse("scanner:outside_matches", args=[slug]))
    return see_other(reverse("scanner:outside_match", args=[slug, following.id]))


def _pairs(row: OutsideMatch, slug: str) -> list[dict[str, Any]]:
    """The pictures of the page that were found beside the right's own, with the parts that agree marked. Two queries."""
    signals = [{**one["facts"], "box": one.get("box")} for one in row.signals]
    pairs = pairs_of(row.right_id, signals, [one.evidence for one in queries.pictures(row.page)])
    gone = _("No picture of the page was kept.")
    return [pair_shown(one, slug, row.right, gone=gone) for one in pairs if one.picture or one.specimen]


def _steps(row: OutsideMatch) -> list[Step]:
    matchers = {one["kind"]: one["matcher"] for one in row.signals}
    return steps(Scored(row.score, row.reasons, matchers, row.raw, row.calibration, SENTENCES))
