"""Data that a seller is asked for: its own page, on which it gives and confirms them, and what buyers are told."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.doors import page
from accounts.entering import is_to_confirm
from gateway.fields import FormText
from gateway.http import PageRequest, found, see_other
from registry.forms import add_errors
from registry.identity.words import scheme_name
from registry.models import PartyNumber
from sellers.machine import DATAREQUEST
from sellers.models import DataRequest, SellerDisclosure
from sellers.services import trading
from sellers.services.disclosing import LONGEST, Disclosed
from sellers.services.payments import payment_account
from sellers.views.payments import CONFIRM_FIRST, AccountForm, stop_payment_link
from tenancy.errors import Conflict, Invalid

TRADES = [
    ("makes", gettext_lazy("We make them")),
    ("imports", gettext_lazy("We import them")),
    ("resells", gettext_lazy("We buy and resell them")),
]


class DataForm(AccountForm):
    """The payment account, and the seller's word for the rest."""

    confirmed = forms.BooleanField(label=gettext_lazy("The details on this page are right and whole."))

    number = FormText(
        label=gettext_lazy("Number in the register, or tax number"), max_length=60, required=False,
        help_text=gettext_lazy("None is on file yet."),
    )  # fmt: skip
    needed_at_times = frozenset({"number"})

    def told(self) -> Disclosed | None:
        """What buyers are told, where that is asked."""
        return None


class DisclosureForm(DataForm):
    """The same, and what buyers are told (15 U.S.C. 45f(b))."""

    name = FormText(
        label=gettext_lazy("Name"), max_length=LONGEST["name"], required=False,
        help_text=gettext_lazy("The full name, or the name under which you sell here."),
    )  # fmt: skip
    place = FormText(
        label=gettext_lazy("Address"), max_length=LONGEST["place"], required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    at_home = forms.BooleanField(
        label=gettext_lazy("I have no business address, only my home."), required=False,
        help_text=gettext_lazy("Then write only the state or province above; buyers see it with the country, and write to you."),
    )  # fmt: skip
    phone = FormText(label=gettext_lazy("Telephone for buyers"), max_length=LONGEST["phone"], required=False)
    no_phone = forms.BooleanField(
        label=gettext_lazy("I have no telephone but my own."), required=False,
        help_text=gettext_lazy("Then buyers see none, and write to you."),
    )  # fmt: skip
    email = FormText(label=gettext_lazy("Mail address for buyers"), max_length=LONGEST["email"], required=False)
    trade = forms.ChoiceField(
        label=gettext_lazy("What do you do with the goods?"), choices=TRADES,
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    sent_by_others = forms.BooleanField(label=gettext_lazy("Another seller sends the goods to buyers."), required=False)
    needed_at_times = frozenset({"number", "name", "place", "phone", "email", "trade"})
    TOLD = ("name", "place", "at_home", "phone", "no_phone", "email", "trade", "sent_by_others")

    def told(self) -> Disclosed | None:
        """What was typed. Only for a valid form."""
        return Disclosed(**{name: self.cleaned_data[name] for name in self.TOLD})


@page("member.invite")
def data_request(request: PageRequest, reference: str) -> HttpResponse:
    """What is asked, what is on file, and the form to give the rest."""
    rows = DataRequest.objects.filter(seller_id=request.actor.party_id).select_related("seller")
    shown = found(rows, reference=reference)
    form = _form_of(shown, request)
    status, refusal = 422 if form.is_bound else 200, None
    if form.is_valid() and (account := form.read()):
        try:
            held = payment_account(shown.seller)
            if held and held.digest != account.digest and is_to_confirm(request):
                raise Invalid(fields={"account": [str(CONFIRM_FIRST)]})
            trading.give_data(
                actor=request.actor, asked=shown, account=account, confirmed=form.cleaned_data["confirmed"],
                number=form.cleaned_data["number"], told=form.told(),
                stop_link=stop_payment_link(request, request.marketplace.slug),
            )  # fmt: skip
            messages.success(request, _("Thank you. If your listings were out of the shop, they are back."))
            if held and held.digest != account.digest:
                messages.info(request, _("The other account counts in three days; we have written to you."))
            return see_other(request.path)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            refusal, status = conflict, conflict.status
    context = {
        "asked": shown,
        "party": shown.seller,
        "colour": DATAREQUEST.colour(shown.state),
        "numbers": numbers_of(shown.seller_id),
        "is_open": shown.state in ("open", "overdue"),
        "needs_number": not trading.has_number(shown.seller),
        "form": form,
        "tells": isinstance(form, DisclosureForm),
        "is_to_confirm": form.is_bound and is_to_confirm(request) and not refusal,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    return render(request, "sellers/data_request.html", context, status=status)


def numbers_of(party_id: object) -> list[tuple[str, str]]:
    """The numbers of a party: of which register, and the number."""
    rows = PartyNumber.objects.filter(party_id=party_id).order_by("scheme")
    return [(scheme_name(row.scheme), row.value) for row in rows]


def _form_of(shown: DataRequest, request: PageRequest) -> DataForm:
    if shown.basis != DataRequest.Basis.DISCLOSE:
        return DataForm(request.POST or None)
    seller = shown.seller
    begun = SellerDisclosure.objects.filter(seller=seller, ended_at=None).first()
    initial = (
        {name: getattr(begun, name) for name in DisclosureForm.TOLD if name != "no_phone"}
        if begun
        else {"name": seller.name, "place": seller.address, "phone": seller.phone, "email": seller.contact_email}
    )
    return DisclosureForm(request.POST or None, initial=initial)
