"""What people at docks flagged, and signs that a number is on more than one piece."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.permissions import may
from audit.rows import load_words
from fulfillment import services
from fulfillment.dock.words import place_names, sentences
from fulfillment.machine import FLAG, UNITSIGNAL
from fulfillment.models import Check, Flag, Hold, UnitSignal
from fulfillment.queries import flag_of, signal_of
from fulfillment.services.codes import serial_of
from fulfillment.views.seen import count_of, sightings_of
from gateway.fields import FormText
from gateway.http import PageRequest, choice, see_other
from gateway.paging import Keyset
from registry.forms import add_errors
from tenancy.errors import Conflict, Invalid, Refusal

NEWEST = Keyset("-id")


@page("hold.read")
def count_flags(request: PageRequest) -> HttpResponse:
    """How many nobody has looked at, for the rail."""
    return count_of(Flag.objects.visible_to(request.actor).filter(state="open"))


@page("hold.read")
def count_signs(request: PageRequest) -> HttpResponse:
    """How many are open, for the rail."""
    return count_of(UnitSignal.objects.visible_to(request.actor).filter(state="open"))


@page("hold.read")
def flags(request: PageRequest) -> HttpResponse:
    """What docks and carriers found suspicious."""
    rows = Flag.objects.visible_to(request.actor).select_related("product", "site", "party")
    found = NEWEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [
        {
            "row": row, "url": reverse("fulfillment:flag", args=[slug, row.reference]), "tone": FLAG.colours[row.state],
            "name": row.product.name if row.product else _("not read"),
        }
        for row in found.rows
    ]  # fmt: skip
    return render(request, "fulfillment/flags.html", {"lines": lines, "page": found, "slug": slug})


class DismissForm(forms.Form):
    """Why nothing was wrong."""

    words = FormText(
        label=gettext_lazy("Why nothing was wrong"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


@page("hold.read", post="hold.decide")
def flag(request: PageRequest, reference: str) -> HttpResponse:
    """One flag; by POST nothing was wrong."""
    shown = flag_of(request.actor, reference)
    form, refusal = DismissForm(request.POST or None), None
    if form.is_valid():
        try:
            services.dismiss_flag(actor=request.actor, flag=shown, words=form.cleaned_data["words"])
            messages.success(request, _("Nothing was wrong. Who flagged it sees that."))
            return see_other(request.path)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    load_words([shown])
    held = Hold.objects.filter(flag=shown).first()
    context = {
        "flag": shown, "tone": FLAG.colours[shown.state], "held": held,
        "pictures": [one.evidence for one in shown.pictures.select_related("evidence")],
        "form": form if may(request.actor, "hold.decide") and shown.state == "open" else None, "refusal": refusal,
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(
        request, "fulfillment/flag.html", context, status=refusal.status if refusal else 422 if form.is_bound else 200
    )


@page("hold.read")
def signs(request: PageRequest) -> HttpResponse:
    """Signs that a number is on more than one piece."""
    shows = choice(request.GET, "state", ("open", "confirmed", "dismissed", "misread"), default="open")
    rows = UnitSignal.objects.visible_to(request.actor).select_related("product", "site").filter(state=shows)
    found = NEWEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    places = place_names({"facts": row.facts} for row in found.rows)
    lines = [
        {
            "row": row, "url": reverse("fulfillment:sign", args=[slug, row.reference]), "tone": UNITSIGNAL.colours[row.state],
            "why": sentences([{"code": row.kind, "facts": row.facts}], places)[0],
        }
        for row in found.rows
    ]  # fmt: skip
    chips = [
        (UnitSignal.State(one).label, f"?state={one}", one == shows)
        for one in ("open", "confirmed", "dismissed", "misread")
    ]
    return render(request, "fulfillment/signs.html", {"lines": lines, "page": found, "chips": chips, "slug": slug})


@page("hold.read")
def sign(request: PageRequest, reference: str) -> HttpResponse:
    """One sign with where the number was seen; by POST whether it is right."""
    shown = signal_of(request.actor, reference)
    judges = bool(may(request.actor, "hold.decide") if request.actor.is_operator else may(request.actor, "hold.answer"))
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            services.judge_signal(
                actor=request.actor, signal=shown, confirmed=request.POST.get("deed") == "confirm",
                words=request.POST.get("words", "")[:1000],
            )  # fmt: skip
            messages.success(request, _("Judged. Docks are told so from now on."))
            return see_other(request.path)
        except Conflict as conflict:
            refusal = conflict
    newest = Check.objects.filter(mark=shown.mark).order_by("-at").first()
    context = {
        "sign": shown, "tone": UNITSIGNAL.colours[shown.state], "sightings": sightings_of(shown.mark),
        "why": sentences([{"code": shown.kind, "facts": shown.facts}], place_names([{"facts": shown.facts}]))[0],
        "serial": serial_of(newest.mark, bytes(newest.sealed)) if newest is not None and newest.mark else "",
        "sees_product": bool(may(request.actor, "unit.read")),
        "judges": judges and shown.state == "open", "refusal": refusal, "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/sign.html", context, status=refusal.status if refusal else 200)
