"""Pictures of listings that look like one picture: near in 64 bits by an exact search, ordered by the distance in 256.

The question is asked in its eight orientations, whole and inside its border; what is registered lies there upright, whole and
inside its border. Wider than the matcher: a person looks at what comes back, the nearest first. A part of a picture is not
found here; a second look over the results belongs behind `Alike.near`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from scanner.matchers.facts import PictureFacts
from scanner.search.texts import Arrays, Rows

RADIUS = 16
"""Bits of 64. Unrelated photos lie 12 and more apart, so the longer hash has the last word."""
FAR = 84
"""Bits of 256 that two pictures may differ in; unrelated photos lie further apart."""
BANDS = ((24, "same"), (52, "very"), (FAR, "similar"))
"""What a distance in 256 bits looks like: up to which, and its word."""
WORDS = 4  # of 64 bits, in a hash of 256

faiss.omp_set_num_threads(1)


@dataclass(frozen=True, slots=True)
class Near:
    """That a listing's picture looks like the question: its place in the listing, how far, turned or framed how."""

    distance: int
    position: int
    orientation: int
    framed: bool

    @property
    def band(self) -> str:
        """Its word."""
        return next(word for most, word in BANDS if self.distance <= most)


class Alike:
    """Views of pictures as columns: short hash, long hash, whose it is, which of its pictures, inside its border or not."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._search = faiss.IndexBinaryFlat(64)
        short = arrays["pictures.short"]
        if len(short):
            self._search.add(np.ascontiguousarray(short).view(np.uint8).reshape(-1, 8))

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, bytes, bytes]]) -> Alike:
        """From row, position, and the hashes of the upright views, 8 and 32 bytes each: whole, and inside a border if any."""
        short, long, owners, places, framed = bytearray(), bytearray(), [], [], []
        for row, position, views, details in rows:
            short += views
            long += details
            for number in range(len(views) // 8):
                owners.append(row)
                places.append(position)
                framed.append(number)
        return cls(
            {
                "pictures.short": np.frombuffer(bytes(short), np.uint64),
                "pictures.long": np.frombuffer(bytes(long), np.uint64).reshape(-1, WORDS),
                "pictures.rows": np.array(owners, np.int64),
                "pictures.places": np.array(places, np.uint8),
                "pictures.framed": np.array(framed, np.bool_),
            }
        )

    def __len__(self) -> int:
        return len(self._arrays["pictures.short"])

    @property
    def size_bytes(self) -> int:
        """What the search holds besides the arrays."""
        return 8 * len(self)

    def arrays(self) -> Arrays:
        """What to save."""
        return self._arrays

    def near(self, picture: PictureFacts) -> dict[int, Near]:
        """The nearest picture of each row that has one within `FAR`."""
        if not len(self) or picture.blank:
            return {}
        asked = np.frombuffer(b"".join(view.to_bytes(8, "big") for view in picture.views), np.uint8).reshape(-1, 8)
        limits, _distances, found = self._search.range_search(asked, RADIUS + 1)
        views = np.repeat(np.arange(len(asked)), np.diff(limits.astype(np.int64)))
        details = np.frombuffer(b"".join(picture.details), np.uint64).reshape(-1, WORDS)
        apart = _bits(self._arrays["pictures.long"][found] ^ details[views])
        near = np.flatnonzero(apart <= FAR)
        near = near[np.argsort(apart[near], kind="stable")]
        return self._nearest(found[near], views[near], apart[near])

    def _nearest(self, entries: Rows, views: Rows, apart: Rows) -> dict[int, Near]:
        """The first of each row; they come in the order of distance."""
        kept: dict[int, Near] = {}
        rows, places = self._arrays["pictures.rows"][entries], self._arrays["pictures.places"][entries]
        framed = self._arrays["pictures.framed"][entries]
        for row, place, frame, view, bits in zip(
            rows.tolist(), places.tolist(), framed.tolist(), views.tolist(), apart.tolist(), strict=True
        ):
            if row not in kept:
                kept[row] = Near(bits, place, view % 8, frame or view >= 8)
        return kept


def _bits(differing: NDArray[np.uint64]) -> Rows:
    return np.bitwise_count(differing).sum(axis=1, dtype=np.int64)
