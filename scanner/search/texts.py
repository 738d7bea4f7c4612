"""The texts of many listings, side by side: as they were written, and folded so that one pass over the letters searches them.

The matcher joins the letters of a text's words and finds a mark among them, so that is what is kept: the folded words of a field
one behind the other, each beginning with a capital. Whatever it finds stands there as the mark's letters in a row (`wording`).
Of each listing title and brand lie together; descriptions, ten times as long, lie apart and are searched only if asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scanner.matchers import folding
from scanner.matchers.folding import Fold

EDGE = b"\x1e"  # behind each field: no folding holds it, so nothing is found across it
AT_ONCE = 1 << 18
"""Bytes that are searched in one go: enough that the call costs nothing, few enough that they stay in the cache."""

Rows = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Written:
    """Texts as they were written, `each` fields a listing; a piece is read back without the others."""

    blob: Bytes
    ends: Rows
    each: int

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], each: int) -> Written:
        """From the fields of each row."""
        blob, ends = bytearray(), [0]
        for fields in rows:
            for field in fields:
                blob += field.encode("utf-8", "surrogatepass")
                ends.append(len(blob))
        return cls(np.frombuffer(bytes(blob), np.uint8), np.array(ends, np.int64), each)

    def __getitem__(self, row: int) -> list[str]:
        ends = self.ends[row * self.each : (row + 1) * self.each + 1].tolist()
        piece, first = self.blob[ends[0] : ends[-1]].tobytes(), ends[0]
        return [piece[begin - first : end - first].decode("utf-8", "surrogatepass") for begin, end in pairwise(ends)]

    def arrays(self, name: str) -> Arrays:
        """What to save."""
        return {f"{name}.blob": self.blob, f"{name}.ends": self.ends}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded texts one behind the other; `rows` says whose each is, and they lie in the order of the rows."""

    blob: Bytes
    starts: Rows
    rows: Rows

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Sequence[str]]], fold: Fold) -> Folded:
        """From a row's number and those of its fields that are to be searched."""
        blob, starts, owners = bytearray(), [0], []
        for row, fields in rows:
            blob += b"".join(joined(fold(field)) + EDGE for field in fields)
            starts.append(len(blob))
            owners.append(row)
        return cls(np.frombuffer(bytes(blob), np.uint8), np.array(starts, np.int64), np.array(owners, np.int64))

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """The whole in pieces of whole texts, each with where it begins."""
        begin, last = 0, int(self.starts[-1])
        while begin < last:
            end = int(self.starts[np.searchsorted(self.starts, begin + AT_ONCE)]) if begin + AT_ONCE < last else last
            yield begin, self.blob[begin:end].tobytes()
            begin = end

    def owners(self, places: Sequence[int]) -> Rows:
        """The row in whose text each of these places lies."""
        return self.rows[np.searchsorted(self.starts, np.array(places, np.int64), side="right") - 1]

    def arrays(self, name: str) -> Arrays:
        """What to save."""
        return {f"{name}.blob": self.blob, f"{name}.starts": self.starts, f"{name}.rows": self.rows}


@dataclass(frozen=True, slots=True)
class Searched:
    """One kind of text, ready to be searched: as written, and folded in each way in which it folds."""

    written: Written
    parts: tuple[Folded, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], each: int) -> Searched:
        """From the fields of each row; empty ones are not searched."""
        return cls(
            Written.of(rows, each),
            tuple(Folded.of(_kept(rows, wanted), fold) for fold, wanted in FOLDINGS),
        )

    def arrays(self, name: str) -> Arrays:
        """What to save."""
        found = self.written.arrays(f"{name}.written")
        for number, part in enumerate(self.parts):
            found |= part.arrays(f"{name}.{number}")
        return found

    @classmethod
    def from_arrays(cls, found: Arrays, name: str, each: int) -> Searched:
        """What was saved. Raises KeyError where a part of it is missing."""
        written = Written(found[f"{name}.written.blob"], found[f"{name}.written.ends"], each)  # type: ignore[arg-type]
        parts = [
            Folded(*(found[f"{name}.{number}.{part}"] for part in ("blob", "starts", "rows")))  # type: ignore[arg-type]
            for number in range(len(FOLDINGS))
        ]
        return cls(written, tuple(parts))


def joined(folded: bytes) -> bytes:
    """The words of a folded text without their spaces, each beginning with a capital where it begins with a Latin letter."""
    return b"".join([word[:1].upper() + word[1:] for word in folded.split()])


def _kept(rows: Sequence[Sequence[str]], wanted: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    for number, fields in enumerate(rows):
        if kept := [field for field in fields if wanted(field)]:
            yield number, kept


def _has_sounds(text: str) -> bool:
    return not text.isascii() and folding.has_sounds(text)


FOLDINGS: tuple[tuple[Fold, Callable[[str], bool]], ...] = (
    (folding.canonical, bool),
    (folding.sounded, _has_sounds),
    (folding.signed, folding.has_signs),
)
"""Each with the texts that the matcher folds so, too."""
