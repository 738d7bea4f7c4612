"""Texts as sets of shingles: runs of five folded words, or of five characters in scripts that put no spaces between words.

Two texts share most of their shingles only where one was copied from the other. A whole text is compared exactly; where a
million of them wait, a MinHash signature (Broder 1997) of 64 numbers stands for each, found again by bands of four.
"""

from __future__ import annotations

import re
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scanner.matchers import folding

WORDS = 5
"""Words in a shingle."""
LONGEST = 100_000
"""Characters of a text that are read: a manual of forty pages."""
PERMUTATIONS, BANDS = 64, 16
ROWS = PERMUTATIONS // BANDS

_WORD = re.compile(rb"\S+")

Shingles = NDArray[np.uint64]
Signature = NDArray[np.uint32]


def shingles(text: str) -> Shingles:
    """The shingles of a text as sorted numbers, each once; none where it has fewer than five words.

    The folding undoes look-alike letters, digits for letters and hidden characters; it makes a word of each character of
    a script without spaces.
    """
    return np.unique(_in_order(folding.canonical(text[:LONGEST]).split()))


def passage(text: str, of: Shingles) -> tuple[int, int]:
    """The longest run of a text of which all shingles are among these: characters [start, end); (0, 0) if there is none."""
    found = _runs(text, of)
    if not found:
        return 0, 0
    _length, *run = max(found, key=lambda run: (run[0], -run[1]))
    [place] = _as_written(text, [(run[0], run[1])])
    return place


def passages(text: str, of: Shingles) -> list[tuple[int, int]]:
    """All runs of a text of which all shingles are among these, in their order: characters [start, end)."""
    return _as_written(text, [(start, end) for _length, start, end in _runs(text, of)])


def _runs(text: str, of: Shingles) -> list[tuple[int, int, int]]:
    """How many shingles each run has, and where it begins and ends in the folded text."""
    folded = folding.canonical(text[:LONGEST])
    words = [found.span() for found in _WORD.finditer(folded)]
    met = np.isin(_in_order([folded[start:end] for start, end in words]), of)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], met.astype(np.int8), [0]])))
    return [
        (int(last - first), words[first][0], words[last + WORDS - 2][1])
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def _as_written(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in the folded text as places in the text that was written."""
    written = text[:LONGEST]
    if not places or folding.even(written, folding.canonical):
        return places
    offsets = folding.Offsets(written, folding.canonical)
    return [(offsets.written(start)[0], offsets.written(end - 1)[1]) for start, end in places]


def _in_order(words: list[bytes]) -> Shingles:
    """The shingle that begins with each word, as it is read; the last four words begin none."""
    if len(words) < WORDS:
        return np.zeros(0, np.uint64)
    numbers = np.array([zlib.crc32(word) for word in words], np.uint64)
    runs = np.zeros(len(words) - WORDS + 1, np.uint64)
    for at in range(WORDS):
        runs = _mixed(runs ^ numbers[at : at + len(runs)])
    return runs


def signature(of: Shingles) -> Signature:
    """The MinHash signature: two texts agree in a share of its 64 numbers that is about the share of their shingles."""
    if not len(of):
        return np.zeros(PERMUTATIONS, np.uint32)
    factors, shifts = _permutations()
    lowest = np.full(PERMUTATIONS, np.iinfo(np.uint64).max, np.uint64)
    for at in range(0, len(of), 4096):  # a slice at a time, lest a long text takes megabytes
        lowest = np.minimum(lowest, (of[at : at + 4096, None] * factors + shifts).min(axis=0))
    return (lowest >> np.uint64(32)).astype(np.uint32)


def bands(signatures: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The 16 keys of each signature (a row each): texts that are alike by half share a key with two chances in three,
    by three quarters with 998 in a thousand."""
    rows = signatures.reshape(-1, BANDS, ROWS).astype(np.uint64)
    keys = np.broadcast_to(np.arange(BANDS, dtype=np.uint64), rows.shape[:2]).copy()
    for at in range(ROWS):
        keys = _mixed(keys ^ rows[:, :, at])
    return keys


def likeness(one: Signature, others: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The share of shingles that each of the other texts has in common with one, estimated (within 0.06 at a half)."""
    return np.asarray((others == one).mean(axis=-1), np.float64)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of the numbers spread over all bits: splitmix64 of Vigna, public domain."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Sixty-four ways to shuffle all numbers, the same for ever: signatures are stored."""
    drawn = _mixed(np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64))
    return drawn[:PERMUTATIONS] | np.uint64(1), drawn[PERMUTATIONS:]
