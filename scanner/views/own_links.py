"""A seller's own page of links: with how many accounts the marketplace believes it linked, why, and how to contest that."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from audit.rows import load_words
from gateway.http import PageRequest, see_other, text
from scanner import services
from scanner.link_words import reason_sentences
from scanner.machine import SELLERLINK
from scanner.models import LinkContest, SellerLink
from tenancy.errors import Invalid, NotFound

MOST = 100


@page("listing.read")
def own_links(request: PageRequest) -> HttpResponse:
    """What is believed and why, without what is another's: its reference stands here once a person has confirmed it."""
    party: Party = request.membership.party  # type: ignore[attr-defined]
    if party.kind != Party.Kind.SELLER:
        raise NotFound
    rows = SellerLink.objects.visible_to(request.actor).select_related("seller_a", "seller_b")
    found = list(rows.order_by("-strength", "-id")[:MOST])
    contests = list(LinkContest.objects.filter(party=party, link__in=found))
    load_words(contests)
    mine = {one.link_id: one for one in contests}
    context = {
        "lines": [
            {
                "link": link,
                "other": _other(link, party) if link.state == SellerLink.State.CONFIRMED else None,
                "reasons": reason_sentences(link),
                "tone": SELLERLINK.colours[link.state],
                "contest": mine.get(link.id),
            }
            for link in found
        ],
        "may_contest": may(request.actor, "link.contest"),
    }
    return render(request, "scanner/own_links.html", context)


@action("link.contest")
def contest_link(request: PageRequest, link_id: UUID) -> HttpResponse:
    """Say why a link is wrong."""
    try:
        statement = text(request.POST, "statement", default="", longest=4_000)
        services.contest_link(actor=request.actor, link_id=link_id, statement=statement)
        messages.success(request, _("Sent. Somebody who has not confirmed this link decides, and you see it here."))
    except Invalid as refused:
        messages.error(request, refused.message)
    return see_other(reverse("scanner:own_links", args=[request.marketplace.slug]))


def _other(link: SellerLink, party: Party) -> str:
    other: Party = link.seller_b if link.seller_a_id == party.id else link.seller_a
    return other.reference
