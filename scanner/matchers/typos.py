"""One typing error in a famous mark: a letter left out, added, replaced, or swapped with its neighbour.

Each famous mark is kept by its letters with one of them left out, and so is what is asked: two words one error apart share such
a remainder. Only famous marks, as the words one error from a million marks are all words there are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from scanner.matchers import folding
from scanner.matchers.facts import MarkFacts
from scanner.matchers.hashed import HashIndex
from scanner.matchers.inside import Seen
from scanner.matchers.ordinary import FOLDED
from scanner.matchers.runs import runs

FEWEST = 4  # letters of a mark whose misspellings are looked for
_SURE = 6  # letters from which any one error is believed


class Slips:
    """What is gathered while a table is built."""

    def __init__(self) -> None:
        self._remainders, self._rows = array("I"), array("I")
        self._parts, self._part_rows = array("I"), array("I")

    def add(self, row: int, mark: MarkFacts) -> None:
        """Keep a famous mark; one without a Latin form has no misspellings here."""
        run = runs(mark)[0] if runs(mark) else b""
        if len(run) < FEWEST or not run.isascii():
            return
        for remainder in (run, *_without_one(run)):
            self._remainders.append(crc32(remainder))
            self._rows.append(row)
        words = folding.canonical(mark.text).split()
        # The longest word of several leads to the others: the error is in it, or it is right.
        longest = max(words, key=len)
        if len(words) > 1 and len(longest) >= FEWEST:
            for remainder in (longest, *_without_one(longest)):
                self._parts.append(crc32(remainder))
                self._part_rows.append(row)

    def table(self) -> TypoTable:
        """All of it, ready to be asked."""
        return TypoTable(HashIndex(self._remainders, self._rows), HashIndex(self._parts, self._part_rows))


class TypoTable:
    """The famous marks by what remains of them without one letter, and those of several words by what remains of the longest."""

    def __init__(self, remainders: HashIndex, parts: HashIndex) -> None:
        self._remainders, self._parts = remainders, parts
        self._meant: dict[int, tuple[bytes, tuple[bytes, ...]]] = {}
        self.size_bytes = remainders.size_bytes + parts.size_bytes

    def save(self, folder: Path) -> None:
        """Write the arrays to files."""
        self._remainders.save(folder, "typos")
        self._parts.save(folder, "typo-parts")

    @classmethod
    def load(cls, folder: Path) -> TypoTable:
        """What `save` wrote, mapped."""
        return cls(HashIndex.load(folder, "typos"), HashIndex.load(folder, "typo-parts"))

    def look(self, token: bytes, marks: Sequence[MarkFacts]) -> tuple[Seen, ...]:
        """Marks that the token misspells ("typo"), and marks of which it is one word of several ("part")."""
        if not token.isascii():
            return ()
        remainders = (token, *_without_one(token))
        found = [
            Seen(row, 0, len(token), "part")
            for row in sorted({row for remainder in remainders for row in self._parts.rows(remainder)})
            if _alike(token, max(self._words(row, marks)[1], key=len))
        ]
        if len(token) >= FEWEST and token not in FOLDED:
            rows = {row for remainder in remainders for row in self._remainders.rows(remainder)}
            found += [
                Seen(row, 0, len(token), "typo") for row in sorted(rows) if misspells(token, self._words(row, marks)[0])
            ]
        return tuple(found)

    def _words(self, row: int, marks: Sequence[MarkFacts]) -> tuple[bytes, tuple[bytes, ...]]:
        if row not in self._meant:
            words = tuple(folding.canonical(marks[row].text).split())
            self._meant[row] = b"".join(words), words
        return self._meant[row]

    def whole(self, row: int, tokens: Sequence[bytes], at: int) -> tuple[int, int] | None:
        """The first and last word of a mark of several, one of which is token `at`, if there is one error in them."""
        meant, words = self._meant[row]
        for number, word in enumerate(words):
            first, last = at - number, at - number + len(words)
            fits = first >= 0 and last <= len(tokens) and _alike(tokens[at], word)
            if fits and misspells(b"".join(tokens[first:last]), meant):
                return first, last - 1
        return None


def _without_one(word: bytes) -> Iterator[bytes]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _alike(token: bytes, word: bytes) -> bool:
    return token == word or (len(word) > FEWEST and misspells(token, word))


def misspells(word: bytes, meant: bytes) -> bool:
    """Whether `word` is `meant` with one typing error. Of few letters, most errors make another word: those do not count."""
    if word == meant or abs(len(word) - len(meant)) > 1:
        return False
    first = 0
    while first < min(len(word), len(meant)) and word[first] == meant[first]:
        first += 1
    last = 0
    while last < min(len(word), len(meant)) - first and word[-1 - last] == meant[-1 - last]:
        last += 1
    said, due = word[first : len(word) - last], meant[first : len(meant) - last]
    swapped = len(said) == 2 and said == due[::-1]
    if not swapped and (len(said) > 1 or len(due) > 1):
        return False
    if len(meant) >= _SURE:
        return True
    if not first and not swapped:
        return False  # another first letter is another word
    if len(meant) > FEWEST:
        return True
    return swapped or (not due and (last > 0 or said == word[first - 1 : first]))
