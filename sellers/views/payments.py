"""Pages about the account to which a seller is paid: its own, and the one behind the link of a mail, which stops a change."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import action, page, public_page
from accounts.entering import is_to_confirm
from accounts.models import Party
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other
from gateway.limits import client_address, limit
from registry.forms import add_errors
from sellers.onboarding.accounts import Account, read_account
from sellers.onboarding.words import ACCOUNT_FAULTS
from sellers.services import payments
from tenancy.context import current_tenant
from tenancy.errors import Conflict, Invalid

LINKS_PER_HOUR = 60
CONFIRM_FIRST = gettext_lazy("Confirm that it is you, then send once more.")


class AccountForm(forms.Form):
    """A payment account, of which the number is kept nowhere."""

    account = FormText(
        label=gettext_lazy("IBAN"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Where there are no IBANs, the number of the account. Of it we keep a seal and the last four characters."
        ),
    )  # fmt: skip

    def read(self) -> Account | None:
        """The account of a valid form; None, with the fault in its field, where it is none."""
        account = read_account(self.cleaned_data["account"], current_tenant())
        if isinstance(account, Account):
            return account
        self.add_error("account", str(ACCOUNT_FAULTS[account]))
        return None


def stop_payment_link(request: HttpRequest, slug: str) -> str:
    """The address that stops a change, with TOKEN in the secret's place."""
    return request.build_absolute_uri(reverse("sellers:stop_payment", args=[slug, "TOKEN"]))


@page("member.invite")
def payment_account(request: PageRequest) -> HttpResponse:
    """To which account the seller is paid, what waits, and the form for another one."""
    seller = found(Party.objects.filter(kind=Party.Kind.SELLER), id=request.actor.party_id)
    form = AccountForm(request.POST or None)
    if form.is_valid() and (account := form.read()):
        try:
            if is_to_confirm(request):
                raise Invalid(fields={"account": [str(CONFIRM_FIRST)]})
            link = stop_payment_link(request, request.marketplace.slug)
            payments.change_payment(actor=request.actor, account=account, link=link)
            messages.success(request, _("It counts in three days. We have written to the address of your letters."))
            return see_other(request.path)
        except Invalid as refused:
            add_errors(refused.fields, form)
    waits = payments.waiting_payment(seller)
    context = {
        "party": seller,
        "account": payments.payment_account(seller),
        "waits": waits,
        "waits_for": Account.kept(waits.account) if waits else None,
        "form": form,
        "is_to_confirm": form.is_bound and is_to_confirm(request),
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/payment_account.html", context, status=422 if form.is_bound else 200)


@action("member.invite")
def keep_payment(request: PageRequest) -> HttpResponse:
    """Stop the change from the seller's own page."""
    seller = found(Party.objects.filter(kind=Party.Kind.SELLER), id=request.actor.party_id)
    try:
        if waits := payments.waiting_payment(seller):
            payments.stop_payment_move(actor=request.actor, asked=waits)
            messages.success(request, _("Stopped. You go on being paid to the account of before."))
        else:
            messages.info(request, _("Nothing waits any more."))
    except Conflict as refused:
        messages.error(request, refused.message)
    return see_other(reverse("sellers:payment_account", args=[request.marketplace.slug]))


@public_page("Whoever reads the mail to a seller can stop that it is paid to another account.")
def stop_payment(request: PageRequest, token: str) -> HttpResponse:
    """What was asked for, and a button: no program that looks at links in mails stops anything."""
    limit("payment move", client_address(request), per_hour=LINKS_PER_HOUR)
    asked = payments.open_payment_move(token)
    stopped = request.method == "POST"
    if stopped:
        payments.stop_payment_move(actor=request.actor, asked=asked, by_link=True)
    context = {"asked": asked, "party": asked.seller, "account": Account.kept(asked.account), "stopped": stopped}
    answer = render(request, "sellers/payment_stop.html", context)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
