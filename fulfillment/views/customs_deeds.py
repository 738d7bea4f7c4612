"""What is done about a detention: answered, asked, decided, ended. Each comes back to its page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action
from fulfillment.customs.forms import (
    CourtForm,
    DeclarantForm,
    HolderAnswerForm,
    MoreTimeForm,
    OutcomeForm,
    ToldForm,
    WordsForm,
)
from fulfillment.models import Detention
from fulfillment.services import customs_answers, customs_outcomes
from fulfillment.views.customs import detention_page, load
from gateway.http import PageRequest, see_other
from registry.forms import add_errors
from tenancy.errors import Conflict, Denied, Invalid

Deed = Callable[[Detention, dict[str, Any]], object]


@action("customs.apply")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """Fake, genuine, or outside of what the law lets customs destroy."""
    form = HolderAnswerForm(request.POST, request.FILES, prefix="answer")
    return _done(request, reference, "answer", form, _("Answered; customs are told."), lambda shown, said:
        customs_answers.answer_detention(
            actor=request.actor, detention=shown, answer=said["answer"], words=said["words"], pictures=said["pictures"]
        ))  # fmt: skip


@action("customs.detain")
def holder(request: PageRequest, reference: str) -> HttpResponse:
    """What the rights holder told customs otherwise than here."""
    form = ToldForm(request.POST, prefix="holder")
    return _done(request, reference, "holder", form, _("On file; the rights holder is told."), lambda shown, said:
        customs_answers.note_holder(actor=request.actor, detention=shown, answer=said["answer"], words=said["words"])
    )  # fmt: skip


@action("customs.apply")
def go_to_court(request: PageRequest, reference: str) -> HttpResponse:
    """Proceedings have begun."""
    form = CourtForm(request.POST, prefix="court")
    return _done(request, reference, "court", form, _("On file; customs are told."), lambda shown, said:
        customs_answers.answer_detention(
            actor=request.actor, detention=shown, answer="court", words=said["words"], court=said["court"]
        ))  # fmt: skip


@action("customs.apply")
def ask_for_time(request: PageRequest, reference: str) -> HttpResponse:
    """More time is asked for, with reasons."""
    form = WordsForm(request.POST, prefix="time")
    return _done(request, reference, "time", form, _("Asked for; the time runs on until customs grant more."), lambda shown, said:
        customs_answers.answer_detention(actor=request.actor, detention=shown, answer="more_time", words=said["words"])
    )  # fmt: skip


@action("customs.detain")
def declarant(request: PageRequest, reference: str) -> HttpResponse:
    """What the declarant told customs."""
    form = DeclarantForm(request.POST, prefix="declarant")
    if request.POST.get("declarant-answer") == customs_answers.TOLD:
        return _done(request, reference, "declarant", form, _("On file."), lambda shown, said:
            customs_answers.note_declarant_told(actor=request.actor, detention=shown)
        )  # fmt: skip
    return _done(request, reference, "declarant", form, _("On file; the rights holder is told."), lambda shown, said:
        customs_answers.note_declarant(actor=request.actor, detention=shown, answer=said["answer"], words=said["words"])
    )  # fmt: skip


@action("customs.detain")
def more_time(request: PageRequest, reference: str) -> HttpResponse:
    """What customs said to the request for more time."""
    form = MoreTimeForm(request.POST, prefix="extension")
    return _done(request, reference, "extension", form, _("On file; the rights holder is told."), lambda shown, said:
        customs_answers.decide_more_time(
            actor=request.actor, detention=shown, granted=said["decision"] == "granted", days=said["days"], words=said["words"]
        ))  # fmt: skip


@action("customs.detain")
def end(request: PageRequest, reference: str) -> HttpResponse:
    """Destroyed, seized or released."""
    form = OutcomeForm(request.POST, request.FILES, prefix="outcome")
    return _done(request, reference, "outcome", form, _("Recorded. This detention is over."), lambda shown, said:
        customs_outcomes.record_outcome(
            actor=request.actor, detention=shown,
            outcome=customs_outcomes.Outcome(said["outcome"], said["on"], said["quantity"], said["words"], said["paper"]),
        ))  # fmt: skip


def _done(request: PageRequest, reference: str, name: str, form: forms.Form, told: str, deed: Deed) -> HttpResponse:
    """Do it with what was filled in, or show the page again with what is wrong."""
    shown = load(request, reference)
    if form.is_valid():
        try:
            deed(shown, form.cleaned_data)
            messages.success(request, told)
            return see_other(reverse("fulfillment:detention", args=[request.marketplace.slug, shown.reference]))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return detention_page(request, shown, refusal=refusal)
    return detention_page(request, shown, refused={name: form})
