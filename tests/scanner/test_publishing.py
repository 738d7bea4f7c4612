"""The act of publishing: what is public, what is held, what waits; the gate before every hold; silence publishes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import queries as log
from audit.models import Entry
from enforcement import sweeps as enforcement
from enforcement.models import Case
from registry import services as registry
from registry.licensing.terms import Terms, digest
from registry.models import ProofRequest
from scanner import reference, services
from scanner.models import Match, Scan, Signal
from scanner.services import set_threshold
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Conflict, NotFound
from tests.scanner.stage import HIDDEN, authorise, copyright_, png, published, trademark, waiting
from workflow.models import Clock

NEVER = 101


def test_nothing_found_is_published(market):
    trademark(market)
    listing, scanned = published(market, title="Canvas weekender")
    assert (scanned.outcome, scanned.found, listing.state) == ("public", (), "public")
    assert Listing.objects.public_in("DE", database_now()).filter(id=listing.id).exists()
    assert Scan.objects.get(listing=listing).outcome == "public"


def test_a_mark_written_openly_is_published_and_waits_for_a_reviewer(market):
    right = trademark(market)
    listing, _scanned = published(market)
    assert listing.state == "public"
    match = Match.objects.get(listing=listing)
    assert (match.right_id, match.state, match.lead, match.gate, match.holds) == (
        right.id,
        "open",
        "queue",
        "ask",
        False,
    )
    signal = match.signals.get()
    assert listing.title[signal.begin : signal.end] == "Zanderholt"


def test_a_mark_in_disguise_is_held_before_anybody_sees_it(market):
    trademark(market)
    listing, scanned = published(market, title=HIDDEN)
    assert (scanned.outcome, listing.state) == ("held", "held")
    assert not Listing.objects.public_in("DE", database_now()).exists()


def test_a_copy_of_a_registered_picture_is_held(market):
    copyright_(market)
    listing, _scanned = published(market, title="Poster", pictures=[png(1, mirrored=True)])
    assert listing.state == "held"
    assert Match.objects.get().signals.get().kind == "picture-turned"


def test_without_an_index_the_answer_is_checking_and_the_worker_finishes_it(market):
    trademark(market)
    listing = waiting(market)
    assert services.publish(actor=market.actor("seller"), listing=listing).outcome == "checking"
    listing.refresh_from_db()
    assert listing.state == "checking"
    assert not Listing.objects.public_in("DE", database_now()).exists()
    report = services.publish_waiting(actor=market.system, now=database_now())
    assert (report.taken, report.public) == (1, 1)
    assert services.publish(actor=market.actor("seller"), listing=waiting(market, "A-2")).outcome == "public"


# (where the owner lets the seller sell, where it is offered) → the outcome for a mark in disguise, and what the gate said
GATE = {
    "nowhere": (None, ["DE", "FR"], "held", "ask"),
    "wherever the right holds": ((), ["DE", "FR"], "public", None),
    "wherever it is offered": (("DE", "FR"), ["DE", "FR"], "public", None),
    "in a part of where it is offered": (("DE",), ["DE", "FR"], "held", "ask"),
    "where right and offer meet": (("DE",), ["DE", "US"], "public", None),
}


@pytest.mark.parametrize(("territories", "markets", "outcome", "verdict"), GATE.values(), ids=list(GATE))
def test_the_gate_is_asked_before_anything_is_held(market, territories, markets, outcome, verdict):
    right = trademark(market)
    if territories is not None:
        authorise(market, right, territories=territories)
    listing, _scanned = published(market, title=HIDDEN, markets=markets)
    assert listing.state == outcome
    assert [match.gate for match in Match.objects.all()] == ([verdict] if verdict else [])
    assert Signal.objects.exists() == (verdict is not None)


def test_an_authorisation_taken_back_is_no(market):
    right = trademark(market)
    registry.revoke_authorisation(actor=market.actor("brand"), authorised=authorise(market, right))
    listing, _scanned = published(market, title=HIDDEN)
    assert (listing.state, Match.objects.get().gate) == ("held", "no")


def test_a_right_that_holds_nowhere_it_is_offered_is_no_candidate(market):
    trademark(market)
    listing, scanned = published(market, title=HIDDEN, markets=["US"])
    assert (listing.state, scanned.found) == ("public", ())


def test_one_right_found_in_word_and_picture_is_one_match_with_its_signals(market):
    trademark(market, picture=1)
    published(market, brand="Zanderholt", pictures=[png(1), png(1, mirrored=True)])
    match = Match.objects.get()
    signals = list(match.signals.order_by("id").values_list("matcher", "kind", "field"))
    assert signals == [
        ("words", "exact", "title"),
        ("words", "exact", "brand"),
        ("pictures", "picture", "picture"),
        ("pictures", "picture-turned", "picture"),
    ]
    assert match.score > 93


def test_two_rights_in_one_listing_are_two_matches(market):
    trademark(market)
    trademark(market, "Quillmore", number="018442191")
    published(market, title="Zanderholt and Quillmore weekender")
    assert Match.objects.count() == 2


def test_a_changed_listing_is_checked_anew_and_what_was_found_before_says_nothing_any_more(market):
    trademark(market)
    listing, _scanned = published(market)
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Canvas weekender")
    assert not Listing.objects.public_in("DE", database_now()).exists()
    services.publish(actor=market.system, listing=listing, wait=True)
    assert Match.objects.get().state == "superseded"
    assert Entry.objects.filter(verb="match.superseded").count() == 1
    listing.refresh_from_db()
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Zanderholt weekender, black")
    services.publish(actor=market.system, listing=listing, wait=True)
    assert sorted(Match.objects.values_list("state", "revision")) == [("open", 3), ("superseded", 1)]


def test_what_a_person_confirmed_is_not_undone_by_changing_the_listing(market):
    trademark(market)
    listing, _scanned = published(market)
    services.confirm_match(actor=market.actor("reviewer"), match_id=Match.objects.get().id)
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Canvas weekender")
    services.publish(actor=market.system, listing=listing, wait=True)
    assert Match.objects.get().state == "confirmed"


def test_a_listing_changed_while_it_was_read_is_not_published(market):
    trademark(market)
    listing = waiting(market)
    as_read = Listing.objects.get(id=listing.id)
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title=HIDDEN)
    with pytest.raises(Conflict):
        services.publish(actor=market.system, listing=as_read, wait=True)
    assert not Match.objects.exists()
    assert not Scan.objects.exists()


def test_strangers_cannot_publish(market):
    trademark(market)
    with pytest.raises(NotFound):
        services.publish(actor=market.actor("other_seller"), listing=waiting(market), wait=True)


def lapse(clock):
    enforcement.on_hold_lapses(clock, clock.due_at)


def test_what_is_held_becomes_a_case_against_a_clock_and_silence_publishes(market):
    trademark(market)
    listing, _scanned = published(market, title=HIDDEN)
    match = Match.objects.get()
    assert (match.state, match.holds) == ("confirmed", True)
    enforcement.open_from_matches(database_now())
    case = Case.objects.get()
    match.refresh_from_db()
    assert (match.state, match.case_ref) == ("cased", case.reference)
    assert case.items.get().listing_id == listing.id
    clock = Clock.objects.get(subject_id=case.id, kind="hold")
    assert (clock.upper, clock.unit, clock.state) == (24, "hours", "running")
    lapse(clock)
    listing.refresh_from_db()
    match.refresh_from_db()
    assert (listing.state, match.holds) == ("public", False)


def test_a_copied_picture_is_held_against_the_same_clock_under_the_law_of_its_region(market):
    copyright_(market)
    listing, _scanned = published(market, title="Poster", pictures=[png(1)])
    enforcement.open_from_matches(database_now())
    assert Case.objects.get().pack_code == "us-dmca"
    lapse(Clock.objects.get(kind="hold"))
    listing.refresh_from_db()
    assert listing.state == "public"


def test_two_rights_hold_a_listing_until_both_let_go(market):
    trademark(market)
    trademark(market, "Quillmore", number="018442191")
    listing, _scanned = published(market, title=HIDDEN + ", Q u i l l m o r e")
    enforcement.open_from_matches(database_now())
    first, second = Clock.objects.filter(kind="hold").order_by("id")
    lapse(first)
    listing.refresh_from_db()
    assert listing.state == "held"
    lapse(second)
    listing.refresh_from_db()
    assert listing.state == "public"


def test_a_listing_held_again_within_its_case_gets_the_clock_again(market):
    trademark(market)
    listing, _scanned = published(market, title=HIDDEN)
    enforcement.open_from_matches(database_now())
    clock = Clock.objects.get(kind="hold")
    Clock.objects.filter(id=clock.id).update(state="fired")
    lapse(clock)
    listing.refresh_from_db()
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title=HIDDEN + ", black")
    services.publish(actor=market.system, listing=listing, wait=True)
    enforcement.open_from_matches(database_now())
    assert Case.objects.count() == 1
    again = Clock.objects.get(kind="hold", state="running")
    lapse(again)
    listing.refresh_from_db()
    assert listing.state == "public"


def test_each_seller_sees_the_scan_of_its_own_listings_and_no_others(market):
    trademark(market)
    mine = [waiting(market, f"A-{n}", "Canvas weekender") for n in range(3)]
    found = waiting(market, "A-9")
    theirs = waiting(market, "B-1", "Canvas tote", seller="other_seller")
    services.publish_waiting(actor=market.system, now=database_now())
    for listing, matches in ((mine[0], 0), (mine[2], 0), (found, 1)):
        entries = log.timeline(listing.id, market.actor("seller"))
        [scan] = [entry for entry in entries if entry.verb == "listing.scanned"]
        assert scan.facts["matches"] == matches
        assert scan.facts["outcome"] == "public"
        assert not list(log.timeline(listing.id, market.actor("other_seller")))
    assert [e.verb for e in log.timeline(theirs.id, market.actor("other_seller"))].count("listing.scanned") == 1


def test_many_listings_cost_the_queries_of_few(market):
    trademark(market)
    reference.current()

    def queries_for(count, name):
        for n in range(count):
            waiting(market, f"{name}-{n}")
        with CaptureQueriesContext(connection) as captured:
            services.publish_waiting(actor=market.system, now=database_now())
        return len(captured)

    assert queries_for(12, "B") == queries_for(2, "C")


def test_a_threshold_of_the_marketplace_holds_what_the_house_would_queue(market):
    trademark(market)
    set_threshold(actor=market.actor("lead"), region="DE", category="bags", queue_at=40, hold_at=70)
    assert published(market, markets=["DE"])[0].state == "held"
    assert published(market, "A-2", markets=["FR"])[0].state == "public"
    set_threshold(actor=market.actor("lead"), queue_at=NEVER, hold_at=NEVER)
    assert published(market, "A-3", HIDDEN, markets=["FR"])[1].found == ()
    assert published(market, "A-4", markets=["DE", "FR"])[0].state == "held", "the strictest market counts"


def test_a_doubtful_licence_makes_the_house_ask_the_seller_once(market):
    right, brand = trademark(market), market.actor("brand")
    terms = Terms(
        licensee=market.parties["seller"], on_paper=True, starts_on=database_now().date()
    )  # says nothing of where
    paper = registry.draft_licence(actor=brand, rights=[right], terms=terms)
    registry.add_document(actor=brand, licence=paper, document=b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n")
    registry.offer_licence(actor=brand, licence=paper, name="Ada Byron", agreed=True, seen=digest(paper, [right]))
    for number in ("A-1", "A-2"):
        published(market, number)
    asked = ProofRequest.objects.get()
    assert (asked.seller, asked.licence, asked.reason) == (market.parties["seller"], paper, "missing_territory")
    assert asked.about == "A-1"
