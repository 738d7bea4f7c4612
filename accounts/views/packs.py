"""One pack as it stands here: its procedure as a drawing, every rule with its source; tightened, set back, confirmed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries, services, standing, told
from accounts.doors import action, page
from accounts.forms import ConfirmForm, TightenForm, add_refusal
from accounts.models import ConfirmedRule, LegalNews, TightenedRule
from accounts.permissions import may
from accounts.policy_words import UNITS, bound, said
from accounts.views.rules import load
from gateway.http import PageRequest, choice, day, safe_next, see_other, text
from policy import registry
from policy.model import Pack
from policy.plain import plain
from policy.vocabulary import OPTIONS
from tenancy.context import database_now
from tenancy.errors import Invalid, NotFound

WHAT = ("clock", "notice_element", "counter_notice_element", "remedy", "option")


@dataclass(frozen=True, slots=True)
class Laid:
    """A value that the marketplace laid over a pack: its name, what it is here and what the pack itself has."""

    what: str
    code: str
    title: str
    here: str
    own: str


@page("policy.read")
def pack(request: PageRequest, code: str) -> HttpResponse:
    """One pack as it stands here, today or `?on=` another day."""
    return _pack_page(request, code, on=day(request.GET, "on"))


@action("policy.manage")
def tighten_rule(request: PageRequest, code: str) -> HttpResponse:
    """A shorter clock, a needed element, a second person, an option."""
    load(code)
    what = choice(request.POST, "what", WHAT, default="clock")
    which, form = text(request.POST, "code", default=""), TightenForm(request.POST)
    needs_value = what == "clock"
    if form.is_valid() or not needs_value:
        value = form.cleaned_data["value"] if needs_value else None
        try:
            services.tighten_rule(actor=request.actor, pack_code=code, what=what, code=which, value=value)
            messages.success(request, _("Stricter from now on: it counts for what begins after this."))
            return _to_pack(request, code)
        except Invalid as refused:
            if not needs_value:
                raise
            add_refusal(form, refused)
    return _pack_page(request, code, tighten={which: form})


@action("policy.manage")
def loosen_back(request: PageRequest, code: str) -> HttpResponse:
    """As the pack has it again."""
    load(code)
    what, which = choice(request.POST, "what", WHAT, default=""), text(request.POST, "code", default="")
    services.loosen_back(actor=request.actor, pack_code=code, what=what, code=which)
    messages.success(request, _("As the pack has it again."))
    return _to_pack(request, code)


@action("policy.manage")
def confirm_rule(request: PageRequest, code: str) -> HttpResponse:
    """Somebody has read a rule at its source."""
    load(code)
    form, rule = ConfirmForm(request.POST), text(request.POST, "rule", default="")
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.confirm_rule(
                actor=request.actor,
                pack_code=code,
                rule_code=rule,
                source_title=given["source_title"],
                source_reference=given["source_reference"],
                day=given["confirmed_on"],
                name=given["name"],
            )
            messages.success(request, _("Confirmed: the rule counts as verified."))
            return see_other(safe_next(request, reverse("accounts:pack", args=[request.marketplace.slug, code])))
        except Invalid as refused:
            add_refusal(form, refused)
    return _pack_page(request, code, confirm={rule: form})


@page("policy.read")
def unverified(request: PageRequest) -> HttpResponse:
    """Every rule of the packs in force that nobody here has read at its source, to be confirmed one by one."""
    today = database_now().date()
    rows = standing.unsettled(today)
    forms = [
        (one, told.mark(_rule(one)), ConfirmForm(initial=_starting(request, one), auto_id=_id(one))) for one in rows
    ]
    context = {
        "rows": forms,
        "open": sum(1 for one in rows if not one.rule.verified),
        "confirmed": list(ConfirmedRule.objects.order_by("-id")[:50]),
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/unverified.html", context)


def _rule(one: standing.Unsettled) -> dict[str, Any]:
    source = {"title": one.rule.source.title, "reference": one.rule.source.reference}
    return {
        "code": one.rule.code, "basis": one.rule.basis, "verified": one.rule.verified, "secondary": one.rule.secondary,
        "when": one.rule.when, "source": source,
    }  # fmt: skip


def _id(one: standing.Unsettled) -> str:
    return f"{one.pack_code}-{one.rule.code}-%s".replace(".", "-")


def _starting(request: PageRequest, one: standing.Unsettled) -> dict[str, Any]:
    return {
        "source_title": one.rule.source.title,
        "source_reference": one.rule.source.reference,
        "confirmed_on": database_now().date(),
        "name": str(request.user),
    }


def _pack_page(
    request: PageRequest,
    code: str,
    *,
    on: date | None = None,
    tighten: dict[str, TightenForm] | None = None,
    confirm: dict[str, ConfirmForm] | None = None,
) -> HttpResponse:
    """The pack with its forms; a refused one stands open with what was typed, and the answer is 422."""
    today = database_now().date()
    try:
        found = standing.version_on(code, on or today)
    except registry.UnknownPack as unknown:
        raise NotFound from unknown
    shown = queries.laid_over(found.on(on or today))[0]
    tighten, confirm = tighten or {}, confirm or {}
    context = {
        **told.whole(plain(shown)),
        "shown": shown,
        "on": on,
        "today": today,
        "turns": standing.turns(code),
        "laid": _laid(shown, found),
        "tightenable": _tightenable(shown, tighten),
        "rules": _rules(request, shown, confirm),
        "options": [
            (one, title, one in shown.options)
            for one, title in OPTIONS.items()
            if getattr(shown, one, None) is not None
        ],
        "news": list(LegalNews.objects.filter(region=shown.region).order_by("-id")),
        "tighten_open": bool(tighten),
        "confirm_open": bool(confirm),
        "may_manage": may(request.actor, "policy.manage"),
    }
    return render(request, "accounts/pack.html", context, status=422 if tighten or confirm else 200)


def _tightenable(shown: Pack, refused: dict[str, TightenForm]) -> list[tuple[Any, ...]]:
    """The clocks that can still be shortened: kind, name, bound, unit, form, and whether the form was refused."""
    found: list[tuple[Any, ...]] = []
    for clock in plain(shown)["clocks"]:
        least = max(clock["lower"], clock["least"], 1)
        can = clock["binds"] == "marketplace" and (clock["upper"] is None or clock["upper"] > least)
        if can or clock["kind"] in refused:
            form = refused.get(clock["kind"]) or TightenForm(
                initial={"value": clock["upper"]}, auto_id=f"{clock['kind']}-%s"
            )
            row = (
                clock["kind"],
                said(clock["title"]),
                bound(clock),
                UNITS[clock["unit"]],
                form,
                clock["kind"] in refused,
            )
            found.append(row)
    return found


def _laid(shown: Pack, own: Pack) -> list[Laid]:
    """What the marketplace has made stricter, beside what the pack itself has."""
    here, there = plain(shown), plain(own)
    titles = {
        "notice_element": {one["code"]: one["title"] for one in here["notice"]},
        "counter_notice_element": {one["code"]: one["title"] for one in here["counter_notice"]["elements"]},
        "remedy": {one["code"]: one["title"] for one in here["remedies"]},
        "option": dict(OPTIONS),
    }
    ways = {
        "notice_element": (_("needed"), _("if known")),
        "counter_notice_element": (_("needed"), _("if known")),
        "remedy": (_("a second person confirms it"), _("one person decides")),
        "option": (_("offered"), _("not offered")),
    }
    found = []
    for row in TightenedRule.objects.filter(pack_code=shown.code).order_by("id"):
        if row.what == "clock":
            of = [one for one in here["clocks"] if one["kind"] == row.code]
            was = (
                [one for one in there["clocks"] if one["kind"] == row.code and one["rule"] == of[0]["rule"]]
                if of
                else []
            )
            if of:
                own_bound = bound((was or of)[0])
                found.append(Laid("clock", row.code, said(of[0]["title"]), bound(of[0]), own_bound))
        else:
            title = said(titles[row.what].get(row.code, row.code))
            found.append(Laid(row.what, row.code, title, *map(str, ways[row.what])))
    return found


def _rules(request: PageRequest, shown: Pack, refused: dict[str, ConfirmForm]) -> list[tuple[Any, ...]]:
    """Every rule with its mark, who confirmed it, and the form to confirm it."""
    confirmed = {row.rule_code: row for row in ConfirmedRule.objects.filter(pack_code=shown.code)}
    found = []
    for rule in shown.rules():
        one = standing.Unsettled(rule, shown.code, shown.title, "")
        form = refused.get(rule.code) or ConfirmForm(initial=_starting(request, one), auto_id=_id(one))
        found.append((rule, told.mark(_rule(one)), confirmed.get(rule.code), form, rule.code in refused))
    return found


def _to_pack(request: PageRequest, code: str) -> HttpResponse:
    return see_other(reverse("accounts:pack", args=[request.marketplace.slug, code]))
