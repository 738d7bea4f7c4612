"""Complaints of buyers for sellers and staff: the list, one of them, and where there are suddenly many."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from fulfillment.machine import TRADECOMPLAINT
from fulfillment.models import ComplaintSurge, TradeComplaint
from fulfillment.services.trade_complaints import OPEN
from fulfillment.services.trade_deciding import is_overdue
from fulfillment.trade.forms import AddForm, AnswerForm, DecisionForm, DoneForm
from fulfillment.trade.shown import shown_complaint
from fulfillment.views.log import timeline_of
from gateway.http import PageRequest, choice, found
from gateway.paging import Keyset, capped_count
from tenancy.errors import NotFound, Refusal
from workflow import clocks

NEWEST = Keyset("-id")
FOR_SELLER, FOR_STAFF = ("open", "owed"), ("mediation",)
MOST_SURGES = 100


@page("trade.read")
def complaints(request: PageRequest) -> HttpResponse:
    """Those that the person may see, the newest first; chosen by state or kind."""
    rows = TradeComplaint.objects.visible_to(request.actor).select_related("seller", "listing", "order")
    state = choice(request.GET, "state", [*TRADECOMPLAINT.states, "waiting"], default="")
    kind = choice(request.GET, "kind", TradeComplaint.Kind.values, default="")
    mine = FOR_STAFF if request.actor.is_operator else FOR_SELLER
    chosen = rows.filter(state__in=mine if state == "waiting" else [state]) if state else rows
    chosen = chosen.filter(kind=kind) if kind else chosen
    part = NEWEST.page(chosen, request.GET.get("cursor"))
    running = clocks.standing([row.id for row in part.rows])
    context = {
        "lines": [
            (row, _url(request, "trade_complaint", row.reference), TRADECOMPLAINT.colour(row.state), _first(running.get(row.id)))
            for row in part.rows
        ],
        "page": part,
        "count": capped_count(chosen),
        "chips": [
            (str(label), f"{request.path}?state={code}" if code else request.path, code == state)
            for code, label in [("", _("All")), ("waiting", _("Waiting for you")), *TradeComplaint.State.choices]
        ],
        "is_filtered": bool(state or kind),
        "is_staff": request.actor.is_operator,
        "surges": ComplaintSurge.objects.filter(ended_at=None).count() if request.actor.is_operator else 0,
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/trade.html", context)


@page("trade.read")
def complaints_count(request: PageRequest) -> HttpResponse:
    """How many wait for this person, for the rail."""
    mine = FOR_STAFF if request.actor.is_operator else FOR_SELLER
    waiting = capped_count(TradeComplaint.objects.visible_to(request.actor).filter(state__in=mine))
    return HttpResponse(str(waiting) if waiting.number else "", content_type="text/plain")


@page("trade.read")
def surges(request: PageRequest) -> HttpResponse:
    """Sellers and listings with far more complaints than usual, those that go on first; for staff."""
    if not request.actor.is_operator:
        raise NotFound
    rows = ComplaintSurge.objects.select_related("seller", "listing").order_by("-ended_at", "-id")[:MOST_SURGES]
    context = {
        "surges": [(row, row.expected_tenths / 10) for row in sorted(rows, key=lambda row: row.ended_at is not None)],
        "slug": request.marketplace.slug,
    }
    return render(request, "fulfillment/surges.html", context)


@page("trade.read")
def complaint(request: PageRequest, reference: str) -> HttpResponse:
    """One complaint: whose turn it is, the time that is left, and all that was said."""
    return complaint_page(request, load(request, reference))


def load(request: PageRequest, reference: str) -> TradeComplaint:
    """The one of that reference, if the person may see it."""
    rows = TradeComplaint.objects.visible_to(request.actor)
    return found(
        rows.select_related("seller", "listing", "line", "order__tenant", "order__seller", "tenant"),
        reference=reference,
    )


def complaint_page(
    request: PageRequest,
    shown: TradeComplaint,
    *,
    refused: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page of a complaint for its seller or staff; `refused` are forms that come back."""
    actor = request.actor
    is_seller = actor.party_id == shown.seller_id
    answers = bool(may(actor, "trade.answer")) and is_seller
    forms: dict[str, Any] = {
        "answer": AnswerForm(prefix="answer", initial={"remedy": shown.wants}),
        "done": DoneForm(prefix="done"),
        "decide": DecisionForm(prefix="decide", initial={"remedy": "refund" if shown.seller_silent else shown.wants}),
        "add": AddForm(prefix="add"),
        **(refused or {}),
    }
    context = {
        **shown_complaint(shown),
        "slug": request.marketplace.slug, "forms": forms, "all_forms": list(forms.values()), "is_seller": is_seller,
        "order_url": _url(request, "order", shown.order.reference),
        "may_answer": answers and shown.state == "open",
        "may_do": answers and shown.state == "owed",
        "may_add": answers and shown.state in OPEN and shown.state != "open",
        "may_decide": bool(may(actor, "trade.mediate")) and shown.state == "mediation",
        "is_overdue": is_overdue(shown),
        "shipments": [
            (row, _url(request, "shipment", row.reference)) for row in shown.order.shipments.order_by("-id")
        ],
        "refusal": refusal, "refused": bool(refused),
        "timeline": timeline_of(request, shown.id),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if refused else 200
    return render(request, "fulfillment/trade_complaint.html", context, status=status)


def _first(running: Any) -> Any:
    return running[0] if running else None


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"fulfillment:{name}", args=[request.marketplace.slug, *args])
