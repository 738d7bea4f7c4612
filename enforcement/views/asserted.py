"""The right that is asserted in a case: its register facts, and whether it is in force where it is asserted."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import queries
from enforcement.packs import of_case
from enforcement.views.evidence import specimens
from gateway.http import PageRequest
from registry.models import Right
from registry.registers import nice
from registry.registers.offices import office, place_name
from registry.territories import covers
from tenancy.context import database_now


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a right is in force in a territory on a day, in a sentence."""

    holds: bool
    sentence: str


def standing_of(right: Right, region: str, day: date) -> Standing:
    """What the register facts on file say of a right in a territory on a day. Pure.

    A copyright needs no register: it holds as long as nobody shows that it does not.
    """
    where = place_name(region)
    if right.territories and not covers(right.territories, region):
        return Standing(False, _("No: it does not hold in %(where)s.") % {"where": where})
    if right.expires_on and right.expires_on < day:
        words = {"day": date_format(right.expires_on, "j F Y")}
        return Standing(False, _("No: it expired on %(day)s.") % words)
    if right.state != Right.State.VERIFIED:
        return Standing(False, _("No: it is not verified here now (%(state)s).") % {"state": right.get_state_display()})
    if right.expires_on:
        words = {"where": where, "day": date_format(right.expires_on, "j F Y")}
        return Standing(True, _("Yes, in %(where)s until %(day)s; verified by the marketplace.") % words)
    return Standing(True, _("Yes, in %(where)s; verified by the marketplace.") % {"where": where})


@page("case.read")
def case_right(request: PageRequest, reference: str) -> HttpResponse:
    """The right of a case with everything that both sides may know of it."""
    found, slug = queries.case(reference, request.actor), request.marketplace.slug
    now = database_now()
    right, pack = found.right, of_case(found, now)
    kept_by = office(right.office) if right.office else None
    context = {
        "case": found,
        "right": right,
        "standing": standing_of(right, found.region, now.date()),
        "office": kept_by.name if kept_by else "",
        "places": ", ".join(place_name(code) for code in right.territories),
        "classes": [(number, words) for number, words in nice.named(right.classes)],
        "exceptions": [_(one.title) for one in pack.exceptions_for(right.kind)],
        "pictures": [one for one in specimens(found, slug, request.actor) if one.src],
        "case_url": reverse("enforcement:case", args=[slug, found.reference]),
        "registry_url": reverse("registry:right", args=[slug, right.reference])
        if may(request.actor, "right.read") and not request.actor.role.startswith("seller.")
        else "",
    }
    return render(request, "enforcement/case_right.html", context)
