"""What a changed rule or calendar would move: on a pack's page how many, on a page of their own which clocks."""

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import page
from accounts.permissions import may
from accounts.policy_words import said
from enforcement import services
from enforcement.machine import OPEN_CASES
from enforcement.models import Case
from enforcement.moving import Moved, changed_by, moving, newest_pack
from enforcement.packs import of_case
from gateway.http import PageRequest, choice, see_other
from gateway.paging import capped_count
from gateway.text import text_fault
from policy import registry
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.models import Clock

MOST = 200
MOST_CASES = 2_000
BY = {"own": of_case, "newest": newest_pack}


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One clock that would end at another time, with where to look at what it is about."""

    row: Moved
    title: str
    why: str
    is_past: bool
    url: str


@page("policy.read")
def moving_of_pack(request: PageRequest, code: str) -> HttpResponse:
    """A part of the pack's page: how many cases run under it, and how many of their clocks would move."""
    try:
        registry.pack(code)
    except registry.UnknownPack as unknown:
        raise NotFound from unknown
    rows = Case.objects.visible_to(request.actor).filter(pack_code=code, state__in=OPEN_CASES)
    ids = list(rows.values_list("id", flat=True)[:MOST_CASES])
    running = list(Clock.objects.filter(about_id__in=ids, state="running").values_list("id", flat=True))
    moved = sum(1 for _one in moving(database_now(), clocks=running)) if running else 0
    counted = capped_count(rows)
    context = {"count": counted.number, "more": counted.more, "moved": moved, "slug": request.marketplace.slug}
    return render(request, "enforcement/moving_of_pack.html", context)


@page("policy.read", post="policy.manage")
def moving_clocks(request: PageRequest) -> HttpResponse:
    """The running clocks that would end at another time, counted today; by POST those that are ticked are moved."""
    by = choice(request.GET, "by", list(BY), default="own")
    refused, status = "", 200
    if request.method == "POST":
        ids = _ticked(request)
        try:
            moved = services.recount(actor=request.actor, clocks=ids, pack_of=BY[by])
            told = ngettext("%(n)d clock was moved.", "%(n)d clocks were moved.", len(moved)) % {"n": len(moved)}
            messages.success(request, told)
            return see_other(request.get_full_path())
        except Conflict as late:
            refused, status = str(late.message), late.status
    now = database_now()
    found = list(islice(moving(now, pack_of=BY[by]), MOST + 1))
    slug = request.marketplace.slug
    context = {
        "lines": [_line(one, slug, one.is_past(now)) for one in found[:MOST]],
        "more": len(found) > MOST,
        "most": MOST,
        "by": by,
        "refused": refused,
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "enforcement/moving.html", context, status=status)


def _ticked(request: PageRequest) -> list[UUID]:
    try:
        ids = [UUID(one) for one in request.POST.getlist("clock")[:MOST] if text_fault(one) is None]
    except ValueError:
        raise Invalid(fields={"clock": [_("Choose from the list.")]}) from None
    if not ids:
        raise Invalid(fields={"clock": [_("Choose at least one clock.")]})
    return ids


def _line(one: Moved, slug: str, is_past: bool) -> MovedLine:
    name = "enforcement:case" if isinstance(one.about, Case) else "enforcement:complaint"
    why = _("the calendar") if changed_by(one) == "calendar" else _("the rule")
    return MovedLine(one, said(one.rule.title), why, is_past, reverse(name, args=[slug, one.about.reference]))
