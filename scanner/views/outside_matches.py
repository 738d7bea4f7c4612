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
from registry.models import Specimen
from scanner.machine import OUTSIDEMATCH
from scanner.models import OutsideMatch
from scanner.outside import queries
from scanner.services import outside
from scanner.views.outside import price_of
from scanner.words import DISMISSALS, KINDS, OUTSIDEMATCH_STATES, outside_signals, outside_steps

STRONGEST = Keyset(*queries.STRONGEST)
MOST_SPECIMENS = 3


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
    standing = Specimen.objects.filter(right_id=row.right_id, retired_at=None).select_related("evidence")
    signals = outside_signals(row)
    said = {sentence for _kind, sentence, _strength in signals}
    context = {
        "match": row,
        "price": price_of(row.page),
        "signals": signals,
        "steps": [step for step in outside_steps(row) if step[0] not in said],
        "pictures": _pictures(row, slug),
        "specimens": [_shown(one.evidence, slug) for one in standing[:MOST_SPECIMENS]],
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


def _pictures(row: OutsideMatch, slug: str) -> list[tuple[str, int, int, list[tuple[int, int, int, int]]]]:
    """The pictures of the page, the one that was found first, with the part that was found marked."""
    boxes: dict[str, list[Any]] = {}
    for signal in row.signals:
        if ref := signal["facts"].get("picture"):
            boxes.setdefault(ref, []).extend([signal["box"]] if signal.get("box") else [])
    shown = sorted(queries.pictures(row.page), key=lambda one: one.evidence.sha256 not in boxes)
    return [(*_shown(one.evidence, slug), _regions(one.evidence, boxes.get(one.evidence.sha256, []))) for one in shown]


def _regions(evidence: Any, boxes: list[Any]) -> list[tuple[int, int, int, int]]:
    """Parts of a picture in its own pixels."""
    width, height = evidence.width or 4, evidence.height or 3
    return [
        (x * width // 10_000, y * height // 10_000, w * width // 10_000, h * height // 10_000) for x, y, w, h in boxes
    ]


def _shown(evidence: Any, slug: str) -> tuple[str, int, int]:
    src = reverse("evidence:picture", args=[slug, evidence.reference])
    return f"{src}?side=960", evidence.width or 4, evidence.height or 3
