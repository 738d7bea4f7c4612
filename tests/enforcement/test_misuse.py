"""Misuse, both ways: what a seller reports, what a reviewer finds and marks, and what it counts for."""

from datetime import timedelta

import pytest

from enforcement import accuracy, services
from enforcement.models import MisuseReport, UnfoundedMark
from enforcement.services import Choice
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.pages import COUNTERFEIT, decided, invoice, page_of, text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Effect


def rejected(market, case, who="reviewer"):
    """All of a case decided for the seller, in effect; the first decision."""
    heard(case)
    choices = {item.id: Choice("fair.referential", reasons="It says what it fits.") for item in case.items.all()}
    made = services.decide(actor=market.actor(who), reference=case.reference, choices=choices)
    let_it_take_effect(case)
    return made[0]


def test_a_seller_reports_a_demand_for_money_in_one_form_and_hears_the_outcome(market, case, as_):
    offer = services.write_message(
        actor=market.actor("brand"), reference=case.reference, words="Pay 900 USD and we settle.", kind="offer"
    )
    seller = as_(market, "seller")
    assert "Report misuse by the complainant" in text(seller.get(page_of(market, case)))
    sent = {"about": str(offer.id), "kind": "money", "words": "They ask for 900 dollars.", "paper": invoice()}
    assert text(seller.post(page_of(market, case, "/misuse"), {**sent, "kind": ""}), 422)
    assert seller.post(page_of(market, case, "/misuse"), {**sent, "paper": invoice()}).status_code == 303
    row = MisuseReport.objects.get()
    assert (row.state, row.message_id, row.evidence is None) == ("filed", offer.id, False)
    assert "They ask for 900 dollars" not in text(as_(market, "brand").get(page_of(market, case)))
    reviewer = as_(market, "reviewer")
    assert "Asks for money" in text(reviewer.get(market.url("misuse")))
    found = {"outcome": "upheld", "gravity": "serious", "reasons": "The offer says so."}
    here = market.url(f"misuse/{row.id}")
    assert "how grave" in text(reviewer.post(here, {**found, "gravity": ""}), 422)
    assert reviewer.post(here, found).status_code == 303
    assert "The offer says so." in text(seller.get(page_of(market, case)))
    told = [one.payload for one in Effect.objects.filter(kind="mail", recipient=f"party:{case.seller_id}")]
    assert any("The offer says so." in payload for payload in told)
    assert "misuse" not in text(as_(market, "brand").get(page_of(market, case))).lower()


def test_who_reports_once_and_about_whom(market, case):
    given = {"reference": case.reference, "kind": "money", "words": "They want money."}
    with pytest.raises(Denied):
        services.report_misuse(actor=market.actor("brand"), **given)
    report = services.report_misuse(actor=market.actor("seller"), **given)
    with pytest.raises(Conflict):
        services.report_misuse(actor=market.actor("seller"), **given)
    with pytest.raises(Denied):
        services.judge_misuse(actor=market.actor("appeals"), report_id=report.id, outcome="rejected", reasons="No.")
    services.judge_misuse(actor=market.actor("reviewer"), report_id=report.id, outcome="rejected", reasons="No.")
    with pytest.raises(Conflict):
        services.judge_misuse(actor=market.actor("lead"), report_id=report.id, outcome="rejected", reasons="No.")


def test_who_declared_a_conflict_judges_no_report_and_marks_nothing(market, case):
    reviewer = market.actor("reviewer")
    report = services.report_misuse(
        actor=market.actor("seller"), reference=case.reference, kind="money", words="They want money."
    )
    made = rejected(market, case)
    services.declare_conflict(actor=reviewer, reference=case.reference, reasons="My sister works there.")
    with pytest.raises(Denied):
        services.judge_misuse(actor=reviewer, report_id=report.id, outcome="rejected", reasons="No.")
    with pytest.raises(Denied):
        services.mark_unfounded(
            actor=reviewer, reference=case.reference, decision=made.id, gravity="serious", reasons="Anybody saw it."
        )


def test_the_mark_of_an_unfounded_complaint_needs_a_rejection_in_effect(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    decision = rejected(market, case)
    mark = {"reference": case.reference, "decision": decision.id, "gravity": "grave", "reasons": "Not even the name."}
    with pytest.raises(Invalid):
        services.mark_unfounded(actor=market.actor("reviewer"), **{**mark, "reasons": " "})
    services.mark_unfounded(actor=market.actor("reviewer"), **mark)
    with pytest.raises(Conflict):
        services.mark_unfounded(actor=market.actor("reviewer"), **mark)
    assert UnfoundedMark.objects.get().reasons == "Not even the name."


def test_accuracy_counts_what_stands_and_shows_it_to_all_sides(market, as_):
    right = trademark(market)
    lost = only_case(complaint(market, right, [listing(market, "A-1")]))
    services.mark_unfounded(
        actor=market.actor("reviewer"), reference=lost.reference, decision=rejected(market, lost).id, gravity="grave",
        reasons="Not even the name.",
    )  # fmt: skip
    won = decided(market, only_case(complaint(market, right, [listing(market, "A-2")])))
    back = only_case(complaint(market, right, [listing(market, "A-3")]))
    services.withdraw(
        actor=market.actor("brand"), reference=back.reference, items=[back.items.get().id], reason="settled"
    )
    brand, now = market.parties["brand"], database_now() + timedelta(minutes=5)
    figures = accuracy.figures_of(brand.id, now - accuracy.YEAR)
    assert (figures.upheld, figures.rejected, figures.unfounded, figures.withdrawn) == (1, 1, 1, {"settled": 1})
    assert figures.percent == 50
    assert [(line.key, line.figures.upheld) for line in accuracy.by_reason(brand.id)] == [("counterfeit", 1)]
    assert [one.upheld for _month, one in accuracy.by_month(brand.id, now)][-1] == 1
    assert accuracy.figures_of(brand.id, now + timedelta(days=1)).decided == 0
    own = text(as_(market, "brand").get(market.url("accuracy")))
    assert "50 %" in own
    assert "Not even the name." in own
    for who in ("seller", "reviewer"):
        assert "1 manifestly unfounded" in text(as_(market, who).get(page_of(market, won)))
    assert "50 %" in text(as_(market, "reviewer").get(market.url(f"accuracy/{brand.reference}")))
    assert as_(market, "seller").get(market.url(f"accuracy/{brand.reference}")).status_code == 403


def test_a_mark_goes_with_its_decision_on_an_appeal(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    decision = rejected(market, case)
    given = {"reference": case.reference, "decision": decision.id, "gravity": "minor", "reasons": "Plainly not."}
    services.mark_unfounded(actor=market.actor("reviewer"), **given)
    item = case.items.get()
    appeal = services.file_appeal(
        actor=market.actor("brand"), reference=case.reference, items=[item.id], grounds="Look again."
    )
    services.decide_appeal(
        actor=market.actor("appeals"), reference=appeal.reference, choices={item.id: COUNTERFEIT}, reasons="It is one."
    )
    let_it_take_effect(case)
    figures = accuracy.figures_of(case.complainant_id)
    assert (figures.upheld, figures.rejected, figures.unfounded) == (1, 0, 0)
    with pytest.raises(Conflict):
        services.mark_unfounded(actor=market.actor("reviewer"), **given)
