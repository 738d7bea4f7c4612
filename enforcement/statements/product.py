"""The number of a product, where a listing says one."""

import re

from fulfillment.codes import CodeError, gtin

SAID = re.compile(r"\b(?:EAN|GTIN)(?:-?13)?\s{0,2}[:#.]?\s{0,2}(\d{13})\b", re.IGNORECASE)


def ean_of(text: str) -> str:
    """The first EAN-13 with a right check digit that the text calls one; "" without."""
    for found in SAID.findall(text):
        try:
            gtin(found)
        except CodeError:
            continue
        return str(found)
    return ""
