"""What a case says to each side: how its clocks ended, what may be decided, whose work it is, letters and evidence."""

import re

import pytest

from enforcement import queries, services
from enforcement.models import Exhibit, Notice
from enforcement.services import Choice
from enforcement.words import ended_words
from tests.enforcement.pages import COUNTERFEIT, decided, invoice, items_of, page_of, text
from tests.enforcement.stage import heard
from workflow.models import Clock

pytestmark = pytest.mark.django_db


def answer(market, case, code="genuine"):
    services.answer(
        actor=market.actor("seller"), reference=case.reference, statement="Bought in Lyon.",
        answers={item.id: code for item in items_of(case).values()},
    )  # fmt: skip
    case.refresh_from_db()


def test_a_clock_that_was_met_says_on_which_day_and_not_how_long_ago_it_began(market, as_, case):
    answer(market, case)
    page = text(as_(market, "seller").get(page_of(market, case)))
    assert re.search(r"met on day 1, \d+ \w+ \d{4}", page)
    clock = Clock.objects.get(subject_id=case.id, kind="answer")
    clock.stopped_at = clock.due_at.replace(year=clock.due_at.year + 1)
    assert ended_words(clock).startswith("done late, on day")
    clock.stopped_by = "withdrawn"
    assert ended_words(clock).startswith("stopped on day")


def test_a_clock_that_ran_out_ended_at_its_bound(market, as_, case):
    heard(case)
    clock = Clock.objects.get(subject_id=case.id, kind="answer")
    clock.fired_at = clock.due_at.replace(year=clock.due_at.year + 1)
    assert ended_words(clock) == f"passed on {clock.due_at:%-d %B %Y}"


def test_who_takes_back_what_was_never_removed_puts_nothing_back(market, case):
    items = [item.id for item in items_of(case).values()]
    services.withdraw(actor=market.actor("brand"), reference=case.reference, items=items[:1], reason="mistake")
    letter = Notice.objects.filter(case=case, to_party=market.parties["seller"]).latest("id")
    assert (letter.letter, "We had not removed any of them" in letter.body) == ("withdrawn", True)


def test_what_was_removed_is_put_back_in_a_letter_of_its_own(market, case):
    decided(market, case)
    items = [item.id for item in items_of(case).values()]
    services.withdraw(actor=market.actor("brand"), reference=case.reference, items=items, reason="mistake")
    sent = Notice.objects.filter(case=case, letter__in=["restored", "withdrawn"])
    assert [letter.letter for letter in sent] == ["restored"]


def test_while_the_seller_may_answer_nothing_is_upheld_and_the_page_says_until_when(market, as_, case):
    reviewer = as_(market, "reviewer")
    page = text(reviewer.get(page_of(market, case)))
    assert re.search(r'<optgroup label="Complaint upheld \(once the seller was heard\)" disabled>', page)
    assert "They can only be rejected: the seller may still answer" in page
    refused = text(
        reviewer.post(page_of(market, case, "/decide"), {"rest": "counterfeit.goods", "remedy": "delist"}), 409
    )
    assert re.search(r"The seller may still answer, until \d+ \w+ \d{4}", refused)
    heard(case)
    assert "once the seller was heard" not in text(reviewer.get(page_of(market, case)))


def test_a_held_listing_says_what_happens_if_nobody_lets_it_go(market, as_, case):
    Clock.objects.filter(subject_id=case.id, kind="answer").update(kind="hold", state="running")
    page = text(as_(market, "reviewer").get(page_of(market, case)))
    assert "Until then you can only let the listing go" in page
    assert "what is held is published on" in page


def test_take_next_never_gives_ones_own_decision_to_confirm(market, case):
    answer(market, case)
    assert queries.next_unassigned(market.actor("reviewer")).id == case.id
    chosen = {item.id: Choice("counterfeit.goods", "Again.", "suspend") for item in items_of(case).values()}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen)
    assert queries.next_unassigned(market.actor("reviewer")) is None
    assert queries.next_unassigned(market.actor("lead")).id == case.id


def appealed(market, case, who="reviewer"):
    decided(market, case, who)
    return services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, grounds="They are genuine.",
        items=[item.id for item in items_of(case).values()],
    )  # fmt: skip


OWN = "You decided this yourself: an appeal is decided by somebody else."


def test_who_decided_is_told_so_wherever_the_appeal_stands(market, as_, case):
    appeal = appealed(market, case)
    reviewer = as_(market, "reviewer")
    assert OWN in text(reviewer.get(page_of(market, case)))
    assert OWN in text(reviewer.get(market.url(f"appeals/{appeal.reference}")), 403)
    other = text(as_(market, "auditor").get(market.url(f"appeals/{appeal.reference}")), 403)
    assert (OWN in other, "Your role" in other) == (False, True)
    assert queries.next_unassigned(market.actor("reviewer")) is None
    assert queries.next_unassigned(market.actor("appeals")).id == case.id


def test_a_lead_does_not_get_the_appeal_against_their_own_decision(market, as_, case):
    appeal = appealed(market, case, "lead")
    assert queries.next_unassigned(market.actor("lead")) is None
    assert OWN in text(as_(market, "lead").get(market.url(f"appeals/{appeal.reference}")))


def test_an_appeal_shows_the_pictures_and_who_stands_on_each_side(market, as_, case):
    appeal = appealed(market, case)
    page = text(as_(market, "appeals").get(market.url(f"appeals/{appeal.reference}")))
    assert 'id="evidence"' in page
    waiting = text(as_(market, "appeals").get(market.url("appeals")))
    assert market.parties["brand"].name in waiting
    chosen = {f"ground_{item.id}": "dismissed.no_evidence" for item in items_of(case).values()}
    client, there = as_(market, "appeals"), market.url(f"appeals/{appeal.reference}")
    assert "both sides are told when it takes effect" in text(
        client.post(there, {"reasons": "Invoices.", **chosen}, follow=True)
    )


def test_both_sides_add_evidence_for_as_long_as_the_case_is_open(market, as_, case):
    answer(market, case)
    for who, files in (("seller", 2), ("brand", 1), ("reviewer", 1)):
        client = as_(market, who)
        assert 'id="add-evidence"' in text(client.get(page_of(market, case)))
        sent = client.post(page_of(market, case, "/evidence"), {"evidence": [invoice() for _n in range(files)]})
        assert sent.status_code == 303, who
    assert Exhibit.objects.filter(case=case).count() == 4
    assert "Choose at least one file" in text(as_(market, "seller").post(page_of(market, case, "/evidence")), 422)
    for who, status in (("seller_reader", 403), ("auditor", 403), ("other_seller", 404)):
        assert as_(market, who).post(page_of(market, case, "/evidence"), {"evidence": invoice()}).status_code == status
    decided_case = case
    services.decide(
        actor=market.actor("reviewer"), reference=case.reference,
        choices={item.id: COUNTERFEIT for item in items_of(case).values()},
    )  # fmt: skip
    decided_case.refresh_from_db()
    type(case).objects.filter(id=case.id).update(state="closed")
    assert 'id="add-evidence"' not in text(as_(market, "seller").get(page_of(market, case)))
    assert as_(market, "seller").post(page_of(market, case, "/evidence"), {"evidence": invoice()}).status_code == 409


def test_an_appeal_brings_its_files(market, as_, case):
    decided(market, case)
    ids = [str(item.id) for item in items_of(case).values()]
    sent = {"item": ids, "grounds": "Here they are.", "evidence": [invoice(), invoice()]}
    assert as_(market, "seller").post(page_of(market, case, "/appeal"), sent).status_code == 303
    assert Exhibit.objects.filter(case=case).count() == 2


def test_an_answer_without_its_documents_is_taken_and_says_so(market, as_, case):
    seller = as_(market, "seller")
    assert "Did you add the documents for" in text(seller.get(page_of(market, case)))
    told = text(seller.post(page_of(market, case, "/answer"), {"all": "genuine"}, follow=True))
    assert "recorded, without a document" in told
    assert 'id="add-evidence"' in told


def test_deleting_says_how_many_were_deleted(market, as_, case):
    told = text(as_(market, "seller").post(page_of(market, case, "/answer"), {"all": "delete"}, follow=True))
    assert "3 listings deleted." in told


def test_the_timeline_speaks_to_people(market, as_, case):
    answer(market, case)
    page = text(as_(market, "seller").get(page_of(market, case)))
    assert "The seller answered about 3 listings: “The goods are genuine”" in page
    assert "Letter “A complaint about your listings” sent" in page
    assert "Case about 3 listings opened from a complaint" in page
