"""A match over a right that reaches several territories: a case in each, under its own pack, with its own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from enforcement import services
from enforcement.models import Case, Notice
from enforcement.services.opening import open_match_case
from enforcement.sweeps import open_from_matches
from scanner import services as scanner
from scanner.models import Match
from sellers.models import Listing
from sellers.queries import public_markets
from tenancy.context import database_now
from tests.enforcement.pages import page_of, text
from tests.enforcement.stage import heard, let_it_take_effect
from tests.scanner.stage import copyright_, png, published
from workflow.models import Clock

# The Tuesday before Thanksgiving, which is no working day in the United States and one in Germany.
TUESDAY = datetime(2027, 11, 23, 15, tzinfo=UTC)


def confirmed(market, *, territories=("US", "DE", "JP"), markets=("DE", "US"), number="A-1"):
    """A confirmed match of a picture of a work protected in these territories."""
    copyright_(market, territories=territories)
    listing, _scanned = published(market, number, "A print", markets=markets, pictures=[png(1)])
    match = Match.objects.get(listing=listing)
    if match.state == "open":
        scanner.confirm_match(actor=market.actor("reviewer"), match_id=match.id)
        match.refresh_from_db()
    return match


def case_in(region: str) -> Case:
    return Case.objects.get(region=region)


def answer_clock(case: Case) -> Clock:
    return Clock.objects.get(subject_id=case.id, kind="answer")


def test_one_case_for_each_territory_in_which_the_listing_is_offered(market):
    match = confirmed(market)
    opened = open_match_case(actor=market.system, match=match, now=TUESDAY)
    assert [(case.region, case.pack_code) for case in opened] == [("DE", "house-general"), ("US", "us-dmca")]
    for case in opened:
        assert (case.source, case.complainant_id, case.items_count, case.state) == ("match", None, 1, "noticed")
        item = case.items.get()
        assert (item.listing_id, item.match_id, item.state) == (match.listing_id, match.id, "open")
    match.refresh_from_db()
    assert (match.state, match.case_ref) == ("cased", opened[0].reference)
    assert open_from_matches(database_now()) is None
    assert Case.objects.count() == 2, "a match is taken up once"


def test_each_has_its_own_clock_counted_by_its_own_calendar_and_its_own_letter(market):
    de, us = open_match_case(actor=market.system, match=confirmed(market), now=TUESDAY)
    ours, theirs = answer_clock(us), answer_clock(de)
    assert ours.id != theirs.id
    assert (ours.calendar, theirs.calendar) == ("US", "DE")
    assert ours.due_at.date() > theirs.due_at.date(), "Thanksgiving is no working day in one of the two"
    letters = Notice.objects.filter(letter="notice", to_party=market.parties["seller"])
    assert {letter.case_id for letter in letters} == {us.id, de.id}


def test_what_happens_in_one_leaves_the_other_alone(market, as_):
    match = confirmed(market)
    open_match_case(actor=market.system, match=match, now=database_now())
    us, de = case_in("US"), case_in("DE")
    seller = market.actor("seller")
    services.answer(
        actor=seller, reference=us.reference, answers={us.items.get().id: "licensed"}, statement="Licensed."
    )
    us.refresh_from_db()
    de.refresh_from_db()
    assert (us.state, de.state) == ("deciding", "noticed")
    assert (answer_clock(us).state, answer_clock(de).state) == ("stopped", "running")

    heard(de)
    choice = services.Choice("copying.picture", reasons="The same photograph.")
    services.decide(actor=market.actor("reviewer"), reference=de.reference, choices={de.items.get().id: choice})
    let_it_take_effect(de)
    us.refresh_from_db()
    assert (us.state, us.items.get().state) == ("deciding", "contested")
    assert set(de.items.get().remedies.get().territories).isdisjoint({"US"})
    for case in (us, de):
        assert case.reference in text(as_(market, "seller").get(page_of(market, case)))


@pytest.mark.parametrize(
    ("territories", "markets", "regions"),
    [(("US",), ("DE", "US"), ["US"]), (("JP", "DE"), ("DE", "US"), ["DE"]), (("EU", "US"), ("DE", "US"), ["EU", "US"])],
    ids=["one of two markets", "one of two territories", "a country of a territory"],
)
def test_no_case_where_the_right_does_not_reach_or_the_listing_is_not_offered(market, territories, markets, regions):
    match = confirmed(market, territories=territories, markets=markets)
    opened = open_match_case(actor=market.system, match=match, now=TUESDAY)
    assert [case.region for case in opened] == regions


def test_a_listing_that_was_held_has_the_clock_of_its_hold_in_each_case(market):
    match = confirmed(market)
    assert Listing.objects.get(id=match.listing_id).state == "held"
    open_match_case(actor=market.system, match=match, now=TUESDAY)
    held = Clock.objects.filter(kind="hold", state="running")
    assert {clock.subject_id for clock in held} == {case_in("US").id, case_in("DE").id}
    for region in ("US", "DE"):
        case = case_in(region)
        assert case.due_at == Clock.objects.get(kind="hold", subject_id=case.id).due_at


def test_a_listing_that_stands_in_a_case_already_opens_no_other(market):
    match = confirmed(market)
    first = open_match_case(actor=market.system, match=match, now=TUESDAY)
    Match.objects.filter(id=match.id).update(state="confirmed")
    assert open_match_case(actor=market.system, match=match, now=TUESDAY) == []
    assert Case.objects.count() == len(first)


GROUNDS = {"US": "notice.wrong_listing", "DE": "copying.picture"}
"""Whether the complaint is right: not in the United States, but in Germany."""


def decided(market, case: Case, ground: str) -> None:
    heard(case)
    choice = services.Choice(
        ground, reasons="Compared with the original.", remedy="delist" if "copying" in ground else ""
    )
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={case.items.get().id: choice})
    let_it_take_effect(case)


@pytest.mark.parametrize("first", ["US", "DE"])
def test_a_held_listing_waits_for_the_last_territory_and_is_then_public_where_nothing_stands_against_it(market, first):
    match = confirmed(market)
    open_match_case(actor=market.system, match=match, now=database_now())
    second = "DE" if first == "US" else "US"
    decided(market, case_in(first), GROUNDS[first])
    assert Listing.objects.get(id=match.listing_id).state == "held", "the other territory is not decided yet"
    decided(market, case_in(second), GROUNDS[second])
    listing = Listing.objects.get(id=match.listing_id)
    assert listing.state == "public"
    assert public_markets([listing], database_now() + timedelta(minutes=5))[listing.id] == ["US"]
