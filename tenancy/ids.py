"""Identifiers: UUIDv7 made in Python (RFC 9562), and the short references that people read out."""

import os
import threading
import time
import uuid
from datetime import datetime

_lock = threading.Lock()
_last = 0

# Crockford's base 32 without look-alikes: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7() -> uuid.UUID:
    """A time-ordered UUID. Within one process each is greater than the one before, even in one millisecond.

    48 bits of milliseconds, then a 12-bit fraction of the millisecond that is pushed forward when two
    calls meet, then 62 random bits.
    """
    global _last
    with _lock:
        stamp = time.time_ns() * 4096 // 1_000_000  # milliseconds with a 12-bit fraction
        if stamp <= _last:
            stamp = _last + 1
        _last = stamp
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=value)


def least_uuid7(moment: datetime) -> uuid.UUID:
    """What every UUIDv7 of that moment and later is not less than: a range over ids is one over time, with its index."""
    milliseconds = int(moment.timestamp() * 1000)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62)


def reference(prefix: str = "MW", length: int = 7) -> str:
    """A short random reference such as ``MW-7Q4K2XA``: 32^7 possibilities, so guessing finds nothing.

    A constraint holds it unique per marketplace. Where there may be very many, `references.unused` asks before.
    """
    return f"{prefix}-" + "".join(ALPHABET[byte % 32] for byte in os.urandom(length))
