"""What a scanner reads, whatever the label says it in: one value that is the same for the same goods.

Element strings with and without brackets and symbology identifier, Digital Links, EPC URNs, and plain EAN, UPC, GTIN and SSCC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fulfillment.codes import elements, epcs, links
from fulfillment.codes.digits import GTIN_LENGTHS, SSCC_LENGTH, CodeError, Misread, NoNumber, gtin, sscc
from fulfillment.codes.elements import Elements
from fulfillment.codes.identifiers import IDENTIFIERS

LONGEST = 2000
"""More signs than any code has: a QR code of the densest kind holds that many bytes of a link."""
EAN_SYMBOLOGIES = frozenset({"]E0", "]E3", "]E4", "]I1"})
"""EAN-13 and UPC, these with an add-on, EAN-8, and ITF-14: a GTIN and nothing else."""
EAN_LENGTH = 13
GOODS = ("01", "8006", "02", "03")
"""Where a GTIN stands, the first wins: the piece, the part of it, what a pallet holds, what is made to order."""
PIECES = ("01", "03", "8006")
GTIN_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Identity:
    """What one code says. Empty where it says nothing.

    `gtin` always has its 14 digits. `expires_on` is the last day of use. `others` are the other elements by their application
    identifiers, sorted. Two codes that say the same are equal, whatever they say it in.
    """

    gtin: str = ""
    serial: str = ""
    lot: str = ""
    expires_on: date | None = None
    sscc: str = ""
    gln: str = ""
    goods: str = "01"
    """The application identifier that said the GTIN: 02 if it is of what a pallet holds, 03 to order, 8006 of a part."""
    others: Elements = ()

    @property
    def elements(self) -> Elements:
        """As application identifiers, what names it first."""
        said = {
            self.goods: self.gtin, "00": self.sscc, "414": self.gln, "10": self.lot, "21": self.serial,
            "17": self.expires_on.strftime("%y%m%d") if self.expires_on else "", **dict(self.others),
        }  # fmt: skip
        rank = {ai: place for place, ai in enumerate(epcs.INSTANCES)}
        return tuple(
            sorted(
                ((ai, said[ai]) for ai in said if said[ai]), key=lambda pair: (rank.get(pair[0], len(rank)), pair[0])
            )
        )

    @property
    def link(self) -> str:
        """Everything it says as a Digital Link, in one form. Raises CodeError where no link can say it."""
        return links.make(self.elements)

    @property
    def epc(self) -> str:
        """The one Digital Link that names the piece, or its batch or product; empty where EPCIS has no name for it."""
        name = epcs.named(self.elements)
        return links.make(name) if name else ""

    @property
    def is_instance(self) -> bool:
        """Whether it names one thing, and not all of a kind or of a batch."""
        return epcs.is_instance(self.elements)


class Unreadable(CodeError):
    """Not a code of goods, of a place or of anything else with a GS1 number."""


def read(text: str) -> Identity:
    """What was scanned or typed; blanks round it and between plain digits are the typist's. Raises CodeError with what is wrong."""
    said = text.strip(" \t\r\n")
    if not said:
        raise Unreadable(text, "nothing was read")
    if len(said) > LONGEST:
        raise Unreadable(text[:80], f"{len(said)} signs are more than a code has")
    if said[0] == "]":
        return _announced(said)
    return _plain(said)


def _announced(said: str) -> Identity:
    """With a symbology identifier before it."""
    symbology, said = said[:3], said[3:]
    if symbology in elements.GS1_SYMBOLOGIES:
        return of_elements(elements.parse(said), said)
    if symbology in EAN_SYMBOLOGIES:
        return Identity(gtin=gtin(said[:EAN_LENGTH] if symbology == "]E3" else said))
    if not elements.SYMBOLOGY.fullmatch(symbology):
        raise Misread(said, f"{symbology} is no symbology identifier", 0, len(symbology))
    return _plain(said)


def _plain(said: str) -> Identity:
    if links.is_link(said):
        return of_elements(links.parse(said), said)
    if epcs.is_urn(said):
        return of_elements(epcs.parse(said), said)
    digits = said.replace(" ", "")
    if digits.isascii() and digits.isdigit():
        if len(digits) in GTIN_LENGTHS:
            return Identity(gtin=gtin(digits))
        if len(digits) == SSCC_LENGTH:
            return Identity(sscc=sscc(digits))
    return of_elements(elements.parse(said), said)


def of_elements(found: Sequence[tuple[str, str]], said: str = "") -> Identity:
    """The identity in what was parsed. Raises CodeError where nothing in it names anything."""
    values = dict(found)
    goods = next((ai for ai in GOODS if ai in values), "")
    item = values[goods][:GTIN_LENGTH] if goods else ""
    if item and not item.strip("0"):
        raise NoNumber(item)
    if not goods and not any(IDENTIFIERS[ai].key for ai in values):
        raise Unreadable(said, "no number of goods, of a pallet, of a place or of anything else is in it")
    kept = {goods, "00", "10", "17", "414"} - {"8006"} | ({"21"} if goods in PIECES else set())
    return Identity(
        gtin=item,
        serial=values.get("21", "") if goods in PIECES else "",
        lot=values.get("10", ""),
        expires_on=_last_day(values["17"]) if "17" in values else None,
        sscc=values.get("00", ""),
        gln=values.get("414", ""),
        goods=goods or "01",
        others=tuple(sorted(pair for pair in values.items() if pair[0] not in kept)),
    )


def _last_day(six: str) -> date:
    """The day of YYMMDD, the last of the month where it is 00 (General Specifications, section 3.4.7).

    The century is the present one: goods that expired before 2000 are not scanned any more, and the years to 2099 are a label's.
    """
    year, month, day = 2000 + int(six[:2]), int(six[2:4]), int(six[4:])
    if day:
        return date(year, month, day)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
