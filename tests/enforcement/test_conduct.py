"""Conduct: how it weighs, who disposes, what waits while a suspension runs, and how all of it is rolled back."""

from datetime import date, timedelta

import pytest

from enforcement import conduct, services
from enforcement.misuse.weighing import Conduct, Mark, processed_all_the_same, weigh
from enforcement.models import Case, Sanction
from enforcement.services.suspending import end_what_is_over
from enforcement.suspension_rounds import end_suspensions
from sellers.models import Listing, Restraint
from sellers.services import give_strike
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.pages import text
from tests.enforcement.stage import complaint, copyright_, listing, trademark

DAY = date(2026, 11, 22)
OLD, NEW = Mark("unfounded", "minor", date(2026, 3, 1)), Mark("unfounded", "serious", date(2026, 10, 1))


@pytest.mark.parametrize(
    ("facts", "deed", "days"),
    [
        (Conduct(100), "", 0),
        (Conduct(100, (OLD,) * 3), "", 0),  # often, but a small share
        (Conduct(10, (OLD,) * 3), "warn", 0),
        (Conduct(1000, (NEW,) * 4), "warn", 0),  # a small share of many, but grave together
        (Conduct(1000, (Mark("intention", "grave", DAY), OLD)), "warn", 0),
        (Conduct(10, (OLD,) * 3, warned_on=date(2026, 4, 1)), "", 0),  # heeded
        (Conduct(10, (OLD, OLD, NEW), warned_on=date(2026, 4, 1)), "suspend", 30),
        (Conduct(10, (OLD, OLD, NEW), warned_on=date(2026, 4, 1), suspensions=1), "suspend", 90),
        (Conduct(10, (OLD, OLD, NEW), warned_on=date(2026, 4, 1), suspensions=7), "suspend", 180),
        (Conduct(10, (OLD, OLD, NEW), warned_on=date(2024, 4, 1)), "warn", 0),  # the warning is too old
    ],
)
def test_the_published_thresholds(facts, deed, days):
    proposal = weigh(facts, DAY)
    assert (proposal.deed, proposal.days) == (deed, days)
    assert proposal.reasons


def test_what_the_law_acts_on_is_never_suspended():
    assert processed_all_the_same("us-dmca")
    assert not processed_all_the_same("eu-dsa")


def against(market, kind="warn", who="reviewer", **more):
    given = {"party": market.parties["brand"].reference, "about": "notices", "reasons": "Three were plainly wrong."}
    return services.sanction(actor=market.actor(who), kind=kind, **{**given, **more})


def suspended(market, days=30):
    """The brand's notices are suspended by two people, after a warning."""
    against(market)
    made = against(market, "suspend", days=days)
    return services.confirm_sanction(actor=market.actor("lead"), sanction_id=made.id, agrees=True)


def test_a_suspension_needs_a_due_warning_and_a_second_person(market):
    with pytest.raises(Conflict):
        against(market, "suspend", days=30)
    against(market)
    with pytest.raises(Invalid):
        against(market, "suspend", days=0)
    with pytest.raises(Invalid):
        against(market, "terminate")
    made = against(market, "suspend", days=30)
    with pytest.raises(Denied):
        services.confirm_sanction(actor=market.actor("reviewer"), sanction_id=made.id, agrees=True)
    services.confirm_sanction(actor=market.actor("lead"), sanction_id=made.id, agrees=True)
    made.refresh_from_db()
    assert made.state == "standing"
    assert timedelta(days=29) < made.until - database_now() <= timedelta(days=30)


def test_a_complaint_filed_meanwhile_is_kept_and_taken_up_when_the_time_is_over(market, as_):
    made = suspended(market)
    mark, work = trademark(market), copyright_(market)
    kept = complaint(market, mark, [listing(market, "A-1")])
    assert (kept.state, Case.objects.count()) == ("filed", 0)
    page = text(as_(market, "brand").get(market.url(f"complaints/{kept.reference}")))
    assert "Received, and looked at later" in page
    acted_on = complaint(market, work, [listing(market, "A-2")], region="US")
    assert acted_on.state == "accepted", "the law acts on a complete notice, whoever sends it"
    end_suspensions(database_now())
    kept.refresh_from_db()
    assert kept.state == "filed"
    end_suspensions(made.until + timedelta(minutes=1))
    kept.refresh_from_db()
    made.refresh_from_db()
    assert (kept.state, made.state) == ("accepted", "ended")
    assert kept.cases.get().items.count() == 1


def test_a_complaint_that_is_kept_can_be_taken_back_before_anybody_looks_at_it(market, as_):
    made = suspended(market)
    kept = complaint(market, trademark(market), [listing(market, "A-1")])
    brand, here = as_(market, "brand"), market.url(f"complaints/{kept.reference}")
    assert "Take it back" in text(brand.get(here))
    assert brand.post(f"{here}/discard").status_code == 303
    assert "counts as never made" in text(brand.get(here))
    end_suspensions(made.until + timedelta(minutes=1))
    kept.refresh_from_db()
    assert (kept.state, Case.objects.count()) == ("withdrawn", 0)


def test_an_appeal_decided_by_somebody_else_rolls_it_back(market):
    made = suspended(market)
    kept = complaint(market, trademark(market), [listing(market, "A-1")])
    appeal = services.appeal_sanction(actor=market.actor("brand"), sanction_id=made.id, grounds="They were right.")
    with pytest.raises(Denied):
        services.decide_sanction_appeal(
            actor=market.actor("lead"), appeal_id=appeal.id, outcome="upheld", reasons="They were."
        )
    services.decide_sanction_appeal(
        actor=market.actor("appeals"), appeal_id=appeal.id, outcome="upheld", reasons="They were."
    )
    end_suspensions(database_now())
    kept.refresh_from_db()
    made.refresh_from_db()
    assert (kept.state, made.state) == ("accepted", "reversed")
    assert conduct.conduct_of(market.parties["brand"].id, database_now()).suspensions == 0


def test_strikes_propose_a_warning_first_and_a_suspended_seller_is_out_until_it_is_lifted(market, as_):
    seller, now = market.parties["seller"], database_now()
    offered = listing(market, "A-1")
    for n in range(5):
        give_strike(
            actor=market.system, seller_id=seller.id, weight=100, reason="upheld", cause=f"cause {n}", now=now
        )  # fmt: skip
    assert conduct.proposal_for(seller, now).deed == "warn"
    against(market, party=seller.reference, about="selling")
    found = conduct.proposal_for(seller, now)
    assert (found.deed, found.days) == ("suspend", 30)
    assert seller.name in text(as_(market, "reviewer").get(market.url("proposals")))
    made = against(market, "suspend", party=seller.reference, about="selling", days=30)
    services.confirm_sanction(actor=market.actor("lead"), sanction_id=made.id, agrees=True)
    assert not Listing.objects.filter(id=offered.id).public_in("DE", database_now()).exists()
    services.lift_sanction(actor=market.actor("reviewer"), sanction_id=made.id, reasons="All put right.")
    assert Listing.objects.filter(id=offered.id).public_in("DE", database_now()).exists()


def test_from_its_rung_on_a_check_before_publication_is_proposed_and_bites_until_its_time_is_over(market):
    seller, now = market.parties["seller"], database_now()
    for n in range(3):
        give_strike(
            actor=market.system, seller_id=seller.id, weight=100, reason="upheld", cause=f"cause {n}", now=now
        )  # fmt: skip
    against(market, party=seller.reference, about="selling")
    found = conduct.proposal_for(seller, now)
    assert (found.deed, found.days) == ("check_first", 30)
    made = against(market, "check_first", party=seller.reference, about="selling", days=30)
    services.confirm_sanction(actor=market.actor("lead"), sanction_id=made.id, agrees=True)
    handed_in = listing(market, "A-2", title="A plain wooden chair")
    assert not Listing.objects.filter(id=handed_in.id).public_in("DE", database_now()).exists()
    assert Restraint.objects.standing(now + timedelta(days=29)).filter(seller=seller, kind="check_first").exists()
    end_what_is_over(actor=market.system, now=now + timedelta(days=31))
    assert not Restraint.objects.standing(now + timedelta(days=31)).filter(seller=seller).exists()
    with pytest.raises(Invalid):
        against(market, "check_first", party=market.parties["brand"].reference, about="notices", days=30)


def test_the_pages_from_the_warning_to_the_appeal(market, as_):
    brand = market.parties["brand"]
    here, reviewer = market.url(f"conduct/{brand.reference}"), as_(market, "reviewer")
    sent = {"deed": "sanction", "kind": "warn", "about": "notices", "reasons": "Three were plainly wrong."}
    assert "Give your reasons" in text(reviewer.post(here, {**sent, "reasons": " "}), 422)
    assert reviewer.post(here, sent).status_code == 303
    assert as_(market, "auditor").post(here, sent).status_code == 403
    row = Sanction.objects.get()
    holder = as_(market, "brand")
    assert "Three were plainly wrong." in text(holder.get(market.url("conduct")))
    assert as_(market, "seller").post(market.url("conduct"), {"sanction": row.id, "words": "x"}).status_code == 404
    assert holder.post(market.url("conduct"), {"sanction": row.id, "words": "They were right."}).status_code == 303
    appeal = row.appeals.get()
    ruled = {"appeal": appeal.id, "outcome": "upheld", "words": "They were."}
    assert reviewer.post(f"{here}/appeal", ruled).status_code == 403
    assert as_(market, "appeals").post(f"{here}/appeal", ruled).status_code == 303
    row.refresh_from_db()
    assert row.state == "reversed"
