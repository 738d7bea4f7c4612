"""What the pre-check says must be mended is not published by any way in: the seller mends it, or a person passes it."""

import json

import pytest

from audit.models import Entry
from scanner import services
from scanner.models import RuleStop
from scanner.services.waiting import publish_waiting
from sellers import services as sellers
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.stage import published, waiting

pytestmark = pytest.mark.django_db
BAD, GOOD = "Bag, 1:1 replica", "Plain bag"


def sweep(market):
    return publish_waiting(actor=market.system, now=database_now())


def test_it_stays_out_of_the_shop_until_it_is_mended(market):
    listing, scanned = published(market, "A-1", BAD, markets=("US",))
    assert (scanned.outcome, listing.state) == ("checking", "checking")
    assert scanned.stopped == ("en-US.replica",)
    assert sweep(market).taken == 0
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Bag, another 1:1 replica")
    assert sweep(market).public == 0
    assert RuleStop.objects.get().revision == 2
    listing.refresh_from_db()
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title=GOOD)
    assert sweep(market).public == 1
    assert not RuleStop.objects.exists()
    assert Entry.objects.filter(verb="rules.stop").count() == 2


def test_who_says_that_the_rule_is_wrong_is_heard_by_a_person(market, as_):
    listing, _scanned = published(market, "A-1", BAD, markets=("US",))
    waiting(market, "A-2", BAD, seller="other_seller")
    with pytest.raises(NotFound):
        services.object_to_rules(actor=market.actor("other_seller"), number="A-1", words="Not mine.")
    with pytest.raises(Invalid):
        services.object_to_rules(actor=market.actor("seller"), number="A-1", words=" ")
    services.object_to_rules(actor=market.actor("seller"), number="A-1", words="It is the name of a <b>film</b>.")
    with pytest.raises(Conflict):
        services.object_to_rules(actor=market.actor("seller"), number="A-1", words="Again.")
    queue = as_(market, "reviewer").get(market.url("precheck/stopped")).content.decode()
    assert "It is the name of a &lt;b&gt;film" in queue
    assert as_(market, "reviewer").get(market.url("precheck/stopped/count")).content == b"1"
    with pytest.raises(Denied):
        services.pass_stopped(actor=market.actor("seller"), number="A-1", why="Let me.")
    reviewer = as_(market, "reviewer")
    assert reviewer.post(market.url("precheck/stopped/A-1/pass"), {"why": ""}).status_code == 422
    assert reviewer.post(market.url("precheck/stopped/A-1/pass"), {"why": "A film."}).status_code == 303
    assert sweep(market).public == 1
    listing.refresh_from_db()
    assert listing.state == "public"


def test_a_rule_that_is_switched_off_stops_nobody_any_longer_and_what_was_said_stays_under_another(market):
    published(market, "A-1", BAD, markets=("US",))
    services.object_to_rules(actor=market.actor("seller"), number="A-1", words="A film.")
    lead = market.actor("lead")
    services.change_house_rule(actor=lead, rule="en-US.fda", severity="hint", why="Elsewhere.")
    assert sweep(market).public == 0
    assert RuleStop.objects.get().objection == "A film."
    services.change_house_rule(actor=lead, rule="en-US.replica", severity="warn", why="We look ourselves.")
    assert sweep(market).public == 1


def test_the_seller_reads_what_to_mend_on_page_and_by_program(market, as_):
    published(market, "A-1", BAD, markets=("US",))
    client = as_(market, "seller")
    part = client.get(market.url("precheck/stopped/A-1")).content.decode()
    assert "<mark><bdi>1:1 replica</bdi></mark>" in part
    assert "18 U.S.C. 2320" in part
    assert as_(market, "brand").get(market.url("precheck/stopped/A-1")).status_code == 404
    [row] = client.get(market.url("api/v1/precheck/stopped")).json()["results"]
    assert (row["listing"], row["rules"]) == ("A-1", ["en-US.replica"])
    body = {"number": "A-9", "title": BAD, "markets": ["US"]}
    answer = client.post(market.url("api/v1/listings"), json.dumps(body), content_type="application/json").json()
    assert (answer["outcome"], answer["stopped_by"]) == ("checking", ["en-US.replica"])
