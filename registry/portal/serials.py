"""Serial numbers by pattern: what the units of a brand are numbered like, and whether one fits. Pure.

A pattern is read sign by sign: `#` is a digit, `@` a letter from A to Z, `*` either; every other sign stands for itself.
Small letters are as capital ones, and spaces and hyphens are left out of both before they are compared: people do not type
them alike. The digits at `#`, read together, may be bounded.
"""

import re
from dataclasses import dataclass
from typing import Literal

LONGEST, SHORTEST = 60, 4
BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")
SIGNS = {"#": "([0-9])", "@": "[A-Z]", "*": "[A-Z0-9]"}
Wrong = Literal["short", "long", "open", "range", "range_digits"]


@dataclass(frozen=True, slots=True)
class Serials:
    """One pattern. `first` and `last` bound the digits at `#`, "" where nothing does."""

    pattern: str
    first: str = ""
    last: str = ""


def faults(said: Serials) -> list[Wrong]:
    """What is wrong with a pattern and its bounds; nothing if it can be used."""
    found: list[Wrong] = []
    folded = fold(said.pattern)
    if len(folded) < SHORTEST:
        found.append("short")
    if len(said.pattern) > LONGEST:
        found.append("long")
    if not any(sign in folded for sign in SIGNS):
        found.append("open")
    bounds = [bound for bound in (said.first, said.last) if bound]
    if any(not (bound.isascii() and bound.isdigit()) or len(bound) > folded.count("#") for bound in bounds):
        found.append("range_digits")
    elif len(bounds) == 2 and int(said.first) > int(said.last):
        found.append("range")
    return found


def fold(text: str) -> str:
    """As it is compared: capital letters, without spaces and hyphens."""
    return BETWEEN.sub("", text).upper()


def fits(serial: str, said: Serials) -> bool:
    """Whether a serial number is of these. `said` must be without `faults`."""
    expression = "".join(SIGNS.get(sign, re.escape(sign)) for sign in fold(said.pattern))
    found = re.fullmatch(expression, fold(serial))
    if found is None:
        return False
    digits = "".join(found.groups())
    above = not said.first or not digits or int(digits) >= int(said.first)
    return above and (not said.last or not digits or int(digits) <= int(said.last))


def example(said: Serials) -> str:
    """One that fits, to show: the first of the range, or ones and As."""
    digits = (
        iter((said.first or said.last).rjust(said.pattern.count("#"), "0") or "") if said.first or said.last else None
    )
    signs = []
    for sign in said.pattern:
        signs.append((next(digits) if digits else "1") if sign == "#" else {"@": "A", "*": "A"}.get(sign, sign))
    return "".join(signs)
