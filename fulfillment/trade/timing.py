"""The clocks of complaints and parcels: rules of the house, counted in the seller's country."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import Party
from fulfillment.models import Shipment, TradeComplaint
from policy.calendar import COUNTRIES
from policy.model import ANY
from policy.trade import CLOCKS
from policy.zones import ZONES
from tenancy.models import Tenanted
from workflow import clocks
from workflow.models import Clock


def begin(kind: str, complaint: TradeComplaint, now: datetime) -> Clock:
    """Start the clock of a step of a complaint; one that ran is stopped."""
    return _start(kind, complaint, complaint.seller, now)


def stop(complaint: TradeComplaint, event: str) -> None:
    """Stop the clocks that an event stops."""
    clocks.stop(subject_id=complaint.id, event=event, by=event)


def remind(shipment: Shipment, now: datetime) -> Clock:
    """Start the clock of the next reminder of a parcel that waits for its buyer."""
    return _start("parcel_reminder", shipment, shipment.seller, now)


def no_reminder(shipment: Shipment) -> None:
    """The parcel waits no longer."""
    clocks.stop(subject_id=shipment.id, event="parcel_moved", by="parcel_moved")


def _start(kind: str, subject: Tenanted, seller: Party, now: datetime) -> Clock:
    rule = CLOCKS[kind]
    country = seller.country if seller.country in COUNTRIES else ""
    here = replace(rule, calendar=country) if rule.calendar == ANY else rule
    clocks.stop(subject_id=subject.id, kind=kind, by=rule.starts_on)
    return clocks.start_by_rule(here, subject=subject, starts_at=now, tz=ZoneInfo(ZONES.get(seller.country, "UTC")))
