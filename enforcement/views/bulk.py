"""Deciding several cases at once: choose them, say why, see what would happen, do it, and undo it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from enforcement import queries, services
from enforcement.forms_casework import BulkForm
from enforcement.machine import FOR_REVIEWERS
from enforcement.models import BulkCase, BulkDecision, Decision
from enforcement.queries import Filters
from enforcement.services.bulk import MOST, Foreseen, chosen_cases, shared_grounds
from enforcement.views.shown import lines_of
from enforcement.words import OUTCOMES
from gateway.http import PageRequest, found, see_other
from policy import registry
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound, Refusal

LATELY = 5


@page("case.decide")
def bulk(request: PageRequest) -> HttpResponse:
    """The cases to choose from; with some chosen, one ground and reasons for all, and what would happen."""
    references = request.POST.getlist("case") or request.GET.getlist("case")
    if not references:
        return render(request, "enforcement/bulk.html", _to_choose(request))
    cases = chosen_cases(request.actor, references)
    grounds = shared_grounds(cases, database_now())
    form = BulkForm(grounds, request.POST or None)
    context: dict[str, Any] = {
        "cases": cases,
        "form": form,
        "has_grounds": bool(grounds),
        "slug": request.marketplace.slug,
    }
    if request.method != "POST":
        return render(request, "enforcement/bulk.html", context)
    try:
        if not form.is_valid():
            raise Invalid
        given = {"actor": request.actor, "references": references, **form.cleaned_data}
        if request.POST.get("commit"):
            made = services.decide_bulk(**given)
            return see_other(reverse("enforcement:bulk_decided", args=[request.marketplace.slug, made.id]))
        context["foreseen"] = [(one, _says(one)) for one in services.foresee(**given)]
    except NotFound:
        raise
    except Refusal as refusal:
        request.refused = refusal
        for name, texts in (refusal.fields if isinstance(refusal, Invalid) else {}).items():
            for sentence in texts:
                form.add_error(name if name in form.fields else None, sentence)
        return render(request, "enforcement/bulk.html", context, status=refusal.status)
    return render(request, "enforcement/bulk.html", context)


def _to_choose(request: PageRequest) -> dict[str, Any]:
    """The head of the queue: what can be decided and is with this person or with nobody."""
    only_fast = request.GET.get("fast") == "1"
    rows = queries.queue(request.actor, Filters(fast=only_fast)).filter(state__in=FOR_REVIEWERS)
    mine = [None, request.actor.membership_id]
    free = [case for case in rows.order_by(*queries.QUEUE_ORDER)[: 2 * MOST] if case.assigned_to_id in mine]
    acts = BulkDecision.objects.filter(by_membership_id=request.actor.membership_id).order_by("-id")[:LATELY]
    return {
        "lines": lines_of(free[:MOST], request),
        "only_fast": only_fast,
        "acts": list(acts),
        "slug": request.marketplace.slug,
    }


def _says(one: Foreseen) -> list[str]:
    """What becomes of a case, line by line."""
    if one.refused:
        return []
    first, said = one.decisions[0], []
    listed = ngettext("%(n)d listing: %(outcome)s", "%(n)d listings: %(outcome)s", len(one.decisions))
    said.append(listed % {"n": len(one.decisions), "outcome": OUTCOMES[first.outcome]})
    if first.remedy:
        pack = registry.pack(first.pack_code, first.pack_version, region=one.case.region)
        said.append(f"{_(pack.remedy(first.remedy).title)}: {', '.join(first.territories)}")
        said.append(_("It counts in the seller’s record."))
    if one.left_out:
        said.append(
            ngettext("%(n)d listing is left out", "%(n)d listings are left out", one.left_out) % {"n": one.left_out}
        )
    said.append(_("Waits for a second person") if one.needs_second else _("Takes effect after a minute"))
    told = _("The seller is told") if one.case.complainant_id is None else _("Both sides are told")
    return [*said, told]


@page("case.decide")
def bulk_decided(request: PageRequest, bulk_id: UUID) -> HttpResponse:
    """What became of each case, and the way back."""
    row = found(BulkDecision.objects.filter(by_membership_id=request.actor.membership_id), id=bulk_id)
    lines = list(BulkCase.objects.filter(bulk=row).select_related("case__seller", "case__right").order_by("id"))
    ids = [one for line in lines for one in line.decisions]
    stands: dict[UUID, str] = {}
    ends: list[datetime] = []
    for case_id, undone_at, taken_at, effective_at in Decision.objects.filter(id__in=ids).values_list(
        "item__case_id", "undone_at", "taken_at", "effective_at"
    ):
        now = "undone" if undone_at else "in_effect" if taken_at else "waiting"
        stands[case_id] = max(stands.get(case_id, now), now, key=["undone", "in_effect", "waiting"].index)
        if now == "waiting" and effective_at is not None:
            ends.append(effective_at)
    context = {
        "bulk": row,
        "lines": [(line, stands.get(line.case_id, "")) for line in lines],
        "done": sum(not line.refused for line in lines),
        "may_undo": "waiting" in stands.values(),
        "ends_at": min(ends, default=None),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/bulk_decided.html", context)


@action("case.decide")
def undo_bulk(request: PageRequest, bulk_id: UUID) -> HttpResponse:
    """Undo all of it."""
    back = see_other(reverse("enforcement:bulk_decided", args=[request.marketplace.slug, bulk_id]))
    try:
        undone = services.undo_bulk(actor=request.actor, bulk=bulk_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.info(request, refusal.message)
        return back
    words = ngettext(
        "%(n)d case undone. It stands where it stood.", "%(n)d cases undone. They stand where they stood.", undone
    )
    messages.success(request, words % {"n": undone})
    return back
