"""The register of trusted flaggers: who has the status, since when, what came of their notices, who was told."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from audit.rows import load_words
from enforcement import services
from enforcement.models import TrustedFlagger
from enforcement.report_forms import CoordinatorForm, EndForm, FlaggerForm
from enforcement.reported import figures_of
from enforcement.views.shown import member_names
from evidence.services import labels_of
from gateway.http import PageRequest, choice, see_other
from registry.models import Right
from registry.registers.offices import place_name
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

YEAR = timedelta(days=365)
MOST = 200


@page("report.read", post="flagger.manage")
def flaggers(request: PageRequest) -> HttpResponse:
    """All that were ever written down, those that stand first; and the form that adds one."""
    form = FlaggerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_flagger(actor=request.actor, award=form.award)
            messages.success(request, _("%(name)s is on the register.") % {"name": row.party.name})
            return see_other(reverse("enforcement:flagger", args=[request.marketplace.slug, row.id]))
        except Invalid as refused:
            _explain(form, refused)
    today = database_now().date()
    rows = TrustedFlagger.objects.select_related("party").order_by("-starts_on", "-id")[:MOST]
    lines = [_line(request, row, today) for row in rows]
    context = {"lines": sorted(lines, key=lambda line: not line["stands"]), "form": form}
    context["can_manage"] = bool(may(request.actor, "flagger.manage"))
    return render(request, "enforcement/flaggers.html", context, status=422 if form.is_bound else 200)


@page("report.read", post="flagger.manage")
def flagger(request: PageRequest, flagger_id: UUID) -> HttpResponse:
    """One of them: figures of the last year, what its coordinator was told; ends the status or tells the coordinator."""
    row = TrustedFlagger.objects.select_related("party", "evidence").filter(id=flagger_id).first()
    if row is None:
        raise NotFound
    now = database_now()
    begins = {"since": (now - YEAR).date()}
    forms: dict[str, Form] = {"end_form": EndForm(), "tell_form": CoordinatorForm(initial=begins)}
    refused = False
    if request.method == "POST":
        deed = choice(request.POST, "deed", ["end", "tell"], default="end")
        form: Form = EndForm(request.POST) if deed == "end" else CoordinatorForm(request.POST)
        if form.is_valid() and _done(request, row, deed, form):
            return see_other(request.path)
        forms[f"{deed}_form"], refused = form, True
    told = list(row.coordinator_notices.order_by("-id"))
    load_words(told)
    names = member_names([one.by_membership_id for one in told])
    context = {
        **_line(request, row, now.date()),
        "figures": figures_of(row.party_id, begins["since"]),
        "since": begins["since"],
        "paper": _paper(request, row),
        "can_manage": bool(may(request.actor, "flagger.manage")),
        "told": [(one, names.get(one.by_membership_id, "")) for one in told],
        **forms,
    }
    return render(request, "enforcement/flagger.html", context, status=422 if refused else 200)


def _done(request: PageRequest, row: TrustedFlagger, deed: str, form: Form) -> bool:
    given = form.cleaned_data
    try:
        if deed == "end":
            services.end_flagger(actor=request.actor, flagger_id=row.id, ends_on=given["ends_on"])
            messages.success(request, _("The last day is written down."))
        else:
            services.report_to_coordinator(actor=request.actor, flagger_id=row.id, **given)
            messages.success(request, _("Recorded with the figures of today. Send it to the coordinator yourself."))
    except Invalid as refused:
        _explain(form, refused)
        return False
    return True


def _line(request: PageRequest, row: TrustedFlagger, today: date) -> dict[str, Any]:
    kinds = dict(Right.Kind.choices)
    stands = row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
    return {
        "row": row,
        "url": reverse("enforcement:flagger", args=[request.marketplace.slug, row.id]),
        "coordinator": place_name(row.coordinator),
        "kinds": ", ".join(str(kinds[kind]) for kind in row.kinds),
        "stands": stands,
        "state": _("stands") if stands else (_("begins later") if row.starts_on > today else _("ended")),
    }


def _paper(request: PageRequest, row: TrustedFlagger) -> tuple[str, str] | None:
    """Name and address of what the coordinator published."""
    if row.evidence is None:
        return None
    name = labels_of([row.evidence]).get(row.evidence_id) or row.evidence.reference
    return name, reverse("evidence:original", args=[request.marketplace.slug, row.evidence.reference])


def _explain(form: Form, refused: Invalid) -> None:
    for name, sentences in refused.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
