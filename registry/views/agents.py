"""Agents: who is appointed for what and until when, appointing one, and what one did."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.doors import action, page
from accounts.models import Appointment, Party
from accounts.permissions import may
from accounts.views.parties import join_link
from gateway.http import PageRequest, see_other
from gateway.paging import Keyset, capped_count
from registry import services
from registry.forms import add_errors
from registry.licensing.party_field import offer
from registry.models import Brand, Right
from registry.portal import portfolio
from registry.portal.forms import AppointForm, DaysForm
from registry.registers.offices import place_name
from registry.services import Terms
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, Refusal

NEWEST = Keyset("-id")
SOON = timedelta(days=30)


def _url(request: PageRequest, name: str, *args: str) -> str:
    return reverse(f"registry:{name}", args=[request.marketplace.slug, *args])


@page("right.read")
def appointments(request: PageRequest) -> HttpResponse:
    """Those that the actor sees, the newest first."""
    rows = portfolio.appointments(request.actor)
    part = NEWEST.page(rows, request.GET.get("cursor"))
    brands = portfolio.named_brands(part.rows)
    context = {
        "lines": [(row, _url(request, "appointment", row.reference), _said(row, brands[row.id])) for row in part.rows],
        "page": part,
        "count": capped_count(rows),
        "may_appoint": _may_appoint(request),
        "slug": request.marketplace.slug,
    }
    return render(request, "registry/appointments.html", context)


@page("agent.appoint")
def appoint(request: PageRequest) -> HttpResponse:
    """The form, for one brand if it came from there; POST appoints."""
    if not _may_appoint(request):
        raise Denied(_("Only a rights holder appoints agents."))
    own = Brand.objects.filter(owner_id=request.actor.party_id).standing().order_by("folded", "id")
    initial = {"brands": request.GET.getlist("brand")} if "brand" in request.GET else {}
    form = AppointForm(own, request.POST or None, request.FILES or None, initial=initial, slug=request.marketplace.slug)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = _appointed(request, form)
            messages.success(request, _("Appointed. The agent sees and does what stands here from its first day on."))
            return see_other(_url(request, "appointment", made.reference))
        except Invalid as refused:
            add_errors(refused.fields, form)
    if form.is_bound:
        form.keep_files()
    context = {"form": form, "slug": request.marketplace.slug, "always": form.shown(form.ALWAYS)}
    context |= {"more": form.shown(form.MORE), "new": form.shown(form.NEW)}
    context["is_more"] = any(form[name].errors for name in form.MORE)
    context["is_new"] = any(form[name].errors or form[name].value() for name in form.NEW)
    return render(request, "registry/appoint.html", context, status=422 if form.is_bound else 200)


@page("right.read")
def appointment(request: PageRequest, ref: str) -> HttpResponse:
    """One appointment, with what was done under it."""
    return _page(request, portfolio.appointment_by_reference(ref, actor=request.actor))


@action("agent.appoint")
def end(request: PageRequest, ref: str) -> HttpResponse:
    """From now on nothing is seen or done under it."""
    shown = portfolio.appointment_by_reference(ref, actor=request.actor)
    try:
        services.end_appointment(actor=request.actor, appointment=shown)
    except Conflict as conflict:
        return _page(request, shown, refusal=conflict)
    messages.success(request, _("Ended. What was filed stands, and is the rights holder's to follow."))
    return see_other(_url(request, "appointment", shown.reference))


def _may_appoint(request: PageRequest) -> bool:
    own = Party.objects.filter(id=request.actor.party_id, kind=Party.Kind.BRAND)
    return bool(may(request.actor, "agent.appoint")) and own.exists()


def _appointed(request: PageRequest, form: AppointForm) -> Appointment:
    given = form.cleaned_data
    if given["agent"]:
        agent = portfolio.agent_by_word(given["agent"])
    else:
        agent = accounts.bring_agent(
            actor=request.actor, name=given["new_name"], country=given["new_country"], email=given["new_email"],
            link=join_link(request),
        )  # fmt: skip
    if agent is None:
        meant = offer(form, "agent", given["agent"])
        told = (
            _("Nobody is called exactly so. Choose whom you mean, or invite the agent below.")
            if meant
            else _("No active agent has this reference or exactly this name. Invite it below.")
        )
        raise Invalid(fields={"agent": [told]})
    names = ("brands", "kinds", "territories", "deeds", "starts_on", "ends_on")
    terms = Terms(**{name: given[name] for name in names})
    document, label = given["document"], form.called("document")
    return services.appoint(actor=request.actor, agent=agent, terms=terms, document=document, label=label)


def _page(request: PageRequest, shown: Appointment, *, refusal: Refusal | None = None) -> HttpResponse:
    slug, days = request.marketplace.slug, DaysForm(request.GET)
    days.is_valid()
    first, last = days.cleaned_data.get("first"), days.cleaned_data.get("last")
    deeds = portfolio.deeds(
        shown, actor=request.actor, begin=_midnight(first) if first else None,
        end=_midnight(last) + timedelta(days=1) if last else None,
    ) if may(request.actor, "log.read") else []  # fmt: skip
    today = database_now().date()
    rights = Right.objects.visible_to(request.actor).in_bulk([line.subject_id for line in deeds])
    context = {
        "shown": shown,
        "said": _said(shown, portfolio.named_brands([shown])[shown.id]),
        "days": days,
        "is_filtered": bool(first or last),
        "deeds": [(line, rights.get(line.subject_id), _entry_url(line, slug)) for line in deeds],
        "refusal": refusal,
        "ends_soon": not shown.is_over(today) and shown.ends_on is not None and shown.ends_on <= today + SOON,
        "may_end": may(request.actor, "agent.appoint") if not shown.is_over(today) else None,
        "is_agent": request.actor.party_id == shown.agent_id,
        "slug": slug,
    }
    return render(request, "registry/appointment.html", context, status=refusal.status if refusal else 200)


def _entry_url(line: Any, slug: str) -> str:
    return reverse("web:log_entry", args=[slug, line.id]) if line.index is not None else ""


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), UTC)


def _said(row: Appointment, brands: list[Brand]) -> dict[str, Any]:
    """What it says, in words."""
    deeds, kinds, today = dict(Appointment.Deed.choices), dict(Right.Kind.choices), database_now().date()
    state, tone = _("Holds"), "good"
    if row.is_over(today):
        state, tone = _("Ended"), ""
    elif row.starts_on > today:
        state, tone = _("To come"), "note"
    return {
        "brands": brands,
        "deeds": [str(deeds[code]) for code in row.deeds],
        "kinds": ", ".join(str(kinds[kind]) for kind in row.kinds),
        "places": ", ".join(place_name(code) for code in row.territories),
        "state": state,
        "tone": tone,
    }
