"""The lanes: who is in the good-faith lane, and the thresholds, which a marketplace sets and publishes."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from enforcement import services
from enforcement.clearcut import Thresholds
from enforcement.forms_casework import ThresholdsForm
from enforcement.good_faith import members, thresholds
from gateway.http import PageRequest, see_other
from tenancy.errors import Conflict, Invalid


@page("policy.read", post="policy.manage")
def lanes(request: PageRequest) -> HttpResponse:
    """Who is in which lane, by which thresholds; and the form that sets them."""
    stands = thresholds()
    form = ThresholdsForm(request.POST or None, initial=asdict(stands))
    if request.method == "POST" and form.is_valid():
        try:
            services.set_lane_thresholds(actor=request.actor, values=Thresholds(**form.cleaned_data))
            messages.success(request, _("Set, and published. The good-faith lane is weighed anew tonight."))
            return see_other(request.path)
        except Invalid as refused:
            for name, sentences in refused.fields.items():
                for sentence in sentences:
                    form.add_error(name, sentence)
        except Conflict as same:
            form.add_error(None, same.message)
    context = {
        "shown": stands,
        "members": members(),
        "form": form,
        "may_manage": bool(may(request.actor, "policy.manage")),
        "slug": request.marketplace.slug,
    }
    return render(request, "enforcement/lanes.html", context, status=422 if form.is_bound else 200)
