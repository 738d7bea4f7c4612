"""The answer at a dock: for each box ship, hold or ask, kept with its reasons; and what its number gave away."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from fulfillment import verbs
from fulfillment.codes import CodeError
from fulfillment.codes.scanned import Identity
from fulfillment.dock import answering
from fulfillment.dock.answering import Box, KnownBatch, KnownProduct, Reason
from fulfillment.dock.known import CLOSE, LATE, Clock, Known, Maker, clock_after, known_of, sighting_of
from fulfillment.dock.permitted import Permission, permitted
from fulfillment.machine import UNIT
from fulfillment.models import STEPS, Batch, Check, Device, Product, Site, Unit
from fulfillment.sampling.rule import is_chosen, share_of
from fulfillment.services.codes import draw_key, mark_of, sealed_of
from fulfillment.services.signals import raise_signals
from fulfillment.units.judging import judge
from fulfillment.units.own_links import read_label
from registry.portal.serials import fits
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import uuid7
from tenancy.together import insert_together
from workflow.moves import move_all

MOST_TOGETHER = 100
AHEAD = timedelta(minutes=5)
OLDEST = timedelta(days=30)
"""A scan that was queued for longer is not believed."""
SELDOM = timedelta(hours=6)
"""So often it is noted that a device is in use whose clock goes as before."""
SAMPLED = frozenset({"received", "shipped", "handed"})
"""Steps at which a piece may be chosen to be looked at."""
REACHES = {"applied": "applied", "shipped": "shipped", "handed": "shipped", "sold": "sold", "returned": "returned"}
"""The state that a step brings a unit to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One scan: the text that was read, what is being done, and when by the device's clock (now, if it is not given).

    `sent` is the device's own number of it, by which the same is known again. `seller` (a reference) and
    `destination` (ISO 3166) let the licence gate be asked.
    """

    code: str
    step: str
    at: datetime | None = None
    device: str = ""
    sent: UUID | None = None
    seller: str = ""
    destination: str = ""


@dataclass(slots=True)
class Checked:
    """What a scan was answered. `known` where it had been sent before; `wrong` says why a code could not be read."""

    check: Check
    identity: Identity = field(default_factory=Identity)
    product: Product | None = None
    batch: Batch | None = None
    wrong: str = ""
    known: bool = False


@dataclass(slots=True)
class _Box:
    """A scan on its way to its answer."""

    scan: Scanned
    identity: Identity
    wrong: str
    at: datetime
    doubtful: bool = False
    mark: UUID | None = None
    found: list[Reason] = field(default_factory=list)
    answer: str = "ask"
    reasons: list[Reason] = field(default_factory=list)
    unit: Unit | None = None
    is_new: bool = False
    batch: Batch | None = None
    product: Product | None = None


@transaction.atomic
def check(*, actor: Actor, site: Site, scans: Sequence[Scanned], sent_at: datetime | None = None) -> list[Checked]:
    """Answer up to 100 scans made at one place of the actor's own, in their order.

    `sent_at` is the device's clock as it sends them: what it is wrong by is known then. Raises Invalid, which names the scan as
    `0.step`; NotFound for a place of somebody else; Conflict for one that was closed.
    """
    require(actor, "dock.scan")
    if site.party_id != actor.party_id:
        raise NotFound
    if site.closed_at is not None:
        raise Conflict(_("This place was closed."))
    now = database_now()
    _refuse_unfit(scans, now)
    before = _sent_before(actor, scans)
    fresh = [one for one in scans if one.sent is None or one.sent not in before]
    boxes = _boxes(site, fresh, now, sent_at)
    known = known_of(
        [box.identity for box in boxes], {box.identity: box.mark for box in boxes if box.mark}, site=site, now=now
    )
    allowed = permitted(
        {
            (box.scan.seller, box.scan.destination, product.brand_id)
            for box in boxes
            if (product := known.products.get(box.identity.gtin))
        },
        now.date(),
    )
    for box in boxes:
        _answer(box, site, known, allowed, now)
    rows = _keep(actor, site, boxes, now)
    _follow(boxes, site, now)
    raise_signals(actor=actor, site=site, boxes=boxes, rows=rows, known=known, now=now)
    made = {
        id(box.scan): Checked(row, box.identity, box.product, box.batch, box.wrong)
        for box, row in zip(boxes, rows, strict=True)
    }
    return [before[one.sent] if one.sent in before and one.sent else made[id(one)] for one in scans]


def _refuse_unfit(scans: Sequence[Scanned], now: datetime) -> None:
    wrong: dict[str, list[str]] = {}
    if not 1 <= len(scans) <= MOST_TOGETHER:
        raise Invalid(fields={"scans": [_("From 1 to %(n)d at once.") % {"n": MOST_TOGETHER}]})
    for place, one in enumerate(scans):
        if one.step not in STEPS:
            wrong[f"{place}.step"] = [_("One of: %(allowed)s.") % {"allowed": ", ".join(STEPS)}]
        if one.at is not None and one.at < now - OLDEST:
            wrong[f"{place}.at"] = [_("This was scanned more than %(n)d days ago.") % {"n": OLDEST.days}]
    numbers = Counter(one.sent for one in scans if one.sent)
    if twice := [number for number, times in numbers.items() if times > 1]:
        wrong["scans"] = [_("Two scans have the number %(number)s.") % {"number": twice[0]}]
    if wrong:
        raise Invalid(fields=wrong)


def _sent_before(actor: Actor, scans: Sequence[Scanned]) -> dict[UUID, Checked]:
    """Those that this party has sent already, as they were answered."""
    numbers = [one.sent for one in scans if one.sent]
    if not numbers:
        return {}
    rows = Check.objects.filter(party_id=actor.party_id, sent__in=numbers).select_related("product", "batch")
    return {
        row.sent: Checked(row, Identity(gtin=row.gtin, lot=row.lot), row.product, row.batch, known=True) for row in rows
    }


def _boxes(site: Site, scans: Sequence[Scanned], now: datetime, sent_at: datetime | None) -> list[_Box]:
    devices = {
        row.name: row for row in Device.objects.filter(site=site, name__in={one.device for one in scans if one.device})
    }
    clocks = {name: _clock(row) for name, row in devices.items()}
    boxes = []
    for one in scans:
        try:
            identity, wrong = read_label(one.code), ""
        except CodeError as error:
            identity, wrong = Identity(), str(error)
        box = _Box(one, identity, wrong, now)
        if one.at is not None:
            before = clocks.get(one.device, Clock())
            after = Clock(now - sent_at) if sent_at else clock_after(before, at=one.at, received_at=now)
            clocks[one.device] = after
            box.at = min(one.at + after.lag, now)
            box.doubtful = sent_at is None and now - box.at > LATE
        if identity.serial:
            box.mark = mark_of(identity.gtin, identity.serial)
        boxes.append(box)
    _note_clocks(site, devices, clocks, now)
    return boxes


def _clock(row: Device) -> Clock:
    late = None if row.late_ms is None else timedelta(milliseconds=row.late_ms)
    return Clock(timedelta(milliseconds=row.lag_ms), late, row.late_since)


def _note_clocks(site: Site, devices: Mapping[str, Device], clocks: Mapping[str, Clock], now: datetime) -> None:
    """Written only where something is learned: a device scans every second."""
    for name, clock in clocks.items():
        known = devices.get(name)
        if not name or (known is not None and now - known.seen_at < SELDOM and _same(_clock(known), clock)):
            continue
        row = Device(
            site=site, name=name, lag_ms=_milliseconds(clock.lag),
            late_ms=None if clock.late is None else _milliseconds(clock.late), late_since=clock.since, seen_at=now,
        )  # fmt: skip
        Device.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["tenant", "site", "name"],
            update_fields=["lag_ms", "late_ms", "late_since", "seen_at"],
        )  # fmt: skip


def _same(one: Clock, other: Clock) -> bool:
    return abs(one.lag - other.lag) <= CLOSE and one.since == other.since


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _answer(box: _Box, site: Site, known: Known, allowed: Mapping[Any, Permission], now: datetime) -> None:
    if box.wrong:
        box.answer, box.reasons = "ask", [Reason("unreadable", {"why": box.wrong})]
        return
    one = box.identity
    box.product = known.products.get(one.gtin)
    box.unit = known.units.get(box.mark) if box.mark else None
    if box.unit is not None and box.unit.batch is not None:
        box.batch = box.unit.batch
    elif box.product is not None and one.lot:
        box.batch = known.batches.get((box.product.id, one.lot))
    ranged = in_range(box.product, one.serial)
    if box.mark is not None:
        box.found = _judged(box, site, known)
    permission = allowed.get((box.scan.seller, box.scan.destination, box.product.brand_id if box.product else None))
    maker = known.maker_of(box.batch, box.product)
    box.answer, box.reasons = answering.answer(
        Box(
            step=box.scan.step, day=now.date(), product=_product(box.product), batch=_batch(box.batch), lot=one.lot,
            serial=bool(one.serial), unit=box.unit.state if box.unit else "", in_range=ranged,
            signals=box.found, hold=known.holds.get(box.mark, "") if box.mark else "", **_kept_back(box, site, known),
            correction=maker.correction, sampled=_is_sampled(box, site, known, maker),
            gate=permission.verdict if permission else "", gate_codes=permission.codes if permission else (),
            ban=permission.ban if permission else "",
        )
    )  # fmt: skip
    box.is_new = ranged and box.unit is None and box.mark is not None


def _kept_back(box: _Box, site: Site, known: Known) -> dict[str, str]:
    """The case that lies on this seller's goods; or one that may, where nobody said whose they are."""
    product = box.product
    if product is None:
        return {}
    where = box.scan.destination or site.country
    lying = [
        one
        for one in known.restraints
        if (one.gtin == product.gtin or one.brand_id == product.brand_id)
        and (not one.territories or where in one.territories)
    ]
    mine = [one for one in lying if one.seller == box.scan.seller]
    if mine:
        return {"restraint": mine[0].case}
    return {"whose": lying[0].case} if lying and not box.scan.seller else {}


def _is_sampled(box: _Box, site: Site, known: Known, maker: Maker) -> bool:
    """Whether this piece is one of those that are looked at here, and nobody has yet."""
    if box.mark is None or not site.sampled_bp or box.scan.step not in SAMPLED:
        return False
    if any(one.step == "inspected" for one in known.lives[box.mark]):
        return False
    share = share_of(site.sampled_bp, maker.low_bp)
    return is_chosen(draw_key(), box.mark.bytes, share)


def _judged(box: _Box, site: Site, known: Known) -> list[Reason]:
    """What the life of this code gives away with this scan; it is in the life of the scans that follow."""
    assert box.mark is not None
    life = known.lives[box.mark]
    life.append(sighting_of(box.scan.step, site, box.at, doubtful=box.doubtful))
    found = []
    if not never_issued(box.product, box.unit, box.identity.serial):
        found = judge(life, issued_at=box.unit.issued_at if box.unit is not None and box.unit.run_id else None)
    kinds = {one.kind for one in found}
    before = known.signals.get(box.mark, {})
    return [
        *(Reason(one.kind, one.facts) for one in found),
        *(Reason(kind, sign.facts) for kind, sign in before.items() if sign.is_confirmed and kind not in kinds),
    ]


def never_issued(product: Product | None, unit: Unit | None, serial: str) -> bool:
    """Whether a number is not on file though all of its product are: where it was seen proves nothing more, as torn labels of
    several pieces read alike."""
    is_enrolled = product is not None and product.enrolled_on is not None and not product.older_numbered
    return is_enrolled and unit is None and not in_range(product, serial)


def in_range(product: Product | None, serial: str) -> bool:
    """Whether the number is one of the product's range."""
    if product is None or product.source != Product.Source.RANGE or product.scheme is None or not serial:
        return False
    return product.scheme.ended_at is None and fits(serial, product.scheme.said)


def _product(row: Product | None) -> KnownProduct | None:
    if row is None:
        return None
    return KnownProduct(row.source != Product.Source.NONE, row.enrolled_on, row.older_numbered, row.needs_certificate)


def _batch(row: Batch | None) -> KnownBatch | None:
    if row is None:
        return None
    return KnownBatch(row.lot, row.state, row.made_on, row.expires_on, row.certified, row.out, row.quantity)


def _keep(actor: Actor, site: Site, boxes: Sequence[_Box], now: datetime) -> list[Check]:
    sellers = {
        row.reference: row
        for row in Party.objects.filter(reference__in={b.scan.seller for b in boxes if b.scan.seller}, kind="seller")
    }
    rows = [
        Check(
            id=uuid7(), tenant_id=current_tenant(), mark=box.mark,
            sealed=sealed_of(box.mark, box.identity.serial) if box.mark else b"", gtin=box.identity.gtin,
            lot=box.batch.lot if box.batch else box.identity.lot, product=box.product, batch=box.batch,
            brand_id=box.product.brand_id if box.product else None, site=site, party_id=actor.party_id,
            membership_id=actor.membership_id, device=box.scan.device, step=box.scan.step,
            seller=sellers.get(box.scan.seller), destination=box.scan.destination, answer=box.answer,
            reasons=[{"code": one.code, "facts": one.facts} for one in box.reasons], at=box.at, received_at=now,
            doubtful=box.doubtful, sent=box.scan.sent,
        )
        for box in boxes
    ]  # fmt: skip
    insert_together(rows)
    if rows:
        counts = Counter(row.answer for row in rows)
        facts: dict[str, Fact] = {
            "checks": len(rows), "ship": counts["ship"], "hold": counts["hold"], "ask": counts["ask"],
            "sha256": digest(rows),
        }  # fmt: skip
        held = list(dict.fromkeys(row.mark for row in rows if row.mark and row.answer == "hold"))
        batches = list(dict.fromkeys(row.batch_id for row in rows if row.batch_id and row.answer == "hold"))
        record(verbs.SCANNED, actor=actor, subject=site, refs=[*held, *batches], facts=facts, parties=[actor.party_id])
    return rows


def digest(rows: Sequence[Check]) -> str:
    """SHA-256 over what was answered, in its order: the entry of the log commits to it."""
    said = "\n".join(f"{row.id} {row.mark or ''} {row.step} {row.answer} {row.at.isoformat()}" for row in rows)
    return hashlib.sha256(said.encode()).hexdigest()


def _follow(boxes: Sequence[_Box], site: Site, now: datetime) -> None:
    """Units are where their steps bring them, if nothing speaks against it; a batch counts what left it."""
    insert_together(
        Unit(
            id=box.mark, tenant_id=current_tenant(), product=box.product, batch=box.batch, run_id=None,
            sealed=sealed_of(box.mark, box.identity.serial) if box.mark else b"",
            state=REACHES.get(box.scan.step, UNIT.initial) if box.answer == "ship" else UNIT.initial, version=1,
            state_at=now, issued_at=now,
        )
        for box in {box.mark: box for box in boxes if box.is_new}.values()
    )  # fmt: skip
    moves: dict[str, list[Unit]] = {}
    leaving = Counter(
        box.batch.id
        for box in {box.mark: box for box in boxes if box.is_new}.values()
        if box.batch is not None and box.answer == "ship" and REACHES.get(box.scan.step) in ("shipped", "sold")
    )
    for box in {box.mark: box for box in boxes if box.unit is not None}.values():
        unit, to = box.unit, REACHES.get(box.scan.step, "")
        if unit is None or box.answer == "hold" or not to or to not in UNIT.targets(unit.state):
            continue
        moves.setdefault(to, []).append(unit)
        if unit.state in ("issued", "applied") and to in ("shipped", "sold") and unit.batch_id:
            leaving[unit.batch_id] += 1
    for to, rows in sorted(moves.items()):
        move_all(rows, to, machine=UNIT, now=now)
    for batch_id in sorted(leaving, key=str):
        Batch.objects.filter(id=batch_id).update(out=F("out") + leaving[batch_id])
