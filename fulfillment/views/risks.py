"""Risks of suppliers, lanes and places, and how much of each partner's flow is looked at."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.doors import page
from fulfillment.models import GoodsRisk, SamplingChange
from fulfillment.queries import goods_risk_of
from fulfillment.risk.measure import FEWEST, OUTCOMES, by_low_end
from fulfillment.sampling.rule import CEILING, FLOOR, START, WORDS
from gateway.http import PageRequest, choice
from gateway.paging import Keyset, capped_count
from tenancy.context import database_now

GRAVEST, NEWEST = Keyset("-mean_bp", "-id"), Keyset("-id")
KINDS = {"supplier": GoodsRisk.Kind.SUPPLIER, "lane": GoodsRisk.Kind.LANE, "site": GoodsRisk.Kind.SITE}
MOST_TREND = 26
"""Weeks of the trend that are drawn."""


@page("sampling.read")
def goods_risks(request: PageRequest) -> HttpResponse:
    """Those of one kind, the gravest first."""
    shows = choice(request.GET, "kind", list(KINDS), default="supplier")
    rows = GoodsRisk.objects.visible_to(request.actor).filter(kind=shows).select_related("party", "site__party")
    found = GRAVEST.page(rows, request.GET.get("cursor"))
    slug = request.marketplace.slug
    chips = [(one.label, f"?kind={code}", code == shows) for code, one in KINDS.items()]
    context = {
        "lines": [_line(row, slug) for row in found.rows], "page": found, "count": capped_count(rows), "chips": chips,
        "slug": slug, "weights": [_weight(code) for code in OUTCOMES], "fewest": FEWEST,
    }  # fmt: skip
    return render(request, "fulfillment/goods_risks.html", context)


@page("sampling.read")
def goods_risk(request: PageRequest, risk_id: UUID) -> HttpResponse:
    """One, with every outcome that moved it."""
    shown = goods_risk_of(request.actor, risk_id)
    found = NEWEST.page(shown.adjustments.all(), request.GET.get("cursor"))
    slug = request.marketplace.slug
    lines = [
        (row, OUTCOMES[row.outcome].title, _percent(row.before_bp), _percent(row.after_bp), "" if row.good else "stop")
        for row in found.rows
    ]
    context = {"one": _line(shown, slug), "lines": lines, "page": found, "slug": slug}
    return render(request, "fulfillment/goods_risk.html", context)


@page("sampling.read")
def sampling(request: PageRequest) -> HttpResponse:
    """The share of each partner, what it rests on, and its trend."""
    rows = SamplingChange.objects.visible_to(request.actor)
    newest = rows.order_by("party", "-id").distinct("party")
    last = SamplingChange.objects.filter(id__in=newest.values("id")).select_related("party")
    found = NEWEST.page(last, request.GET.get("cursor"))
    trends = _trends([row.party_id for row in found.rows])
    context = {
        "lines": [_share_line(row, trends[row.party_id]) for row in found.rows], "page": found,
        "floor": _percent(FLOOR), "start": _percent(START), "ceiling": _percent(CEILING),
        "slug": request.marketplace.slug,
    }  # fmt: skip
    return render(request, "fulfillment/sampling.html", context)


def _trends(parties: list[UUID]) -> dict[UUID, list[int]]:
    """The shares of the last weeks, the oldest first. One query."""
    since = database_now() - timedelta(weeks=MOST_TREND)
    found: dict[UUID, list[int]] = defaultdict(list)
    rows = SamplingChange.objects.filter(party_id__in=parties, at__gt=since).order_by("id")
    for party_id, share in rows.values_list("party_id", "share_bp"):
        found[party_id].append(share)
    return found


def _share_line(row: SamplingChange, trend: list[int]) -> dict[str, Any]:
    seen, trend = row.facts, trend or [row.share_bp]
    return {
        "row": row, "share": _percent(row.share_bp), "trend": trend,
        "trend_words": ", ".join(_percent(one) for one in trend),
        "why": [str(WORDS[one]) % seen if seen else str(WORDS[one]) for one in row.reasons],
        "figures": [
            (_("Scans, of which held"), seen.get("scans", 0), seen.get("held", 0)),
            (_("To be looked at, of which late"), seen.get("asked", 0), seen.get("late", 0)),
            (_("Holds due, of which settled in time"), seen.get("due", 0), seen.get("settled", 0)),
        ],
    }  # fmt: skip


def _line(row: GoodsRisk, slug: str) -> dict[str, Any]:
    low, mean, high = _percent(row.low_bp), _percent(row.mean_bp), _percent(row.high_bp)
    times = by_low_end(row.low_bp) if row.outcomes >= FEWEST and row.kind == GoodsRisk.Kind.SUPPLIER else 1.0
    return {
        "row": row, "name": name_of_risk(row), "whose": row.site.party.name if row.site else "",
        "url": reverse("fulfillment:goods_risk", args=[slug, row.id]), "mean": mean, "band": f"{low} – {high}",
        "words": _("%(mean)s, between %(low)s and %(high)s") % {"mean": mean, "low": low, "high": high},
        "times": f"{times:.1f}" if times > 1 else "", "enough": row.outcomes >= FEWEST,
    }  # fmt: skip


def name_of_risk(row: GoodsRisk) -> str:
    """What a risk is of, as people call it."""
    if row.party is not None:
        return str(row.party.name)
    if row.site is not None:
        return str(row.site.name)
    return " → ".join(str(countries.name(one)) or one for one in row.about.split(">"))


def _weight(code: str) -> tuple[object, str, str]:
    weight = OUTCOMES[code]
    return (
        weight.title,
        f"{weight.bad / 1000:.1f}" if weight.bad else "–",
        f"{weight.good / 1000:.1f}" if weight.good else "–",
    )


def _percent(bp: int) -> str:
    return f"{bp / 100:.1f} %"
