"""Handing in and publishing in one go, for a page."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.doors import action
from accounts.forms import add_refusal
from gateway.http import PageRequest, see_other
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import reason
from scanner.services import publish
from sellers import services as sellers
from sellers.forms import ListingForm
from sellers.views.changing import listing_form_page
from tenancy.errors import Invalid

SAID = {
    "public": _("Published. Nothing was found that speaks against it."),
    "held": _("Held before publication: a person looks at what was found. You see it under the complaints."),
    "checking": _("Handed in. It is being checked and appears in the shop within seconds."),
}
BY_PERSON = _("Handed in. Because of a decision a person looks at it before it is published; your standing says which.")

STOPPED = _("Kept, but not published: something must be mended first. What, and why, stands below.")
FETCHING = _("Its pictures are fetched now; then it is checked and published by itself.")


@action("listing.submit")
def publish_new(request: PageRequest) -> HttpResponse:
    """A new listing: handed in, checked, and published or held. What was typed stays if it is refused."""
    form = ListingForm(request.POST, request.FILES)
    if not form.is_valid():
        return listing_form_page(request, form)
    try:
        with transaction.atomic():
            listing = sellers.submit_listing(actor=request.actor, **form.submission())
            result = publish(actor=request.actor, listing=listing)
    except Invalid as refusal:
        add_refusal(form, refusal)
        return listing_form_page(request, form)
    if result.lacks:
        messages.warning(request, reason(PUBLISH, result.lacks))
    elif result.pictures:
        messages.success(request, str(FETCHING))
    elif result.stopped:
        messages.warning(request, str(STOPPED))
    else:
        messages.success(request, str(BY_PERSON if result.by_person else SAID[result.outcome]))
    return see_other(reverse("sellers:listing", args=[request.marketplace.slug, listing.number]))
