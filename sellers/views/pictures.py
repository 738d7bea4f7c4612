"""Pictures that a listing names by address: where they stand, and trying again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from gateway.fetching.refusing import SENTENCES
from gateway.http import PageRequest, see_other
from sellers import queries
from sellers.models import PictureAddress
from sellers.services.picture_addresses import NO_PICTURE, try_again
from sellers.views.changing import listing_url
from tenancy.errors import Conflict, NotFound

NOT_ONE = gettext_lazy("What lies there is no picture that can be opened: JPEG, PNG, WebP or GIF, at most 20 MB.")
TONES = {"waiting": "note", "fetching": "note", "done": "good", "dead": "stop"}


def why(row: PictureAddress) -> str:
    """Why the last try failed, in a sentence; "" where none did."""
    if not row.failure or row.state == PictureAddress.State.DONE:
        return ""
    return str(NOT_ONE if row.failure in (NO_PICTURE, "media") else SENTENCES.get(row.failure, NOT_ONE))


@page("listing.read")
def picture_addresses(request: PageRequest, number: str) -> HttpResponse:
    """A part of a listing's page for its seller and staff: each address with where it stands."""
    listing = queries.listing_by_number(request.actor, number)
    if not (request.actor.is_operator or request.actor.party_id == listing.seller_id):
        raise NotFound
    rows = list(listing.addresses.order_by("position"))
    context = {
        "listing": listing,
        "lines": [(row, TONES[row.state], why(row)) for row in rows],
        "failed": any(row.state == PictureAddress.State.DEAD for row in rows),
        "underway": any(row.state in ("waiting", "fetching") for row in rows),
        "may_change": request.actor.party_id == listing.seller_id,
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/picture_addresses.html#part", context)


@action("listing.submit")
def fetch_again(request: PageRequest, number: str) -> HttpResponse:
    """Those that failed are tried once more."""
    listing = queries.listing_by_number(request.actor, number)
    try:
        try_again(actor=request.actor, listing=listing)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("They are fetched again. Look here in a minute."))
    return see_other(listing_url(listing, request.marketplace.slug))
