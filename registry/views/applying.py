"""Pages for applicants, who have no account yet: the form, and the page behind their link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import public_page
from evidence.services import labels_of
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from registry.forms import add_errors
from registry.identity.forms import ApplicationForm
from registry.identity.words import scheme_name
from registry.machine import APPLICATION
from registry.models import Application, ApplicationPaper, PartyNumber
from registry.services import applications
from registry.services.applications import OPEN
from tenancy.errors import Conflict, Invalid, TooMany

APPLICATIONS, LINKS, MENDED = 10, 120, 20
"""Applications, looks at links and changes by links that one address may make in an hour."""


@public_page("Rights holders and agents apply before they have an account.")
def apply(request: PageRequest) -> HttpResponse:
    """The application form; what was typed stays."""
    form = ApplicationForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                limit("application", client_address(request), per_hour=APPLICATIONS)
                made = applications.hand_in(actor=request.actor, kind=form.cleaned_data["kind"], said=form.said())
                token = applications.token_of(made)
                return _kept_private(see_other(_own_url(request, token)))
            except Invalid as refused:
                add_errors(refused.fields, form)
            except TooMany as refused:
                form.add_error(None, refused.message)
                status = 429
        form.keep_files_of(client_address(request))
    return render(request, "registry/apply.html", {"form": form}, status=status)


@public_page("Whoever holds the link of an application follows and mends it; the link is the proof.")
def follow(request: PageRequest, token: str) -> HttpResponse:
    """Where the application stands, what is missing, and the form to mend it."""
    limit("application link", client_address(request), per_hour=LINKS)
    shown = applications.application_of(token)
    is_open = shown.state in OPEN
    form = ApplicationForm(request.POST or None, request.FILES or None, shown=shown) if is_open else None
    refusal: Conflict | None = None
    status = 200
    if request.method == "POST":
        status = 422
        limit("application mended", client_address(request), per_hour=MENDED)
        try:
            if form is None or form.is_valid():
                if form is None:
                    raise Conflict(_("This application is decided already."))
                applications.mend(actor=request.actor, application=shown, said=form.said())
                messages.success(request, _("Thank you. A person at the marketplace reads it next."))
                return _kept_private(see_other(_own_url(request, token)))
        except Invalid as refused:
            add_errors(refused.fields, form) if form is not None else None
        except Conflict as refused:
            refusal, status = refused, refused.status
        if form is not None:
            form.keep_files_of(client_address(request))
    return _kept_private(render(request, "registry/applied.html", _context(shown, form, refusal), status=status))


def _context(shown: Application, form: ApplicationForm | None, refusal: Conflict | None) -> dict[str, object]:
    papers = list(ApplicationPaper.objects.filter(application=shown).select_related("evidence").order_by("id"))
    labels = labels_of([row.evidence for row in papers])
    numbers = PartyNumber.objects.filter(party=shown.party).order_by("scheme")
    return {
        "application": shown,
        "party": shown.party,
        "colour": APPLICATION.colour(shown.state),
        "numbers": [(scheme_name(row.scheme), row.value) for row in numbers],
        "papers": [(row, labels.get(row.evidence_id, "")) for row in papers],
        "form": form,
        "opened": form is not None and (form.is_bound or shown.state == Application.State.ASKED),
        "refusal": refusal,
    }


def _own_url(request: PageRequest, token: str) -> str:
    return reverse("registry:follow_application", args=[request.marketplace.slug, token])


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The address of the page is the secret: nobody is told it as a referrer, and nobody keeps the page."""
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
