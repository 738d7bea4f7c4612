"""Shipments: the list, one of them with all that happened to it, and what is told of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.permissions import may
from audit.rows import load_words
from fulfillment.machine import LOSSCLAIM, SHIPMENT
from fulfillment.models import LossClaim, Shipment
from fulfillment.services import shipments as services
from fulfillment.trade.forms import EventForm, LossForm, cents
from fulfillment.views.log import timeline_of
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from sellers.wording import price_text
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

NEWEST = Keyset("-id")


@page("order.read")
def shipments(request: PageRequest) -> HttpResponse:
    """Those that the person may see, the newest first; chosen by state."""
    rows = Shipment.objects.visible_to(request.actor).select_related("seller", "order")
    state = choice(request.GET, "state", list(SHIPMENT.states), default="")
    chosen = rows.filter(state=state) if state else rows
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    context = {
        "lines": [(row, _url(request, "shipment", row.reference), SHIPMENT.colour(row.state)) for row in part.rows],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}" if code else request.path, code == state)
            for code, label in [("", _("All")), *Shipment.State.choices]
        ],
        "is_filtered": bool(state),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/shipments.html", context)


@page("order.read")
def shipment(request: PageRequest, reference: str) -> HttpResponse:
    """One shipment."""
    return _page(request, _load(request, reference))


@action("shipment.keep")
def event(request: PageRequest, reference: str) -> HttpResponse:
    """Something happened to it."""
    shown = _load(request, reference)
    form = EventForm(request.POST, request.FILES, prefix="event")
    if form.is_valid():
        try:
            services.note_event(
                actor=request.actor, shipment=shown, happened=form.happened(), files=form.cleaned_data["papers"]
            )
            messages.success(request, _("On file."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return _page(request, shown, event_form=form, refusal=refusal)
    return _page(request, shown, event_form=form)


@action("shipment.keep")
def claim(request: PageRequest, reference: str) -> HttpResponse:
    """The carrier is asked to pay for what it lost, and the buyer is told what it gets."""
    shown = _load(request, reference)
    form = LossForm(request.POST, request.FILES, prefix="loss")
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.claim_loss(
                actor=request.actor, shipment=shown, amount_cents=cents(said["amount"]) or 0, plan=said["plan"],
                plan_by=said["plan_by"], files=said["papers"],
            )  # fmt: skip
            messages.success(request, _("On file; the buyer is told what it gets, and until when."))
            return _back(request, shown)
        except Invalid as refused:
            add_errors(refused.fields, form)
        except (Conflict, Denied) as refusal:
            return _page(request, shown, loss_form=form, refusal=refusal)
    return _page(request, shown, loss_form=form)


@action("shipment.keep")
def answer_claim(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """What the carrier said."""
    shown = _load(request, reference)
    if deed not in ("pays", "refuses"):
        raise NotFound
    try:
        services.answer_claim(actor=request.actor, shipment=shown, pays=deed == "pays")
    except Conflict as refusal:
        return _page(request, shown, refusal=refusal)
    messages.success(request, _("On file."))
    return _back(request, shown)


def _load(request: PageRequest, reference: str) -> Shipment:
    rows = Shipment.objects.visible_to(request.actor)
    return found(
        rows.select_related("seller", "carrier", "order__seller", "order__tenant", "tenant"), reference=reference
    )


def _page(
    request: PageRequest, shown: Shipment, *, event_form: EventForm | None = None, loss_form: LossForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    actor = request.actor
    events = list(shown.events.order_by("at", "id").select_related("party"))
    load_words(events)
    may_tell = bool(may(actor, "shipment.keep"))
    lost = LossClaim.objects.filter(shipment=shown).first()
    papers = list(shown.papers.select_related("evidence").order_by("id"))
    is_carrier = shown.carrier_id is not None and shown.carrier_id == actor.party_id
    sees_order = not is_carrier or actor.party_id in (shown.order.seller_id, shown.order.warehouse_id)
    lines = shown.lines.select_related("order_line").prefetch_related("units").order_by("id")
    context = {
        "shipment": shown, "slug": request.marketplace.slug, "colour": SHIPMENT.colour(shown.state),
        "events": events, "from_name": countries.name(shown.origin), "to_name": countries.name(shown.destination),
        "lines": list(lines),
        "pictures": [row for row in papers if row.evidence.is_picture],
        "papers": [row for row in papers if not row.evidence.is_picture],
        "order_url": _url(request, "order", shown.order.reference) if sees_order else "",
        "claim": lost, "claim_colour": LOSSCLAIM.colour(lost.state) if lost else "",
        "claim_amount": price_text(lost.amount_cents, lost.currency) if lost else "",
        "may_tell": may_tell and shown.state not in ("delivered", "returned", "cancelled"),
        "may_claim": may_tell and shown.state == "lost" and lost is None and not is_carrier,
        "may_answer": may_tell and lost is not None and lost.state == "open",
        "event_form": event_form or EventForm(prefix="event"), "loss_form": loss_form or LossForm(prefix="loss"),
        "refusal": refusal, "refused": bool(event_form or loss_form),
        "timeline": timeline_of(request, shown.id),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if event_form or loss_form else 200
    return render(request, "fulfillment/shipment.html", context, status=status)


def _back(request: PageRequest, shown: Shipment) -> HttpResponse:
    return see_other(_url(request, "shipment", shown.reference))


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
