"""Who gets which case: the leads' rules, and how many cases each person takes at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from enforcement import services
from enforcement.forms_casework import RoutingForm
from enforcement.routing import deciders, limits_of, open_cases_with, rules_in_force
from enforcement.views.routed import routing_words
from gateway.http import PageRequest, see_other
from tenancy.errors import Invalid, NotFound

MOST = "most_"


@page("case.route")
def routing(request: PageRequest) -> HttpResponse:
    """The rules in force with the form that adds one, and who has how much work."""
    people = deciders()
    form = RoutingForm(people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_routing_rule(actor=request.actor, **form.cleaned_data)
            messages.success(request, _("The rule holds for cases that open from now on."))
            return see_other(request.path)
        except Invalid as refused:
            for name, sentences in refused.fields.items():
                for sentence in sentences:
                    form.add_error(name if name in form.fields else None, sentence)
    ids = [one.id for one in people]
    load, limits = open_cases_with(ids), limits_of(ids)
    context = {
        "rules": [
            (rule, routing_words(rule.row), ", ".join(str(one.user) for one in rule.people))
            for rule in rules_in_force()
        ],
        "form": form,
        "people": [(one, load[one.id], limits.get(one.id, "")) for one in people],
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/routing.html", context, status=422 if form.is_bound else 200)


@action("case.route")
def end_routing_rule(request: PageRequest, rule_id: UUID) -> HttpResponse:
    """End a rule."""
    services.end_routing_rule(actor=request.actor, rule_id=rule_id)
    messages.success(request, _("Ended. Cases that it gave out stay where they are."))
    return see_other(reverse("enforcement:routing", args=[request.marketplace.slug]))


@action("case.route")
def work_limits(request: PageRequest) -> HttpResponse:
    """Set how many cases each person takes at a time; an empty field is no limit."""
    sent: dict[str, Any] = {
        name.removeprefix(MOST): request.POST[name].strip() for name in request.POST if name.startswith(MOST)
    }
    try:
        limits = {UUID(one): int(most) if most else None for one, most in sent.items()}
    except ValueError:
        raise NotFound from None
    try:
        changed = services.set_work_limits(actor=request.actor, limits=limits)
        messages.success(request, _("Kept.") if changed else _("Nothing was changed."))
    except Invalid as refused:
        messages.error(request, " ".join(refused.fields[""]))
    return see_other(reverse("enforcement:routing", args=[request.marketplace.slug]))
