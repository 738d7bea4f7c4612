"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.customs import Detention, DetentionAnswer, DetentionNotice, DetentionPicture
from fulfillment.models.customs_applications import (
    CustomsApplication,
    CustomsApplicationPlace,
    CustomsApplicationRight,
    CustomsPacket,
)

__all__ = [
    "CustomsApplication",
    "CustomsApplicationPlace",
    "CustomsApplicationRight",
    "CustomsPacket",
    "Detention",
    "DetentionAnswer",
    "DetentionNotice",
    "DetentionPicture",
]
