"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.corrective import CorrectiveAction, CorrectiveStep
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
from fulfillment.models.restraints import StockRelease, StockRestraint
from fulfillment.models.risk import GoodsRisk, RiskOutcome, SamplingChange
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
    "CorrectiveAction",
    "CorrectiveStep",
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
    "GoodsRisk",
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
    "RiskOutcome",
    "SamplingChange",
    "Shipment",
    "ShipmentEvent",
    "ShipmentLine",
    "ShipmentPaper",
    "ShipmentUnit",
    "Site",
    "Step",
    "StockRelease",
    "StockRestraint",
    "TradeComplaint",
    "TradePaper",
    "TradeStatement",
    "Unit",
    "UnitSignal",
]
