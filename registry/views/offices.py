"""The table of offices: which code stands for which, and where what is registered there holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.doors import page
from gateway.http import PageRequest
from registry.registers.office_table import Office
from registry.registers.offices import every_office, place_name


@page("right.read")
def office_list(request: PageRequest) -> HttpResponse:
    """Those that need explaining first, then every country."""
    rows = [_row(office) for office in every_office()]
    told = [
        (_("Several countries"), [row for row in rows if row["kind"] == "shared"]),
        (_("States that are no more"), [row for row in rows if row["kind"] == "former"]),
        (_("Nothing is registered there"), [row for row in rows if row["kind"] == "searching"]),
    ]
    return render(request, "registry/offices.html", {"told": told, "national": [r for r in rows if not r["kind"]]})


def _row(office: Office) -> dict[str, Any]:
    """One of them in words; `kind` is empty for the office of a country of today."""
    places = ", ".join(place_name(code) for code in office.territories or office.successors)
    where = places
    if not office.registers:
        where = _("It searches and examines for others.")
    elif office.territories is None:
        where = (
            _("Each registration says in which of these it went on: %(places)s") % {"places": places}
            if office.is_former
            else _("Each registration names its places. “EM” among them is the European Union.")
            if office.code == "WO"
            else _("Each registration names its places.")
        )
    is_national = office.territories == (office.code,)
    kind = "" if is_national else "former" if office.is_former else "shared" if office.registers else "searching"
    return {"code": office.code, "name": office.name, "where": where, "kind": kind}
