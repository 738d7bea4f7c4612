"""Pages about the rules a marketplace works under: per region what is offered, chosen and applied."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries, services, standing
from accounts.doors import action, page
from accounts.forms import PresetForm, add_refusal
from accounts.models import Circumstance, LegalNews
from accounts.permissions import may
from accounts.policy_words import CIRCUMSTANCE_MEANS
from gateway.http import PageRequest, choice, see_other, text
from policy import registry
from policy.model import Pack
from policy.vocabulary import CIRCUMSTANCES
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound


@page("policy.read")
def rules(request: PageRequest) -> HttpResponse:
    """Region by region: what is chosen, what is offered, what applies without a choice."""
    return _rules_page(request, PresetForm())


def _rules_page(request: PageRequest, preset_form: PresetForm, status: int = 200) -> HttpResponse:
    today = database_now().date()
    held = set(Circumstance.objects.values_list("code", flat=True))
    house = standing.house()
    context = {
        "regions": standing.regions(today),
        "house": [one for one in house if not one.pack.preset],
        "presets": [one for one in house if one.pack.preset],
        "preset_titles": {one.pack.code: one.title for one in house},
        "preset_form": preset_form,
        "circumstances": [
            (code, title, CIRCUMSTANCE_MEANS[code], code in held) for code, title in CIRCUMSTANCES.items()
        ],
        "unsettled": len(standing.unsettled(today)),
        "ahead": len(standing.ahead(today)) + LegalNews.objects.count(),
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/rules.html", context, status=status)


@action("policy.manage")
def choose_pack(request: PageRequest, code: str) -> HttpResponse:
    """Take a pack up."""
    services.choose_pack(actor=request.actor, pack_code=load(code).code)
    messages.success(request, _("Chosen: new cases of this region get it."))
    return _back(request)


@action("policy.manage")
def drop_pack(request: PageRequest, code: str) -> HttpResponse:
    """Give a pack up, or a preset in one region."""
    region = text(request.POST, "region", default="")
    services.drop_pack(actor=request.actor, pack_code=load(code).code, region=region)
    messages.success(request, _("Dropped: new cases of this region get the house policy."))
    return _back(request)


@action("policy.manage")
def choose_preset(request: PageRequest) -> HttpResponse:
    """Take a preset up for a region."""
    form = PresetForm(request.POST)
    if form.is_valid():
        try:
            services.choose_pack(
                actor=request.actor, pack_code=form.cleaned_data["preset"], region=form.cleaned_data["region"]
            )
            messages.success(request, _("Chosen: new cases of this region get it where no law stands."))
            return _back(request)
        except Invalid as refused:
            add_refusal(form, refused)
    return _rules_page(request, form, status=422)


@action("policy.manage")
def state_circumstance(request: PageRequest) -> HttpResponse:
    """Say that the marketplace is in a circumstance, or no more."""
    code = choice(request.POST, "code", list(CIRCUMSTANCES), default="")
    holds = choice(request.POST, "holds", ["yes", "no"], default="no") == "yes"
    services.state_circumstance(actor=request.actor, code=code, holds=holds)
    messages.success(request, _("Noted: it counts for what begins from now on."))
    return _back(request)


def load(code: str) -> Pack:
    """The newest version of a pack; NotFound for one that is not on file."""
    try:
        return registry.pack(code)
    except registry.UnknownPack as unknown:
        raise NotFound from unknown


def laid(pack: Pack) -> Pack:
    """As it stands here."""
    return queries.laid_over(pack)[0]


def _back(request: PageRequest) -> HttpResponse:
    return see_other(reverse("accounts:rules", args=[request.marketplace.slug]))
