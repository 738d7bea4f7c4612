"""What becomes of a match: confirmed, dismissed, taken up by a case, proved right or wrong; and the thresholds."""

import pytest

from audit.models import Entry
from enforcement import services as enforcement
from enforcement import sweeps
from enforcement.models import Case
from enforcement.services import Choice
from enforcement.sweeps import on_take_effect
from scanner import queries, services
from scanner.models import Match, Threshold
from scanner.queries import Wanted
from scanner.words import reason_sentences, signal_sentence, steps_of
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.stage import HIDDEN, copyright_, png, published, trademark
from workflow.models import Clock


@pytest.fixture
def match(market):
    """A match that waits for a reviewer."""
    trademark(market)
    published(market)
    return Match.objects.get()


def open_cases():
    sweeps.open_from_matches(database_now())


def test_a_confirmed_match_becomes_a_case_and_the_listing_stays_public_until_it_is_decided(market, match):
    services.confirm_match(actor=market.actor("reviewer"), match_id=match.id)
    open_cases()
    case = Case.objects.get()
    match.refresh_from_db()
    assert (match.state, match.case_ref, case.source) == ("cased", case.reference, "match")
    assert Listing.objects.get().state == "public"
    assert not Clock.objects.filter(kind="hold").exists()


def test_a_decision_says_whether_the_match_was_right(market, match):
    services.confirm_match(actor=market.actor("reviewer"), match_id=match.id)
    open_cases()
    case = Case.objects.get()
    item = case.items.get()
    enforcement.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "genuine"})
    choices = {item.id: Choice(ground="counterfeit.goods", reasons="No invoice.")}
    enforcement.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    clock = Clock.objects.get(kind="take_effect")
    on_take_effect(clock, clock.due_at)
    match.refresh_from_db()
    assert match.state == "upheld"
    assert Entry.objects.filter(verb="match.verdict").exists()


def test_a_dismissed_match_says_why_and_is_gone_from_the_list(market, match):
    with pytest.raises(Invalid):
        services.dismiss_match(actor=market.actor("reviewer"), match_id=match.id, why="because")
    services.dismiss_match(actor=market.actor("reviewer"), match_id=match.id, why="descriptive")
    match.refresh_from_db()
    assert (match.state, match.verdict) == ("dismissed", "descriptive")
    assert not queries.matches(market.actor("reviewer")).exists()
    with pytest.raises(Conflict):
        services.confirm_match(actor=market.actor("reviewer"), match_id=match.id)


def test_only_reviewers_judge_and_strangers_see_nothing(market, match):
    for who in ("seller", "brand", "auditor", "key:shop"):
        with pytest.raises(Denied):
            services.confirm_match(actor=market.actor(who), match_id=match.id)
    for who in ("seller", "brand"):
        assert not queries.matches(market.actor(who)).exists()
        with pytest.raises(NotFound):
            queries.match(match.id, market.actor(who))


def test_a_rejected_complaint_of_the_house_publishes_what_was_held(market):
    trademark(market)
    listing, _scanned = published(market, title=HIDDEN)
    open_cases()
    case = Case.objects.get()
    choices = {case.items.get().id: Choice(ground="dismissed.exhausted", reasons="Bought in Poland.")}
    enforcement.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    clock = Clock.objects.get(kind="take_effect")
    on_take_effect(clock, clock.due_at)
    listing.refresh_from_db()
    assert listing.state == "public"
    assert Match.objects.get().state == "rejected"


def test_every_signal_and_every_step_is_a_sentence_for_the_seller(market):
    trademark(market, picture=1)
    published(
        market, title="Case for Z a n d e r h o l t", brand="Other", description="By Zanderholt", pictures=[png(1)]
    )
    match = Match.objects.get()
    said = [signal_sentence(signal) for signal in match.signals.order_by("id")]
    assert said[0] == "The title spells out the mark “Zanderholt” (“Z a n d e r h o l t”)."
    assert said[-1] == "A picture of the listing is one of the registered pictures, or a copy of it."
    assert all("%(" not in sentence and sentence.endswith(".") for sentence in [*said, *reason_sentences(match)])
    assert dict(steps_of(match))["“for” before the mark says what the goods are made for, not who made them."] == 90


def test_the_list_is_filtered_by_right_seller_lead_and_words(market):
    bag = trademark(market)
    work = copyright_(market, "Northern lights")
    one, _ = published(market, "A-1", markets=["US", "DE"])
    two, _ = published(market, "B-1", seller="other_seller")
    held, _ = published(market, "A-2", "Poster", pictures=[png(1)])
    reviewer = market.actor("reviewer")

    def found(**wanted):
        return sorted(queries.matches(reviewer, Wanted(**wanted)).values_list("listing__number", flat=True))

    assert found() == ["A-1", "B-1"]
    assert found(lead="hold") == [held.number]
    assert found(seller=two.seller.reference) == ["B-1"]
    assert found(right=bag.reference) == ["A-1", "B-1"]
    assert found(right=work.reference) == []
    for words in ("zander", bag.reference, bag.reference.lower()):
        assert found(search=words) == ["A-1", "B-1"]
    assert found(search="B-1") == found(search=two.seller.reference) == ["B-1"]
    assert found(search="nothing of the kind") == []
    assert one.number == "A-1"


def test_next_goes_through_the_whole_list_and_begins_again(market):
    trademark(market)
    for number in range(3):
        published(market, f"BAG-100{number}")
    reviewer = market.actor("reviewer")
    row = start = queries.matches(reviewer).order_by(*queries.ORDER).first()
    seen = []
    for _ in range(3):
        row = queries.following(row, Wanted(), reviewer)
        seen.append(row.id)
    assert len(set(seen)) == 3
    assert seen[-1] == start.id
    assert queries.following(row, Wanted(search="BAG-1000"), reviewer).listing.number == "BAG-1000"


def test_thresholds_are_set_kept_in_history_and_removed_by_the_lead_alone(market):
    lead = market.actor("lead")
    services.set_threshold(actor=lead, region="DE", category="Bags", queue_at=50, hold_at=90)
    again = services.set_threshold(actor=lead, region="DE", category=" Bags ", queue_at=60, hold_at=101)
    assert Threshold.objects.get() == again
    assert list(again.history.order_by("history_date").values_list("queue_at", flat=True)) == [50, 60]
    for wrong in ({"queue_at": 0, "hold_at": 50}, {"queue_at": 60, "hold_at": 50}, {"queue_at": 60, "hold_at": 102}):
        with pytest.raises(Invalid):
            services.set_threshold(actor=lead, **wrong)
    with pytest.raises(Invalid):
        services.set_threshold(actor=lead, region="EU", queue_at=50, hold_at=90)
    for who in ("reviewer", "seller"):
        with pytest.raises(Denied):
            services.remove_threshold(actor=market.actor(who), threshold_id=again.id)
    services.remove_threshold(actor=lead, threshold_id=again.id)
    assert not Threshold.objects.exists()
    with pytest.raises(NotFound):
        services.remove_threshold(actor=lead, threshold_id=again.id)
    verbs = list(Entry.objects.filter(verb__startswith="threshold.").order_by("id").values_list("verb", flat=True))
    assert verbs == ["threshold.set", "threshold.set", "threshold.removed"]


def test_the_bands_say_what_people_made_of_scores(market, match):
    assert sum(band.found for band in queries.bands(market.actor("lead"))) == 1
    services.dismiss_match(actor=market.actor("reviewer"), match_id=match.id, why="genuine")
    [band] = [band for band in queries.bands(market.actor("lead")) if band.found]
    assert band.least <= match.score <= band.most
    assert (band.right, band.wrong) == (0, 1)
