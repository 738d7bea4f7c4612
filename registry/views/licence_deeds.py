"""What is done about one licence: signed, declined, withdrawn, consented to, terminated, documents added."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action
from accounts.forms import ReasonForm
from gateway.http import PageRequest, choice, see_other
from registry import services
from registry.forms import add_errors
from registry.licensing import queries as licence_queries
from registry.licensing.forms import PaperForm, SignForm, TerminateForm
from registry.models import Licence
from registry.views.licence_drawn import licence_url
from registry.views.licences import licence_page
from registry.views.looking import file_name_of
from tenancy.errors import Conflict, Invalid


@action("licence.grant")
def offer(request: PageRequest, ref: str) -> HttpResponse:
    """Sign for the licensor."""
    return _signed(request, ref, services.offer_licence, _("Signed. The licensee is asked to sign now."))


@action("licence.grant")
def accept(request: PageRequest, ref: str) -> HttpResponse:
    """Sign for the licensee."""
    return _signed(request, ref, services.accept_licence, _("Signed by both sides."))


def _signed(request: PageRequest, ref: str, deed: Callable[..., Licence], said: str) -> HttpResponse:
    form = SignForm(request.POST)
    return _done(
        request, ref, "sign", form, lambda shown, given: deed(actor=request.actor, licence=shown, **given), said
    )


@action("licence.grant")
def decline(request: PageRequest, ref: str) -> HttpResponse:
    """The licensee does not sign."""
    form = ReasonForm(request.POST, prefix="decline")
    return _done(
        request, ref, "decline", form,
        lambda shown, given: services.decline_licence(actor=request.actor, licence=shown, **given), _("Declined."),
    )  # fmt: skip


@action("licence.grant")
def withdraw(request: PageRequest, ref: str) -> HttpResponse:
    """The licensor takes a draft or an offer back."""
    return _done(
        request, ref, "withdraw", None,
        lambda shown, _given: services.withdraw_licence(actor=request.actor, licence=shown), _("Withdrawn."),
    )  # fmt: skip


@action("licence.grant")
def consent(request: PageRequest, ref: str) -> HttpResponse:
    """The licensor of the licence above consents, or does not."""
    given = choice(request.POST, "answer", ("give", "refuse"), default="refuse") == "give"
    form = None if given else ReasonForm(request.POST, prefix="consent")
    return _done(
        request, ref, "consent", form,
        lambda shown, typed: services.judge_consent(actor=request.actor, licence=shown, given=given, **typed),
        _("Consent given.") if given else _("Consent refused."),
    )  # fmt: skip


@action("licence.grant")
def terminate(request: PageRequest, ref: str) -> HttpResponse:
    """End it before its last day."""
    form = TerminateForm(request.POST, prefix="terminate")
    return _done(
        request, ref, "terminate", form,
        lambda shown, given: services.terminate_licence(actor=request.actor, licence=shown, **given), _("Terminated."),
    )  # fmt: skip


@action("licence.grant")
def documents(request: PageRequest, ref: str) -> HttpResponse:
    """Put a document on file."""
    form, label = PaperForm(request.POST, request.FILES), file_name_of(request, "document")
    return _done(
        request, ref, "paper", form,
        lambda shown, given: services.add_document(actor=request.actor, licence=shown, label=label, **given), _("Added."),
    )  # fmt: skip


def _done(
    request: PageRequest, ref: str, name: str, form: Form | None, deed: Callable[[Licence, dict[str, Any]], object], said: str
) -> HttpResponse:  # fmt: skip
    """Do it, and show the licence; refused, show it with what is wrong at the form's fields."""
    shown = licence_queries.licence_by_reference(ref, actor=request.actor)
    if form is not None and not form.is_valid():
        return licence_page(request, shown, refused={name: form})
    try:
        deed(shown, dict(form.cleaned_data) if form is not None else {})
    except Invalid as refused:
        if form is None:
            raise
        add_errors(refused.fields, form)
        return licence_page(request, shown, refused={name: form})
    except Conflict as conflict:
        return licence_page(request, licence_queries.licence_by_reference(ref, actor=request.actor), refusal=conflict)
    messages.success(request, said)
    return see_other(licence_url(shown, request.marketplace.slug))
