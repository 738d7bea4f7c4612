"""Reviewing matches over the API: staff by their session, with the same list, verdicts and regions as on the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from scanner.models import Match
from sellers.models import Listing
from tests.scanner.stage import HIDDEN, published, trademark


@pytest.fixture
def right(market):
    return trademark(market)


@pytest.fixture
def reviewer(as_, market):
    return as_(market, "reviewer")


@pytest.fixture
def match(market, right):
    """A match that waits for a reviewer."""
    published(market)
    return Match.objects.get()


def listed(client, market, **query):
    answer = client.get(market.url("api/v1/matches"), query)
    assert answer.status_code == 200, answer.content
    return [row["listing"] for row in answer.json()["results"]]


def judge(client, market, match, deed, body=None, **headers):
    url = market.url(f"api/v1/matches/{match.id}/{deed}")
    return client.post(url, body, content_type="application/json", headers=headers)


def test_a_match_is_told_with_its_signals_and_how_its_score_came_about(market, reviewer, match, right):
    told = reviewer.get(market.url(f"api/v1/matches/{match.id}")).json()
    assert (told["state"], told["score"], told["leads_to"], told["regions"]) == ("open", match.score, "queue", ["EU"])
    assert (told["listing"], told["right"]) == ("A-1", right.reference)
    [signal] = told["signals"]
    assert (signal["matcher"], signal["field"]) == ("words", "title")
    assert told["listing_title"][signal["begin"] : signal["end"]] == "Zanderholt"
    assert "Zanderholt" in signal["sentence"]
    assert [reason["sentence"] for reason in told["reasons"]]
    assert all(isinstance(reason["factor"], int) for reason in told["reasons"])


def test_the_list_is_filtered_paged_and_costs_the_same(market, reviewer, right):
    published(market)
    reviewer.get(market.url("api/v1/matches"))
    with CaptureQueriesContext(connection) as one:
        assert listed(reviewer, market) == ["A-1"]
    published(market, "A-2", seller="other_seller")
    published(market, "A-3", HIDDEN)
    with CaptureQueriesContext(connection) as more:
        assert set(listed(reviewer, market)) == {"A-1", "A-2"}
    assert len(more) == len(one) <= 12
    theirs = market.parties["other_seller"].reference
    assert listed(reviewer, market, lead="hold") == ["A-3"]
    assert listed(reviewer, market, seller=theirs) == listed(reviewer, market, listing="A-2") == ["A-2"]
    assert set(listed(reviewer, market, right=right.reference, region="EU", q="zander")) == {"A-1", "A-2"}
    assert listed(reviewer, market, region="US") == listed(reviewer, market, min_score=100) == []
    first = reviewer.get(market.url("api/v1/matches"), {"limit": 1}).json()
    second = reviewer.get(first["next"]).json()
    assert {row["listing"] for row in first["results"] + second["results"]} == {"A-1", "A-2"}
    for query in ({"lead": "queue"}, {"min_score": "many"}, {"cursor": "made up"}):
        answer = reviewer.get(market.url("api/v1/matches"), query)
        assert (answer.status_code, set(answer.json()["errors"])) == (422, set(query))


def test_confirmed_once_under_its_key(market, reviewer, match):
    first, again = (judge(reviewer, market, match, "confirm", **{"Idempotency-Key": "once"}) for _n in range(2))
    assert (first.json()["state"], first.json()["verdict"]) == ("confirmed", "confirmed")
    assert again.json() == first.json()
    assert Entry.objects.filter(verb="match.confirmed").count() == 1
    late = judge(reviewer, market, match, "confirm")
    assert late.status_code == 409


def test_dismissed_with_a_word_that_says_why(market, reviewer, right):
    published(market, title=HIDDEN)
    held = Match.objects.get(holds=True)
    refused = judge(reviewer, market, held, "dismiss", {"why": "dragons"})
    assert (refused.status_code, set(refused.json()["errors"])) == (422, {"why"})
    told = judge(reviewer, market, held, "dismiss", {"why": "genuine"}).json()
    assert (told["state"], told["verdict"], told["holds"]) == ("dismissed", "genuine", False)
    assert Listing.objects.get().state == "public"


def test_people_judge_and_only_those_of_the_marketplace(market, as_, match):
    urls = [market.url("api/v1/matches"), market.url(f"api/v1/matches/{match.id}")]
    for who in ("key:shop", "key:brand", "key:seller", "auditor", "brand", "seller"):
        client = as_(market, who)
        answers = [client.get(url) for url in urls]
        answers += [
            judge(client, market, match, "confirm"),
            judge(client, market, match, "dismiss", {"why": "genuine"}),
        ]
        assert {answer.status_code for answer in answers} == {403}, who
    match.refresh_from_db()
    assert match.state == "open"


def test_a_match_of_another_region_is_like_none(market, as_, match):
    far = as_(market, "reviewer_us")
    assert listed(far, market) == []
    never = Match(id=market.id)
    for deed, body in (("confirm", None), ("dismiss", {"why": "genuine"}), ("dismiss", {"why": "dragons"})):
        theirs, nothing = (judge(far, market, one, deed, body) for one in (match, never))
        assert theirs.status_code == 404
        assert theirs.content == nothing.content
