"""What a buyer sees by the link of its order, without an account: the order, its parcels, and what to do if something is wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import public_page
from evidence.models import Evidence
from evidence.views import page_response, picture_response
from fulfillment.machine import ORDER, SHIPMENT, TRADECOMPLAINT
from fulfillment.models import Order, Shipment, ShipmentPaper, TradeComplaint
from fulfillment.services import trade_complaints as services
from fulfillment.services.trade_complaints import OPEN
from fulfillment.trade.buyers import link_of, order_of
from fulfillment.trade.forms import AddForm, ReplyForm, WrongForm
from fulfillment.trade.shown import shown_complaint
from fulfillment.trade.words import total_of
from gateway.http import PageRequest, see_other
from gateway.limits import client_address, limit
from registry.forms import add_errors
from sellers.wording import price_text
from tenancy.actor import Actor
from tenancy.errors import Conflict, Invalid, NotFound, Refusal, TooMany

LINKS, COMPLAINTS = 600, 10
"""Pages an hour by one network address, and complaints an hour by one order."""
WHY = "Whoever holds the link of an order’s mail sees it and complains; the link is the proof."


@public_page(WHY)
def order(request: PageRequest, token: str) -> HttpResponse:
    """The order, its parcels, and the complaints about it."""
    return _order_page(request, _order(request, token), token)


@public_page(WHY)
def complain(request: PageRequest, token: str) -> HttpResponse:
    """Say what is wrong."""
    shown = _order(request, token)
    lines = list(shown.lines.order_by("position"))
    form = WrongForm(request.POST or None, request.FILES or None, lines=lines, initial={"wants": "refund"})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            limit("complaints of an order", str(shown.id), per_hour=COMPLAINTS)
            made = services.complain(actor=_nobody(request), order=shown, wrong=form.wrong())
            messages.success(request, _("Your complaint has arrived; the seller is asked to answer."))
            return _private(see_other(_url(request, "bought_complaint", token, made.reference)))
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, TooMany) as found_wrong:
            refusal = found_wrong
    context = {
        "form": form, "order": shown, "refusal": refusal, "back_url": _url(request, "bought", token),
        "marketplace": request.marketplace,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return _private(render(request, "fulfillment/bought_complain.html", context, status=status))


@public_page(WHY)
def complaint(request: PageRequest, token: str, reference: str) -> HttpResponse:
    """One complaint of the buyer; by POST adds to it, accepts, does not accept, says that it is done, takes it back."""
    shown = _order(request, token)
    row = _complaint(shown, reference)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if deed not in DEEDS:
        return _complaint_page(request, row, token)
    kind, do = DEEDS[deed]
    form = kind(request.POST, request.FILES, prefix=deed) if kind else None
    if form is not None and not form.is_valid():
        return _complaint_page(request, row, token, refused={deed: form})
    try:
        told = do(row, _nobody(request), form.cleaned_data if form else {})
    except Invalid as wrong:
        if form is not None:
            add_errors(wrong.fields, form)
        return _complaint_page(
            request, row, token, refused={deed: form} if form else {}, refusal=None if form else wrong
        )
    except Conflict as late:
        return _complaint_page(request, row, token, refusal=late)
    messages.success(request, told)
    return _private(see_other(request.path))


@public_page(WHY)
def paper(request: PageRequest, token: str, reference: str) -> HttpResponse:
    """A picture, or the first page of a paper, of a complaint about the order or of its delivery."""
    shown = _order(request, token)
    row = Evidence.objects.filter(reference=reference).first()
    if row is None or not _is_of(shown, row):
        raise NotFound
    answer = picture_response(request, row) if row.is_picture else page_response(request, row, 1)
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Referrer-Policy"] = "strict-origin"
    return answer


def _add(row: TradeComplaint, actor: Actor, given: dict[str, Any]) -> str:
    services.add_to_complaint(actor=actor, complaint=row, words=given["words"], files=given["papers"])
    return _("Added. The seller sees it, and whoever decides.")


def _accept(row: TradeComplaint, actor: Actor, given: dict[str, Any]) -> str:
    services.reply(actor=actor, complaint=row, accepts=True)
    return _("Accepted; the seller is told.")


def _refuse(row: TradeComplaint, actor: Actor, given: dict[str, Any]) -> str:
    services.reply(actor=actor, complaint=row, accepts=False, words=given["words"])
    return _("The marketplace decides now.")


def _have(row: TradeComplaint, actor: Actor, given: dict[str, Any]) -> str:
    services.confirm_done(actor=actor, complaint=row)
    return _("Thank you. It is settled.")


def _withdraw(row: TradeComplaint, actor: Actor, given: dict[str, Any]) -> str:
    services.withdraw(actor=actor, complaint=row)
    return _("You have taken the complaint back.")


Deed = Callable[[TradeComplaint, Actor, dict[str, Any]], str]
DEEDS: dict[str, tuple[type[Form] | None, Deed]] = {
    "add": (AddForm, _add),
    "accept": (None, _accept),
    "refuse": (ReplyForm, _refuse),
    "have": (None, _have),
    "withdraw": (None, _withdraw),
}


def _order(request: PageRequest, token: str) -> Order:
    limit("order link", client_address(request), per_hour=LINKS)
    return order_of(token)


def _complaint(shown: Order, reference: str) -> TradeComplaint:
    rows = shown.complaints.select_related("seller", "listing", "line", "order__tenant", "order__seller", "tenant")
    row: TradeComplaint | None = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound
    return row


def _is_of(shown: Order, row: Evidence) -> bool:
    delivery = ShipmentPaper.objects.filter(shipment__order=shown, kind=ShipmentPaper.Kind.DELIVERY, evidence=row)
    return shown.complaints.filter(papers__evidence=row).exists() or delivery.exists()


def _order_page(request: PageRequest, shown: Order, token: str) -> HttpResponse:
    parcels = list(shown.shipments.exclude(state="cancelled").order_by("-id"))
    rows = list(shown.complaints.select_related("listing").order_by("-id"))
    refused = shown.state in (Order.State.PLACED, Order.State.REFUSED)
    context = {
        "order": shown, "colour": ORDER.colour(shown.state), "link": link_of(shown), "marketplace": request.marketplace,
        "country": countries.name(shown.destination),
        "lines": [
            (line, price_text(line.quantity * line.price_cents, shown.currency)) for line in shown.lines.order_by("position")
        ],
        "total": price_text(total_of(shown), shown.currency),
        "parcels": [(row, SHIPMENT.colour(row.state), _todo(row)) for row in parcels],
        "complaints": [
            (row, _url(request, "bought_complaint", token, row.reference), TRADECOMPLAINT.colour(row.state)) for row in rows
        ],
        "complain_url": "" if refused else _url(request, "bought_complain", token),
    }  # fmt: skip
    return _private(render(request, "fulfillment/bought.html", context))


def _todo(row: Shipment) -> str:
    """What the buyer is to do about a parcel."""
    if row.state == Shipment.State.AT_CUSTOMS:
        return _("Customs may want an invoice or a duty from you: look for their letter, or ask the carrier.")
    if row.state == Shipment.State.FAILED:
        return _("Ask the carrier for another delivery, or fetch it.")
    if row.state == Shipment.State.LOST:
        claim = row.claims.first()
        return _("What you get: %(plan)s.") % {"plan": claim.get_plan_display()} if claim else ""
    return ""


def _complaint_page(
    request: PageRequest, row: TradeComplaint, token: str, *, refused: dict[str, Form] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    forms: dict[str, Form] = {"add": AddForm(prefix="add"), "refuse": ReplyForm(prefix="refuse"), **(refused or {})}
    context = {
        **shown_complaint(row, to_buyer=True),
        "forms": forms, "all_forms": list(forms.values()), "refused": bool(refused), "refusal": refusal,
        "back_url": _url(request, "bought", token), "token": token, "marketplace": request.marketplace,
        "may_reply": row.state in ("offered", "contested"), "may_have": row.state == "owed", "may_add": row.state in OPEN,
        "files": [
            (one, _url(request, "bought_paper", token, one.evidence.reference))
            for one in row.papers.select_related("evidence").order_by("id")
        ],
    }  # fmt: skip
    status = refusal.status if refusal else 422 if refused else 200
    return _private(render(request, "fulfillment/bought_complaint.html", context, status=status))


def _nobody(request: PageRequest) -> Actor:
    """The buyer is whoever holds the link; nobody's name is kept."""
    return Actor.anonymous(request.marketplace.id)


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is the secret: nobody is told it as a referrer, and nobody keeps the page."""
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
