"""The reference index of one marketplace in the memory of one process, and the shelf that keeps a few of them.

An index is never changed: a new one takes its place by reference, so a scan that has begun ends on the index it began with. What
changed since the last full build goes into a small second table beside the first (`with_changes`), and the rights it concerns are
struck from the first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from scanner.mark_table import MarkTable
from scanner.matchers.bans import BanTable
from scanner.matchers.copied_text import EarlierTable, TextFacts, TextTable
from scanner.matchers.facts import MarkFacts, SpecimenFacts
from scanner.matchers.feature_table import FeatureTable, SpecimenFeatures
from scanner.matchers.logo_table import LogoTable
from scanner.matchers.logo_table import Row as LogoRow
from scanner.matchers.pictures import PictureTable
from scanner.matchers.reasons import NOTHING, Aim, Band, Known
from scanner.matchers.words import WordTable


@dataclass(frozen=True, slots=True)
class References:
    """What listings are compared with: of all live rights, or of those that changed.

    `features` and `logos` are what a second look goes by; where they are not given they are read from specimens that
    have their pixels.
    """

    marks: Iterable[MarkFacts] = ()
    specimens: Iterable[SpecimenFacts] = ()
    texts: Iterable[TextFacts] = ()
    features: Iterable[SpecimenFeatures] | None = None
    logos: Iterable[LogoRow] | None = None


@dataclass(frozen=True, slots=True)
class _Tables:
    """One table of each kind."""

    words: WordTable
    pictures: PictureTable
    features: FeatureTable
    logos: LogoTable
    texts: TextTable

    @classmethod
    def of(cls, given: References) -> _Tables:
        specimens = list(given.specimens)
        return cls(
            words=WordTable(MarkTable(given.marks)),
            pictures=PictureTable(specimens),
            features=FeatureTable.of(specimens) if given.features is None else FeatureTable(given.features),
            logos=LogoTable.of(specimens) if given.logos is None else LogoTable(given.logos),
            texts=TextTable(given.texts),
        )


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """All live rights of one marketplace, ready to be searched. `version` names its state: a scan records it.

    Of each kind of table the first is the full build, the second what changed since. `known` is what the registry says
    beside marks and pictures, `pictured` the rights whose pictures a second look can find, in classes `pictured_classes`.
    """

    version: str
    word_tables: tuple[WordTable, ...]
    picture_tables: tuple[PictureTable, ...]
    feature_tables: tuple[FeatureTable, ...] = ()
    logo_tables: tuple[LogoTable, ...] = ()
    text_tables: tuple[TextTable, ...] = ()
    known: Known = NOTHING
    bans: BanTable = field(default_factory=lambda: BanTable(()))
    outdated: frozenset[UUID] = frozenset()
    pictured: frozenset[UUID] = frozenset()
    pictured_classes: int = 0

    @classmethod
    def build(
        cls,
        version: str,
        marks: Iterable[MarkFacts] = (),
        specimens: Iterable[SpecimenFacts] = (),
        *,
        texts: Iterable[TextFacts] = (),
        features: Iterable[SpecimenFeatures] | None = None,
        logos: Iterable[LogoRow] | None = None,
        **around: Any,
    ) -> ReferenceIndex:
        """A full build of `References`: about 5 s for a million marks. `around` are further fields of the index."""
        return cls._of(version, [_Tables.of(References(marks, specimens, texts, features, logos))], **around)

    @classmethod
    def _of(cls, version: str, tables: Sequence[_Tables], **around: Any) -> ReferenceIndex:
        return cls(
            version,
            word_tables=tuple(one.words for one in tables),
            picture_tables=tuple(one.pictures for one in tables),
            feature_tables=tuple(one.features for one in tables),
            logo_tables=tuple(one.logos for one in tables),
            text_tables=tuple(one.texts for one in tables),
            **around,
        )

    def with_changes(
        self,
        version: str,
        changed: Iterable[UUID],
        marks: Iterable[MarkFacts] = (),
        specimens: Iterable[SpecimenFacts] = (),
        *,
        texts: Iterable[TextFacts] = (),
        features: Iterable[SpecimenFeatures] | None = None,
        logos: Iterable[LogoRow] | None = None,
        **around: Any,
    ) -> ReferenceIndex:
        """This index with the rights in `changed` as they are now: what is given is all of theirs, none if they ended.

        Always counts from the full build: pass everything that changed since, not since the last call. What is not given
        of `around` stays.
        """
        fresh = _Tables.of(References(marks, specimens, texts, features, logos))
        stays = {"known": self.known, "bans": self.bans, "pictured": self.pictured}
        stays["pictured_classes"] = self.pictured_classes
        return self._of(version, [self._full, fresh], outdated=frozenset(changed), **{**stays, **around})

    @property
    def _full(self) -> _Tables:
        return _Tables(
            self.word_tables[0],
            self.picture_tables[0],
            self.feature_tables[0],
            self.logo_tables[0],
            self.text_tables[0],
        )

    @property
    def bands(self) -> Mapping[UUID, tuple[Band, ...]]:
        """What the goods of a right usually cost."""
        return self.known.bands

    @property
    def made_in(self) -> Mapping[UUID, frozenset[str]]:
        """Where the goods of a right are made."""
        return self.known.made_in

    @property
    def designs(self) -> Mapping[UUID, frozenset[int]]:
        """The rights that are designs, with their Locarno classes."""
        return self.known.designs

    @property
    def aims(self) -> Mapping[UUID, Aim]:
        """Where the goods of a right are offered, for those whose owners have said."""
        return self.known.aims

    @property
    def earlier_tables(self) -> Sequence[EarlierTable]:
        """The texts of earlier listings."""
        return self.known.earlier_tables

    @property
    def usual(self) -> Mapping[bytes, float]:
        """The words that the marketplace's own listings use as ordinary ones."""
        return self.known.usual

    def save(self, folder: Path) -> None:
        """Write the columns of the full build into a folder, to be mapped by other processes."""
        for name in ("marks", "pictures", "features", "logos", "texts"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        marks = self.word_tables[0].marks
        (marks if isinstance(marks, MarkTable) else MarkTable(marks)).save(folder / "marks")
        self.picture_tables[0].save(folder / "pictures")
        self.feature_tables[0].save(folder / "features")
        self.logo_tables[0].save(folder / "logos")
        self.text_tables[0].save(folder / "texts")

    @classmethod
    def load(cls, version: str, folder: Path) -> ReferenceIndex:
        """The full build that was saved there: its columns are mapped, its automaton is built. Raises OSError, ValueError."""
        tables = _Tables(
            words=WordTable(MarkTable.load(folder / "marks")),
            pictures=PictureTable.load(folder / "pictures"),
            features=FeatureTable.load(folder / "features"),
            logos=LogoTable.load(folder / "logos"),
            texts=TextTable.load(folder / "texts"),
        )
        return cls._of(version, [tables])

    @property
    def size_bytes(self) -> int:
        """Estimate of the memory this index takes."""
        words = sum(table.size_bytes + getattr(table.marks, "size_bytes", 0) for table in self.word_tables)
        others = (self.picture_tables, self.feature_tables, self.logo_tables, self.text_tables, self.earlier_tables)
        return words + self.bans.size_bytes + sum(table.size_bytes for tables in others for table in tables)


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
