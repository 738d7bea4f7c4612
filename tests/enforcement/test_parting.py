"""Dividing a case and joining two: nothing said or promised is lost, and of two bounds the earlier binds."""

from datetime import timedelta

import pytest

from audit.queries import timeline
from enforcement import queries, services
from enforcement.models import Case
from enforcement.services.parting import clocks_of
from enforcement.sweeps import on_silence
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.pages import page_of, text
from tests.enforcement.stage import complaint, heard, listing, only_case
from workflow.models import Clock, Effect

pytestmark = pytest.mark.django_db


def said_of(case, actor):
    return [entry.verb for entry in timeline(case.id, actor)]


def bounds(case):
    return {clock.kind: (clock.started_at, clock.lower_at, clock.due_at, clock.next_at) for clock in clocks_of(case)}


def test_a_divided_case_keeps_every_date_and_word_and_both_sides_are_told(market, as_, case):
    reviewer, seller = market.actor("reviewer"), market.actor("seller")
    _one, two, three = case.items.order_by("id")
    services.answer(actor=seller, reference=case.reference, answers={two.id: "genuine"}, statement="Genuine.")
    before, mails = bounds(case), Effect.objects.filter(kind="mail").count()
    sent = as_(market, "reviewer").post(page_of(market, case, "/split"), {"part": [two.id, three.id]})
    assert sent.status_code == 303
    case.refresh_from_db()
    made = Case.objects.get(split_from=case)
    assert sent.headers["Location"].endswith(made.reference)
    assert (made.complaint, made.seller, made.right, made.region) == (
        case.complaint,
        case.seller,
        case.right,
        case.region,
    )
    assert {item.id for item in made.items.all()} == {two.id, three.id}
    assert (case.items_count, made.items_count, made.part) == (1, 2, 1)
    assert before["answer"] == bounds(case)["answer"] == bounds(made)["answer"]
    assert case.due_at == made.due_at
    assert Effect.objects.filter(kind="mail").count() == mails + 2
    for actor in (seller, market.actor("brand")):
        assert "case.split" in said_of(case, actor)
        assert "case.split" in said_of(made, actor)
    assert "Genuine." in text(as_(market, "brand").get(page_of(market, made)))
    assert case.reference in text(as_(market, "seller").get(page_of(market, made)))
    clock = Clock.objects.get(subject_id=made.id, kind="answer")
    on_silence(clock, clock.due_at)
    assert set(made.items.values_list("state", flat=True)) == {"contested", "unanswered"}
    assert case.items.get().state == "open", "the other runs by its own clock"
    with pytest.raises(NotFound):
        services.answer(actor=seller, reference=case.reference, answers={three.id: "delete"})
    with pytest.raises(Invalid):
        services.split(actor=reviewer, reference=made.reference, items=[two.id, three.id])
    with pytest.raises(Denied):
        services.split(actor=seller, reference=made.reference, items=[two.id])
    whole = market.url(f"complaints/{case.complaint.reference}")
    shown = text(as_(market, "brand").get(whole))
    assert case.reference in shown
    assert made.reference in shown


def test_two_joined_cases_have_the_earlier_bound_and_what_is_closed_points_to_what_goes_on(market, as_, case):
    reviewer, brand = market.actor("reviewer"), market.actor("brand")
    later = only_case(complaint(market, case.right, [listing(market, "B-1")]))
    clock = Clock.objects.get(subject_id=case.id, kind="answer", state="running")
    late = clock.due_at + timedelta(days=9)
    Clock.objects.filter(id=clock.id).update(due_at=late, next_at=late)
    binding = bounds(later)["answer"]
    page = as_(market, "reviewer").get(page_of(market, later))
    assert case.reference in text(page)
    joined = as_(market, "reviewer").post(page_of(market, later, "/merge"), {"into": case.reference})
    assert joined.headers["Location"].endswith(case.reference)
    for row in (case, later):
        row.refresh_from_db()
    assert (later.state, later.merged_into, case.items_count) == ("closed", case, 4)
    assert bounds(case)["answer"] == binding
    assert case.due_at == binding[2]
    assert not clocks_of(later).exists()
    for row in (case, later):
        assert "case.merged" in said_of(row, market.actor("seller"))
    assert case.reference in text(as_(market, "seller").get(page_of(market, later)))
    own = {item.listing.number for item in queries.items_of(later.complaint_id).select_related("listing")}
    assert own == {"B-1"}, "it still is what that complaint brought"
    moved = case.items.get(listing__number="B-1")
    services.withdraw(actor=brand, reference=case.reference, items=[moved.id], reason="mistake")
    later.complaint.refresh_from_db()
    case.complaint.refresh_from_db()
    assert (later.complaint.state, case.complaint.state) == ("withdrawn", "accepted")
    with pytest.raises(Conflict):
        services.merge(actor=reviewer, reference=later.reference, into=case.reference)


def test_only_what_is_alike_and_free_is_joined_or_divided(market, case):
    reviewer = market.actor("reviewer")
    other = only_case(complaint(market, case.right, [listing(market, "C-1", seller="other_seller")]))
    with pytest.raises(Conflict) as refused:
        services.merge(actor=reviewer, reference=other.reference, into=case.reference)
    assert refused.value.code == "unlike"
    same = only_case(complaint(market, case.right, [listing(market, "C-2")]))
    heard(same)
    with pytest.raises(Conflict, match="still waits for the seller"):
        services.merge(actor=reviewer, reference=same.reference, into=case.reference)
    services.declare_conflict(actor=reviewer, reference=case.reference, reasons="A friend sells there.")
    with pytest.raises(Denied):
        services.split(actor=reviewer, reference=case.reference, items=[case.items.first().id])
