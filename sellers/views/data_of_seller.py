"""What sellers were asked for as staff see it: all that was asked, the data of one seller, and whether they hold; and the public
page that says who a high-volume seller is."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.doors import action, page, public_page
from accounts.models import Party
from gateway.fields import FormText
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from sellers.machine import DATAREQUEST
from sellers.models import DataRequest, SellerDisclosure
from sellers.onboarding.accounts import Account
from sellers.services import checking_data, trading
from sellers.services.disclosing import disclosed
from sellers.services.payments import payment_account, waiting_payment
from sellers.views.trading import numbers_of
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound, Refusal

OLDEST = Keyset("id")
WAYS = {
    "given": gettext_lazy("To be checked"),
    "open": gettext_lazy("Asked"),
    "overdue": gettext_lazy("Out of the shop"),
    "verified": gettext_lazy("Checked"),
    "doubted": gettext_lazy("Asked again"),
}
MOST = 20


class WordsForm(forms.Form):
    """What is not right."""

    words = FormText(
        label=gettext_lazy("What is not right"), max_length=trading.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("The seller reads it, and has ten days."),
    )  # fmt: skip


@page("party.manage")
def data_requests(request: PageRequest) -> HttpResponse:
    """What sellers were asked for, in one state, the oldest first."""
    which = choice(request.GET, "which", list(WAYS), default="given")
    rows = DataRequest.objects.filter(state=which).select_related("seller")
    part, now, slug = OLDEST.page(rows, request.GET.get("cursor")), database_now(), request.marketplace.slug
    context = {
        "lines": [
            (row, reverse("sellers:data_of_seller", args=[slug, row.seller.reference]), _due(row), _is_late(row, now))
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(rows),
        "chips": [(label, f"{request.path}?which={way}", way == which) for way, label in WAYS.items()],
        "which": which,
    }
    return render(request, "sellers/data_requests.html", context)


@page("party.manage")
def data_requests_count(request: PageRequest) -> HttpResponse:
    """How much waits to be checked, for the rail."""
    waiting = capped_count(DataRequest.objects.filter(state="given"))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("party.manage")
def data_of_seller(request: PageRequest, reference: str) -> HttpResponse:
    """The data of one seller; POST asks it to put them right (article 30(3) of Regulation (EU) 2022/2065)."""
    seller = _seller(reference)
    form = WordsForm(request.POST or None, prefix="ask")
    if form.is_valid():
        try:
            trading.request_data(actor=request.actor, seller=seller, words=form.cleaned_data["words"])
            messages.success(request, _("Asked. It has ten days; if it stays silent, its listings leave the shop."))
            return see_other(request.path)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except Conflict as conflict:
            return _page(request, seller, forms_={"ask": form}, refusal=conflict)
    return _page(request, seller, forms_={"ask": form})


@action("party.manage")
def check_data(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """What the seller gave holds, or it is asked again."""
    if deed not in ("holds", "doubt"):
        raise NotFound
    asked = found(DataRequest.objects.select_related("seller"), reference=reference)
    form = WordsForm(request.POST, prefix="doubt") if deed == "doubt" else None
    try:
        if form is None:
            checking_data.verify_data(actor=request.actor, asked=asked)
            messages.success(request, _("Checked."))
        elif form.is_valid():
            checking_data.doubt_data(actor=request.actor, asked=asked, words=form.cleaned_data["words"])
            messages.success(request, _("Asked again; the seller is told what is not right."))
        else:
            return _page(request, asked.seller, forms_={"doubt": form})
    except Invalid as refused:
        if form is not None:
            add_errors(refused.fields, form)
        return _page(request, asked.seller, forms_={"doubt": form})
    except Conflict as conflict:
        return _page(request, asked.seller, refusal=conflict)
    return see_other(reverse("sellers:data_of_seller", args=[request.marketplace.slug, asked.seller.reference]))


@public_page("Buyers are told who a high-volume seller is: 15 U.S.C. 45f(b).")
def who_sells(request: PageRequest, reference: str) -> HttpResponse:
    """Name, place and how it is reached; the same as nobody where nothing is told."""
    told = disclosed(reference)
    if told is None:
        raise NotFound
    return render(
        request,
        "sellers/who_sells.html",
        {"told": told, "country": countries.name(told.country), "slug": request.marketplace.slug},
    )


def _seller(reference: str) -> Party:
    return found(Party.objects.filter(kind=Party.Kind.SELLER), reference=reference)


def _page(
    request: PageRequest,
    seller: Party,
    *,
    forms_: dict[str, WordsForm | None] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    now, waits = database_now(), waiting_payment(seller)
    told = SellerDisclosure.objects.filter(seller=seller, ended_at=None).first()
    shown = {"ask": WordsForm(prefix="ask"), "doubt": WordsForm(prefix="doubt"), **(forms_ or {})}
    is_refused = any(form is not None and form.is_bound for form in shown.values())
    rows = DataRequest.objects.filter(seller=seller).order_by("-id")[:MOST]
    context = {
        "party": seller,
        "numbers": numbers_of(seller.id),
        "account": payment_account(seller),
        "waits": waits,
        "waits_for": Account.kept(waits.account) if waits else None,
        "country": countries.name(seller.country),
        "told": told,
        "told_country": countries.name(told.country) if told else "",
        "asked": [(row, DATAREQUEST.colour(row.state), _due(row), _is_late(row, now)) for row in rows],
        "check": checking_data.to_check(seller),
        "forms": shown,
        "is_refused": is_refused,
        "refusal": refusal,
        "slug": request.marketplace.slug,
    }
    status = refusal.status if refusal else 422 if is_refused else 200
    return render(request, "sellers/data_of_seller.html", context, status=status)


def _due(row: DataRequest) -> object:
    return row.check_due_at if row.state == "given" else row.due_at


def _is_late(row: DataRequest, now: object) -> bool:
    """Whether staff should have checked it by now."""
    return row.state == "given" and (row.check_due_at is None or row.check_due_at < now)  # type: ignore[operator]
