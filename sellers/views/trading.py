"""Data that a seller is asked for: its own page, on which it gives and confirms them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other
from registry.forms import add_errors
from registry.identity.words import scheme_name
from registry.models import PartyNumber
from sellers.machine import DATAREQUEST
from sellers.models import DataRequest
from sellers.onboarding.accounts import Account, read_account
from sellers.onboarding.words import ACCOUNT_FAULTS
from sellers.services import trading
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid


class DataForm(forms.Form):
    """The payment account, and the seller's word for the rest."""

    account = FormText(
        label=gettext_lazy("IBAN"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Where there are no IBANs, the number of the account. Of it we keep a seal and the last four characters."
        ),
    )  # fmt: skip
    confirmed = forms.BooleanField(label=gettext_lazy("The details on this page are right and whole."))


@page("member.invite")
def data_request(request: PageRequest, reference: str) -> HttpResponse:
    """What is asked, what is on file, and the form to give the rest."""
    rows = DataRequest.objects.filter(seller_id=request.actor.party_id).select_related("seller")
    shown = found(rows, reference=reference)
    form = DataForm(request.POST or None)
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        account = read_account(request.POST.get("account", "")[:60], current_tenant())
        if form.is_valid() and not isinstance(account, Account):
            form.add_error("account", str(ACCOUNT_FAULTS[account]))
        elif form.is_valid() and isinstance(account, Account):
            try:
                trading.give_data(
                    actor=request.actor, asked=shown, account=account, confirmed=form.cleaned_data["confirmed"]
                )
                messages.success(request, _("Thank you. If your listings were out of the shop, they are back."))
                return see_other(request.path)
            except Invalid as refused:
                add_errors(refused.fields, form)
            except Conflict as conflict:
                refusal, status = conflict, conflict.status
    context = {
        "asked": shown,
        "party": shown.seller,
        "colour": DATAREQUEST.colour(shown.state),
        "numbers": [
            (scheme_name(row.scheme), row.value)
            for row in PartyNumber.objects.filter(party=shown.seller).order_by("scheme")
        ],
        "form": form if shown.state != "given" else None,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/data_request.html", context, status=status)
