"""Marks as columns: a million in some 50 bytes each, in memory or mapped from a file that all processes share."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from scanner.matchers.facts import MarkFacts

_EVERYDAY, _FAMOUS = 1, 2
_KEPT = 20_000  # marks read back lately: a few are met in every second listing
_COLUMNS = {
    "texts": np.uint8,
    "ends": np.int64,
    "rights": np.uint8,
    "classes": np.uint64,
    "flags": np.uint8,
}


class MarkTable(Sequence[MarkFacts]):
    """A list of marks, read back one at a time as MarkFacts. Built from a stream: never a million objects at once."""

    def __init__(self, marks: Iterable[MarkFacts] = ()) -> None:
        texts, rights = bytearray(), bytearray()
        ends, classes, flags = array("q", [0]), array("Q"), bytearray()
        for mark in marks:
            texts += mark.text.encode("utf-8", "surrogatepass")
            rights += mark.right_id.bytes
            ends.append(len(texts))
            classes.append(mark.nice_classes)
            flags.append(mark.everyday * _EVERYDAY | mark.famous * _FAMOUS)
        columns: dict[str, bytearray | array[Any]] = {
            "texts": texts,
            "ends": ends,
            "rights": rights,
            "classes": classes,
            "flags": flags,
        }
        self._use({name: np.frombuffer(column, dtype=_COLUMNS[name]) for name, column in columns.items()})

    def _use(self, columns: dict[str, NDArray[Any]]) -> None:
        self._columns = columns
        self._texts, self._ends = columns["texts"], columns["ends"]
        self._rights, self._classes, self._flags = columns["rights"], columns["classes"], columns["flags"]
        self._met: dict[int, MarkFacts] = {}

    def save(self, folder: Path) -> None:
        """Write the columns into a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, column in self._columns.items():
            np.save(folder / f"{name}.npy", column)

    @classmethod
    def load(cls, folder: Path) -> MarkTable:
        """The table that was saved there, its columns mapped, not read. Raises OSError or ValueError if it is not whole."""
        table = cls.__new__(cls)
        columns = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _COLUMNS}
        rows = len(columns["flags"])
        if len(columns["ends"]) != rows + 1 or len(columns["rights"]) != 16 * rows:
            raise ValueError(f"The columns in {folder} do not belong together.")
        table._use(columns)
        return table

    def __len__(self) -> int:
        return len(self._flags)

    @overload
    def __getitem__(self, row: int) -> MarkFacts: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[MarkFacts]: ...
    def __getitem__(self, row: int | slice) -> MarkFacts | Sequence[MarkFacts]:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(len(self)))]
        if (mark := self._met.get(row)) is None:
            if not 0 <= row < len(self):
                raise IndexError(row)
            if len(self._met) >= _KEPT:
                self._met.clear()
            mark = self._met[row] = self._read(row)
        return mark

    def __iter__(self) -> Iterator[MarkFacts]:
        """All in order; nothing of it is kept."""
        return map(self._read, range(len(self)))

    def _read(self, row: int) -> MarkFacts:
        flags = int(self._flags[row])
        text = self._texts[self._ends[row] : self._ends[row + 1]].tobytes().decode("utf-8", "surrogatepass")
        right = UUID(bytes=self._rights[16 * row : 16 * row + 16].tobytes())
        return MarkFacts(
            right,
            text,
            int(self._classes[row]),
            bool(flags & _EVERYDAY),
            bool(flags & _FAMOUS),
        )

    @property
    def size_bytes(self) -> int:
        """Memory of the columns, or of their share of the disk's cache where they are mapped."""
        return sum(column.nbytes for column in self._columns.values())
