"""How a seller defends itself: its vault, what answers a complaint, replies to begin with, and the end of the writing."""

import pytest

from enforcement import services
from enforcement.defence.answering import ANSWERS, PAPERS, answering, fitting, law_of
from enforcement.defence.inspecting import POINTS
from enforcement.defence.replying import LANGUAGES, PLACES, REPLIES, reply
from enforcement.explaining import REASONS
from enforcement.models import VaultPaper
from evidence.models import Evidence
from registry.territories import EU_MEMBERS
from tenancy.errors import Conflict, NotFound
from tests.enforcement.pages import invoice, page_of, text
from tests.enforcement.stage import listing


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
