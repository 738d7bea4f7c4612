"""What somebody types to find listings by, asked as the matcher asks: what it finds for a mark, a search finds.

The whole of it is one wording ("zander holt" finds "Zanderholt"); and where it has several words, each is one, too, and all of
them must stand in the listing, in any order. A word also finds longer words that it begins.

In two steps. All texts are passed over for the letters of the wording in a row, with one typing error or none: wherever the
matcher finds something, they stand. Then the matcher itself judges the texts that have them, the likelier first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from string import ascii_lowercase
from uuid import UUID

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding, words
from scanner.matchers.facts import Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.runs import SHORT, runs
from scanner.matchers.typos import misspells
from scanner.matchers.word_table import WordTable
from scanner.search.texts import Folded, Rows, Searched

MOST_WORDS = 6
"""Further words of a question are not asked for: each costs time of its own."""
LONGEST_MISSPELT = 40
BEGINNING = 3  # letters: fewer begin too many words
BEGINS, SCATTERED = 0.5, 0.9
NOBODY = np.empty(0, np.int64)
_SMALL = frozenset(ascii_lowercase.encode())


@dataclass(frozen=True, slots=True)
class Hit:
    """How a listing's text answers: `strength` (0..1), and what was found where. Without findings a word only begins so."""

    strength: float
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Met:
    """Whose texts hold the letters of one wording: those in which it begins a word, and the others."""

    begun: list[Rows] = field(default_factory=list)
    inside: list[Rows] = field(default_factory=list)


class Wording:
    """A question in words; an index of the matcher that holds nothing else."""

    outdated: frozenset[UUID] = frozenset()

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        parts = [part for part in re.split(r"[\s,;]+", self.text) if folding.canonical(part).strip()]
        self.words = list(dict.fromkeys(parts))[:MOST_WORDS]
        asked = [self.text, *(self.words if len(self.words) > 1 else [])] if self.words else []
        self._marks = [MarkFacts(UUID(int=number), wording, famous=True) for number, wording in enumerate(asked)]
        self.word_tables = (WordTable(self._marks),)
        is_plain = self.text.isascii() and len(self.text) >= SHORT and self.text.replace(" ", "").isalnum()
        self._plainly = re.compile(rf"(?<!\w){re.escape(self.text)}(?!\w)", re.IGNORECASE) if is_plain else None
        self._beginnings = [b" " + _plain(word) for word in self.words]
        self._long, self._long_of = _automaton(self._marks, _ways)
        self._short, self._short_of = _automaton(self._marks, _alone)

    def __bool__(self) -> bool:
        return bool(self.words)

    def candidates(self, *searched: Searched) -> list[Rows]:
        """Rows in whose texts, taken together, the wording may stand, the likelier first; no other row holds it."""
        met = [_Met() for _ in self._marks]
        for part in (part for texts in searched for part in texts.parts):
            for begin, piece in part.pieces():
                self._pass(part, begin, piece, met)
        if not met:
            return []
        begun = [_union(one.begun) for one in met]
        either = [np.union1d(rows, _union(one.inside)) for rows, one in zip(begun, met, strict=True)]
        likely = np.union1d(begun[0], _common(begun[1:]))
        return [likely, np.setdiff1d(np.union1d(either[0], _common(either[1:])), likely)]

    def _pass(self, part: Folded, begin: int, piece: bytes, met: list[_Met]) -> None:
        """Note in whose texts of one piece the letters stand."""
        begun: list[list[int]] = [[] for _ in met]
        inside: list[list[int]] = [[] for _ in met]
        if self._long:
            for way, start, end in self._long.find_matches_as_indexes(piece.lower(), overlapping=True):
                number, misspelt = self._long_of[way]
                if piece[start] not in _SMALL:
                    if not misspelt or piece[end] not in _SMALL:
                        begun[number].append(begin + start)
                elif not misspelt:
                    inside[number].append(begin + start)
        if self._short:
            for way, start, end in self._short.find_matches_as_indexes(piece, overlapping=True):
                if end - start >= BEGINNING or piece[end] not in _SMALL:
                    begun[self._short_of[way][0]].append(begin + start)
        for one, places, others in zip(met, begun, inside, strict=True):
            if places:
                one.begun.append(np.unique(part.owners(places)))
            if others:
                one.inside.append(np.unique(part.owners(others)))

    def judge(self, title: str, brand: str, description: str = "") -> Hit | None:
        """How a listing answers; None if it only looked so from afar."""
        if self._plainly and (at := self._plainly.search(title)):
            return self._written_openly(at)
        found = words.match(ListingFacts(title, description, brand), self)
        whole = tuple(finding for finding in found if finding.right_id.int == 0)
        if whole:
            return Hit(max(finding.strength for finding in whole), whole)
        plainly = b" ".join((b"", _plain(title), _plain(brand), _plain(description)))
        strengths, kept = [], []
        for number, beginning in enumerate(self._beginnings, start=1):
            mine = [finding for finding in found if finding.right_id.int == number]
            if mine:
                strengths.append(max(finding.strength for finding in mine))
                kept += mine
            elif len(beginning) > BEGINNING and beginning in plainly:
                strengths.append(BEGINS)
            else:
                return None
        if not strengths:
            return None
        return Hit(SCATTERED * sum(strengths) / len(strengths) if len(strengths) > 1 else strengths[0], tuple(kept))

    def _written_openly(self, at: re.Match[str]) -> Hit:
        """What the matcher says of a wording that a title writes as it is, at a tenth of the cost: most answers are such."""
        mark, kind = self._marks[0], "exact"
        facts = {"mark": mark.text, "written": at[0], "same_case": at[0] == mark.text}
        place = Place("title", at.start(), at.end())
        return Hit(
            words.STRENGTH[kind], (Finding(words.name, mark.right_id, words.STRENGTH[kind], kind, place, facts, mark),)
        )


def best_of(hit: Hit) -> Sequence[Finding]:
    """The strongest finding of each word, to be said: in the title rather than elsewhere."""
    best: dict[int, Finding] = {}
    for finding in hit.findings:
        known = best.get(finding.right_id.int)
        if known is None or known.strength < finding.strength:
            best[finding.right_id.int] = finding
    return list(best.values())


def _ways(mark: MarkFacts) -> Iterator[tuple[bytes, bool]]:
    """The letters of a wording in a row; and with one typing error (True), then they are words of their own."""
    for run in runs(mark):
        if len(run) < SHORT and run.isascii():
            continue
        yield run, False
        if len(run) <= LONGEST_MISSPELT and run.isascii():
            yield from ((way, True) for way in _one_error(run) if misspells(way, run))


def _one_error(run: bytes) -> Iterator[bytes]:
    """A letter left out, swapped with its neighbour, added, or replaced."""
    for at in range(len(run) + 1):
        before, after = run[:at], run[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase.encode():
            yield b"%b%c%b" % (before, letter, after)
            yield b"%b%c%b" % (before, letter, after[1:])


def _alone(mark: MarkFacts) -> Iterator[tuple[bytes, bool]]:
    """A wording of few letters from the beginning of a word on, each further letter in the same word or in the next."""
    for run in runs(mark):
        if len(run) < SHORT and run.isascii():
            ways = [run[:1].upper()]
            for letter in run[1:]:
                ways = [way + one for way in ways for one in (b"%c" % letter, b"%c" % (letter - 32))]
            yield from ((way, False) for way in ways)


def _automaton(
    marks: Sequence[MarkFacts], ways: Callable[[MarkFacts], Iterator[tuple[bytes, bool]]]
) -> tuple[BytesAhoCorasick | None, list[tuple[int, bool]]]:
    """An automaton of the ways of these marks; and of each way whose it is, and whether it is misspelt."""
    known: dict[tuple[bytes, int], bool] = {}
    for number, mark in enumerate(marks):
        for way, misspelt in ways(mark):
            if way:
                known.setdefault((way, number), misspelt)
    found = [way for way, _number in known]
    search = BytesAhoCorasick(found, implementation=Implementation.DFA) if found else None
    return search, [(number, misspelt) for (_way, number), misspelt in known.items()]


def _plain(text: str) -> bytes:
    return b" ".join(folding.plain(text).split())


def _union(rows: Sequence[Rows]) -> Rows:
    return np.unique(np.concatenate(rows)) if rows else NOBODY


def _common(rows: Sequence[Rows]) -> Rows:
    return reduce(np.intersect1d, rows) if rows else NOBODY
