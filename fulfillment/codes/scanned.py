"""What a scanner reads, whatever the label says it in: one value that is the same for the same goods. Pure.

Element strings with and without brackets (GS1 General Specifications, section 7.8), Digital Link URIs (GS1 Digital Link 1.2),
EPC URNs (EPC Tag Data Standard 2.0) and plain EAN and UPC numbers.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from fulfillment.codes import CodeError, gln, gtin, sscc, verify

GROUP = "\x1d"
SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
BRACKETED = re.compile(r"\((\d{2,4})\)")
FIXED = {
    "00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "11": 6, "12": 6, "13": 6, "14": 6, "15": 6, "16": 6, "17": 6,
    "18": 6, "19": 6, "20": 2, "410": 13, "411": 13, "412": 13, "413": 13, "414": 13, "415": 13, "416": 13, "417": 13,
}  # fmt: skip
"""Element strings of a predefined length (General Specifications, figure 7.8.5-2): no separator ends them."""
LONG_AIS = (
    "23",
    "24",
    "25",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "39",
    "40",
    "41",
    "42",
    "43",
    "70",
    "71",
    "72",
    "80",
    "81",
    "82",
)
FOUR = ("31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "81", "82")
LINKED = {"01": "gtin", "00": "sscc", "414": "gln"}
LONGEST = 2000
SHORT_SERIAL, LONGEST_LOT = 20, 20
SERIAL = re.compile(r"[!-\"%-/0-9:-?A-Z_a-z]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """What one code says. Empty where it says nothing; `gtin` always with its 14 digits."""

    gtin: str = ""
    serial: str = ""
    lot: str = ""
    expires_on: date | None = None
    sscc: str = ""
    gln: str = ""


class Unreadable(CodeError):
    """Not a code of goods, or one that was read badly."""


def read(text: str) -> Identity:
    """What was scanned or typed. Raises CodeError with what is wrong with it."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise Unreadable(text[:80], "nothing was read")
    said = SYMBOLOGY.sub("", said)
    lowered = said[:8].lower()
    if lowered.startswith(("http://", "https://")):
        return _of_link(said)
    if lowered.startswith("urn:epc:"):
        return _of_urn(said)
    if BRACKETED.match(said):
        return _of_elements(_bracketed(said))
    digits = said.replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) in (8, 12, 13, 14):
        return Identity(gtin=gtin(digits))
    return _of_elements(_unbracketed(said.lstrip(GROUP + "^")))


def _of_elements(found: dict[str, str]) -> Identity:
    if not found.keys() & {"01", "00", "02", "414"}:
        raise Unreadable("", "no number of goods, of a pallet or of a place is in it")
    serial = found.get("21", "")
    if serial and (len(serial) > SHORT_SERIAL or not SERIAL.fullmatch(serial)):
        raise Unreadable(serial, "the serial number (21) has signs that it cannot have")
    lot = found.get("10", "")
    if len(lot) > LONGEST_LOT:
        raise Unreadable(lot, "the batch number (10) is too long")
    item = found.get("01") or found.get("02") or ""
    return Identity(
        gtin=gtin(item) if item else "", serial=serial if "01" in found else "", lot=lot,
        expires_on=_day(found["17"]) if "17" in found else None, sscc=sscc(found["00"]) if "00" in found else "",
        gln=gln(found["414"]) if "414" in found else "",
    )  # fmt: skip


def _bracketed(said: str) -> dict[str, str]:
    parts = BRACKETED.split(said)
    if parts[0]:
        raise Unreadable(said, "something stands before the first bracket")
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _unbracketed(said: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = said.replace("^", GROUP)
    while rest:
        ai = _identifier(rest)
        body = rest[len(ai) :]
        if length := FIXED.get(ai):
            value, rest = body[:length], body[length:].removeprefix(GROUP)
            if len(value) < length:
                raise Unreadable(said, f"the number after ({ai}) is too short")
        else:
            value, _gap, rest = body.partition(GROUP)
        if not value:
            raise Unreadable(said, f"nothing stands after ({ai})")
        found.setdefault(ai, value)
    return found


def _identifier(rest: str) -> str:
    two = rest[:2]
    if not (two.isascii() and two.isdigit() and len(two) == 2):
        raise Unreadable(rest, "this is no code of goods")
    length = 4 if two in FOUR else 3 if two in LONG_AIS else 2
    return rest[:length]


def _day(six: str) -> date | None:
    """YYMMDD; day 00 is the last of its month, years 51 and more below are of the century before (section 7.12)."""
    if not (six.isascii() and six.isdigit() and len(six) == 6):
        raise Unreadable(six, "the date (17) is not six digits")
    year, month, day = 2000 + int(six[:2]), int(six[2:4]), int(six[4:])
    try:
        if day:
            return date(year, month, day)
        following = date(year + (month == 12), month % 12 + 1, 1)
    except ValueError as wrong:
        raise Unreadable(six, "the date (17) is no day") from wrong
    return date.fromordinal(following.toordinal() - 1)


def _of_link(said: str) -> Identity:
    parts = [unquote(part) for part in urlsplit(said).path.split("/") if part]
    for place, part in enumerate(parts):
        if part in LINKED and place + 1 < len(parts):
            pairs = parts[place:]
            if len(pairs) % 2:
                raise Unreadable(said, "a part of the address has no value")
            found = dict(zip(pairs[::2], pairs[1::2], strict=True))
            if "01" in found:
                found["01"] = found["01"].zfill(14)
            for name, value in (pair.partition("=")[::2] for pair in urlsplit(said).query.split("&") if pair):
                if name == "17":
                    found.setdefault("17", value)
            return _of_elements(found)
    raise Unreadable(said, "no number of goods is in this address")


def _of_urn(said: str) -> Identity:
    kind, _colon, body = said.removeprefix("urn:epc:").rpartition(":")
    parts = [unquote(part) for part in body.split(".", 2)]
    if kind == "id:sscc" and len(parts) == 2:
        return Identity(sscc=sscc(_checked(parts[1][:1] + parts[0] + parts[1][1:])))
    if kind in ("id:sgtin", "class:lgtin", "idpat:sgtin") and len(parts) == 3:
        item = gtin(_checked(parts[1][:1] + parts[0] + parts[1][1:]))
        last = "" if parts[2] == "*" else parts[2]
        return Identity(gtin=item, serial=last if kind == "id:sgtin" else "", lot=last if kind == "class:lgtin" else "")
    if kind == "id:sgln" and len(parts) >= 2:
        return Identity(gln=gln(_checked(parts[0] + parts[1])))
    raise Unreadable(said, "this kind of EPC names no goods")


def _checked(body: str) -> str:
    """A number with the check digit that a URN leaves out."""
    for digit in "0123456789":
        try:
            verify(body + digit)
        except CodeError:
            continue
        return body + digit
    raise Unreadable(body, "these are no digits")
