"""Pages about the packs that a marketplace works under: chosen, tightened, confirmed."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext_lazy

from accounts import queries, services
from accounts.doors import action, page
from accounts.forms import ConfirmForm, TightenForm, add_refusal
from accounts.models import ChosenPack, ConfirmedRule
from accounts.permissions import may
from gateway.http import PageRequest, see_other, text
from policy import registry
from policy.model import ANY, Pack
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

UNITS = {
    "minutes": _lazy("minutes"),
    "hours": _lazy("hours"),
    "calendar_days": _lazy("days"),
    "calendar_months": _lazy("months"),
    "working_days": _lazy("working days"),
    "business_days": _lazy("business days"),
}
LENGTHS = {
    "minutes": ngettext_lazy("%d minute", "%d minutes"),
    "hours": ngettext_lazy("%d hour", "%d hours"),
    "calendar_days": ngettext_lazy("%d day", "%d days"),
    "calendar_months": ngettext_lazy("%d month", "%d months"),
    "working_days": ngettext_lazy("%d working day", "%d working days"),
    "business_days": ngettext_lazy("%d business day", "%d business days"),
}
BINDS = {
    "marketplace": _lazy("the marketplace"),
    "seller": _lazy("the seller"),
    "complainant": _lazy("the complainant"),
    "party": _lazy("each side"),
    "body": _lazy("the out-of-court body"),
}


@page("policy.read")
def rules(request: PageRequest) -> HttpResponse:
    """Every pack on file, whether it is chosen, and how many of its rules nobody has verified."""
    chosen = set(ChosenPack.objects.values_list("pack_code", flat=True))
    newest = {pack.code: pack for pack in sorted(registry.packs(), key=lambda pack: pack.valid_from)}
    rows = [
        {
            "pack": pack,
            "is_house": pack.region == ANY,
            "is_chosen": pack.code in chosen,
            "unsettled": sum(not rule.settled for rule in laid.rules()),
        }
        for pack, laid in zip(newest.values(), queries.laid_over(*_laid_in(newest.values())), strict=True)
    ]
    context = {"packs": rows, "may_manage": may(request.actor, "policy.manage")}
    return render(request, "accounts/rules.html", context)


@page("policy.read")
def pack(request: PageRequest, code: str) -> HttpResponse:
    """One pack as it stands here."""
    return _pack_page(request, _load(code))


@action("policy.manage")
def choose_pack(request: PageRequest, code: str) -> HttpResponse:
    """Take a pack up."""
    services.choose_pack(actor=request.actor, pack_code=_load(code).code)
    messages.success(request, _("Chosen: new cases of this region get it."))
    return see_other(reverse("accounts:rules", args=[request.marketplace.slug]))


@action("policy.manage")
def drop_pack(request: PageRequest, code: str) -> HttpResponse:
    """Give a pack up."""
    services.drop_pack(actor=request.actor, pack_code=_load(code).code)
    messages.success(request, _("Dropped: new cases of this region get the house policy."))
    return see_other(reverse("accounts:rules", args=[request.marketplace.slug]))


@action("policy.manage")
def tighten_rule(request: PageRequest, code: str) -> HttpResponse:
    """A shorter clock."""
    found, form = _load(code), TightenForm(request.POST)
    kind = text(request.POST, "clock", default="")
    if form.is_valid():
        try:
            services.tighten_rule(
                actor=request.actor, pack_code=code, what="clock", code=kind, value=form.cleaned_data["value"]
            )
            return see_other(reverse("accounts:pack", args=[request.marketplace.slug, code]))
        except Invalid as refused:
            add_refusal(form, refused)
    return _pack_page(request, found, tighten={kind: form})


@action("policy.manage")
def confirm_rule(request: PageRequest, code: str) -> HttpResponse:
    """Somebody has read a rule at its source."""
    found, form = _load(code), ConfirmForm(request.POST)
    rule = text(request.POST, "rule", default="")
    if form.is_valid():
        fields = form.cleaned_data
        try:
            services.confirm_rule(
                actor=request.actor,
                pack_code=code,
                rule_code=rule,
                source_title=fields["source_title"],
                source_reference=fields["source_reference"],
                day=fields["confirmed_on"],
                name=fields["name"],
            )
            return see_other(reverse("accounts:pack", args=[request.marketplace.slug, code]))
        except Invalid as refused:
            add_refusal(form, refused)
    return _pack_page(request, found, confirm={rule: form})


def _laid_in(packs: Iterable[Pack]) -> list[Pack]:
    """The packs with what is known of their regions; a house pack stays without one."""
    return [registry.in_region(pack, pack.region) for pack in packs]


def _load(code: str) -> Pack:
    try:
        return registry.pack(code)
    except registry.UnknownPack as unknown:
        raise NotFound from unknown


def _pack_page(
    request: PageRequest,
    found: Pack,
    *,
    tighten: dict[str, TightenForm] | None = None,
    confirm: dict[str, ConfirmForm] | None = None,
) -> HttpResponse:
    """The pack with its forms; a refused one stands open with what was typed, and the answer is 422."""
    (shown,) = queries.laid_over(*_laid_in([found.on(database_now().date())]))
    confirmed = {row.rule_code: row for row in ConfirmedRule.objects.filter(pack_code=found.code)}
    tighten, confirm = tighten or {}, confirm or {}
    today: dict[str, Any] = {"confirmed_on": database_now().date(), "name": str(request.user)}
    context = {
        "pack": shown,
        "clocks": [
            (
                clock,
                BINDS[clock.binds],
                LENGTHS[clock.unit] % clock.upper if clock.upper else "",
                UNITS[clock.unit],
                tighten.get(clock.kind) or TightenForm(initial={"value": clock.upper}),
                clock.kind in tighten,
            )
            for clock in shown.clocks
        ],
        "rules": [
            (rule, confirmed.get(rule.code), confirm.get(rule.code) or ConfirmForm(initial=today), rule.code in confirm)
            for rule in shown.rules()
        ],
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/pack.html", context, status=422 if tighten or confirm else 200)
