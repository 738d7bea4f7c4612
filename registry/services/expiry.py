"""Rights that expire: found by a sweep that wakes on the day after the last."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from registry import verbs
from registry.models import Right
from registry.services.standing import go_to, say
from tenancy.actor import Actor
from tenancy.context import current_tenant
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
    """See that the sweep comes on the day after `expires_on`; nothing for a right that does not expire."""
    if expires_on is None:
        return
    wanted = _morning_after(expires_on)
    planned = next_at(JOB)
    if planned is None or planned > wanted:
        ring(JOB, at=wanted)


def sweep(now: datetime) -> datetime | None:
    """One turn in the current marketplace; when to come again."""
    if lapse_expired(actor=Actor.system(current_tenant()), now=now) == AT_ONCE:
        return now
    coming = Right.objects.filter(state=Right.State.VERIFIED, expires_on__gte=now.date())
    following = coming.order_by("expires_on", "id").values_list("expires_on", flat=True).first()
    return _morning_after(following) if following else None


def _morning_after(day: date) -> datetime:
    """The moment from which a right whose last day was `day` is expired."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
