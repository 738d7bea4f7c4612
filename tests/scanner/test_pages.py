"""The pages of the scanner as people meet them: publishing, the review of matches, the thresholds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scanner import reference, services
from scanner.models import Match, Threshold
from sellers.models import Listing
from tenancy.context import database_now
from tests.scanner.stage import HIDDEN, png, published, trademark, waiting

FORM = {
    "number": "S-1",
    "title": "Canvas weekender",
    "markets": ["DE"],
    "category": "Bags",
    "description": "",
    "brand": "",
}


@pytest.fixture
def reviewer(as_, market):
    return as_(market, "reviewer")


@pytest.fixture
def lead(as_, market):
    return as_(market, "lead")


def page(client, url, **data):
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_seller_publishes_in_one_go(market, as_):
    trademark(market)
    reference.current()
    seller = as_(market, "seller")
    for number, title, state, said in (
        ("S-1", "Canvas weekender", "public", "Published."),
        ("S-2", HIDDEN, "held", "Held until a reviewer has looked"),
    ):
        response = seller.post(market.url("listings/publish"), {**FORM, "number": number, "title": title}, follow=True)
        assert response.redirect_chain == [(market.url(f"listings/{number}"), 303)]
        assert said in response.content.decode()
        assert Listing.objects.get(number=number).state == state


def test_where_no_index_is_loaded_the_seller_is_told_that_it_is_being_checked(market, as_):
    response = as_(market, "seller").post(market.url("listings/publish"), FORM, follow=True)
    assert "It is being checked" in response.content.decode()
    assert Listing.objects.get().state == "checking"


def test_what_was_typed_stays_if_it_is_refused(market, as_):
    response = as_(market, "seller").post(market.url("listings/publish"), {**FORM, "title": "", "brand": "Halden"})
    assert response.status_code == 422
    assert 'value="Halden"' in response.content.decode()
    assert not Listing.objects.exists()


def test_the_list_leads_to_each_match_and_keeps_its_filters(market, reviewer):
    right = trademark(market)
    listing, _scanned = published(market)
    match = Match.objects.get()
    text = page(reviewer, market.url("matches"), right=right.reference)
    assert f"{market.url(f'matches/{match.id}')}?right={right.reference}" in text
    assert "<mark>Zanderholt</mark>" in text
    assert listing.number in text
    assert "Aurora" not in page(reviewer, market.url("matches"), lead="hold")
    assert "No match here" in page(reviewer, market.url("matches"), seller="PA-0000000")


def test_an_empty_list_says_so(market, reviewer):
    assert "Nothing waits" in page(reviewer, market.url("matches"))
    assert "No listing is held" in page(reviewer, market.url("matches"), lead="hold")
    assert page(reviewer, market.url("matches/count")) == ""


def test_the_rail_counts_what_waits(market, reviewer):
    trademark(market)
    published(market)
    assert page(reviewer, market.url("matches/count")) == "1"


def test_a_match_is_shown_side_by_side_with_its_reasons(market, reviewer):
    trademark(market, picture=1)
    services.set_threshold(actor=market.actor("lead"), queue_at=40, hold_at=101)
    published(market, pictures=[png(2), png(1)])
    match = Match.objects.get()
    text = page(reviewer, market.url(f"matches/{match.id}"))
    matched = match.signals.get(matcher="pictures").facts["picture"]
    shown = [image.evidence for image in match.listing.images.select_related("evidence")]
    first = next(evidence for evidence in shown if evidence.sha256 == matched)
    assert first.reference in text
    assert next(e for e in shown if e != first).reference not in text
    assert "The title contains the mark “Zanderholt”." in text
    assert "A picture of the listing is one of the registered pictures" in text
    assert "No authorisation is on file" in text
    assert 'data-key="n"' in text
    assert 'data-key="c"' in text
    assert 'data-key="d"' in text


def test_confirming_and_dismissing_go_on_to_the_next_of_the_same_list(market, reviewer):
    trademark(market)
    for number in range(3):
        published(market, f"A-{number}")
    first, second, third = Match.objects.order_by("-score", "-id")
    confirmed = reviewer.post(market.url(f"matches/{first.id}/confirm?q=zander"))
    assert (confirmed.status_code, confirmed.url) == (303, market.url(f"matches/{second.id}?q=zander"))
    dismissed = reviewer.post(market.url(f"matches/{second.id}/dismiss"), {"why": "descriptive"})
    assert dismissed.url == market.url(f"matches/{third.id}")
    last = reviewer.post(market.url(f"matches/{third.id}/dismiss"), {"why": "genuine"})
    assert last.url == market.url("matches")
    again = reviewer.post(market.url(f"matches/{third.id}/confirm"))
    assert again.status_code == 409
    assert "dismissed" in page(reviewer, market.url(f"matches/{third.id}"))


def test_others_find_no_match(market, as_):
    trademark(market)
    published(market)
    url = market.url(f"matches/{Match.objects.get().id}")
    assert as_(market, "seller").get(url).status_code == 403
    assert as_(market, "auditor").get(url).status_code == 403


def test_the_lead_sets_changes_and_removes_a_threshold(market, lead):
    url = market.url("thresholds")
    assert "All markets" in page(lead, url)
    form = {"region": "DE", "category": "Bags", "queue_at": "50", "hold_at": "90"}
    assert lead.post(url, form).status_code == 303
    row = Threshold.objects.get()
    assert (row.region, row.category, row.queue_at, row.hold_at) == ("DE", "Bags", 50, 90)
    assert 'value="90"' in page(lead, url, change=str(row.id))
    refused = lead.post(url, {**form, "hold_at": "40"})
    assert refused.status_code == 422
    assert "At least the score from which a reviewer looks" in refused.content.decode()
    assert 'value="40"' in refused.content.decode()
    assert lead.post(market.url("thresholds/remove"), {"threshold": str(row.id)}).status_code == 303
    assert not Threshold.objects.exists()
    assert lead.post(market.url("thresholds/remove"), {"threshold": str(row.id)}).status_code == 404


def test_a_reviewer_reads_the_thresholds_and_is_told_why_no_more(market, reviewer, as_):
    text = page(reviewer, market.url("thresholds"))
    assert "does not let you choose packs and rules" in text
    assert reviewer.post(market.url("thresholds"), {"queue_at": 1, "hold_at": 1}).status_code == 403
    assert as_(market, "seller").get(market.url("thresholds")).status_code == 403


def test_the_queries_of_the_list_do_not_grow_with_its_rows(market, reviewer):
    trademark(market)

    def queries_with(count):
        for number in range(count):
            waiting(market, f"A{count}-{number}")
        services.publish_waiting(actor=market.system, now=database_now())
        with CaptureQueriesContext(connection) as captured:
            page(reviewer, market.url("matches"))
        return len(captured)

    queries_with(1)
    assert queries_with(2) == queries_with(12) <= 16
    with CaptureQueriesContext(connection) as captured:
        page(reviewer, reverse("scanner:match", args=[market.slug, Match.objects.first().id]))
    assert len(captured) <= 30
