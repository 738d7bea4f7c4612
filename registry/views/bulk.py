"""What is done with many rights of the list at once: those that were ticked, or all that fit the filters; seen first."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.doors import page
from accounts.models import Party
from gateway.fields import FormText
from gateway.http import PageRequest, see_other
from registry import queries, services
from registry.forms import add_errors, split
from registry.models import Brand, Right
from registry.services.brands import MOST_TOGETHER
from registry.views.searching import chosen
from tenancy.errors import Conflict, Invalid, Refusal

BRAND, LOOSE, REACH, SELLER, RETIRE = "brand", "loose", "reach", "seller", "retire"
DEEDS = {
    BRAND: gettext_lazy("Put them into a brand"),
    LOOSE: gettext_lazy("Take them out of their brands"),
    REACH: gettext_lazy("Say in which categories and markets they count"),
    SELLER: gettext_lazy("Authorise a seller"),
    RETIRE: gettext_lazy("Retire them"),
}


class BulkForm(forms.Form):
    """What is done, and what that deed needs."""

    deed = forms.ChoiceField(
        label=gettext_lazy("What is to be done"), choices=list(DEEDS.items()), widget=forms.RadioSelect
    )
    brand = forms.ModelChoiceField(  # type: ignore[var-annotated]  # whose they are stands in __init__
        label=gettext_lazy("Brand"), queryset=None, required=False, to_field_name="reference",
        help_text=gettext_lazy("For putting them into a brand."),
    )  # fmt: skip
    categories = FormText(
        label=gettext_lazy("Categories here"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("One a line, such as Bags > Backpacks. Empty: all."),
    )  # fmt: skip
    markets = FormText(
        label=gettext_lazy("Markets"),
        required=False,
        max_length=1200,
        help_text=gettext_lazy("Such as EU, US. Empty: all."),
    )
    seller = FormText(
        label=gettext_lazy("Seller"), required=False, max_length=200,
        help_text=gettext_lazy("To authorise: its reference, or exactly its name."),
    )  # fmt: skip
    reason = FormText(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("To retire; it goes to the log."),
    )

    def __init__(self, brands: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brand"].queryset = brands  # type: ignore[attr-defined]


@page("right.register")
def bulk(request: PageRequest) -> HttpResponse:
    """GET shows what would be changed; POST does it with those rights, at most 300."""
    rights, more = _rights(request)
    owners = {right.owner_id for right in rights}
    owner = rights[0].owner if len(owners) == 1 else None
    brands = Brand.objects.filter(owner__in=owners).standing().order_by("folded", "id")
    form = BulkForm(brands, request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and owner is not None and form.is_valid():
        try:
            done = _do(request, form, owner, rights)
            told = ngettext("Done with %(n)d right.", "Done with %(n)d rights.", done) % {"n": done}
            messages.success(request, told)
            return see_other(reverse("registry:rights", args=[request.marketplace.slug]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal = conflict
    context = {
        "form": form, "rights": rights, "more": more, "owner": owner, "refusal": refusal, "most": MOST_TOGETHER,
        "several": len(owners) > 1, "slug": request.marketplace.slug,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "registry/rights_bulk.html", context, status=status)


def _rights(request: PageRequest) -> tuple[list[Right], bool]:
    """The ticked ones, or those that fit the filters of the address; and whether there are more than go together."""
    asked = request.POST if request.method == "POST" else request.GET
    ticked = asked.getlist("right")[:MOST_TOGETHER]
    if ticked:
        rows = queries.rights(request.actor).filter(reference__in=ticked)
    else:
        rows = chosen(request)[1].rows if request.method == "GET" else Right.objects.none()
    found = list(
        rows.exclude(state=Right.State.RETIRED).select_related("owner").order_by("folded", "id")[: MOST_TOGETHER + 1]
    )
    return found[:MOST_TOGETHER], len(found) > MOST_TOGETHER


def _do(request: PageRequest, form: BulkForm, owner: Party, rights: Sequence[Right]) -> int:
    given, actor = form.cleaned_data, request.actor
    deed = given["deed"]
    if deed in (BRAND, LOOSE):
        if deed == BRAND and given["brand"] is None:
            raise Invalid(fields={"brand": [_("Choose the brand.")]})
        brand = given["brand"] if deed == BRAND else None
        return len(services.put_in_brand(actor=actor, owner=owner, brand=brand, rights=rights))
    if deed == REACH:
        categories, markets = given["categories"].splitlines(), split(given["markets"])
        return services.set_reach(actor=actor, owner=owner, rights=rights, categories=categories, markets=markets)
    if deed == SELLER:
        seller = queries.seller_by_word(given["seller"])
        if seller is None:
            raise Invalid(fields={"seller": [_("No active seller has this reference or exactly this name.")]})
        return services.authorise_for_all(actor=actor, owner=owner, rights=rights, seller=seller)
    return services.retire_all(actor=actor, owner=owner, rights=rights, reason=given["reason"])
