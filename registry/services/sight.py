"""An agent's sight ends with its last power or appointment. That follows by itself (`registry.sight`); here the log says so."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from accounts.models import Appointment
from accounts.principals import was_dismissed
from audit.log import record
from registry import verbs
from registry.models import PowerOfAttorney
from tenancy.actor import Actor
from tenancy.context import database_now
from workflow import clocks
from workflow.models import Clock

ENDS, END_OF_SIGHT = "sight_end", "end_of_sight"
Ground = PowerOfAttorney | Appointment


def plan_end(ground: Ground) -> None:
    """Start the clock of the morning after its last day, unless it runs; none for one that has no last day."""
    if ground.ends_on is None or ground.ends_on == date.max:
        return
    if Clock.objects.filter(kind=ENDS, subject_id=ground.id).exists():
        return
    morning = datetime.combine(ground.ends_on + timedelta(days=1), time(), tzinfo=UTC)
    now = database_now()
    clocks.start(kind=ENDS, subject=ground, starts_at=now, due_at=morning, then=END_OF_SIGHT, starts_on="power.filed")


def stop_end(ground_id: UUID, *, by: str) -> None:
    """It has ended before its last day."""
    clocks.stop(subject_id=ground_id, kind=ENDS, by=by)


def note_end(*, actor: Actor, ground: Ground) -> None:
    """Say that the agent sees nothing more, if this was the last by which it did. Part of the deed that ends it."""
    if was_dismissed(ground.principal_id, ground.agent_id):
        parties = [ground.principal_id, ground.agent_id]
        record(verbs.SIGHT_ENDED, actor=actor, subject=ground, refs=parties, parties=parties)


def note_return(*, actor: Actor, ground: Ground, before: bool) -> None:
    """Say that it sees again, where it was dismissed `before` this was put on file."""
    if before:
        parties = [ground.principal_id, ground.agent_id]
        facts = {"starts_on": ground.starts_on.isoformat()}
        record(verbs.SIGHT_BACK, actor=actor, subject=ground, refs=parties, facts=facts, parties=parties)


def end_on_its_day(*, actor: Actor, ground: Ground, day: date) -> None:
    """The morning after its last day: said once where several end on one day; what was taken back before has said so."""
    if ground.is_taken_back or not ground.is_over(day):
        return
    together = type(ground).objects.filter(agent_id=ground.agent_id, ends_on=ground.ends_on, id__gt=ground.id)
    if not any(one.principal_id == ground.principal_id and not one.is_taken_back for one in together):
        note_end(actor=actor, ground=ground)
