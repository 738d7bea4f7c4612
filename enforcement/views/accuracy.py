"""How right a complainant was: its own page, and the same for reviewers."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.doors import page
from accounts.models import Party
from audit.rows import load_words
from enforcement import accuracy
from enforcement.accuracy import YEAR, Figures, Line
from enforcement.misuse_words import GRAVITIES
from enforcement.words import WITHDRAWALS
from gateway.http import PageRequest
from policy.registry import packs
from tenancy.context import database_now
from tenancy.errors import NotFound

COMPLAINANTS = (Party.Kind.BRAND, Party.Kind.AGENT)


@page("complaint.read")
def own_accuracy(request: PageRequest) -> HttpResponse:
    """What came of the complaints of one's own party."""
    party: Party = request.membership.party  # type: ignore[attr-defined]
    if party.kind not in COMPLAINANTS:
        raise NotFound
    return _shown(request, party, is_own=True)


@page("misuse.read")
def accuracy_of(request: PageRequest, reference: str) -> HttpResponse:
    """What came of the complaints of a party, for reviewers."""
    party = Party.objects.filter(reference=reference, kind__in=COMPLAINANTS).first()
    if party is None:
        raise NotFound
    return _shown(request, party, is_own=False)


def _shown(request: PageRequest, party: Party, *, is_own: bool) -> HttpResponse:
    now = database_now()
    since = now - YEAR
    context = {
        "party": party,
        "is_own": is_own,
        "year": accuracy.figures_of(party.id, since),
        "ever": accuracy.figures_of(party.id),
        "withdrawals": WITHDRAWALS,
        "rights": _drawn(accuracy.by_right(party.id, since), {}),
        "reasons": _drawn(accuracy.by_reason(party.id, since), reason_titles()),
        "marks": _marks(party.id),
        "slug": request.marketplace.slug,
        **_months(party.id, now),
    }
    context["back"] = [
        (words, context["year"].withdrawn.get(code, 0), context["ever"].withdrawn.get(code, 0))
        for code, words in WITHDRAWALS.items()
    ]
    return render(request, "enforcement/accuracy.html", context)


@lru_cache
def reason_titles() -> dict[str, str]:
    """What the packs call the reasons of complaints, untranslated, by code."""
    return {reason.code: reason.title for pack in packs() for reason in pack.reasons}


def _drawn(lines: list[Line], titles: dict[str, str]) -> list[dict[str, Any]]:
    """Rows of `{% shares %}`: upheld and rejected of each, as shares of what was decided."""
    return [
        {
            "name": _(titles[line.key]) if line.key in titles else line.key,
            "bars": [
                (_("upheld"), f"{line.figures.upheld}", _share(line.figures.upheld, line.figures)),
                (_("not upheld"), f"{_lost(line.figures)}", _share(_lost(line.figures), line.figures)),
            ],
        }
        for line in lines
    ]


def _lost(figures: Figures) -> int:
    return figures.rejected + figures.put_back


def _share(part: int, figures: Figures) -> int:
    return 100 * part // figures.decided if figures.decided else 0


def _months(party_id: UUID, now: datetime) -> dict[str, Any]:
    months = accuracy.by_month(party_id, now)
    said = [
        _("%(month)s: %(won)d upheld, %(lost)d not")
        % {"month": date_format(month, "F Y"), "won": one.upheld, "lost": _lost(one)}
        for month, one in months
        if one.decided
    ]
    return {
        "months_won": [one.upheld for _month, one in months],
        "months_lost": [_lost(one) for _month, one in months],
        "months_said": "; ".join(said),
        "first_month": months[0][0],
    }


def _marks(party_id: UUID) -> list[tuple[Any, str | Promise]]:
    rows = accuracy.unfounded_marks(party_id).select_related("decision__item__case").order_by("-id")
    marks = list(rows[: accuracy.MOST_ROWS])
    load_words(marks)
    return [(mark, GRAVITIES[mark.gravity]) for mark in marks]
