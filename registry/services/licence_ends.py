"""Licences that end: terminated by a side, or over after their last day, of which both sides are reminded before."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from registry import verbs
from registry.licensing import letters
from registry.machine import LICENCE
from registry.models import Licence
from registry.services.licences import held, look_again, say_licence
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.due import next_at, ring
from tenancy.errors import Conflict, Invalid
from workflow.moves import move

JOB = "licences"
AT_ONCE = 200
REMINDERS = (30, 7)
"""How many days before the last one both sides are reminded."""


def terminate_licence(*, actor: Actor, licence: Licence, from_day: date | None = None, reason: str) -> Licence:
    """End a signed licence before its last day: from that day on (today) it allows nothing. By either side.

    What was sold before stays lawful, so the day cannot lie in the past. Raises Invalid; Conflict unless it is signed.
    """
    day = database_now().date()
    begins = from_day or day
    with transaction.atomic():
        fresh = held(licence, actor, either_side=True)
        wrong: dict[str, list[str]] = {}
        if not reason.strip():
            wrong["reason"] = [_("Say why: the other side reads it.")]
        if begins < day:
            wrong["from_day"] = [_("Not before today: what was sold until now stays as it was.")]
        elif fresh.ends_on is not None and begins > fresh.ends_on:
            wrong["from_day"] = [_("The licence is over by then.")]
        if wrong:
            raise Invalid(fields=wrong)
        if fresh.state != Licence.State.SIGNED:
            raise Conflict(_("Only a signed licence can be terminated."))
        fresh.terminated_on = begins
        fresh.save()
        move(fresh, Licence.State.TERMINATED, machine=LICENCE)
        by = "licensor" if actor.party_id == fresh.licensor_id else "licensee"
        facts = {"terminated_on": begins.isoformat(), "by": by}
        entry = say_licence(verbs.LICENCE_TERMINATED, actor, fresh, facts=facts, personal={"reason": reason})
        letters.send_terminated(entry=entry, licence=fresh, reason=reason)
        look_again(fresh)
    return fresh


def wake_for_end(licence: Licence) -> None:
    """See that the sweep comes when both sides are to be reminded, or when the licence is over."""
    if licence.ends_on is not None:
        wanted, planned = _next_step(licence, database_now().date()), next_at(JOB)
        if planned is None or planned > wanted:
            ring(JOB, at=wanted)


def end_over(*, actor: Actor, now: datetime) -> int:
    """Mark up to 200 signed licences as ended whose last day (UTC) is past; how many."""
    over = Licence.objects.filter(state=Licence.State.SIGNED, ends_on__lt=now.date())
    with transaction.atomic():
        rows = over.select_related("licensor", "licensee").select_for_update(of=("self",), skip_locked=True)
        licences = list(rows.order_by("ends_on", "id")[:AT_ONCE])
        for licence in licences:
            move(licence, Licence.State.ENDED, machine=LICENCE)
            assert licence.ends_on is not None
            say_licence(verbs.LICENCE_ENDED, actor, licence, facts={"ends_on": licence.ends_on.isoformat()})
            look_again(licence)
    return len(licences)


def remind(*, actor: Actor, now: datetime) -> int:
    """Write to both sides of up to 200 licences that end within 30 days, and again within 7; how many."""
    day = now.date()
    soon = Licence.objects.filter(
        state=Licence.State.SIGNED, ends_on__gte=day, ends_on__lte=day + timedelta(REMINDERS[0])
    )
    late = Q(ends_on__lte=day + timedelta(REMINDERS[1])) & Q(reminded_days__gt=REMINDERS[1])
    with transaction.atomic():
        rows = soon.filter(Q(reminded_days=None) | late).select_related("licensor", "licensee")
        licences = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("ends_on", "id")[:AT_ONCE])
        for licence in licences:
            assert licence.ends_on is not None
            left = (licence.ends_on - day).days
            licence.reminded_days = left
            licence.save()
            facts = {"days": left, "ends_on": licence.ends_on.isoformat()}
            entry = say_licence(verbs.LICENCE_REMINDED, actor, licence, facts=facts)
            letters.send_ending(entry=entry, licence=licence, days=left)
    return len(licences)


def sweep(now: datetime) -> datetime | None:
    """One turn in the current marketplace; when to come again."""
    actor = Actor.system(current_tenant())
    if max(end_over(actor=actor, now=now), remind(actor=actor, now=now)) == AT_ONCE:
        return now
    running = Licence.objects.filter(state=Licence.State.SIGNED, ends_on__gte=now.date()).order_by("ends_on", "id")
    unwarned, warned = running.filter(reminded_days=None), running.filter(reminded_days__gt=REMINDERS[1])
    nearest = [found for rows in (running, unwarned, warned) if (found := rows.first()) is not None]
    return min((_next_step(one, now.date()) for one in nearest), default=None)


def _next_step(licence: Licence, day: date) -> datetime:
    """The morning on which something is to be done about a licence that ends."""
    assert licence.ends_on is not None
    mornings = [licence.ends_on - timedelta(days) for days in REMINDERS]
    coming = [morning for morning in mornings if morning > day]
    if licence.reminded_days is None and licence.ends_on - timedelta(REMINDERS[0]) <= day <= licence.ends_on:
        coming.append(day)
    wanted = min(coming, default=licence.ends_on + timedelta(1))
    return datetime.combine(wanted, time(), tzinfo=UTC)
