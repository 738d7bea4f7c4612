"""The clocks of applications and detentions: which of them run, from which day, by which rule."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from audit.models import Entry
from fulfillment.customs import verbs
from fulfillment.models import CustomsApplication, Detention
from policy.calendar import is_working_day, last_day
from policy.customs import AFTER, APPLY, DECIDE, DECLARANT, HOLDER, PERISHABLE, SMALL, TELL, CustomsRegime, regime
from policy.model import ClockRule
from tenancy.context import database_now
from workflow import clocks
from workflow.models import Clock

REMINDER, END = "customs_application_reminder", "customs_application_end"
"""Kinds of the clocks of a granted application; the first is also what follows from it."""
ENDS = "customs_application_ends"
STAGES = (90, 60, 30, 7)
"""Days before the last day of an application. Customs may take thirty working days to decide on the next one."""
HOLDERS = (HOLDER, HOLDER + PERISHABLE)
DECLARANTS = (DECLARANT, DECLARANT + PERISHABLE, DECLARANT + SMALL)


def regime_of(detention: Detention) -> CustomsRegime:
    """What holds for a detention: the rules of its country on the day of the letter."""
    return regime(detention.country, detention.noticed_on)


def today_in(country: str) -> date:
    """The day it is at the customs of a country."""
    now = database_now()
    return now.astimezone(ZoneInfo(regime(country, now.date()).time_zone)).date()


def begin(detention: Detention) -> None:
    """Start the clocks of a detention that was just taken in, from the day of the letter."""
    rules = regime_of(detention)
    goods = {"perishable": detention.perishable, "small": detention.small}
    if not detention.small:
        _run(rules, rules.clock_for(HOLDER, **goods), detention, detention.noticed_on)
    _run(rules, rules.clock_for(DECLARANT, **goods), detention, detention.noticed_on)
    _run(rules, rules.clock(TELL), detention, detention.noticed_on)
    if detention.application_id is None and not detention.perishable:
        _run(rules, rules.clock(APPLY), detention, detention.noticed_on)


def stop(detention: Detention, event: str) -> None:
    """Stop the clocks that an event stops."""
    clocks.stop(subject_id=detention.id, event=event, by=event)


def holder_must_go_to_court(detention: Detention) -> Clock | None:
    """The declarant objects: the holder's own days go on, until proceedings are shown. None where no clock ran."""
    past = Clock.objects.filter(subject_id=detention.id, kind__in=HOLDERS).order_by("-generation").first()
    if past is None or past.state == Clock.State.RUNNING:
        return past
    return clocks.go_on(past, subject=detention)


def extend(detention: Detention, days: int) -> Clock | None:
    """Give the holder `days` working days more, by the rule that lets customs do so. None where no clock runs."""
    rules = regime_of(detention)
    running = holders_day(detention)
    rule = rules.clock(running.kind) if running else None
    if running is None or rule is None or rule.upper is None:
        return None
    clocks.recount(running, replace(rule, upper=rule.upper + days), tz=ZoneInfo(rules.time_zone))
    return running


def most_days_more(detention: Detention) -> int:
    """How many working days customs may grant beyond the first bound; 0 where there is no such rule."""
    rule = regime_of(detention).clock_for(HOLDER, perishable=detention.perishable, small=detention.small)
    if rule is None or rule.extension is None or rule.upper is None:
        return 0
    return rule.extension.upper - rule.upper


def holders_day(detention: Detention) -> Clock | None:
    """The clock in which the rights holder must act; None where none runs."""
    return Clock.objects.filter(subject_id=detention.id, kind__in=HOLDERS, state=Clock.State.RUNNING).first()


def declarants_day(detention: Detention) -> Clock | None:
    """The clock in which the declarant may still answer; None where none runs."""
    return Clock.objects.filter(subject_id=detention.id, kind__in=DECLARANTS, state=Clock.State.RUNNING).first()


def still_to_tell(detention: Detention) -> bool:
    """Whether it is not on file that the declarant was told; also after the day on which that was due. No where no law asks."""
    asked = Clock.objects.filter(subject_id=detention.id, kind=TELL).exclude(state=Clock.State.STOPPED)
    told = Entry.objects.filter(subject_id=detention.id, verb=verbs.DECLARANT_TOLD.name)
    return not detention.declarant_said and asked.exists() and not told.exists()


def days_left(clock: Clock, rules: CustomsRegime, now: datetime) -> int:
    """The working days after today, the last one counted; 0 on the last day itself, below zero once it is over."""
    if clock.due_at is None:
        return 0
    zone = ZoneInfo(rules.time_zone)
    today, last = now.astimezone(zone).date(), last_day(clock.due_at, zone)
    if today > last:
        return -1
    days = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    return sum(is_working_day(day, clock.calendar) for day in days)


def await_decision(application: CustomsApplication, day: date) -> None:
    """Start the clock in which customs decide on an application."""
    rules = regime(application.lodged_in, day)
    kind = DECIDE + AFTER if application.after_detention else DECIDE
    _run(rules, rules.clock(kind) or rules.clock(DECIDE), application, day)


def plan_end(application: CustomsApplication) -> None:
    """Start the clock of the end of a granted application, and that of the next reminder."""
    zone = ZoneInfo(regime(application.lodged_in, application.valid_from).time_zone)
    end = datetime.combine(application.valid_until + timedelta(days=1), time(), zone).astimezone(UTC)
    clocks.start(
        kind=END, subject=application, starts_at=database_now(), due_at=end, then=ENDS, starts_on="application_decided"
    )
    plan_reminder(application)


def plan_reminder(application: CustomsApplication, sent: Collection[date] = ()) -> Clock | None:
    """Start the clock of the next reminder of a granted application; None where the last one was sent."""
    now = database_now()
    days = (application.valid_until - timedelta(days=stage) for stage in STAGES)
    day = min((day for day in days if day >= now.date() and day not in sent), default=None)
    if day is None:
        return None
    due = datetime.combine(day, time(), UTC)
    return clocks.start(
        kind=REMINDER, subject=application, starts_at=now, due_at=due, then=REMINDER, starts_on="application_decided"
    )


def _run(rules: CustomsRegime, rule: ClockRule | None, subject: Detention | CustomsApplication, day: date) -> None:
    if rule is None:
        return
    zone = ZoneInfo(rules.time_zone)
    clocks.start_by_rule(rule, subject=subject, starts_at=datetime.combine(day, time(12), zone), tz=zone)
