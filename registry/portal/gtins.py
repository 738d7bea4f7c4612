"""GTINs and the prefixes under which companies give them, as GS1's General Specifications have them. Pure.

Section 7.9 has the check digit, section 2.1 the four lengths of a GTIN, section 1.4.2 the prefixes that belong to nobody.
Everything is brought to one alignment, that of GTIN-13 without its check digit: twelve digits for one product, four to
twelve for a prefix. A U.P.C. gets its leading zero, of a GTIN-14 the indicator is left out, a GTIN-8 gets five zeros.
"""

import re
from dataclasses import dataclass
from typing import Literal

LENGTHS = (8, 12, 13, 14)
SHORTEST, PRODUCT = 4, 12
"""Digits of the shortest company prefix that GS1 gives, and of a product."""
BETWEEN = re.compile(r"[\s.\-\u00a0]+")
NOBODYS = (
    "02", "04", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "977", "978", "979", "980", "981", "982", "983",
    "984", "99",
)  # fmt: skip
"""Of restricted circulation inside a shop or company, of serials and books, of refunds and coupons."""
Wrong = Literal["digits", "length", "digit", "nobodys"]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Aligned digits. `is_product` where it stands for one product alone."""

    value: str

    @property
    def is_product(self) -> bool:
        """Whether it is one GTIN and no range."""
        return len(self.value) == PRODUCT


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is none. `right` is the check digit as it should be, "" otherwise."""

    wrong: Wrong
    right: str = ""


def check_digit(digits: str) -> str:
    """The GS1 check digit of all digits before it: weights 3 and 1 from the right, to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin(text: str) -> Prefix | Fault:
    """One GTIN of 8, 12, 13 or 14 digits, with its check digit."""
    digits = BETWEEN.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return Fault("digits")
    if len(digits) not in LENGTHS:
        return Fault("length")
    right = check_digit(digits[:-1])
    if digits[-1] != right:
        return Fault("digit", right)
    aligned = digits[:-1].rjust(13, "0")[-PRODUCT:]
    return _anybodys(aligned) if len(digits) != 8 else Prefix(aligned)


def prefix(text: str, *, is_upc: bool = False) -> Prefix | Fault:
    """A company prefix of 4 to 12 digits as GS1 gave it; `is_upc` for one of GS1 US that is written without its zero."""
    digits = BETWEEN.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return Fault("digits")
    aligned = ("0" if is_upc else "") + digits
    if not SHORTEST <= len(aligned) <= PRODUCT:
        return Fault("length")
    return _anybodys(aligned)


def overlap(one: str, other: str) -> bool:
    """Whether a product could be of both."""
    return one.startswith(other) or other.startswith(one)


def covering(product: str) -> list[str]:
    """All prefixes that a product's twelve digits are of, the longest first."""
    return [product[:length] for length in range(PRODUCT, SHORTEST - 1, -1)]


def _anybodys(aligned: str) -> Prefix | Fault:
    return Fault("nobodys") if aligned.startswith(NOBODYS) else Prefix(aligned)
