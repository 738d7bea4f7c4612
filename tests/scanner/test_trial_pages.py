"""The pages of trials and matchers as a lead meets them."""

import pytest

from scanner.models import MatcherSwitch, Threshold, Trial
from tests.scanner.stage import HIDDEN, OPEN, published, trademark
from workflow.jobs import run_ripe


@pytest.fixture
def lead(market, as_):
    """The lead's browser, in a marketplace with one thing to look at and one that is held."""
    trademark(market)
    published(market, "A-1", OPEN)
    published(market, "A-2", HIDDEN)
    return as_(market, "lead")


def begun(market, lead, **scores):
    said = {"region": "", "category": "", "queue_at": 60, "hold_at": 60, "try": "1", **scores}
    answer = lead.post(market.url("thresholds"), said)
    assert answer.status_code == 303
    return answer.url


def test_trying_a_threshold_first_then_putting_it_into_force(market, lead):
    page = begun(market, lead)
    assert "Listings judged both ways" in lead.get(page).content.decode()
    while run_ripe(market.id):
        pass
    text = lead.get(page).content.decode()
    assert "What it would have done in the last 30 days" in text
    assert "Germany" in text
    assert "A-1" in text
    assert not Threshold.objects.exists()
    lead.post(page + "/decide", {"deed": "promote"})
    assert Threshold.objects.get().hold_at == 60
    assert "In force" in lead.get(page).content.decode()


def test_what_is_shown_when_the_trial_is_done_can_be_put_into_force_without_loading_the_page_again(market, lead):
    page = begun(market, lead)
    while run_ripe(market.id):
        pass
    fetched = lead.get(page, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fetched
    assert f'action="{page}/decide"' in fetched
    assert "to be decided" in fetched


def test_a_trial_of_one_market_and_category_speaks_of_these_alone(market, lead):
    page = begun(market, lead, region="DE", category="bags")
    while run_ripe(market.id):
        pass
    text = lead.get(page).content.decode()
    assert "<bdi>Bags in Germany</bdi>: 2 listings" in text
    assert "By market" not in text
    page = begun(market, lead, region="BR", category="Shoes")
    while run_ripe(market.id):
        pass
    assert "<bdi>Shoes in Brazil</bdi>: no listing was checked" in lead.get(page).content.decode()


def test_a_trial_without_listings_says_so(market, as_):
    lead = as_(market, "lead")
    page = begun(market, lead)
    while run_ripe(market.id):
        pass
    assert "no listing was checked in these days" in lead.get(page).content.decode()


def test_wrong_scores_stay_in_the_form(market, lead):
    answer = lead.post(market.url("thresholds"), {"queue_at": 90, "hold_at": 20, "try": "1", "category": "Shoes"})
    assert answer.status_code == 422
    assert 'value="Shoes"' in answer.content.decode()
    assert not Trial.objects.exists()


def test_the_matchers_with_their_numbers_and_switching_one_off(market, lead):
    text = lead.get(market.url("matchers")).content.decode()
    assert "Copied pictures" in text
    lead.post(market.url("matchers/switch"), {"matcher": "pictures", "state": "off"})
    assert MatcherSwitch.objects.get().state == "off"
    assert "switched off" in lead.get(market.url("matchers")).content.decode()
    answer = lead.post(market.url("matchers/switch"), {"matcher": "pictures", "state": "live"})
    assert "/trials/" in answer.url
    assert MatcherSwitch.objects.get().state == "off"


def test_fitting_without_verdicts_says_what_is_needed(market, lead):
    answer = lead.post(market.url("matchers/calibrate"), follow=True)
    assert "Too few verdicts" in answer.content.decode()


def test_the_list_has_a_constant_number_of_queries(market, lead, django_assert_max_num_queries):
    for scores in range(3):
        begun(market, lead, queue_at=60 + scores, hold_at=70)
    with django_assert_max_num_queries(16):
        lead.get(market.url("trials"))
    with django_assert_max_num_queries(24):
        lead.get(market.url("matchers"))
