"""The operator's page of thresholds: what is set, what it would mean, and setting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.http import PageRequest, identifier, see_other
from scanner import queries, services
from scanner.forms import ThresholdForm
from scanner.models import Threshold
from scanner.services.thresholds import NEVER
from scanner.thresholds import HOUSE
from tenancy.errors import Invalid, NotFound


@page("policy.read", post="policy.manage")
def thresholds(request: PageRequest) -> HttpResponse:
    """What is set, and the form that sets one. A market and category that is set already gets the new scores."""
    if request.method != "POST":
        return _render(request, ThresholdForm(initial=_initial(request)))
    form = ThresholdForm(request.POST)
    if form.is_valid():
        try:
            if "try" in request.POST:
                trial = services.try_out(actor=request.actor, change={"kind": "threshold", **form.values()})
                return see_other(reverse("scanner:trial", args=[request.marketplace.slug, trial.id]))
            services.set_threshold(actor=request.actor, **form.values())
        except Invalid as refusal:
            add_refusal(form, refusal)
    if not form.is_valid():
        return _render(request, form, status=422)
    messages.success(request, _("Set. It holds for every listing that is checked from now on."))
    return see_other(_url(request))


@action("policy.manage")
def remove(request: PageRequest) -> HttpResponse:
    """Take one away."""
    threshold_id = identifier(request.POST, "threshold")
    if threshold_id is None:
        raise NotFound
    services.remove_threshold(actor=request.actor, threshold_id=threshold_id)
    messages.success(request, _("Removed. The next wider one holds there again."))
    return see_other(_url(request))


def _url(request: PageRequest) -> str:
    return reverse("scanner:thresholds", args=[request.marketplace.slug])


def _initial(request: PageRequest) -> dict[str, Any]:
    """The scores to begin with: those of the threshold that is to be changed, else the house's."""
    changed = identifier(request.GET, "change")
    row = Threshold.objects.filter(id=changed).first() if changed else None
    if row is None:
        return {"queue_at": HOUSE.queue_at, "hold_at": HOUSE.hold_at}
    return {"region": row.region, "category": row.category, "queue_at": row.queue_at, "hold_at": row.hold_at}


def _render(request: PageRequest, form: ThresholdForm, *, status: int = 200) -> HttpResponse:
    names = dict(countries)
    rows = queries.thresholds()
    lines = [(row, names.get(row.region, row.region)) for row in rows]
    context = {
        "lines": lines,
        "house": HOUSE,
        "house_holds": not any(row.region == row.category == "" for row in rows),
        "categories": queries.categories_in_use(),
        "bands": queries.bands(request.actor),
        "form": form,
        "never": NEVER,
        "changes": "change" in request.GET,
        "may_manage": may(request.actor, "policy.manage"),
        "may_review": may(request.actor, "match.review"),
    }
    return render(request, "scanner/thresholds.html", context, status=status)
