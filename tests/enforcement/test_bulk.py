"""Several cases decided in one act: tried first, each by itself, undone together."""

import pytest

from audit import queries as log
from enforcement import services
from enforcement.models import BulkCase, BulkDecision, Case, Decision
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.pages import text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark

pytestmark = pytest.mark.django_db
GROUND = "counterfeit.goods"
SAID = {"ground": GROUND, "reasons": "The labels are printed, not woven."}


@pytest.fixture
def cases(market):
    """Three over one mark; the seller of the last may still answer."""
    mark = trademark(market)
    found = [
        only_case(complaint(market, mark, [listing(market, f"A-{n}"), listing(market, f"B-{n}")])) for n in range(3)
    ]
    for case in found[:2]:
        heard(case)
    return found


def numbers(cases):
    return [case.reference for case in cases]


def test_what_is_foreseen_is_what_happens_and_foreseeing_it_leaves_nothing(market, cases):
    reviewer = market.actor("reviewer")
    before = log.visible(market.actor("lead")).count()
    foreseen = services.foresee(actor=reviewer, references=numbers(cases), **SAID)
    assert not Decision.objects.exists()
    assert log.visible(market.actor("lead")).count() == before
    bulk = services.decide_bulk(actor=reviewer, references=numbers(cases), **SAID)
    made = {line.case_id: (len(line.decisions), line.refused) for line in bulk.lines.all()}
    assert made == {one.case.id: (len(one.decisions), one.refused) for one in foreseen}
    assert [made[case.id][0] for case in cases] == [2, 2, 0]
    assert "Nothing in this case can be decided" in made[cases[2].id][1]


def test_one_key_undoes_all_that_has_not_taken_effect(market, as_, cases):
    reviewer = market.actor("reviewer")
    bulk = services.decide_bulk(actor=reviewer, references=numbers(cases), **SAID)
    with pytest.raises(NotFound):
        services.undo_bulk(actor=market.actor("lead"), bulk=bulk.id)
    let_it_take_effect(Case.objects.get(id=cases[0].id))
    page = as_(market, "reviewer")
    assert "Undo all" in text(page.get(market.url(f"queue/several/{bulk.id}")))
    assert "1 case undone" in text(page.post(market.url(f"queue/several/{bulk.id}/undo"), follow=True))
    assert [set(case.items.values_list("state", flat=True)) for case in cases[:2]] == [{"in_effect"}, {"unanswered"}]
    with pytest.raises(Conflict):
        services.undo_bulk(actor=reviewer, bulk=bulk.id)


def test_cases_under_different_rules_share_only_grounds_that_all_of_them_know(market, as_, cases):
    other = only_case(complaint(market, copyright_(market), [listing(market, "C-1")]))
    with pytest.raises(Invalid):
        services.decide_bulk(actor=market.actor("reviewer"), references=[*numbers(cases), other.reference], **SAID)
    with pytest.raises(NotFound):
        services.decide_bulk(actor=market.actor("reviewer_us"), references=numbers(cases), **SAID)
    with pytest.raises(Denied):
        services.decide_bulk(actor=market.actor("auditor"), references=numbers(cases), **SAID)


def test_the_pages_lead_from_choosing_over_looking_to_deciding(market, as_, cases):
    page, there = as_(market, "reviewer"), market.url("queue/several")
    assert cases[0].reference in text(page.get(there))
    assert "Reasons for all" in text(page.get(there, {"case": numbers(cases)}))
    sent = {"case": numbers(cases), **SAID}
    assert "Give the reasons" in text(page.post(there, {**sent, "reasons": ""}), 422)
    looked = text(page.post(there, sent))
    assert "2 listings: Complaint upheld" in looked
    assert not BulkDecision.objects.exists()
    assert "can still be undone" in text(page.post(there, {**sent, "commit": "1"}, follow=True))
    assert BulkCase.objects.count() == 3
