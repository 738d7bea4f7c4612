"""Dividing a case and joining two, from the page of a case."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.doors import action
from enforcement import services
from enforcement.models import Case
from enforcement.views.case import attempt, case_url
from enforcement.views.reviewing import ids_in
from gateway.http import PageRequest, see_other
from policy.model import Pack


@action("case.decide")
def split(request: PageRequest, reference: str) -> HttpResponse:
    """Put the ticked listings into a case of their own, and show it."""
    ids = ids_in(request, "part")
    made: list[Case] = []

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        made.append(services.split(actor=request.actor, reference=reference, items=ids))
        return _("Divided. This is the new case; its dates are those of the other.")

    answer = attempt(request, reference, deed)
    return see_other(case_url(request, made[0].reference)) if made else answer


@action("case.decide")
def merge(request: PageRequest, reference: str) -> HttpResponse:
    """Join this case to another, and show that one."""
    into = request.POST.get("into", "").strip().upper()
    kept: list[Case] = []

    def deed(_case: Case, _pack: Pack, _now: datetime) -> str:
        kept.append(services.merge(actor=request.actor, reference=reference, into=into))
        return _("Joined. The other case is closed and points here.")

    answer = attempt(request, reference, deed)
    return see_other(case_url(request, kept[0].reference)) if kept else answer
