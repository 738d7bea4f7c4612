"""Audits that begin by themselves: who is drawn, the days of the plan, the look afterwards, and what it means for the seller."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from scanner import audits, services
from scanner.audit_sampling import Known, draw, due_on, following, weight
from scanner.models import Audit, AuditSchedule
from scanner.services.audit_schedules import begin_scheduled, check_plans
from sellers import services as sellers
from sellers.models import AssignedLesson, Relief
from sellers.services import give_strike
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.models import Due
from tests.scanner.stage import OPEN, published, trademark
from workflow.clocks import CONSEQUENCES
from workflow.jobs import run_ripe
from workflow.models import Clock, Effect


@given(
    st.lists(st.builds(Known, st.integers(0, 100), st.integers(0, 9)), min_size=1, max_size=20),
    st.integers(1, 10),
    st.text(max_size=9),
)
def test_the_same_seed_draws_the_same_each_at_most_once(known, count, seed):
    people = {UUID(int=n): one for n, one in enumerate(known)}
    drawn = draw(people, count, seed)
    assert drawn == draw(dict(reversed(people.items())), count, seed)
    assert len(set(drawn)) == len(drawn) == min(count, len(people))
    assert all(weight(one) >= 1 for one in known)


def test_who_has_a_higher_risk_is_drawn_oftener_and_nobody_never():
    people = {UUID(int=n): Known(40 if n == 0 else 0) for n in range(10)}
    seen = [draw(people, 1, str(n))[0] for n in range(600)]
    assert seen.count(UUID(int=0)) > 5 * seen.count(UUID(int=1))
    assert set(seen) == set(people)


days = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(days, st.sampled_from(["weekly", "monthly", "quarterly"]))
def test_the_next_one_is_later_and_on_a_day_that_there_is(day, cadence):
    at = datetime.combine(day, time(9), UTC)
    assert timedelta(days=6) < following(at, cadence, day.day) - at < timedelta(days=93)


def schedule(market, **more):
    said = {"seller": None, "sample": None, "cadence": "monthly", "reason": "As agreed.", **more}
    return services.schedule_audits(actor=market.actor("lead"), **said)


def begun(market, now):
    count = begin_scheduled(actor=market.system, now=now)
    while run_ripe(market.id):
        pass
    return count


@pytest.mark.django_db
def test_one_seller_every_month_its_plan_has_days_and_what_is_kept_counts_for_it(market):
    trademark(market)
    published(market, "A-1", OPEN)
    seller, now = market.parties["seller"], database_now()
    give_strike(actor=market.system, seller_id=seller.id, weight=100, reason="x", cause="MW-1", now=now)
    schedule(market, seller=seller)
    with pytest.raises(Conflict):
        schedule(market, seller=seller)
    assert (begun(market, database_now()), begun(market, database_now())) == (1, 0)
    audit = services.publish_audit(actor=market.actor("reviewer"), audit_id=Audit.objects.get().id)
    item = audit.items.get()
    assert (item.what, item.due_on) == ("authorisation", due_on("authorisation", audit.published_at.date()))
    assert audit.due_on == item.due_on
    assert AssignedLesson.objects.get().cause == str(audit.id)
    late = now + timedelta(days=16)
    sellers.end_listing(actor=market.actor("seller"), listing=item.listing)
    assert check_plans(actor=market.system, now=now) == 0
    assert (check_plans(actor=market.system, now=late), check_plans(actor=market.system, now=late)) == (1, 0)
    audit.refresh_from_db()
    assert (audit.state, audit.left_open) == ("closed", 0)
    assert Relief.objects.get().points == 25
    assert set(Entry.objects.filter(verb__startswith="audit.").values_list("verb", flat=True)) >= {
        "audit.kept",
        "audit.closed",
    }
    assert begun(market, now + timedelta(days=32)) == 1


@pytest.mark.django_db
def test_what_is_left_open_stands_in_the_standing_and_gives_no_strike(market, as_):
    trademark(market)
    published(market, "A-1", OPEN)
    schedule(market, sample=5)
    assert begun(market, database_now()) == 2
    audit = Audit.objects.get(seller=market.parties["seller"])
    services.publish_audit(actor=market.actor("reviewer"), audit_id=audit.id)
    check_plans(actor=market.system, now=database_now() + timedelta(days=16))
    audit.refresh_from_db()
    assert (audit.state, audit.left_open) == ("published", 1)
    assert not Relief.objects.exists()
    told = as_(market, "reviewer").get(market.url(f"audits/{market.parties['seller'].reference}")).content.decode()
    assert "1 thing was left open" in told
    assert market.url(f"conduct/{market.parties['seller'].reference}") in told
    assert "left open" in as_(market, "reviewer").get(market.url("audits")).content.decode()
    for who in ("seller", "reviewer"):
        page = as_(market, who).get(market.url(f"audits-of/{market.parties['seller'].reference}")).content.decode()
        assert "left open" in page
    assert (
        as_(market, "other_seller").get(market.url(f"audits-of/{market.parties['seller'].reference}")).status_code
        == 404
    )


def test_a_month_that_is_shorter_does_not_move_the_day_for_ever():
    at = datetime(2027, 1, 31, 9, tzinfo=UTC)
    seen = [at := following(at, "monthly", 31) for _month in range(3)]
    assert [one.day for one in seen] == [28, 31, 30]


@pytest.mark.django_db
def test_a_plan_that_waits_for_our_reply_is_not_left_open_and_a_late_one_is_closed(market, as_):
    trademark(market)
    published(market, "A-1", OPEN)
    services.start_audit(actor=market.actor("lead"), seller=market.parties["seller"])
    begun(market, database_now())
    audit = services.publish_audit(actor=market.actor("reviewer"), audit_id=Audit.objects.get().id)
    assert Due.objects.filter(job="audit_schedules").exists(), "without any schedule, too"
    item, late = audit.items.get(), audit.published_at + timedelta(days=16)
    clock = Clock.objects.get(kind="audit_reminder", state="running")
    assert (audit.due_on - clock.due_at.date()).days == 3
    CONSEQUENCES[clock.then](clock, clock.due_at)
    letters = Effect.objects.filter(kind="mail", payload__contains="1 thing is still to be put right until")
    assert letters.count() == 1
    services.answer_item(actor=market.actor("seller"), item_id=item.id, answer="objection", words="We may.")
    audits.begin_and_check(late)
    assert Audit.objects.get().checked_at is None
    services.reply_to_item(actor=market.actor("reviewer"), item_id=item.id, words="Show it, please.", now=late)
    audits.begin_and_check(late + timedelta(days=2))
    assert Audit.objects.get().checked_at is None
    audits.begin_and_check(late + timedelta(days=4))
    assert (Audit.objects.get().state, Audit.objects.get().left_open) == ("published", 1)
    sellers.end_listing(actor=market.actor("seller"), listing=item.listing)
    audits.look_for_fixed(late + timedelta(days=5))
    audits.begin_and_check(late + timedelta(days=5))
    assert (Audit.objects.get().state, Audit.objects.get().left_open) == ("closed", 1)
    assert not Relief.objects.exists(), "late is late"
    assert not Clock.objects.filter(kind="audit_reminder", state="running").exists()
    CONSEQUENCES[clock.then](clock, late)
    assert letters.count() == 1, "nothing is open any more"
    page = as_(market, "seller").get(market.url(f"audits-of/{market.parties['seller'].reference}")).content.decode()
    assert "put right late" in page
    assert "left open<" not in page


@pytest.mark.django_db
def test_the_page_makes_and_ends_them(market, as_):
    client, url = as_(market, "reviewer"), market.url("audit-schedules")
    sent = {"sample": "3", "seller": "", "cadence": "weekly", "reason": "A look round."}
    assert client.post(url + "/new", {**sent, "seller": "PA-NOBODY"}).status_code == 422
    assert client.post(url + "/new", {**sent, "reason": ""}).status_code == 422
    assert client.post(url + "/new", sent).status_code == 303
    page = client.get(url).content.decode()
    assert "3 sellers, drawn by risk" in page
    with pytest.raises(Invalid):
        schedule(market, sample=3, seller=market.parties["seller"])
    row = AuditSchedule.objects.get()
    assert client.post(f"{url}/{row.id}/end").status_code == 303
    assert begun(market, database_now() + timedelta(days=60)) == 0
