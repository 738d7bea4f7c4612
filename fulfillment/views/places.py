"""Places: docks, factories, hubs and shops of a party."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.doors import action, page
from accounts.forms import country_choices
from accounts.permissions import may
from fulfillment import services
from fulfillment.models import Site
from fulfillment.queries import site_of
from fulfillment.services import Place
from gateway.fields import FormText
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset
from registry.forms import add_errors
from tenancy.errors import Conflict, Invalid, Refusal

BY_NAME = Keyset("name", "id")


class PlaceForm(forms.Form):
    """A place."""

    name = FormText(
        label=gettext_lazy("What it is called"), max_length=120, help_text=gettext_lazy("Such as: Dock 4, Poznań.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Site.Kind.choices, initial="warehouse")
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=country_choices)
    gln = FormText(
        label=gettext_lazy("GLN"), max_length=13, required=False, strip=True,
        help_text=gettext_lazy("The number of the place at GS1, 13 digits, where it has one."),
    )  # fmt: skip
    latitude = forms.FloatField(
        label=gettext_lazy("Degrees of latitude"), required=False, min_value=-90, max_value=90,
        help_text=gettext_lazy("Such as 52.41, north. With both, goods in two places at once are found."),
    )  # fmt: skip
    longitude = forms.FloatField(
        label=gettext_lazy("Degrees of longitude"), required=False, min_value=-180, max_value=180,
        help_text=gettext_lazy("Such as 16.93, east."),
    )  # fmt: skip


@page("site.read")
def sites(request: PageRequest) -> HttpResponse:
    """Staff see all, everybody else those of their own party."""
    found = BY_NAME.page(Site.objects.visible_to(request.actor).select_related("party"), request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [
        (row, reverse("fulfillment:site", args=[slug, row.reference]), countries.name(row.country))
        for row in found.rows
    ]
    context = {
        "lines": lines, "page": found, "slug": slug, "may_add": may(request.actor, "site.manage"),
        "is_operator": request.actor.is_operator,
    }  # fmt: skip
    return render(request, "fulfillment/sites.html", context)


@page("site.manage")
def add(request: PageRequest) -> HttpResponse:
    """One more."""
    form = PlaceForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.add_site(actor=request.actor, said=Place(**form.cleaned_data))
            messages.success(request, _("On file: goods can be scanned there."))
            return see_other(reverse("fulfillment:site", args=[request.marketplace.slug, made.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
    return _form(request, form, None)


@page("site.read", post="site.manage")
def site(request: PageRequest, reference: str) -> HttpResponse:
    """What is said of it; by POST put right."""
    shown = site_of(request.actor, reference)
    latitude, longitude = shown.where or (None, None)
    said = {name: getattr(shown, name) for name in ("name", "kind", "country", "gln")}
    said |= {"latitude": latitude, "longitude": longitude}
    form = PlaceForm(request.POST or None, initial=said)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            services.change_site(actor=request.actor, site=shown, said=Place(**form.cleaned_data))
            messages.success(request, _("Changed."))
            return see_other(request.path)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    return _form(request, form, shown, refusal)


@action("site.manage")
def close(request: PageRequest, reference: str) -> HttpResponse:
    """Nothing is scanned there any more."""
    shown = site_of(request.actor, reference)
    try:
        services.close_site(actor=request.actor, site=shown)
    except Conflict as conflict:
        return _form(request, PlaceForm(), shown, conflict)
    messages.success(request, _("Closed. Nothing is scanned there any more; what was scanned stays."))
    return see_other(reverse("fulfillment:sites", args=[request.marketplace.slug]))


def _form(request: PageRequest, form: PlaceForm, shown: Site | None, refusal: Refusal | None = None) -> HttpResponse:
    own = shown is None or shown.party_id == request.actor.party_id
    context: dict[str, Any] = {
        "form": form,
        "site": shown,
        "country": countries.name(shown.country) if shown else "",
        "may_change": bool(may(request.actor, "site.manage")) and own and (shown is None or shown.closed_at is None),
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(
        request, "fulfillment/site.html", context, status=refusal.status if refusal else 422 if form.is_bound else 200
    )
