"""All hashes within a number of bits of a question, exactly: none is missed, however many there are.

A small table is compared with every question in one pass. A large one is cut into chunks of bits: two hashes at most `radius`
bits apart are at most t1, t2, ... bits apart in some chunk, wherever the t add up to radius - chunks + 1, as one more in every
chunk would exceed the radius. So each chunk has its rows sorted by its value, and the question's value with up to t bits
flipped is looked up there: some thousand look-ups for ten million hashes. A question whose buckets are crowded (the hashes of
near-blank pictures are alike) is compared with every hash instead.

Everything is a flat array, which can be written to files and mapped by many processes at once.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, combinations, pairwise
from math import comb, log2
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.intp]
Found = tuple[Rows, Rows, Rows]

BUCKET = 4
"""Rows that a bucket should hold at most, about. The widest chunks cost the memory of a number for each of their values."""
NARROWEST = 16
"""Bits of a chunk at least."""
SMALL = 100_000
"""Rows up to which comparing with all of them is as quick as looking up."""
CROWDED = 8
"""A question with more than this part of all rows in its buckets is compared with all: rows in order are read faster."""
TOGETHER = 40_000
"""Rows in the buckets of the questions that are compared at once: what that needs stays in the processor's cache."""

# Workers are processes, one a core: threads of the search would only fight over the cores.
faiss.omp_set_num_threads(1)


def words_of(hashes: bytes, size: int) -> Words:
    """Hashes of `size` bytes each, one after the other, as rows of 64-bit words."""
    return np.frombuffer(hashes, dtype=np.uint64).reshape(-1, size // 8)


def chunk_widths(words: int, rows: int) -> tuple[int, ...]:
    """Into chunks of how many bits the hashes of a table are cut."""
    chunks = round(64 * words / max(log2(max(rows, 1) / BUCKET), NARROWEST))
    edges = [round(64 * words * number / chunks) for number in range(chunks + 1)]
    return tuple(end - start for start, end in pairwise(edges))


class HashTable:
    """Hashes of 64 or 256 bits, one a row, to be searched. The array is kept, not copied."""

    def __init__(self, hashes: Words, *, small: int = SMALL) -> None:
        rows, words = hashes.shape
        self.hashes = np.ascontiguousarray(hashes)
        self._widths = chunk_widths(words, rows)
        self._edges = [0, *accumulate(self._widths)]
        self._ids: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        self._starts: NDArray[np.uint32] = self._ids
        if rows > small:
            self._ids, self._starts = self._sorted()

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def size_bytes(self) -> int:
        """Memory of the hashes and of what finds them."""
        return self.hashes.nbytes + self._ids.nbytes + self._starts.nbytes

    def find(self, questions: Words, radius: int) -> Found:
        """All rows at most `radius` bits from a question: (question, row, distance), by question and row."""
        if not len(self) or not len(questions):
            return _nothing()
        questions = np.ascontiguousarray(questions)
        if not len(self._ids) or _probes(self._widths, radius) > len(self) // CROWDED:
            return self._compare_all(questions, radius)
        return self._look_up(questions, radius)

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder, which is made if there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("hashes", "ids", "starts"):
            np.save(folder / f"{name}.npy", self.hashes if name == "hashes" else getattr(self, f"_{name}"))

    @classmethod
    def load(cls, folder: Path) -> HashTable:
        """What `save` wrote, mapped: processes share its memory. Raises OSError or ValueError where it is not whole."""
        hashes, ids, starts = (mapped(folder / f"{name}.npy") for name in ("hashes", "ids", "starts"))
        table = cls(hashes, small=len(hashes))
        if len(ids) not in (0, len(hashes) * len(table._widths)):
            raise ValueError(f"{folder} holds arrays of different tables")
        table._ids, table._starts = ids, starts
        return table

    def _chunk(self, hashes: Words, number: int) -> Words:
        """The bits of one chunk of each hash, as a number."""
        first, end = self._edges[number], self._edges[number + 1]
        word, shift = divmod(first, 64)
        value = hashes[:, word] >> np.uint64(shift)
        if end > 64 * (word + 1):
            value = value | hashes[:, word + 1] << np.uint64(64 - shift)
        return value & np.uint64((1 << (end - first)) - 1)

    def _sorted(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The rows sorted by each chunk, and where in them each value of each chunk begins."""
        rows, widths = len(self), self._widths
        ids = np.empty(rows * len(widths), dtype=np.uint32)
        starts = np.empty(sum(1 << width for width in widths) + 1, dtype=np.uint32)
        at = 0
        for number, width in enumerate(widths):
            values = self._chunk(self.hashes, number).astype(np.uint32)
            ids[number * rows : (number + 1) * rows] = np.argsort(values)
            counts = np.bincount(values, minlength=1 << width)
            starts[at] = number * rows
            starts[at + 1 : at + 1 + len(counts)] = number * rows + np.cumsum(counts)
            at += len(counts)
        return ids, starts

    def _look_up(self, questions: Words, radius: int) -> Found:
        values = [self._chunk(questions, number).astype(np.int64).tolist() for number in range(len(self._widths))]
        parts: list[Found] = []
        crowded: list[int] = []
        group: list[tuple[int, Rows, Rows]] = []
        waiting = 0
        for question, chunks in enumerate(zip(*values, strict=True)):
            first, counts = self._buckets(chunks, radius)
            total = int(counts.sum())
            if total > len(self) // CROWDED:
                crowded.append(question)
                continue
            group.append((question, first, counts))
            waiting += total
            if waiting > TOGETHER:
                parts.append(self._compare(questions, group, radius))
                group, waiting = [], 0
        if group:
            parts.append(self._compare(questions, group, radius))
        if crowded:
            numbers = np.array(crowded, dtype=np.intp)
            asked, rows, apart = self._compare_all(questions[numbers], radius)
            parts.append((numbers[asked], rows, apart))
        return _in_order(parts, len(self))

    def _buckets(self, chunks: tuple[int, ...], radius: int) -> tuple[Rows, Rows]:
        """Where the buckets of a question begin, and how many rows are in each."""
        flips, edges = _flips(self._widths, radius)
        keys = flips.copy()
        base = 0
        for number, value in enumerate(chunks):
            part = keys[edges[number] : edges[number + 1]]
            part ^= value
            part += base
            base += 1 << self._widths[number]
        first = self._starts[keys].astype(np.intp)
        keys += 1
        return first, self._starts[keys] - first

    def _compare(self, questions: Words, group: list[tuple[int, Rows, Rows]], radius: int) -> Found:
        """What the buckets of some questions hold, compared with them."""
        first, counts = (np.concatenate([part[at] for part in group]) for at in (1, 2))
        ends = np.cumsum(counts)
        places = np.repeat(first - ends + counts, counts) + np.arange(int(ends[-1]))
        rows = self._ids[places]
        totals = [int(part[2].sum()) for part in group]
        asked = np.repeat(np.array([part[0] for part in group], dtype=np.intp), totals)
        apart = distances(self.hashes[rows], questions[asked])
        near = np.flatnonzero(apart <= radius)
        return asked[near], rows[near].astype(np.intp), apart[near].astype(np.intp)

    def _compare_all(self, questions: Words, radius: int) -> Found:
        """Every question with every row."""
        answer = faiss.RangeSearchResult(len(questions))
        faiss.hamming_range_search(  # type: ignore[attr-defined]  # its stubs do not know it
            faiss.swig_ptr(questions.view(np.uint8)),
            faiss.swig_ptr(self.hashes.view(np.uint8)),
            len(questions),
            len(self),
            radius + 1,  # what is nearer than this is found
            questions.shape[1] * 8,
            answer,
        )
        limits = faiss.rev_swig_ptr(answer.lims, len(questions) + 1).astype(np.intp)
        count = int(limits[-1])
        if not count:
            return _nothing()
        rows = faiss.rev_swig_ptr(answer.labels, count).astype(np.intp)
        distances = faiss.rev_swig_ptr(answer.distances, count).astype(np.intp)
        return np.repeat(np.arange(len(questions)), np.diff(limits)), rows, distances


def distances(some: Words, others: Words) -> NDArray[np.unsignedinteger]:
    """The bits in which each row of one array differs from that of another."""
    counts = np.bitwise_count(some ^ others)
    if counts.shape[1] == 1:
        return counts[:, 0]
    # Four counts of one byte each are added as the two halves, then the two quarters, of one number.
    four = counts.view(np.uint32)[:, 0]
    two = (four & np.uint32(0x00FF00FF)) + (four >> np.uint32(8) & np.uint32(0x00FF00FF))
    return (two & np.uint32(0xFFFF)) + (two >> np.uint32(16))


@cache
def _allowed(chunks: int, radius: int) -> tuple[int, ...]:
    """How many bits may be flipped in each chunk; -1 says that the chunk need not be looked at."""
    each, more = divmod(radius - chunks + 1, chunks)
    return tuple(max(each + (number < more), -1) for number in range(chunks))


def _probes(widths: tuple[int, ...], radius: int) -> int:
    """How many buckets a question looks into."""
    allowed = _allowed(len(widths), radius)
    return sum(comb(width, bits) for width, most in zip(widths, allowed, strict=True) for bits in range(most + 1))


@cache
def _flips(widths: tuple[int, ...], radius: int) -> tuple[NDArray[np.int64], tuple[int, ...]]:
    """What to flip in the value of each chunk, all chunks behind each other, and where each chunk's part ends."""
    masks: list[int] = []
    edges = [0]
    for width, most in zip(widths, _allowed(len(widths), radius), strict=True):
        for bits in range(most + 1):
            masks += [sum(1 << at for at in flipped) for flipped in combinations(range(width), bits)]
        edges.append(len(masks))
    return np.array(masks, dtype=np.int64), tuple(edges)


def _nothing() -> Found:
    none = np.zeros(0, dtype=np.intp)
    return none, none, none


def _in_order(parts: list[Found], rows: int) -> Found:
    """All that was found, by question and row, once each: a row may be met in several chunks."""
    if not parts:
        return _nothing()
    asked, found, distances = (np.concatenate([part[at] for part in parts]) for at in range(3))
    _, first = np.unique(asked * rows + found, return_index=True)
    return asked[first], found[first], distances[first]


def mapped(file: Path) -> NDArray[Any]:
    """An array in a file, as a plain array that is read where it is used. Raises OSError or ValueError."""
    return np.load(file, mmap_mode="r").view(np.ndarray)
