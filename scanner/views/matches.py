"""The review of matches: side by side, a sentence per signal, confirm or dismiss."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, Page, capped_count
from registry.models import Specimen
from scanner import queries, services
from scanner.machine import MATCH
from scanner.models import Match
from scanner.words import DISMISSALS, KINDS, STATES, marked, reason_sentences, signal_sentence
from sellers.models import ListingImage

STRONGEST = Keyset(*queries.ORDER)


@page("match.review")
def matches(request: PageRequest) -> HttpResponse:
    """What nobody has judged yet, the strongest first."""
    search = text(request.GET, "q", default="", longest=20)
    rows = queries.open_matches(request.actor, search=search)
    found: Page = STRONGEST.page(rows.prefetch_related("signals"), request.GET.get("cursor"))
    lines = [(row, marked(row.listing.title, list(row.signals.all()))) for row in found.rows]
    context = {"page": found, "lines": lines, "count": capped_count(rows), "search": search}
    return render(request, "scanner/matches.html", context)


@page("match.review")
def matches_count(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    rows = queries.open_matches(request.actor)
    return HttpResponse(str(capped_count(rows)) if rows.exists() else "", content_type="text/plain")


@page("match.review")
def match(request: PageRequest, match_id: UUID) -> HttpResponse:
    """One match with its evidence."""
    row = queries.match(match_id, request.actor)
    signals = list(row.signals.all())
    images = ListingImage.objects.filter(listing_id=row.listing_id).select_related("evidence").order_by("position")
    standing = Specimen.objects.filter(right_id=row.right_id, retired_at=None).select_related("evidence")
    slug = request.marketplace.slug
    context = {
        "match": row,
        "title": marked(row.listing.title, signals),
        "signals": [(KINDS.get(s.matcher, s.matcher), signal_sentence(s), s.strength) for s in signals],
        "reasons": reason_sentences(row),
        "pictures": [_picture(image.evidence, slug) for image in images[:6]],
        "specimens": [_picture(one.evidence, slug) for one in standing[:3]],
        "state": STATES[row.state],
        "tone": MATCH.colours[row.state],
        "dismissals": list(DISMISSALS.items()),
        "next": _next_url(request, row),
    }
    return render(request, "scanner/match.html", context)


def _picture(evidence: object, slug: str) -> tuple[str, int, int]:
    src = reverse("evidence:picture", args=[slug, evidence.reference])  # type: ignore[attr-defined]
    return f"{src}?side=960", evidence.width or 4, evidence.height or 3  # type: ignore[attr-defined]


def _next_url(request: PageRequest, row: Match) -> str:
    """The next one that waits; the list where there is none."""
    following = queries.open_matches(request.actor).exclude(id=row.id).order_by(*queries.ORDER).first()
    slug = request.marketplace.slug
    if following is None:
        return reverse("scanner:matches", args=[slug])
    return reverse("scanner:match", args=[slug, following.id])


@action("match.review")
def confirm(request: PageRequest, match_id: UUID) -> HttpResponse:
    """Confirm: a case is opened from it within seconds."""
    row = services.confirm_match(actor=request.actor, match_id=match_id)
    messages.success(request, _("Confirmed. A case is opened from it within seconds."))
    return see_other(_next_url(request, row))


@action("match.review")
def dismiss(request: PageRequest, match_id: UUID) -> HttpResponse:
    """Dismiss, with a word that says why."""
    why = choice(request.POST, "why", list(DISMISSALS), default="")
    row = services.dismiss_match(actor=request.actor, match_id=match_id, why=why)
    messages.success(request, _("Dismissed: %(why)s.") % {"why": DISMISSALS[why]})
    return see_other(_next_url(request, row))
