"""A listing's way: nothing is public that was not checked, what was judged is kept, one writer wins."""

import re

import pytest

from audit.models import Entry
from audit.queries import timeline
from sellers import services
from sellers.models import Listing, ListingVersion, ListingWord
from sellers.queries import listing_by_number, listings
from tenancy.catalogue import faults
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.models import Due
from tests.plans import measure, plan_of
from tests.sellers.conftest import a_picture, public_in, publish, submit, told


def jobs():
    return set(Due.objects.values_list("job", flat=True))


def test_a_listing_waits_for_its_check_and_nobody_sees_it_till_then(market):
    made = submit(market, pictures=[a_picture(), a_picture("red")])
    assert made.state == "checking"
    assert public_in("US") == {"US": []}
    assert told() == []
    assert "publish" in jobs()
    assert not listings(market.actor("brand")).exists()
    version = ListingVersion.objects.get(listing=made)
    assert version.content["title"] == made.title
    assert len(version.content["pictures"]) == 2


def test_every_step_stands_in_the_log_and_the_seller_sees_it(market, listing):
    services.revise_listing(actor=market.actor("seller"), listing=listing, title="Halden bottle")
    services.hold(actor=market.system, listing=listing)
    services.end_listing(actor=market.actor("seller"), listing=listing)
    seen = [line.verb for line in timeline(listing.id, market.actor("seller"))]
    assert seen == ["listing.ended", "listing.held", "listing.revised", "listing.published", "listing.submitted"]
    assert timeline(listing.id, market.actor("other_seller")) == []


def test_the_log_says_nothing_of_what_a_listing_says(market):
    submit(market, title="Zanzibar unmistakable", description="Quixotic words", brand="Xylophone")
    data = b"".join(bytes(one) for one in Entry.objects.values_list("data", flat=True)).lower()
    assert not [word for word in (b"zanzibar", b"quixotic", b"xylophone") if word in data]


def test_publication_tells_the_shop_and_the_seller_where(market, listing):
    expected = [("L-1", 1, ["DE", "US"], "published")]
    assert told() == expected
    assert told(f"party:{listing.seller_id}") == expected
    assert public_in("US", "DE", "FR") == {"US": ["L-1"], "DE": ["L-1"], "FR": []}


def test_a_change_takes_it_out_until_it_is_checked_again(market, listing):
    services.revise_listing(actor=market.actor("seller_sub"), listing=listing, markets=["US"], pictures=[a_picture()])
    assert (listing.state, listing.revision) == ("checking", 2)
    assert public_in("US") == {"US": []}
    publish(market, listing)
    assert [state[1:3] for state in told()] == [(1, ["DE", "US"]), (2, []), (3, ["US"])]
    assert ListingVersion.objects.filter(listing=listing).count() == 2


def test_the_same_content_is_no_change(market, listing):
    before = Entry.objects.count()
    services.revise_listing(actor=market.actor("seller"), listing=listing, title=listing.title, markets=["de", "US"])
    assert (listing.state, Entry.objects.count()) == ("public", before)


def test_a_check_of_old_content_cannot_publish_the_new(market):
    made = submit(market)
    in_check = Listing.objects.get(id=made.id)
    services.revise_listing(actor=market.actor("seller"), listing=made, title="Something else")
    with pytest.raises(Conflict):
        services.make_public(actor=market.system, listing=in_check)


def test_what_is_ended_stays_ended(market, listing):
    services.end_listing(actor=market.actor("seller"), listing=listing)
    assert told()[-1] == ("L-1", 2, [], "ended")
    with pytest.raises(Conflict):
        services.revise_listing(actor=market.actor("seller"), listing=listing, title="Again")
    with pytest.raises(Conflict):
        services.make_public(actor=market.system, listing=listing)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"markets": []}, "markets"),
        ({"markets": ["US", "XX"]}, "markets"),
        ({"price_cents": -1, "currency": "USD"}, "price_cents"),
        ({"price_cents": 100}, "currency"),
        ({"currency": "usd"}, "currency"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"category": ["Shoes", ""]}, "category"),
        ({"number": "no digit"}, "number"),
        ({"number": "new"}, "number"),
        ({"number": "../1"}, "number"),
        ({"pictures": [None] * 13}, "pictures"),
    ],
)
def test_what_cannot_be_accepted_names_its_field(market, content, field):
    with pytest.raises(Invalid) as refused:
        submit(market, **content)
    assert set(refused.value.fields) == {field}
    assert not Listing.objects.exists()


def test_a_number_stands_once_in_a_marketplace(market, listing):
    with pytest.raises(Invalid) as refused:
        submit(market, "L-1", who="other_seller")
    assert "number" in refused.value.fields


def test_who_may_hand_in(market):
    with pytest.raises(Denied):
        submit(market, who="seller_reader")
    with pytest.raises(Denied):
        submit(market, who="lead")
    with pytest.raises(Denied):
        submit(market, who="brand")
    with pytest.raises(NotFound):
        submit(market, seller=market.parties["other_seller"])
    with pytest.raises(Invalid):
        submit(market, who="key:shop")
    with pytest.raises(Invalid):
        submit(market, who="key:shop", seller=market.parties["brand"])
    made = submit(market, who="key:shop", seller=market.parties["seller"])
    assert made.seller == market.parties["seller"]
    with pytest.raises(NotFound):
        services.revise_listing(actor=market.actor("other_seller"), listing=made, title="Mine")
    with pytest.raises(NotFound):
        services.end_listing(actor=market.actor("other_seller"), listing=made)


def test_found_by_any_word_and_by_number(market):
    for number, title, brand in (
        ("FK-77-a", "Mens Trail Shoe", "Haldén"),
        ("FK-78-b", "Ladies trail bottle", ""),
        ("ZZ9", "Socks", "Trailblazer"),
    ):
        publish(market, submit(market, number, title=title, brand=brand))
    brand = market.actor("brand")

    def found(search, **more):
        return sorted(one.number for one in listings(brand, search=search, **more))

    assert found("TRAIL") == ["FK-77-a", "FK-78-b", "ZZ9"]
    assert found("trail sho") == ["FK-77-a"]
    assert found("halden") == ["FK-77-a"]
    assert found("fk-78") == ["FK-78-b"]
    assert found("FK-77-a") == ["FK-77-a"]
    assert found("lazer") == []
    assert found("???") == []
    assert found("", number="ZZ9") == ["ZZ9"]
    assert found("trail", state="held") == []


@pytest.mark.django_db(transaction=True)
def test_a_search_reads_the_index_of_words(open_market):
    """Under row security LIKE and text indexes are of no use: a search must be a range over words."""
    with open_market.inside():
        one = submit(open_market)
        ListingWord.objects.bulk_create(ListingWord(listing=one, word=f"word{n}") for n in range(3000))
    measure(ListingWord)
    with open_market.inside():
        found = listings(open_market.actor("brand"), search="aurora bottle", public_at=database_now())
        plan = plan_of(found.order_by("-id")[:51])
    assert plan.count("listingword_once") == 2
    conditions = " ".join(line for line in plan.splitlines() if "Index Cond" in line)
    for word in ("aurora", "bottle"):
        assert re.search(rf"word\S* >= '{word}'", conditions), plan


def test_the_wall_stands_round_our_tables(db):
    assert [fault for fault in faults() if "sellers" in fault.lower()] == []


def test_who_sees_which_listing(market):
    hidden = submit(market, "L-1")
    publish(market, submit(market, "L-2"))
    assert listing_by_number(market.actor("seller"), "L-1") == hidden
    assert listing_by_number(market.actor("reviewer"), "L-1") == hidden
    assert listing_by_number(market.actor("brand"), "L-2")
    for stranger in ("brand", "other_seller", "logistics"):
        with pytest.raises(NotFound):
            listing_by_number(market.actor(stranger), "L-1")
    with pytest.raises(NotFound):
        listing_by_number(market.actor("other_seller"), "L-2")


def test_another_marketplace_has_its_own_numbers(world):
    for market in world:
        with market.inside():
            submit(market, "L-1")
    with world.other.inside():
        assert Listing.objects.count() == 1
