"""What strikes come to: of all sellers on a day, and of one on days of the past as they are seen today."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from policy import penalties
from policy.penalties import StrikeGiven
from sellers.models import Strike
from sellers.queries import house_strikes


def points_of_all(day: date) -> dict[UUID, int]:
    """The points of every seller with a strike that still counts on `day`. One query."""
    policy = house_strikes()
    last = max((step.after_days for step in policy.decay if not step.percent), default=None)
    rows = Strike.objects.filter(reversals=None)
    rows = rows.filter(given_at__date__gt=day - timedelta(days=last)) if last else rows
    given: dict[UUID, list[StrikeGiven]] = {}
    for seller_id, weight, given_at, fades_at in rows.values_list("seller_id", "weight", "given_at", "fades_at"):
        end = fades_at.date() if fades_at else None
        given.setdefault(seller_id, []).append(StrikeGiven(weight, given_at.date(), ends_on=end))
    return {seller_id: penalties.in_force(policy, strikes, day) for seller_id, strikes in given.items()}


def in_hindsight(seller_id: UUID, day: date) -> int:
    """What a seller's strikes come to on a day of the past, without those that were taken back since. One query."""
    return penalties.course(house_strikes(), _given(seller_id), [day])[0]


def course(seller_id: UUID, days: Sequence[date]) -> list[int]:
    """The same for many days. One query."""
    return penalties.course(house_strikes(), _given(seller_id), days)


def _given(seller_id: UUID) -> list[StrikeGiven]:
    """Strikes that were not taken back; one with a day of its own ends there."""
    rows = Strike.objects.filter(seller_id=seller_id, reversals=None).values_list("weight", "given_at", "fades_at")
    return [StrikeGiven(weight, at.date(), ends_on=end.date() if end else None) for weight, at, end in rows]


def last_strike_at(seller_id: UUID) -> datetime | None:
    """When a seller got the last strike that stands. One query."""
    rows = Strike.objects.filter(seller_id=seller_id, reversals=None).order_by("-given_at")
    return rows.values_list("given_at", flat=True).first()


def with_strikes_taken_back() -> QuerySet[Strike, UUID]:
    """The sellers of whom a strike was ever taken back, for a subquery."""
    return Strike.objects.exclude(reversals=None).values_list("seller_id", flat=True)
