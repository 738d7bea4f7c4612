"""What is gathered round listings, in as many queries for many as for one; and what the index learns of rights."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry import services as registry
from registry.details import Details
from scanner import known, reference
from scanner.known import earlier_listings
from scanner.listing_facts import gather
from scanner.matchers.copied_text import EarlierTable, TextTable, copies
from scanner.matchers.facts import ListingFacts, SellerFacts
from scanner.models import ListingText, SellerLink
from scanner.scanning import scan
from scanner.services.texts import note_texts
from sellers import services as sellers
from sellers.queries import images_of
from tenancy.context import database_now
from tests.scanner.stage import png, published, trademark, waiting
from tests.sellers.test_restraints import lay

TEXT = (
    "The Halden trail bottle keeps water cold for a whole day on the mountain. Its wall of double steel is drawn from one"
    " sheet and has no seam that could leak, and the lid of ash wood closes with a quarter turn of one hand."
)


def gathered(listings):
    images, now = images_of(listings), database_now() + timedelta(seconds=1)
    with CaptureQueriesContext(connection) as queries:
        found = gather(listings, images, now=now)
    return found, len(queries)


def test_one_listing_and_many_take_the_same_number_of_queries(market):
    one = waiting(market, "A-0", pictures=[png(1)], price_cents=900, currency="USD", origin="CN", description=TEXT)
    few, queries = gathered([one])
    many = [
        waiting(
            market, f"B-{n}", seller="other_seller" if n % 2 else "seller", pictures=[png(1)], price_cents=1_000 + n,
            currency="USD",
        )
        for n in range(12)
    ]  # fmt: skip
    found, queries_of_many = gathered([one, *many])
    assert queries_of_many == queries <= 8
    assert few[one.id]["sightings"] == ()
    seen = found[one.id]
    assert (seen["number"], seen["markets"], seen["origin"]) == ("A-0", ("DE", "US"), "CN")
    assert seen["seller"].id == market.parties["seller"].id
    assert seen["seller"].listings == 7
    [sighting] = seen["sightings"]
    assert (sighting.sellers, sighting.first_elsewhere, sighting.own) == (1, False, 6)
    [copy] = found[many[1].id]["sightings"]
    assert (copy.sellers, copy.first_elsewhere, copy.own) == (1, True, 5)
    assert seen["peers"] is None, "none of them is public yet"


def test_public_listings_of_the_category_are_its_peers(market):
    made = [published(market, f"C-{n}", "Bag", price_cents=100 * n, currency="USD")[0] for n in range(1, 6)]
    peers = gathered(made[:1])[0][made[0].id]["peers"]
    assert (peers.median_cents, peers.low_cents, peers.count) == (300, 100, 5)


def test_nothing_asked_nothing_found(market):
    assert gather([], [], now=database_now()) == {}


class TestTexts:
    def test_what_a_listing_says_is_kept_and_forgotten_with_its_words(self, market):
        listing, _scanned = published(market, description=TEXT)
        silent, _scanned = published(market, "A-2")
        assert note_texts(listings=[listing, silent], now=database_now()) == 1
        note_texts(listings=[listing], now=database_now())
        [earlier] = earlier_listings()
        assert (earlier.number, earlier.seller) == ("A-1", market.parties["seller"].id)
        copy = ListingFacts("", TEXT, number="Z-1", seller=SellerFacts(id=market.parties["other_seller"].id))
        assert [found.number for found in copies(copy, [EarlierTable([earlier])])] == ["A-1"]
        assert earlier_listings(since=database_now()) == []
        listing.description = ""
        note_texts(listings=[listing], now=database_now())
        assert not ListingText.objects.exists()

    def test_a_held_or_ended_listing_is_no_model(self, market):
        listing, _scanned = published(market, description=TEXT)
        note_texts(listings=[listing], now=database_now())
        sellers.end_listing(actor=market.actor("seller"), listing=listing)
        assert earlier_listings() == []

    def test_an_authorised_seller_brings_the_copyright_along(self, market):
        work = Details(kind="copyright", title="Catalogue", territories=("US",))
        right = registry.register_right(actor=market.actor("brand"), details=work)
        right = registry.verify_right(actor=market.actor("lead"), right=right)
        registry.authorise_seller(actor=market.actor("brand"), right=right, seller=market.parties["seller"])
        listing, _scanned = published(market, description=TEXT)
        note_texts(listings=[listing], now=database_now())
        [earlier] = earlier_listings()
        assert earlier.rights == (right.id,)


def test_what_the_registry_knows_reaches_the_tables(market, django_assert_num_queries):
    mark = trademark(market)
    registry.set_band(
        actor=market.actor("lead"), right=mark, currency="EUR", low_cents=100, high_cents=200, goods="Travel bags"
    )
    work = Details(kind="copyright", title="Catalogue", territories=("US",), made_in=("IT",))
    right = registry.register_right(actor=market.actor("brand"), details=work)
    registry.add_text(actor=market.actor("lead"), right=right, title="Bottle", text=TEXT)
    registry.verify_right(actor=market.actor("lead"), right=right)
    with django_assert_num_queries(1):
        texts = known.texts()
    assert len(TextTable(texts)) == 1
    [band] = known.bands()[mark.id]
    assert band.goods == {"travel", "bag"}
    assert known.bands([right.id]) == {}
    assert known.made_in() == {right.id: frozenset({"IT"})}
    assert known.designs() == known.aims() == {}
    assert len(known.ban_table()) == 0


def test_a_usual_price_that_ends_or_begins_counts_to_the_day_though_the_registry_does_not_change(market):
    """The index in memory stays the same one over three days."""
    mark, lead, day = trademark(market), market.actor("lead"), database_now().date()
    registry.set_band(
        actor=lead, right=mark, currency="USD", low_cents=10_000, high_cents=20_000, ends_on=day + timedelta(days=1)
    )
    registry.set_band(
        actor=lead, right=mark, currency="EUR", low_cents=10_000, high_cents=20_000,
        starts_on=day + timedelta(days=2),
    )  # fmt: skip
    loaded = reference.current()
    dear = waiting(market, "A-1", price_cents=900, currency="USD")
    cheap = waiting(market, "A-2", price_cents=900, currency="EUR")

    def said(listing, days):
        [scanned] = scan([listing], loaded.index, now=database_now() + timedelta(days=days))
        return {reason["code"] for found in scanned.found for reason in found.reasons} & {"price-far-below"}

    assert [bool(said(dear, days)) for days in range(3)] == [True, True, False]
    assert [bool(said(cheap, days)) for days in range(3)] == [False, False, True]
    assert reference.current().index is loaded.index


def test_what_was_taken_out_is_known_again_under_another_number(market):
    """By its number of goods, a picture or its title; the removed one itself, and the same of another seller, are not."""
    gone, _scanned = published(market, "R-1", title="Halden bottle, blue", gtin="4006381333931", pictures=[png(7)])
    lay(market, [gone])
    told = {"same title": {"title": "HALDEN bottle, blue"}, "same picture": {"pictures": [png(7)]},
            "same goods": {"title": "Flask", "gtin": "4006381333931"}, "another": {"title": "Cup"}}  # fmt: skip
    made = {says: waiting(market, f"R-{n}", **said) for n, (says, said) in enumerate(told.items(), 2)}
    others = waiting(market, "R-9", seller="other_seller", title="Halden bottle, blue")
    found, _queries = gathered([gone, *made.values(), others])
    assert {says: found[one.id]["relisted"] for says, one in made.items()} == {
        "same title": ("R-1", "title"), "same picture": ("R-1", "picture"), "same goods": ("R-1", "gtin"), "another": None,
    }  # fmt: skip
    assert found[gone.id]["relisted"] is found[others.id]["relisted"] is None
    same = waiting(market, "R-10", seller="other_seller", title="Flask", gtin="4006381333931")
    assert gathered([same])[0][same.id]["relisted"] is None
    one, other = sorted((gone.seller_id, same.seller_id))
    SellerLink.objects.create(
        seller_a_id=one, seller_b_id=other, state="confirmed", strength=90, last_seen_at=database_now()
    )
    linked, _queries = gathered([same, others])
    assert (linked[same.id]["relisted"], linked[others.id]["relisted"]) == (("R-1", "gtin-linked"), None)
    trademark(market, "Halden")
    [scanned] = scan([made["same title"]], reference.current().index, now=database_now() + timedelta(seconds=1))
    [reason] = [one for found in scanned.found for one in found.reasons if one["code"] == "relisted-title"]
    assert reason["facts"]["listing"] == "R-1"
