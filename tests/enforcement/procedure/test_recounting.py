"""A changed rule, or a new release of the holidays: what would move is listed, and moves only when a person says so."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from audit.canonical import read_entry
from audit.models import Entry
from bench.clocks import new_release
from bench.clocks_reference import Change
from enforcement import services
from enforcement.moving import changed_by, moving
from policy.calendar import last_day
from policy.packs.us_dmca import PUT_BACK
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Clock

COUNTER = {
    **dict.fromkeys(("signature", "material", "mistake", "contact", "service"), "yes"),
    "jurisdiction": "district_of_address",
}
SOME_DAYS = 30


@pytest.fixture
def put_back(market):
    """The clock that puts a countered listing back: 10 to 14 business days of the United States."""
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    answers = {case.items.get().id: "counter_notice"}
    services.answer(actor=market.actor("seller"), reference=case.reference, answers=answers, elements=COUNTER)
    return Clock.objects.get(kind="put_back", about_id=case.id)


def days(clock, *, free):
    """A release in which the first business days after the clock started are free, or its free ones worked."""
    first = clock.started_at.date()
    ahead = [first + timedelta(days=n) for n in range(1, SOME_DAYS)]
    plain = [day for day in ahead if day.weekday() < 5][:2]
    return {"US": Change(free=frozenset(plain))} if free else {"US": Change(worked=frozenset(ahead))}


def test_nothing_moves_where_nothing_has_changed(market, put_back):
    assert list(moving(database_now())) == []
    with pytest.raises(Conflict):
        services.recount(actor=market.actor("lead"), clocks=[put_back.id])


def test_a_new_holiday_moves_the_bounds_when_a_person_says_so_and_the_log_keeps_both(market, put_back):
    told = (put_back.lower_at, put_back.due_at, put_back.next_at)
    with new_release(days(put_back, free=True)):
        [one] = moving(database_now())
        assert (one.clock.id, one.about.id, changed_by(one)) == (put_back.id, put_back.about_id, "calendar")
        assert one.due_at > put_back.due_at
        assert not one.takes_time
        put_back.refresh_from_db()
        assert (put_back.lower_at, put_back.due_at, put_back.next_at) == told, "to list moves nothing"

        with pytest.raises(Denied):
            services.recount(actor=market.actor("reviewer"), clocks=[put_back.id])
        services.recount(actor=market.actor("lead"), clocks=[put_back.id])
        assert list(moving(database_now())) == []
    put_back.refresh_from_db()
    assert (put_back.lower_at, put_back.due_at) == (one.lower_at, one.due_at)
    assert put_back.next_at == put_back.lower_at, "it acts at the bound at which it acted"
    entry = Entry.objects.get(verb="clock.moved", subject_id=put_back.about_id)
    facts = read_entry(bytes(entry.data))["facts"]
    assert (facts["was"], facts["due"]) == (told[1].isoformat(), one.due_at.isoformat())


def test_a_holiday_less_takes_time_and_a_program_may_not_take_it(market, put_back):
    tz = put_back.started_at.tzinfo
    with new_release(days(put_back, free=True)):
        services.recount(actor=market.actor("lead"), clocks=[put_back.id])
    [one] = moving(database_now())
    assert one.takes_time
    with pytest.raises(Denied):
        services.recount(actor=market.system, clocks=[put_back.id])
    services.recount(actor=market.actor("lead"), clocks=[put_back.id])
    put_back.refresh_from_db()
    assert last_day(put_back.due_at, tz) > last_day(put_back.lower_at, tz)
    assert (put_back.lower, put_back.upper) == (PUT_BACK.lower, PUT_BACK.upper)


def test_a_stricter_value_of_the_marketplace_lists_the_open_cases_whose_clocks_it_would_move(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    decide = Clock.objects.get(kind="decide", state="running")
    accounts.tighten_rule(actor=market.actor("lead"), pack_code="house-trademark", what="clock", code="decide", value=3)
    [one] = moving(database_now())
    assert (one.about.id, one.clock.id, changed_by(one)) == (case.id, decide.id, "rule")
    assert decide.due_at - one.due_at == timedelta(days=2)

    services.recount(actor=market.system, clocks=[decide.id])
    case.refresh_from_db()
    assert case.due_at == one.due_at, "the queue knows"


def test_what_would_have_run_out_already_is_for_a_person(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    decide = Clock.objects.get(kind="decide", state="running")
    accounts.tighten_rule(actor=market.actor("lead"), pack_code="house-trademark", what="clock", code="decide", value=3)
    late = decide.due_at - timedelta(days=1)
    with pytest.raises(Denied):
        services.recount(actor=market.system, clocks=[decide.id], now=late)
    [moved] = services.recount(actor=market.actor("lead"), clocks=[decide.id], now=late)
    assert moved.is_past(late)
