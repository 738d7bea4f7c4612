"""Serial numbers made here: random in their look, the same again for whoever has the key, so that no list is kept. Pure.

The alphabet has no letters that are taken for others (I, L, O, U) and fits into a GS1 element string (AI 21, at most 20 signs)
or, up to 22 signs, into a code of the brand's own.
"""

import hashlib
import hmac
from collections.abc import Iterator
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORTEST, LONGEST = 7, 22
BITS = 5


def serials(key: bytes, run: UUID, length: int, first: int = 0) -> Iterator[tuple[int, str]]:
    """The codes of one run without end, each with its number, from number `first` on. Neighbours have nothing in common.

    Two may be alike by chance (one in 32 to the power of `length`): the caller keeps the first and takes one more.
    """
    number = first
    while True:
        yield number, serial(key, run, length, number)
        number += 1


def serial(key: bytes, run: UUID, length: int, number: int) -> str:
    """Code `number` of a run. ValueError for a length that is not offered."""
    if not SHORTEST <= length <= LONGEST:
        raise ValueError(f"Codes have {SHORTEST} to {LONGEST} signs.")
    raw = hmac.new(key, run.bytes + number.to_bytes(8), hashlib.sha256).digest()
    value = int.from_bytes(raw)
    return "".join(ALPHABET[value >> BITS * place & 31] for place in range(length))


def chance(issued: int, length: int) -> float:
    """How likely a code that somebody makes up is one of `issued`."""
    return float(issued / 32**length)
