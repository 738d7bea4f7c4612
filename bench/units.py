"""How well copied and invented serial numbers are found: a hundred thousand scans through the docks, as the services take them.

The scans, with their frauds and decoys, are drawn by `bench.unit_scans`, which knows nothing of the judge. Each goes in at the
moment at which the server received it: those of one place that came within half a minute together, those of a phone as a buyer's
check. A code is called a fraud if a sign of it stands in the end that was not put aside as a bad read.

UNITS_SEED draws others, UNITS_SCANS another number.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch
from urllib.parse import quote, urlencode
from uuid import UUID

from bench import database
from bench.rows import Row
from bench.unit_scans import Scan, Truth, make
from bench.unit_world import Code, World
from bench.unit_world import Product as Drawn
from fulfillment import services
from fulfillment.models import Batch, Product, Site, UnitSignal
from fulfillment.services import Made, Numbering, Place, Scanned
from fulfillment.services.codes import LONGEST as GS1_SERIAL
from fulfillment.services.codes import mark_of
from fulfillment.units.own_links import LONGEST, PAGE
from registry.services import add_brand
from tenancy.errors import Invalid
from tests.cast import Market, make_market

SEED, SCANS = int(os.environ.get("UNITS_SEED", "20261124")), int(os.environ.get("UNITS_SCANS", "100000"))
TOGETHER, WITHIN = 50, timedelta(seconds=30)
CLOCKS = ("dock", "buyers", "codes")
"""The services that ask what time it is."""


def run() -> list[Row]:
    """Rows of the bench `units`."""
    world, scans, truth = make(SEED, SCANS)
    with database.throwaway():
        market = make_market("bench-units", packs=())
        with market.inside():
            sites = _on_file(market, world)
            for number, some in enumerate(_requests(world, scans)):
                _ask(market, world, sites, some)
                if number % 2000 == 0:
                    print(f"units: {some[-1].received_at:%d %B}", file=sys.stderr)
            called = _called(scans)
    return _rows(scans, truth, called)


def _on_file(market: Market, world: World) -> dict[str, Site]:
    """Products, batches and serial numbers, each since it was issued; the places by code."""
    holder = market.actor("brand")
    brands = {name: add_brand(actor=holder, name=name) for name in {one.brand for one in world.products.values()}}
    first = min(issue.issued_at for issue in world.issues)
    with _at(first - timedelta(days=1)):
        products = {
            gtin: services.add_product(
                actor=holder,
                brand=brands[one.brand],
                code=gtin,
                name=one.name,
                numbering=_numbering(world, one),
            )
            for gtin, one in world.products.items()
        }
    batches = _batches(market, world, products)
    for issue in sorted(world.issues, key=lambda one: one.issued_at):
        product, batch = products[issue.gtin], batches[issue.gtin, issue.lot]
        with _at(issue.issued_at):
            services.take_in_list(actor=holder, product=product, numbers=issue.serials(), batch=batch)
    return {
        code: services.add_site(
            actor=market.actor("logistics"),
            said=Place(kind="warehouse", name=one.name, country="PL", latitude=one.lat, longitude=one.lon),
        )
        for code, one in world.sites.items()
    }


def _numbering(world: World, drawn: Drawn) -> Numbering:
    """Lists for each batch, also of ranges; what was made before enrolment has numbers too."""
    older = drawn.gtin in world.with_older_stock
    return Numbering(source="list", enrolled_on=drawn.enrolled_on, older_numbered=older)


def _batches(market: Market, world: World, products: dict[str, Product]) -> dict[Code, Batch]:
    """By GTIN and lot: those whose numbers are on file."""
    return {
        (one.gtin, one.lot): services.add_batch(
            actor=market.actor("brand"), product=products[one.gtin],
            said=Made(lot=one.lot, made_on=one.made_on, quantity=one.quantity, country="CN"),
        )
        for one in world.batches
        if one.registered
    }  # fmt: skip


def _requests(world: World, scans: Sequence[Scan]) -> Iterator[list[Scan]]:
    """Scans as they go in: those of one place that came close upon each other together, in the order in which the last came."""
    waiting: dict[str, list[Scan]] = {}
    for scan in scans:
        for site in [site for site, some in waiting.items() if scan.received_at - some[0].received_at > WITHIN]:
            yield waiting.pop(site)
        if world.sites[scan.site].kind == "city":
            yield [scan]
        elif len(some := waiting.setdefault(scan.site, [])) < TOGETHER:
            some.append(scan)
        else:
            yield some
            waiting[scan.site] = [scan]
    yield from waiting.values()


def _ask(market: Market, world: World, sites: dict[str, Site], some: list[Scan]) -> None:
    """One request, at the moment at which the last of its scans was received."""
    with _at(some[-1].received_at):
        if world.sites[some[0].site].kind == "city":
            place = world.sites[some[0].site]
            try:
                services.check_as_buyer(code=_link(some[0]), where=(place.lat, place.lon))
            except Invalid:
                pass  # a phone that read no code at all asks again
        else:
            said = [Scanned(code=_label(one), step=one.step, at=one.at, device=one.device) for one in some]
            services.check(actor=market.actor("scanner"), site=sites[some[0].site], scans=said)


def _label(scan: Scan) -> str:
    """As a scanner reads it: a GS1 code, or the address of ours that a code too long for it has."""
    return f"(01){scan.gtin}(21){scan.serial}" if len(scan.serial) <= GS1_SERIAL else _own_link(scan)


def _link(scan: Scan) -> str:
    """As the camera of a phone reads it."""
    if len(scan.serial) > GS1_SERIAL:
        return _own_link(scan)
    return f"https://id.gs1.org/01/{scan.gtin}/21/{quote(scan.serial, safe='')}"


def _own_link(scan: Scan) -> str:
    return f"https://fair.example{PAGE}?{urlencode({'gtin': scan.gtin, 'serial': scan.serial})}"


@contextmanager
def _at(now: datetime) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch("fulfillment.services.codes.LONGEST", LONGEST))
        for name in CLOCKS:
            stack.enter_context(patch(f"fulfillment.services.{name}.database_now", return_value=now))
        yield


def _called(scans: Sequence[Scan]) -> dict[Code, frozenset[str]]:
    """The codes of which a sign stands, with its kinds."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for mark, kind in UnitSignal.objects.exclude(state=UnitSignal.State.MISREAD).values_list("mark", "kind"):
        found[mark].add(kind)
    marks = {(scan.gtin, scan.serial): mark_of(scan.gtin, scan.serial) for scan in scans}
    return {code: frozenset(found[mark]) for code, mark in marks.items() if mark in found}


def _rows(scans: Sequence[Scan], truth: Truth, called: dict[Code, frozenset[str]]) -> list[Row]:
    frauds = truth.fraudulent()
    honest = {(scan.gtin, scan.serial) for scan in scans} - frauds
    _tell(truth, called)
    return [
        Row("units.fraud_found", len(frauds & called.keys()) / len(frauds), "share", f"of {len(frauds):,} codes"),
        Row("units.false_alarms", len(honest & called.keys()) / len(honest), "share", f"of {len(honest):,} codes"),
    ]


def _tell(truth: Truth, called: dict[Code, frozenset[str]]) -> None:
    """By how the frauds were drawn, and which honest codes were called frauds."""
    for name, codes in sorted(truth.variants.items()):
        print(f"  {name:24} {len(codes & called.keys()):4} of {len(codes)}", file=sys.stderr)
    for name, codes in sorted(truth.decoys.items()):
        wrong = codes & called.keys()
        print(f"  {name:24} {len(wrong):4} called of {len(codes)}", file=sys.stderr)
