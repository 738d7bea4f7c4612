"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.customs import Detention, DetentionAnswer, DetentionNotice, DetentionPicture
from fulfillment.models.customs_applications import (
    CustomsApplication,
    CustomsApplicationPlace,
    CustomsApplicationRight,
    CustomsPacket,
)
from fulfillment.models.docks import STEPS, Answered, Check, Flag, FlagPicture, Hold, HoldStep, Step
from fulfillment.models.goods import Batch, BatchInspection, Certificate, LabelPoint, Product
from fulfillment.models.places import E4, Device, Site
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
    "CustomsApplication",
    "CustomsApplicationPlace",
    "CustomsApplicationRight",
    "CustomsPacket",
    "Detention",
    "DetentionAnswer",
    "DetentionNotice",
    "DetentionPicture",
    "Device",
    "Flag",
    "FlagPicture",
    "Hold",
    "HoldStep",
    "LabelPoint",
    "Product",
    "Site",
    "Step",
    "Unit",
    "UnitSignal",
]
