"""Events of supply chains: what was handed in, and one document more without a program."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from fulfillment.epcis.reading import parse
from fulfillment.epcis.values import Unreadable
from fulfillment.models import EpcisCapture, EpcisEvent, Unit
from fulfillment.services import epcis as services
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset
from tenancy.errors import Denied, NotFound

NEWEST = Keyset("-id")
MOST_SHOWN = 50


class HandInForm(forms.Form):
    """A document."""

    document = forms.FileField(
        label=gettext_lazy("EPCIS document"),
        help_text=gettext_lazy("EPCIS 2.0 in JSON, at most 4 MB and 1,000 events."),
    )
    proceeds = forms.BooleanField(
        label=gettext_lazy("Take in what is sound, even if some events are not"), required=False
    )

    def clean_document(self) -> Any:
        """The parsed body."""
        file = self.cleaned_data["document"]
        try:
            return parse(file.read(services.LIMITS.size + 1), services.LIMITS)
        except Unreadable as error:
            raise forms.ValidationError(error.fault.message) from error


@page("epcis.read")
def captures(request: PageRequest) -> HttpResponse:
    """What was handed in, the newest first; by POST one document more."""
    form, faults = HandInForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and not may(request.actor, "epcis.capture"):
        raise Denied(_("You may see events, and not hand them in."))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = services.capture(actor=request.actor, body=said["document"], proceeds=said["proceeds"])
            messages.success(request, _("Taken in: %(n)d new events.") % {"n": made.fresh})
            return see_other(reverse("fulfillment:capture", args=[request.marketplace.slug, made.reference]))
        except services.Unfit as refused:
            request.refused = refused
            faults = list(refused.faults)
    found = NEWEST.page(
        EpcisCapture.objects.visible_to(request.actor).select_related("party"), request.GET.get("cursor")
    )
    slug = request.marketplace.slug
    lines = [(row, reverse("fulfillment:capture", args=[slug, row.reference])) for row in found.rows]
    context = {
        "lines": lines, "page": found, "form": form, "faults": faults[:MOST_SHOWN], "slug": slug,
        "may_add": may(request.actor, "epcis.capture"), "is_operator": request.actor.is_operator,
    }  # fmt: skip
    is_bad = bool(faults) or (form.is_bound and not form.is_valid())
    return render(request, "fulfillment/captures.html", context, status=422 if is_bad else 200)


@page("epcis.read")
def capture(request: PageRequest, reference: str) -> HttpResponse:
    """One body that was handed in, with its events and what was refused."""
    rows = EpcisCapture.objects.visible_to(request.actor).select_related("party")
    shown = rows.filter(reference=reference).first()
    if shown is None:
        raise NotFound
    handed_in = shown.events.select_related("event").order_by("place")[:MOST_SHOWN]
    found = [one.event for one in handed_in]
    context = {
        "shown": shown, "events": _lines(found), "slug": request.marketplace.slug,
        "more": shown.fresh + shown.known - len(found), "errors": shown.errors[:MOST_SHOWN],
    }  # fmt: skip
    return render(request, "fulfillment/capture.html", context)


def _lines(found: list[EpcisEvent]) -> list[dict[str, Any]]:
    """Events with how many things they speak of, and how many of these have a number on file."""
    marks: dict[Any, set[Any]] = {one.id: set() for one in found}
    for event_id, mark in EpcisEvent.objects.filter(id__in=marks).values_list("id", "codes__mark"):
        marks[event_id].add(mark)
    every = {mark for some in marks.values() for mark in some if mark}
    known = set(Unit.objects.filter(id__in=every).values_list("id", flat=True)) if every else set()
    return [{"row": one, "things": len(marks[one.id] - {None}), "known": len(marks[one.id] & known)} for one in found]
