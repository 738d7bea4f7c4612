"""Measures as pages: a picture for who would rather look, each with its table."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.doors import page
from gateway.http import PageRequest, choice, day
from reporting import queries
from reporting.queries import BrandMeasure, Worth
from tenancy.context import database_now
from tenancy.errors import Invalid

PERIODS = ("30", "90", "365")
USUAL = "90"
MOST_DRAWN = 12
LONGEST = timedelta(days=366 * 3)


@dataclass(frozen=True)
class Drawn:
    """The bars of one rights holder: what was removed, and the minutes it took; in hundredths of the longest."""

    name: str
    bars: tuple[tuple[str, str, int], ...]


@page("measures.read")
def brands(request: PageRequest) -> HttpResponse:
    """Per rights holder what was removed, its price, and the reviewers' time it took."""
    begin, end = period(request.GET)
    found = queries.brands(request.actor, begin=begin, end=end)
    chosen = "" if "from" in request.GET or "to" in request.GET else choice(request.GET, "days", PERIODS, default=USUAL)
    context = {
        "is_limited": bool(request.actor.marks),
        "lines": [(one, [amount(worth) for worth in one.priced]) for one in found],
        "drawn": drawn(found),
        "begin": begin,
        "last": end - timedelta(days=1),
        "chips": [
            {"label": _("%(n)s days") % {"n": days}, "url": f"?days={days}", "current": days == chosen}
            for days in PERIODS
        ],
        "more": len(found) == queries.MOST_BRANDS,
        "most": queries.MOST_BRANDS,
        "minutes": queries.MOST_MINUTES,
        "steps": sum(one.steps for one in found),
        "untimed": sum(one.steps - one.timed for one in found),
    }
    return render(request, "reporting/brands.html", context)


def period(params: QueryDict) -> tuple[datetime, datetime]:
    """From the first moment of `from` to the last of `to`, in the person's time zone; else the last `days`. Raises Invalid."""
    first, last = day(params, "from"), day(params, "to")
    today = timezone.localdate(database_now())
    if first is None and last is None:
        first = today - timedelta(days=int(choice(params, "days", PERIODS, default=USUAL)))
    last = last or today
    first = first or last - timedelta(days=int(USUAL))
    if first > last:
        raise Invalid(fields={"from": [_("The first day comes after the last.")]})
    if last - first > LONGEST or last.year > 9000 or first.year < 1990:
        raise Invalid(fields={"from": [_("At most three years at once.")]})
    midnight = time(tzinfo=timezone.get_current_timezone())
    return datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight)


def amount(worth: Worth) -> str:
    """A sum as people read it, such as “1,299.00 EUR”; a currency that is not known is a question mark."""
    whole = number_format(worth.cents / 100, decimal_pos=2, force_grouping=True)
    return f"{whole}\u00a0{worth.currency or '?'}"


def drawn(found: list[BrandMeasure]) -> list[Drawn]:
    """The first dozen, each measure against its own longest bar: how many, and how long, are two scales."""
    shown = found[:MOST_DRAWN]
    listings = max((one.removed for one in shown), default=0) or 1
    minutes = max((one.minutes for one in shown), default=0) or 1
    return [
        Drawn(
            one.name,
            (
                (_("Removed"), number_format(one.removed), round(100 * one.removed / listings)),
                (_("Minutes"), number_format(one.minutes), round(100 * one.minutes / minutes)),
            ),
        )
        for one in shown
    ]
