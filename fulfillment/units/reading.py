"""How a scanner reads badly: a sign left out, one too many, one that is another, two that changed places, the end cut off. Pure."""

from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase, digits

LEAST_LEFT = 2
"""Signs that must be left of a torn label for it to be read at all."""


def alike(found: str, meant: str) -> bool:
    """Whether what was found may be what was meant, read badly: one sign differs, two neighbours changed places, or the end is torn
    off."""
    if len(found) >= LEAST_LEFT and meant.startswith(found):
        return True
    short, long = sorted((found, meant), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    if len(short) == len(long):
        swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
        return swapped or short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]


def slips(serial: str) -> Iterator[str]:
    """Every number of which this one is a slip away: what somebody may have meant who typed it. Some may come twice."""
    signs = digits + (ascii_lowercase if serial.islower() else ascii_uppercase)
    if any(sign.islower() for sign in serial) and any(sign.isupper() for sign in serial):
        signs += ascii_lowercase
    for place in range(len(serial) + 1):
        before, after = serial[:place], serial[place:]
        yield from (before + sign + after for sign in signs)
        if after:
            yield before + after[1:]
            yield from (before + sign + after[1:] for sign in signs if sign != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
