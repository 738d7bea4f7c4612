"""How right a complainant was: what came of its complaints, by decisions that stand, by right and reason and over time.

A decision that an appeal replaced counts no more, and a mark on it neither. What nobody judged (removed on a notice and
not contested, agreed, unanswered) is counted as it stands and said to be so.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from enforcement.models import Decision, UnfoundedMark, Withdrawal

YEAR = timedelta(days=365)
MONTHS = 12
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """How listings complained of came out. `automated` of the upheld were judged by nobody; `put_back` are those restored
    after a counter-notice; `withdrawn` counts by reason; `unfounded` of the rejected bear the mark.
    """

    upheld: int = 0
    rejected: int = 0
    put_back: int = 0
    automated: int = 0
    unfounded: int = 0
    withdrawn: dict[str, int] = field(default_factory=dict)

    @property
    def taken_back(self) -> int:
        """How many the complainant took back, for whatever reason."""
        return sum(self.withdrawn.values())

    @property
    def decided(self) -> int:
        """How many came out one way or the other; what was taken back did not."""
        return self.upheld + self.rejected + self.put_back

    @property
    def percent(self) -> int | None:
        """The share of the decided ones that was upheld, in percent; None before anything is decided."""
        return 100 * self.upheld // self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one right or one reason; `key` names it."""

    key: str
    figures: Figures


def figures_of(complainant_id: UUID, since: datetime | None = None) -> Figures:
    """All that came of a party's complaints, or what was decided from `since` on. Two queries."""
    counted = _standing(complainant_id, since).aggregate(**_COUNTS)
    back = Withdrawal.objects.filter(item__case__complainant_id=complainant_id, item__state="withdrawn")
    if since is not None:
        back = back.filter(at__gte=since)
    withdrawn = dict(back.values_list("reason").annotate(n=Count("item", distinct=True)))
    return Figures(**counted, withdrawn=withdrawn)


def by_right(complainant_id: UUID, since: datetime | None = None) -> list[Line]:
    """The same by right, the most decided first. One query."""
    return _lines(complainant_id, since, F("item__case__right__title"))


def by_reason(complainant_id: UUID, since: datetime | None = None) -> list[Line]:
    """The same by the reason that was given, as a code of the pack. One query."""
    return _lines(complainant_id, since, F("item__case__complaint__reason"))


def by_month(complainant_id: UUID, now: datetime) -> list[tuple[datetime, Figures]]:
    """The last twelve months, the oldest first; a month without a decision has none. One query."""
    first = _months_back(now, MONTHS - 1)
    rows = _standing(complainant_id, first).annotate(month=TruncMonth("taken_at")).values("month").annotate(**_COUNTS)
    found = {row.pop("month"): Figures(**row) for row in rows}
    months = [_months_back(now, back) for back in range(MONTHS - 1, -1, -1)]
    return [(month, found.get(month, Figures())) for month in months]


def unfounded_marks(complainant_id: UUID, since: datetime | None = None) -> QuerySet[UnfoundedMark]:
    """The marks on this party's complaints whose decisions stand."""
    marks = UnfoundedMark.objects.filter(decision__in=_standing(complainant_id, None).values("id"))
    return marks.filter(at__gte=since) if since else marks


_BACK = Q(outcome="upheld", item__state="reversed")
_COUNTS: dict[str, Any] = {
    "upheld": Count("id", filter=Q(outcome="upheld") & ~_BACK),
    "rejected": Count("id", filter=Q(outcome="rejected")),
    "put_back": Count("id", filter=_BACK),
    "automated": Count("id", filter=Q(outcome="upheld", automated=True) & ~_BACK),
    # A decision has one mark at most, so the join repeats none.
    "unfounded": Count("unfounded_marks"),
}


def standing_decisions(since: datetime | None) -> QuerySet[Any]:
    """The decision that stands about each Item, once it took effect; those that did from `since` on."""
    taken = Decision.objects.filter(taken_at__isnull=False)
    later = taken.filter(item=OuterRef("item"), id__gt=OuterRef("id"))
    rows = taken.filter(~Exists(later)).exclude(item__state="withdrawn")
    return rows.filter(taken_at__gte=since) if since else rows


def _standing(complainant_id: UUID, since: datetime | None) -> QuerySet[Any]:
    """The same about the Items of a party's complaints."""
    return standing_decisions(since).filter(item__case__complainant_id=complainant_id)


def _lines(complainant_id: UUID, since: datetime | None, by: F) -> list[Line]:
    rows = _standing(complainant_id, since).annotate(key=Coalesce(by, "item__case__source")).values("key")
    counted = rows.annotate(n=Count("id"), **_COUNTS).order_by("-n", "key")[:MOST_ROWS]
    return [Line(row.pop("key"), Figures(**{name: row[name] for name in _COUNTS})) for row in counted]


def _months_back(now: datetime, months: int) -> datetime:
    """The first moment of the month so many months ago."""
    count = now.year * 12 + now.month - 1 - months
    return now.replace(year=count // 12, month=count % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
