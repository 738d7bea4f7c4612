"""Powers of attorney: those on file, one more, and taking one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.models import Appointment, Membership, MembershipBrand, Party
from accounts.permissions import may
from gateway.http import PageRequest, found, safe_next, see_other
from registry import services
from registry.forms import PowerForm, add_errors
from registry.models import PowerOfAttorney, Right
from registry.registers.offices import place_name
from registry.services.standing import acts_for
from registry.views.looking import file_name_of
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

MOST_SHOWN = 200


@page("right.read", post="right.register")
def powers(request: PageRequest) -> HttpResponse:
    """Those that the actor sees, the newest first; with the form to put one on file."""
    own = Party.objects.filter(id=request.actor.party_id).first()
    others = _others(request.actor, own)
    form = PowerForm(others, request.POST or None, request.FILES or None, is_brand=_is_brand(own))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        other = next(one for one in others if one.reference == given.pop("party"))
        assert own is not None
        brand, agent = (own, other) if _is_brand(own) else (other, own)
        try:
            name = file_name_of(request, "document")
            services.file_power(actor=request.actor, brand=brand, agent=agent, label=name, **given)
            messages.success(request, _("The power of attorney is on file."))
            return see_other(safe_next(request, reverse("registry:powers", args=[request.marketplace.slug])))
        except Invalid as refused:
            add_errors({name if name != "agent" else "party": texts for name, texts in refused.fields.items()}, form)
    return _page(request, form if others else None, own)


@action("right.register")
def revoke(request: PageRequest, power_id: UUID) -> HttpResponse:
    """It holds no longer."""
    rows = PowerOfAttorney.objects.visible_to(request.actor).select_related("brand", "agent")
    try:
        services.revoke_power(actor=request.actor, power=found(rows, id=power_id))
    except Conflict as conflict:
        messages.warning(request, conflict.message)
    else:
        messages.success(request, _("Taken back. Nothing more is filed under it; what was filed stands."))
    return see_other(reverse("registry:powers", args=[request.marketplace.slug]))


def _is_brand(party: Party | None) -> bool:
    return party is not None and party.kind == Party.Kind.BRAND


def _others(actor: Actor, own: Party | None) -> list[Party]:
    """The other sides that there may be: the agents whose people act for a brand, or an agent's brands."""
    if own is None or not may(actor, "right.register"):
        return []
    if own.kind == Party.Kind.AGENT:
        return list(Party.objects.filter(id__in=acts_for(actor) - {actor.party_id}).order_by("name_key"))
    if not _is_brand(own):
        return []
    members = MembershipBrand.objects.filter(brand=own).values("membership")
    named = Membership.objects.filter(id__in=members, state=Membership.State.ACTIVE).values_list("party", flat=True)
    standing = Appointment.objects.filter(principal=own).standing(database_now().date())
    agents = {*named, *standing.values_list("agent", flat=True)}
    return list(Party.objects.filter(id__in=agents, kind=Party.Kind.AGENT).order_by("name_key"))


def _page(request: PageRequest, form: PowerForm | None, own: Party | None) -> HttpResponse:
    rows = PowerOfAttorney.objects.visible_to(request.actor).select_related("brand", "agent", "evidence", "appointment")
    day, kinds = database_now().date(), dict(Right.Kind.choices)
    lines = [
        {
            "row": power,
            "is_over": power.is_over(day),
            "kinds": ", ".join(str(kinds[kind]) for kind in power.kinds),
            "where": ", ".join(str(place_name(code)) for code in power.territories),
        }
        for power in rows.order_by("-id")[:MOST_SHOWN]
    ]
    context = {
        "lines": lines,
        "form": form,
        "may_file": may(request.actor, "right.register"),
        "next": request.GET.get("next") or request.POST.get("next") or "",
        "is_operator": request.actor.is_operator,
        "is_agent": own is not None and own.kind == Party.Kind.AGENT,
        "slug": request.marketplace.slug,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "registry/powers.html", context, status=status)
