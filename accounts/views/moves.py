"""Pages that stop a new address for a party's letters: behind the link of a mail, and for the party itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import services
from accounts.doors import action, public_page
from accounts.views.parties import load_party, party_url
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from tenancy.errors import Conflict

LINKS_PER_HOUR = 60


@public_page("Whoever reads the mail to the former address of a party can stop that its letters go elsewhere.")
def stop_by_link(request: PageRequest, token: str) -> HttpResponse:
    """What was asked for, and a button: no program that looks at links in mails stops anything."""
    limit("address move", client_address(request), per_hour=LINKS_PER_HOUR)
    asked = services.open_move(token)
    stopped = request.method == "POST"
    if stopped:
        services.stop_move(actor=request.actor, asked=asked, by_link=True)
    answer = render(request, "accounts/move.html", {"asked": asked, "party": asked.party, "stopped": stopped})
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@action("member.invite")
def stay(request: PageRequest, reference: str) -> HttpResponse:
    """Stop it from the party's own page."""
    party = load_party(request, reference)
    try:
        if asked := services.waiting_move(party):
            services.stop_move(actor=request.actor, asked=asked)
            messages.success(request, _("Stopped. Letters go on to the address of before."))
        else:
            messages.info(request, _("Nothing waits any more."))
    except Conflict as refused:
        messages.error(request, refused.message)
    return see_other(party_url(party, request.marketplace.slug))
