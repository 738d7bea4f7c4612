"""Authorised sellers: named and taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from gateway.http import PageRequest, found, safe_next, see_other
from registry import queries, services
from registry.forms import AuthoriseForm, add_errors
from registry.models import AuthorisedSeller
from registry.views.looking import right_page, right_url
from tenancy.errors import Conflict, Invalid


@page("seller.authorise")
def authorise(request: PageRequest, ref: str) -> HttpResponse:
    """Name a seller; GET shows the right with the form open."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    if request.method != "POST":
        return see_other(right_url(shown, request.marketplace.slug) + "#authorise")
    form = AuthoriseForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        seller = queries.seller_by_word(given.pop("seller"))
        try:
            if seller is None:
                raise Invalid(fields={"seller": [_("No active seller has this reference or exactly this name.")]})
            services.authorise_seller(actor=request.actor, right=shown, seller=seller, **given)
            messages.success(request, _("%(seller)s is authorised.") % {"seller": seller.name})
            return see_other(safe_next(request, right_url(shown, request.marketplace.slug)))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return right_page(request, shown, refusal=conflict)
    return right_page(request, shown, refused={"authorise": form})


@action("seller.authorise")
def revoke(request: PageRequest, ref: str, authorised_id: UUID) -> HttpResponse:
    """Take an authorisation back."""
    shown = queries.right_by_reference(ref, actor=request.actor)
    rows = AuthorisedSeller.objects.filter(right=shown).select_related("right")
    try:
        services.revoke_authorisation(actor=request.actor, authorised=found(rows, id=authorised_id))
    except Conflict as conflict:
        return right_page(request, shown, refusal=conflict)
    messages.success(request, _("Taken back from today on."))
    return see_other(right_url(shown, request.marketplace.slug))
