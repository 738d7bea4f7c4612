"""The product identification guide of a brand: its page (which prints), its points, and what a reviewer sees beside a case."""

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
from gateway.fields import FormPicture, FormText
from gateway.http import PageRequest, found, see_other, text
from registry import queries, services
from registry.forms import add_errors
from registry.models import Brand, GuidePoint, Right
from registry.portal import portfolio
from registry.services import Point
from registry.services.guides import LONGEST
from tenancy.errors import Conflict, Invalid, Refusal


class PointForm(forms.Form):
    """One point of a guide, for all goods of the brand or for those of one right."""

    right: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("For goods under"), queryset=None, required=False, to_field_name="reference",
        empty_label=gettext_lazy("every right of the brand"),
        help_text=gettext_lazy("Choose one right where only its goods look like this, such as one design of many."),
    )  # fmt: skip
    title = FormText(
        label=gettext_lazy("What to look at"),
        max_length=LONGEST["title"],
        help_text=gettext_lazy("Such as: the stitching."),
    )
    spot = FormText(
        label=gettext_lazy("Where on the product"), max_length=LONGEST["spot"],
        help_text=gettext_lazy("Such as: inside the lid, below the logo."),
    )  # fmt: skip
    genuine = FormText(
        label=gettext_lazy("Genuine goods"), max_length=LONGEST["genuine"], widget=forms.Textarea(attrs={"rows": 2})
    )
    fake = FormText(label=gettext_lazy("Fakes"), max_length=LONGEST["fake"], widget=forms.Textarea(attrs={"rows": 2}))
    genuine_picture = FormPicture(label=gettext_lazy("Picture of genuine goods"), required=False)
    fake_picture = FormPicture(label=gettext_lazy("Picture of a fake"), required=False)
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure it is"), choices=GuidePoint.Certainty.choices, initial=GuidePoint.Certainty.LIKELY
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who is shown it"), choices=GuidePoint.Audience.choices, initial=GuidePoint.Audience.BOTH
    )
    field_order = ("title", "spot", "right")

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rights = Right.objects.filter(brand=brand).exclude(state=Right.State.RETIRED).order_by("folded", "id")
        self.fields["right"].queryset = rights  # type: ignore[attr-defined]
        self.fields["right"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(right: Right) -> str:
    return " – ".join(filter(None, (right.title, str(right.get_kind_display()), right.numbered or right.reference)))


@page("right.read")
def guide(request: PageRequest, ref: str) -> HttpResponse:
    """All points that stand, pictures side by side."""
    return _guide_page(request, portfolio.brand_by_reference(ref, actor=request.actor))


@page("right.register")
def add(request: PageRequest, ref: str) -> HttpResponse:
    """One more point."""
    return _point_page(request, portfolio.brand_by_reference(ref, actor=request.actor), None)


@page("right.register")
def change(request: PageRequest, ref: str, point_id: UUID) -> HttpResponse:
    """Another wording; the old one is retired and kept."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    rows = GuidePoint.objects.filter(brand=shown).standing().select_related("genuine_picture", "fake_picture", "right")
    return _point_page(request, shown, found(rows, id=point_id))


@action("right.register")
def retire(request: PageRequest, ref: str, point_id: UUID) -> HttpResponse:
    """Nobody is shown it any more."""
    shown = portfolio.brand_by_reference(ref, actor=request.actor)
    point = found(GuidePoint.objects.filter(brand=shown).select_related("brand"), id=point_id)
    try:
        services.retire_point(actor=request.actor, point=point)
    except Conflict as conflict:
        return _guide_page(request, shown, refusal=conflict)
    messages.success(request, _("Retired. Nobody is shown it any more; what it said is kept."))
    return see_other(_guide_url(request, shown))


@page("right.read")
def of_right(request: PageRequest, ref: str) -> HttpResponse:
    """What the guide says about a right, as a part of another page: for the marketplace's staff."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    points = portfolio.guide(shown.brand_id, actor=request.actor, right=shown) if shown.brand_id else []
    context = {"points": points, "slug": request.marketplace.slug, "is_part": True, "may_change": False}
    return render(request, "registry/guide_of_right.html", context)


def _guide_url(request: PageRequest, shown: Brand) -> str:
    return reverse("registry:guide", args=[request.marketplace.slug, shown.reference])


def _guide_page(request: PageRequest, shown: Brand, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "brand": shown,
        "points": portfolio.guide(shown.id, actor=request.actor),
        "may_change": may(request.actor, "right.register") and shown.retired_at is None,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/guide.html", context, status=refusal.status if refusal else 200)


def _point_page(request: PageRequest, shown: Brand, point: GuidePoint | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if point is not None:
        initial = {name: getattr(point, name) for name in (*LONGEST, "certainty", "audience")}
        initial["right"] = point.right.reference if point.right else ""
    elif wanted := text(request.GET, "right", default=""):
        initial = {"right": wanted}
    form = PointForm(request.POST or None, request.FILES or None, initial=initial, brand=shown)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.add_point(actor=request.actor, brand=shown, said=Point(**form.cleaned_data), replaces=point)
            messages.success(request, _("Reviewers and docks are shown it from now on."))
            return see_other(_guide_url(request, shown))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    context = {"form": form, "brand": shown, "point": point, "refusal": refusal, "slug": request.marketplace.slug}
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "registry/guide_point.html", context, status=status)
