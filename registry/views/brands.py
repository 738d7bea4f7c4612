"""Brands: the portfolio, one of them, and putting rights into it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from gateway.http import PageRequest, found, see_other
from gateway.paging import Keyset, capped_count
from registry import services
from registry.forms import add_errors
from registry.machine import RIGHT
from registry.models import Brand, Right
from registry.portal import portfolio
from registry.portal.forms import BrandForm, RightsForm
from registry.registers.offices import place_name
from registry.services.brands import MOST_TOGETHER
from registry.views.looking import right_url
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, Refusal

BY_NAME = Keyset("folded", "id")
SHOWN, PLACES = 50, 6


def brand_url(request: PageRequest, ref: str) -> str:
    """The page of a brand."""
    return reverse("registry:brand", args=[request.marketplace.slug, ref])


@page("right.read")
def brands(request: PageRequest) -> HttpResponse:
    """The brands that the actor sees, with what stands behind each."""
    rows = portfolio.brands(request.actor)
    part = BY_NAME.page(rows, request.GET.get("cursor"))
    held = portfolio.held(part.rows, actor=request.actor)
    loose = _loose(request.actor)
    context = {
        "lines": [_line(brand, held[brand.id], request) for brand in part.rows],
        "page": part,
        "count": capped_count(rows),
        "loose": loose.count() if loose is not None else 0,
        "shows_owner": request.actor.is_operator or request.actor.acts_for_others,
        "may_add": may(request.actor, "right.register"),
        "may_appoint": may(request.actor, "agent.appoint"),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/brands.html", context)


@page("right.register")
def add(request: PageRequest) -> HttpResponse:
    """One more brand."""
    form = BrandForm(request.POST or None, request.FILES or None, owners=_owners(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_brand(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("The brand is on file. Put its rights into it."))
            return see_other(brand_url(request, made.reference))
        except Invalid as refused:
            add_errors(refused.fields, form)
    return _form(request, form, None)


@page("right.register")
def change(request: PageRequest, ref: str) -> HttpResponse:
    """What is said of a brand."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    initial = {name: getattr(shown, name) for name in ("name", "website", "about")}
    form = BrandForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_brand(actor=request.actor, brand=shown, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return see_other(brand_url(request, shown.reference))
        except Invalid as refused:
            add_errors(refused.fields, form)
    return _form(request, form, shown)


@page("right.read")
def brand(request: PageRequest, ref: str) -> HttpResponse:
    """One brand: its rights, where it holds, who acts for it."""
    return _brand_page(request, portfolio.brand_by_reference(ref, actor=request.actor))


@action("right.register")
def fill(request: PageRequest, ref: str) -> HttpResponse:
    """Put rights into it that stand behind no brand."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    form = RightsForm(list(_free(request.actor, shown)[:MOST_TOGETHER]), request.POST)
    if not form.is_valid():
        return _brand_page(request, shown, form=form)
    rows = Right.objects.visible_to(request.actor).filter(reference__in=form.cleaned_data["rights"])
    try:
        moved = services.put_in_brand(actor=request.actor, owner=shown.owner, brand=shown, rights=list(rows))
    except Conflict as conflict:
        return _brand_page(request, shown, refusal=conflict)
    told = ngettext("%(n)d right is in the brand now.", "%(n)d rights are in the brand now.", len(moved))
    messages.success(request, told % {"n": len(moved)})
    return see_other(brand_url(request, shown.reference))


@action("right.register")
def take_out(request: PageRequest, ref: str, right_ref: str) -> HttpResponse:
    """One right stands behind no brand any more."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    right = found(Right.objects.visible_to(request.actor).filter(brand=shown), reference=right_ref)
    services.put_in_brand(actor=request.actor, owner=shown.owner, brand=None, rights=[right])
    messages.success(request, _("Taken out. Agents who are limited to the brand do not see it any more."))
    return see_other(brand_url(request, shown.reference))


@action("right.register")
def retire(request: PageRequest, ref: str) -> HttpResponse:
    """Nothing is put into it any more."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    try:
        services.retire_brand(actor=request.actor, brand=shown)
    except Conflict as conflict:
        return _brand_page(request, shown, refusal=conflict)
    messages.success(request, _("Retired. Its rights stay as they are."))
    return see_other(brand_url(request, shown.reference))


def _owners(actor: Actor) -> QuerySet[Party] | None:
    """The rights holders for all of whose rights an agent acts; None for whoever is one."""
    if not actor.acts_for_others:
        return None
    return Party.objects.filter(id__in=actor.brands, state=Party.State.ACTIVE).order_by("name_key")


def _loose(actor: Actor) -> QuerySet[Right] | None:
    """The rights of the actor's own party that stand behind no brand."""
    if actor.party_id is None:
        return None
    return Right.objects.filter(owner_id=actor.party_id, brand=None).exclude(state=Right.State.RETIRED)


def _free(actor: Actor, shown: Brand) -> QuerySet[Right]:
    """What can be put into a brand: its owner's rights without one."""
    rows = Right.objects.visible_to(actor).filter(owner_id=shown.owner_id, brand=None)
    return rows.exclude(state=Right.State.RETIRED).order_by("folded", "id")


def _line(shown: Brand, held: portfolio.Held, request: PageRequest) -> dict[str, Any]:
    names = dict(Right.State.choices)
    picture = None
    if shown.logo is not None:
        picture = reverse("evidence:picture", args=[request.marketplace.slug, shown.logo.reference])
    return {
        "brand": shown,
        "url": brand_url(request, shown.reference),
        "logo": picture,
        "pictures": [{"src": f"{picture}?side=160", "alt": shown.name}] if picture else [],
        "rights": held.rights,
        "states": [
            (names[state], RIGHT.colour(state), held.states[state]) for state in RIGHT.states
            if held.states[state] and state != Right.State.RETIRED
        ],
        "places": ", ".join(place_name(code) for code in sorted(held.places)[:PLACES]),
        "more_places": max(0, len(held.places) - PLACES),
        "agents": held.agents,
    }  # fmt: skip


def _brand_page(
    request: PageRequest, shown: Brand, *, form: forms.Form | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    slug = request.marketplace.slug
    held = portfolio.held([shown], actor=request.actor)[shown.id]
    rights = Right.objects.visible_to(request.actor).filter(brand=shown).exclude(state=Right.State.RETIRED)
    may_change = may(request.actor, "right.register") if shown.retired_at is None else None
    free = list(_free(request.actor, shown)[:MOST_TOGETHER]) if may_change else []
    context = {
        "brand": shown,
        "line": _line(shown, held, request),
        "places": ", ".join(place_name(code) for code in sorted(held.places)),
        "rights": [
            (right, right_url(right, slug), RIGHT.colour(right.state))
            for right in rights.order_by("folded", "id")[:SHOWN]
        ],
        "free": free,
        "form": form or RightsForm(free),
        "refusal": refusal,
        "may_change": may_change,
        "is_whole": shown.owner_id in {request.actor.party_id, *request.actor.brands},
        "may_appoint": may(request.actor, "agent.appoint") and shown.owner_id == request.actor.party_id,
        "is_operator": request.actor.is_operator,
        "slug": slug,
    }
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "registry/brand.html", context, status=status)


def _form(request: PageRequest, form: BrandForm, shown: Brand | None) -> HttpResponse:
    context = {"form": form, "brand": shown, "slug": request.marketplace.slug}
    return render(request, "registry/brand_form.html", context, status=422 if form.is_bound else 200)
