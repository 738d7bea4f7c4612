"""Who gets which case: the rule that says most, whoever has the fewest, and nobody more than they take at a time."""

import pytest

from enforcement import services
from enforcement.models import SavedView, WorkLimit
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.pages import page_of, text
from tests.enforcement.stage import complaint, copyright_, heard, listing, only_case, trademark

pytestmark = pytest.mark.django_db


def test_a_rule_gives_cases_to_whom_it_names_and_the_case_says_so(market, as_):
    reviewer, lead = market.people["reviewer"], market.people["lead"]
    page = as_(market, "lead")
    sent = {"region": "EU", "kind": "trademark", "people": [reviewer.membership.id, lead.membership.id]}
    assert page.post(market.url("routing"), sent).status_code == 303
    services.add_routing_rule(actor=lead.actor, region="US")
    mark, work = trademark(market), copyright_(market)
    first = only_case(complaint(market, mark, [listing(market, "A-1")]))
    second = only_case(complaint(market, mark, [listing(market, "A-2", seller="other_seller")]))
    assert {first.assigned_to_id, second.assigned_to_id} == {reviewer.membership.id, lead.membership.id}
    elsewhere = only_case(complaint(market, work, [listing(market, "A-3")]))
    assert elsewhere.assigned_to_id is None, "for anybody of the region"
    assert "European Union · Trademark" in text(as_(market, "reviewer").get(page_of(market, first)))
    assert "Given out by a rule" not in text(as_(market, "seller").get(page_of(market, first)))
    services.end_routing_rule(actor=lead.actor, rule_id=first.routed_by_id)
    after = only_case(complaint(market, mark, [listing(market, "A-4")]))
    assert after.assigned_to_id is None
    with pytest.raises(Conflict):
        services.end_routing_rule(actor=lead.actor, rule_id=first.routed_by_id)
    with pytest.raises(Denied):
        services.add_routing_rule(actor=reviewer.actor, region="EU")
    with pytest.raises(Invalid):
        services.add_routing_rule(actor=lead.actor, people=[market.people["auditor"].membership.id])


def test_nobody_is_given_more_than_they_take_at_a_time(market, as_, case):
    reviewer, page = market.people["reviewer"], as_(market, "reviewer")
    mine = reviewer.membership.id
    services.add_routing_rule(actor=market.actor("lead"), region="EU", people=[mine])
    set_to = as_(market, "lead").post(market.url("routing/limits"), {f"most_{mine}": "1"})
    assert set_to.status_code == 303
    heard(case)
    assert page.post(market.url("queue/next")).headers["Location"].endswith(case.reference)
    more = only_case(complaint(market, case.right, [listing(market, "B-1", seller="other_seller")]))
    assert more.assigned_to_id is None, "whom the rule names has no room"
    heard(more)
    refused = page.post(market.url("queue/next"), follow=True)
    assert "You have 1 open case, as many as you take at a time" in text(refused)
    services.assign(actor=reviewer.actor, reference=case.reference, membership_id=None)
    services.set_work_limits(actor=market.actor("lead"), limits={mine: None})
    assert not WorkLimit.objects.exists()
    assert services.take_next(actor=reviewer.actor) is not None


def test_a_view_of_the_queue_is_kept_under_a_name_and_a_lead_shares_one(market, as_, case):
    reviewer, lead = as_(market, "reviewer"), as_(market, "lead")
    kept = reviewer.post(market.url("queue/views"), {"name": "Marks to decide", "kind": "trademark", "order": "newest"})
    assert kept.headers["Location"].endswith("queue?kind=trademark&order=newest")
    assert case.reference in text(reviewer.get(kept.headers["Location"]))
    assert "Marks to decide" in text(reviewer.get(market.url("queue")))
    assert "Marks to decide" not in text(lead.get(market.url("queue")))
    lead.post(market.url("queue/views"), {"name": "Nobody has", "unassigned": "1", "shared": "1"})
    assert "Nobody has" in text(reviewer.get(market.url("queue")))
    with pytest.raises(Denied):
        services.save_view(actor=market.actor("reviewer"), name="Mine for all", asked={}, shared=True)
    shared, own = SavedView.objects.get(shared=True), SavedView.objects.get(shared=False)
    assert reviewer.post(market.url(f"queue/views/{shared.id}/forget")).status_code == 404
    assert reviewer.post(market.url(f"queue/views/{own.id}/forget")).status_code == 303
    assert lead.post(market.url(f"queue/views/{shared.id}/forget")).status_code == 303
    assert not SavedView.objects.exists()
