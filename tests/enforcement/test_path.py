"""From complaint to decision to remedy, and back: what both sides and the law rely on."""

from datetime import timedelta

import pytest

from audit import sequencer
from audit.models import Secret
from audit.verify import verify
from enforcement import services
from enforcement.models import Decision, Remedy
from enforcement.services import Choice
from enforcement.services.taking import take_effect
from enforcement.sweeps import confirm_removals, on_put_back, on_silence
from registry import services as registry
from sellers import services as sellers
from sellers.models import Listing, Strike
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark
from workflow.models import Clock, Effect

COUNTERFEIT = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")
FAIR = Choice(ground="fair.referential", reasons="It only says what the strap fits.")


def public(market, number: str, where: str = "DE", at=None) -> bool:
    moment = at or database_now() + timedelta(minutes=30)
    return Listing.objects.public_in(where, moment).filter(number=number).exists()


def test_a_trademark_complaint_becomes_one_case_per_seller_with_a_clock_for_the_answer(market):
    right = trademark(market)
    mine = [listing(market, f"A-{n}") for n in range(3)]
    theirs = listing(market, "B-1", seller="other_seller")
    filed = complaint(market, right, [*mine, theirs])

    assert filed.state == "accepted"
    cases = {case.seller_id: case for case in filed.cases.all()}
    assert {case.items_count for case in cases.values()} == {3, 1}
    case = cases[market.parties["seller"].id]
    assert (case.state, case.region, case.pack_code) == ("noticed", "EU", "house-trademark")
    clock = Clock.objects.get(subject_id=case.id, kind="answer")
    assert clock.due_at == case.due_at
    assert clock.basis == "policy"
    assert Effect.objects.filter(kind="mail", recipient=f"party:{case.seller_id}").exists()
    assert all(public(market, one.number) for one in mine), "nothing is removed before it is decided"


def test_the_seller_agrees_deletes_and_contests_and_the_reviewer_decides_the_rest(market):
    right = trademark(market)
    a, b, c = (listing(market, f"A-{n}") for n in "123")
    case = only_case(complaint(market, right, [a, b, c]))
    items = {item.listing.number: item for item in case.items.select_related("listing")}

    services.answer(
        actor=market.actor("seller"), reference=case.reference,
        answers={items["A-1"].id: "accept", items["A-2"].id: "delete", items["A-3"].id: "genuine"},
        statement="Bought in Poland.",
    )  # fmt: skip
    case.refresh_from_db()
    assert case.state == "deciding"
    assert Listing.objects.get(number="A-2").state == "ended"
    assert set(case.items.values_list("state", flat=True)) == {"decided", "contested"}

    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={items["A-3"].id: FAIR})
    let_it_take_effect(case)
    assert case.state == "closed"
    assert not public(market, "A-1")
    assert public(market, "A-1", "US"), "a remedy reaches only its region"
    assert public(market, "A-3")


def test_a_decision_takes_effect_after_its_grace_and_can_be_undone_until_then(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    reviewer = market.actor("reviewer")
    [first] = services.decide(actor=reviewer, reference=case.reference, choices={item.id: COUNTERFEIT})
    assert first.effective_at - first.decided_at == timedelta(seconds=60)
    services.undo(actor=reviewer, reference=case.reference, decisions=[first.id])
    item.refresh_from_db()
    assert item.state == "unanswered"
    assert not Clock.objects.filter(kind="take_effect", state="running").exists()
    take_effect(case, actor=market.system, now=database_now() + timedelta(minutes=2))
    assert public(market, "A-1"), "an undone decision never takes effect"
    before, again = Clock.objects.filter(kind="decide", subject_id=case.id).order_by("generation")
    assert (again.state, again.started_at, again.due_at) == ("running", before.started_at, before.due_at), "no new time"

    services.decide(actor=reviewer, reference=case.reference, choices={item.id: COUNTERFEIT})
    let_it_take_effect(case, at=database_now() + timedelta(minutes=4))
    assert not public(market, "A-1")
    late = Decision.objects.get(item=item, undone_at=None)
    with pytest.raises(Conflict):
        services.undo(actor=reviewer, reference=case.reference, decisions=[late.id])


def test_removed_means_removed_in_the_shop(market):
    one = listing(market, "A-1")
    case = only_case(complaint(market, trademark(market), [one]))
    heard(case)
    item = case.items.get()
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: COUNTERFEIT})
    let_it_take_effect(case)
    remedy = Remedy.objects.get(item=item)
    assert remedy.state == "ordered"

    sellers.confirm_state(actor=market.actor("key:shop"), listing_number="A-1", n=remedy.shop_state, now=database_now())
    confirm_removals(database_now())
    remedy.refresh_from_db()
    assert remedy.state == "applied"
    assert remedy.applied_at is not None


def test_a_strike_is_given_and_rolled_back_when_the_complaint_is_taken_back(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1"), listing(market, "A-2")]))
    heard(case)
    items = list(case.items.all())
    choices = {item.id: COUNTERFEIT for item in items}
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    let_it_take_effect(case)
    assert Strike.objects.filter(reversals=None).count() == 2
    services.withdraw(actor=market.actor("brand"), reference=case.reference, items=[items[0].id], reason="mistake")
    assert Strike.objects.filter(reversals=None).count() == 1
    assert public(market, items[0].listing.number)
    assert not public(market, items[1].listing.number)


def test_silence_leads_to_a_decision_and_the_seller_may_still_answer(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    clock = Clock.objects.get(subject_id=case.id, kind="answer")
    on_silence(clock, clock.due_at)
    case.refresh_from_db()
    assert case.state == "deciding"
    item = case.items.get()
    assert item.state == "unanswered"
    services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "licensed"})
    item.refresh_from_db()
    assert item.state == "contested"


def test_the_dmca_removes_on_a_complete_notice_and_puts_back_after_ten_business_days(market):
    one = listing(market, "A-1")
    case = only_case(complaint(market, copyright_(market), [one]))
    assert case.pack_code == "us-dmca"
    item = case.items.get()
    assert item.state == "decided"
    let_it_take_effect(case)
    assert not public(market, "A-1", "US")
    assert public(market, "A-1", "DE")

    elements = {
        "signature": "Sam Seller", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes",
        "contact": "1 Main Street",
    }  # fmt: skip
    with pytest.raises(Invalid) as lacking:
        services.answer(
            actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"},
            elements={"signature": "Sam Seller"},
        )  # fmt: skip
    assert {"mistake", "jurisdiction", "service"} <= set(lacking.value.fields)
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"}, elements=elements
    )
    clock = Clock.objects.get(kind="put_back")
    assert (clock.lower, clock.upper, clock.unit, clock.basis) == (10, 14, "business_days", "law")
    assert not public(market, "A-1", "US")
    on_put_back(clock, clock.lower_at)
    item.refresh_from_db()
    assert item.state == "reversed"
    assert public(market, "A-1", "US", at=clock.lower_at)
    assert not Strike.objects.filter(reversals=None).exists()


def test_a_court_action_shown_in_time_keeps_the_listing_down(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    item = case.items.get()
    let_it_take_effect(case)
    elements = {
        "signature": "Sam", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes", "contact": "x",
    }  # fmt: skip
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"}, elements=elements
    )
    services.show_paper(
        actor=market.actor("brand"), reference=case.reference, code="court_action", court="SDNY", number="1:26-cv-1",
        filed_on=database_now().date(),
    )  # fmt: skip
    clock = Clock.objects.get(kind="put_back")
    assert clock.state == "stopped"
    on_put_back(clock, clock.lower_at)
    assert not public(market, "A-1", "US")


def test_an_appeal_is_decided_by_somebody_else_and_reverses_everything(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    services.decide(actor=market.actor("lead"), reference=case.reference, choices={item.id: COUNTERFEIT})
    let_it_take_effect(case)
    appeal = services.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=[item.id], grounds="Here is the invoice."
    )
    with pytest.raises(Denied):
        services.decide_appeal(
            actor=market.actor("lead"), reference=appeal.reference, choices={}, reasons="I was right."
        )
    services.decide_appeal(
        actor=market.actor("appeals"), reference=appeal.reference, reasons="The invoice is genuine.",
        choices={item.id: Choice(ground="dismissed.exhausted")},
    )  # fmt: skip
    let_it_take_effect(case, at=database_now() + timedelta(minutes=5))
    item.refresh_from_db()
    assert item.state == "reversed"
    assert public(market, "A-1")
    assert not Strike.objects.filter(reversals=None).exists()
    decisions = list(item.decisions.order_by("id"))
    assert decisions[1].overrides_id == decisions[0].id


def test_a_rights_holder_appeals_a_dismissal_and_the_listing_goes(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    dismissed = {item.id: Choice(ground="dismissed.exhausted", reasons="Bought from you.")}
    services.decide(actor=market.actor("lead"), reference=case.reference, choices=dismissed)
    let_it_take_effect(case)
    assert public(market, "A-1")
    asked = {"reference": case.reference, "items": [item.id], "grounds": "We never sold this colour."}
    with pytest.raises(Invalid):
        services.file_appeal(actor=market.actor("seller"), **asked)
    appeal = services.file_appeal(actor=market.actor("brand"), **asked)
    assert appeal.side == "complainant"
    services.decide_appeal(
        actor=market.actor("appeals"), reference=appeal.reference, reasons="No such colour was made.",
        choices={item.id: COUNTERFEIT},
    )  # fmt: skip
    let_it_take_effect(case, at=database_now() + timedelta(minutes=5))
    assert not public(market, "A-1")


def test_what_ends_a_sellers_trade_needs_a_second_person(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1"), listing(market, "A-2")]))
    heard(case)
    item = case.items.first()
    choice = Choice(ground="counterfeit.goods", reasons="The third time.", remedy="suspend")
    [decision] = services.decide(actor=market.actor("lead"), reference=case.reference, choices={item.id: choice})
    item.refresh_from_db()
    assert (item.state, decision.effective_at) == ("proposed", None)
    with pytest.raises(Denied):
        services.confirm(actor=market.actor("lead"), reference=case.reference, decisions=[decision.id])
    services.confirm(actor=market.actor("reviewer"), reference=case.reference, decisions=[decision.id])
    let_it_take_effect(case)
    assert not public(market, "A-2"), "a suspension covers every listing of the seller"


def test_an_incomplete_complaint_is_told_what_is_missing_and_completed(market):
    right, one = trademark(market), listing(market, "A-1")
    draft = services.save_draft(
        actor=market.actor("brand"), right=right, region="EU", reason="counterfeit", statement="Not ours.",
        elements={"explanation": "Not ours."}, listings=[one.id],
    )  # fmt: skip
    filed = services.file_complaint(actor=market.actor("brand"), reference=draft.reference)
    assert filed.state == "incomplete"
    assert "signature" in filed.missing
    assert Clock.objects.get(subject_id=filed.id, kind="correct_notice").state == "running"
    filed = services.correct_complaint(
        actor=market.actor("brand"), reference=draft.reference,
        elements={"signature": "Ada", "good_faith": "yes", "accuracy_authority": "yes"},
    )  # fmt: skip
    assert filed.state == "accepted"
    assert Clock.objects.get(subject_id=filed.id, kind="correct_notice").state == "stopped"


def test_authorised_sellers_ended_listings_and_those_in_a_case_are_left_out_and_say_why(market):
    right = trademark(market)
    registry.authorise_seller(
        actor=market.actor("brand"), right=right, seller=market.parties["other_seller"], territories=[],
        starts_on=database_now().date(),
    )  # fmt: skip
    ours = listing(market, "B-1", seller="other_seller")
    one, again = listing(market, "A-1"), listing(market, "A-2")
    complaint(market, right, [again])
    filed = complaint(market, right, [ours, one, again])
    problems = dict(filed.listings.values_list("listing__number", "problem"))
    assert problems == {"B-1": "authorised", "A-1": "", "A-2": "in_a_case"}


def test_strangers_find_nothing(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    for who in ("other_seller", "rival", "reviewer_us"):
        actor = market.actor(who)
        with pytest.raises((NotFound, Denied)):
            services.answer(actor=actor, reference=case.reference, answers={item.id: "accept"})
        with pytest.raises((NotFound, Denied)):
            services.decide(actor=actor, reference=case.reference, choices={item.id: COUNTERFEIT})


def test_nobody_is_decided_against_before_being_heard(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    reviewer = market.actor("reviewer")
    with pytest.raises(Conflict) as early:
        services.decide(actor=reviewer, reference=case.reference, choices={item.id: COUNTERFEIT})
    assert early.value.code == "not_heard"
    services.decide(actor=reviewer, reference=case.reference, choices={item.id: FAIR})
    let_it_take_effect(case)
    assert public(market, "A-1")


def test_after_a_counter_notice_to_a_removal_the_law_decides_and_no_reviewer(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    item = case.items.get()
    let_it_take_effect(case)
    elements = {
        "signature": "Sam", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes", "contact": "x",
    }  # fmt: skip
    services.answer(
        actor=market.actor("seller"), reference=case.reference, answers={item.id: "counter_notice"}, elements=elements
    )
    with pytest.raises(Conflict) as law:
        choice = Choice(ground="copying.picture")
        services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: choice})
    assert law.value.code == "law_decides"


def test_the_complainant_is_written_to_when_the_notice_arrives_and_when_it_lacks_something(market):
    right, one = trademark(market), listing(market, "A-1")
    filed = complaint(market, right, [one])
    receipt = filed.notices.get()
    assert receipt.letter == "receipt"
    assert filed.reference in receipt.body
    draft = services.save_draft(
        actor=market.actor("brand"),
        right=right,
        region="EU",
        reason="counterfeit",
        listings=[listing(market, "A-2").id],
    )
    lacking = services.file_complaint(actor=market.actor("brand"), reference=draft.reference)
    letter = lacking.notices.get()
    assert letter.letter == "incomplete"
    assert "Unterschrift" in letter.body, "in the language of the complainant, who is in Germany"


def test_words_are_kept_where_they_can_be_erased_and_the_row_still_holds(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    services.answer(
        actor=market.actor("seller"),
        reference=case.reference,
        answers={item.id: "licensed"},
        statement="Ask Zoe Bright.",
    )
    answer = item.answers.get()
    assert answer.statement == "Ask Zoe Bright."
    sequencer.seal()
    assert verify(rows=True).faults == []
    Secret.objects.filter(owner_id=answer.id, name="statement").delete()
    assert item.answers.get().statement == ""
    assert verify(rows=True).faults == []


def test_a_right_is_asserted_by_its_owner_alone(market):
    right, one = trademark(market), listing(market, "A-1")
    with pytest.raises(NotFound):
        services.save_draft(actor=market.actor("rival"), right=right, region="EU", listings=[one.id])
