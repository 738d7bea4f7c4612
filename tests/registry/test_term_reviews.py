"""A licence term that leads to too many refusals, or leaves sellers waiting, is reviewed with its cases; once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from registry import services, verbs
from registry.agreements.order_cases import Line, cases_of
from registry.agreements.term_targets import DEFAULTS, Case, Subject, missed
from registry.gate import ItemFacts
from registry.gate.exhausting import FirstSale
from registry.models import ProofRequest, TermReview, TermReviewCase
from registry.services import authorise_seller
from registry.services.gate import Asked, cancel_order, check_order
from registry.services.term_reviews import sweep
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.stage import trademark
from tests.sessions import signed_in

TODAY = date(2031, 5, 4)
CASES = st.lists(
    st.builds(
        Case, of=st.just("proof"), id=st.integers(1, 30).map(str),
        subject=st.builds(Subject, st.just("licence"), st.sampled_from("ab"), st.sampled_from(["unsigned", "not_named"])),
        day=st.integers(0, 60).map(lambda ago: TODAY - timedelta(days=ago)), waits=st.booleans(),
    ),
    unique_by=lambda case: case.id,
)  # fmt: skip


@given(CASES)
def test_what_was_decided_is_not_missed_again_and_a_case_counts_for_its_own_subject(cases):
    found = missed(cases, DEFAULTS.values(), TODAY)
    assert all(case.subject == one.subject for one in found for case in one.cases)
    assert all(one.measured >= one.target.limit for one in found)
    decided = {(one.subject, one.target.code): {case.id for case in one.cases} for one in found}
    assert missed(cases, DEFAULTS.values(), TODAY, decided=decided) == []


def asked(market, right, reason, *, days=0, seller="seller"):
    """A request for proof that is so many days old."""
    row = services.ask_for_proof(actor=market.system, seller=market.parties[seller], right=right, reason=reason)
    ProofRequest.objects.filter(id=row.id).update(made_at=database_now() - timedelta(days=days))
    return row


def test_an_old_question_opens_one_review_and_what_is_new_goes_to_it(market, verified):
    asked(market, verified, "unsigned", days=8)
    asked(market, verified, "not_named", days=6)
    assert services.open_reviews(actor=market.system, now=database_now()) == 1
    [review] = TermReview.objects.all()
    assert (review.subject, review.about, review.code, review.target) == (
        "right", str(verified.id), "unsigned", "old_asks",
    )  # fmt: skip
    before = Entry.objects.count()
    sweep(database_now())
    assert Entry.objects.count() == before, "again changes nothing"
    asked(market, verified, "unsigned", days=9, seller="other_seller")
    sweep(database_now())
    assert TermReview.objects.count() == 1
    assert TermReviewCase.objects.filter(review=review).count() == 2


def test_refusals_over_the_target_count_until_they_are_weighed(market, verified):
    services.set_target(actor=market.actor("lead"), code="refusals", limit=2, days=30)
    for seller in ("seller", "other_seller"):
        row = asked(market, verified, "name_mismatch", seller=seller)
        ProofRequest.objects.filter(id=row.id).update(state="refused")
    sweep(database_now())
    [review] = TermReview.objects.filter(target="refusals")
    with pytest.raises(Denied):
        services.decide_review(actor=market.actor("reviewer"), review=review, state="kept", reason="Right so.")
    with pytest.raises(Invalid):
        services.decide_review(actor=market.actor("lead"), review=review, state="confirmed", reason="No rule.")
    services.decide_review(actor=market.actor("lead"), review=review, state="kept", reason="Both were fakes.")
    with pytest.raises(Conflict):
        services.decide_review(actor=market.actor("lead"), review=review, state="kept", reason="Twice.")
    sweep(database_now())
    assert TermReview.objects.count() == 1, "the cases that were weighed say nothing new"


@given(
    st.lists(
        st.sampled_from(["quota_used", "licence_ended", "not_authorised", "sold_elsewhere", "unsigned"]), max_size=6
    )
)
def test_a_line_blames_a_term_once_and_of_several_rights_those_it_was_refused_for(codes):
    facts = {"quota_used": {"licence": "L-1"}, "licence_ended": {"licence": "L-2"}, "unsigned": {"licence": "L-1"}}
    reasons = [
        {"code": code, "facts": facts.get(code, {"sold_in": "US"} if code == "sold_elsewhere" else {})}
        for code in codes
    ]
    line = Line("1", TODAY, False, ["a", "b"], reasons, ["eu.exhaustion.trademark"])
    found = [case.subject for case in cases_of(line, {"L-1": "l1"}, {"unsigned": "unsigned"})]
    assert len(found) == len(set(found))
    assert {subject.kind for subject in found} <= {"licence", "rule"}, "nothing says which of the two rights it was"
    named = replace(line, reasons=[{**reason, "rights": ["b"]} for reason in reasons])
    blamed = [case.subject for case in cases_of(named, {}, {}) if case.subject.kind == "right"]
    assert blamed == ([Subject("right", "b", "not_authorised")] if "not_authorised" in codes else [])
    assert {subject.about for subject in found if subject.kind == "licence"} <= {"l1"}, (
        "a licence that is not on file is no subject"
    )
    alone = [case.subject for case in cases_of(replace(line, rights=["a"]), {}, {}) if case.subject.kind == "right"]
    assert alone == ([Subject("right", "a", "not_authorised")] if "not_authorised" in codes else [])


def line_checked(market, right, line, *, to="DE", sold_in="", seller="seller"):
    """A line of an order that the gate was asked about."""
    item = ItemFacts(
        first_sale=FirstSale(sold_in, "given", "", "as_sold", frozenset({"invoice", "chain", "state"}))
        if sold_in
        else FirstSale()
    )
    asked = Asked(market.parties[seller], (right,), to, database_now().date(), item=item)
    return check_order(actor=market.system, line=line, asked=asked)


def test_of_two_rights_the_one_that_stood_in_the_way_is_reviewed(market, verified):
    other = trademark(market, "Quillfeather", number="018442208")
    authorise_seller(actor=market.actor("brand"), right=verified, seller=market.parties["seller"], territories=("DE",))
    item = Asked(market.parties["seller"], (verified, other), "DE", database_now().date())
    check = check_order(actor=market.system, line="R-1", asked=item)
    assert (check.verdict, [reason["rights"] for reason in check.reasons]) == ("ask", [[str(other.id)]])


def test_refused_lines_of_orders_open_a_review_of_the_rule_that_refused_them(market, verified, settings):
    settings.ROOT_URLCONF = "config.urls"
    services.set_target(actor=market.actor("lead"), code="refusals", limit=2, days=30)
    first = line_checked(market, verified, "R-1", sold_in="US")
    sweep(database_now())
    assert not TermReview.objects.exists(), "one is not too many"
    line_checked(market, verified, "R-2", sold_in="CN", seller="other_seller")
    sweep(database_now())
    found = {(one.subject, one.about, one.code) for one in TermReview.objects.all()}
    assert ("rule", "eu.exhaustion.trademark", "sold_elsewhere") in found
    before = Entry.objects.count()
    sweep(database_now())
    assert Entry.objects.count() == before, "again changes nothing"
    review = TermReview.objects.get(subject="rule")
    lead = signed_in(Client(), market.people["lead"].membership)
    page = lead.get(market.url(f"term-reviews/{review.reference}")).content.decode()
    assert market.url(f"gate/checks/{first.id}") in page
    services.decide_review(
        actor=market.actor("lead"), review=review, state="confirmed", reason="Read in the Regulation."
    )
    sweep(database_now())
    assert TermReview.objects.filter(subject="rule").count() == 1, "what was weighed says nothing new"


def test_a_line_that_waits_for_an_answer_opens_a_review_until_it_is_answered_or_cancelled(market, verified):
    later = database_now() + timedelta(days=8)
    waits = line_checked(market, verified, "W-1")
    cancelled = line_checked(market, verified, "W-2", to="FR")
    cancel_order(actor=market.system, check=cancelled)
    line_checked(market, verified, "W-3", to="IT")
    authorise_seller(actor=market.actor("brand"), right=verified, seller=market.parties["seller"], territories=("IT",))
    assert line_checked(market, verified, "W-4", to="IT").verdict == "yes"
    sweep(database_now())
    assert not TermReview.objects.exists(), "it has not waited for a week"
    sweep(later)
    [review] = TermReview.objects.all()
    assert (review.subject, review.target, review.code) == ("right", "old_asks", "not_authorised")
    assert [one.case for one in review.cases.all()] == [waits.id]


def test_a_lead_sees_it_with_its_cases_and_decides(market, verified, settings):
    settings.ROOT_URLCONF = "config.urls"
    row = asked(market, verified, "unsigned", days=8)
    sweep(database_now())
    review = TermReview.objects.get()
    lead, auditor = (signed_in(Client(), market.people[who].membership) for who in ("lead", "auditor"))
    assert lead.get(market.url("term-reviews/count")).content == b"1"
    assert verified.title in lead.get(market.url("term-reviews")).content.decode()
    page = lead.get(market.url(f"term-reviews/{review.reference}")).content.decode()
    assert row.reference in page
    decide = market.url(f"term-reviews/{review.reference}/decide")
    assert lead.post(decide, {"state": "changed", "reason": ""}).status_code == 422
    assert auditor.post(decide, {"state": "changed", "reason": "So."}).status_code == 403
    assert lead.post(decide, {"state": "changed", "reason": "The form names its territory now."}).status_code == 303
    assert TermReview.objects.get().state == "changed"
    wrong = {"code": "refusals", "limit": "0", "days": "30"}
    assert lead.post(market.url("term-reviews/targets"), wrong).status_code == 422


def test_the_log_says_titles_and_days_not_codes() -> None:
    missed = verbs.REVIEW_OPENED.say({"target": "old_asks", "measured": 3, "limit": 1})
    assert missed == "Target “Questions that wait for proof” missed: cases 3, too many from 1 on"
    clause = verbs.CLAUSE_SET.say({"code": "goods.genuine", "status": "missing"})
    assert clause == "Clause Genuine goods: Missing"
    assert verbs.LICENCE_ENDED.say({"ends_on": "2026-11-10"}) == "Licence ended on 10 Nov 2026"
    assert verbs.LICENCE_ENDED.say({"ends_on": "soon"}) == "Licence ended on soon"
