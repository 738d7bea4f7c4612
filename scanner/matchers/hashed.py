"""Rows by the hash of a key, in flat arrays: eight bytes an entry, written to a file and mapped as they are.

Two keys may share a hash, one in some thousands does: whoever asks compares the keys themselves.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_BITS_EACH = 32  # of the sieve: one question in some thirty for a key that is not there goes further
_FEWEST_BITS = 1 << 10


class HashIndex:
    """Which rows have a key. Built once from one hash (`crc32`) and row an entry, then only read."""

    def __init__(self, hashes: array[int], rows: array[int]) -> None:
        unsorted = np.frombuffer(hashes, dtype=np.uint32)
        order = np.argsort(unsorted, kind="stable")
        self._set(unsorted[order], np.frombuffer(rows, dtype=np.uint32)[order])

    def _set(self, hashes: NDArray[np.uint32], rows: NDArray[np.uint32]) -> None:
        bits = max(_FEWEST_BITS, 1 << (_BITS_EACH * len(hashes)).bit_length())
        self._shift = 32 - min(bits.bit_length() - 1, 32)
        sieve = np.zeros(1 << (29 - self._shift), dtype=np.uint8)
        places = hashes >> np.uint32(self._shift)
        np.bitwise_or.at(sieve, places >> 3, np.left_shift(np.uint8(1), (places & 7).astype(np.uint8)))
        self.size_bytes = hashes.nbytes + rows.nbytes + sieve.nbytes
        # A memory view gives plain integers, several times faster than an array does.
        self._sieve, self._hashes, self._rows = sieve.data, hashes.data, rows.data

    def rows(self, key: bytes) -> Sequence[int]:
        """The rows whose key may be this one, in the order in which they were given."""
        hashed = crc32(key)
        place = hashed >> self._shift
        if not self._sieve[place >> 3] >> (place & 7) & 1:
            return ()
        hashes = self._hashes
        first = bisect_left(hashes, hashed)
        if first == len(hashes) or hashes[first] != hashed:
            return ()
        return self._rows[first : bisect_right(hashes, hashed, first)]

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays to files that begin with `name`."""
        for part, view in (("hashes", self._hashes), ("rows", self._rows)):
            np.save(folder / f"{name}-{part}.npy", np.asarray(view))

    @classmethod
    def load(cls, folder: Path, name: str) -> HashIndex:
        """What `save` wrote, mapped: processes share its memory. Raises OSError where there is none."""
        found = cls.__new__(cls)
        found._set(*(np.load(folder / f"{name}-{part}.npy", mmap_mode="r") for part in ("hashes", "rows")))
        return found
