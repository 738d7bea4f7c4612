"""The operator's page of back-scans: what has changed in the registry since, an estimate, starting one, the last ones."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.forms import add_refusal
from accounts.permissions import may
from gateway.fields import FormText
from gateway.http import PageRequest, see_other
from gateway.paging import capped_count
from registry.queries import BEGINNING
from scanner.backscans import KIND, Scope, changed_rights, covered_until, pace
from scanner.forms import market_choices
from scanner.services.backscan import start_backscan
from scanner.services.thresholds import LONGEST_CATEGORY
from tenancy.context import database_now
from tenancy.errors import Invalid
from workflow.jobs import done_of
from workflow.machine import JOB
from workflow.models import Job

LAST = 10
SHOWN_RIGHTS = 10
COUNTED = 1_000
COUNTED_LISTINGS = 200_000


class BackscanForm(forms.Form):
    """Which listings, and for which rights."""

    category = FormText(
        label=gettext_lazy("Category"),
        max_length=LONGEST_CATEGORY,
        required=False,
        strip=True,
        help_text=gettext_lazy("The first step of the listing's category, such as Clothing. Empty means all."),
    )
    market = forms.ChoiceField(label=gettext_lazy("Market"), choices=market_choices, required=False)
    seller = FormText(
        label=gettext_lazy("Seller"),
        max_length=20,
        required=False,
        strip=True,
        help_text=gettext_lazy("The seller's reference. Empty means all."),
    )
    only_changed = forms.BooleanField(
        label=gettext_lazy("Only for rights that have changed since the whole catalogue was last scanned"),
        required=False,
    )


@page("policy.read", post="policy.manage")
def backscan(request: PageRequest) -> HttpResponse:
    """What would be scanned, and the form that has it scanned."""
    if request.method != "POST":
        return _render(request, BackscanForm())
    form = BackscanForm(request.POST)
    if form.is_valid():
        try:
            asked = start_backscan(actor=request.actor, **form.cleaned_data)
        except Invalid as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Asked for. It begins within seconds."))
            return see_other(reverse("web:job", args=[request.marketplace.slug, asked.id]))
    return _render(request, form, status=422)


def _render(request: PageRequest, form: BackscanForm, *, status: int = 200) -> HttpResponse:
    since = covered_until()
    changed = changed_rights(since, limit=COUNTED + 1)
    listings = capped_count(Scope().listings(), cap=COUNTED_LISTINGS)
    context = {
        "form": form,
        "since": None if since == BEGINNING else since,
        "changed": list(changed_rights(since, limit=SHOWN_RIGHTS)),
        "changed_count": min(changed.count(), COUNTED),
        "more_changed": changed.count() > COUNTED,
        "listings": listings,
        "estimate": _estimate(listings.number),
        "lines": _last(request),
        "may_manage": may(request.actor, "policy.manage"),
        "slug": request.marketplace.slug,
    }
    return render(request, "scanner/backscan.html", context, status=status)


def _estimate(listings: int) -> str:
    """How long the whole catalogue would take at the pace of the last one; "" where there was none."""
    speed = pace()
    if speed is None or not listings:
        return ""
    now = database_now()
    seconds = listings / speed
    return _("less than a minute") if seconds < 60 else timesince(now - timedelta(seconds=seconds), now)


def _last(request: PageRequest) -> list[dict[str, Any]]:
    rows = list(Job.objects.filter(kind=KIND).order_by("-id")[:LAST])
    done = done_of(rows)
    slug = request.marketplace.slug
    return [
        {
            "job": row,
            "about": Scope.of(row).words(),
            "by_itself": bool(row.key),
            "url": reverse("web:job", args=[slug, row.id]),
            "tone": JOB.colour(row.state),
            "done": done[row.id],
            "matches": done[row.id].counts.get("matches", 0),
            "held": done[row.id].counts.get("held", 0),
        }
        for row in rows
    ]
