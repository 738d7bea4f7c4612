"""Learning: lessons that are sound in every language, taken step by step, assigned after a finding, and what passing brings."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.packs.house_learning import RELIEF
from registry.services import add_brand
from sellers.learning.lesson import mark, walk
from sellers.learning.library import CODES, LANGUAGES, LESSONS, lesson_for, lesson_of, spoken
from sellers.models import AssignedLesson, FilledChecklist, Relief, SeminarPlace, Study
from sellers.queries import standing
from sellers.services import give_strike, learning
from sellers.services.seminars import (
    Announced,
    announce_seminar,
    cancel_seminar,
    mark_attendance,
    sign_up,
    withdraw_from,
)
from tenancy.context import database_now
from tests.cast import add_key
from tests.enforcement.pages import text
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock, Effect

ENGLISH = [lesson_of(code, "en") for code in CODES]


def shape(lesson):
    """What every language must have alike."""
    return (
        lesson.edition, len(lesson.pages),
        [(step.code, step.ending, [(way.code, way.leads_to) for way in step.ways]) for step in lesson.steps],
        [[option.right for option in question.options] for question in lesson.quiz],
    )  # fmt: skip


def test_every_lesson_is_there_in_every_language_with_the_same_parts():
    assert set(LESSONS) == {(code, language) for code in CODES for language in LANGUAGES}
    for (code, language), lesson in LESSONS.items():
        assert shape(lesson) == shape(lesson_of(code, "en")), (code, language)
        assert language == "en" or lesson.summary != lesson_of(code, "en").summary
    assert (spoken("zh-tw"), spoken("de-at"), spoken("pt-br")) == ("zh-hans", "de", "en")
    assert [lesson_for(ground) for ground in ("counterfeit.goods", "mark.imported", "mark.similar")] == [
        "suppliers", "regions", "concepts",
    ]  # fmt: skip


@given(
    lesson=st.sampled_from(ENGLISH),
    trail=st.lists(st.sampled_from("buy look list stop fight wait papers send".split())),
)
def test_a_walk_never_leaves_the_scenario_and_what_was_walked_is_walked_again(lesson, trail):
    gone = walk(lesson, trail)
    chosen = [way.code for _step, way in gone.past]
    assert gone.here in lesson.steps
    assert walk(lesson, chosen) == gone
    assert trail[: len(chosen)] == chosen


@given(lesson=st.sampled_from(ENGLISH), data=st.data())
def test_a_quiz_is_marked_by_its_right_answers_alone(lesson, data):
    answers = [data.draw(st.integers(0, len(question.options) - 1)) for question in lesson.quiz]
    right = sum(question.right == chosen for question, chosen in zip(lesson.quiz, answers, strict=True))
    marked = mark(lesson, answers)
    assert (marked.right, marked.passed) == (right, right * 100 // len(answers) >= lesson.pass_mark)
    assert mark(lesson, [question.right for question in lesson.quiz]).passed


def fire(market, kind, now):
    clock = Clock.objects.filter(kind=kind, state="running").latest("id")
    CONSEQUENCES[clock.then](clock, now)


@pytest.mark.django_db
def test_an_assigned_lesson_is_taken_on_its_pages_and_lightens_the_strike_once(market, as_):
    seller, now = market.parties["seller"], database_now()
    who = {"actor": market.system, "seller_id": seller.id, "now": now}
    give_strike(**who, weight=200, reason="upheld", cause="worse")
    give_strike(**who, weight=100, reason="upheld", cause="d1")
    assigned = learning.assign_lesson(**who, lesson="concepts", cause="d1")
    assert learning.assign_lesson(**who, lesson="concepts", cause="d2") == assigned, "it is to be passed already"
    fire(market, learning.REMINDER, now)
    fire(market, learning.CLOCK, now)
    assigned.refresh_from_db()
    assert assigned.state == "overdue"
    assert Effect.objects.filter(kind="mail", recipient=f"party:{seller.id}").count() == 3

    mine = as_(market, "seller")
    home = market.url("learning/lessons/concepts")
    assert "assigned to you" in text(mine.get(home))
    assert mine.get(market.url("learning/count")).content == b"1"
    for number in range(1, 5):
        answer = mine.post(f"{home}/pages/{number}")
        assert answer.status_code == 303
    assert answer.url.endswith("/scenario")
    mine.post(f"{home}/scenario", {"way": "buy"})
    assert "same design as the famous model" in text(mine.get(f"{home}/scenario"))
    mine.post(f"{home}/scenario", {"deed": "back"})
    assert Study.objects.get().trail == []
    mine.post(f"{home}/scenario", {"way": "look"})
    mine.post(f"{home}/scenario", {"way": "leave"})
    assert "That went well" in text(mine.get(f"{home}/scenario"))
    assert mine.post(f"{home}/quiz", {"q0": "1"}).status_code == 422, "what was chosen stays, the rest is asked for"
    lesson = lesson_of("concepts", "en")
    wrong = {f"q{place}": (question.right + 1) % 3 for place, question in enumerate(lesson.quiz)}
    mine.post(f"{home}/quiz", wrong)
    assert "0 of 4 right" in text(mine.get(f"{home}/quiz"))
    assert standing(seller.id, now.date()).points == 300
    mine.post(f"{home}/quiz", {f"q{place}": question.right for place, question in enumerate(lesson.quiz)})
    assert "4 of 4 right" in text(mine.get(f"{home}/quiz"))
    assigned.refresh_from_db()
    assert assigned.state == "done"
    assert standing(seller.id, now.date()).points == 300 - RELIEF.points, (
        "off the plain strike, not off the counterfeit"
    )
    assert f"{RELIEF.points} points off" in text(mine.get(market.url("standing")))

    learning.assign_lesson(**who, lesson="regions", cause="d3")
    right = [question.right for question in lesson_of("regions", "en").quiz]
    learning.answer_quiz(actor=market.actor("seller"), lesson=lesson_of("regions", "en"), answers=right)
    assert Relief.objects.count() == 1, "once in 180 days"
    assert AssignedLesson.objects.filter(state="done").count() == 2


@pytest.mark.django_db
def test_a_program_sees_lessons_and_answers_them(market, as_):
    with market.inside():
        add_key(market, "learns", party="seller", scopes=["learning"])
    shop = as_(market, "key:learns")
    assert shop.get(market.url("api/v1/learning?lang=de")).json()["lessons"][0]["lesson_language"] == "de"
    assert shop.get(market.url("api/v1/learning/concepts")).json()["quiz"][0]["options"]
    right = [question.right for question in lesson_of("concepts", "en").quiz]
    done = shop.post(
        market.url("api/v1/learning/concepts/answers"), {"answers": right}, content_type="application/json",
        headers={"Idempotency-Key": "one"},
    )  # fmt: skip
    assert done.json()["passed"], done.content


@pytest.mark.django_db
def test_a_checklist_is_kept_as_it_was_said(market, as_):
    mine, address = as_(market, "seller"), market.url("learning/checklists/new/packaging")
    points = ["original", "labels", "codes", "maker", "warnings", "marks"]
    assert mine.post(address, {"original": "yes"}).status_code == 422
    said = {**dict.fromkeys(points, "yes"), "photo": "no", "photo_words": "From Monday on."}
    assert "You have no listing of this number" in text(mine.post(address, {**said, "listing": "L-9"}), 422)
    kept = mine.post(address, said)
    assert kept.status_code == 303, text(kept)
    row = FilledChecklist.objects.select_related("evidence").get()
    assert row.answers["photo"] == "no"
    assert "No, not yet" in text(mine.get(kept.url))
    file = mine.post(market.url(f"evidence/{row.evidence.reference}/original"), {"why": "To keep it"})
    assert "From Monday on." in file.content.decode()
    assert as_(market, "other_seller").get(kept.url).status_code == 404


def announced(market, places=1):
    said = Announced(
        title="Marks in titles", words="", language="en", region="EU", starts_at=database_now() + timedelta(days=3),
        minutes=60, zone="Europe/Berlin", place="", link="https://talk.test/1", places=places,
    )  # fmt: skip
    return announce_seminar(actor=market.actor("lead"), said=said)


@pytest.mark.django_db
def test_who_waits_for_a_seminar_moves_up_and_everybody_is_told(market, as_):
    seminar = announced(market)
    first, second = market.actor("seller"), market.actor("seller_sub")
    assert sign_up(actor=first, seminar_id=seminar.id).state == "signed"
    assert sign_up(actor=second, seminar_id=seminar.id).state == "waiting"
    page = market.url(f"learning/seminars/{seminar.reference}")
    assert "talk.test" in text(as_(market, "seller").get(page))
    assert "talk.test" not in text(as_(market, "seller_sub").get(page)), "who has a place sees the link"
    withdraw_from(actor=first, seminar_id=seminar.id)
    assert SeminarPlace.objects.get(membership_id=second.membership_id).state == "signed"
    fire(market, "seminar_reminder", database_now())
    sent = Effect.objects.filter(kind="mail").count()
    assert sent == 4, "a place, the list, moved up, the reminder"
    type(seminar).objects.filter(id=seminar.id).update(starts_at=database_now() - timedelta(hours=1))
    place = SeminarPlace.objects.get(membership_id=second.membership_id)
    mark_attendance(actor=market.actor("lead"), seminar_id=seminar.id, attended=set())
    mark_attendance(actor=market.actor("lead"), seminar_id=seminar.id, attended={place.id})
    place.refresh_from_db()
    assert place.state == "attended", "who came late"
    other = announced(market)
    sign_up(actor=first, seminar_id=other.id)
    cancel_seminar(actor=market.actor("lead"), seminar_id=other.id)
    assert Effect.objects.filter(kind="mail").count() == sent + 2


WRITTEN = {
    "language": "en", "title": "How ours are sewn", "summary": "Seams and labels", "page1_title": "Seams",
    "page1_text": "Eight stitches.", "question1": "How many stitches?", "answer1_1": "Eight", "why1_1": "Always.",
    "answer1_2": "Six", "why1_2": "Never.",
}  # fmt: skip


@pytest.mark.django_db
def test_a_brands_lesson_is_seen_by_its_sellers_once_it_was_approved(market, as_, listing):
    its_brand = add_brand(actor=market.actor("brand"), name="Zanderholt")
    holder, lead, mine = as_(market, "brand"), as_(market, "lead"), as_(market, "seller")
    made = holder.post(market.url("learning/brands/new"), {**WRITTEN, "brand": its_brand.reference})
    assert made.status_code == 303, text(made)
    shown, reference = made.url, made.url.rsplit("/", 1)[-1]
    assert mine.get(shown).status_code == 404
    lead.post(f"{shown}/decide", {"deed": "return", "reason": "Say where the label is."})
    assert "Say where the label is." in text(holder.get(f"{shown}/change"))
    assert holder.post(f"{shown}/change", {**WRITTEN, "brand": its_brand.reference}).status_code == 303
    lead.post(f"{shown}/decide", {"deed": "approve"})
    assert "How ours are sewn" not in text(mine.get(market.url("learning"))), "it lists nothing of this brand"
    type(listing).objects.filter(id=listing.id).update(brand=its_brand.name.upper())
    assert "How ours are sewn" in text(mine.get(market.url("learning")))
    quiz = market.url(f"learning/lessons/{reference}/quiz")
    assert mine.post(quiz, {"q0": "0"}).status_code == 303
    holder.post(f"{shown}/end")
    assert mine.get(quiz).status_code == 404
