"""What suppliers are asked to put right, from asking to closing, and what docks do while it is overdue."""

import pytest

from audit.models import Entry
from fulfillment import clocks, services
from fulfillment.models import CorrectiveAction, GoodsRisk
from fulfillment.services import Inspected
from fulfillment.services.corrective import (
    OVERDUE,
    REMINDER,
    Answer,
    Wanted,
    answer_correction,
    ask_correction,
    judge_correction,
)
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.fulfillment.goods import a_paper, goods, today
from workflow.models import Clock, Effect

ANSWER = Answer(root_cause="A worn mould.", done="The mould was changed.")


@pytest.fixture
def flask(market):
    return goods(market)


def wanted(**more):
    return Wanted(**{"wrong": "The lid leaks.", "asked": "Change the mould.", "due_on": today(10), **more})


def asked(flask, who="brand", **more):
    market = flask.market
    return ask_correction(
        actor=market.actor(who), supplier=market.parties["supplier"], brand=flask.brand, said=wanted(**more), now=database_now()
    )  # fmt: skip


def judged(flask, action, deed, words="Because.", who="brand", **more):
    return judge_correction(
        actor=flask.market.actor(who), action=action, deed=deed, words=words, now=database_now(), **more
    )


def mails(market):
    return Effect.objects.filter(kind="mail").count()


def overdue(action):
    clock = Clock.objects.get(kind=OVERDUE, subject_id=action.id, state="running")
    clocks.corrective_overdue(clock, database_now())
    action.refresh_from_db()


def test_asked_answered_accepted_and_closed_with_the_log_and_the_risk(market, flask):
    said = Inspected(result="reject", inspected_on=today(), seen=10, found_fault=2, words="The lid leaks.")
    row = services.inspect_batch(actor=market.actor("brand"), batch=flask.batch, said=said)
    action = asked(flask, batch=flask.batch, inspection=row)
    assert set(Clock.objects.filter(subject_id=action.id).values_list("kind", flat=True)) == {REMINDER, OVERDUE}
    proof = Answer(root_cause="A worn mould.", done="Changed.", proof=a_paper())
    answer_correction(actor=market.actor("supplier"), action=action, said=proof, now=database_now())
    assert not Clock.objects.filter(subject_id=action.id, state="running").exists()
    judged(flask, action, "accept", "")
    closed = judged(flask, action, "close", "It holds water now.", who="lead")
    assert closed.state == "closed"
    assert [one.deed for one in closed.steps.order_by("id")] == ["asked", "answered", "accept", "close"]
    step = closed.steps.get(deed="answered")
    assert (step.root_cause, step.words) == ("A worn mould.", "Changed.")
    assert step.evidence is not None
    outcomes = GoodsRisk.objects.get(kind="supplier").adjustments.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["batch_rejected", "correction_closed"]
    verbs = Entry.objects.filter(verb__startswith="correction.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [f"correction.{one}" for one in ("asked", "answered", "accepted", "closed")]


def test_one_reminder_before_and_one_mail_when_it_is_overdue(market, flask):
    action = asked(flask)
    told = mails(market)
    reminder = Clock.objects.get(kind=REMINDER, subject_id=action.id)
    assert reminder.due_at.date() == today(8)
    clocks.corrective_reminder(reminder, database_now())
    assert mails(market) == told + 1
    overdue(action)
    assert action.state == "overdue"
    assert mails(market) == told + 2
    clocks.corrective_reminder(reminder, database_now())
    assert mails(market) == told + 2
    assert not Clock.objects.filter(kind=REMINDER, subject_id=asked(flask, due_on=today(1)).id).exists()


def test_docks_ask_while_it_is_overdue_and_ship_once_it_is_answered(market, flask):
    label = flask.label("HF000123")
    action = asked(flask)
    assert flask.scan(label)[0].check.answer == "ship"
    overdue(action)
    found = flask.scan(label)[0].check
    assert (found.answer, found.reasons) == (
        "ask", [{"code": "correction", "facts": {"correction": action.reference}}],
    )  # fmt: skip
    answer_correction(actor=market.actor("supplier"), action=action, said=ANSWER, now=database_now())
    assert flask.scan(label)[0].check.answer == "ship"
    action.refresh_from_db()
    judged(flask, action, "escalate", "The mould is the old one.")
    assert flask.scan(flask.label("HF000124"))[0].check.answer == "ask"
    action.refresh_from_db()
    judged(flask, action, "again", "Once more.", due_on=today(5))
    assert flask.scan(label)[0].check.answer == "ship"
    action.refresh_from_db()
    assert action.due_on == today(5)
    assert Clock.objects.filter(kind=OVERDUE, subject_id=action.id, state="running").count() == 1


def test_who_may_and_what_is_refused(market, flask):
    action = asked(flask, who="lead")
    supplier, brand = market.actor("supplier"), market.actor("brand")
    with pytest.raises(NotFound):
        ask_correction(
            actor=market.actor("rival"),
            supplier=market.parties["supplier"],
            brand=flask.brand,
            said=wanted(),
            now=database_now(),
        )
    with pytest.raises(Denied):
        asked(flask, who="supplier")
    with pytest.raises(Denied):
        answer_correction(actor=brand, action=action, said=ANSWER, now=database_now())
    with pytest.raises(NotFound):
        judged(flask, action, "close", who="rival")
    for more in (
        {"due_on": today()},
        {"due_on": today(400)},
        {"wrong": " "},
        {"asked": "x" * 2001},
        {"site": flask.dock},
    ):
        with pytest.raises(Invalid):
            asked(flask, **more)
    with pytest.raises(Invalid):
        judged(flask, action, "escalate", "")
    with pytest.raises(Conflict):
        judged(flask, action, "accept")
    with pytest.raises(Invalid):
        judged(flask, action, "again")
    answer_correction(actor=supplier, action=action, said=ANSWER, now=database_now())
    with pytest.raises(Conflict):
        answer_correction(actor=supplier, action=action, said=ANSWER, now=database_now())
    seen = {
        who: CorrectiveAction.objects.visible_to(market.actor(who)).count()
        for who in ("supplier", "brand", "rival", "lead")
    }
    assert seen == {"supplier": 1, "brand": 1, "rival": 0, "lead": 1}
