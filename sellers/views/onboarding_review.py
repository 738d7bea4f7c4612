"""Applications to sell as staff see them: those that wait, one of them with its papers beside the data, the four outcomes, and
the appeal, which another person decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page
from accounts.views.parties import join_link
from evidence.services import labels_of
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from registry.identity.words import scheme_name
from registry.models import PartyNumber
from sellers.machine import SELLERAPPLICATION
from sellers.models import SellerApplication, SellerLimit, SellerPaper
from sellers.onboarding.findings import findings
from sellers.onboarding.review_forms import ApproveForm, ReasonForm
from sellers.onboarding.risk import proposal, score_of
from sellers.onboarding.shown import said_so_far
from sellers.services import onboarding_review as services
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal

OLDEST = Keyset("id")
WAYS = {
    "received": gettext_lazy("To be read"),
    "asked": gettext_lazy("Asked for more"),
    "appealed": gettext_lazy("Appealed"),
    "approved": gettext_lazy("Approved"),
    "refused": gettext_lazy("Refused"),
    "upheld": gettext_lazy("Refusal upheld"),
}
DEEDS = ("approve", "ask", "refuse")
APPEAL_DEEDS = ("accept", "uphold")
PROPOSALS = {
    "let_in": gettext_lazy("Nothing speaks against letting it in."),
    "look": gettext_lazy("Look closely."),
    "high": gettext_lazy("High: much speaks against it."),
}


@page("application.decide")
def applications(request: PageRequest) -> HttpResponse:
    """Applications to sell in one state, the oldest first."""
    return _list(request, choice(request.GET, "which", list(WAYS), default="received"), list(WAYS))


@page("appeal.decide")
def appeals(request: PageRequest) -> HttpResponse:
    """Appeals against refusals that wait to be decided."""
    return _list(request, "appealed", ["appealed"])


@page("application.decide")
def count_waiting(request: PageRequest) -> HttpResponse:
    """How many wait to be read, for the rail."""
    waiting = capped_count(SellerApplication.objects.filter(state="received"))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("application.decide")
def application(request: PageRequest, reference: str) -> HttpResponse:
    """One application: its papers beside the data, what the rules found, and the decision."""
    return _page(request, _load(reference))


@action("application.decide")
def decide(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """Approve (also with limits), ask for more, or refuse."""
    shown = _load(reference)
    if deed not in DEEDS:
        raise NotFound
    form = _forms()[deed].__class__(request.POST, prefix=deed)
    if form.is_valid():
        try:
            messages.success(request, _do(request, shown, deed, form))
            return see_other(reverse("sellers:seller_applications", args=[request.marketplace.slug]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, refusal=conflict)
    return _page(request, shown, refused={deed: form})


@page("appeal.decide")
def appeal(request: PageRequest, reference: str) -> HttpResponse:
    """An application that was refused and appealed: the same page, and the decision of another person."""
    shown = _load(reference)
    if shown.state not in ("appealed", "upheld", "approved") or not shown.appeal:
        raise NotFound
    if request.method != "POST":
        return _page(request, shown, on_appeal=True)
    form = ApproveForm(request.POST, prefix="appeal")
    deed = choice(request.POST, "deed", list(APPEAL_DEEDS), default="")
    if form.is_valid() and deed:
        try:
            services.decide_seller_appeal(
                actor=request.actor, application=shown, accept=deed == "accept",
                reason=form.cleaned_data["reason"], limits=form.limits(), link=join_link(request),
            )  # fmt: skip
            messages.success(request, _("Decided; the applicant is told."))
            return see_other(reverse("sellers:seller_appeals", args=[request.marketplace.slug]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, refusal=conflict, on_appeal=True)
    return _page(request, shown, refused={"appeal": form}, on_appeal=True)


@action("application.decide")
def lift(request: PageRequest, reference: str) -> HttpResponse:
    """Lift the limit under which the seller began."""
    shown = _load(reference)
    try:
        services.end_limit(actor=request.actor, application=shown)
        messages.success(request, _("Lifted; the seller may offer what it likes."))
    except Conflict as conflict:
        return _page(request, shown, refusal=conflict)
    return see_other(reverse("sellers:seller_application", args=[request.marketplace.slug, reference]))


def _do(request: PageRequest, shown: SellerApplication, deed: str, form: Any) -> str:
    reason = form.cleaned_data["reason"]
    if deed == "ask":
        services.ask_seller(actor=request.actor, application=shown, wanted=reason)
        return _("Asked; the applicant can add to it by its link.")
    if deed == "refuse":
        services.refuse_seller(actor=request.actor, application=shown, reason=reason)
        return _("Refused; the applicant is told why, and can appeal.")
    limits = form.limits()
    services.approve_seller(
        actor=request.actor, application=shown, limits=limits, reason=reason, link=join_link(request)
    )
    return _("Approved with limits; the contact is invited.") if limits else _("Approved; the contact is invited.")


def _load(reference: str) -> SellerApplication:
    rows = SellerApplication.objects.select_related("party", "tenant").exclude(state__in=["draft", "lapsed"])
    return found(rows, reference=reference)


def _forms() -> dict[str, Any]:
    return {
        "approve": ApproveForm(prefix="approve"),
        "ask": ReasonForm(prefix="ask"),
        "refuse": ReasonForm(prefix="refuse"),
        "appeal": ApproveForm(prefix="appeal"),
    }


def _list(request: PageRequest, which: str, ways: list[str]) -> HttpResponse:
    rows = SellerApplication.objects.filter(state=which).select_related("party")
    part = OLDEST.page(rows, request.GET.get("cursor"))
    name = "seller_appeal" if ways == ["appealed"] else "seller_application"
    context = {
        "page": part,
        "lines": [
            (row, reverse(f"sellers:{name}", args=[request.marketplace.slug, row.reference])) for row in part.rows
        ],
        "count": capped_count(rows),
        "chips": [(WAYS[way], f"{request.path}?which={way}", way == which) for way in ways] if len(ways) > 1 else [],
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/onboarding/applications.html", context)


def _page(
    request: PageRequest,
    shown: SellerApplication,
    *,
    refused: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
    on_appeal: bool = False,
) -> HttpResponse:
    papers = list(SellerPaper.objects.filter(application=shown).select_related("evidence").order_by("-id"))
    labels = labels_of([row.evidence for row in papers])
    noted = findings(shown, database_now())
    score = score_of(noted)
    context = {
        "application": shown,
        "party": shown.party,
        "colour": SELLERAPPLICATION.colour(shown.state),
        "is_open": shown.state in ("received", "asked") and not on_appeal,
        "numbers": [
            (scheme_name(row.scheme), row.value)
            for row in PartyNumber.objects.filter(party=shown.party).order_by("scheme")
        ],
        "groups": said_so_far(shown),
        "papers": [(row, labels.get(row.evidence_id, "")) for row in papers],
        "reasons": noted,
        "score": score,
        "proposal": PROPOSALS[proposal(score)],
        "limit": SellerLimit.objects.filter(seller=shown.party, ended_at=None).first(),
        "may_appeal": on_appeal and shown.state == "appealed" and services.may_decide_appeal(request.actor, shown),
        "on_appeal": on_appeal,
        "forms": {**_forms(), **(refused or {})},
        "refused": bool(refused),
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "sellers/onboarding/application.html", context, status=status)
