"""How a seller defends itself: its vault, what answers a complaint, replies to begin with, and the end of the writing."""

from datetime import timedelta

import pytest

from enforcement import services
from enforcement.defence import outcomes
from enforcement.defence.answering import ANSWERS, PAPERS, answering, fitting, law_of
from enforcement.defence.inspecting import POINTS
from enforcement.defence.replying import LANGUAGES, PLACES, REPLIES, reply
from enforcement.explaining import REASONS
from enforcement.models import VaultPaper
from enforcement.services import Choice
from enforcement.services.talking import MOST_A_DAY
from evidence.models import Evidence
from registry.territories import EU_MEMBERS
from sellers.models import AssignedLesson
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound, TooMany
from tests.enforcement.pages import invoice, page_of, text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case


def kept(market, client, kind="purchase"):
    """A paper that the seller puts into its vault by the page; the row."""
    sent = {"kind": kind, "goods": "Travel bags, order 7", "issued_on": "2026-03-01", "file": invoice()}
    assert client.post(market.url("vault"), sent).status_code == 303
    return VaultPaper.objects.get()


def test_a_paper_is_kept_once_ticked_into_an_answer_and_seen_by_the_complainant_only_then(market, case, as_):
    seller, brand = as_(market, "seller"), as_(market, "brand")
    paper = kept(market, seller)
    assert "in your vault already" in text(seller.post(market.url("vault"), {"kind": "goods", "file": invoice()}), 409)
    seen = Evidence.objects.visible_to(market.actor("brand")).filter(id=paper.evidence_id)
    assert not seen.exists()
    shown = text(seller.get(page_of(market, case)))
    assert "What answers it" in shown
    assert "answers this" in shown
    assert "in your vault" in shown
    assert "What answers it" not in text(brand.get(page_of(market, case)))
    sent = {"all": "genuine", "statement": "We bought them.", "kept": str(paper.id)}
    assert seller.post(page_of(market, case, "/answer"), sent).status_code == 303
    assert seen.exists()
    assert case.exhibits.get().evidence_id == paper.evidence_id
    services.attach_papers(actor=market.actor("seller"), reference=case.reference, papers=[paper.id])
    assert case.exhibits.count() == 1
    assert case.reference in text(seller.get(market.url("vault")))
    with pytest.raises(NotFound):
        services.end_paper(actor=market.actor("other_seller"), paper_id=paper.id)
    assert seller.post(market.url(f"vault/{paper.id}/end")).status_code == 303
    assert "invoice.png" not in text(seller.get(market.url("vault")))
    assert case.exhibits.count() == 1


def test_the_sellers_own_system_keeps_papers_and_puts_them_into_a_case(market, case, as_):
    seller, here = as_(market, "seller"), market.url("api/v1/vault")
    sent = {"kind": "purchase", "goods": "Travel bags", "document": invoice(), "name": "invoice.png"}
    made = seller.post(here, sent)
    assert (made.status_code, made.json()["goods"]) == (201, "Travel bags")
    assert seller.post(here, {**sent, "document": invoice()}).status_code == 409
    paper = f"{here}/{made.json()['id']}"
    assert as_(market, "other_seller").post(f"{paper}/end").status_code == 404
    assert seller.post(f"{paper}/attach", {"case": case.reference}).status_code == 200
    assert case.exhibits.get().evidence.reference == made.json()["evidence"]
    assert seller.post(f"{paper}/end").json()["ended_at"]
    assert seller.get(here).json()["results"] == []


def test_a_side_that_wrote_twenty_messages_in_a_day_waits_for_the_next(market, case):
    seller, now = market.actor("seller"), database_now()
    for n in range(MOST_A_DAY):
        services.write_message(actor=seller, reference=case.reference, words=f"Question {n}", now=now)
    with pytest.raises(TooMany):
        services.write_message(actor=seller, reference=case.reference, words="One more", now=now)
    services.write_message(actor=market.actor("brand"), reference=case.reference, words="An answer", now=now)
    services.write_message(
        actor=seller, reference=case.reference, words="Next day", now=now + timedelta(days=1, minutes=1)
    )


def test_how_others_ended_is_told_only_where_it_is_not_one_sellers(market, case, monkeypatch):
    other = only_case(complaint(market, case.right, [listing(market, "B-1", seller="other_seller")]))
    heard(other)
    choices = {other.items.get().id: Choice(ground="fair.referential", reasons="It only says what the strap fits.")}
    services.decide(actor=market.actor("reviewer"), reference=other.reference, choices=choices)
    let_it_take_effect(other)
    assert outcomes.ended_alike(case) is None
    monkeypatch.setattr(outcomes, "LEAST_CASES", 1)
    assert outcomes.ended_alike(case) is None, "it would tell how one seller's ended"
    monkeypatch.setattr(outcomes, "LEAST_SELLERS", 1)
    assert outcomes.ended_alike(case) == outcomes.Ended(cases=1, listings=1, rejected=1)
    assert outcomes.ended_alike(other) is None, "its own does not count"


def test_one_lesson_is_assigned_for_a_case_however_many_of_its_listings_were_upheld(market, case):
    heard(case)
    found = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")
    choices = dict.fromkeys(case.items.values_list("id", flat=True), found)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    let_it_take_effect(case)
    assert AssignedLesson.objects.get().seller_id == case.seller_id
    assert len(choices) == 3


def test_goods_are_inspected_beside_their_listing_and_the_report_lies_in_the_vault(market, as_):
    listing(market, "A-1")
    seller, here = as_(market, "seller"), market.url("vault/inspect")
    sent = {
        "listing": "A-1",
        **{f"point_{code}": "same" for code in POINTS},
        "note": "Label woven.",
        "pictures": invoice(),
    }
    assert "None of your listings" in text(seller.post(here, {**sent, "listing": "B-9"}), 422)
    assert seller.post(here, {**sent, "pictures": invoice()}).status_code == 303
    paper = VaultPaper.objects.select_related("evidence").get()
    assert (paper.kind, paper.evidence.media_type) == ("inspection", "application/pdf")
    assert "Inspection of A-1.pdf" in text(seller.get(market.url("vault")))


def test_a_reply_begins_in_the_complainants_language_and_either_side_ends_the_writing(market, case, as_):
    seller, here = as_(market, "seller"), page_of(market, case)
    begun = text(seller.get(f"{here}?reply=refuse_money&language=de"))
    assert f"im Fall {case.reference}" in begun
    assert "A-1, A-2, A-3" in begun
    services.write_message(actor=market.actor("brand"), reference=case.reference, words="Pay 900 USD.", kind="offer")
    demand = case.messages.get()
    form = text(seller.get(f"{here}?about={demand.id}"))
    assert f'<option value="{demand.id}" selected>' in form
    assert text(seller.post(here + "/end-channel", {"reasons": ""}), 422)
    assert seller.post(here + "/end-channel", {"reasons": "We do not pay."}).status_code == 303
    assert "We do not pay." in text(as_(market, "brand").get(here))
    with pytest.raises(Conflict):
        services.write_message(actor=market.actor("brand"), reference=case.reference, words="Pay.")


def test_every_reason_is_answered_and_every_reply_stands_in_every_language():
    assert set(ANSWERS) == set(REASONS)
    for reason in ANSWERS:
        assert fitting(reason, "trademark") <= set(PAPERS)
        assert answering(reason, "").defences
    assert (law_of("DE", EU_MEMBERS), law_of("US", EU_MEMBERS), law_of("BR", EU_MEMBERS)) == ("EU", "US", "")
    places = {name: f"<{name}>" for name in PLACES}
    for language in LANGUAGES:
        said = {code: reply(code, language, places) for code in REPLIES}
        assert len(set(said.values())) == len(REPLIES)
        assert all("<case>" in words and "<seller>" in words for words in said.values())
