"""The way of a piece: found by its code or by what was held or raised about it, drawn, told, and kept as evidence."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.permissions import may
from fulfillment import tracing
from fulfillment import tracing_words as words
from fulfillment.codes import CodeError
from fulfillment.models import Hold, Unit, UnitSignal
from fulfillment.queries import kept_traces
from fulfillment.services import tracing as services
from fulfillment.services.codes import mark_of
from fulfillment.trace.drawing import drawn
from fulfillment.tracing import Trace
from fulfillment.units.own_links import read_label
from gateway.fields import FormText
from gateway.http import PageRequest, see_other


class FindForm(forms.Form):
    """What is to be traced."""

    code = FormText(
        label=gettext_lazy("Code, or number of a hold or a sign"), max_length=2000,
        help_text=gettext_lazy("Scan the label, or type such as HO-7K3MQ2."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )  # fmt: skip


@page("hold.read")
def find(request: PageRequest) -> HttpResponse:
    """Ask for a piece; by POST it is looked up."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        mark = _mark(request, form.cleaned_data["code"].strip(), form)
        if mark is not None:
            return see_other(reverse("fulfillment:trace", args=[request.marketplace.slug, mark]))
    context = {"form": form, "slug": request.marketplace.slug}
    return render(request, "fulfillment/trace_find.html", context, status=422 if form.errors else 200)


def _mark(request: PageRequest, said: str, form: FindForm) -> UUID | None:
    """The mark of what was typed; None with the reason in the form."""
    for model in (Hold, UnitSignal):
        row = model.objects.visible_to(request.actor).filter(reference=said.upper()).first()
        if row is not None and row.mark is not None:
            return UUID(str(row.mark))
    try:
        identity = read_label(said)
    except CodeError as error:
        form.add_error("code", _("This is no code of goods: %(why)s.") % {"why": str(error)})
        return None
    if not identity.serial:
        form.add_error("code", _("This code has no serial number: a way is that of one piece."))
        return None
    mark = mark_of(identity.gtin, identity.serial)
    if not tracing.is_known(request.actor, mark):
        form.add_error("code", _("Nothing is known of this piece."))
        return None
    return mark


@page("hold.read")
def trace(request: PageRequest, mark: UUID) -> HttpResponse:
    """Where a piece comes from, who had it, and what else is touched."""
    found = tracing.trace(request.actor, mark)
    return render(request, "fulfillment/trace.html", _context(request, found))


@action("hold.read")
def keep(request: PageRequest, mark: UUID) -> HttpResponse:
    """Keep what is known now as evidence."""
    found = tracing.trace(request.actor, mark)
    kept = services.keep_trace(actor=request.actor, found=found)
    messages.success(request, _("Kept as evidence %(reference)s.") % {"reference": kept.reference})
    return see_other(reverse("fulfillment:trace", args=[request.marketplace.slug, mark]))


def _context(request: PageRequest, found: Trace) -> dict[str, Any]:
    slug, path = request.marketplace.slug, found.path
    broken = {one.at for one in path.breaks}
    return {
        "found": found, "slug": slug, "drawing": drawn(path), "sees_product": may(request.actor, "unit.read"),
        "lines": [
            {
                "number": place + 1, "step": one, "what": words.said(words.STEPS, one.what), "is_break": place in broken,
                "source": words.said(words.SOURCES, one.source),
            }
            for place, one in enumerate(path.steps)
        ],
        "breaks": [{"number": one.at + 1, "says": words.said(words.BREAKS, one.kind, one.facts)} for one in path.breaks],
        "accounts": [
            {
                "name": one.name, "degree": words.DEGREES[one.degree][0], "tone": words.DEGREES[one.degree][1],
                "speaks_for": [words.said(words.REASONS, r.code, dict(r.facts)) for r in one.reasons if r.speaks_for],
                "against": [words.said(words.REASONS, r.code, dict(r.facts)) for r in one.reasons if not r.speaks_for],
            }
            for one in found.accounts
        ],
        "band": _band(found),
        "kept": kept_traces(request.actor, found.mark),
    }  # fmt: skip


def _band(found: Trace) -> list[tuple[str, int]]:
    """Siblings by where they stand."""
    states = found.siblings.states
    return [(str(state.label), states[state.value]) for state in Unit.State if states.get(state.value)]
