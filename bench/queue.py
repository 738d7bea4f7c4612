"""The reviewer's queue among a million cases: the main query in PostgreSQL, page 1 against deep pages, the whole answer.

Twenty marketplaces; one has half of the cases, and 100,000 of those are open in one region. That marketplace has what a
page shows beside its cases: Items, pictures, clocks, and what makes a seller's record.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Party
from bench import database
from bench.database import fill, row_id
from bench.rows import Row
from enforcement import queries
from enforcement.machine import OPEN_CASES
from enforcement.models import Case, Item
from enforcement.queries import Filters
from enforcement.views.queue import QUEUE, SIZE
from evidence.models import Evidence
from registry.models import Right
from sellers.models import Listing, ListingImage, PriorNotice
from tenancy.actor import Actor
from tenancy.models import Marketplace
from tests.cast import Market, add_player, make_market
from tests.sessions import signed_in
from workflow.models import Clock

CASES = 1_000_000
MARKETPLACES = 20
REGION = "US"
SELLERS, RIGHTS, LISTINGS_EACH = 2_000, 500, 50
DEPTHS = (5_000, 50_000)
PAGES = 200
ROUNDS = 40

# Of case n: its marketplace t (0 has every second), its number k in there, whether it is open, and where.
NUMBERED = f"""
(SELECT n, CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + (n / 2) % {MARKETPLACES - 1} END AS t, n / 2 AS k
 FROM generate_series(1, {CASES}) AS n) AS numbered
"""
SPREAD = f"""
(SELECT n, t, k, t * 10000 + k % {SELLERS} AS seller, t * 10000 + k % {RIGHTS} AS right_number,
        k % 5 = 0 OR k % 50 = 1 AS is_open,
        CASE WHEN k % 5 = 0 THEN '{REGION}' ELSE (ARRAY['DE', '{REGION}', 'EU', 'GB'])[1 + k / 5 % 4] END AS place
 FROM {NUMBERED}) AS c
"""
# The Items of the great marketplace: three in an open case, one in another; listing l is one of the case's seller.
ITEMS = f"""
(SELECT n * 4 + i AS item, n, k, is_open, k % {SELLERS} + {SELLERS} * ((k / {SELLERS} * 3 + i) % {LISTINGS_EACH}) AS l
 FROM {SPREAD}, generate_series(0, CASE WHEN is_open THEN 2 ELSE 0 END) AS i WHERE t = 0) AS i
"""
LISTINGS = f"generate_series(0, {SELLERS * LISTINGS_EACH - 1}) AS l"
PARTIES = f"""
(SELECT t * 10000 + p AS number, t, p FROM generate_series(0, {MARKETPLACES - 1}) AS t,
        generate_series(0, {SELLERS - 1}) AS p) AS p
"""
BRAND = "t * 10000"  # party number of whoever has all rights


def run() -> list[Row]:
    """Rows of the bench `queue`."""
    with database.throwaway():
        market = make_market("bench", packs=())
        _generate([market.row, *database.marketplaces(MARKETPLACES - 1)])
        with market.inside():
            add_player(market, "reader", party="operator", role="operator.reviewer", regions=[REGION])
            cursors = _cursors(market.actor("reader"))
            pages = _statements(market.actor("reader"), cursors) + _statements(market.actor("lead"), [""])
            times = [_database_ms(*statement) for statement in _some(pages, PAGES)]
            ratio, offset = _depth(market.actor("reader"), cursors)
        response, processor = _responses(market, cursors)
    p95 = database.percentile(times, 0.95)
    return [
        Row("queue.database_ms_p95", p95, "ms", f"OFFSET {DEPTHS[-1]:,}", offset, p95 / offset),
        Row("queue.database_ms_p50", median(times), "ms"),
        Row("queue.depth_ratio", ratio, "times", "page 1", 1.0, ratio),
        Row("queue.response_ms_p95", database.percentile(response, 0.95), "ms"),
        Row("queue.response_ms_p50", median(response), "ms"),
        Row("queue.response_processor_ms_p50", median(processor), "ms"),
    ]


def _generate(places: list[Marketplace]) -> None:
    """A million cases and what they need; in the first marketplace, what stands beside them on the page."""
    ids = ", ".join(f"'{place.id}'::uuid" for place in places)

    def place(number: str) -> str:
        return f"(ARRAY[{ids}])[1 + {number}]"

    states = ", ".join(f"'{state}'" for state in OPEN_CASES)
    with database.loading(Party, Right, Listing, Evidence, ListingImage, Case, Item, PriorNotice, Clock):
        fill(
            Party, PARTIES, id=row_id("party", "number"), tenant_id=place("t"), reference="'PB-' || number",
            kind="'seller'", name="'Seller ' || p", name_key="'seller ' || p", country="'US'", state="'active'",
        )  # fmt: skip
        fill(
            Right, f"{PARTIES} WHERE p < {RIGHTS}", id=row_id("right", "number"), tenant_id=place("t"),
            reference="'RB-' || number", kind="CASE WHEN p % 5 = 0 THEN 'copyright' ELSE 'trademark' END",
            title="'Mark ' || p", folded="'mark ' || p", owner_id=row_id("party", BRAND), state="'verified'",
        )  # fmt: skip
        fill(
            Case, f"{SPREAD} ORDER BY n", id=row_id("case", "n"), tenant_id=place("t"), reference="'MW-B' || n",
            source="'complaint'", seller_id=row_id("party", "seller"), right_id=row_id("right", "right_number"),
            complainant_id=row_id("party", BRAND), region="place", pack_code="'house-trademark'", pack_version="'1'",
            state=f"CASE WHEN is_open THEN (ARRAY[{states}])[1 + n / 10 % {len(OPEN_CASES)}] ELSE 'closed' END",
            score="n % 101", items_count="CASE WHEN is_open THEN 3 ELSE 1 END",
            due_at="now() - interval '5 days' + random() * interval '95 days'", place="200 + n % 797",
            opened_at=f"now() - ({CASES} - n) * interval '20 seconds'",
        )  # fmt: skip
        _beside(f"'{places[0].id}'::uuid")


def _beside(great: str) -> None:
    """The first marketplace's listings with their pictures, its Items, clocks, and its sellers' records."""
    listing, picture = row_id("listing", "l"), row_id("evidence", "l")
    case, seller = row_id("case", "n"), row_id("party", f"l % {SELLERS}")
    fill(
        Listing, LISTINGS, id=listing, tenant_id=great, number="'B-' || l", seller_id=seller, state="'public'",
        title="'Travel bag ' || l", folded="'travel bag ' || l",
    )  # fmt: skip
    fill(
        Evidence, LISTINGS, id=picture, tenant_id=great, reference="'EB-' || l", kind="'listing_picture'",
        media_type="'image/jpeg'", size="1000", sha256="md5('' || l)", address="md5('' || l)", made_at="now()",
        commitment="sha256(('' || l)::bytea)",
    )  # fmt: skip
    fill(ListingImage, LISTINGS, id=row_id("image", "l"), tenant_id=great, listing_id=listing, evidence_id=picture)
    fill(
        Item, ITEMS, id=row_id("item", "item"), tenant_id=great, case_id=case, listing_id=listing, revision="1",
        state="CASE WHEN is_open THEN 'open' ELSE 'in_effect' END",
    )  # fmt: skip
    fill(
        PriorNotice, f"{ITEMS} WHERE NOT is_open", id=row_id("prior", "item"), tenant_id=great, seller_id=seller,
        case="'MW-B' || n", outcome="CASE WHEN k % 4 = 0 THEN 'rejected' ELSE 'upheld' END", at="now()",
    )  # fmt: skip
    fill(
        Clock, f"{SPREAD} WHERE t = 0 AND is_open", id=row_id("clock", "n"), tenant_id=great, kind="'answer'",
        subject_type="'enforcement.Case'", subject_id=case, about_id=case, started_at="now() - interval '1 day'",
        due_at="now() + interval '6 days'",
    )  # fmt: skip


def _cursors(reader: Actor) -> list[str]:
    """The cursor of every page of the region's queue, down to the greatest depth and one page more."""
    found: list[str] = [""]
    rows = queries.queue(reader, Filters())
    while len(found) <= DEPTHS[-1] // SIZE + 1:
        following = QUEUE.page(rows, found[-1], size=SIZE).next
        assert following is not None
        found.append(following)
    return found


Statement = tuple[str, Any]


def _statements(actor: Actor, cursors: list[str]) -> list[Statement]:
    """The main query of the queue's page at each cursor, as Django sends it."""
    sent: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    for cursor in cursors:
        with connection.execute_wrapper(note):
            QUEUE.page(queries.queue(actor, Filters()), cursor, size=SIZE)
    return sent


def _some(found: list[Statement], count: int) -> Iterator[Statement]:
    """Any of them, so many times, the same in every run."""
    chance = random.Random(50)
    return (chance.choice(found) for _ in range(count))


def _database_ms(sql: str, params: Any, *, planning: bool = True) -> float:
    """Milliseconds in PostgreSQL: planning, unless told otherwise, and execution."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        [plan] = cursor.fetchone()[0]
    return plan["Execution Time"] + (plan["Planning Time"] if planning else 0.0)


def _depth(reader: Actor, cursors: list[str]) -> tuple[float, float]:
    """Execution of the worse deep page over page 1, medians of pages that take turns; and of the deepest by OFFSET."""
    first, *deep = _statements(reader, [cursors[0], *(cursors[depth // SIZE] for depth in DEPTHS)])
    rows = queries.queue(reader, Filters()).order_by(*queries.QUEUE_ORDER)
    sql, params = rows[DEPTHS[-1] : DEPTHS[-1] + SIZE + 1].query.sql_with_params()
    times: list[list[float]] = [[] for _ in (first, *deep)]
    for _ in range(ROUNDS):
        for found, statement in zip(times, (first, *deep), strict=True):
            found.append(_database_ms(*statement, planning=False))
    by_offset = median(_database_ms(sql, params) for _ in range(3))
    return max(median(found) for found in times[1:]) / median(times[0]), by_offset


def _responses(market: Market, cursors: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds from request to answer of the whole page, anywhere in the queue, after some to warm up.

    And of those what our own process worked, which says the same however busy the machine is.
    """
    client = signed_in(Client(), market.people["reader"].membership)
    address = reverse("enforcement:queue", args=[market.slug])
    chance = random.Random(200)
    times, worked = [], []
    for number in range(PAGES + 20):
        cursor = chance.choice(cursors)
        began, work = time.perf_counter(), time.process_time()
        answer = client.get(address, {"cursor": cursor} if cursor else {})
        taken, work = (time.perf_counter() - began) * 1000, (time.process_time() - work) * 1000
        if answer.status_code != 200 or answer.content.count(b"MW-B") < SIZE:
            raise AssertionError(f"The queue answered {answer.status_code}.")
        if number >= 20:
            times.append(taken)
            worked.append(work)
    return times, worked
