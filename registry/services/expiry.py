"""Rights that expire: found by a sweep that wakes on the day after the last, and before that to plan their reminders."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from registry import verbs
from registry.checking.reminders import AHEAD, plan, unplanned
from registry.models import Right
from registry.services.standing import go_to, say
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import next_at, ring

JOB = "rights"
AT_ONCE = 200


def lapse_expired(*, actor: Actor, now: datetime) -> int:
    """Mark up to 200 verified rights as expired whose last day (UTC) is past; how many."""
    ended = Right.objects.filter(state=Right.State.VERIFIED, expires_on__lt=now.date())
    with transaction.atomic():
        rights = list(ended.select_for_update(skip_locked=True).order_by("expires_on", "id")[:AT_ONCE])
        for right in rights:
            go_to(right, Right.State.LAPSED)
            say(verbs.RIGHT_LAPSED, actor, right, facts={"expires_on": right.expires_on.isoformat()})
    return len(rights)


def wake_for(expires_on: date | None) -> None:
    """See that the sweep comes in time for the reminders of a right; nothing for one that does not expire."""
    if expires_on is None:
        return
    wanted = max(_first_look(expires_on), database_now())
    planned = next_at(JOB)
    if planned is None or planned > wanted:
        ring(JOB, at=wanted)


def sweep(now: datetime) -> datetime | None:
    """One turn in the current marketplace; when to come again."""
    if lapse_expired(actor=Actor.system(current_tenant()), now=now) == AT_ONCE:
        return now
    if plan_reminders(now=now) == AT_ONCE:
        return now
    coming = Right.objects.filter(state=Right.State.VERIFIED).order_by("expires_on", "id")
    ending = coming.filter(expires_on__gte=now.date()).values_list("expires_on", flat=True).first()
    later = coming.filter(expires_on__gt=(now + AHEAD).date()).values_list("expires_on", flat=True).first()
    wakes = [_morning_after(ending)] if ending else []
    return min([*wakes, *([_first_look(later)] if later else [])], default=None)


def plan_reminders(*, now: datetime) -> int:
    """Start the clocks of up to 200 rights that end soon and have none; how many were looked at."""
    found = unplanned(now, AT_ONCE)
    planned = [plan(right) for right in found]
    return len(found) if any(planned) else 0


def _first_look(expires_on: date) -> datetime:
    """When the reminders of a right that expires then are planned."""
    return datetime.combine(max(expires_on, date(1900, 1, 1)), time(), tzinfo=UTC) - AHEAD


def _morning_after(day: date) -> datetime:
    """The moment from which a right whose last day was `day` is expired."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
