"""The page behind the link in a mail to the sender of a letter: what is missing, and where to add it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.doors import public_page
from enforcement import services
from enforcement.incoming_forms import AddToLetterForm
from enforcement.views.incoming import explain
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from tenancy.errors import Conflict, Invalid

LINKS, ADDED = 120, 20
"""Looks, and additions, an hour by one address."""


@public_page("Whoever holds the link of a mail about their letter adds what is missing; the link is the proof.")
def add_to_letter(request: PageRequest, token: str) -> HttpResponse:
    """What is missing and how to add it; by POST what the sender adds."""
    address = client_address(request)
    limit("letter link", address, per_hour=LINKS)
    row = services.letter_of(token)
    form = AddToLetterForm(row.asked, request.POST or None)
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        limit("letter additions", address, per_hour=ADDED)
        if form.is_valid():
            try:
                services.add_to_letter(letter=row, added=form.given())
            except Invalid as refused:
                explain(form, refused)
            except Conflict as refused:
                refusal, status = refused, refused.status
            else:
                messages.success(request, _("Thank you. It stands with your letter now; somebody reads it."))
                return _kept_private(see_other(request.path))
    context = {
        "letter": row,
        "form": form,
        "added": row.added,
        "open": row.state == "asked",
        "refusal": refusal,
        "marketplace": request.marketplace,
    }
    return _kept_private(render(request, "enforcement/letter_asked.html", context, status=status))


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The address of the page is the secret: nobody is told it as a referrer, and nobody keeps the page."""
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
