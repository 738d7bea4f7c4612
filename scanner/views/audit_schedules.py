"""Audits that begin by themselves, and what a seller's audits came to, as a part of its standing."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.forms import add_refusal
from gateway.http import PageRequest, see_other
from scanner import services
from scanner.forms_audits import ScheduleForm
from scanner.models import Audit, AuditItem, AuditSchedule
from scanner.words import AUDIT_STATES
from sellers import queries as sellers
from tenancy.errors import Conflict, Invalid, NotFound

SHOWN, LATEST = 200, 6


@page("match.review")
def schedules(request: PageRequest) -> HttpResponse:
    """What begins when; a form for another."""
    return _page(request, ScheduleForm())


@action("match.review")
def schedule(request: PageRequest) -> HttpResponse:
    """One more."""
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        services.schedule_audits(actor=request.actor, **form.values())
    except (Invalid, Conflict) as refusal:
        add_refusal(form, refusal if isinstance(refusal, Invalid) else Invalid(refusal.message))
        return _page(request, form)
    messages.success(request, _("Scheduled. The first begins within a minute."))
    return _back(request)


@action("match.review")
def end(request: PageRequest, schedule_id: UUID) -> HttpResponse:
    """Nothing begins by it any more."""
    try:
        services.end_schedule(actor=request.actor, schedule_id=schedule_id)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Ended. Audits that run go on."))
    return _back(request)


@page("listing.read")
def audits_of(request: PageRequest, reference: str) -> HttpResponse:
    """A part of a seller's standing: how its audits came out. For itself and staff."""
    seller = sellers.seller_by_reference(request.actor, reference)
    if not request.actor.is_operator and seller.id != request.actor.party_id:
        raise NotFound
    rows = Audit.objects.visible_to(request.actor).filter(seller=seller, published_at__isnull=False).order_by("-id")
    still = AuditItem.objects.filter(audit_id=OuterRef("id"), state="open")
    shown = rows.annotate(is_open=Exists(still))[:LATEST]
    context = {
        "lines": [(row, AUDIT_STATES[row.state], _tone(row), _is_late(row)) for row in shown],
        "is_own": seller.id == request.actor.party_id, "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "scanner/audits_of.html#part", context)


def _is_late(row: Audit) -> bool:
    """Whether what was open after the last day was put right since. `is_open` comes with the query."""
    return bool(row.left_open and row.closed_at) and not row.is_open  # type: ignore[attr-defined]


def _tone(row: Audit) -> str:
    if row.left_open:
        return "wait" if _is_late(row) else "stop"
    return "good" if row.checked_at else "wait" if row.state == "published" else ""


def _page(request: PageRequest, form: ScheduleForm) -> HttpResponse:
    rows = (
        AuditSchedule.objects.visible_to(request.actor)
        .filter(ended_at=None)
        .select_related("seller")
        .order_by("next_at", "id")
    )
    context = {"rows": rows[:SHOWN], "form": form, "may_schedule": not request.actor.regions}
    return render(request, "scanner/audit_schedules.html", context, status=422 if form.errors else 200)


def _back(request: PageRequest) -> HttpResponse:
    return see_other(reverse("scanner:audit_schedules", args=[request.marketplace.slug]))
