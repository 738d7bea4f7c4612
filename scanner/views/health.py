"""The matchers: how well each does, switching one off, and fitting the scores to verdicts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import action, page
from accounts.permissions import may
from gateway.http import PageRequest, choice, see_other
from scanner import services
from scanner.health import WEEKS
from scanner.health import health as health_of
from scanner.matchers import MATCHERS
from scanner.models import MatcherSwitch
from scanner.views.figures import percent
from scanner.words import MATCHERS_NAMED
from tenancy.context import database_now
from tenancy.errors import Invalid


@page("policy.read")
def health(request: PageRequest) -> HttpResponse:
    """What each matcher found, how often people agreed, and whether that is changing."""
    found = health_of(database_now())
    states = dict(MatcherSwitch.State.choices)
    context = {
        "health": found,
        "lines": [
            {
                "row": one,
                "name": MATCHERS_NAMED.get(one.name, one.name),
                "state": states[one.state],
                "precision": percent(one.precision),
                "before": percent(one.precision_before),
                "judged": one.right + one.wrong,
            }
            for one in found.matchers
        ],
        "recall": percent(found.recall),
        "weeks": WEEKS,
        "looks_url": f"{reverse('scanner:set_aside', args=[request.marketplace.slug])}?kind=looks",
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "scanner/health.html", context)


@action("policy.manage")
def switch(request: PageRequest) -> HttpResponse:
    """Take a matcher out of force at once, or try what it would do if it counted again."""
    name = choice(request.POST, "matcher", [matcher.name for matcher in MATCHERS], default="")
    state = choice(request.POST, "state", ["live", "off"], default="off")
    if state == "live":
        trial = services.try_out(actor=request.actor, change={"kind": "matcher", "matcher": name, "state": "live"})
        return see_other(reverse("scanner:trial", args=[request.marketplace.slug, trial.id]))
    services.switch_matcher(actor=request.actor, matcher=name, state="off")
    messages.success(request, _("Switched off. It counts again by a trial that is put into force."))
    return see_other(reverse("scanner:health", args=[request.marketplace.slug]))


@action("policy.manage")
def calibrate(request: PageRequest) -> HttpResponse:
    """Fit the scores to what people decided, and try the result."""
    try:
        curve = services.fit_calibration(actor=request.actor)
    except Invalid as refusal:
        messages.error(request, " ".join(sentence for said in refusal.fields.values() for sentence in said))
        return see_other(reverse("scanner:health", args=[request.marketplace.slug]))
    trial = services.try_out(actor=request.actor, change={"kind": "calibration", "number": curve.number})
    return see_other(reverse("scanner:trial", args=[request.marketplace.slug, trial.id]))
