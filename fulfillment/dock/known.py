"""What is on file of the boxes of one request, in a fixed number of queries, however many boxes there are."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from fulfillment.codes.scanned import Identity
from fulfillment.models import E4, Batch, Product, Site, Unit
from fulfillment.risk.measure import FEWEST
from fulfillment.units.judging import Sighting
from tenancy.context import current_tenant

MOST_SIGHTINGS = 40
"""The newest of a code; a life is shorter, and a code that was scanned more often has been judged before."""
STANDING = ("held", "inspected", "destroying", "quarantined")
LIFE = (
    "SELECT c.mark, c.at, c.doubtful, c.step, c.site_id,"
    " coalesce(s.latitude_e4, c.latitude_e4), coalesce(s.longitude_e4, c.longitude_e4)"
    " FROM unnest(%s::uuid[]) AS wanted(mark)"
    " CROSS JOIN LATERAL (SELECT mark, at, doubtful, step, site_id, latitude_e4, longitude_e4 FROM fulfillment_check"
    " WHERE tenant_id = %s AND mark = wanted.mark ORDER BY at DESC LIMIT %s) AS c"
    " LEFT JOIN fulfillment_site AS s ON s.tenant_id = %s AND s.id = c.site_id"
)

AGAINST = (
    "SELECT 'hold', mark, reference, state, NULL::jsonb FROM fulfillment_hold"
    " WHERE tenant_id = %(tenant)s AND mark = ANY(%(marks)s) AND state = ANY(%(standing)s)"
    " UNION ALL SELECT 'sign', mark, kind, state, facts FROM fulfillment_unitsignal"
    " WHERE tenant_id = %(tenant)s AND mark = ANY(%(marks)s) AND state IN ('open', 'confirmed')"
    " UNION ALL SELECT 'waiting', mark, kind, state, NULL FROM fulfillment_unitsignal"
    " WHERE tenant_id = %(tenant)s AND site_id = %(site)s AND kind = 'unknown' AND state = 'open' AND settles_at > %(now)s"
)
"""Three questions in one: a dock asks them for every box."""
LYING = (
    "SELECT 'late', supplier_id, brand_id, reference, 0, '', NULL::jsonb FROM fulfillment_correctiveaction"
    " WHERE tenant_id = %(tenant)s AND supplier_id = ANY(%(suppliers)s) AND state IN ('overdue', 'escalated')"
    " UNION ALL SELECT 'risk', party_id, NULL, '', low_bp, '', NULL FROM fulfillment_goodsrisk"
    " WHERE tenant_id = %(tenant)s AND kind = 'supplier' AND party_id = ANY(%(suppliers)s) AND outcomes >= %(fewest)s"
    " UNION ALL SELECT 'restraint', NULL, r.brand_id, r.\"case\" || ' ' || s.reference, 0, r.gtin, r.territories"
    " FROM fulfillment_stockrestraint AS r JOIN accounts_party AS s ON s.tenant_id = r.tenant_id AND s.id = r.seller_id"
    " WHERE r.tenant_id = %(tenant)s AND r.starts_at <= %(now)s AND (r.brand_id = ANY(%(brands)s) OR r.gtin = ANY(%(gtins)s))"
    " AND NOT EXISTS (SELECT FROM fulfillment_stockrelease AS f WHERE f.tenant_id = r.tenant_id AND f.restraint_id = r.id)"
)
"""And three more, of the goods and of who made them."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a number gave away before: whether a person confirmed it, and with which facts."""

    is_confirmed: bool
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made a batch: what it has not put right in time, and the low end of its risk in hundredths of a percent."""

    correction: str = ""
    low_bp: int = 0


@dataclass(frozen=True, slots=True)
class Restraint:
    """What a case lays on a seller's goods: of one number, or of a brand; in these countries, or everywhere."""

    seller: str
    case: str
    brand_id: UUID | None
    gtin: str
    territories: frozenset[str]


@dataclass(slots=True)
class Known:
    """By GTIN, by (product, lot), by mark.

    `holds` are references of holds that stand, `signals` the signs by their kind; `waiting` says whether a sign raised at the place
    may still turn out to be a bad read. `late` are corrections by the ids of who was asked and of the brand, `risks` the low end
    of a supplier's, in hundredths of a percent; `restraints` is what lies on such goods.
    """

    products: dict[str, Product] = field(default_factory=dict)
    batches: dict[tuple[UUID, str], Batch] = field(default_factory=dict)
    units: dict[UUID, Unit] = field(default_factory=dict)
    lives: dict[UUID, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[UUID, str] = field(default_factory=dict)
    signals: dict[UUID, dict[str, Sign]] = field(default_factory=lambda: defaultdict(dict))
    waiting: bool = False
    late: dict[tuple[UUID, UUID], str] = field(default_factory=dict)
    risks: dict[UUID, int] = field(default_factory=dict)
    restraints: list[Restraint] = field(default_factory=list)

    def maker_of(self, batch: Batch | None, product: Product | None) -> Maker:
        """What is known of who made a batch of the product."""
        if batch is None or batch.supplier_id is None:
            return Maker()
        brand_id = product.brand_id if product else None
        correction = self.late.get((batch.supplier_id, brand_id), "") if brand_id else ""
        return Maker(correction, self.risks.get(batch.supplier_id, 0))


def known_of(
    identities: Collection[Identity], marks: Mapping[Identity, UUID], *, site: Site | None = None, now: datetime
) -> Known:
    """Everything that is on file of these. At most six queries.

    For a scan at a `site` the units are locked, in one order: of two docks that scan one number at once, the second sees the first.
    """
    found = Known()
    wanted = list(set(marks.values()))
    gtins = {one.gtin for one in identities if one.gtin}
    if gtins:
        rows = Product.objects.standing().filter(gtin__in=gtins).select_related("scheme")
        found.products = {row.gtin: row for row in rows}
    if wanted:
        units = Unit.objects.filter(id__in=wanted).select_related("batch").order_by("id")
        found.units = {row.id: row for row in (units.select_for_update(of=("self",)) if site else units)}
        _against(found, wanted, site, now)
        _lives(found, wanted)
    _batches(found, identities, marks)
    _lying(found, now)
    return found


def _batches(found: Known, identities: Collection[Identity], marks: Mapping[Identity, UUID]) -> None:
    """Those of the units, and those whose number is printed beside the code."""
    for unit in found.units.values():
        if unit.batch is not None:
            found.batches[unit.product_id, unit.batch.lot] = unit.batch
    printed = {
        (product.id, one.lot) for one in identities if one.lot and (product := found.products.get(one.gtin)) is not None
    } - found.batches.keys()
    if printed:
        either = Q()
        for product_id, lot in printed:
            either |= Q(product_id=product_id, lot=lot)
        for batch in Batch.objects.filter(either):
            found.batches[batch.product_id, batch.lot] = batch


def _against(found: Known, marks: Sequence[UUID], site: Site | None, now: datetime) -> None:
    """What stands against these marks."""
    asked: dict[str, Any] = {
        "tenant": current_tenant(), "marks": list(marks), "standing": list(STANDING), "site": site.id if site else None, "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(AGAINST, asked)
        for what, mark, name, state, facts in cursor.fetchall():
            if what == "hold":
                found.holds[mark] = name
            elif what == "sign":
                found.signals[mark][name] = Sign(state == "confirmed", json.loads(facts))
            else:
                found.waiting = True


def _lying(found: Known, now: datetime) -> None:
    """What lies on these goods, and on who made them."""
    suppliers = {one.supplier_id for one in found.batches.values() if one.supplier_id}
    if not suppliers and not found.products:
        return
    asked: dict[str, Any] = {
        "tenant": current_tenant(), "suppliers": list(suppliers), "fewest": FEWEST, "gtins": list(found.products), "now": now,
        "brands": list({one.brand_id for one in found.products.values()}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LYING, asked)
        for what, party, brand, said, bp, gtin, territories in cursor.fetchall():
            if what == "late":
                found.late.setdefault((party, brand), said)
            elif what == "risk":
                found.risks[party] = bp
            else:
                case, seller = said.split(" ", 1)
                found.restraints.append(Restraint(seller, case, brand, gtin, frozenset(json.loads(territories))))


def _lives(found: Known, marks: Sequence[UUID]) -> None:
    tenant = current_tenant()
    with connection.cursor() as cursor:
        cursor.execute(LIFE, [list(marks), tenant, MOST_SIGHTINGS, tenant])
        for mark, at, doubtful, step, site_id, latitude, longitude in cursor.fetchall():
            where = (latitude / E4, longitude / E4) if latitude is not None else None
            found.lives[mark].append(
                Sighting(
                    at,
                    str(site_id or where or "buyer"),
                    step,
                    where,
                    public=site_id is None,
                    doubtful=doubtful,
                )
            )


CLOSE = timedelta(minutes=10)
"""Two times by which a scan came late are the same."""
APART = timedelta(minutes=30)
"""So far apart they must have been seen, before it is the clock that is believed to be wrong."""
LATE = timedelta(minutes=30)
"""A scan that came later than this, from a device that did not say what its clock shows now, was in a queue or is by a wrong clock:
when it was made is doubtful."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of a device's clock: by how much it is behind (less than nothing: ahead), and since when its scans have come
    late by `late` more than that would explain, if they do."""

    lag: timedelta = timedelta()
    late: timedelta | None = None
    since: datetime | None = None


def clock_after(clock: Clock, *, at: datetime, received_at: datetime) -> Clock:
    """What is known of it after one more scan, whose `at` it gave. Pure.

    A network only delays, so a clock is behind by no more than the least by which its scans come late. What lay in a queue comes
    the less late the younger it is; what a wrong clock stamped comes late by the same half an hour on.
    """
    late = received_at - at
    if late < clock.lag - CLOSE:
        return Clock(late)
    if late <= clock.lag + CLOSE:
        return Clock(clock.lag)
    if clock.late is None or clock.since is None or abs(late - clock.late) > CLOSE:
        return Clock(clock.lag, late, received_at)
    return Clock(late) if received_at - clock.since >= APART else clock


def sighting_of(step: str, site: Site, at: datetime, *, doubtful: bool) -> Sighting:
    """One scan at a dock, as it is judged."""
    return Sighting(at, str(site.id), step, site.where, doubtful=doubtful)
