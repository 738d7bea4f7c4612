"""What sellers and staff do about a complaint of a buyer. Each comes back to its page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action
from fulfillment.models import TradeComplaint
from fulfillment.services import trade_complaints as services
from fulfillment.services.trade_deciding import decide_complaint
from fulfillment.trade.forms import AddForm, AnswerForm, DecisionForm, DoneForm, cents
from fulfillment.views.trade import complaint_page, load
from gateway.http import PageRequest, see_other
from registry.forms import add_errors
from tenancy.errors import Conflict, Denied, Invalid

Deed = Callable[[TradeComplaint, dict[str, Any]], object]


@action("trade.answer")
def answer(request: PageRequest, reference: str) -> HttpResponse:
    """The seller offers something, or disagrees."""
    form = AnswerForm(request.POST, request.FILES, prefix="answer")
    return _done(request, reference, "answer", form, _("Sent to the buyer."), lambda shown, said:
        services.answer_complaint(actor=request.actor, complaint=shown, answer=form.answer()))  # fmt: skip


@action("trade.answer")
def add(request: PageRequest, reference: str) -> HttpResponse:
    """The seller adds words or papers."""
    form = AddForm(request.POST, request.FILES, prefix="add")
    return _done(request, reference, "add", form, _("Added."), lambda shown, said:
        services.add_to_complaint(actor=request.actor, complaint=shown, words=said["words"], files=said["papers"]))  # fmt: skip


@action("trade.answer")
def done(request: PageRequest, reference: str) -> HttpResponse:
    """The seller shows that it did what it owed."""
    form = DoneForm(request.POST, request.FILES, prefix="done")
    return _done(request, reference, "done", form, _("Settled; the buyer sees the receipt."), lambda shown, said:
        services.confirm_done(actor=request.actor, complaint=shown, words=said["words"], files=said["papers"]))  # fmt: skip


@action("trade.mediate")
def decide(request: PageRequest, reference: str) -> HttpResponse:
    """The marketplace decides."""
    form = DecisionForm(request.POST, prefix="decide")
    return _done(request, reference, "decide", form, _("Decided; both sides are told."), lambda shown, said:
        decide_complaint(
            actor=request.actor, complaint=shown, remedy=said["remedy"], words=said["words"], cents=cents(said["amount"])
        ))  # fmt: skip


def _done(request: PageRequest, reference: str, name: str, form: forms.Form, told: str, deed: Deed) -> HttpResponse:
    """Do it with what was filled in, or show the page again with what is wrong."""
    shown = load(request, reference)
    if form.is_valid():
        try:
            deed(shown, form.cleaned_data)
            messages.success(request, told)
            return see_other(reverse("fulfillment:trade_complaint", args=[request.marketplace.slug, shown.reference]))
        except Invalid as refused:
            add_errors(
                {"amount" if field == "cents" else field: texts for field, texts in refused.fields.items()}, form
            )
        except (Conflict, Denied) as refusal:
            return complaint_page(request, shown, refusal=refusal)
    return complaint_page(request, shown, refused={name: form})
