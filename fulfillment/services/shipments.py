"""Shipments: the manifest, what warehouses and carriers tell of it, proof that it was delivered, and what follows a loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from fulfillment.machine import LOSSCLAIM, ORDER, SHIPMENT
from fulfillment.models import (
    LossClaim,
    Order,
    OrderLine,
    Shipment,
    ShipmentEvent,
    ShipmentLine,
    ShipmentPaper,
    ShipmentUnit,
)
from fulfillment.services.orders import checked_gtin
from fulfillment.trade import letters, timing, verbs
from fulfillment.trade.banned import Goods, banned
from fulfillment.trade.keeping import (
    MOST_CENTS,
    File,
    held_order,
    held_shipment,
    keep_event,
    keep_shipment_papers,
    parties_of,
    refuse,
    word_faults,
)
from gateway.problems import on_constraint
from gateway.text import text_fault
from policy.trade import MOST_REMINDERS
from registry.goods import live_bans
from registry.models import Ban
from registry.registers.offices import place_code
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.references import unused
from workflow.models import Clock
from workflow.moves import move

State, Kind = Shipment.State, ShipmentEvent.Kind
MOST_UNITS = 5000
AHEAD = timedelta(minutes=5)
TRACKED = gettext_lazy("This carrier has a shipment of that number already.")
LEADS_TO: dict[str, str] = {
    Kind.HANDED_OVER: State.ON_THE_WAY, Kind.SCANNED: State.ON_THE_WAY, Kind.AT_CUSTOMS: State.AT_CUSTOMS,
    Kind.FAILED: State.FAILED, Kind.DELIVERED: State.DELIVERED, Kind.RETURNED: State.RETURNED, Kind.LOST: State.LOST,
    Kind.CANCELLED: State.CANCELLED,
}  # fmt: skip
"""Where a shipment stands after it; a warehouse's receipt leaves it where it is."""
TOLD = (*LEADS_TO, Kind.RECEIVED)
"""What can be told of a shipment."""
WAITING = (State.AT_CUSTOMS, State.FAILED)

on_constraint("shipment_tracking", Conflict(TRACKED))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Packed:
    """How much of which line (its position in the order) is in a parcel; `serials` are numbers as they stand on the goods."""

    position: int
    quantity: int
    serials: Sequence[str] = ()
    gtin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is sent, by whom and from where. `carrier` is the reference of a party here or a name. No `lines`: all that is left."""

    carrier: str
    tracking: str
    origin: str
    lines: Sequence[Packed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened to a shipment; `until` is the day until which it waits for its buyer."""

    kind: str
    at: datetime | None = None
    country: str = ""
    quantity: int | None = None
    words: str = ""
    until: date | None = None


def ship(*, actor: Actor, order: Order, manifest: Manifest) -> Shipment:
    """Make the manifest of a parcel. A warehouse that is to make it is shown the order by its shipment, so the seller begins.

    Raises Invalid by field, Conflict where the order is not to be sent or an import ban covers goods in it; that refusal stands in
    the log.
    """
    require(actor, "shipment.keep")
    try:
        return _ship(actor, order, manifest)
    except BannedGoods as refusal:
        facts = {"destination": order.destination, "ban": refusal.ban, "listing": refusal.listing}
        record(verbs.SHIPMENT_BANNED, actor=actor, subject=order, facts=facts, parties=[order.seller_id])
        raise


class BannedGoods(Conflict):
    """An import ban covers what was to be sent. `ban` is its reference."""

    code = "import_ban"

    def __init__(self, message: str, *, ban: str, listing: str) -> None:
        super().__init__(message, code="import_ban")
        self.ban, self.listing = ban, listing


@transaction.atomic
def _ship(actor: Actor, order: Order, manifest: Manifest) -> Shipment:
    fresh = held_order(actor, order)
    if fresh.state not in (Order.State.ACCEPTED, Order.State.SHIPPED):
        raise Conflict(
            _("This order is not to be sent: %(state)s.") % {"state": fresh.get_state_display()}, code="stage"
        )
    lines = list(fresh.lines.select_related("listing").order_by("position"))
    packed = _packed(lines, manifest)
    carrier = Party.objects.filter(kind=Party.Kind.LOGISTICS, reference=manifest.carrier.strip().upper()).first()
    _check(manifest)
    refuse_banned(fresh, [line for line, _quantity, _serials, _gtin in packed], origin=manifest.origin)
    made = Shipment.objects.create(
        reference=unused(Shipment, "SH"), order=fresh, seller_id=fresh.seller_id, carrier=carrier,
        carrier_name=carrier.name[:120] if carrier else manifest.carrier.strip(), tracking=manifest.tracking.strip(),
        origin=manifest.origin, destination=fresh.destination, made_by_id=actor.party_id,
    )  # fmt: skip
    pieces = _keep_lines(made, packed)
    event = keep_event(actor, made, Kind.ANNOUNCED, at=database_now(), country=manifest.origin)
    if fresh.state == Order.State.ACCEPTED:
        move(fresh, Order.State.SHIPPED, machine=ORDER)
    facts = {
        "origin": made.origin, "destination": made.destination, "pieces": pieces,
        "units": sum(len(serials) for _line, _quantity, serials, _gtin in packed),
    }  # fmt: skip
    entry = record(
        verbs.SHIPMENT_MADE, actor=actor, subject=made, refs=[fresh], facts=facts, rows=[event],
        parties=parties_of(made, actor),
    )  # fmt: skip
    letters.tell_buyer(
        entry=entry, order=fresh, subject=gettext_lazy("Your order %(number)s is being sent"),
        body=gettext_lazy("%(seller)s sends your order %(number)s with %(carrier)s, under the number %(tracking)s."),
        words={"carrier": made.carrier_name, "tracking": made.tracking},
    )  # fmt: skip
    return made


def refuse_banned(order: Order, lines: Sequence[OrderLine], *, origin: str) -> None:
    """Pass, or raise BannedGoods with the ban that covers goods on their way there. At most four queries."""
    today = database_now().date()
    standing = set(Ban.objects.standing(today).values_list("id", flat=True))
    bans = [ban for ban in live_bans() if ban.id in standing]
    for line in lines:
        sold = line.listing
        goods = Goods(sold.title, sold.brand, tuple(sold.category), sold.description, order.seller_id)
        ban = banned(goods, bans, origin=origin, destination=order.destination)
        if ban is not None:
            title = Ban.objects.values_list("title", flat=True).get(id=ban.id)
            words = {"title": line.title, "ban": title, "order": ban.order, "country": order.destination}
            sentence = _("“%(title)s” may not be sent to %(country)s: %(ban)s (%(order)s).")
            raise BannedGoods(sentence % words, ban=ban.reference, listing=sold.number)


@transaction.atomic
def note_event(
    *, actor: Actor, shipment: Shipment, happened: Happened, files: Sequence[File] = (), now: datetime | None = None
) -> Shipment:
    """What happened to a shipment, with its paper: a receipt, a proof of delivery, the report of a loss.

    Raises Invalid by field, Conflict where it cannot have happened to a shipment that stands so.
    """
    require(actor, "shipment.keep")
    at = now or database_now()
    fresh = held_shipment(actor, shipment)
    _check_event(happened, at)
    event = keep_event(
        actor, fresh, happened.kind, at=happened.at or at, country=happened.country, quantity=happened.quantity,
        words=happened.words,
    )  # fmt: skip
    keep_shipment_papers(actor, fresh, files, _paper_of(happened.kind))
    to = LEADS_TO.get(happened.kind)
    if to and to != fresh.state:
        move(fresh, to, machine=SHIPMENT, now=now)
    fresh.kept_until = happened.until if fresh.state in WAITING else None
    fresh.save(update_fields=["kept_until"])
    entry = record(
        verbs.SHIPMENT_EVENT, actor=actor, subject=fresh, refs=[fresh.order], rows=[event],
        facts={"kind": happened.kind, "country": happened.country or None, "quantity": happened.quantity},
        parties=parties_of(fresh, actor),
    )  # fmt: skip
    if fresh.state in WAITING and happened.kind in LEADS_TO:
        letters.send_parcel_waits(entry=entry, shipment=fresh, again=False)
        timing.remind(fresh, at)
    elif happened.kind in LEADS_TO:
        timing.no_reminder(fresh)
    _follow_in_order(fresh)
    return fresh


def remind_buyer(*, actor: Actor, shipment: Shipment, now: datetime) -> None:
    """The parcel waits still: remind its buyer, at most three times. Called by its clock."""
    if shipment.state not in WAITING or (shipment.kept_until and shipment.kept_until < now.date()):
        return
    event = keep_event(actor, shipment, Kind.REMINDED, at=now)
    entry = record(
        verbs.BUYER_REMINDED, actor=actor, subject=shipment, refs=[shipment.order], facts={"kind": shipment.state}, rows=[event],
        parties=parties_of(shipment, actor),
    )  # fmt: skip
    letters.send_parcel_waits(entry=entry, shipment=shipment, again=True)
    if Clock.objects.filter(subject_id=shipment.id, kind="parcel_reminder").count() < MOST_REMINDERS:
        timing.remind(shipment, now)


@transaction.atomic
def claim_loss(
    *, actor: Actor, shipment: Shipment, amount_cents: int, plan: str, plan_by: date, files: Sequence[File] = ()
) -> LossClaim:
    """Ask the carrier to pay for what it lost, and tell the buyer what it gets and until when. Once for a shipment.

    Raises Invalid by field, Conflict where nothing is lost or it was asked for before.
    """
    require(actor, "shipment.keep")
    fresh = held_shipment(actor, shipment)
    if fresh.carrier_id is not None and actor.party_id == fresh.carrier_id:
        raise Conflict(_("Whoever carries it cannot ask itself to pay."), code="own_carrier")
    if fresh.state != State.LOST:
        raise Conflict(_("This shipment is not lost."), code="stage")
    if fresh.claims.exists():
        raise Conflict(_("The carrier was asked already."), code="claimed")
    refuse(
        {
            "amount_cents": [] if 0 < amount_cents <= MOST_CENTS else [_("More than nothing.")],
            "plan": [] if plan in LossClaim.Plan.values else [_("Choose what the buyer gets.")],
            "plan_by": [] if plan_by >= database_now().date() else [_("This day has passed.")],
        }
    )
    made = LossClaim.objects.create(
        shipment=fresh, amount_cents=amount_cents, currency=fresh.order.currency, plan=plan, plan_by=plan_by
    )
    keep_shipment_papers(actor, fresh, files, ShipmentPaper.Kind.LOSS)
    entry = record(
        verbs.LOSS_CLAIMED, actor=actor, subject=fresh, refs=[fresh.order],
        facts={"plan": plan, "amount_cents": amount_cents, "currency": made.currency}, parties=parties_of(fresh, actor),
    )  # fmt: skip
    letters.send_lost(
        entry=entry, shipment=fresh, plan=made.get_plan_display(), plan_by=date_format(plan_by, "j F Y")
    )  # fmt: skip
    return made


@transaction.atomic
def answer_claim(*, actor: Actor, shipment: Shipment, pays: bool) -> LossClaim:
    """What the carrier said to the claim: itself, or whoever heard it. Raises Conflict where nothing waits for it."""
    require(actor, "shipment.keep")
    fresh = held_shipment(actor, shipment)
    claim = LossClaim.objects.select_for_update().filter(shipment=fresh).first()
    if claim is None:
        raise Conflict(_("Nothing was asked of the carrier."), code="stage")
    move(claim, LossClaim.State.PAID if pays else LossClaim.State.REFUSED, machine=LOSSCLAIM)
    record(
        verbs.LOSS_ANSWERED, actor=actor, subject=fresh, facts={"state": claim.state}, parties=parties_of(fresh, actor)
    )
    return claim


def _follow_in_order(shipment: Shipment) -> None:
    """An order is delivered when all that was sent of it has arrived, and nothing is left to send."""
    order = Order.objects.select_for_update(of=("self",)).get(id=shipment.order_id)
    if shipment.state != State.DELIVERED or order.state != Order.State.SHIPPED:
        return
    open_ = order.shipments.exclude(state__in=[State.DELIVERED, State.CANCELLED, State.RETURNED])
    if not open_.exists() and not any(_left(line) for line in order.lines.all()):
        move(order, Order.State.DELIVERED, machine=ORDER)


def _left(line: OrderLine) -> int:
    """How many pieces of a line were not sent, or came back on the way. One query."""
    sent = line.shipped.exclude(shipment__state__in=[State.CANCELLED, State.RETURNED, State.LOST])
    return int(line.quantity - sum(sent.values_list("quantity", flat=True)))


def left_of(order: Order) -> dict[int, int]:
    """What can still be sent, by the position of its line. A query for each line."""
    return {line.position: left for line in order.lines.order_by("position") if (left := _left(line)) > 0}


def _packed(lines: Sequence[OrderLine], manifest: Manifest) -> list[tuple[OrderLine, int, list[str], str]]:
    known = {line.position: line for line in lines}
    wanted = list(manifest.lines) or [Packed(line.position, left) for line in lines if (left := _left(line)) > 0]
    if not wanted:
        raise Conflict(_("Nothing of this order is left to be sent."), code="stage")
    wrong: dict[str, list[str]] = {}
    found = []
    for place, one in enumerate(wanted):
        line = known.pop(one.position, None)
        at = f"lines.{place}"
        if line is None:
            wrong[f"{at}.position"] = [_("The order has no such line, or it is named twice.")]
            continue
        if not 0 < one.quantity <= _left(line):
            wrong[f"{at}.quantity"] = [_("At most %(left)d are left.") % {"left": _left(line)}]
        serials = [text.strip() for text in one.serials if text.strip()]
        code = checked_gtin(one.gtin, f"{at}.gtin") if one.gtin.strip() else line.gtin
        if fault := _serial_fault(serials, one.quantity, code):
            wrong[f"{at}.serials"] = [fault]
        found.append((line, one.quantity, serials, code))
    refuse(wrong)
    return found


def _serial_fault(serials: Sequence[str], quantity: int, code: str) -> str:
    if serials and not code:
        return _("Serial numbers need the GTIN of the goods.")
    if len(set(serials)) != len(serials) or len(serials) > min(quantity, MOST_UNITS):
        return _("Each serial number once, and no more of them than pieces.")
    if any(len(one) > 60 or text_fault(one) for one in serials):
        return _("A serial number has at most 60 characters.")
    return ""


def _keep_lines(made: Shipment, packed: Sequence[tuple[OrderLine, int, list[str], str]]) -> int:
    for line, quantity, serials, code in packed:
        row = ShipmentLine.objects.create(shipment=made, order_line=line, quantity=quantity)
        ShipmentUnit.objects.bulk_create(
            ShipmentUnit(shipment=made, line=row, gtin=code, serial=serial) for serial in serials
        )
    return sum(quantity for _line, quantity, _serials, _gtin in packed)


def _check(manifest: Manifest) -> None:
    wrong: dict[str, list[str]] = {}
    for name, most in (("carrier", 120), ("tracking", 60)):
        value = getattr(manifest, name)
        if not value.strip():
            wrong[name] = [_("This is needed.")]
        elif fault := text_fault(value):
            wrong[name] = [fault]
        elif len(value) > most:
            wrong[name] = [_("At most %(most)d characters.") % {"most": most}]
    if len(manifest.origin) != 2 or not place_code(manifest.origin):
        wrong["origin"] = [_("A country as ISO 3166-1 alpha-2, as in PL.")]
    refuse(wrong)


def _check_event(happened: Happened, now: datetime) -> None:
    if happened.kind not in TOLD:
        raise Invalid(fields={"kind": [_("Choose what happened.")]})
    late = happened.at is not None and happened.at > now + AHEAD
    known = not happened.country or (len(happened.country) == 2 and bool(place_code(happened.country)))
    refuse(
        {
            "at": [_("This time is yet to come.")] if late else [],
            "country": [] if known else [_("A country as ISO 3166-1 alpha-2, as in PL.")],
            "words": word_faults(happened.words, needed=False),
            "until": [_("This day has passed.")] if happened.until and happened.until < now.date() else [],
        }
    )


def _paper_of(kind: str) -> str:
    papers = {Kind.DELIVERED: ShipmentPaper.Kind.DELIVERY, Kind.LOST: ShipmentPaper.Kind.LOSS}
    return str(papers.get(Kind(kind), ShipmentPaper.Kind.RECEIPT))
