"""The address that a label may bear instead of a GS1 code: the page where anybody checks the piece. Pure.

It holds codes of any length that is issued here; an element string has room for twenty signs of a serial number.
"""

from urllib.parse import parse_qs, urlencode, urlsplit

from fulfillment.codes import gtin
from fulfillment.codes.scanned import Identity, read

PAGE = "/genuine"
LONGEST = 22


def make(page: str, identity: Identity) -> str:
    """The address of the piece; `page` is that of the question, such as https://fair.example/m/fair/genuine."""
    return f"{page}?{urlencode({'gtin': identity.gtin, 'serial': identity.serial})}"


def read_label(text: str) -> Identity:
    """What a label says, whether it bears a GS1 code or an address of ours. Raises CodeError."""
    parts = urlsplit(text.strip()) if text.strip().startswith(("http://", "https://")) else None
    if parts is None or not parts.path.endswith(PAGE):
        return read(text)
    said = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "code" in said:
        return read(said["code"])
    return Identity(gtin=gtin(said.get("gtin", "")), serial=said.get("serial", "")[:LONGEST])
