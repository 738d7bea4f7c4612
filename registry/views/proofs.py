"""Requests for proof: the list, one, its answer, and what became of it."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import ReasonForm
from accounts.permissions import may
from gateway.http import PageRequest, choice, see_other, yes
from gateway.paging import Keyset, capped_count
from registry import services
from registry.forms import add_errors
from registry.licensing import queries as licence_queries
from registry.licensing.forms import AcceptProofForm, AnswerProofForm
from registry.machine import PROOFREQUEST
from registry.models import ProofRequest
from registry.views.looking import file_name_of
from tenancy.errors import Conflict, Invalid, Refusal


@page("licence.read")
def proof_list(request: PageRequest) -> HttpResponse:
    """Those that wait for somebody first, or all."""
    every = yes(request.GET, "all")
    rows = licence_queries.proofs(request.actor, waiting=not every)
    found, slug = Keyset("-id").page(rows, request.GET.get("cursor")), request.marketplace.slug
    context = {
        "lines": [
            (one, PROOFREQUEST.colour(one.state), reverse("registry:proof", args=[slug, one.reference]))
            for one in found.rows
        ],
        "page": found,
        "chips": [(_("Waiting"), "?", not every), (_("All"), "?all=yes", every)],
        "slug": slug,
    }
    return render(request, "registry/proofs.html", context)


@page("licence.read")
def proof_count(request: PageRequest) -> HttpResponse:
    """How many wait for somebody."""
    rows = licence_queries.proofs(request.actor, waiting=True)
    return HttpResponse(str(capped_count(rows)) if rows.exists() else "", content_type="text/plain")


@page("licence.read")
def proof(request: PageRequest, ref: str) -> HttpResponse:
    """What is asked, and what was answered."""
    return _page(request, licence_queries.proof_by_reference(ref, actor=request.actor))


@action("listing.submit")
def answer(request: PageRequest, ref: str) -> HttpResponse:
    """The seller's number and document."""
    asked = licence_queries.proof_by_reference(ref, actor=request.actor)
    form = AnswerProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, refused={"answer": form})
    try:
        label = file_name_of(request, "document")
        services.answer_proof(actor=request.actor, asked=asked, label=label, **form.cleaned_data)
    except Invalid as refused:
        add_errors(refused.fields, form)
        return _page(request, asked, refused={"answer": form})
    except Conflict as conflict:
        return _page(request, asked, refusal=conflict)
    messages.success(request, _("Handed in. You hear from us when it has been weighed."))
    return see_other(reverse("registry:proof", args=[request.marketplace.slug, ref]))


@action("right.read")
def weigh(request: PageRequest, ref: str) -> HttpResponse:
    """Accept it, or say what is missing."""
    asked = licence_queries.proof_by_reference(ref, actor=request.actor)
    accepted = choice(request.POST, "answer", ("accept", "refuse"), default="refuse") == "accept"
    form = AcceptProofForm(request.POST, prefix="accept") if accepted else ReasonForm(request.POST, prefix="weigh")
    name = "accept" if accepted else "weigh"
    if not form.is_valid():
        return _page(request, asked, refused={name: form})
    try:
        services.weigh_proof(actor=request.actor, asked=asked, accepted=accepted, **form.cleaned_data)
    except Invalid as wrong:
        add_errors(wrong.fields, form)
        return _page(request, asked, refused={name: form})
    except Conflict as conflict:
        return _page(request, asked, refusal=conflict)
    said = _("Accepted: the seller is authorised as far as the paper goes.")
    messages.success(request, said if accepted else _("Not accepted. The seller reads why."))
    return see_other(reverse("registry:proof", args=[request.marketplace.slug, ref]))


def _page(
    request: PageRequest, asked: ProofRequest, *, refused: dict[str, Form] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    actor, states = request.actor, ProofRequest.State
    is_owner = asked.owner_id in {actor.party_id, *actor.brands}
    weighs = may(actor, "right.verify") if actor.is_operator else is_owner and may(actor, "seller.authorise")
    shown = {"territories": ", ".join(services.places_shown(asked)), "ends_on": services.last_day_shown(asked)}
    context = {
        "asked": asked,
        "colour": PROOFREQUEST.colour(asked.state),
        "forms": {
            "answer": AnswerProofForm(),
            "weigh": ReasonForm(prefix="weigh"),
            "accept": AcceptProofForm(prefix="accept", initial=shown),
            **(refused or {}),
        },
        "refused": next(iter(refused.values())) if refused else None,
        "refusal": refusal,
        "may_answer": asked.state == states.OPEN and asked.seller_id == actor.party_id and may(actor, "listing.submit"),
        "may_weigh": asked.state == states.ANSWERED and weighs,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "registry/proof.html", context, status=status)
