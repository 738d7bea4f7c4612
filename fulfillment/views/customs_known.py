"""What is learned from detentions: the risk profile for officers, and how much was kept from buyers."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import page
from fulfillment.customs.profile import PriceRange, as_json, profile
from fulfillment.customs.recovery import Seen, recovery
from fulfillment.models import Detention
from gateway.http import PageRequest, choice
from gateway.text import disposition
from tenancy.context import database_now

SPANS = {"90": 90, "365": 365, "1095": 1095}


@page("customs.read")
def risk_profile(request: PageRequest) -> HttpResponse:
    """Where infringing goods came from over the last year, who sent them, how they were packed."""
    found = profile(request.actor, database_now().date())
    labels = dict(Detention.State.choices)
    context = {
        "profile": found,
        "outcomes": [(labels[Detention.State(code)], number) for code, number in found.outcomes],
        "routes": [(f"{_place(one.name)} → {_place(one.second)}", one) for one in found.routes],
        "parts": [
            (_("Who sent them"), _("Consignor"), [(one.name, _place(one.second), one) for one in found.consignors]),
            (_("Packaging and marks"), _("Packaging"), [(one.name, "", one) for one in found.packaging]),
            (_("Goods"), _("Right and goods"), [(one.name, one.second, one) for one in found.goods]),
            (_("Where they were held"), _("Office"), [(one.name, _place(one.second), one) for one in found.offices]),
        ],
        "prices": [(one, *_money(one)) for one in found.prices],
        "drawn": _drawn(found.routes),
        "is_customs": request.actor.role.startswith("agency."),
        "slug": request.marketplace.slug,
    }
    return render(request, "fulfillment/customs_risk.html", context)


@page("customs.read")
def risk_file(request: PageRequest) -> HttpResponse:
    """The same as a file for programs."""
    found = as_json(profile(request.actor, database_now().date()))
    answer = JsonResponse(found, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = disposition("risk-profile.json", download=True)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page("customs.read")
def recovery_page(request: PageRequest) -> HttpResponse:
    """The share of what was detained that was destroyed or seized."""
    span = choice(request.GET, "days", list(SPANS), default="365")
    since = database_now().date() - timedelta(days=SPANS[span])
    rows = Detention.objects.visible_to(request.actor)
    units = dict(Detention.Unit.choices)
    by_country = recovery(rows, since, by="country")
    by_holder = recovery(rows, since, by="holder") if request.actor.is_operator or request.actor.acts_for_others else []
    labels = {"90": _("90 days"), "365": _("a year"), "1095": _("three years")}
    context = {
        "totals": [(one, units[Detention.Unit(one.unit)]) for one in recovery(rows, since)],
        "countries": [(_place(one.name), one, units[Detention.Unit(one.unit)]) for one in by_country],
        "holders": [(one.name, one, units[Detention.Unit(one.unit)]) for one in by_holder],
        "drawn": [
            {"name": _place(one.name), "bars": [(units[Detention.Unit(one.unit)], f"{one.rate} %", one.rate)]}
            for one in by_country
            if one.rate is not None
        ],
        "chips": [(labels[code], f"{request.path}?days={code}", code == span) for code in SPANS],
        "since": since,
        "slug": request.marketplace.slug,
    }
    return render(request, "fulfillment/customs_recovery.html", context)


def _drawn(routes: list[Seen]) -> list[dict[str, object]]:
    """The routes as bars, by their share of the most frequent."""
    most = max((one.detentions for one in routes), default=1)
    return [
        {
            "name": f"{_place(one.name)} → {_place(one.second)}",
            "bars": [(_("detentions"), one.detentions, round(100 * one.detentions / most))],
        }
        for one in routes
    ]


def _money(one: PriceRange) -> tuple[str, str, str]:
    return f"{one.lowest / 100:,.2f}", f"{one.middle / 100:,.2f}", f"{one.highest / 100:,.2f}"


def _place(code: str) -> str:
    return str(countries.name(code) or code) if code else ""
