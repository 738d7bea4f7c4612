"""Applications as staff see them: those that wait, one of them with its papers beside the data, and the decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.doors import action, page
from accounts.views.parties import join_link
from evidence.services import labels_of
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.checking.findings import count
from registry.forms import add_errors
from registry.identity.checks import findings
from registry.identity.forms import WordsForm
from registry.identity.words import scheme_name
from registry.machine import APPLICATION
from registry.models import Application, ApplicationPaper, PartyNumber
from registry.services import applications
from registry.services.applications import OPEN
from tenancy.errors import Conflict, Invalid, NotFound, Refusal

OLDEST = Keyset("id")
WAYS = {
    "received": gettext_lazy("To be read"),
    "asked": gettext_lazy("Asked for more"),
    "accepted": gettext_lazy("Accepted"),
    "refused": gettext_lazy("Refused"),
}
DEEDS = ("accept", "ask", "refuse")


@page("application.decide")
def applications_page(request: PageRequest) -> HttpResponse:
    """Applications in one state, the oldest first."""
    which = choice(request.GET, "which", list(WAYS), default="received")
    rows = Application.objects.filter(state=which).select_related("party")
    part = OLDEST.page(rows, request.GET.get("cursor"))
    context = {
        "page": part,
        "lines": [(row, str(countries.name(row.party.country))) for row in part.rows],
        "count": capped_count(rows),
        "which": which,
        "chips": [(label, f"{request.path}?which={way}", way == which) for way, label in WAYS.items()],
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/applications.html", context)


@page("application.decide")
def count_waiting(request: PageRequest) -> HttpResponse:
    """How many wait to be read, for the rail."""
    waiting = capped_count(Application.objects.filter(state=Application.State.RECEIVED))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("application.decide")
def application(request: PageRequest, reference: str) -> HttpResponse:
    """One application: its papers beside the data, what the rules found, and the decision."""
    return _page(request, _load(reference))


@action("application.decide")
def decide(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """Accept, ask for more, or refuse."""
    shown = _load(reference)
    if deed not in DEEDS:
        raise NotFound
    form = WordsForm(request.POST, prefix=deed)
    form.fields["reason"].required = deed != "accept"
    if form.is_valid():
        try:
            told = _do(request, shown, deed, form.cleaned_data["reason"])
            messages.success(request, told)
            return see_other(reverse("registry:applications", args=[request.marketplace.slug]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, shown, refusal=conflict)
    return _page(request, shown, refused={deed: form})


def _do(request: PageRequest, shown: Application, deed: str, reason: str) -> str:
    if deed == "ask":
        applications.ask_applicant(actor=request.actor, application=shown, wanted=reason)
        return _("Asked; the applicant can add to it by its link.")
    applications.decide_applicant(
        actor=request.actor, application=shown, accept=deed == "accept", reason=reason, link=join_link(request)
    )
    return _("Accepted; the contact is invited.") if deed == "accept" else _("Refused; the contact is told why.")


def _load(reference: str) -> Application:
    return found(Application.objects.select_related("party"), party__reference=reference)


def _page(
    request: PageRequest,
    shown: Application,
    *,
    refused: dict[str, WordsForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    papers = list(ApplicationPaper.objects.filter(application=shown).select_related("evidence").order_by("-id"))
    labels = labels_of([row.evidence for row in papers])
    noted = findings(shown)
    context: dict[str, Any] = {
        "application": shown,
        "party": shown.party,
        "colour": APPLICATION.colour(shown.state),
        "is_open": shown.state in OPEN,
        "country": str(countries.name(shown.party.country)),
        "numbers": [
            (scheme_name(row.scheme), row.value)
            for row in PartyNumber.objects.filter(party=shown.party).order_by("scheme")
        ],
        "papers": [(row, labels.get(row.evidence_id, "")) for row in papers],
        "findings": noted,
        "stops": [one for one in noted if one.tone == "stop"],
        "to_see": count(noted),
        "forms": {**{deed: WordsForm(prefix=deed) for deed in DEEDS}, **(refused or {})},
        "refused": set(refused or {}),
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "registry/application.html", context, status=status)
