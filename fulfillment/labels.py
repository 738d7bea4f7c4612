"""Labels to print, and codes read from pictures of a phone: the two-dimensional codes in which GS1 has goods say what they are."""

import io
from typing import Literal

import numpy as np
import segno
import zxingcpp
from PIL import Image

from fulfillment.codes import elements as strings
from fulfillment.codes import links
from fulfillment.codes.scanned import Identity
from gateway.uploads import CheckedPicture, stripped

SIDE = 1600
"""Pixels of the longer side that a picture is read at: a code fills a tenth of it at least."""
QUIET = 4
"""Modules of white round a QR code (ISO/IEC 18004, section 9.1). The library of the DataMatrix leaves what that needs."""
PIXELS = 8
"""Pixels of a module in a PNG: at 300 dots to the inch two thirds of a millimetre, within what GS1 asks of goods."""
Kind = Literal["qr", "datamatrix"]
Form = Literal["svg", "png"]


def decode(picture: CheckedPicture) -> list[str]:
    """The texts of all codes in a picture as `codes.scanned.read` takes them, the longest, which say most, first.

    Raises Invalid for a picture that does not open.
    """
    with Image.open(io.BytesIO(stripped(picture.data, max_side=SIDE))) as opened:
        pixels = np.asarray(opened.convert("L"))
    found = [one for one in zxingcpp.read_barcodes(pixels, text_mode=zxingcpp.TextMode.Plain) if one.valid]
    return sorted(dict.fromkeys(map(_text, found)), key=len, reverse=True)


def _text(found: zxingcpp.Barcode) -> str:
    """With the symbology identifier where it says more than the text: that it is an element string of GS1."""
    announced = found.symbology_identifier in strings.GS1_SYMBOLOGIES
    return f"{found.symbology_identifier if announced else ''}{found.text}"


def link(identity: Identity, site: str) -> str:
    """The Digital Link of a piece under a site such as https://id.gs1.org. Raises CodeError where no link can say it."""
    return links.make(identity.elements, site)


def elements(identity: Identity) -> str:
    """Its element string, with brackets for people. Raises CodeError for what it may not hold."""
    return strings.bracketed(identity.elements)


def label(identity: Identity, kind: Kind, site: str = links.RESOLVER, form: Form = "svg") -> bytes:
    """A QR code with the Digital Link, or a GS1 DataMatrix with the element string, as a picture. Raises CodeError."""
    out = io.BytesIO()
    if kind == "qr":
        code = segno.make(link(identity, site), error="m", micro=False)
        if form == "svg":
            code.save(out, kind="svg", border=QUIET, xmldecl=False)
        else:
            code.save(out, kind="png", border=QUIET, scale=PIXELS)
        return out.getvalue()
    # A square: many hand scanners of warehouses do not know the long rectangles.
    made = zxingcpp.create_barcode(elements(identity), zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    if form == "svg":
        return str(made.to_svg()).encode()
    Image.fromarray(np.array(made.to_image(scale=PIXELS))).save(out, "PNG")
    return out.getvalue()
