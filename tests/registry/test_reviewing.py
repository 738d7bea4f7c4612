"""Checking a right as a reviewer: taking it up, what is kept then, and revoking with a second person."""

from dataclasses import replace

import pytest

from audit.queries import timeline
from registry.checking import checks
from registry.models import Review, Right
from registry.services import (
    add_certificate,
    add_specimen,
    ask_owner,
    confirm_revocation,
    give_back_right,
    propose_revocation,
    refuse_revocation,
    register_right,
    reject_right,
    revise_right,
    take_next,
    take_up,
    verify_right,
)
from registry.services.reviewing import review_of, waiting
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.registry.conftest import MARK, PDF, picture
from workflow.models import Effect


def state(right):
    return Right.objects.get(id=right.id).state


def test_who_takes_a_right_up_has_it(market, mark):
    reviewer, other = market.actor("reviewer"), market.actor("reviewer_de")
    review = take_up(actor=reviewer, right=mark)
    assert state(mark) == "in_review"
    assert "certificate_missing" in {one["code"] for one in review.findings}
    with pytest.raises(Conflict):
        take_up(actor=other, right=mark)
    with pytest.raises(Conflict):
        verify_right(actor=other, right=mark)
    with pytest.raises(Conflict):
        give_back_right(actor=other, right=mark)
    verify_right(actor=reviewer, right=mark)
    assert (Review.objects.get().ended_as, state(mark)) == ("verified", "verified")


def test_the_lead_gives_back_for_somebody_who_is_away(market, mark):
    take_up(actor=market.actor("reviewer"), right=mark)
    give_back_right(actor=market.actor("lead"), right=mark)
    assert state(mark) == "submitted"
    assert review_of(mark) is None
    take_up(actor=market.actor("reviewer_de"), right=mark)
    assert Review.objects.count() == 2


def test_the_next_is_the_oldest_of_the_reviewers_regions(market, mark):
    japan = register_right(actor=market.actor("brand"), details=replace(MARK, office="JP", number="6123456"))
    assert [right.id for right in waiting()] == [mark.id, japan.id]
    assert [right.id for right in waiting(["DE"])] == [mark.id]
    assert take_next(actor=market.actor("reviewer_de")).right_id == mark.id
    with pytest.raises(NotFound):
        take_next(actor=market.actor("reviewer_de"))


def test_an_owner_who_mends_it_takes_it_out_of_the_reviewers_hands(market, mark):
    take_up(actor=market.actor("reviewer"), right=mark)
    revise_right(actor=market.actor("brand"), right=mark, details=replace(MARK, title="Aurora Polar"))
    assert state(mark) == "submitted"
    assert review_of(mark) is None


def test_asked_for_more_the_owner_reads_what_to_do(market, mark):
    reviewer = market.actor("reviewer")
    with pytest.raises(Conflict):
        ask_owner(actor=reviewer, right=mark, code="no_document")
    take_up(actor=reviewer, right=mark)
    with pytest.raises(Invalid):
        ask_owner(actor=reviewer, right=mark, code="other")
    ask_owner(actor=reviewer, right=mark, code="no_document", wanted="All four pages.")
    line = timeline(mark.id, market.actor("brand"))[0]
    assert line.facts["code"] == "no_document"
    assert line.personal["reason"].endswith("All four pages.")
    assert "certificate" in Effect.objects.get(kind="mail").payload
    assert state(mark) == "in_review"


def test_a_rejection_says_by_code_what_to_do(market, mark):
    with pytest.raises(Invalid):
        reject_right(actor=market.actor("reviewer"), right=mark, code="because")
    reject_right(actor=market.actor("reviewer"), right=mark, code="other_holder")
    assert timeline(mark.id, market.actor("brand"))[0].facts["code"] == "other_holder"


def test_revoking_needs_a_second_person(market, verified):
    reviewer, lead = market.actor("reviewer"), market.actor("lead")
    with pytest.raises(Conflict):
        confirm_revocation(actor=lead, right=verified, reason="")
    propose_revocation(actor=reviewer, right=verified, code="false_claim", reason="The certificate is drawn.")
    assert state(verified) == "verified"
    assert "revocation.proposed" not in {line.verb for line in timeline(verified.id, market.actor("brand"))}
    with pytest.raises(Denied):
        confirm_revocation(actor=reviewer, right=verified, reason="")
    with pytest.raises(Conflict):
        propose_revocation(actor=lead, right=verified, code="cancelled")
    confirm_revocation(actor=lead, right=verified, reason="The office knows no such number.")
    assert state(verified) == "revoked"
    told = Effect.objects.filter(kind="mail").order_by("id").last()
    assert "The office knows no such number." in told.payload


def test_a_proposal_that_is_refused_or_overtaken_leaves_room_for_another(market, verified):
    reviewer, lead = market.actor("reviewer"), market.actor("lead")
    propose_revocation(actor=reviewer, right=verified, code="cancelled")
    with pytest.raises(Invalid):
        refuse_revocation(actor=lead, right=verified, reason=" ")
    refuse_revocation(actor=lead, right=verified, reason="The cancellation was appealed.")
    propose_revocation(actor=reviewer, right=verified, code="cancelled")
    changed = revise_right(actor=market.actor("brand"), right=verified, details=replace(MARK, title="Borealis"))
    verify_right(actor=reviewer, right=changed)
    propose_revocation(actor=reviewer, right=verified, code="sold")
    assert state(verified) == "verified"


def test_what_others_claim_is_found_however_many_rights_are_asked(market, mark, django_assert_max_num_queries):
    rival = register_right(actor=market.actor("rival"), details=replace(MARK, number="018442191"))
    twin = register_right(actor=market.actor("rival"), details=MARK)
    for right, owner in ((mark, "brand"), (twin, "rival")):
        add_certificate(actor=market.actor(owner), right=right, document=PDF)
        add_specimen(actor=market.actor(owner), right=right, picture=picture())
    rights = list(Right.objects.select_related("owner").order_by("id"))
    with django_assert_max_num_queries(16):
        found = checks.findings_of(rights)
    mine = {(one.code, one.facts.get("ref")) for one in found[mark.id]}
    assert {
        ("same_number", twin.reference), ("same_mark", rival.reference), ("same_document", twin.reference),
        ("copied_picture", twin.reference),
    } <= mine  # fmt: skip
    verify_right(actor=market.actor("reviewer"), right=twin)
    assert ("same_number_verified", "stop") in {(one.code, one.tone) for one in checks.findings(mark)}


def test_what_an_agent_filed_needs_its_power(market):
    right = register_right(actor=market.actor("agent"), details=MARK)
    assert "power_missing" in {one.code for one in checks.findings(right)}
    own = register_right(actor=market.actor("brand"), details=replace(MARK, number="018442191"))
    assert not {"power_missing", "power_there"} & {one.code for one in checks.findings(own)}


def test_a_reviewer_takes_up_compares_and_verifies(market, as_, mark):
    """The queue says what the rules found; the page shows the document's facts with their ticks, and commits nothing alone."""
    add_certificate(actor=market.actor("brand"), right=mark, document=picture())
    client = as_(market, "reviewer")
    queue = client.get(market.url("rights/checks"))
    assert mark.title in queue.content.decode()
    taken = client.post(market.url("rights/checks/next"))
    assert taken.status_code == 303
    page = client.get(taken["Location"]).content.decode()
    assert "018442190" in page
    assert 'rel="noopener noreferrer"' in page
    assert 'name="seen" value="number"' in page
    refused = client.post(market.url(f"rights/{mark.reference}/check/ask"), {"ask-code": ""})
    assert refused.status_code == 422
    asked = client.post(
        market.url(f"rights/{mark.reference}/check/ask"), {"ask-code": "unreadable", "ask-reason": "Page 2"}
    )
    assert asked.status_code == 303
    client = as_(market, "brand")
    assert "#certificates" in client.get(market.url(f"rights/{mark.reference}")).content.decode()
    client = as_(market, "reviewer_de")
    late = client.post(market.url(f"rights/{mark.reference}/verify"), {"from": "check"})
    assert late.status_code == 409
    client = as_(market, "reviewer")
    client.post(market.url(f"rights/{mark.reference}/verify"), {"seen": ["number", "holder"], "from": "check"})
    mark.refresh_from_db()
    assert mark.state == "verified"
    line = timeline(mark.id, market.actor("brand"))[0]
    assert line.facts["seen"] == "holder, number"


def test_a_rejected_owner_is_led_to_the_field(market, as_, mark):
    client = as_(market, "reviewer")
    sent = {"reject-code": "other_mark", "reject-reason": ""}
    assert client.post(market.url(f"rights/{mark.reference}/check/reject"), sent).status_code == 303
    client = as_(market, "brand")
    assert (
        f"rights/{mark.reference}/change#id_number"
        in client.get(market.url(f"rights/{mark.reference}")).content.decode()
    )
