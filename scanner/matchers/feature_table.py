"""The features of registered pictures, laid out so that the few pictures that may share a part with another are found fast.

Every feature lies in the cell of the nearest words of two small vocabularies (one for each half of its description) with 64
bits that say on which side of the word it lies. A question looks into the few cells nearest to each of its features and counts
for every picture the features that differ in few bits, and only those that agree on how far the picture was turned and scaled.
All is plain arrays: they are saved to files and read by many processes as one copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from uuid import UUID

import faiss
import numpy as np
from numpy.typing import NDArray

from scanner.matchers.alignment import supported
from scanner.matchers.facts import SpecimenFacts
from scanner.matchers.features import ALGORITHM, ANGLES, ROW, SIZES, Features, features_of, points_of

# Workers are processes, one a core: threads of the search would only fight over the cores.
faiss.omp_set_num_threads(1)

INDEXED = 400  # of a picture's features, the most useful, are searched; all of them are compared afterwards
A_CELL = 32  # features that lie in one cell on average
MOST_WORDS = 512  # of one vocabulary
NEAREST = 3  # words of each half that a question's feature is looked up under
BITS_APART = 22  # of 64 that a feature may differ in
TURNS, GROWTHS = 16, 10  # directions and doublings that votes are counted by
COMPARED = 100  # pictures whose votes are compared by their places
MOST_VOTES = 80  # of a picture, for that
SEED = 20

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpecimenFeatures:
    """The features of one reference picture of a right; `ref` names the picture."""

    right_id: UUID
    ref: str
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Everything a table holds, each a file of its own."""

    rights: NDArray[np.uint8]  # 16 bytes a picture
    refs: NDArray[np.uint8]  # UTF-8, one after the other
    ref_ends: NDArray[np.int64]
    shapes: NDArray[np.uint16]  # width and height of a picture
    ends: NDArray[np.int64]  # where the features of a picture end in `rows`
    rows: NDArray[np.void]
    words: Array  # two vocabularies of half a description each
    turned: Array  # the same, as the bits see them
    spread: Array  # the directions that the bits are taken along
    cells: NDArray[np.int64]  # where a cell's entries begin; the columns below are in the order of the cells
    owners: NDArray[np.uint32]
    bits: NDArray[np.uint64]
    poses: NDArray[np.uint8]  # size and angle of a feature
    origins: NDArray[np.uint32]  # its row


class FeatureTable:
    """The features of one list of specimens. Pictures too plain to be recognised by a part are left out."""

    def __init__(self, specimens_features: Iterable[SpecimenFeatures]) -> None:
        self._columns = _laid_out(specimens_features)

    @classmethod
    def of(cls, specimens: Iterable[SpecimenFacts]) -> FeatureTable:
        """A table of those specimens whose pictures have their pixels."""
        return cls(
            SpecimenFeatures(s.right_id, s.picture.ref, features_of(s.picture.pixels))
            for s in specimens
            if s.picture.pixels is not None
        )

    def __len__(self) -> int:
        return len(self._columns.shapes)

    @property
    def size_bytes(self) -> int:
        """Bytes of all arrays; shared between processes where the table was loaded from files."""
        return sum(getattr(self._columns, column.name).nbytes for column in fields(_Columns))

    def save(self, folder: Path) -> None:
        """Write the table as files into a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        for column in fields(_Columns):
            np.save(folder / f"{ALGORITHM}.{column.name}.npy", getattr(self._columns, column.name))

    @classmethod
    def load(cls, folder: Path) -> FeatureTable:
        """The table that was saved, its files mapped. Raises FileNotFoundError if it was made by another ALGORITHM."""
        table = cls.__new__(cls)
        files = {column.name: folder / f"{ALGORITHM}.{column.name}.npy" for column in fields(_Columns)}
        table._columns = _Columns(
            # An empty file cannot be mapped.
            **{name: np.load(file, mmap_mode="r" if _filled(file) else None) for name, file in files.items()}
        )
        return table

    def right_id(self, number: int) -> UUID:
        """The right that a picture of the table belongs to."""
        return UUID(bytes=self._columns.rights[number].tobytes())

    def ref(self, number: int) -> str:
        """The name of a picture of the table."""
        begin = int(self._columns.ref_ends[number - 1]) if number else 0
        return self._columns.refs[begin : int(self._columns.ref_ends[number])].tobytes().decode()

    def features(self, number: int) -> Features:
        """The features of a picture of the table."""
        begin = int(self._columns.ends[number - 1]) if number else 0
        width, height = self._columns.shapes[number]
        return Features.of_rows(self._columns.rows[begin : int(self._columns.ends[number])], int(width), int(height))

    def candidates(self, asked: Features) -> list[tuple[int, int]]:
        """The pictures that may share a part with the one asked for, the likeliest first, and how many features say so."""
        if not len(self) or not len(asked):
            return []
        votes = self._once(self._alike(asked))
        found = []
        for number, entries, questions in self._of_each(self._agreed(asked, votes), votes):
            ours = points_of(self._columns.rows[self._columns.origins[entries]])
            found.append((number, supported(ours, asked.points[questions])))
        return sorted(found, key=lambda pair: -pair[1])

    def _alike(self, asked: Features) -> _Votes:
        """Features asked for and entries that differ in few bits."""
        columns = self._columns
        described = asked.descriptors.astype(np.float32)
        near = [_nearest(described[:, half], columns.words[at], NEAREST) for at, half in enumerate(_HALVES)]
        wide = near[0].shape[1]
        one, other = np.repeat(near[0], wide, axis=1), np.tile(near[1], wide)
        cells = (one * len(columns.words[0]) + other).ravel()
        across = described @ columns.spread
        sides = across[:, None, :] > columns.turned[0][one] + columns.turned[1][other]
        begins, ends = columns.cells[cells], columns.cells[cells + 1]
        lengths = ends - begins
        entries = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        apart = np.bitwise_count(columns.bits[entries] ^ np.repeat(_packed(sides.reshape(-1, 64)), lengths))
        keep = np.flatnonzero(apart <= BITS_APART)
        questions = np.repeat(np.repeat(np.arange(len(asked)), wide * wide), lengths)[keep]
        entries = entries[keep]
        return _Votes(questions, entries, columns.owners[entries].astype(np.int64), apart[keep])

    def _once(self, votes: _Votes) -> _Votes:
        """One vote of a feature for a picture, its best, or a pattern that repeats would outvote all."""
        voted = votes.questions * len(self) + votes.owners
        order = np.argsort(voted * 64 + votes.apart)
        first = np.ones(len(order), bool)
        first[1:] = np.diff(voted[order]) != 0
        return votes.of(order[first])

    def _agreed(self, asked: Features, votes: _Votes) -> NDArray[np.int64]:
        """The pictures with most votes that agree on one turn and one change of size. Features that many have count less."""
        common = np.bincount(votes.questions, minlength=len(asked))[votes.questions]
        weight = np.exp(-((votes.apart / 16.0) ** 2)) / np.sqrt(common)
        total = np.bincount(votes.owners, weight, minlength=len(self))
        few = np.argsort(-total, kind="stable")[: 10 * COMPARED]
        few = few[total[few] > 0]
        place = np.full(len(self), -1)
        place[few] = np.arange(len(few))
        own = place[votes.owners]
        keep = np.flatnonzero(own >= 0)
        poses, theirs = self._columns.poses[votes.entries[keep]].astype(np.int64), asked.rows()[votes.questions[keep]]
        turn = (theirs["angle"] - poses[:, 1]) % ANGLES * TURNS // ANGLES
        grown = np.clip((theirs["size"] - poses[:, 0]) // SIZES + GROWTHS // 2, 0, GROWTHS - 1)
        bins = (own[keep] * TURNS + turn) * GROWTHS + grown
        counted = np.bincount(bins, weight[keep], minlength=len(few) * TURNS * GROWTHS).reshape(-1, TURNS, GROWTHS)
        # What lies on the border of two bins belongs to both.
        counted = counted + np.roll(counted, -1, axis=1)
        counted[:, :, :-1] += counted[:, :, 1:]
        return few[np.argsort(-counted.max(axis=(1, 2), initial=0), kind="stable")[:COMPARED]]

    def _of_each(
        self, few: NDArray[np.int64], votes: _Votes
    ) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
        """The votes for each of a few pictures: entries and the features asked for."""
        chosen = np.flatnonzero(np.isin(votes.owners, few))
        chosen = chosen[np.argsort(votes.owners[chosen], kind="stable")]
        owners = votes.owners[chosen]
        for number in few:
            begin, end = np.searchsorted(owners, (number, number + 1))
            part = chosen[begin:end]
            part = part[np.argsort(votes.apart[part], kind="stable")[:MOST_VOTES]]
            yield int(number), votes.entries[part], votes.questions[part]


@dataclass(frozen=True, slots=True, eq=False)
class _Votes:
    """Features asked for that look like features of the table: the row of each, its entry, picture and bits apart."""

    questions: NDArray[np.int64]
    entries: NDArray[np.int64]
    owners: NDArray[np.int64]
    apart: NDArray[np.uint8]

    def of(self, chosen: NDArray[np.int64]) -> _Votes:
        return _Votes(self.questions[chosen], self.entries[chosen], self.owners[chosen], self.apart[chosen])


_HALVES = (slice(0, 64), slice(64, 128))


def _filled(file: Path) -> bool:
    with file.open("rb") as opened:
        np.lib.format.read_magic(opened)
        shape, _, _ = np.lib.format.read_array_header_1_0(opened)
    return 0 not in shape


def _nearest(points: Array, words: Array, most: int) -> NDArray[np.int64]:
    """The nearest words of each point, the nearest first."""
    _, found = faiss.knn(np.ascontiguousarray(points), np.ascontiguousarray(words), min(most, len(words)))
    return found.astype(np.int64)


def _packed(sides: NDArray[np.bool_]) -> NDArray[np.uint64]:
    return np.packbits(sides, axis=1).view(np.uint64).ravel()


def _laid_out(specimens_features: Iterable[SpecimenFeatures]) -> _Columns:
    rights, refs, shapes, stored = bytearray(), [], [], []
    for specimen in specimens_features:
        if not specimen.features.too_plain:
            rights += specimen.right_id.bytes
            refs.append(specimen.ref.encode())
            shapes.append((specimen.features.width, specimen.features.height))
            stored.append(specimen.features.rows())
    counts = np.array([len(rows) for rows in stored], np.int64)
    rows = np.concatenate(stored) if stored else np.empty(0, ROW)
    owners = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    rank = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    searched = np.flatnonzero(rank < INDEXED)
    return _Columns(
        np.frombuffer(bytes(rights), np.uint8).reshape(-1, 16),
        np.frombuffer(b"".join(refs), np.uint8),
        np.cumsum([len(ref) for ref in refs], dtype=np.int64),
        np.array(shapes, np.uint16).reshape(-1, 2),
        np.cumsum(counts),
        rows,
        *_cells_of(rows[searched], owners[searched], searched.astype(np.uint32)),
    )


def _cells_of(
    rows: NDArray[np.void], owners: NDArray[np.uint32], origins: NDArray[np.uint32]
) -> Sequence[NDArray[Any]]:
    """The vocabularies, and the features in the order of their cells: the last eight columns."""
    spread = np.linalg.qr(np.random.default_rng(SEED).normal(size=(128, 128)))[0][:, :64].astype(np.float32)
    side = int(np.clip(np.sqrt(len(rows) / A_CELL), 1, MOST_WORDS))
    sample = _described(rows[:: max(1, len(rows) // (128 * side))])
    words = np.stack([_words(sample[:, half], side) for half in _HALVES])
    turned = np.stack([words[at] @ spread[half] for at, half in enumerate(_HALVES)])
    cells, bits = np.empty(len(rows), np.int64), np.empty(len(rows), np.uint64)
    for at in range(0, len(rows), 100_000):
        part = _described(rows[at : at + 100_000])
        one, other = (_nearest(part[:, half], words[n], 1).ravel() for n, half in enumerate(_HALVES))
        cells[at : at + 100_000] = one * side + other
        bits[at : at + 100_000] = _packed(part @ spread > turned[0][one] + turned[1][other])
    order = np.argsort(cells, kind="stable")
    begins = np.concatenate([[0], np.cumsum(np.bincount(cells, minlength=side * side))]).astype(np.int64)
    poses = np.stack([rows["size"], rows["angle"]], axis=1)
    return words, turned, spread, begins, owners[order], bits[order], poses[order], origins[order]


def _described(rows: NDArray[np.void]) -> Array:
    return Features.of_rows(rows, 0, 0).descriptors.astype(np.float32)


def _words(sample: Array, count: int) -> Array:
    """A vocabulary of `count` words; the same sample gives the same one."""
    if count == 1 or len(sample) <= count:
        return np.zeros((1, 64), np.float32) if not len(sample) else sample.mean(axis=0, keepdims=True)
    means = faiss.Kmeans(64, count, niter=8, seed=SEED, min_points_per_centroid=1, max_points_per_centroid=128)
    means.train(np.ascontiguousarray(sample))
    return np.asarray(means.centroids, np.float32)
