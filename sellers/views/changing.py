"""Changing: the form of a new listing (handed in and published by the scanner's page), a revision, the end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import add_refusal
from gateway.http import PageRequest, safe_next, see_other
from sellers import queries, services
from sellers.forms import ListingForm
from sellers.models import Listing
from tenancy.errors import Conflict, Invalid


def listing_form_page(request: PageRequest, form: ListingForm) -> HttpResponse:
    """The form of a new or changed listing, empty, filled or refused; 422 where something was wrong."""
    context = {
        "form": form,
        "listing": form.listing,
        "slug": request.marketplace.slug,
        "next": safe_next(request, ""),
    }
    return render(request, "sellers/listing_form.html", context, status=422 if form.is_bound else 200)


def listing_url(listing: Listing, slug: str) -> str:
    """The page of a listing."""
    return reverse("sellers:listing", args=[slug, listing.number])


@page("listing.submit")
def new(request: PageRequest) -> HttpResponse:
    """An empty form; it posts to where listings are checked."""
    return listing_form_page(request, ListingForm())


@page("listing.submit")
def revise(request: PageRequest, number: str) -> HttpResponse:
    """Change a listing; it is checked again. `next` is where the person came from, as from a complaint about it."""
    listing = queries.listing_by_number(request.actor, number)
    if request.method != "POST":
        return listing_form_page(request, ListingForm(listing=listing))
    form = ListingForm(request.POST, request.FILES, listing=listing)
    if not form.is_valid():
        return listing_form_page(request, form)
    try:
        services.revise_listing(
            actor=request.actor, listing=listing, pictures=form.cleaned_data["pictures"] or None, **form.content()
        )
    except (Invalid, Conflict) as refusal:
        add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
        return listing_form_page(request, form)
    messages.success(request, _("Saved. It is checked, and then it is in the shop again."))
    return see_other(safe_next(request, listing_url(listing, request.marketplace.slug)))


@action("listing.submit")
def end(request: PageRequest, number: str) -> HttpResponse:
    """Take a listing out of the shop for good."""
    listing = queries.listing_by_number(request.actor, number)
    services.end_listing(actor=request.actor, listing=listing)
    messages.success(request, _("Ended. It leaves the shop."))
    return see_other(listing_url(listing, request.marketplace.slug))
