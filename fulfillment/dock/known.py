"""What is on file of the boxes of one request, in a fixed number of queries, however many boxes there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fulfillment.codes.scanned import Identity
from fulfillment.models import (
    E4,
    Batch,
    CorrectiveAction,
    Device,
    GoodsRisk,
    Hold,
    Product,
    Site,
    StockRestraint,
    Unit,
    UnitSignal,
)
from fulfillment.risk.measure import FEWEST
from fulfillment.units.judging import Sighting
from tenancy.context import current_tenant

MOST_SIGHTINGS = 40
"""The newest of a code; a life is shorter, and a code that was scanned more often has been judged before."""
STANDING = ("held", "inspected", "destroying", "quarantined")
LIFE = (
    "SELECT c.mark, c.at, c.step, c.site_id, coalesce(s.latitude_e4, c.latitude_e4), coalesce(s.longitude_e4, c.longitude_e4)"
    " FROM unnest(%s::uuid[]) AS wanted(mark)"
    " CROSS JOIN LATERAL (SELECT mark, at, step, site_id, latitude_e4, longitude_e4 FROM fulfillment_check"
    " WHERE tenant_id = %s AND mark = wanted.mark ORDER BY at DESC LIMIT %s) AS c"
    " LEFT JOIN fulfillment_site AS s ON s.tenant_id = %s AND s.id = c.site_id"
)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a batch: what it has not put right in time, and the low end of its risk in hundredths of a percent."""

    correction: str = ""
    low_bp: int = 0


@dataclass(slots=True)
class Known:
    """By GTIN, by (product, lot), by mark; makers by the id of the batch; what cases lay on such goods."""

    products: dict[str, Product] = field(default_factory=dict)
    batches: dict[tuple[UUID, str], Batch] = field(default_factory=dict)
    units: dict[UUID, Unit] = field(default_factory=dict)
    lives: dict[UUID, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[UUID, Hold] = field(default_factory=dict)
    signals: dict[UUID, dict[str, UnitSignal]] = field(default_factory=lambda: defaultdict(dict))
    makers: dict[UUID, Maker] = field(default_factory=dict)
    restraints: list[StockRestraint] = field(default_factory=list)


def known_of(identities: Collection[Identity], marks: Mapping[Identity, UUID], *, hold: bool = False) -> Known:
    """Everything that is on file of these. At most six queries, and one more where a case lies on such goods.

    With `hold` the units are locked, in one order: of two docks that scan one number at once, the second sees the first.
    """
    found = Known()
    wanted = list(set(marks.values()))
    gtins = {one.gtin for one in identities if one.gtin}
    if gtins:
        laid = StockRestraint.objects.filter(Q(brand=OuterRef("brand_id")) | Q(gtin=OuterRef("gtin")), releases=None)
        rows = Product.objects.standing().filter(gtin__in=gtins).select_related("brand", "scheme")
        found.products = {row.gtin: row for row in rows.annotate(restrained=Exists(laid))}
        if any(vars(row)["restrained"] for row in found.products.values()):
            brands = {row.brand_id for row in found.products.values()}
            lying = StockRestraint.objects.filter(releases=None).covering(brands, gtins)
            found.restraints = list(lying.select_related("seller").order_by("id"))
    if wanted:
        units = _of_makers(Unit.objects.filter(id__in=wanted).select_related("batch"), "batch__").order_by("id")
        found.units = {row.id: row for row in (units.select_for_update(of=("self",)) if hold else units)}
        found.holds = {row.mark: row for row in Hold.objects.filter(mark__in=wanted, state__in=STANDING)}
        for signal in UnitSignal.objects.filter(mark__in=wanted, state__in=["open", "confirmed"]):
            found.signals[signal.mark][signal.kind] = signal
        _lives(found, wanted)
    _batches(found, identities, marks)
    return found


def _batches(found: Known, identities: Collection[Identity], marks: Mapping[Identity, UUID]) -> None:
    """Those of the units, and those whose number is printed beside the code."""
    for unit in found.units.values():
        if unit.batch is not None:
            found.batches[unit.product_id, unit.batch.lot] = unit.batch
            found.makers[unit.batch.id] = _maker(unit)
    printed = {
        (product.id, one.lot) for one in identities if one.lot and (product := found.products.get(one.gtin)) is not None
    } - found.batches.keys()
    if printed:
        either = Q()
        for product_id, lot in printed:
            either |= Q(product_id=product_id, lot=lot)
        for batch in _of_makers(Batch.objects.filter(either), ""):
            found.batches[batch.product_id, batch.lot] = batch
            found.makers[batch.id] = _maker(batch)


def _of_makers(rows: QuerySet[Any, Any], batch: str) -> QuerySet[Any, Any]:
    """The same rows with what is known of who made their batch: of each, without a query of its own."""
    late = CorrectiveAction.objects.filter(
        supplier=OuterRef(f"{batch}supplier_id"),
        brand=OuterRef("product__brand_id"),
        state__in=["overdue", "escalated"],
    )
    risk = GoodsRisk.objects.filter(kind="supplier", party=OuterRef(f"{batch}supplier_id"), outcomes__gte=FEWEST)
    return rows.annotate(
        late_correction=Subquery(late.order_by("id").values("reference")[:1]),
        maker_low_bp=Subquery(risk.values("low_bp")[:1]),
    )


def _maker(row: Unit | Batch) -> Maker:
    found = vars(row)
    return Maker(found["late_correction"] or "", found["maker_low_bp"] or 0)


def _lives(found: Known, marks: Sequence[UUID]) -> None:
    tenant = current_tenant()
    with connection.cursor() as cursor:
        cursor.execute(LIFE, [list(marks), tenant, MOST_SIGHTINGS, tenant])
        for mark, at, step, site_id, latitude, longitude in cursor.fetchall():
            where = (latitude / E4, longitude / E4) if latitude is not None else None
            found.lives[mark].append(
                Sighting(at, str(site_id or where or "buyer"), step, where, public=site_id is None)
            )


SETTLED = timedelta(days=2)
"""So long what a device's clock was found to be wrong by is believed without being seen again."""
CLOSE = timedelta(minutes=10)


def lag_of(device: Device | None, *, at: datetime, received_at: datetime) -> timedelta:
    """How wrong a device's clock is: the least time by which what it says has arrived late. Pure.

    A right clock that sends at once is about zero late, one that was offline is late by how long; a wrong clock is never less wrong
    than it is. A device that nobody knows is believed, unless it scans in the future.
    """
    late = received_at - at
    if device is None:
        return late if late < timedelta() else timedelta()
    before = timedelta(milliseconds=device.lag_ms)
    if late < before or received_at - device.seen_at > SETTLED:
        return late
    return before


def sighting_of(identity_step: str, site: Site, at: datetime) -> Sighting:
    """One scan at a dock, as it is judged."""
    return Sighting(at, str(site.id), identity_step, site.where)
