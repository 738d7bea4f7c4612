"""What most rules ask of a part: is it digits, is it a day, does it begin with a company prefix?"""

from calendar import monthrange
from collections.abc import Callable

from fulfillment.codes.digits import Misread

SHORTEST_PREFIX = 4
KnownPrefix = Callable[[str], bool]


def digits(part: str, start: int = 0) -> None:
    """Pass if only the digits 0 to 9 stand in it from `start` on. Raises Misread at the first other sign."""
    if part.isdecimal() and part.isascii():
        return
    for place, sign in enumerate(part[start:], start):
        if sign not in "0123456789":
            raise Misread(part, f"{sign!r} in place {place + 1} is not a digit", place, place + 1)


def prefix(part: str, start: int) -> None:
    """Pass if at least four digits follow from `start` on. Raises Misread."""
    if len(part) - start < SHORTEST_PREFIX:
        raise Misread(part, "too short to begin with a company prefix", 0, len(part))
    for place in range(start, start + SHORTEST_PREFIX):
        if part[place] not in "0123456789":
            raise Misread(part, f"{part[place]!r} in place {place + 1} is not of a company prefix", place, place + 1)


def day(part: str, years: int = 2, whole_month: bool = False) -> None:
    """Pass if it is a year of so many digits, a month and a day; with `whole_month` the day may be 00. Raises Misread."""
    if len(part) != years + 4:
        raise Misread(part, f"a date has {years + 4} digits, here are {len(part)}", 0, len(part))
    digits(part)
    # Of the years of two digits only 00 depends on the century, and a century whose 00 is no leap year is out of reach.
    year, month, number = int(part[:years]) + (2000 if years == 2 else 0), int(part[years:-2]), int(part[-2:])
    if not 1 <= month <= 12:
        raise Misread(part, f"there is no month {part[years:-2]}", years, years + 2)
    if not (1 - whole_month) <= number <= (monthrange(year, month)[1] if year else 31):
        raise Misread(part, f"there is no day {part[-2:]} in this month", years + 2, years + 4)
