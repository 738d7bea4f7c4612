"""Listings under bans: noted, held for a day at most, confirmed or dismissed by a person, out of the shop only there."""

from datetime import timedelta

import pytest

from registry import services as registry
from registry.banning import BanDetails
from scanner import known, services
from scanner.matchers import bans
from scanner.matchers.facts import ListingFacts
from scanner.models import BanHit
from scanner.services.banning import LET_GO, holds_back, let_ban_go, note_hits
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.scanner.stage import waiting
from workflow.models import Clock


def ban(market, action="hold", **changes):
    given = {
        "kind": "exclusion_order", "title": "Certain hair dryers", "authority": "USITC", "order": "337-TA-0000",
        "territories": ("US",), "products": ("hair dryer",), "action": action, **changes,
    }  # fmt: skip
    return registry.add_ban(actor=market.actor("lead"), details=BanDetails(**given))


def noted(market, number="A-1", title="Ionic hair dryer", now=None, **more):
    """A listing after its check, as the act of publishing leaves it."""
    listing = waiting(market, number, title, **more)
    return listing, check(market, listing, now)


def check(market, listing, now=None):
    now = now or database_now()
    index = type("Index", (), {"bans": known.ban_table()})
    facts = ListingFacts(listing.title, category_path=tuple(listing.category), markets=tuple(listing.markets))
    found = {listing.id: bans.match(facts, index)}
    hits = note_hits(actor=market.system, listings=[listing], found=found, now=now)
    held = any(hit.holds for hit in hits)
    settled = {"public": [] if held else [listing], "held": [listing] if held else []}
    sellers.settle_publication(actor=market.system, **settled, now=now)
    return hits


def state(listing):
    return Listing.objects.get(id=listing.id).state


def shown_in(listing, *countries):
    now = database_now()
    return [country for country in countries if Listing.objects.public_in(country, now).filter(id=listing.id).exists()]


def test_confirmed_it_leaves_the_shop_where_the_ban_holds_and_nowhere_else(market):
    ban(market)
    listing, [hit] = noted(market)
    assert (state(listing), hit.holds, hit.regions) == ("held", True, ["US"])
    services.confirm_hit(actor=market.actor("reviewer"), hit_id=hit.id)
    assert state(listing) == "public"
    assert shown_in(listing, "US", "DE") == ["DE"]
    with pytest.raises(Conflict):
        services.confirm_hit(actor=market.actor("reviewer"), hit_id=hit.id)


def test_dismissed_it_is_published_and_a_second_thought_brings_it_back(market):
    ban(market)
    listing, [hit] = noted(market)
    services.dismiss_hit(actor=market.actor("reviewer"), hit_id=hit.id, why="other_model")
    assert shown_in(listing, "US", "DE") == ["US", "DE"]
    other, [hit] = noted(market, "A-2")
    services.confirm_hit(actor=market.actor("reviewer"), hit_id=hit.id)
    services.dismiss_hit(actor=market.actor("reviewer"), hit_id=hit.id, why="excepted")
    assert shown_in(other, "US", "DE") == ["US", "DE"]
    assert not Clock.objects.filter(state="running").exists()


def test_silence_publishes_after_a_day_and_it_stays_to_be_looked_at(market):
    ban(market)
    listing, [hit] = noted(market)
    [clock] = Clock.objects.filter(subject_id=hit.id)
    assert (clock.then, clock.due_at - clock.started_at) == (LET_GO, timedelta(hours=24))
    let_ban_go(clock, database_now())
    let_ban_go(clock, database_now())
    assert state(listing) == "public"
    assert (BanHit.objects.get().state, BanHit.objects.get().holds) == ("open", False)


def test_two_bans_hold_until_both_let_go(market):
    ban(market)
    ban(market, order="2")
    listing, hits = noted(market)
    services.dismiss_hit(actor=market.actor("reviewer"), hit_id=hits[0].id, why="other_goods")
    assert state(listing) == "held"
    assert holds_back(listing)
    services.dismiss_hit(actor=market.actor("reviewer"), hit_id=hits[1].id, why="other_goods")
    assert state(listing) == "public"


def test_one_to_be_looked_at_holds_nothing(market):
    ban(market, action="queue")
    listing, [hit] = noted(market)
    assert state(listing) == "public"
    services.confirm_hit(actor=market.actor("reviewer"), hit_id=hit.id)
    assert shown_in(listing, "US", "DE") == ["DE"]


def test_a_ban_to_come_or_ended_reaches_nothing(market):
    tomorrow = database_now().date() + timedelta(days=1)
    ban(market, starts_on=tomorrow)
    _listing, hits = noted(market)
    assert hits == []
    assert len(noted(market, "A-2", now=database_now() + timedelta(days=2))[1]) == 1


def test_a_changed_listing_is_judged_anew_and_the_same_once(market):
    ban(market, action="queue")
    listing, [_hit] = noted(market)
    listing.refresh_from_db()
    sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Clothes rack")
    assert check(market, listing) == []
    assert BanHit.objects.get().state == "superseded"
    assert note_hits(actor=market.system, listings=[listing], found={}, now=database_now()) == []


def test_who_may_judge(market):
    ban(market)
    _listing, [hit] = noted(market)
    for who in ("auditor", "brand", "seller"):
        with pytest.raises(Denied):
            services.confirm_hit(actor=market.actor(who), hit_id=hit.id)
    with pytest.raises(NotFound):
        services.confirm_hit(actor=market.actor("reviewer_de"), hit_id=hit.id)
    with pytest.raises(Invalid):
        services.dismiss_hit(actor=market.actor("reviewer"), hit_id=hit.id, why="mood")


def test_the_page_lists_confirms_and_dismisses(market, as_, django_assert_max_num_queries):
    order = ban(market)
    first, [hit] = noted(market, title="Ionic hair dryer <b>")
    _second, [other] = noted(market, "A-2")
    reviewer = as_(market, "reviewer")
    with django_assert_max_num_queries(30):
        page = reviewer.get(market.url("bans/listings/found")).content.decode()
    assert "Ionic hair dryer &lt;b&gt;" in page
    assert "may not be brought into US under USITC 337-TA-0000" in page
    answer = reviewer.post(market.url(f"bans/listings/{hit.id}/confirm?ban={order.reference}"), follow=True)
    assert "leaves the shop" in answer.content.decode()
    assert first.number not in answer.content.decode()
    answer = reviewer.post(market.url(f"bans/listings/{other.id}/dismiss"), {"why": "other_goods"}, follow=True)
    assert "Nothing here" in answer.content.decode()
    assert "A-1" in reviewer.get(market.url("bans/listings/found?state=confirmed")).content.decode()
    assert as_(market, "reviewer_de").get(market.url("bans/listings/found")).content.decode().count("A-1") == 0


def test_the_api_lists_confirms_and_dismisses(market, as_, django_assert_max_num_queries):
    order = ban(market)
    listing, [hit] = noted(market)
    _second, [other] = noted(market, "A-2")
    reviewer, where = as_(market, "reviewer"), market.url("api/v1/banned-listings")

    def listed(client=reviewer, **query):
        answer = client.get(where, query)
        assert answer.status_code == 200, answer.content
        return [row["listing"] for row in answer.json()["results"]]

    def judge(one, deed, key, **body):
        return reviewer.post(
            f"{where}/{one.id}/{deed}", body or None, content_type="application/json", headers={"Idempotency-Key": key}
        )

    with django_assert_max_num_queries(15):
        assert listed(ban=order.reference, region="US", seller=market.parties["seller"].reference) == ["A-2", "A-1"]
    assert listed(listing="A-1") == ["A-1"]
    assert listed(region="DE") == listed(ban="MW-NONE") == listed(as_(market, "reviewer_de")) == []
    assert reviewer.get(market.url("bans/listings/found/count")).content == b"2"
    told = reviewer.get(f"{where}/{hit.id}").json()
    assert (told["state"], told["holds"], told["ban"], told["regions"]) == ("open", True, order.reference, ["US"])
    assert "may not be brought into US" in told["sentence"]
    first, again = judge(hit, "confirm", "one"), judge(hit, "confirm", "one")
    assert (first.status_code, first.json()) == (200, again.json())
    assert (first.json()["state"], shown_in(listing, "US", "DE")) == ("confirmed", ["DE"])
    assert judge(hit, "confirm", "two").status_code == 409
    assert judge(other, "dismiss", "three", why="mood").status_code == 422
    assert judge(other, "dismiss", "four", why="other_goods").json()["verdict"] == "other_goods"
    assert (listed(state="dismissed"), listed()) == (["A-2"], [])
    assert as_(market, "brand").get(where).status_code == 403
