"""What follows when a clock of fulfilment runs out: silence in complaints of buyers, and parcels that wait."""

from datetime import datetime

from fulfillment.models import Shipment, TradeComplaint
from fulfillment.services import shipments, trade_deciding
from fulfillment.trade.keeping import held_complaint, held_shipment
from tenancy.actor import Actor
from tenancy.context import current_tenant
from workflow.clocks import consequence
from workflow.models import Clock


@consequence("trade_seller_silent")
def trade_seller_silent(clock: Clock, now: datetime) -> None:
    """The seller said nothing in time: a refund is proposed."""
    trade_deciding.note_seller_silent(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_buyer_silent")
def trade_buyer_silent(clock: Clock, now: datetime) -> None:
    """The buyer said nothing in time: an offer counts as accepted, a proof stands."""
    trade_deciding.note_buyer_silent(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_undecided")
def trade_undecided(clock: Clock, now: datetime) -> None:
    """The marketplace has not decided in time."""
    trade_deciding.note_undecided(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("trade_not_done")
def trade_not_done(clock: Clock, now: datetime) -> None:
    """What was owed was not done in time: the marketplace decides."""
    trade_deciding.note_not_done(actor=_house(), complaint=_complaint(clock), now=now)


@consequence("parcel_reminder")
def parcel_reminder(clock: Clock, now: datetime) -> None:
    """A parcel waits for its buyer still."""
    shipment = held_shipment(_house(), Shipment(id=clock.subject_id))
    shipments.remind_buyer(actor=_house(), shipment=shipment, now=now)


def _house() -> Actor:
    return Actor.system(current_tenant())


def _complaint(clock: Clock) -> TradeComplaint:
    return held_complaint(TradeComplaint(id=clock.subject_id))
