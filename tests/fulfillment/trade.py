"""Orders, parcels and complaints for the tests, made through the services."""

from datetime import timedelta

from fulfillment.models import Order, Shipment, TradeComplaint
from fulfillment.services.orders import Bought, Told, tell_order
from fulfillment.services.shipments import Happened, Manifest, note_event, ship
from fulfillment.services.trade_complaints import Answer, Wrong, answer_complaint, complain
from gateway.uploads import checked_document, checked_picture
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture.things import picture
from tests.cast import Market
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock

BUYER = {"name": "Zelda Quint", "email": "zelda@buyer.test", "address": "Quintweg 7\n10115 Berlin"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GTIN = "4006381333931"


def nobody(market: Market) -> Actor:
    """A buyer: whoever holds the link."""
    return Actor.anonymous(market.id)


def shop(market: Market) -> Actor:
    """The shop's program."""
    return market.system


def told(
    listing, number="B-1", *, quantity=2, cents=1500, gtin="", rights=(), classes=(), destination="DE", **more
) -> Told:
    """An order of one line."""
    line = Bought(listing.number, quantity, cents, gtin=gtin, rights=rights, classes=classes)
    return Told(number=number, destination=destination, currency="EUR", lines=[line], **{**BUYER, **more})


def ordered(market: Market, listing, number="B-1", **more) -> Order:
    """An order that the gate let pass."""
    return tell_order(actor=shop(market), told=told(listing, number, **more))


def sent(
    market: Market, order: Order, tracking="TR-1", *, who="seller", carrier="Posten", origin="NO", **more
) -> Shipment:
    """A parcel of all that is left of it."""
    manifest = Manifest(carrier=carrier, tracking=tracking, origin=origin, **more)
    return ship(actor=market.actor(who), order=order, manifest=manifest)


def happened(market: Market, shipment: Shipment, kind: str, *, who="seller", files=(), **more) -> Shipment:
    """Something happened to it."""
    return note_event(actor=market.actor(who), shipment=shipment, happened=Happened(kind=kind, **more), files=files)


def a_picture(colour="teal"):
    """A file with its name, as forms give it."""
    return "box.png", checked_picture(picture(colour))


def a_paper(words=b""):
    """A PDF with its name."""
    return "proof.pdf", checked_document(PDF + words + b"\n%%EOF\n")


def wrong(kind="quality", wants="refund", **more) -> Wrong:
    """What a buyer says."""
    return Wrong(kind=kind, wants=wants, **{"words": "The strap tore on the first day.", **more})


def complained(market: Market, order: Order, kind="quality", *, now=None, **more) -> TradeComplaint:
    """A complaint of its buyer."""
    return complain(actor=nobody(market), order=order, wrong=wrong(kind, **more), now=now)


def answered(market: Market, complaint: TradeComplaint, remedy="refund", *, who="seller", **more) -> TradeComplaint:
    """The seller's answer: an offer, or with an empty remedy that it disagrees."""
    answer = Answer(remedy=remedy, **{"words": "We are sorry.", **more})
    return answer_complaint(actor=market.actor(who), complaint=complaint, answer=answer)


def run_out(row, kind: str, *, after: timedelta = timedelta()) -> None:
    """The clock of that kind has run out: what follows, follows."""
    clock = Clock.objects.filter(subject_id=row.id, kind=kind, state="running").latest("generation")
    now = max(clock.due_at, database_now()) + after
    clock.state = "fired"
    clock.save(update_fields=["state"])
    CONSEQUENCES[clock.then](clock, now)
    row.refresh_from_db()
