"""Looking again at what is in the shop: only what is new counts, and it has the same effect as before publication."""

from audit.models import Entry
from audit.queries import about
from enforcement import sweeps
from enforcement.models import Case
from scanner import reference, services
from scanner.models import Match, Scan
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tests.scanner.stage import HIDDEN, authorise, published, trademark


def again(market, *listings, **more):
    found = list(Listing.objects.filter(id__in=[listing.id for listing in listings])) if listings else []
    return services.rescan_many(
        actor=market.system, listings=found or list(Listing.objects.all()), loaded=reference.current(),
        now=database_now(), **more,
    )  # fmt: skip


def test_a_right_registered_later_is_found_in_what_is_in_the_shop_already(market):
    open_, hidden = published(market)[0], published(market, "A-2", HIDDEN)[0]
    assert {open_.state, hidden.state} == {"public"}
    right = trademark(market)
    report = again(market)
    assert (report.listings, report.matches, report.held) == (2, 2, 1)
    hidden.refresh_from_db()
    open_.refresh_from_db()
    assert (open_.state, hidden.state) == ("public", "held")
    assert set(Match.objects.values_list("listing__number", "lead", "state", "right")) == {
        ("A-1", "queue", "open", right.id),
        ("A-2", "hold", "confirmed", right.id),
    }
    assert set(Scan.objects.filter(index__number=reference.current().version.number).values_list("outcome")) == {
        ("public",), ("held",),
    }  # fmt: skip
    sweeps.open_from_matches(database_now())
    assert Case.objects.get().items.get().listing == hidden, "a person judges it, against a clock"


def test_what_a_reviewer_has_dismissed_is_not_brought_up_again(market):
    trademark(market)
    listing, _found = published(market)
    match = Match.objects.get()
    services.dismiss_match(actor=market.actor("reviewer"), match_id=match.id, why="descriptive")
    trademark(market, "Quillmore", number="018442191")
    assert again(market, listing).matches == 0
    assert Match.objects.get().state == "dismissed"


def test_an_authorised_seller_is_asked_about_first(market):
    listing, _found = published(market, title=HIDDEN)
    right = trademark(market)
    authorise(market, right)
    assert again(market).matches == 0
    listing.refresh_from_db()
    assert listing.state == "public"


def test_a_listing_that_is_being_checked_or_has_ended_is_left_alone(market):
    listing, _found = published(market, title=HIDDEN)
    trademark(market)
    sellers.end_listing(actor=market.actor("seller"), listing=listing)
    assert again(market).listings == 0
    assert not Match.objects.exists()


def test_a_listing_changed_since_it_was_read_keeps_its_own_check(market):
    published(market, title=HIDDEN)
    trademark(market)
    stale = list(Listing.objects.all())
    Listing.objects.update(version=stale[0].version + 1)
    loaded = reference.current()
    report = services.rescan_many(actor=market.system, listings=stale, loaded=loaded, now=database_now())
    assert (report.matches, report.held) == (0, 0)
    assert Listing.objects.get().state == "public"


def test_some_rights_may_be_asked_for_alone(market):
    published(market, title=HIDDEN)
    right, other = trademark(market), trademark(market, "Weekender", number="018442191")
    assert again(market, only={other.id}).held == 0
    assert list(Match.objects.values_list("right", flat=True)) in ([other.id], [])
    again(market, only={right.id})
    assert right.id in Match.objects.values_list("right", flat=True)


def test_many_that_show_nothing_new_are_one_entry_and_a_constant_number_of_queries(
    market, django_assert_max_num_queries
):
    for number in range(6):
        published(market, f"A-{number}", f"Plain bag {number}")
    trademark(market)
    loaded = reference.current()
    listings = list(Listing.objects.all())
    before = Entry.objects.count()
    with django_assert_max_num_queries(18):
        services.rescan_many(actor=market.system, listings=listings, loaded=loaded, now=database_now())
    assert Entry.objects.count() == before + 1


def test_the_seller_reads_in_the_log_why_its_listing_left_the_shop(market):
    listing, _found = published(market, title=HIDDEN)
    trademark(market)
    again(market)
    said = {entry.verb for entry in about(listing.id, market.actor("seller"))}
    assert {"listing.rescanned", "listing.held"} <= said
