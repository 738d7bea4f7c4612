"""The reference index of one marketplace in the memory of one process, and the shelf that keeps a few of them.

An index is never changed: a new one takes its place by reference, so a scan that has begun ends on the index it began with. What
changed since the last full build goes into a small second table beside the first (`with_changes`), and the rights it concerns are
struck from the first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from scanner.mark_table import MarkTable
from scanner.matchers.facts import MarkFacts, SpecimenFacts
from scanner.matchers.pictures import PictureTable
from scanner.matchers.words import WordTable


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

    def save(self, folder: Path) -> None:
        """Write the columns of the full build into a folder, to be mapped by other processes."""
        marks = self.word_tables[0].marks
        (marks if isinstance(marks, MarkTable) else MarkTable(marks)).save(folder / "marks")
        self.picture_tables[0].save(folder / "pictures")

    @classmethod
    def load(cls, version: str, folder: Path) -> ReferenceIndex:
        """The full build that was saved there: its columns are mapped, its automaton is built. Raises OSError, ValueError."""
        return cls(version, (WordTable(MarkTable.load(folder / "marks")),), (PictureTable.load(folder / "pictures"),))

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
