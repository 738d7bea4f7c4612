"""Inspectors: who is accredited for what until when, accrediting, revoking, and what ties an inspector to sellers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Party
from accounts.permissions import may
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from sellers.machine import ACCREDITATION
from sellers.models import Accreditation, Interest, ReviewKind, SellerReview
from sellers.reviews.forms import AccreditForm, InterestForm, ReasonForm, listed
from sellers.services import accrediting
from sellers.services.accrediting import Reach
from tenancy.errors import Conflict, Invalid, Refusal

NEWEST = Keyset("-id")
KINDS = dict(ReviewKind.choices)
LAST = 10


@page("review.read")
def inspectors(request: PageRequest) -> HttpResponse:
    """All accreditations for staff, its own for an inspector."""
    rows = Accreditation.objects.visible_to(request.actor).select_related("inspector")
    state = choice(request.GET, "state", list(ACCREDITATION.states), default="active")
    chosen = rows.filter(state=state)
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    slug = request.marketplace.slug
    context = {
        "lines": [
            (row, reverse("sellers:accreditation", args=[slug, row.reference]), [str(KINDS[one]) for one in row.kinds])
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}", code == state) for code, label in Accreditation.State.choices
        ],
        "may_manage": may(request.actor, "review.manage"),
        "slug": slug,
    }
    return render(request, "sellers/reviews/inspectors.html", context)


@page("review.manage")
def accredit(request: PageRequest) -> HttpResponse:
    """Accredit an inspector, or anew with another reach."""
    form = AccreditForm(request.POST or None, initial={"inspector": request.GET.get("inspector", "")[:20]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        inspector = Party.objects.filter(kind=Party.Kind.INSPECTOR, reference=said["inspector"].strip()).first()
        reach = Reach(said["kinds"], said["until_on"], listed(said["departments"]), said["countries"])
        if inspector is None:
            form.add_error("inspector", _("There is no such inspector."))
        else:
            try:
                row = accrediting.accredit(actor=request.actor, inspector=inspector, reach=reach, reason=said["reason"])
                messages.success(request, _("Accredited; the inspector is told."))
                return see_other(reverse("sellers:accreditation", args=[request.marketplace.slug, row.reference]))
            except Invalid as refused:
                add_errors(refused.fields, form)
    context = {
        "form": form, "slug": request.marketplace.slug,
        "some": list(Party.objects.filter(kind=Party.Kind.INSPECTOR, state="active").order_by("name_key")[:20]),
    }  # fmt: skip
    return render(request, "sellers/reviews/accredit.html", context, status=422 if form.errors else 200)


@page("review.read")
def accreditation(request: PageRequest, reference: str) -> HttpResponse:
    """One accreditation, its inspector's interests and last reviews."""
    return _page(request, _load(request, reference))


@action("review.manage")
def revoke(request: PageRequest, reference: str) -> HttpResponse:
    """Revoke it, with a reason."""
    shown = _load(request, reference)
    form = ReasonForm(request.POST, prefix="revoke")
    if form.is_valid():
        try:
            accrediting.revoke_accreditation(actor=request.actor, row=shown, reason=form.cleaned_data["reason"])
            messages.success(request, _("Revoked. What was not signed waits to be assigned."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, refusal=conflict)
    return _page(request, shown, refused={"revoke": form})


@page("review.read")
def note_interest(request: PageRequest, reference: str) -> HttpResponse:
    """Put on record what ties the inspector to a seller."""
    shown = _load(request, reference)
    if request.method != "POST":
        return _back(request, shown)
    form = InterestForm(request.POST, prefix="interest")
    if form.is_valid():
        seller = Party.objects.filter(kind=Party.Kind.SELLER, reference=form.cleaned_data["party"].strip()).first()
        try:
            accrediting.note_interest(
                actor=request.actor, inspector=shown.inspector, party=seller, words=form.cleaned_data["words"]
            )
            messages.success(request, _("On record. It is not assigned to this seller."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, refusal=conflict)
    return _page(request, shown, refused={"interest": form})


@action("review.manage")
def end_interest(request: PageRequest, interest_id: Any) -> HttpResponse:
    """Staff say that it is over."""
    row = found(Interest.objects.select_related("inspector"), id=interest_id)
    shown = Accreditation.objects.filter(inspector=row.inspector).order_by("-id").first()
    accrediting.end_interest(actor=request.actor, interest=row)
    messages.success(request, _("Ended."))
    if shown is None:
        return see_other(reverse("sellers:inspectors", args=[request.marketplace.slug]))
    return _back(request, shown)


def _page(
    request: PageRequest,
    shown: Accreditation,
    *,
    refused: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    manages = may(request.actor, "review.manage")
    is_own = request.actor.party_id == shown.inspector_id
    last = SellerReview.objects.visible_to(request.actor).filter(inspector=shown.inspector).select_related("seller")
    slug = request.marketplace.slug
    context = {
        "row": shown,
        "colour": ACCREDITATION.colour(shown.state),
        "kinds": [str(KINDS[one]) for one in shown.kinds],
        "interests": list(
            Interest.objects.filter(inspector=shown.inspector, ended_at=None).select_related("party").order_by("-id")
        ),
        "last": [(one, reverse("sellers:review", args=[slug, one.reference])) for one in last.order_by("-id")[:LAST]],
        "forms": {
            "revoke": ReasonForm(prefix="revoke"),
            "interest": InterestForm(prefix="interest"),
            **(refused or {}),
        },
        "may_manage": manages,
        "may_note": manages or (is_own and may(request.actor, "review.inspect")),
        "refused": bool(refused),
        "refusal": refusal,
        "slug": slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "sellers/reviews/accreditation.html", context, status=status)


def _load(request: PageRequest, reference: str) -> Accreditation:
    rows = Accreditation.objects.visible_to(request.actor).select_related("inspector", "tenant")
    return found(rows, reference=reference)


def _back(request: PageRequest, shown: Accreditation) -> HttpResponse:
    return see_other(reverse("sellers:accreditation", args=[request.marketplace.slug, shown.reference]))
