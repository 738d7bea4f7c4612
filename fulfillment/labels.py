"""Labels to print, and codes read from pictures of a phone. The two-dimensional codes that GS1 has goods carry."""

import io
from typing import Literal
from urllib.parse import quote

import numpy as np
import segno
import zxingcpp
from PIL import Image

from fulfillment.codes.scanned import Identity
from gateway.uploads import CheckedPicture, stripped

SIDE = 1600
"""Pixels of the longer side that a picture is read at: a code fills a tenth of it at least."""
QUIET = 4
"""Modules of white round a QR code (ISO/IEC 18004, section 9.1)."""
GROUP = "\x1d"
Kind = Literal["qr", "datamatrix"]


def decode(picture: CheckedPicture) -> list[str]:
    """The texts of all codes in a picture, those with a serial number first. Raises Invalid for a picture that does not open."""
    with Image.open(io.BytesIO(stripped(picture.data, max_side=SIDE))) as opened:
        pixels = np.asarray(opened.convert("L"))
    texts = [_text(found) for found in zxingcpp.read_barcodes(pixels) if found.valid]
    return sorted(dict.fromkeys(texts), key=len, reverse=True)


def _text(found: zxingcpp.Barcode) -> str:
    """As a scanner gives it: with the separators of element strings."""
    return str(found.text).replace("<GS>", GROUP)


def link(identity: Identity, site: str) -> str:
    """The Digital Link of a piece under a site such as https://id.gs1.org (GS1 Digital Link 1.2, section 4)."""
    parts = [site.rstrip("/"), "01", identity.gtin]
    if identity.lot:
        parts += ["10", quote(identity.lot, safe="")]
    if identity.serial:
        parts += ["21", quote(identity.serial, safe="")]
    return "/".join(parts)


def elements(identity: Identity) -> str:
    """Its element string, with brackets for people (General Specifications, section 7.8)."""
    lot = f"(10){identity.lot}" if identity.lot else ""
    serial = f"(21){identity.serial}" if identity.serial else ""
    return f"(01){identity.gtin}{lot}{serial}"


def label(identity: Identity, kind: Kind, site: str) -> bytes:
    """An SVG of the code: a QR code with the Digital Link, or a GS1 DataMatrix with the element string."""
    if kind == "qr":
        out = io.BytesIO()
        segno.make(link(identity, site), error="m", micro=False).save(out, kind="svg", border=QUIET, xmldecl=False)
        return out.getvalue()
    made = zxingcpp.create_barcode(elements(identity), zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    return str(made.to_svg()).encode()
