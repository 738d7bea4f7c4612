"""A decided case under other rules, side by side with those that applied."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import require
from accounts.policy_words import said
from accounts.told import place
from enforcement import queries, replaying
from enforcement.models import Case
from enforcement.queries import DONE_CASES
from enforcement.replay import compare
from enforcement.replay_words import told
from gateway.http import PageRequest, day, text
from policy import registry
from policy.model import ANY, Pack
from tenancy.errors import NotFound


@page("policy.read")
def replay(request: PageRequest, reference: str) -> HttpResponse:
    """What would have been different under `?pack=` (with its version after a colon) as its rules stand `?on=` a day."""
    require(request.actor, "case.read")
    case = queries.case(reference, request.actor)
    if not request.actor.is_operator or not _decided(case):
        raise NotFound
    own = replaying.applied(case)
    wanted = text(request.GET, "pack", default=f"{case.pack_code}:{case.pack_version}")
    on = day(request.GET, "on") or case.opened_at.date()
    code, _colon, version = wanted.partition(":")
    try:
        other = replaying.chosen(case, code, version, on)
    except registry.UnknownPack as unknown:
        raise NotFound from unknown
    sections = told(compare(replaying.facts_of(case), own, other))
    context: dict[str, Any] = {
        "case": case,
        "slug": request.marketplace.slug,
        "applied": _named(own),
        "chosen": _named(other),
        "wanted": f"{other.code}:{other.version}",
        "on": on,
        "choices": [(f"{pack.code}:{pack.version}", _named(pack), _placed(pack)) for pack in replaying.choices(case)],
        "sections": sections,
        "differing": sum(n for _title, n, _lines in sections),
    }
    return render(request, "enforcement/replay.html", context)


def _decided(case: Case) -> bool:
    return case.state in DONE_CASES or any(item.decisions.all() for item in case.items.all())


def _named(pack: Pack) -> str:
    return _("%(title)s, version %(version)s") % {"title": said(pack.title), "version": pack.version}


def _placed(pack: Pack) -> str:
    return _("House policy") if pack.region == ANY else place(pack.region)
