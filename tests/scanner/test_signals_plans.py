"""What is gathered round listings costs as little in a large marketplace: the plans and what they read."""

from time import perf_counter

import pytest
from django.db import connection

from sellers import conduct
from sellers.models import Listing
from tenancy.context import current_tenant, database_now
from tests.plans import measure

MANY = 8_000
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full(open_market):
    """A department of 8,000 public listings of one seller, beside another one."""
    same = {"title": "Bag", "folded": "bag", "state": "public", "currency": "USD", "markets": ["US"]}
    with open_market.inside():
        seller = open_market.parties["seller"]
        Listing.objects.bulk_create(
            [
                Listing(
                    number=f"N-{n}", seller=seller, department="books" if n % 10 else "bags", price_cents=1_000 + n, **same
                )
                for n in range(MANY)
            ],
            batch_size=5_000,
        )  # fmt: skip
    measure(Listing)
    with open_market.inside():
        yield open_market


def best_of(times, act):
    found = []
    for _ in range(times):
        began = perf_counter()
        act()
        found.append(perf_counter() - began)
    return min(found)


def test_a_full_department_costs_a_few_milliseconds_and_is_read_from_its_index(full):
    seller, now = full.parties["seller"].id, database_now()
    assert conduct.conduct_of([seller], now)[seller].listings == conduct.MOST_LISTINGS
    assert conduct.peers_of([("books", "USD")])[("books", "USD")].count == conduct.PRICES
    assert best_of(5, lambda: conduct.conduct_of([seller], now)) < 0.1
    assert best_of(5, lambda: conduct.peers_of([("books", "USD"), ("bags", "USD")])) < 0.1

    newest = (
        "EXPLAIN SELECT price_cents FROM sellers_listing WHERE tenant_id = %s AND department = 'bags' AND currency = 'USD'"
        " AND state = 'public' AND price_cents > 0 ORDER BY id DESC LIMIT 500"
    )
    with connection.cursor() as cursor:
        cursor.execute(newest, [current_tenant()])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "listing_prices" in plan, plan
    assert "Sort" not in plan, plan
