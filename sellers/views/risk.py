"""Pages of the risk of sellers: who stands highest, and one seller's figure with its reasons and its course."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.permissions import may
from gateway.http import PageRequest, choice
from gateway.paging import Keyset, capped_count
from sellers import queries
from sellers.models import SellerRisk, SellerRiskStep
from sellers.models.risk import Band
from sellers.risk.weighing import AGAIN_AFTER_DAYS, BANDS, because
from tenancy.context import database_now
from tenancy.errors import NotFound

HIGHEST = Keyset("-figure", "-id")
TONES = {Band.LOW: "good", Band.RAISED: "wait", Band.HIGH: "stop"}
YEAR, MOST_STEPS = 365, 400


@dataclass(frozen=True, slots=True)
class Move:
    """One reason on the way from nothing to the figure, as the part `steps` draws it."""

    sentence: str
    before: int
    after: int
    factor: int | None = None
    begins: bool = False


@page("match.review")
def risks(request: PageRequest) -> HttpResponse:
    """Sellers by their figure, the highest first."""
    band = choice(request.GET, "band", Band.values, default="")
    rows = SellerRisk.objects.visible_to(request.actor)
    if band:
        rows = rows.filter(band=band)
    found = HIGHEST.page(rows.select_related("seller"), request.GET.get("cursor"))
    slug = request.marketplace.slug
    context = {
        "lines": [_line(row, slug) for row in found.rows],
        "page": found,
        "count": capped_count(rows),
        "chips": [
            (label, f"?band={code}" if code else "?", code == band) for code, label in [("", _("All")), *Band.choices]
        ],
        "may_audit": not request.actor.regions,
        "may_review": may(request.actor, "review.manage"),
    }
    return render(request, "sellers/risks.html", context)


def _line(row: SellerRisk, slug: str) -> dict[str, Any]:
    heaviest = [because(one) for one in row.reasons if one["weight"] > 0][:1]
    return {
        "row": row,
        "tone": TONES[Band(row.band)],
        "why": heaviest[0].what if heaviest else "",
        "url": reverse("sellers:seller_standing", args=[slug, row.seller.reference]),
    }


@page("listing.read")
def risk_of(request: PageRequest, reference: str) -> HttpResponse:
    """A part of a seller's standing: its figure, what makes it, and its course over the last year."""
    seller = queries.seller_by_reference(request.actor, reference)
    row = SellerRisk.objects.visible_to(request.actor).filter(seller=seller).first()
    if row is None and not request.actor.is_operator and seller.id != request.actor.party_id:
        raise NotFound
    context: dict[str, Any] = {"row": row, "is_own": seller.id == request.actor.party_id, "days": AGAIN_AFTER_DAYS}
    if row is not None:
        course = _course(seller.id, database_now().date())
        context |= {
            "tone": TONES[Band(row.band)],
            "moves": _moves(row),
            "course": course,
            "today": len(course) - 1,
            "rungs": [(begins, Band(band).label) for begins, band in BANDS if begins],
            "label": _("Risk over the last year: at most %(most)d, today %(now)d.")
            % {"most": max(course, default=0), "now": row.figure},
        }
    return render(request, "sellers/risk.html#part", context)


def _moves(row: SellerRisk) -> list[Move]:
    """The reasons one after the other, each from where the one before left the sum; it never leaves 0 to 100."""
    found, total = [], 0
    for at, one in enumerate(map(because, row.reasons)):
        after = min(max(total + one.weight, 0), 100)
        found.append(Move(one.sentence, total, after, begins=at == 0))
        total = after
    return found


def _course(seller_id: UUID, today: date) -> Sequence[int]:
    """The figure of each day of the last year as its history has it, today last; before the first line it was 0."""
    rows = SellerRiskStep.objects.filter(seller_id=seller_id).order_by("-id").values_list("at", "figure")[:MOST_STEPS]
    lines = sorted((at.date(), order, figure) for order, (at, figure) in enumerate(reversed(rows)))
    days = [line[0] for line in lines]
    found = []
    for back in range(YEAR, -1, -1):
        at = bisect_right(days, today - timedelta(days=back))
        found.append(lines[at - 1][2] if at else 0)
    return found
