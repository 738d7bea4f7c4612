"""Clocks counted anew after a rule or a calendar has changed, when a person has seen what it moves and says so."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from enforcement import verbs
from enforcement.models import Appeal, Case, Complaint
from enforcement.moving import Moved, PackOf, changed_by, moving
from enforcement.packs import of_case, time_zone
from enforcement.services.common import refresh_due, say
from enforcement.services.drafting import sides
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied
from workflow import clocks as running


@transaction.atomic
def recount(
    *, actor: Actor, clocks: Iterable[UUID], pack_of: PackOf = of_case, now: datetime | None = None
) -> list[Moved]:
    """Move running clocks to the bounds that the rules and calendars of today give them; what was moved.

    `pack_of` as in `enforcement.moving.moving`. Raises Conflict where one of them no longer runs, or would not move;
    Denied where a program would take time from a party, or let a clock run out in the past: that is for a person.
    """
    require(actor, "policy.manage")
    at = now or database_now()
    wanted = list(dict.fromkeys(clocks))
    _hold(wanted)
    found = list(moving(at, pack_of=pack_of, clocks=wanted))
    if len(found) != len(wanted):
        raise Conflict(
            _("Some of these clocks have stopped, or stand as they are counted today. Look at the list again.")
        )
    if actor.kind != "person" and any(one.takes_time or one.is_past(at) for one in found):
        raise Denied(_("A deadline that comes sooner than was told is moved by a person, not by a program."))
    for one in found:
        _move(one, actor=actor)
    for case in {one.about.id: one.about for one in found if isinstance(one.about, Case)}.values():
        refresh_due(case)
    return found


def _hold(ids: list[UUID]) -> None:
    """Lock what the clocks are about, always in the same order: before a clock its case, as every deed does."""
    about = set(running.Clock.objects.filter(id__in=ids).values_list("about_id", flat=True))
    for model in (Complaint, Case):
        list(model.objects.select_for_update(of=("self",)).filter(id__in=about).order_by("id"))


def _move(one: Moved, *, actor: Actor) -> None:
    clock, was = one.clock, one.clock.due_at
    why = changed_by(one)
    if not running.recount(clock, one.rule, tz=time_zone(one.pack)):
        raise Conflict(_("One of these clocks has run out at this moment. Look at the list again."))
    Appeal.objects.filter(id=clock.subject_id).update(due_at=clock.due_at)
    facts: dict[str, log.Fact] = {"clock": clock.kind, "was": _day(was), "due": _day(clock.due_at), "why": why}
    if isinstance(one.about, Case):
        say(verbs.CLOCK_MOVED, one.about, actor=actor, facts=facts)
    else:
        log.record(verbs.CLOCK_MOVED, actor=actor, subject=one.about, facts=facts, parties=sides(one.about))


def _day(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
