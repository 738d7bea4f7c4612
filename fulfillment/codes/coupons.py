"""North American coupons, AI (8110) and (8112): fields that say their own length, read from left to right.

Source: GS1 US, North American Coupon Application Guideline; GS1 General Specifications, sections 3.9.6 and 3.9.8.
"""

from fulfillment.codes.digits import Misread
from fulfillment.codes.parts import KnownPrefix, day, digits


class _Fields:
    """Reads a coupon field by field and knows where it stands."""

    def __init__(self, part: str, known_prefix: KnownPrefix | None) -> None:
        digits(part)
        self.part = part
        self.place = 0
        self.known_prefix = known_prefix

    def at_end(self) -> bool:
        return self.place == len(self.part)

    def begins(self, mark: str) -> bool:
        """Whether the optional field of this mark follows; its mark is read."""
        if not self.part.startswith(mark, self.place):
            return False
        self.place += 1
        return True

    def one(self, of: str, name: str) -> str:
        """One digit out of `of`."""
        if self.at_end():
            raise Misread(self.part, f"the {name} is missing", 0, len(self.part))
        digit = self.part[self.place]
        if digit not in of:
            raise Misread(self.part, f"{digit} is no {name}", self.place, self.place + 1)
        self.place += 1
        return digit

    def many(self, length: int, name: str) -> str:
        """So many digits."""
        found = self.part[self.place : self.place + length]
        if len(found) < length:
            raise Misread(self.part, f"the {name} is cut off", 0 if self.at_end() else self.place, len(self.part))
        self.place += length
        return found

    def measured(self, of: str, name: str, more: int = 0) -> str:
        """A field that begins with its own length, less `more`."""
        return self.many(int(self.one(of, f"length of the {name}")) + more, name)

    def company(self, of: str, name: str) -> None:
        """A company prefix with its length; 9 stands for the one of the coupon."""
        length = self.one(of, f"length of the {name}")
        if length == "9":
            return
        found = self.many(int(length) + 6, name)
        if self.known_prefix and not self.known_prefix(found):
            raise Misread(self.part, f"the {name} was given to nobody", self.place - len(found), self.place)

    def purchase(self, which: str) -> None:
        """What must be bought: how much, in which unit, of which family."""
        self.measured("12345", f"{which} purchase requirement")
        self.one("012349", f"code of the {which} purchase requirement")
        self.many(3, f"family of the {which} purchase")

    def day(self, name: str) -> str:
        found = self.many(6, name)
        try:
            day(found)
        except Misread as wrong:
            raise Misread(self.part, f"the {name} is no day: {wrong}", self.place - 6, self.place) from wrong
        return found

    def end(self) -> None:
        if not self.at_end():
            raise Misread(self.part, "something follows that is no field of a coupon", self.place, len(self.part))


def couponcode(part: str, *, known_prefix: KnownPrefix | None = None) -> None:
    """A coupon of AI (8110). Who has a list of company prefixes gives `known_prefix`. Raises Misread."""
    read = _Fields(part, known_prefix)
    read.company("0123456", "company prefix")
    read.many(6, "offer code")
    read.measured("12345", "save value")
    read.purchase("first")
    if read.begins("1"):
        read.one("0123", "rule for further purchases")
        read.purchase("second")
        read.company("01234569", "company prefix of the second purchase")
    if read.begins("2"):
        read.purchase("third")
        read.company("01234569", "company prefix of the third purchase")
    expiry = read.day("expiration date") if read.begins("3") else ""
    if read.begins("4"):
        start = read.day("start date")
        if expiry and start > expiry:
            raise Misread(part, "the coupon expires before it starts", read.place - 14, read.place)
    if read.begins("5"):
        read.measured("0123456789", "serial number", 6)
    if read.begins("6"):
        read.company("1234567", "number of the retailer")
    if read.begins("9"):
        read.one("01256", "code of the save value")
        read.one("012", "item that the save value applies to")
        read.one("0123456789", "store coupon flag")
        read.one("01", "flag against multiplying")
    read.end()


def couponposoffer(part: str, *, known_prefix: KnownPrefix | None = None) -> None:
    """A positive offer file of AI (8112). Raises Misread."""
    read = _Fields(part, known_prefix)
    read.one("01", "format of the coupon")
    read.company("0123456", "number of the funder")
    read.many(6, "offer code")
    read.measured("0123456789", "serial number", 6)
    read.end()
