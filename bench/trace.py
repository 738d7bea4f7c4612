"""How long a piece takes to be traced: through twenty hand-overs, to ten thousand siblings that were seen at docks too."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connections

from bench import database
from bench.database import fill, loading, percentile
from bench.rows import Row
from fulfillment import services, tracing
from fulfillment.models import Check
from fulfillment.services import Made, Numbering, Place
from fulfillment.services.codes import mark_of
from registry.services import add_brand
from tenancy.context import database_now
from tests.cast import Market, make_market

GTIN, SIBLINGS, HAND_OVERS, SCANS, ROUNDS = "04006381333931", 10_000, 20, 4, 15


def run() -> list[Row]:
    """Rows of the bench `trace`."""
    with database.throwaway():
        market = make_market("bench-trace", packs=())
        with market.inside():
            columns = _on_file(market)
        marks = (
            f"(SELECT id FROM fulfillment_unit WHERE tenant_id = '{market.id}') AS u, generate_series(1, {SCANS}) AS n"
        )
        with loading(Check):
            fill(Check, marks, **columns)
        lead, times = market.actor("lead"), []
        with market.inside():
            mark = mark_of(GTIN, "00000000")
            for _round in range(ROUNDS):
                began = time.perf_counter()
                found = tracing.trace(lead, mark)
                times.append(time.perf_counter() - began)
        connections.close_all()
    seen = f"{len(found.path.steps)} steps, {found.siblings.count:,} siblings"
    return [Row("trace.seconds", percentile(times, 0.95), "s", seen)]


def _on_file(market: Market) -> dict[str, str]:
    """A batch of so many pieces, each seen at some docks, one of them through all hand-overs; the columns of the other scans."""
    holder, dock, now = market.actor("brand"), market.actor("logistics"), database_now()
    brand = add_brand(actor=holder, name="Halden")
    said = Numbering(source="list", enrolled_on=now.date() - timedelta(days=90))
    product = services.add_product(actor=holder, brand=brand, code=GTIN, name="Flask", numbering=said)
    made = Made(lot="B1", made_on=now.date(), quantity=SIBLINGS + 1, country="CN")
    batch = services.add_batch(actor=holder, product=product, said=made)
    numbers = [f"{number:08}" for number in range(SIBLINGS + 1)]
    services.take_in_list(actor=holder, product=product, numbers=numbers, batch=batch)
    sites = [
        services.add_site(
            actor=dock, said=Place(kind="warehouse", name=f"Hub {n}", country="PL", latitude=50.0, longitude=n / 100)
        )
        for n in range(HAND_OVERS)
    ]
    for place, site in enumerate(sites):
        at = now - timedelta(days=HAND_OVERS - place)
        scans = [services.Scanned(code=f"(01){GTIN}(21)00000000", step="received", at=at, device="gun")]
        services.check(actor=dock, site=site, scans=scans, sent_at=now)
    tenant, listed = f"'{market.id}'::uuid", ", ".join(f"'{site.id}'::uuid" for site in sites)
    return dict(
        id="gen_random_uuid()", tenant_id=tenant, mark="u.id", sealed="''", gtin=f"'{GTIN}'", lot="'B1'",
        product_id=f"'{product.id}'::uuid", batch_id=f"'{batch.id}'::uuid", brand_id=f"'{brand.id}'::uuid",
        site_id=f"(ARRAY[{listed}])[1 + (n * 7 + get_byte(uuid_send(u.id), 15)) % {HAND_OVERS}]",
        party_id=f"'{dock.party_id}'::uuid", device="'gun'", step="'checked'", destination="''", answer="'ship'",
        reasons="'[]'", at="now() - n * interval '1 day'", received_at="now() - n * interval '1 day'", doubtful="false",
    )  # fmt: skip
