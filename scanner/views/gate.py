"""Why a listing may, or may not, be sold: the gate's answer under each right, for its seller and for staff."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.doors import page
from gateway.http import PageRequest
from registry.gate import reasons
from registry.licensing import queries as licence_queries
from registry.models import ProofRequest
from registry.views.look_up import WORDS
from scanner import asking
from tenancy.context import database_now


@page("gate.read")
def listing_gate(request: PageRequest, number: str) -> HttpResponse:
    """One answer for each right, what would change it, and where the seller can hand that in."""
    listing = asking.listing_to_ask(request.actor, number)
    told = asking.tell(listing, now=database_now())
    slug = request.marketplace.slug
    asked: dict[Any, ProofRequest] = {}
    rows = licence_queries.proofs(request.actor, waiting=True).filter(seller_id=listing.seller_id)
    for one in rows.filter(right_id__in=[said.right.id for said in told]):
        asked.setdefault(one.right_id, one)
    word, tone = WORDS[asking.verdict_of(told)]
    context = {
        "listing": listing,
        "listing_url": reverse("sellers:listing", args=[slug, listing.number]),
        "word": word,
        "tone": tone,
        "lines": [_line(said, asked.get(said.right.id), slug) for said in told],
        "proofs_url": reverse("registry:proofs", args=[slug]),
    }
    return render(request, "scanner/listing_gate.html", context)


def _line(told: asking.Told, asked: ProofRequest | None, slug: str) -> dict[str, Any]:
    word, tone = WORDS[told.answer.verdict]
    return {
        "right": told.right,
        "word": word,
        "tone": tone,
        "reasons": [reasons.say(reason) for reason in told.answer.reasons],
        "document": reasons.document(told.answer.would_change),
        "asked": asked,
        "asked_url": reverse("registry:proof", args=[slug, asked.reference]) if asked else "",
    }
