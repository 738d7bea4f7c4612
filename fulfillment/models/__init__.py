"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.customs import Detention, DetentionAnswer, DetentionNotice, DetentionPicture
from fulfillment.models.customs_applications import (
    CustomsApplication,
    CustomsApplicationPlace,
    CustomsApplicationRight,
    CustomsPacket,
)
from fulfillment.models.docks import STEPS, Answered, Check, Flag, FlagPicture, Hold, HoldStep, KeptTrace, Step
from fulfillment.models.epcis import EpcisCapture, EpcisEvent, EpcisEventCode, EpcisHandedIn, EpcisQuery
from fulfillment.models.goods import Batch, BatchInspection, Certificate, LabelPoint, Product
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
from fulfillment.models.places import E4, Device, Site
from fulfillment.models.trade import ComplaintSurge, Remedy, TradeComplaint, TradePaper, TradeStatement
from fulfillment.models.units import CodeRun, Unit, UnitSignal

__all__ = [
    "E4",
    "STEPS",
    "Answered",
    "Batch",
    "BatchInspection",
    "Certificate",
    "Check",
    "CodeRun",
    "ComplaintSurge",
    "CustomsApplication",
    "CustomsApplicationPlace",
    "CustomsApplicationRight",
    "CustomsPacket",
    "Detention",
    "DetentionAnswer",
    "DetentionNotice",
    "DetentionPicture",
    "Device",
    "EpcisCapture",
    "EpcisEvent",
    "EpcisEventCode",
    "EpcisHandedIn",
    "EpcisQuery",
    "Flag",
    "FlagPicture",
    "Hold",
    "HoldStep",
    "KeptTrace",
    "LabelPoint",
    "LossClaim",
    "Order",
    "OrderLine",
    "OrderRecord",
    "Product",
    "Remedy",
    "Shipment",
    "ShipmentEvent",
    "ShipmentLine",
    "ShipmentPaper",
    "ShipmentUnit",
    "Site",
    "Step",
    "TradeComplaint",
    "TradePaper",
    "TradeStatement",
    "Unit",
    "UnitSignal",
]
