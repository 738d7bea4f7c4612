"""Gathering the way of a piece: from papers, docks, events, parcels and buyers, in a fixed number of queries; and its siblings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Party
from fulfillment.models import (
    E4,
    Batch,
    Certificate,
    Check,
    EpcisEvent,
    EpcisEventCode,
    Hold,
    Product,
    ShipmentUnit,
    Site,
    TradeComplaint,
    Unit,
    UnitSignal,
)
from fulfillment.querysets import brands_seen
from fulfillment.services.codes import serial_of
from fulfillment.trace.answering import Account, account_of
from fulfillment.trace.path import Path, Step, path_of
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant
from tenancy.errors import NotFound

MOST_STEPS, MOST_LISTED = 300, 30
OF_EVENT = {
    "commissioning": "applied", "receiving": "received", "accepting": "received", "arriving": "received", "shipping": "shipped",
    "departing": "shipped", "packing": "packed", "retail_selling": "sold", "inspecting": "inspected", "holding": "held",
    "destroying": "destroyed", "returning": "returned",
}  # fmt: skip
"""What a business step of the standard is in our words; any other was merely seen."""
LAST_SEEN = """
SELECT coalesce(s.name, ''), coalesce(p.name, ''), count(*), count(DISTINCT last.seller_id)
FROM fulfillment_unit AS u
LEFT JOIN LATERAL (
  SELECT site_id, seller_id FROM fulfillment_check
  WHERE tenant_id = %(tenant)s AND mark = u.id ORDER BY at DESC LIMIT 1
) AS last ON true
LEFT JOIN fulfillment_site AS s ON s.tenant_id = %(tenant)s AND s.id = last.site_id
LEFT JOIN accounts_party AS p ON p.tenant_id = %(tenant)s AND p.id = s.party_id
WHERE u.tenant_id = %(tenant)s AND u.batch_id = %(batch)s
GROUP BY 1, 2 ORDER BY 3 DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Siblings:
    """The pieces of the same batch: how many in which state, where they were seen last, and those that gave something away."""

    count: int
    states: Mapping[str, int]
    places: tuple[tuple[str, str, int], ...]
    signs: tuple[UnitSignal, ...]
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is known of a piece."""

    mark: UUID
    serial: str
    unit: Unit | None
    product: Product | None
    batch: Batch | None
    path: Path
    accounts: list[Account]
    siblings: Siblings
    listings: tuple[Listing, ...]
    sellers: tuple[Party, ...]
    complaints: tuple[TradeComplaint, ...]
    signs: tuple[UnitSignal, ...]


def trace(actor: Actor, mark: UUID) -> Trace:
    """The way of the piece with this mark. NotFound for who does not see its brand's goods, and where nothing is known."""
    unit = Unit.objects.filter(id=mark).select_related("product__brand__owner", "batch__supplier").first()
    checks = list(Check.objects.filter(mark=mark).select_related("site__party", "seller").order_by("at")[:MOST_STEPS])
    product, batch = _goods(unit, checks)
    if (product is None and not checks) or not _sees(actor, product, checks):
        raise NotFound
    certificates = list(
        Certificate.objects.filter(batch=batch, withdrawn_at=None).select_related("by_party") if batch else []
    )
    serial = _serial(mark, unit, checks)
    parcels = _parcels(product, serial)
    of_the_way = _of_the_way(product, batch, certificates, checks)
    steps = [
        *_of_papers(unit, certificates), *_of_docks(checks, of_the_way), *_of_events(mark, of_the_way), *_of_parcels(parcels),
    ]  # fmt: skip
    certified = batch is None or bool(certificates)
    path = path_of(steps, certified=certified, issued_at=unit.issued_at if unit is not None and unit.run_id else None)
    sellers = {one.seller.id: one.seller for one in checks if one.seller is not None}
    sellers |= {one.shipment.seller_id: one.shipment.seller for one in parcels}
    return Trace(
        mark=mark, serial=serial, unit=unit, product=product, batch=batch, path=path, accounts=account_of(path),
        siblings=_siblings(batch, mark), listings=_listings(product), sellers=tuple(sellers.values()),
        complaints=_complaints(parcels),
        signs=tuple(UnitSignal.objects.filter(mark=mark).order_by("-id")[:MOST_LISTED]),
    )  # fmt: skip


def is_known(actor: Actor, mark: UUID) -> bool:
    """Whether the actor would see anything of this piece."""
    unit = Unit.objects.filter(id=mark).select_related("product").first()
    checks = list(Check.objects.filter(mark=mark).select_related("product").order_by("-at")[:MOST_STEPS])
    product = unit.product if unit is not None else next((one.product for one in checks if one.product), None)
    return (product is not None or bool(checks)) and _sees(actor, product, checks)


def _goods(unit: Unit | None, checks: list[Check]) -> tuple[Product | None, Batch | None]:
    if unit is not None:
        return unit.product, unit.batch
    last = next((one for one in reversed(checks) if one.product_id), None)
    if last is None:
        return None, None
    product = Product.objects.select_related("brand__owner").get(id=last.product_id)
    batch = Batch.objects.select_related("supplier").filter(id=last.batch_id).first() if last.batch_id else None
    return product, batch


def _sees(actor: Actor, product: Product | None, checks: list[Check]) -> bool:
    """Staff, who owns the brand or acts for it; a partner what it scanned itself."""
    if actor.is_operator or actor.is_system:
        return True
    if actor.party_id is None:
        return False
    if any(one.party_id == actor.party_id for one in checks):
        return True
    return product is not None and brands_seen(actor).filter(id=product.brand_id).exists()


def _serial(mark: UUID, unit: Unit | None, checks: list[Check]) -> str:
    sealed = unit.sealed if unit is not None else next((one.sealed for one in checks if one.sealed), b"")
    return serial_of(mark, bytes(sealed)) if sealed else ""


def _of_the_way(
    product: Product | None, batch: Batch | None, certificates: list[Certificate], checks: list[Check]
) -> set[UUID]:
    """Parties that belong to the certified way: owner, supplier, who certified; carriers, whose goods they never are; and sellers
    whom the gate let through at a dock."""
    found = {one.by_party_id for one in certificates}
    if product is not None:
        found.add(product.brand.owner_id)
    if batch is not None and batch.supplier_id:
        found.add(batch.supplier_id)
    found |= {
        one.site.party_id for one in checks if one.site is not None and one.site.party.kind == Party.Kind.LOGISTICS
    }
    refused = {"licence_no", "licence_ask", "banned"}
    found |= {
        one.seller_id
        for one in checks
        if one.seller_id and not any(reason["code"] in refused for reason in one.reasons)
    }
    return found


def _of_papers(unit: Unit | None, certificates: list[Certificate]) -> Iterator[Step]:
    if unit is not None and unit.run_id:
        owner = unit.product.brand.owner
        yield Step(unit.issued_at, "issued", "issued", party=str(owner.id), party_name=owner.name, belongs=True)
    for one in certificates:
        at = datetime.combine(one.signed_on, time(), UTC)
        name = f"{one.site} ({one.country})"
        yield Step(
            at, "certified", "certificate", f"paper:{one.site}", name, str(one.by_party_id), one.by_party.name, belongs=True,
            paper=one.number,
        )  # fmt: skip


def _of_docks(checks: list[Check], of_the_way: set[UUID]) -> Iterator[Step]:
    for one in checks:
        if one.site is None:
            where = (
                (one.latitude_e4 / E4, one.longitude_e4 / E4)
                if one.latitude_e4 is not None and one.longitude_e4 is not None
                else None
            )
            yield Step(one.at, "checked", "buyer", "", _("a buyer"), where=where)
            continue
        party = one.site.party
        yield Step(
            one.at, one.step, "dock", str(one.site_id), one.site.name, str(party.id), party.name, one.site.where,
            belongs=party.id in of_the_way, doubtful=one.doubtful,
        )  # fmt: skip


def _degrees(one: Check) -> tuple[float, float] | None:
    if one.latitude_e4 is None or one.longitude_e4 is None:
        return None
    return one.latitude_e4 / E4, one.longitude_e4 / E4


def _of_events(mark: UUID, of_the_way: set[UUID]) -> Iterator[Step]:
    """What others saw: of the piece itself, and of what it was packed in while it was in it."""
    own = list(
        EpcisEventCode.objects.filter(mark=mark).select_related("event__party").order_by("-event_id")[:MOST_STEPS]
    )
    packed = [one.event_id for one in own if one.role == "child"]
    around = (
        dict(EpcisEventCode.objects.filter(event_id__in=packed, role="parent").values_list("event_id", "mark"))
        if packed
        else {}
    )
    inside = _inside(own, around)
    rows = {one.event_id: one.event for one in own if one.event.declared == ""}
    if inside:
        outer = EpcisEventCode.objects.filter(mark__in=inside, role__in=["epc", "child"]).select_related("event__party")
        for one in outer.order_by("-event_id")[:MOST_STEPS]:
            began, ended = inside[one.mark]
            if began <= one.event.time and (ended is None or one.event.time <= ended):
                rows[one.event_id] = one.event
    sites = _sites_of({row.read_point or row.location for row in rows.values()})
    for row in rows.values():
        if row.capture_id is not None:  # what we said ourselves stands in the scans and holds
            yield _of_event(row, sites, of_the_way)


def _inside(own: list[EpcisEventCode], around: Mapping[UUID, UUID]) -> dict[UUID, tuple[datetime, datetime | None]]:
    """From when to when the piece was in which container."""
    found: dict[UUID, tuple[datetime, datetime | None]] = {}
    for one in sorted((one for one in own if one.event_id in around), key=lambda one: one.event.time):
        container, time_ = around[one.event_id], one.event.time
        if one.event.action == "DELETE":
            found[container] = (found.get(container, (time_, None))[0], time_)
        else:
            found.setdefault(container, (time_, None))
    return found


def _sites_of(names: set[str]) -> dict[str, Site]:
    """Places of ours by what events call them."""
    glns = {name.rsplit("/", 1)[-1]: name for name in names if "/414/" in name}
    references = {name.rsplit(":", 1)[-1]: name for name in names if name.startswith("urn:markwarden:place:")}
    rows = Site.objects.filter(Q(gln__in=glns) | Q(reference__in=references)).select_related("party")
    return {glns.get(row.gln) or references[row.reference]: row for row in rows} if names else {}


def _of_event(row: EpcisEvent, sites: Mapping[str, Site], of_the_way: set[UUID]) -> Step:
    name = row.read_point or row.location
    site = sites.get(name)
    party = site.party if site is not None else row.party
    return Step(
        row.time, OF_EVENT.get(row.step, "seen"), "event", str(site.id) if site else name, site.name if site else _short(name),
        str(party.id), party.name, site.where if site else None, belongs=party.id in of_the_way or None, paper=row.hash[:12],
    )  # fmt: skip


def _short(name: str) -> str:
    return name.rsplit("/", 1)[-1] if "/" in name else name.removeprefix("urn:epc:id:")


def _parcels(product: Product | None, serial: str) -> list[ShipmentUnit]:
    if product is None or not serial:
        return []
    rows = ShipmentUnit.objects.filter(gtin=product.gtin, serial=serial).select_related(
        "shipment__seller", "shipment__order"
    )
    return list(rows.prefetch_related("shipment__events")[:MOST_LISTED])


def _of_parcels(parcels: list[ShipmentUnit]) -> Iterator[Step]:
    for one in parcels:
        parcel, seller = one.shipment, one.shipment.seller
        for event in list(parcel.events.all())[:MOST_STEPS]:
            what = "delivered" if event.kind == "delivered" else "ordered"
            name = _("Parcel %(reference)s") % {"reference": parcel.reference}
            yield Step(
                event.at,
                what,
                "parcel",
                f"parcel:{parcel.id}",
                name,
                str(seller.id),
                seller.name,
                paper=parcel.reference,
            )


def _complaints(parcels: list[ShipmentUnit]) -> tuple[TradeComplaint, ...]:
    """Of buyers to whom it was sent."""
    orders = {one.shipment.order_id for one in parcels}
    return tuple(TradeComplaint.objects.filter(order_id__in=orders).order_by("-id")[:MOST_LISTED]) if orders else ()


def _siblings(batch: Batch | None, mark: UUID) -> Siblings:
    if batch is None:
        return Siblings(0, {}, (), (), ())
    states = dict(Unit.objects.filter(batch=batch).values_list("state").annotate(Count("id")).order_by("state"))
    with connection.cursor() as cursor:
        cursor.execute(LAST_SEEN, {"tenant": current_tenant(), "batch": batch.id, "most": MOST_LISTED})
        places = tuple((name, party, count) for name, party, count, _sellers in cursor.fetchall())
    marks = Unit.objects.filter(batch=batch).exclude(id=mark).values("id")
    signs = (
        UnitSignal.objects.filter(mark__in=marks, state__in=["open", "confirmed"])
        .select_related("site")
        .order_by("-id")
    )
    holds = Hold.objects.filter(batch=batch).exclude(mark=mark).select_related("site").order_by("-id")
    return Siblings(
        max(0, sum(states.values()) - 1), states, places, tuple(signs[:MOST_LISTED]), tuple(holds[:MOST_LISTED])
    )


def _listings(product: Product | None) -> tuple[Listing, ...]:
    """Listings that offer these goods, by their number."""
    if product is None:
        return ()
    spellings = {product.gtin, product.gtin.lstrip("0"), product.gtin[1:]}
    rows: Any = Listing.objects.filter(gtin__in=spellings).select_related("seller").order_by("-id")
    return tuple(rows[:MOST_LISTED])
