"""Products with serial numbers, their batches and units, what docks saw, and what followed."""

from fulfillment.models.customs import (
    CustomsApplication,
    CustomsApplicationPlace,
    CustomsApplicationRight,
    CustomsPacket,
    Detention,
    DetentionAnswer,
    DetentionNotice,
    DetentionPicture,
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
