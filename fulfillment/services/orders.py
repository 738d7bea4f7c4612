"""Orders: told by the shop, checked with the licence gate, decided where the gate cannot say, cancelled, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import require
from accounts.queries import house_language
from audit.log import record
from audit.rows import committed
from fulfillment.codes import CodeError, gtin
from fulfillment.machine import ORDER
from fulfillment.models import Order, OrderLine, OrderRecord
from fulfillment.trade import letters, verbs
from fulfillment.trade.buyers import digest, key_of, token_of
from fulfillment.trade.keeping import held_order, refuse
from gateway.problems import on_constraint
from gateway.text import text_fault
from policy.letters.languages import LANGUAGES
from registry.gate.values import ItemFacts
from registry.models import Brand, GateCheck, Right
from registry.registers.offices import place_code
from registry.services.gate import Asked, cancel_order, check_order
from registry.words import fold
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid
from tenancy.references import unused
from workflow.moves import move

State = Order.State
MOST_LINES, MOST_RIGHTS, MOST_PIECES = 100, 20, 1_000_000
LONGEST = {"number": 60, "name": 200, "email": 254, "address": 1000, "line": 120}
AHEAD, BACK = timedelta(minutes=5), timedelta(days=3650)
ON_FILE = gettext_lazy("An order of this number is on file already, and says something else.")

on_constraint("order_number", Conflict(ON_FILE))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of an order as the shop tells it. `line` is what it was called at the gate, if it was asked at checkout.

    `rights` are references of the rights in it; if none is named, the live ones of the brand that the listing names. `classes` are
    Nice classes that the goods may fall into; where they are not said the gate may have to ask.
    """

    listing: str
    quantity: int
    price_cents: int
    gtin: str = ""
    line: str = ""
    rights: Sequence[str] = ()
    classes: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An order as the shop tells it. `language` (BCP 47) is that of the mails to the buyer; "" for the marketplace's.

    `warehouse` is the reference of the partner that sends it for the seller.
    """

    number: str
    destination: str
    currency: str
    lines: Sequence[Bought]
    name: str = ""
    email: str = ""
    address: str = ""
    language: str = ""
    warehouse: str = ""
    placed_at: datetime | None = None
    ship_by: date | None = None


@transaction.atomic
def tell_order(*, actor: Actor, told: Told, now: datetime | None = None) -> Order:
    """Take in an order of one seller: the gate is asked about each line, and the buyer gets a link.

    The same order again is answered as it stands. Raises Invalid by field, Conflict where the number is known as another order
    or a line was checked as something else.
    """
    require(actor, "order.keep")
    at = now or database_now()
    told, listings, warehouse = _checked(told, at)
    first = listings[0]
    known = Order.objects.filter(number=told.number, seller_id=first.seller_id).first()
    if known is not None:
        return _as_before(known, told)
    order = Order(
        reference=unused(Order, "OR"), number=told.number, seller_id=first.seller_id, warehouse=warehouse,
        destination=told.destination, currency=told.currency, language=told.language or house_language(), buyer=key_of(told.email),
        placed_at=told.placed_at or at, ship_by=told.ship_by,
    )  # fmt: skip
    order.token_hash = digest(token_of(order))
    order.save(force_insert=True)
    order.seller = first.seller
    kept = committed(
        OrderRecord, order=order, number=order.number, destination=order.destination, placed_at=order.placed_at,
        lines=_said(told), name=told.name.strip(), email=told.email.strip(), address=told.address.strip(),
    )  # fmt: skip
    rows = [
        OrderLine(
            order=order, position=place, line=one.line or f"{order.reference}/{place}", listing=listing, title=listing.title,
            quantity=one.quantity, price_cents=one.price_cents, gtin=_plain(one.gtin) or _plain(listing.gtin),
        )
        for place, (one, listing) in enumerate(zip(told.lines, listings, strict=True), start=1)
    ]  # fmt: skip
    for row, one in zip(rows, told.lines, strict=True):
        row.gate_check = _ask(actor, order, row, one)
    OrderLine.objects.bulk_create(rows)
    record(
        verbs.ORDER_TOLD, actor=actor, subject=order, refs=[row.listing_id for row in rows], rows=[kept],
        facts={"destination": order.destination, "lines": len(rows)}, parties=[order.seller_id],
    )  # fmt: skip
    _settle_by_gate(actor, order, rows)
    return order


@transaction.atomic
def decide_order(*, actor: Actor, order: Order, accept: bool) -> Order:
    """Staff decide about an order on which the gate could not say yes or no. Conflict where it does not wait for that."""
    require(actor, "order.keep")
    fresh = held_order(actor, order)
    rows = list(fresh.lines.select_related("gate_check"))
    if accept:
        _accept(actor, fresh, by_staff=True)
    else:
        _refuse(actor, fresh, rows, by_staff=True)
    return fresh


@transaction.atomic
def cancel(*, actor: Actor, order: Order) -> Order:
    """The order is cancelled before anything was sent; what its lines drew from licences is free again. Raises Conflict."""
    require(actor, "order.keep")
    fresh = held_order(actor, order)
    move(fresh, State.CANCELLED, machine=ORDER)
    _give_back(actor, list(fresh.lines.select_related("gate_check")))
    record(verbs.ORDER_CANCELLED, actor=actor, subject=fresh, parties=[fresh.seller_id])
    return fresh


@transaction.atomic
def close(*, actor: Actor, order: Order) -> Order:
    """Nothing is expected of it any more. A buyer can complain still. Raises Conflict."""
    require(actor, "order.keep")
    fresh = held_order(actor, order)
    move(fresh, State.CLOSED, machine=ORDER)
    record(verbs.ORDER_CLOSED, actor=actor, subject=fresh, parties=[fresh.seller_id])
    return fresh


def _settle_by_gate(actor: Actor, order: Order, rows: Sequence[OrderLine]) -> None:
    said = {row.gate_check.verdict for row in rows if row.gate_check is not None}
    if "no" in said:
        _refuse(actor, order, rows, by_staff=False)
    elif "ask" in said:
        waiting = sum(row.gate_check is not None and row.gate_check.verdict == "ask" for row in rows)
        record(verbs.ORDER_WAITS, actor=actor, subject=order, facts={"lines": waiting}, parties=[order.seller_id])
    else:
        _accept(actor, order, by_staff=False)


def _accept(actor: Actor, order: Order, *, by_staff: bool) -> None:
    move(order, State.ACCEPTED, machine=ORDER)
    entry = record(
        verbs.ORDER_ACCEPTED, actor=actor, subject=order, facts={"by_staff": by_staff}, parties=[order.seller_id]
    )
    letters.send_sold(entry=entry, order=order)


def _refuse(actor: Actor, order: Order, rows: Sequence[OrderLine], *, by_staff: bool) -> None:
    move(order, State.REFUSED, machine=ORDER)
    _give_back(actor, rows)
    wrong = sum(row.gate_check is not None and row.gate_check.verdict == "no" for row in rows)
    facts = {"lines": wrong, "by_staff": by_staff}
    entry = record(verbs.ORDER_REFUSED, actor=actor, subject=order, facts=facts, parties=[order.seller_id])
    letters.send_refused(entry=entry, order=order)


def _give_back(actor: Actor, rows: Sequence[OrderLine]) -> None:
    for row in rows:
        if row.gate_check is not None:
            cancel_order(actor=_for_gate(actor), check=row.gate_check)


def _for_gate(actor: Actor) -> Actor:
    """Who decides about orders need not be who may ask the gate: what follows there is the house's own act."""
    return actor if actor.kind == "key" else Actor.system(actor.tenant_id)  # type: ignore[arg-type]


def _ask(actor: Actor, order: Order, row: OrderLine, told: Bought) -> GateCheck | None:
    """What the gate says of a line; at checkout it may have been asked already. None where no right on file is in it."""
    before = GateCheck.objects.filter(line=row.line, moment="order").first()
    same = {"seller_id": order.seller_id, "destination": order.destination, "quantity": row.quantity}
    if before is not None and all(getattr(before, name) == value for name, value in same.items()):
        return before
    rights = _rights_in(row.listing, told.rights)
    if not rights:
        return None
    asked = Asked(
        seller=order.seller, rights=tuple(rights), destination=order.destination, day=order.placed_at.date(),
        item=ItemFacts(frozenset(told.classes)), quantity=row.quantity,
    )  # fmt: skip
    return check_order(actor=_for_gate(actor), line=row.line, asked=asked)


def _rights_in(listing: Listing, named: Sequence[str]) -> list[Right]:
    live = Right.objects.live(database_now().date()).order_by("id")
    if named:
        return list(live.filter(reference__in=named)[:MOST_RIGHTS])
    if not listing.brand.strip():
        return []
    brands = Brand.objects.filter(folded=fold(listing.brand), retired_at=None).values("id")
    return list(live.filter(brand__in=brands)[:MOST_RIGHTS])


def _as_before(known: Order, told: Told) -> Order:
    if known.records.get().lines != _said(told) or known.destination != told.destination:
        raise Conflict(str(ON_FILE), code="other_order")
    return known


def _said(told: Told) -> list[dict[str, object]]:
    return [
        {"listing": one.listing, "quantity": one.quantity, "price_cents": one.price_cents, "gtin": _plain(one.gtin)}
        for one in told.lines
    ]


def _checked(told: Told, now: datetime) -> tuple[Told, list[Listing], Party | None]:
    wrong: dict[str, list[str]] = {}
    for name in ("number", "name", "email", "address"):
        value = getattr(told, name)
        if fault := text_fault(value):
            wrong[name] = [fault]
        elif len(value) > LONGEST[name]:
            wrong[name] = [_("At most %(most)d characters.") % {"most": LONGEST[name]}]
    if not told.number.strip():
        wrong["number"] = [_("The shop’s own number of the order.")]
    if told.email and "@" not in told.email:
        wrong["email"] = [_("An address of mail has an @.")]
    if len(told.destination) != 2 or not place_code(told.destination):
        wrong["destination"] = [_("A country as ISO 3166-1 alpha-2, as in PL.")]
    if len(told.currency) != 3 or not told.currency.isalpha() or not told.currency.isupper():
        wrong["currency"] = [_("Three letters, as in EUR.")]
    if told.language and told.language not in LANGUAGES:
        wrong["language"] = [_("Choose a language that letters are written in.")]
    if told.placed_at and not now - BACK < told.placed_at <= now + AHEAD:
        wrong["placed_at"] = [_("This time is yet to come, or too long ago.")]
    partners = Party.objects.filter(kind=Party.Kind.LOGISTICS, state=Party.State.ACTIVE)
    warehouse = partners.filter(reference=told.warehouse).first() if told.warehouse else None
    if told.warehouse and warehouse is None:
        wrong["warehouse"] = [_("There is no such partner.")]
    listings = _listings(told, wrong)
    refuse(wrong)
    return told, listings, warehouse


def _listings(told: Told, wrong: dict[str, list[str]]) -> list[Listing]:
    """The listings of the lines; they are all of one seller."""
    if not 0 < len(told.lines) <= MOST_LINES:
        wrong["lines"] = [_("From 1 to %(most)d lines.") % {"most": MOST_LINES}]
        return []
    rows = Listing.objects.filter(number__in={one.listing for one in told.lines}).select_related("seller")
    found = {row.number: row for row in rows}
    for place, one in enumerate(told.lines):
        at = f"lines.{place}"
        if one.listing not in found:
            wrong[f"{at}.listing"] = [_("There is no such listing.")]
        if not 0 < one.quantity <= MOST_PIECES:
            wrong[f"{at}.quantity"] = [_("From 1 to %(most)d pieces.") % {"most": MOST_PIECES}]
        if one.price_cents < 0:
            wrong[f"{at}.price_cents"] = [_("Not less than nothing.")]
        if one.gtin and not _plain(one.gtin):
            wrong[f"{at}.gtin"] = [_("A GTIN has 8, 12, 13 or 14 digits, the last of which is its check digit.")]
    if len({row.seller_id for row in found.values()}) > 1:
        wrong["lines"] = [_("One order is of one seller: split it.")]
    return [] if wrong else [found[one.listing] for one in told.lines]


def _plain(code: str) -> str:
    """A GTIN with 14 digits; "" for what is none."""
    try:
        return gtin(code.strip()) if code.strip() else ""
    except CodeError:
        return ""


def checked_gtin(code: str, field: str) -> str:
    """A GTIN with 14 digits. Raises Invalid for the field."""
    try:
        return gtin(code.strip())
    except CodeError:
        raise Invalid(
            fields={field: [_("A GTIN has 8, 12, 13 or 14 digits, the last of which is its check digit.")]}
        ) from None
