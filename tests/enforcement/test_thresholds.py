"""What strikes propose: told beforehand, answered, disposed of by people, withdrawn when strikes are taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from enforcement import services
from enforcement.models import Sanction, SanctionSecond, StrikeProposal
from enforcement.thresholds.services import answer_proposal, dispose, follow_strikes, keep_sanction
from sellers.models import AssignedLesson, Restraint
from sellers.services import give_strike, reverse_strikes
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, NotFound
from tests.enforcement.pages import text
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock


def struck(market, *causes, now=None, weight=100):
    at, house = now or database_now(), Actor.system(current_tenant())
    for cause in causes:
        give_strike(
            actor=house, seller_id=market.parties["seller"].id, weight=weight, reason="upheld", cause=cause, now=at
        )
    follow_strikes(actor=house, now=at)
    return StrikeProposal.objects.order_by("-id").first()


def warned(market, now):
    """A seller that was warned after a strike, sixty days ago."""
    then = now - timedelta(days=60)
    found = struck(market, "one", now=then)
    answer_proposal(actor=market.actor("seller"), reference=found.reference, words="A mistake.", now=then)
    dispose(actor=market.actor("reviewer"), reference=found.reference, take=True, reasons="Warned.", now=then)
    return found


def test_a_threshold_proposes_the_seller_is_heard_and_two_people_decide(market):
    now = database_now()
    warned(market, now)
    assert struck(market, now=now).kind == "warn", "the same strikes propose nothing twice"
    found = struck(market, "two", "three", "four", now=now, weight=150)
    assert (found.kind, found.state, found.figures) == ("suspend", "told", {"points": 550, "strikes": 4, "rung": 500})
    assert not Restraint.objects.exists(), "nothing follows by itself"
    reviewer, given = (
        market.actor("reviewer"),
        {"reference": found.reference, "take": True, "reasons": "Again and again."},
    )
    with pytest.raises(Conflict):
        dispose(actor=reviewer, **given)
    clock = Clock.objects.get(subject_id=found.id)
    assert (clock.state, clock.due_at - now) == ("running", timedelta(days=10))
    CONSEQUENCES[clock.then](clock, clock.due_at)
    found.refresh_from_db()
    assert (found.state, Sanction.objects.filter(kind="suspend").count()) == ("heard", 0)
    with pytest.raises(Conflict):
        answer_proposal(actor=market.actor("seller"), reference=found.reference, words="Too late.")
    made = dispose(actor=reviewer, **given).sanction
    assert (made.state, made.days) == ("proposed", 30)
    with pytest.raises(Denied):
        services.confirm_sanction(actor=reviewer, sanction_id=made.id, agrees=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SanctionSecond.objects.create(
            sanction=made, agrees=True, by_membership_id=reviewer.membership_id, at=now,
            proposed_by_id=reviewer.membership_id, commitment=b"0" * 32,
        )  # fmt: skip
    services.confirm_sanction(actor=market.actor("lead"), sanction_id=made.id, agrees=True)
    assert Restraint.objects.get().kind == "suspend"


def test_a_strike_taken_back_withdraws_what_waits_and_flags_what_stands(market):
    now, house = database_now(), Actor.system(current_tenant())
    first = warned(market, now)
    found = struck(market, "two", "three", now=now)
    assert (found.kind, found.figures["points"]) == ("check_first", 300)
    reverse_strikes(actor=house, causes=["one"], by="MW-1", now=now)
    follow_strikes(actor=house, now=now)
    found.refresh_from_db()
    warning = Sanction.objects.get(id=StrikeProposal.objects.get(id=first.id).sanction_id)
    assert found.state == "withdrawn"
    assert warning.look_again == now, "the warning rested on that strike alone"
    assert warning.state == "standing", "a person decides"
    keep_sanction(actor=market.actor("lead"), sanction_id=warning.id, reasons="Two more came after it.", now=now)
    follow_strikes(actor=house, now=now)
    warning.refresh_from_db()
    assert warning.look_again is None
    assert not Clock.objects.filter(subject_id=found.id, state="running").exists()


def test_the_pages_from_what_is_proposed_to_what_a_reviewer_makes_of_it(market, as_):
    now = database_now()
    found = struck(market, "one", now=now)
    seller, reviewer = as_(market, "seller"), as_(market, "reviewer")
    here, conduct = market.url("conduct"), market.url(f"conduct/{market.parties['seller'].reference}")
    assert "Nothing is decided" in text(seller.get(here))
    assert "Let it be" not in text(reviewer.get(conduct)), "the seller is heard first"
    assert "Answer what your strikes propose" in text(seller.get(market.url("")))
    assert "One more strike" not in text(seller.get(market.url("standing")))
    lesson = AssignedLesson.objects.create(
        reference="LE-1",
        seller=market.parties["seller"],
        lesson="concepts",
        cause="MW-1",
        due_at=now + timedelta(days=3),
    )
    assert "Learn what was assigned" in text(seller.get(market.url("")))
    held = seller.get(market.url("record")).json()
    assert [one["lesson"] for one in held["lessons_assigned"]] == [lesson.lesson]
    assert (held["standing"]["points"], held["proposed_from_strikes"][0]["state"]) == (100, "told")
    assert as_(market, "brand").get(market.url("record")).status_code == 404
    given = {"deed": "answer", "proposal": found.reference}
    assert "what we should know" in text(seller.post(here, {**given, "words": " "}), 422)
    assert as_(market, "other_seller").post(here, {**given, "words": "Not mine."}).status_code == 404
    assert seller.post(here, {**given, "words": "The label was wrong."}).status_code == 303
    assert "the seller has answered" in text(reviewer.get(market.url("proposals")))
    assert "The label was wrong." in text(reviewer.get(conduct))
    ruled = {"deed": "dispose", "proposal": found.reference, "take": "no", "words": "A first mistake."}
    assert as_(market, "auditor").post(conduct, ruled).status_code == 403
    assert reviewer.post(conduct, ruled).status_code == 303
    assert "A first mistake." in text(seller.get(here))


def test_a_refused_proposal_is_not_made_again_without_a_new_strike(market):
    now = database_now()
    found = struck(market, "one", now=now)
    with pytest.raises(NotFound):
        answer_proposal(actor=market.actor("other_seller"), reference=found.reference, words="Not mine.")
    answer_proposal(actor=market.actor("seller"), reference=found.reference, words="It was a gift.")
    dispose(actor=market.actor("reviewer"), reference=found.reference, take=False, reasons="A first mistake.")
    assert struck(market, now=now).state == "refused"
    assert struck(market, "two", now=now + timedelta(minutes=1)).state == "told"
