"""What the things of the access matrix are: a name for each, and the id or reference it has."""

import io

from PIL import Image

Things = dict[str, str]
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def picture(colour: str = "teal") -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()
