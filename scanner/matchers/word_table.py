"""The ways in which marks are written, in one automaton.

All work of evasion is done here, once, when the table is built; the search of a text is then one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding
from scanner.matchers.facts import MarkFacts

SHORT = 4  # letters: a mark with fewer is believed only as a word of its own
GLUED = 5  # letters: a mark of so few is not looked for inside a longer word, unless it is famous

# What is glued before a famous mark without hiding it.
_BEFORE = tuple(folding.canonical(word) for word in "my new the best original real buy cheap super like top".split())
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SINGLE = re.compile(rb"(?<= )[a-z0-9](?: {1,3}[a-z0-9](?= )){2,}")

_BEGINNING = itemgetter(1)

# The row of a mark, [start, end) of its letters in the searched text, and how they stand there.
Hit = tuple[int, int, int, str]


class WordTable:
    """The automaton of one list of marks. Built once (about 10 s for a million marks), then only read."""

    def __init__(self, marks: Sequence[MarkFacts]) -> None:
        self.marks = marks
        rows: dict[bytes, list[int]] = {}
        for row, mark in enumerate(marks):
            for way in _ways(mark):
                rows.setdefault(way, []).append(row)
        # Three letters apart as some mark begins: reason to look whether a whole one is spelled out.
        for way in [way for run in rows for way in _beginnings(run)]:
            rows.setdefault(way, [])
        self.short = bytes(sum(map(str.isalnum, mark.text)) < SHORT for mark in marks)
        ways = sorted(rows)
        self._rows = [tuple(rows[way]) for way in ways]
        # Measured: about 16 bytes of automaton a letter, and Python's own for the tuple of rows.
        self.size_bytes = sum(map(len, ways)) * 16 + 64 * len(ways)
        self._search = BytesAhoCorasick(ways, implementation=Implementation.ContiguousNFA) if ways else None

    def __len__(self) -> int:
        return len(self.marks)

    def find(self, text: bytes) -> list[Hit]:
        """Places of marks in a folded text that begins and ends with a space, in reading order. Cost: one pass."""
        hits: list[Hit] = []
        if self._search is None:
            return hits
        apart = False
        for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            rows = self._rows[number]
            if not rows:
                apart = True
                continue
            if text[end - 1] == 32:
                how, end = "word", end - 1
            elif text[end] == 32:
                how = "word"
            else:
                how = "plural" if text[end : end + 2] == b"s " else "glued"
            for row in rows:
                hits.append((row, start + 1, end, how))
        if apart:
            hits += self._spelled_out(text)
        if len(hits) > 1:
            # They come in the order of their ends; wanted is that of their beginnings, the longest first.
            hits.reverse()
            hits.sort(key=_BEGINNING)
        return hits

    def _spelled_out(self, text: bytes) -> list[Hit]:
        """Marks that a row of single letters spells, from its first to its last."""
        hits = []
        for at in _SINGLE.finditer(text):
            run = b" %b " % at[0].translate(None, b" ")
            hits += [
                (row, at.start(), at.end(), "spelled-out") for row, _, end, _ in self.find(run) if end == len(run) - 1
            ]
        return hits


def _beginnings(way: bytes) -> tuple[bytes, ...]:
    """The first three letters of a way, one and three spaces apart; nothing for less than four letters."""
    first, second, third, fourth = way[1:5].ljust(4)
    if 32 in (first, second, third, fourth) or max(first, second, third) > 127:
        return ()
    return bytes((32, first, 32, second, 32, third)), bytes((32, first, 32, 32, 32, second, 32, 32, 32, third))


def _ways(mark: MarkFacts) -> set[bytes]:
    """The ways a mark is written, folded, each behind a space. One without a space at its end is found in longer words too."""
    ways: set[bytes] = set()
    for folded in _foldings(mark.text):
        tokens = folded.split()
        run = b"".join(tokens)
        letters = len(run.decode())
        if letters < 2 and not tokens:
            continue
        forms = {folded.strip(), b" ".join(tokens), b"  ".join(tokens)}
        if mark.everyday or (letters < SHORT and run.isascii()):
            ways.update(b" %b " % form for form in forms)
            continue
        if run.isascii():
            forms.add(run)
        if (letters > GLUED or mark.famous) and run.isascii():
            ways.update(b" %b" % form for form in forms)
        else:
            ways.update(b" %b%b " % (form, end) for form in forms for end in (b"", b"s"))
        if mark.famous and run.isascii():
            ways.update(b" %b %b " % (run[:at], run[at:]) for at in range(1, len(run)))
            ways.update(b" %b%b " % (before, run) for before in _BEFORE)
    return ways


def _foldings(text: str) -> Iterator[bytes]:
    """The mark by its shape, with the words that capitals mark ("PlayStation") and, in other scripts, by its sound."""
    yield folding.canonical(text)
    if (apart := _CAMEL.sub(" ", text)) != text:
        yield folding.canonical(apart)
    if folding.has_sounds(text):
        yield folding.sounded(text)
