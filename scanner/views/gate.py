"""Why a listing may, or may not, be sold: the gate's answer under each right, for its seller and for staff."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.permissions import may
from gateway.http import PageRequest, see_other, text
from registry import gate
from registry import services as registry
from registry.forms import add_errors
from registry.gate import reasons
from registry.licensing import queries as licence_queries
from registry.licensing.forms import AnswerProofForm
from registry.models import ProofRequest
from registry.registers import nice
from registry.views.look_up import WORDS
from registry.views.looking import file_name_of
from scanner import asking
from scanner.goods.classes import CLASSIFIER, GUESS, PEOPLE
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal

TOLD_BY = {
    CLASSIFIER: gettext_lazy("as this marketplace’s classifier of goods tells them"),
    PEOPLE: gettext_lazy("as people here have set them for the category"),
    GUESS: gettext_lazy("guessed from the words of category and title"),
}


@page("gate.read")
def listing_gate(request: PageRequest, number: str) -> HttpResponse:
    """One answer for each right, what would change it, and where the seller can hand that in."""
    return _page(request, asking.listing_to_ask(request.actor, number))


@page("gate.read")
def listing_answered(request: PageRequest, number: str) -> HttpResponse:
    """What the gate answered when the listing was published, as a part of its page, or a page."""
    listing = asking.listing_to_ask(request.actor, number)
    context = {
        "listing": listing,
        "lines": [_kept(row) for row in asking.answered(listing)],
        "is_own": request.actor.party_id == listing.seller_id,
        "gate_url": _url(request, "listing_gate", listing),
        "listing_url": reverse("sellers:listing", args=[request.marketplace.slug, listing.number]),
    }
    template = "scanner/listing_answered.html"
    return render(request, f"{template}#told" if request.htmx else template, context)


@action("listing.submit")
def hand_in(request: PageRequest, number: str) -> HttpResponse:
    """The seller hands in what would change an answer, before anybody has asked for it."""
    listing = asking.listing_to_ask(request.actor, number)
    if request.actor.party_id != listing.seller_id:
        raise NotFound
    ref = text(request.POST, "right", default="", longest=20)
    told = {one.right.reference: one for one in _told(listing)}
    if ref not in told:
        raise NotFound
    form = AnswerProofForm(request.POST, request.FILES, prefix=ref)
    if not form.is_valid():
        return _page(request, listing, refused={ref: form})
    try:
        label = file_name_of(request, f"{ref}-document")
        registry.hand_in(
            actor=request.actor, right=told[ref].right, reasons=told[ref].answer.reasons, about=listing.number,
            label=label, **form.cleaned_data,
        )  # fmt: skip
    except Invalid as refused:
        add_errors(refused.fields, form)
        return _page(request, listing, refused={ref: form})
    except Conflict as conflict:
        return _page(request, listing, refusal=conflict)
    messages.success(request, _("Handed in. You hear from us when it has been weighed."))
    return see_other(_url(request, "listing_gate", listing))


def _told(listing: Listing) -> list[asking.Told]:
    return asking.tell(listing, goods=asking.goods_of(listing), now=database_now())


def _url(request: PageRequest, name: str, listing: Listing) -> str:
    return reverse(f"scanner:{name}", args=[request.marketplace.slug, listing.number])


def _page(
    request: PageRequest,
    listing: Listing,
    *,
    refused: Mapping[str, AnswerProofForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    goods = asking.goods_of(listing)
    told = asking.tell(listing, goods=goods, now=database_now())
    slug = request.marketplace.slug
    asked: dict[Any, ProofRequest] = {}
    rows = licence_queries.proofs(request.actor, waiting=True).filter(seller_id=listing.seller_id)
    for one in rows.filter(right_id__in=[said.right.id for said in told]):
        asked.setdefault(one.right_id, one)
    word, tone = WORDS[asking.verdict_of(told)]
    forms = refused or {}
    may_hand_in = request.actor.party_id == listing.seller_id and may(request.actor, "listing.submit")
    context = {
        "listing": listing,
        "listing_url": reverse("sellers:listing", args=[slug, listing.number]),
        "hand_in_url": _url(request, "hand_in", listing),
        "word": word,
        "tone": tone,
        "classes": "; ".join(f"{number} {name}" for number, name in nice.named(sorted(goods.classes))),
        "told_by": TOLD_BY[goods.source],
        "lines": [_line(said, asked.get(said.right.id), slug, forms) for said in told],
        "may_hand_in": bool(may_hand_in),
        "refused": list(forms.values()),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "scanner/listing_gate.html", context, status=status)


def _line(
    told: asking.Told, asked: ProofRequest | None, slug: str, forms: Mapping[str, AnswerProofForm]
) -> dict[str, Any]:
    word, tone = WORDS[told.answer.verdict]
    ref = told.right.reference
    return {
        "right": told.right,
        "word": word,
        "tone": tone,
        "reasons": [reasons.say(reason) for reason in told.answer.reasons],
        "document": reasons.document(told.answer.would_change),
        "asked": asked,
        "asked_url": reverse("registry:proof", args=[slug, asked.reference]) if asked else "",
        "form": forms.get(ref) or AnswerProofForm(prefix=ref),
        "is_open": ref in forms,
    }


def _kept(row: Any) -> dict[str, Any]:
    """An answer as it was kept at publication."""
    word, tone = WORDS[row.gate]
    said = reasons.kept(row.gate_reasons)
    return {
        "right": row.right,
        "word": word,
        "tone": tone,
        "reasons": [reasons.say(reason) for reason in said],
        "document": reasons.document(gate.would_change(reason.code for reason in said)),
        "at": row.made_at,
    }
