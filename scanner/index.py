"""The reference index of one marketplace in the memory of one process, and the shelf that keeps a few of them.

An index is never changed: a new one takes its place by reference, so a scan that has begun ends on the index it began with. What
changed since the last full build goes into a small second table beside the first (`with_changes`), and the rights it concerns are
struck from the first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar, overload
from uuid import UUID

import numpy as np

from scanner.matchers.facts import MarkFacts, SpecimenFacts
from scanner.matchers.pictures import PictureTable
from scanner.matchers.words import WordTable

_EVERYDAY, _FAMOUS = 1, 2
_KEPT = 20_000  # marks read back lately: a few are met in every second listing


class MarkTable(Sequence[MarkFacts]):
    """Marks as columns: a million in some 50 bytes each, read back one at a time as MarkFacts."""

    def __init__(self, marks: Iterable[MarkFacts]) -> None:
        rows = list(marks)
        texts = [mark.text.encode("utf-8", "surrogatepass") for mark in rows]
        self._texts = b"".join(texts)
        self._ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        self._rights = b"".join(mark.right_id.bytes for mark in rows)
        self._classes = np.array([mark.nice_classes for mark in rows], dtype=np.uint64)
        self._met: dict[int, MarkFacts] = {}
        self._flags = np.array([mark.everyday * _EVERYDAY | mark.famous * _FAMOUS for mark in rows], dtype=np.uint8)

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

    def _read(self, row: int) -> MarkFacts:
        flags = int(self._flags[row])
        text = self._texts[self._ends[row] : self._ends[row + 1]].decode("utf-8", "surrogatepass")
        right = UUID(bytes=self._rights[16 * row : 16 * row + 16])
        return MarkFacts(right, text, int(self._classes[row]), bool(flags & _EVERYDAY), bool(flags & _FAMOUS))

    @property
    def size_bytes(self) -> int:
        """Memory of the columns."""
        return len(self._texts) + len(self._rights) + self._ends.nbytes + self._classes.nbytes + self._flags.nbytes


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """All live rights of one marketplace, ready to be searched. `version` names its state: a scan records it."""

    version: str
    word_tables: tuple[WordTable, ...]
    picture_tables: tuple[PictureTable, ...]
    outdated: frozenset[UUID] = frozenset()

    @classmethod
    def build(cls, version: str, marks: Iterable[MarkFacts], specimens: Iterable[SpecimenFacts] = ()) -> ReferenceIndex:
        """A full build: about 5 s for a million marks, 1 s for a million specimens."""
        return cls(version, (WordTable(MarkTable(marks)),), (PictureTable(specimens),))

    def with_changes(
        self,
        version: str,
        changed: Iterable[UUID],
        marks: Iterable[MarkFacts] = (),
        specimens: Iterable[SpecimenFacts] = (),
    ) -> ReferenceIndex:
        """This index with the rights in `changed` as they are now: `marks` and `specimens` are all of theirs, none if they ended.

        Always counts from the full build: pass everything that changed since, not since the last call.
        """
        tables = (self.word_tables[0], WordTable(MarkTable(marks))), (self.picture_tables[0], PictureTable(specimens))
        return replace(
            self, version=version, word_tables=tables[0], picture_tables=tables[1], outdated=frozenset(changed)
        )

    @property
    def size_bytes(self) -> int:
        """Estimate of the memory this index takes."""
        words = sum(table.size_bytes + getattr(table.marks, "size_bytes", 0) for table in self.word_tables)
        return words + sum(table.size_bytes for table in self.picture_tables)


class Sized(Protocol):
    """What knows how much memory it takes."""

    @property
    def size_bytes(self) -> int: ...


Kept = TypeVar("Kept", bound=Sized)


class Shelf(Generic[Kept]):
    """The indexes of the marketplaces used last, within a budget of bytes. Safe to share between threads."""

    def __init__(self, budget_bytes: int) -> None:
        self.budget_bytes = budget_bytes
        self._indexes: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, marketplace: Hashable) -> Kept | None:
        """The index in memory, now the most recently used; None if there is none and one has to be built."""
        with self._lock:
            if index := self._indexes.get(marketplace):
                self._indexes.move_to_end(marketplace)
            return index

    def put(self, marketplace: Hashable, index: Kept) -> None:
        """Put an index in the place of the one before, and drop the least recently used that no longer fit beside it."""
        with self._lock:
            self._indexes[marketplace] = index
            self._indexes.move_to_end(marketplace)
            while (
                len(self._indexes) > 1 and sum(kept.size_bytes for kept in self._indexes.values()) > self.budget_bytes
            ):
                self._indexes.popitem(last=False)
