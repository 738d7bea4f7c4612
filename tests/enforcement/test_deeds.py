"""What people do on the pages of enforcement, with plain HTML: it is done, or refused in words, and nothing is lost."""

import html
import re
from datetime import timedelta

from django.utils.html import escape

from enforcement import services
from enforcement.models import Answer, Appeal, Case, Complaint, Decision, Exhibit, Notice, Withdrawal
from gateway.text import text_fault
from sellers.models import Listing
from tenancy.context import database_now
from tests.enforcement.pages import COUNTER, decided, invoice, items_of, page_of, text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from tests.gateway.words import NAUGHTY


def filed_by_hand(market, brand, right):
    """A complaint about A-1 and A-2 through the two steps of the form; the address of the complaint."""

    first = brand.get(market.url("complaints/new"), {"listing": ["A-1", "A-2"]})
    assert "A-1\nA-2" in text(first)
    step = brand.post(
        market.url("complaints/new"), {"right": f"{right.reference}:EU", "listings": "https://shop.test/A-1?x=1\nA-2"}
    )
    assert step.status_code == 303
    draft = step["Location"]
    typed = {
        "reason": "counterfeit", "element_explanation": "Not <b>ours</b>.", "keep": ["A-1", "A-2"],
        "note_A-1": "bought one",
    }  # fmt: skip
    assert brand.post(draft, {**typed, "save": "1"}).status_code == 303
    kept = text(brand.get(draft))
    assert "Not &lt;b&gt;ours&lt;/b&gt;." in kept
    assert 'value="bought one"' in kept
    signed = {"element_good_faith": "yes", "element_accuracy_authority": "yes", "element_signature": "Ada Aurora"}
    assert brand.post(draft, {**typed, **signed, "file": "1"}).status_code == 303
    filed = Complaint.objects.get()
    assert filed.state == "accepted"
    receipt = text(brand.get(draft))
    assert market.url(f"log/{filed.receipt_entry}") in receipt
    case = filed.cases.get()
    assert case.reference in receipt
    return draft


def test_the_whole_way_from_complaint_to_appeal_with_plain_html(market, as_):
    right = trademark(market)
    for n in (1, 2):
        listing(market, f"A-{n}")
    brand, seller, reviewer = (as_(market, who) for who in ("brand", "seller", "reviewer"))
    filed = filed_by_hand(market, brand, right)
    case = Case.objects.get()

    asked = text(seller.get(market.url("to-answer")))
    assert case.reference in asked
    assert "Not &lt;b&gt;ours&lt;/b&gt;." in text(seller.get(page_of(market, case)))
    items = items_of(case)
    answer = {
        "all": "delete",
        f"answer_{items['A-1'].id}": "genuine",
        "statement": "From Poland.",
        "evidence": invoice(),
    }
    assert seller.post(page_of(market, case, "/answer"), answer).status_code == 303
    assert Listing.objects.get(number="A-2").state == "ended"
    assert Exhibit.objects.get().by_party_id == case.seller_id

    shown = text(reviewer.get(page_of(market, case)))
    assert "From Poland." in shown
    assert "invoice.png" in shown
    choice = {f"ground_{items['A-1'].id}": "counterfeit.goods", "reasons": "Printed, not woven.", "remedy": "delist"}
    assert reviewer.post(page_of(market, case, "/decide"), choice).status_code == 303
    assert "Undo" in text(reviewer.get(page_of(market, case)))
    assert "Printed, not woven." not in text(seller.get(page_of(market, case))), "not before it takes effect"
    let_it_take_effect(case)
    told = text(seller.get(page_of(market, case)))
    assert "Printed, not woven." in told
    assert case.reference in text(seller.get(market.url("records")))

    appeal = {"item": [str(items["A-1"].id)], "grounds": "Here is the invoice."}
    assert seller.post(page_of(market, case, "/appeal"), appeal).status_code == 303
    row = Appeal.objects.get()
    judge = as_(market, "appeals")
    assert row.reference in text(judge.get(market.url("appeals")))
    assert "Here is the invoice." in text(judge.get(market.url(f"appeals/{row.reference}")))
    verdict = {f"ground_{items['A-1'].id}": "dismissed.exhausted", "reasons": "The invoice is genuine."}
    assert judge.post(market.url(f"appeals/{row.reference}"), verdict).status_code == 303
    let_it_take_effect(case, at=database_now() + timedelta(minutes=5))
    assert "The invoice is genuine." in text(seller.get(page_of(market, case)))
    assert items["A-1"].listing.number in text(brand.get(filed))


def test_delete_everything_takes_one_click(market, as_, case):
    seller = as_(market, "seller")
    assert "I agree, delete all 3" in text(seller.get(page_of(market, case)))
    assert seller.post(page_of(market, case, "/answer"), {"all": "delete"}).status_code == 303
    assert set(Listing.objects.values_list("state", flat=True)) == {"ended"}
    assert set(Answer.objects.values_list("code", flat=True)) == {"delete"}


def test_evidence_of_a_refused_answer_is_still_there(market, as_, case):
    seller = as_(market, "seller")
    page = text(
        seller.post(page_of(market, case, "/answer"), {"statement": "From Poland.", "evidence": invoice()}), 422
    )
    assert "Choose an answer for at least one listing." in page
    [token] = re.findall(r'name="evidence_kept" value="([^"]+)" checked', page)
    again = {"statement": "From Poland.", "evidence_kept": html.unescape(token), "all": "genuine"}
    assert seller.post(page_of(market, case, "/answer"), again).status_code == 303
    assert "invoice.png" in text(as_(market, "reviewer").get(page_of(market, case)))


def test_a_decision_that_is_refused_keeps_what_was_typed(market, as_, case):
    reviewer, items = as_(market, "reviewer"), items_of(case)
    typed = {f"ground_{items['A-1'].id}": "fair.referential", "reasons": "Half a <thought", "further": "Atlantis",
             "remedy": "delist"}  # fmt: skip
    page = text(reviewer.post(page_of(market, case, "/decide"), typed), 422)
    assert "Not a territory: Atlantis" in page
    assert "Half a &lt;thought" in page
    assert '<option value="fair.referential" selected' in page
    assert 'value="Atlantis"' in page
    assert not Decision.objects.exists()
    assert "Choose an outcome" in text(reviewer.post(page_of(market, case, "/decide"), {"remedy": "delist"}), 422)
    unheard = text(reviewer.post(page_of(market, case, "/decide"), {**typed, "further": "",
                   f"ground_{items['A-1'].id}": "counterfeit.goods"}), 409)  # fmt: skip
    assert "can only be rejected" in unheard
    assert reviewer.post(page_of(market, case, "/decide"), {"ground_x": "a", "remedy": "delist"}).status_code == 404


def test_the_ground_for_the_rest_decides_all_that_has_none_of_its_own(market, as_, case):
    heard(case)
    reviewer, items = as_(market, "reviewer"), items_of(case)
    sent = {"rest": "counterfeit.goods", f"ground_{items['A-2'].id}": "fair.referential", "remedy": "suspend",
            "reasons": "See the label.", "further": "Norway"}  # fmt: skip
    assert reviewer.post(page_of(market, case, "/decide"), sent).status_code == 303
    made = {decision.item_id: decision for decision in Decision.objects.all()}
    assert [made[items[n].id].ground for n in ("A-1", "A-2", "A-3")] == [
        "counterfeit.goods", "fair.referential", "counterfeit.goods",
    ]  # fmt: skip
    assert made[items["A-1"].id].remedy == "suspend"
    assert set(made[items["A-1"].id].territories) == {"EU", "NO"}
    assert made[items["A-2"].id].remedy == ""


def test_a_second_person_confirms_or_refuses_and_nobody_their_own(market, as_, case):
    heard(case)
    item = items_of(case)["A-1"]
    sent = {f"ground_{item.id}": "counterfeit.goods", "remedy": "suspend", "reasons": "The third time."}
    lead, reviewer = as_(market, "lead"), as_(market, "reviewer")
    assert lead.post(page_of(market, case, "/decide"), sent).status_code == 303
    decision = Decision.objects.get()
    assert "Nobody confirms a decision of their own" in text(lead.get(page_of(market, case)))
    own = lead.post(page_of(market, case, "/second"), {"decision": str(decision.id)})
    assert "Nobody confirms a decision of their own" in text(own, 403)
    refusal = {"decision": str(decision.id), "refuse": "1", "words": " "}
    assert "Say why you refuse" in text(reviewer.post(page_of(market, case, "/second"), refusal), 422)
    assert reviewer.post(page_of(market, case, "/second"), {**refusal, "words": "Too hard."}).status_code == 303
    item.refresh_from_db()
    assert item.state == "unanswered"
    lead.post(page_of(market, case, "/decide"), sent)
    again = Decision.objects.get(undone_at=None)
    assert reviewer.post(page_of(market, case, "/second"), {"decision": str(again.id)}).status_code == 303
    assert reviewer.post(page_of(market, case, "/undo"), {"decision": str(again.id)}).status_code == 303
    late = reviewer.post(page_of(market, case, "/undo"), {"decision": str(again.id)})
    assert "were undone, already" in text(late, 409)


def test_a_counter_notice_asks_for_what_the_law_asks_and_keeps_what_was_typed(market, as_):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    seller, brand = as_(market, "seller"), as_(market, "brand")
    item = case.items.get()
    assert "nobody has judged it yet" in text(seller.get(page_of(market, case)))
    half = {f"answer_{item.id}": "counter_notice", "element_signature": "Sam Seller", "statement": "My own photograph."}
    page = text(seller.post(page_of(market, case, "/answer"), half), 422)
    assert 'value="Sam Seller"' in page
    assert "My own photograph." in page
    assert page.count("This is required.") >= 3
    assert seller.post(page_of(market, case, "/answer"), {**half, **COUNTER}).status_code == 303

    told = text(brand.get(page_of(market, case)))
    assert "the last day to act is" in told
    assert market.parties["seller"].contact_email in told, "with the counter-notice goes the seller's contact"
    future = {"code": "court_action", "court": "SDNY", "number": "1:26-cv-1", "filed_on": "2999-01-01"}
    page = text(brand.post(page_of(market, case, "/papers"), future), 422)
    assert "lies in the future" in page
    assert 'value="1:26-cv-1"' in page
    shown = {**future, "filed_on": database_now().date().isoformat()}
    assert brand.post(page_of(market, case, "/papers"), shown).status_code == 303
    assert "1:26-cv-1" in text(seller.get(page_of(market, case)))


def test_taking_back_needs_a_listing_and_one_of_four_reasons(market, as_, case):
    brand, items = as_(market, "brand"), items_of(case)
    assert "Choose the listings" in text(brand.post(page_of(market, case, "/withdraw"), {"reason": "mistake"}), 422)
    page = text(brand.post(page_of(market, case, "/withdraw"), {"item": [str(items["A-1"].id)], "words": "Sorry"}), 422)
    assert "Say why you take it back." in page
    assert "Sorry" in page
    assert f'value="{items["A-1"].id}" checked' in page
    two = {"item": [str(items["A-1"].id), str(items["A-2"].id)], "reason": "mistake"}
    assert brand.post(page_of(market, case, "/withdraw"), two).status_code == 303
    assert Withdrawal.objects.count() == 2
    assert brand.post(page_of(market, case, "/withdraw"), {**two, "item": ["nonsense"]}).status_code == 404


def test_appeals_are_refused_in_words_and_to_whoever_decided(market, as_, case):
    decided(market, case, who="lead")
    seller, items = as_(market, "seller"), items_of(case)
    empty = {"item": [str(items["A-1"].id)], "grounds": ""}
    assert "Say why the decision is wrong." in text(seller.post(page_of(market, case, "/appeal"), empty), 422)
    none = text(seller.post(page_of(market, case, "/appeal"), {"grounds": "Wrong <all of it"}), 422)
    assert "Wrong &lt;all of it" in none
    sent = {"item": [str(items["A-1"].id)], "grounds": "Wrong."}
    assert seller.post(page_of(market, case, "/appeal"), sent).status_code == 303
    appeal = Appeal.objects.get()
    judge = as_(market, "appeals")
    page = text(judge.post(market.url(f"appeals/{appeal.reference}"), {"reasons": " "}), 422)
    assert "both sides read them" in page
    never = judge.get(market.url("appeals/AP-0000000"))
    assert never.status_code == 404
    lead = as_(market, "lead")
    assert "You decided this yourself" in text(lead.get(market.url(f"appeals/{appeal.reference}")))
    assert lead.post(market.url(f"appeals/{appeal.reference}"), {"reasons": "I was right."}).status_code == 403


def test_incomplete_drafts_say_what_is_missing_and_unfit_ones_keep_what_was_typed(market, as_):
    right, one = trademark(market), listing(market, "A-1")
    brand = as_(market, "brand")
    wrong = text(brand.post(market.url("complaints/new"), {"right": "", "listings": "NOPE-1"}), 422)
    assert "NOPE-1" in wrong
    unknown = {"right": f"{right.reference}:EU", "listings": "NOPE-2 NOPE-1"}
    assert "None of these is a listing here" in text(brand.post(market.url("complaints/new"), unknown), 422)
    narrowed = text(brand.post(market.url("complaints/new"), {"q": "zzz", "narrow": "1", "listings": "A-1"}))
    assert "No right in force has these words." in narrowed
    assert "A-1" in narrowed

    draft = services.save_draft(actor=market.actor("brand"), right=right, region="EU", listings=[one.id])
    here = market.url(f"complaints/{draft.reference}")
    page = text(brand.post(here, {"file": "1", "keep": ["A-1"], "element_explanation": "Half"}), 422)
    assert "Choose what is wrong" in page
    assert "Half" in page
    page = text(brand.post(here, {"reason": "dragons", "keep": [], "element_explanation": "x" * 9000}), 422)
    assert "Keep at least one listing." in page
    assert "x" * 9000 in page
    typed = {"file": "1", "keep": ["A-1"], "reason": "counterfeit", "element_explanation": "Not ours."}
    asked = text(brand.post(here, typed), 422)
    assert "Nothing is filed yet" in asked
    assert "Please look at 3 fields again" in asked
    assert asked.count("This is required.") == 6, "in the summary and beside the field"
    assert Complaint.objects.get().state == "draft"
    assert brand.post(here, {**typed, "file": "incomplete"}).status_code == 303
    incomplete = text(brand.get(here))
    assert "Something the rules ask for is missing" in incomplete
    assert incomplete.count("This is required.") == 3
    assert 'href="#id_element_signature"' in incomplete, "the checklist leads to what is missing"
    assert 'href="#id_element_explanation"' not in incomplete
    letter = Notice.objects.get(complaint=draft, letter="incomplete").body
    assert "- Unterschrift\n  Geben Sie" in letter, "what is missing, and how to add it, in the reader's language"
    draft.refresh_from_db()
    assert draft.state == "incomplete"
    signed = {"element_good_faith": "yes", "element_accuracy_authority": "yes", "element_signature": "Ada"}
    assert brand.post(here, {**typed, **signed}).status_code == 303
    assert "1 case is open" in text(brand.get(here))
    assert "can no longer be changed" in text(brand.post(here, {"save": "1"}), 409)


def test_strange_words_come_back_as_typed(market, as_):
    """Every free text that a side or a reviewer writes, with our own twin of the shared list of naughty strings."""
    right = trademark(market)
    brand, seller, reviewer, judge = (as_(market, who) for who in ("brand", "seller", "reviewer", "appeals"))
    told = [words for words in NAUGHTY if words.strip() and text_fault(words) is None]
    everything = "\n\n".join(told)
    listings = [listing(market, f"A-{n}") for n in range(len(told))]

    def shows(client, address, words=everything):
        page = client.get(address).content.decode()
        blocks = [block for block in words.replace("\r\n", "\n").split("\n\n") if block.strip()]
        return all(f'dir="auto">{escape(block)}</p>' in page for block in blocks)

    draft = services.save_draft(
        actor=market.actor("brand"), right=right, region="EU", listings=[one.id for one in listings]
    )
    here = market.url(f"complaints/{draft.reference}")
    notes = {f"note_A-{n}": words for n, words in enumerate(told)}
    signed = {"element_good_faith": "yes", "element_accuracy_authority": "yes", "element_signature": told[0]}
    sent = {"keep": [one.number for one in listings], "element_explanation": everything, **notes, **signed}
    assert brand.post(here, {**sent, "reason": "counterfeit", "save": "1"}).status_code == 303
    draft = Complaint.objects.get()
    assert draft.wording.statement == everything
    assert {row.note for row in draft.listings.all()} == set(told)
    page = brand.get(here).content.decode()
    assert all(f'value="{escape(words)}"' in page for words in told)
    assert brand.post(here, {**sent, "reason": "counterfeit", "file": "1"}).status_code == 303

    case = draft.cases.get()
    item = case.items.get(listing__number="A-0")
    assert shows(seller, page_of(market, case)), "what is asserted"
    answer = {"all": "genuine", "statement": everything}
    assert seller.post(page_of(market, case, "/answer"), answer).status_code == 303
    assert item.answers.get().statement == everything
    assert shows(reviewer, page_of(market, case)), "what the seller says"
    decision = {"rest": "counterfeit.goods", "reasons": everything, "remedy": "delist"}
    assert reviewer.post(page_of(market, case, "/decide"), decision).status_code == 303
    assert item.decisions.get().reasons == everything
    let_it_take_effect(case)
    appeal = {"item": [str(item.id)], "grounds": everything}
    assert seller.post(page_of(market, case, "/appeal"), appeal).status_code == 303
    row = Appeal.objects.get()
    assert row.grounds == everything
    assert shows(judge, market.url(f"appeals/{row.reference}"))
    assert judge.post(market.url(f"appeals/{row.reference}"), {"reasons": everything}).status_code == 303
    assert shows(brand, page_of(market, case)), "the reasons of the appeal"
    words = told[3]
    back = {"item": [str(item.id)], "reason": "mistake", "words": words}
    assert brand.post(page_of(market, case, "/withdraw"), back).status_code == 303
    assert Withdrawal.objects.get().words == words
    for unfit in ("no text\x00 at all", "x" * 9000):
        refused = brand.post(page_of(market, case, "/withdraw"), {**back, "words": unfit})
        assert refused.status_code in (400, 422)
