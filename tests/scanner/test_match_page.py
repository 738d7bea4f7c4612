"""One match as a reviewer sees it: both pictures with the parts that agree, the words, the steps of the score, a replay."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry import services as registry
from scanner import services
from scanner.matchers.facts import Finding, Place
from scanner.models import Match
from scanner.score_steps import Scored, steps
from scanner.services.writing import _signal
from scanner.side_by_side import marked_text
from sellers import services as sellers
from tenancy.context import database_now
from tests.scanner.stage import HIDDEN, OPEN, copyright_, png, published, trademark, waiting


@pytest.fixture
def reviewer(as_, market):
    return as_(market, "reviewer")


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def page(client, market, match, more=""):
    return text_of(client, market.url(f"matches/{match.id}{more}"))


def test_the_part_that_agrees_is_marked_in_both_pictures(market, reviewer):
    right = copyright_(market, picture=1)
    published(market, "A-1", "Poster", pictures=[png(1)])
    match = Match.objects.get()
    specimen = right.specimens.get().evidence
    seen = match.signals.get().facts["picture"]
    place = Place("picture", ref=seen, box=(1000, 2000, 5000, 2500))
    facts = {"specimen": specimen.sha256, "specimen_box": (0, 0, 10_000, 5000)}
    _signal(match, Finding("second_look", right.id, 0.9, "picture-part", place, facts)).save()
    text = page(reviewer, market, match)
    image = match.listing.images.get().evidence
    x, y, w, h = image.width // 10, image.height // 5, image.width // 2, image.height // 4
    assert f'<rect x="{x}" y="{y}" width="{w}" height="{h}"/>' in text
    assert f'<rect x="0" y="0" width="{specimen.width}" height="{specimen.height // 2}"/>' in text


def test_words_in_disguise_are_marked_with_what_they_stand_for(market, reviewer):
    trademark(market)
    published(market, "A-1", "Zаnderholt weekender")  # a Cyrillic a
    text = page(reviewer, market, Match.objects.get())
    assert "<mark>Zаnderholt</mark>" in text
    assert "stands for" in text
    assert "Cyrillic small letter a" in text


def test_the_words_shown_are_those_that_were_matched(market, reviewer):
    trademark(market)
    listing, _scanned = published(market, "A-1", OPEN)
    match = Match.objects.get()
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Plain bag")
    services.publish(actor=market.system, listing=listing, wait=True)
    match.refresh_from_db()
    assert match.state == "superseded"
    text = page(reviewer, market, match)
    assert "<mark>Zanderholt</mark>" in text
    assert "The listing has changed since" in text


def test_a_copied_text_stands_beside_its_source_with_the_shared_words_marked(market, reviewer):
    right = copyright_(market)
    words = (
        "A bottle of steel with two walls keeps water cold for a day and tea hot for half of one, on any path. Its lid"
        " closes with one turn, its neck is wide enough for ice, and a strap of felt carries it without a sound. We"
        " make every part in one small workshop by the sea, where each bottle is filled, shaken and dropped once."
    )
    registry.add_text(actor=market.actor("brand"), right=right, title="Catalogue", text=words)
    right.refresh_from_db()
    registry.verify_right(actor=market.actor("lead"), right=right)
    published(market, "A-1", "Bottle", description=f"Buy now! {words} Cheap.", markets=("US",))
    text = page(reviewer, market, Match.objects.get())
    assert "a text of the right: Catalogue" in text
    assert text.count("<mark>A bottle of steel") >= 2


def test_what_else_is_known_leads_on(market, reviewer):
    right = trademark(market)
    other = trademark(market, title="Weekender Club", number="018442191")
    registry.set_band(actor=market.actor("brand"), right=right, currency="EUR", low_cents=40_00, high_cents=90_00)
    published(market, "A-1", "Zanderholt bag, Weekender Club", price_cents=18_95, currency="EUR", brand="Zanderholt")
    published(market, "A-2", OPEN)
    match = Match.objects.get(listing__number="A-1", right=right)
    text = page(reviewer, market, match)
    assert "genuine goods usually cost 40.00 EUR to 90.00 EUR" in text
    assert market.url(f"matches/{Match.objects.get(listing__number='A-2', right=right).id}") in text
    assert market.url(f"matches/{Match.objects.get(listing__number='A-1', right=other).id}") in text


def test_reasons_of_a_dismissal_have_number_keys_and_none_is_chosen_before(market, reviewer):
    trademark(market)
    published(market)
    text = page(reviewer, market, Match.objects.get())
    assert 'value="descriptive" required data-key="1"' in text
    assert "checked" not in text


def test_next_and_previous_follow_the_list(market, reviewer):
    trademark(market)
    for number in range(3):
        published(market, f"A-{number}")
    first, second, third = Match.objects.order_by("-score", "-id")
    text = page(reviewer, market, second)
    assert market.url(f"matches/{first.id}") in text
    assert market.url(f"matches/{third.id}") in text
    assert 'data-key="p"' not in page(reviewer, market, first)


@pytest.mark.parametrize("title", [OPEN, HIDDEN])
def test_the_steps_end_on_the_score(market, title):
    trademark(market, picture=1)
    published(market, "A-1", title, pictures=[png(1)])
    match = Match.objects.get()
    matchers = {one.kind: one.matcher for one in match.signals.all()}
    found = steps(Scored(match.score, match.reasons, matchers, match.raw, match.calibration))
    assert found[0].before == 0
    assert abs(found[-1].after - match.score) <= 1


def test_a_replay_shows_then_and_today(market, reviewer):
    trademark(market)
    published(market, "A-1", OPEN)
    match = Match.objects.get()
    assert "It comes out as it did" in page(reviewer, market, match, "/replay")
    services.set_threshold(actor=market.actor("lead"), queue_at=10, hold_at=20)
    text = page(reviewer, market, match, "/replay")
    assert text.index("a reviewer looks") < text.index("As it would be judged today") < text.index(">held<")


def test_queries_do_not_grow_with_what_was_found(market, reviewer):
    right = trademark(market, picture=1)
    trademark(market, title="Weekender", number="018442192", picture=2)
    published(market, "A-1", OPEN, pictures=[png(1)])

    def queries():
        match = Match.objects.get(listing__number="A-1", right=right)
        with CaptureQueriesContext(connection) as captured:
            page(reviewer, market, match)
        return len(captured)

    queries()
    before = queries()
    for number in range(2, 6):
        waiting(market, f"A-{number}", "Zanderholt Weekender", pictures=[png(1)])
    services.publish_waiting(actor=market.system, now=database_now())
    assert queries() == before <= 36


def test_marked_text_escapes_and_joins():
    assert marked_text("a<b>c", [(1, 3), (2, 4)]) == '<bdi class="long">a<mark>&lt;b&gt;</mark>c</bdi>'
    assert "… " in marked_text("x" * 500, [(300, 310)], around=20)
