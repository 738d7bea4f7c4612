"""Complaints about goods, surges of them, prices of like listings, the same picture elsewhere, where goods come from."""

from datetime import timedelta

import pytest

from audit.queries import timeline
from sellers import conduct, services
from sellers.conduct import surge
from sellers.models import Listing, ListingVersion, QualityFact
from sellers.services import Complained
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from tests.cast import add_key
from tests.sellers.conftest import a_picture, publish, submit


def complained(market, number, **changes):
    seller = market.parties["seller"].reference
    given = {"seller": seller, "kind": "quality", "source": "buyer", "cause": number, "at": database_now()}
    return Complained(**{**given, **changes})


def note(market, *complaints):
    return services.note_quality(actor=market.system, complaints=complaints)


class TestComplaints:
    def test_each_cause_counts_once_and_the_seller_reads_of_it(self, market, listing):
        one = complained(market, "R-1", listing=listing.number)
        assert note(market, one, complained(market, "R-2", kind="safety"), one) == 2
        assert note(market, one) == 0
        assert QualityFact.objects.filter(listing=listing).count() == 1
        line = timeline(market.parties["seller"].id, market.actor("seller"))[0]
        assert (line.verb, line.facts["complaints"]) == ("seller.quality_noted", 2)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"seller": "PA-NOPE"}, "0.seller"),
            ({"listing": "L-404"}, "0.listing"),
            ({"kind": "ugly"}, "0.kind"),
            ({"source": "rival"}, "0.source"),
            ({"cause": " "}, "0.cause"),
            ({"at": database_now}, "0.at"),
        ],
    )
    def test_all_or_none_go_in(self, market, changes, field):
        if callable(changes.get("at")):
            changes = {"at": database_now() + timedelta(days=1)}
        with pytest.raises(Invalid) as refused:
            note(market, complained(market, "R-1", **changes), complained(market, "R-2"))
        assert field in refused.value.fields
        assert not QualityFact.objects.exists()

    def test_a_listing_of_another_seller_is_none_of_this_one(self, market, listing):
        other = market.parties["other_seller"].reference
        with pytest.raises(Invalid):
            note(market, complained(market, "R-1", seller=other, listing=listing.number))

    def test_no_member_notes_any(self, market):
        for who in ("lead", "brand", "seller"):
            with pytest.raises(Denied):
                services.note_quality(actor=market.actor(who), complaints=[complained(market, "R-1")])

    def test_by_the_api_of_the_shop_and_of_a_warehouse(self, market, client):
        shop = add_key(market, "returns", party="operator", scopes=["quality"])
        sent = {"complaints": [{
            "seller": market.parties["seller"].reference, "kind": "suspected_fake", "source": "warehouse",
            "cause": "W-1", "at": database_now().isoformat(),
        }]}  # fmt: skip
        url = market.url("api/v1/quality")
        answer = client.post(url, sent, content_type="application/json", headers=shop.headers)
        assert (answer.status_code, answer.json()) == (200, {"noted": 1, "known": 0})
        answer = client.post(url, sent, content_type="application/json", headers=shop.headers)
        assert answer.json() == {"noted": 0, "known": 1}
        warehouse = add_key(market, "dock", party="logistics", scopes=["quality"])
        assert client.post(url, sent, content_type="application/json", headers=warehouse.headers).status_code == 200
        brand = market.keys["brand"]
        assert client.post(url, sent, content_type="application/json", headers=brand.headers).status_code == 403

    def test_the_standing_shows_them_and_the_surge(self, market, as_):
        note(market, *(complained(market, f"R-{n}", kind="safety") for n in range(6)))
        page = as_(market, "seller").get(market.url("standing")).content.decode()
        assert "A surge of complaints" in page
        assert "Unsafe" in page


@pytest.mark.parametrize(
    ("week", "usual", "times"),
    [(0, 0, 1), (4, 0, 1), (5, 0, 5), (6, 83, 1), (14, 83, 2), (21, 83, 3), (70, 83, 10)],
)
def test_a_surge_is_held_against_the_usual_week(week, usual, times):
    assert round(surge(week, usual)) == times


def test_the_record_of_a_seller(market):
    now = database_now()
    seller = market.parties["seller"].id
    actor = market.actor("reviewer")
    for number, outcome in enumerate(("upheld", "upheld", "rejected", "")):
        at = now - timedelta(days=number)
        services.note_prior(actor=actor, seller_id=seller, case=f"C-{number}", outcome=outcome, now=at)
    services.note_prior(actor=actor, seller_id=seller, case="C-9", outcome="upheld", now=now - timedelta(days=400))
    services.give_strike(actor=actor, seller_id=seller, weight=100, reason="upheld", cause="S-1", now=now)
    services.give_strike(actor=actor, seller_id=seller, weight=100, reason="upheld", cause="S-2", now=now)
    services.reverse_strikes(actor=market.system, causes=["S-2"], by="C-1", now=now)
    note(market, *(complained(market, f"R-{n}", at=now - timedelta(days=50 * n)) for n in range(9)))
    submit(market)
    found = conduct.conduct_of([seller], now + timedelta(seconds=1))[seller]
    assert (found.listings, found.upheld, found.rejected, found.strikes) == (1, 2, 1, 1)
    assert (found.complaints, found.complaints_in_week, found.surge) == (8, 1, 1.0)


def test_what_like_listings_cost(market):
    made = [
        submit(market, f"P-{n}", category=["Sports", "Bottles"], price_cents=1_000 + n, currency="USD")
        for n in range(21)
    ]
    hidden = submit(market, "P-99", category=["Sports"], price_cents=9, currency="USD")
    publish(market, *made)
    assert hidden.state == "checking"
    other = submit(market, "P-88", category=["Books"], price_cents=5, currency="USD")
    publish(market, other)
    found = conduct.peers_of([("sports", "USD"), ("sports", "EUR"), ("", "USD"), ("sports", "")])
    assert found == {("sports", "USD"): conduct.Peers(median_cents=1_010, low_cents=1_002, count=21)}


def test_where_a_picture_stands(market):
    first = submit(market, "A-1", pictures=[a_picture()])
    submit(market, "B-1", who="other_seller", pictures=[a_picture()])
    submit(market, "B-2", who="other_seller", pictures=[a_picture("red")])
    [image] = first.images.select_related("evidence")
    found = conduct.shown_with([image.evidence.address, "nothing"])
    sellers = [shown.seller_id for shown in found[image.evidence.address]]
    assert sellers == [market.parties["seller"].id, market.parties["other_seller"].id]
    assert "nothing" not in found


class TestOrigin:
    def test_it_is_part_of_what_is_judged(self, market):
        listing = submit(market, origin="it")
        assert Listing.objects.get().origin == "IT"
        assert ListingVersion.objects.get().content["origin"] == "IT"
        services.revise_listing(actor=market.actor("seller"), listing=listing, origin="CN")
        assert ListingVersion.objects.count() == 2

    def test_it_is_a_country(self, market):
        with pytest.raises(Invalid) as refused:
            submit(market, origin="ZZ")
        assert "origin" in refused.value.fields

    def test_on_the_pages_by_name(self, market, as_):
        seller = as_(market, "seller")
        form = {"title": "Bottle", "number": "L-7", "markets": "US", "origin": "Italy"}
        assert seller.post(market.url("listings/publish"), form).status_code in (302, 303)
        assert Listing.objects.get().origin == "IT"
        assert "Made in" in seller.get(market.url("listings/L-7")).content.decode()
        wrong = seller.post(market.url("listings/publish"), {**form, "number": "L-8", "origin": "Narnia"})
        assert wrong.status_code == 422
        assert "Not a country: Narnia." in wrong.content.decode()
