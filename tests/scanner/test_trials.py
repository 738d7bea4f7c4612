"""Trying another way to judge: it shows what would have been done, changes nothing until promoted, and is then recorded."""

import pytest

from audit.models import Entry
from scanner import services, setup
from scanner.models import Calibration, Match, MatcherSwitch, Missed, Threshold, Trial
from scanner.trying import precision, recall
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.stage import HIDDEN, OPEN, authorise, published, trademark
from workflow.jobs import run_ripe

STRICT = {"kind": "threshold", "region": "", "category": "", "queue_at": 60, "hold_at": 60}


def tried(market, change, **more):
    trial = services.try_out(actor=market.actor("lead"), change=change, **more)
    while run_ripe(market.id):
        pass
    trial.refresh_from_db()
    return trial


def shown(trial, place=""):
    both = trial.results["tally"][place]
    return {when: (both[when]["queue"], both[when]["hold"]) for when in ("now", "then")}


@pytest.fixture
def two_found(market):
    """One match for a reviewer in Germany and the States, one that was hidden and is held."""
    trademark(market)
    published(market, "A-1", OPEN)
    published(market, "A-2", HIDDEN)
    return market


def test_a_stricter_threshold_shows_what_it_would_have_held_and_holds_nothing(two_found):
    market = two_found
    trial = tried(market, STRICT)
    assert trial.state == "done"
    assert shown(trial) == {"now": (1, 1), "then": (0, 2)}
    assert shown(trial, "DE") == shown(trial)
    [example] = trial.results["examples"]
    assert (example["now"], example["then"]) == ("queue", "hold")
    assert not Threshold.objects.exists()
    assert Match.objects.filter(holds=True).count() == 1


def test_a_threshold_for_one_market_and_category_changes_nothing_elsewhere(two_found):
    for change in ({"region": "BR"}, {"category": "Shoes"}):
        trial = tried(two_found, {**STRICT, **change})
        assert trial.results.get("listings", 0) == 0, "only what it could reach is counted"
    trial = tried(two_found, {**STRICT, "region": "DE", "category": "bags"})
    assert trial.results["changes"] == 1


def test_verdicts_say_how_right_it_would_have_been_and_what_it_would_have_missed(two_found):
    market = two_found
    match = Match.objects.get(state="open")
    services.dismiss_match(actor=market.actor("reviewer"), match_id=match.id, why="descriptive")
    blind = {**STRICT, "queue_at": 101, "hold_at": 101}
    total = tried(market, blind).results["tally"][""]
    assert (precision(total["now"]), precision(total["then"])) == (0.0, None)
    listing = Match.objects.get(state="confirmed").listing
    Missed.objects.create(listing=listing, right=match.right, revision=1, case="MW-1", at=database_now())
    total = tried(market, blind).results["tally"][""]
    assert (recall(total["now"]), recall(total["then"])) == (1.0, 0.0)


def test_promoting_puts_it_into_force_once_and_says_so_in_the_log(two_found):
    market = two_found
    trial = tried(market, STRICT)
    services.promote(actor=market.actor("lead"), trial_id=trial.id)
    assert Threshold.objects.get().hold_at == 60
    assert published(market, "A-3", OPEN)[0].state == "held"
    assert {"trial.asked", "trial.promoted", "threshold.set"} <= set(Entry.objects.values_list("verb", flat=True))
    with pytest.raises(Conflict):
        services.drop(actor=market.actor("lead"), trial_id=trial.id)


def test_dropping_changes_nothing(two_found):
    trial = tried(two_found, STRICT)
    services.drop(actor=two_found.actor("lead"), trial_id=trial.id)
    assert Trial.objects.get().state == "dropped"
    assert not Threshold.objects.exists()


def test_a_matcher_that_is_switched_off_counts_no_more_until_its_trial_is_promoted(two_found):
    market = two_found
    services.switch_matcher(actor=market.actor("lead"), matcher="words", state="off")
    assert published(market, "A-3", HIDDEN)[0].state == "public"
    trial = tried(market, {"kind": "matcher", "matcher": "words", "state": "live"})
    assert shown(trial) == {"now": (0, 0), "then": (1, 2)}
    assert published(market, "A-4", HIDDEN)[0].state == "public"
    services.promote(actor=market.actor("lead"), trial_id=trial.id)
    assert published(market, "A-5", HIDDEN)[0].state == "held"
    assert MatcherSwitch.objects.get().state == "live"


def test_a_calibration_counts_when_its_trial_is_promoted_and_matches_say_by_which(two_found):
    market = two_found
    curve = Calibration.objects.create(
        number=1, points=[[0, 0], [0.5, 0.3], [1, 0.6]], verdicts=400, error_before=2_000, error_after=1_000
    )
    trial = tried(market, {"kind": "calibration", "number": 1})
    assert shown(trial)["then"][1] == 0, "what is worth 60 at most is held by nobody"
    services.promote(actor=market.actor("lead"), trial_id=trial.id)
    listing, _scanned = published(market, "A-3", HIDDEN)
    found = Match.objects.get(listing=listing)
    assert listing.state == "public"
    assert found.calibration == curve.number
    assert found.score < found.raw


def test_too_few_verdicts_make_no_calibration(two_found):
    with pytest.raises(Invalid) as refused:
        services.fit_calibration(actor=two_found.actor("lead"))
    assert "200" in refused.value.fields["verdicts"][0]


def test_who_may_sell_is_asked_in_a_trial_too(market):
    right = trademark(market)
    authorise(market, right)
    published(market, "A-1", HIDDEN)
    trial = tried(market, STRICT)
    assert trial.results["changes"] == 0


def test_only_a_lead_tries_and_decides_and_nonsense_is_refused(two_found):
    market = two_found
    with pytest.raises(Denied):
        services.try_out(actor=market.actor("reviewer"), change=STRICT)
    for wrong in ({}, {"kind": "matcher", "matcher": "?", "state": "live"}, {"kind": "calibration", "number": 9}):
        with pytest.raises(Invalid):
            services.try_out(actor=market.actor("lead"), change=wrong)
    with pytest.raises(Invalid):
        services.try_out(actor=market.actor("lead"), change=STRICT, days=0)
    with pytest.raises(NotFound):
        services.promote(actor=market.actor("lead"), trial_id=market.id)


def test_without_a_row_everything_counts(market):
    assert setup.in_force().points == ()
    assert "words" in setup.in_force().matchers
