"""What a search asks the database reaches an index: a million listings are never read for it."""

import re

import pytest
from django.db.models import QuerySet

from scanner.models import Scan
from scanner.search import catalogue, finding
from scanner.search.asking import Asked
from sellers.models import Listing
from tenancy.context import database_now
from tests.plans import measure, plan_of

MANY = 3000
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(open_market):
    """Listings of one seller among which others are looked for."""
    with open_market.inside():
        seller, other = open_market.parties["seller"], open_market.parties["other_seller"]
        rows = [
            Listing(
                number=f"X-{n}", seller=other if n % 100 == 0 else seller, title="Bag", folded="bag", state="public",
                markets=["DE"], category=["Bags"],
            )
            for n in range(MANY)
        ]  # fmt: skip
        Listing.objects.bulk_create(rows)
    measure(Listing)
    measure(Scan)
    return open_market


def asked(here, **words) -> QuerySet[Listing]:
    return finding._filtered(here.actor("brand"), Asked(**words), database_now())


def test_every_step_reaches_an_index(crowd):
    """In one test, because the crowd takes longer to bring in than all that is asked of it."""
    with crowd.inside():
        _candidates_are_looked_up_by_their_ids(crowd)
        _a_sellers_listings_come_from_the_index_of_sellers(crowd)
        _numbers_come_from_the_index_of_numbers(crowd)
        _what_was_scanned_since_comes_from_the_key_that_is_time()


def _candidates_are_looked_up_by_their_ids(crowd):
    ids = list(Listing.objects.values_list("id", flat=True)[:200])
    plan = plan_of(asked(crowd, market="DE", category="Bags").filter(id__in=ids))
    assert re.search(r"Index Scan (?:using|on) \w+.*?Index Cond: \(.*?\(?id = ANY", plan, re.DOTALL), plan
    assert "Seq Scan on sellers_listing" not in plan


def _a_sellers_listings_come_from_the_index_of_sellers(crowd):
    plan = plan_of(asked(crowd, seller=crowd.parties["other_seller"].reference).order_by("-id")[:50])
    assert "listing_of_seller" in plan or "listing_seller" in plan
    assert "Seq Scan on sellers_listing" not in plan


def _numbers_come_from_the_index_of_numbers(crowd):
    numbers = [f"X-{n}" for n in range(200)]
    assert "listing_number" in plan_of(Listing.objects.visible_to(crowd.actor("brand")).filter(number__in=numbers))


def _what_was_scanned_since_comes_from_the_key_that_is_time():
    newest = catalogue._newest_scan()
    page = Listing.objects.filter(state__in=catalogue.SEARCHABLE, id__gt=newest).order_by("id")[:50]
    assert "scanner_scan_pkey" in plan_of(Scan.objects.filter(id__gt=newest).order_by("id"))
    assert "scanner_scan_pkey" in plan_of(Scan.objects.order_by("-id").values_list("id", flat=True)[:1])
    assert "Seq Scan" not in plan_of(page)
