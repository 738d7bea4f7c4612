"""A scan can be run again as it was, whatever has changed since; and under another setup."""

from dataclasses import replace

import pytest

from registry import services as registry
from scanner import services
from scanner.models import Match, Scan
from scanner.replaying import replay, scan_of, setup_at
from scanner.thresholds import Limits
from sellers import services as sellers
from tests.scanner.stage import OPEN, copyright_, png, published, trademark


@pytest.fixture
def match(market):
    trademark(market)
    published(market, "A-1", OPEN)
    return Match.objects.get()


def again(match, **more):
    return replay(scan_of(match), [match.right_id], **more)[match.right_id]


def test_it_comes_out_as_it_did(match):
    assert (again(match).score, again(match).lead) == (match.score, "queue")


def test_it_comes_out_as_it_did_after_the_right_has_ended_and_the_listing_has_changed(market, match):
    registry.retire_right(actor=market.actor("brand"), right=match.right, reason="Sold.")
    sellers.revise_listing(actor=market.actor("seller"), listing=match.listing, title="Plain bag")
    assert again(match).score == match.score


def test_a_right_that_came_later_was_not_there_then(market):
    published(market, "A-1", OPEN)
    right = trademark(market)
    scanned = Scan.objects.select_related("listing", "index").get()
    assert replay(scanned, [right.id])[right.id].found is None


def test_a_picture_is_compared_with_the_specimens_of_then(market):
    right = copyright_(market, picture=1)
    published(market, "A-1", "Poster", pictures=[png(1)])
    found = Match.objects.get()
    for specimen in right.specimens.all():
        registry.retire_specimen(actor=market.actor("brand"), specimen=specimen)
    assert again(found).score == found.score


def test_the_thresholds_of_then_count_and_others_may_be_tried(market, match):
    services.set_threshold(actor=market.actor("lead"), queue_at=10, hold_at=20)
    assert again(match).lead == "queue"
    then = setup_at(scan_of(match).at)
    assert again(match, setup=replace(then, bounds={("", ""): Limits(10, 20)})).lead == "hold"
