"""What follows when the clock of a reminder runs out."""

from datetime import datetime, timedelta

from accounts.models import Appointment
from audit.log import record
from registry import verbs
from registry.checking.reminders import REMIND_OF_POWER, REMIND_OF_RIGHT, STAGES, plan
from registry.letters import send_ending, send_power_ending
from registry.models import PowerOfAttorney, Right
from registry.services.sight import END_OF_SIGHT, end_on_its_day, plan_end
from registry.services.standing import say
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock


@consequence(REMIND_OF_RIGHT)
def remind_of_right(clock: Clock, now: datetime) -> None:
    """Tell the owner and its agents that a verified right ends; nothing if its dates have moved. Then the next clock."""
    right = Right.objects.select_for_update(of=("self",)).select_related("owner").get(id=clock.subject_id)
    stands = right.state == Right.State.VERIFIED and right.expires_on is not None and right.expires_on >= now.date()
    days = {right.expires_on - timedelta(days=stage) for stage in STAGES} if stands else set()
    if stands and clock.due_at is not None and clock.due_at.date() in days:
        left = (right.expires_on - now.date()).days
        facts = {"days": left, "expires_on": right.expires_on.isoformat()}
        entry = say(verbs.RIGHT_ENDING, Actor.system(current_tenant()), right, facts=facts)
        send_ending(entry=entry, right=right, days=left)
    plan(right, fired=clock)


@consequence(REMIND_OF_POWER)
def remind_of_power(clock: Clock, now: datetime) -> None:
    """Tell both sides that a power of attorney ends; nothing if it was taken back."""
    power = PowerOfAttorney.objects.select_related("brand", "agent").get(id=clock.subject_id)
    if power.is_over(now.date()) or power.ends_on is None:
        return
    parties = [power.brand_id, power.agent_id]
    entry = record(
        verbs.POWER_ENDING, actor=Actor.system(current_tenant()), subject=power, refs=parties, parties=parties,
        facts={"ends_on": power.ends_on.isoformat()},
    )  # fmt: skip
    send_power_ending(entry=entry, power=power)
    if power.appointment_id is None:
        plan_end(power)  # those put on file before there was this clock


@consequence(END_OF_SIGHT)
def end_of_sight(clock: Clock, now: datetime) -> None:
    """Say that an agent sees nothing more of a rights holder, where what has ended was the last; nothing if it was taken back."""
    models = {model._meta.label: model for model in (PowerOfAttorney, Appointment)}
    ground = models[clock.subject_type].objects.get(id=clock.subject_id)
    end_on_its_day(actor=Actor.system(current_tenant()), ground=ground, day=now.date())
