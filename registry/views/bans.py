"""Bans: the list, one of them, putting one on it, ending it, taking in a list."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.permissions import may
from audit.queries import timeline
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset, capped_count
from registry import goods, services
from registry.forms import add_errors
from registry.goods_forms import BanForm, BansFileForm
from registry.models import Ban
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

NEWEST = Keyset("-id")
MOST_FAULTS = 100


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"registry:{name}", args=[request.marketplace.slug, *args])


@page("ban.read")
def bans(request: PageRequest) -> HttpResponse:
    """The list, those in force first asked for."""
    state = choice(request.GET, "state", goods.STATES, default="")
    today = database_now().date()
    rows = goods.bans(state=state, day=today)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    labels = {"": _("All"), "standing": _("In force"), "coming": _("To come"), "ended": _("Ended")}
    context = {
        "lines": [(ban, _url(request, "ban", ban.reference), *_state(ban, today), _places(ban)) for ban in found.rows],
        "page": found,
        "count": capped_count(rows),
        "chips": [(label, f"?state={code}" if code else "?", code == state) for code, label in labels.items()],
        "is_filtered": bool(state),
        "may_manage": may(request.actor, "ban.manage"),
        "may_review": may(request.actor, "match.review"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/bans.html", context)


@page("ban.read")
def ban(request: PageRequest, ref: str) -> HttpResponse:
    """One ban."""
    return _ban_page(request, goods.ban_by_reference(ref, request.actor))


@page("ban.manage")
def add(request: PageRequest) -> HttpResponse:
    """Put an order on the list."""
    form = BanForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_ban(actor=request.actor, details=form.details())
            messages.success(request, _("On the list. Listings are held against it from now on."))
            return see_other(_url(request, "ban", made.reference))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return render(request, "registry/ban_new.html", {"form": form, "refusal": refusal}, status=status)


@page("ban.manage")
def take_in(request: PageRequest) -> HttpResponse:
    """Take in a list; what is wrong with a row is said with its line, and the others go in."""
    form = BansFileForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = services.import_bans(actor=request.actor, text=form.cleaned_data["file"])
        except Invalid as refused:
            add_errors(refused.fields, form)
    if taken is not None and not taken.faults:
        words = {"new": taken.new, "known": taken.known}
        told = ngettext("%(new)d ban is new.", "%(new)d bans are new.", taken.new) % words
        messages.success(request, f"{told} {_('%(known)d were on the list already.') % words}")
        return see_other(_url(request, "bans"))
    context = {"form": form, "taken": taken, "faults": taken.faults[:MOST_FAULTS] if taken else []}
    status = 422 if request.method == "POST" else 200
    return render(request, "registry/bans_import.html", context, status=status)


@action("ban.manage")
def end(request: PageRequest, ref: str) -> HttpResponse:
    """Nothing is held against it any more."""
    shown = goods.ban_by_reference(ref, request.actor)
    try:
        services.end_ban(actor=request.actor, ban=shown)
    except Conflict as conflict:
        return _ban_page(request, shown, refusal=conflict)
    messages.success(request, _("Ended. Nothing is held against it any more."))
    return see_other(_url(request, "ban", shown.reference))


def _ban_page(request: PageRequest, shown: Ban, *, refusal: Conflict | None = None) -> HttpResponse:
    state, tone = _state(shown, database_now().date())
    slug = request.marketplace.slug
    lines = timeline(shown.id, request.actor, limit=50) if may(request.actor, "log.read") else []
    context: dict[str, Any] = {
        "ban": shown,
        "state": state,
        "tone": tone,
        "places": _places(shown),
        "exceptions": [exception.seller for exception in shown.exceptions.all()],
        "refusal": refusal,
        "may_manage": may(request.actor, "ban.manage"),
        "may_review": may(request.actor, "match.review"),
        "timeline": [
            (line, reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else "") for line in lines
        ],
        "slug": slug,
    }
    return render(request, "registry/ban.html", context, status=refusal.status if refusal else 200)


def _state(shown: Ban, today: date) -> tuple[str, str]:
    """Where it stands, in words, and the colour of that."""
    if shown.ended_at is not None or (shown.ends_on is not None and shown.ends_on < today):
        return _("Ended"), ""
    if shown.starts_on > today:
        return _("To come"), "note"
    return _("In force"), "stop"


def _places(shown: Ban) -> str:
    return ", ".join(place_name(code) for code in shown.territories)
