"""What an owner tells of the genuine goods: texts and usual prices, on the page of the right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action
from gateway.http import PageRequest, found, see_other
from registry import queries, services
from registry.forms import add_errors
from registry.goods_forms import PriceForm, TextForm
from registry.models import PriceBand, Right, RightText
from registry.views.looking import right_page, right_url
from tenancy.errors import Conflict, Invalid


@action("right.read")
def texts(request: PageRequest, ref: str) -> HttpResponse:
    """One more text."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = TextForm(request.POST, request.FILES, prefix="text")
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.add_text(actor=request.actor, right=shown, title=given["title"], text=given["text"])
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
        else:
            told = _("The text is on file.")
            if shown.state == Right.State.VERIFIED and not request.actor.is_operator:
                told = f"{told} {_('The right is checked again before it is enforced.')}"
            messages.success(request, told)
            return see_other(right_url(shown, request.marketplace.slug))
    return right_page(request, shown, refused={"text": form})


@action("right.read")
def retire_text(request: PageRequest, ref: str, text_id: UUID) -> HttpResponse:
    """Nothing is compared with this text any more."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    text = found(RightText.objects.filter(right=shown).select_related("right"), id=text_id)
    try:
        services.retire_text(actor=request.actor, text=text)
    except Conflict as conflict:
        return right_page(request, shown, refusal=conflict)
    messages.success(request, _("The text is retired."))
    return see_other(right_url(shown, request.marketplace.slug))


@action("right.read")
def prices(request: PageRequest, ref: str) -> HttpResponse:
    """Set a usual price; it takes the place of the one for the same goods."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    form = PriceForm(request.POST, prefix="price")
    if form.is_valid():
        try:
            services.set_band(actor=request.actor, right=shown, **form.band())
        except Invalid as refused:
            form.take(dict(refused.fields))
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
        else:
            messages.success(request, _("Saved. Listings are held against it from now on."))
            return see_other(right_url(shown, request.marketplace.slug))
    return right_page(request, shown, refused={"price": form})


@action("right.read")
def end_price(request: PageRequest, ref: str, band_id: UUID) -> HttpResponse:
    """Prices are no longer held against it."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    band = found(PriceBand.objects.filter(right=shown).select_related("right"), id=band_id)
    try:
        services.end_band(actor=request.actor, band=band)
    except Conflict as conflict:
        return right_page(request, shown, refusal=conflict)
    messages.success(request, _("Ended."))
    return see_other(right_url(shown, request.marketplace.slug))
