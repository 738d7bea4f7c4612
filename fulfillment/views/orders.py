"""Orders: the list, one of them with what the gate said and what was sent, a parcel made ready, staff's word."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import action, page
from accounts.permissions import may
from audit.rows import load_words
from fulfillment.machine import ORDER, SHIPMENT, TRADECOMPLAINT
from fulfillment.models import Order
from fulfillment.services import orders as services
from fulfillment.services import shipments
from fulfillment.trade.forms import ManifestForm
from fulfillment.trade.words import gate_words, total_of
from fulfillment.views.log import timeline_of
from gateway.http import PageRequest, choice, found, see_other
from gateway.paging import Keyset, capped_count
from registry.forms import add_errors
from registry.gate.checks import VERDICT_WORDS
from sellers.wording import price_text
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

NEWEST = Keyset("-id")
State = Order.State


@page("order.read")
def orders(request: PageRequest) -> HttpResponse:
    """Those that the person may see, the newest first; chosen by state."""
    rows = Order.objects.visible_to(request.actor).select_related("seller").prefetch_related("lines")
    state = choice(request.GET, "state", list(ORDER.states), default="")
    chosen = rows.filter(state=state) if state else rows
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    context = {
        "lines": [(row, _url(request, "order", row.reference), ORDER.colour(row.state), _amount(row)) for row in part.rows],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}" if code else request.path, code == state)
            for code, label in [("", _("All")), *State.choices]
        ],
        "is_filtered": bool(state),
        "is_staff": request.actor.is_operator,
        "is_partner": request.actor.role.startswith("logistics."),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/orders.html", context)


@page("order.read")
def orders_count(request: PageRequest) -> HttpResponse:
    """How many wait for this person: to be sent, or for staff to be looked at."""
    wanted = State.PLACED if request.actor.is_operator else State.ACCEPTED
    waiting = capped_count(Order.objects.visible_to(request.actor).filter(state=wanted))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("order.read")
def order(request: PageRequest, reference: str) -> HttpResponse:
    """One order."""
    return _page(request, _load(request, reference))


@action("shipment.keep")
def ship(request: PageRequest, reference: str) -> HttpResponse:
    """A parcel is made ready."""
    shown = _load(request, reference)
    form = ManifestForm(request.POST, lines=list(shown.lines.order_by("position")), left=shipments.left_of(shown))
    if form.is_valid():
        try:
            made = shipments.ship(actor=request.actor, order=shown, manifest=form.manifest())
            messages.success(request, _("Made ready; the buyer is told."))
            return see_other(_url(request, "shipment", made.reference))
        except Invalid as refused:
            add_errors({name.rpartition(".")[2]: texts for name, texts in refused.fields.items()}, form)
        except (Conflict, Denied) as refusal:
            return _page(request, shown, form=form, refusal=refusal)
    return _page(request, shown, form=form)


@action("order.keep")
def settle(request: PageRequest, reference: str, deed: str) -> HttpResponse:
    """Staff accept or refuse what the gate could not decide, cancel, or close."""
    shown = _load(request, reference)
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "accept": (lambda: services.decide_order(actor=request.actor, order=shown, accept=True), _("Accepted.")),
        "refuse": (lambda: services.decide_order(actor=request.actor, order=shown, accept=False), _("Refused.")),
        "cancel": (lambda: services.cancel(actor=request.actor, order=shown), _("Cancelled.")),
        "close": (lambda: services.close(actor=request.actor, order=shown), _("Closed.")),
    }
    if deed not in deeds:
        raise NotFound
    done, told = deeds[deed]
    try:
        done()
    except Conflict as refusal:
        return _page(request, shown, refusal=refusal)
    messages.success(request, told)
    return see_other(_url(request, "order", shown.reference))


def _load(request: PageRequest, reference: str) -> Order:
    rows = Order.objects.visible_to(request.actor).select_related("seller", "warehouse", "tenant")
    return found(rows, reference=reference)


def _page(
    request: PageRequest, shown: Order, *, form: ManifestForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of an order; `form` comes back where it was refused."""
    actor = request.actor
    lines = list(shown.lines.select_related("listing").order_by("position"))
    record = shown.records.first()
    load_words([record] if record else [])
    left = shipments.left_of(shown) if shown.state in (State.ACCEPTED, State.SHIPPED) else {}
    may_ship = bool(may(actor, "shipment.keep")) and bool(left)
    context = {
        "order": shown, "slug": request.marketplace.slug, "colour": ORDER.colour(shown.state), "record": record,
        "lines": [(line, price_text(line.quantity * line.price_cents, shown.currency), left.get(line.position)) for line in lines],
        "total": price_text(total_of(shown), shown.currency), "country": countries.name(shown.destination),
        "gate": [(title, *VERDICT_WORDS[verdict], sentences) for title, verdict, sentences in gate_words(shown)],
        "shipments": [
            (row, _url(request, "shipment", row.reference), SHIPMENT.colour(row.state))
            for row in shown.shipments.visible_to(actor).order_by("-id")  # type: ignore[attr-defined]
        ],
        "complaints": _complaints(request, shown),
        "form": form or _fresh_form(actor, shown, lines, left),
        "may_ship": may_ship, "opened": form is not None, "refusal": refusal,
        "may_keep": bool(may(actor, "order.keep")),
        "may_cancel": shown.state in (State.PLACED, State.ACCEPTED), "may_close": shown.state in (State.SHIPPED, State.DELIVERED),
        "is_late": bool(shown.ship_by and left and not shown.shipments.exists() and shown.ship_by < database_now().date()),
        "timeline": timeline_of(request, shown.id),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "fulfillment/order.html", context, status=status)


def _fresh_form(actor: Actor, shown: Order, lines: list, left: dict[int, int]) -> ManifestForm:  # type: ignore[type-arg]
    sender = shown.warehouse if shown.warehouse and shown.warehouse.id == actor.party_id else shown.seller
    return ManifestForm(lines=lines, left=left, initial={"origin": sender.country})


def _complaints(request: PageRequest, shown: Order) -> list[tuple[object, str, str]]:
    if not may(request.actor, "trade.read"):
        return []
    rows = shown.complaints.visible_to(request.actor).order_by("-id")  # type: ignore[attr-defined]
    return [(row, _url(request, "trade_complaint", row.reference), TRADECOMPLAINT.colour(row.state)) for row in rows]


def _amount(row: Order) -> str:
    return price_text(sum(line.quantity * line.price_cents for line in row.lines.all()), row.currency)


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
