"""Listings that seem to fall under a ban: the list, and what a reviewer says of each."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from gateway.http import PageRequest, choice, see_other, text
from gateway.paging import Keyset, capped_count
from scanner import services
from scanner.ban_words import BAN_STATES, NOT_UNDER_BAN, hit_sentence
from scanner.machine import BANHIT
from scanner.models import BanHit
from scanner.services.banning import NOT_BANNED

NEWEST = Keyset("-id")
STATES = ("confirmed", "dismissed")


@page("match.review")
def ban_hits(request: PageRequest) -> HttpResponse:
    """What nobody has judged yet, or what was confirmed or dismissed; the newest first, of one ban if it is named."""
    state = choice(request.GET, "state", STATES, default="")
    ban = text(request.GET, "ban", default="", longest=20)
    rows = BanHit.objects.visible_to(request.actor).filter(state=state or "open")
    rows = rows.select_related("listing__seller", "ban")
    if ban:
        rows = rows.filter(ban__reference=ban)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    context = {
        "lines": [_line(request, hit) for hit in found.rows],
        "page": found,
        "count": capped_count(rows),
        "chips": _chips(state, ban),
        "ban": ban,
        "reasons": [(code, NOT_UNDER_BAN[code]) for code in NOT_BANNED],
        "query": f"?{urlencode({name: value for name, value in (('state', state), ('ban', ban)) if value})}",
        "bans_url": reverse("registry:bans", args=[request.marketplace.slug]) if may(request.actor, "ban.read") else "",
    }
    return render(request, "scanner/ban_hits.html", context)


@page("match.review")
def ban_hits_count(request: PageRequest) -> HttpResponse:
    """How many wait, for the rail."""
    found = capped_count(BanHit.objects.visible_to(request.actor).filter(state="open"))
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


@action("match.review")
def confirm_ban(request: PageRequest, hit_id: UUID) -> HttpResponse:
    """It falls under the ban: out of the shop where the ban holds."""
    services.confirm_hit(actor=request.actor, hit_id=hit_id)
    messages.success(request, _("Confirmed. The listing leaves the shop where the ban holds."))
    return see_other(_back(request))


@action("match.review")
def dismiss_ban(request: PageRequest, hit_id: UUID) -> HttpResponse:
    """It does not, with a word that says why."""
    why = choice(request.POST, "why", list(NOT_UNDER_BAN), default="")
    services.dismiss_hit(actor=request.actor, hit_id=hit_id, why=why)
    messages.success(request, _("Dismissed: %(why)s.") % {"why": NOT_UNDER_BAN[why]})
    return see_other(_back(request))


def _back(request: PageRequest) -> str:
    """The list the person came from."""
    wanted = {
        "state": choice(request.GET, "state", STATES, default=""),
        "ban": text(request.GET, "ban", default="", longest=20),
    }
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{reverse('scanner:ban_hits', args=[request.marketplace.slug])}?{query}"


def _line(request: PageRequest, hit: BanHit) -> dict[str, Any]:
    slug = request.marketplace.slug
    return {
        "hit": hit,
        "url": reverse("sellers:listing", args=[slug, hit.listing.number]),
        "ban_url": reverse("registry:ban", args=[slug, hit.ban.reference]),
        "sentence": hit_sentence(hit),
        "state": BAN_STATES[hit.state],
        "tone": BANHIT.colours[hit.state],
        "why": NOT_UNDER_BAN.get(hit.verdict, ""),
        "regions": ", ".join(hit.regions),
    }


def _chips(state: str, ban: str) -> list[tuple[str, str, bool]]:
    """The three lists, and one chip that takes the ban off."""
    kept = {"ban": ban} if ban else {}
    labels = (("", _("To be looked at")), ("confirmed", _("Confirmed")), ("dismissed", _("Dismissed")))
    chips = [
        (label, f"?{urlencode({**kept, **({'state': code} if code else {})})}", code == state) for code, label in labels
    ]
    if ban:
        chips.append(
            (_("only ban %(ref)s ✕") % {"ref": ban}, f"?{urlencode({'state': state} if state else {})}", False)
        )
    return chips
