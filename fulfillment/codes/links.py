"""GS1 Digital Links: the identifiers of a product, piece or place as a web address.

The path says a key and its qualifiers, in a fixed order; the query says the other identifiers. Whatever stands before the key,
and the fragment, say nothing here. Compressed links are not read. Source: GS1 Digital Link Standard: URI Syntax 1.6; for short
names its edition 1.1, section 5.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote_to_bytes

from fulfillment.codes.digits import GTIN_LENGTHS, CodeError, Misread
from fulfillment.codes.elements import Elements, checked
from fulfillment.codes.identifiers import IDENTIFIERS

RESOLVER = "https://id.gs1.org"
ADDRESS = re.compile(
    r"(?i:https?)://(?P<host>[A-Za-z0-9._-]+(?::[0-9]{1,5})?)(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
OUTSIDE = re.compile(r"[^-A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%]")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
SHORT_NAMES = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "payTo": "415", "glnProd": "416", "party": "417", "gsrnp": "8017",
    "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402", "grai": "8003", "giai": "8004",
    "gmn": "8013", "cpv": "22", "lot": "10", "ser": "21", "cpsn": "8011", "glnx": "254", "refno": "8020", "srin": "8019",
}  # fmt: skip
"""Names that the first editions of the standard allowed in place of numbers. Labels with them are in the field."""
RESERVED = re.compile(r"[0-9]{2,4}")
"""A name of the query that only an application identifier may have."""


def is_link(text: str) -> bool:
    """Whether it is a web address at all."""
    return text[:8].lower().startswith(("http://", "https://"))


def parse(uri: str, *, strict: bool = True) -> Elements:
    """The key, its qualifiers in their order, then the identifiers of the query. A short GTIN gets its 14 digits. Raises CodeError.

    `strict=False` asks values for their form alone, not for check digits and dates.
    """
    if wrong := OUTSIDE.search(uri) or PERCENT.search(uri):
        raise Misread(uri, f"{wrong[0]!r} in place {wrong.start() + 1} cannot stand in an address", *wrong.span())
    address = ADDRESS.fullmatch(uri)
    if address is None:
        raise Misread(uri, "this is no web address", 0, len(uri))
    path = address["path"] or ""
    start = address.end("host")
    found = _path(uri, path, start, strict)
    if query := address["query"]:
        found += _query(uri, query, address.start("query"), {ai for ai, _value in found}, strict)
    return tuple(found)


def _path(uri: str, path: str, start: int, strict: bool) -> list[tuple[str, str]]:
    """The pairs at the end of the path, from the last key on."""
    parts = path.split("/")
    for first in range(len(parts) - 2, 0, -2):
        ai = SHORT_NAMES.get(parts[first], parts[first])
        identifier = IDENTIFIERS.get(ai)
        if identifier is not None and identifier.key:
            break
    else:
        raise Misread(
            uri,
            "no number of goods, of a place or of anything else is in the path of this address; if it is a compressed link, scan "
            "another code on the box, or open it and scan what it leads to",
            start,
            start + len(path),
        )
    place = start + sum(len(part) + 1 for part in parts[:first])
    found: list[tuple[str, str]] = []
    for name, said in zip(parts[first::2], parts[first + 1 :: 2], strict=True):
        ai = SHORT_NAMES.get(name, name)
        if found and ai not in {one for order in identifier.qualifiers for one in order}:
            raise Misread(uri, f"({name}) is no qualifier of ({identifier.ai})", place, place + len(name))
        found.append(_pair(uri, ai, said, place + len(name) + 1, strict))
        place += len(name) + len(said) + 2
    said_order = [ai for ai, _value in found[1:]]
    if not any(said_order == [ai for ai in order if ai in said_order] for order in identifier.qualifiers or ((),)):
        orders = " or ".join(", ".join(f"({ai})" for ai in order) for order in identifier.qualifiers)
        raise Misread(uri, f"after ({identifier.ai}) the order is {orders}", start, start + len(path))
    return found


def _query(uri: str, query: str, start: int, there: set[str], strict: bool) -> list[tuple[str, str]]:
    """The identifiers among the names of a query. Other names belong to the shop."""
    found = []
    place = start
    for pair in query.split("&"):
        name, equals, said = pair.partition("=")
        ai = SHORT_NAMES.get(name, name)
        identifier = IDENTIFIERS.get(ai)
        if identifier is not None:
            if not identifier.attribute:
                raise Misread(uri, f"({name}) may not stand behind the question mark", place, place + len(name))
            if ai in there:
                raise Misread(uri, f"({name}) is said twice", place, place + len(name))
            there.add(ai)
            found.append(_pair(uri, ai, said, place + len(name) + 1, strict))
        elif equals and RESERVED.fullmatch(name):
            raise Misread(uri, f"({name}) is no application identifier", place, place + len(name))
        place += len(pair) + 1
    return found


def _pair(uri: str, ai: str, said: str, place: int, strict: bool) -> tuple[str, str]:
    # Latin-1 keeps one sign for each byte: whatever is not ASCII then fails the rules of the identifier.
    value = unquote_to_bytes(said).decode("latin-1") if "%" in said else said
    if ai == "01" and len(value) in GTIN_LENGTHS:
        value = value.zfill(14)
    return checked(ai, value, uri, place, strict=strict)


def make(elements: Sequence[tuple[str, str]], site: str = RESOLVER, *, strict: bool = True) -> str:
    """The link of the first key among the elements; what does not qualify it stands in the query. Raises CodeError."""
    for ai, value in elements:
        if ai not in IDENTIFIERS:
            raise CodeError(f"({ai}){value}", f"({ai}) is no application identifier")
        checked(ai, value, value, 0, strict=strict)
    key = next((ai for ai, _value in elements if IDENTIFIERS[ai].key), None)
    if key is None:
        raise CodeError("", "no number of goods, of a place or of anything else is among the elements")
    values = dict(elements)
    order = (key, *_qualifiers(key, values))
    rest = [(ai, value) for ai, value in elements if ai not in order]
    for ai, value in rest:
        if not IDENTIFIERS[ai].attribute:
            raise CodeError(f"({ai}){value}", f"({ai}) cannot stand in a link of ({key})")
    path = "".join(f"/{ai}/{quote(values[ai], safe='')}" for ai in order)
    query = "&".join(f"{ai}={quote(value, safe='')}" for ai, value in rest)
    return f"{site.rstrip('/')}{path}{'?' if query else ''}{query}"


def _qualifiers(key: str, values: dict[str, str]) -> list[str]:
    """Of the orders that a key allows the one that takes most of those that can stand nowhere else."""
    orders = [[ai for ai in order if ai in values] for order in IDENTIFIERS[key].qualifiers]
    return max(orders, key=lambda order: (sum(not IDENTIFIERS[ai].attribute for ai in order), len(order)), default=[])
