"""The standard of a brand's labels: its page, its points, and the checklist that inspections go through."""

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
from fulfillment import services
from fulfillment.models import LabelPoint, Product
from fulfillment.services import Standard
from gateway.fields import FormPicture, FormText
from gateway.http import PageRequest, found, see_other
from registry.forms import add_errors
from registry.models import Brand
from registry.portal.portfolio import brand_by_reference
from tenancy.errors import Conflict, Invalid, Refusal


class StandardForm(forms.Form):
    """One point."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=LabelPoint.Kind.choices)
    title = FormText(
        label=gettext_lazy("What must be there"), max_length=120, help_text=gettext_lazy("Such as: the hologram.")
    )
    words = FormText(label=gettext_lazy("How it looks"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    must = forms.BooleanField(label=gettext_lazy("Goods without it are rejected"), required=False, initial=True)
    product: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Of"), queryset=None, required=False, to_field_name="reference",
        empty_label=gettext_lazy("every product of the brand"),
    )  # fmt: skip
    picture = FormPicture(label=gettext_lazy("Picture"), required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = Product.objects.standing().filter(brand=brand)  # type: ignore[attr-defined]


@page("unit.read")
def standard(request: PageRequest, ref: str) -> HttpResponse:
    """All points that stand."""
    return _standard(request, brand_by_reference(ref, actor=request.actor))


@page("unit.issue")
def add_point(request: PageRequest, ref: str) -> HttpResponse:
    """One more point."""
    return _form(request, brand_by_reference(ref, actor=request.actor), None)


@page("unit.issue")
def change_point(request: PageRequest, ref: str, point_id: UUID) -> HttpResponse:
    """Another wording; the old one is kept."""
    brand = brand_by_reference(ref, actor=request.actor)
    return _form(request, brand, found(LabelPoint.objects.filter(brand=brand, retired_at=None), id=point_id))


@action("unit.issue")
def retire_point(request: PageRequest, ref: str, point_id: UUID) -> HttpResponse:
    """Nobody checks it any more."""
    brand = brand_by_reference(ref, actor=request.actor)
    point = found(LabelPoint.objects.filter(brand=brand).select_related("brand"), id=point_id)
    try:
        services.retire_label_point(actor=request.actor, point=point)
    except Conflict as conflict:
        return _standard(request, brand, refusal=conflict)
    messages.success(request, _("Retired. Nobody checks it any more; what it said is kept."))
    return see_other(_url(request, brand))


def _url(request: PageRequest, brand: Brand) -> str:
    return reverse("fulfillment:standard", args=[request.marketplace.slug, brand.reference])


def _standard(request: PageRequest, brand: Brand, *, refusal: Refusal | None = None) -> HttpResponse:
    rows = LabelPoint.objects.filter(brand=brand, retired_at=None).select_related("picture", "product")
    context = {
        "brand": brand,
        "points": list(rows.order_by("number", "id")),
        "may_change": bool(may(request.actor, "unit.issue")) and brand.retired_at is None,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "fulfillment/standard.html", context, status=refusal.status if refusal else 200)


def _form(request: PageRequest, brand: Brand, point: LabelPoint | None) -> HttpResponse:
    initial = {name: getattr(point, name) for name in ("kind", "title", "words", "must")} if point else {}
    form = StandardForm(request.POST or None, request.FILES or None, initial=initial, brand=brand)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.add_label_point(
                actor=request.actor, brand=brand, said=Standard(**form.cleaned_data), replaces=point
            )
            messages.success(request, _("Inspections go by it from now on."))
            return see_other(_url(request, brand))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    context = {"form": form, "brand": brand, "point": point, "refusal": refusal, "slug": request.marketplace.slug}
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "fulfillment/standard_point.html", context, status=status)
