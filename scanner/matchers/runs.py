"""The letters of a mark, folded: without its spaces to be compared with, and how it may begin, to be searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.matchers import folding
from scanner.matchers.facts import MarkFacts

SHORT = 4  # letters: a mark with fewer is believed only as a word of its own
GLUED = 5  # letters: of so few, what it is glued to must be an ordinary word

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


KEY = 6  # letters by which marks are kept
FIRST = 8  # letters of the beginnings that are searched for behind a space


def runs(mark: MarkFacts) -> tuple[bytes, ...]:
    """The mark's letters by their shape and, in other scripts, by their sound. Nothing for a mark without letters or digits."""
    shape = folding.canonical(mark.text).replace(b" ", b"")
    if not folding.has_sounds(mark.text):
        return (shape,) if shape else ()
    return tuple({run: None for run in (shape, folding.sounded(mark.text).replace(b" ", b"")) if run})


def wordings(text: str, fold: folding.Fold) -> Iterator[list[bytes]]:
    """The words of a mark, and those that its capitals mark ("PlayStation")."""
    yield fold(text).split()
    if (apart := _CAMEL.sub(" ", text)) != text:
        yield fold(apart).split()


class Beginnings:
    """How marks may begin, gathered while a table is built."""

    def __init__(self) -> None:
        self.stems: set[bytes] = set()
        self.words: set[bytes] = set()
        self.apart: set[bytes] = set()

    def taken(self) -> tuple[list[bytes], list[bytes], list[bytes]]:
        """The first letters of longer marks; short marks, as words; letters with spaces between. They are no longer kept here."""
        groups = sorted(self.stems), sorted(self.words), sorted(self.apart)
        self.stems, self.words, self.apart = set(), set(), set()
        return groups

    def add(self, mark: MarkFacts) -> tuple[bytes, ...]:
        """Gather the beginnings of a mark; returns its `runs`."""
        letters = runs(mark)
        for run in letters:
            if len(run) >= KEY:
                self.stems.add(b" " + run[:FIRST])
            else:
                self.words.update((b" %b " % run, b" %bs " % run, b" %bes " % run))
            if run.isascii() and len(run) >= SHORT - mark.famous:
                first, second, third = run[:1], run[1:2], run[2:3]
                self.apart.update(b" %b " % gap.join((first, second, third)) for gap in (b" ", b"  ", b"   "))
            if run.isascii() and len(run) >= SHORT and not mark.everyday and (mark.famous or len(run) < KEY):
                self._split(run)
                if mark.famous and len(run) < KEY:
                    self.words.add(b" " + run)
        if not mark.text.isalnum() or not mark.text.isascii():
            self._several(mark.text)
        return letters

    def _split(self, run: bytes) -> None:
        for at in range(1, min(len(run), FIRST)):
            self._apart(b"%b %b" % (run[:at], run[at:]))

    def _several(self, text: str) -> None:
        """A mark of several words, as it is and with one or two spaces between."""
        for fold in (folding.canonical, folding.sounded) if folding.has_sounds(text) else (folding.canonical,):
            folded = fold(text)
            words = folded.split()
            if len(words) > 1:
                for form in (folded.strip(), b" ".join(words), b"  ".join(words)):
                    self._apart(form)

    def _apart(self, form: bytes) -> None:
        """As much of a form of several words as is needed to know it by."""
        if b" " in form[:FIRST]:
            self.apart.add((b" %b " % form)[: FIRST + 2])
