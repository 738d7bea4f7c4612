"""Reminders that a right or a power of attorney ends: each once, moved by a renewal, to the owner and its agents."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registry.checking.reminders import POWER, RIGHT, STAGES, next_day
from registry.clocks import remind_of_power, remind_of_right
from registry.models import Right
from registry.services import (
    Terms,
    appoint,
    end_appointment,
    file_power,
    register_right,
    retire_right,
    revise_right,
    revoke_power,
    verify_right,
)
from registry.services.expiry import sweep
from tenancy.context import database_now
from tests.registry.conftest import MARK, PDF
from web.demo.past import clock_at
from workflow.models import Clock, Effect

START = date(2026, 1, 1)


@given(st.dictionaries(st.integers(0, 500), st.integers(0, 700), min_size=1, max_size=4))
def test_every_due_reminder_is_sent_exactly_once_whatever_the_renewals(history):
    """Day by day over a year and a half: a clock for the next reminder, planned anew when a renewal moves the dates."""
    changes = {START + timedelta(days=at): START + timedelta(days=until) for at, until in history.items()}
    expires_on, due, sent = None, None, []
    for offset in range(720):
        today = START + timedelta(days=offset)
        if today in changes:
            expires_on = changes[today]
            due = next_day(expires_on, today, {day for day, _until in sent})
        while due is not None and due <= today:
            sent.append((due, expires_on))
            due = next_day(expires_on, today, {day for day, _until in sent})
    wanted, standing = [], None
    for offset in range(720):
        today = START + timedelta(days=offset)
        standing = changes.get(today, standing)
        if standing and (standing - today).days in STAGES:
            wanted.append(today)
    assert [day for day, _until in sent] == wanted


def expiring(market, days, **more):
    today = database_now().date()
    details = replace(MARK, registered_on=date(2017, 1, 2), expires_on=today + timedelta(days=days), **more)
    return verify_right(
        actor=market.actor("reviewer"), right=register_right(actor=market.actor("brand"), details=details)
    )


def running(right):
    return Clock.objects.filter(subject_id=right.id, state="running").first()


def test_a_right_that_ends_has_the_clock_of_its_next_reminder_alone(market):
    right = expiring(market, 100)
    clock = running(right)
    assert (clock.kind, clock.due_at.date()) == (RIGHT, right.expires_on - timedelta(days=90))
    far = expiring(market, 2000, number="018442199")
    assert running(far) is None


def test_the_letter_goes_to_owner_and_agents_and_the_next_clock_starts(market):
    right = expiring(market, 100)
    Effect.objects.all().delete()
    clock = running(right)
    with clock_at(clock.due_at):
        remind_of_right(clock, clock.due_at)
    told = {effect.recipient for effect in Effect.objects.filter(kind="mail")}
    assert told == {f"party:{market.parties['brand'].id}", f"party:{market.parties['agent'].id}"}
    assert running(right).due_at.date() == right.expires_on - timedelta(days=30)


def test_a_renewal_moves_them_and_a_retired_right_has_none(market):
    right = expiring(market, 20)
    assert running(right).due_at.date() == right.expires_on - timedelta(days=7)
    old = running(right)
    renewed = replace(MARK, registered_on=date(2017, 1, 2), expires_on=right.expires_on + timedelta(days=3650))
    changed = revise_right(actor=market.actor("brand"), right=right, details=renewed)
    verify_right(actor=market.actor("reviewer"), right=changed)
    assert running(right) is None
    Effect.objects.all().delete()
    remind_of_right(old, old.due_at)
    assert not Effect.objects.filter(kind="mail").exists()
    other = expiring(market, 20, number="018442199")
    retire_right(actor=market.actor("brand"), right=Right.objects.get(id=other.id), reason="Sold.")
    assert running(other) is None


def test_rights_that_came_verified_by_a_list_are_planned_by_the_sweep(market):
    right = expiring(market, 50)
    Clock.objects.all().delete()
    sweep(database_now())
    assert running(right).due_at.date() == right.expires_on - timedelta(days=30)
    sweep(database_now())
    assert Clock.objects.filter(subject_id=right.id).count() == 1


def test_one_mail_before_a_power_ends_and_none_once_it_is_taken_back(market):
    brand, agent = market.parties["brand"], market.parties["agent"]
    ends_on = database_now().date() + timedelta(days=60)
    power = file_power(actor=market.actor("brand"), brand=brand, agent=agent, document=PDF, ends_on=ends_on)
    clock = Clock.objects.get(subject_id=power.id, kind=POWER)
    assert (clock.kind, clock.due_at) == (
        POWER,
        datetime.combine(ends_on - timedelta(days=30), time(), tzinfo=UTC),
    )
    remind_of_power(clock, clock.due_at)
    assert Effect.objects.filter(kind="mail").count() == 2
    revoke_power(actor=market.actor("brand"), power=power)
    power.refresh_from_db()
    remind_of_power(clock, clock.due_at)
    assert Effect.objects.filter(kind="mail").count() == 2
    assert Clock.objects.get(id=clock.id).state == "stopped"


def test_a_power_by_appointment_has_its_reminder_until_the_appointment_ends(market):
    brand = market.actor("brand")
    terms = Terms(deeds=["complain"], ends_on=database_now().date() + timedelta(days=90))
    appointment = appoint(actor=brand, agent=market.parties["agent"], terms=terms)
    clock = Clock.objects.get(kind=POWER)
    assert clock.due_at.date() == terms.ends_on - timedelta(days=30)
    end_appointment(actor=brand, appointment=appointment)
    clock.refresh_from_db()
    assert clock.state == "stopped"
