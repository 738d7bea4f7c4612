"""When people are reminded that a right or a power of attorney ends, and the clocks that see to it.

A clock runs for the next reminder alone; the one after it starts when that has fired. Whoever moves the dates plans anew.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from registry.models import PowerOfAttorney, Right
from tenancy.context import database_now
from workflow import clocks
from workflow.models import Clock

STAGES = (180, 90, 30, 7)
"""Days before the last day of a right."""
OF_A_POWER = 30
"""Days before the last day of a power of attorney."""
AHEAD = timedelta(days=STAGES[0] + 7)
"""How long before its end a right gets its first clock, so that a registry of a million has few."""
RIGHT, POWER = "right_expiry", "power_expiry"
REMIND_OF_RIGHT, REMIND_OF_POWER = "remind_of_right", "remind_of_power"


def next_day(expires_on: date, today: date, sent: Collection[date] = ()) -> date | None:
    """The day of the next reminder, today at the earliest; `sent` are the days of those that were sent. Pure."""
    days = (expires_on - timedelta(days=stage) for stage in STAGES if expires_on.toordinal() > stage)
    return min((day for day in days if day >= today and day not in sent), default=None)


def plan(right: Right, *, fired: Clock | None = None) -> Clock | None:
    """See that the clock of the next reminder runs for a verified right that ends soon, and none for any other.

    `fired` is the one whose consequence is being carried out.
    """
    clocks.stop(subject_id=right.id, kind=RIGHT, by="right.dates")
    now = database_now()
    if right.state != Right.State.VERIFIED or right.expires_on is None or right.expires_on > (now + AHEAD).date():
        return None
    past = Clock.objects.filter(subject_id=right.id, kind=RIGHT, state=Clock.State.FIRED)
    dues = [*past.values_list("due_at", flat=True), fired.due_at if fired else None]
    sent = {due.date() for due in dues if due is not None}
    day = next_day(right.expires_on, now.date(), sent)
    if day is None:
        return None
    return clocks.start(
        kind=RIGHT, subject=right, starts_at=now, due_at=_morning(day), then=REMIND_OF_RIGHT, starts_on="right.dates"
    )


def plan_power(power: PowerOfAttorney) -> Clock | None:
    """Start the clock of the one reminder of a power that ends; none where that day is past already."""
    now = database_now()
    day = power.ends_on - timedelta(days=OF_A_POWER) if power.ends_on else None
    if day is None or day < now.date():
        return None
    return clocks.start(
        kind=POWER, subject=power, starts_at=now, due_at=_morning(day), then=REMIND_OF_POWER, starts_on="power.filed"
    )


def unplanned(now: datetime, limit: int) -> list[Right]:
    """Verified rights that end soon and have no clock: those of lists, which are verified many at once. Two queries."""
    ending = Right.objects.filter(
        state=Right.State.VERIFIED,
        expires_on__gte=now.date() + timedelta(days=STAGES[-1]),
        expires_on__lte=(now + AHEAD).date(),
    )
    known = Clock.objects.filter(kind=RIGHT, subject_id__in=ending.values("id")).exclude(state=Clock.State.STOPPED)
    return list(ending.exclude(id__in=known.values("subject_id")).order_by("expires_on", "id")[:limit])


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
