"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.orders import (
    LossClaim,
    Order,
    OrderLine,
    OrderRecord,
    Shipment,
    ShipmentEvent,
    ShipmentLine,
    ShipmentPaper,
    ShipmentUnit,
)
from fulfillment.models.trade import ComplaintSurge, Remedy, TradeComplaint, TradePaper, TradeStatement

__all__ = [
    "ComplaintSurge",
    "LossClaim",
    "Order",
    "OrderLine",
    "OrderRecord",
    "Remedy",
    "Shipment",
    "ShipmentEvent",
    "ShipmentLine",
    "ShipmentPaper",
    "ShipmentUnit",
    "TradeComplaint",
    "TradePaper",
    "TradeStatement",
]
