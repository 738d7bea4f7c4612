"""A text folded to words, and where in the text as it was typed each stretch of them stands.

Words are separated by one space, whatever stood between them; signs of scripts without spaces are a word each. What is found
in the words is found as whole words, in the script's own sense of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.matchers import folding

_WORD = re.compile(rb"[^ \x1e]+")
FEWEST_SPELLED = 3
"""So many single letters in a row are a word that somebody has pulled apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text. `joined` is searched; `believed` is the same, byte for byte, with digits as digits.

    `pulled`: letters that were pulled apart are read as one word.
    """

    joined: bytes
    believed: bytes
    begins: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    offsets: folding.Offsets
    text: str
    pulled: frozenset[int] = frozenset()

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The characters [start, end) of the text behind the bytes [start, end) of `joined`."""
        first, last = self.span(start), self.span(end - 1)
        inside_first = start - self.begins[first] if first not in self.pulled else 0
        begin = self.offsets.written(self.spans[first][0] + max(inside_first, 0))[0]
        inside_last = end - self.begins[last]
        whole = last in self.pulled or inside_last >= self.spans[last][1] - self.spans[last][0]
        stop = self.spans[last][1] if whole else self.spans[last][0] + inside_last
        return begin, self.offsets.written(stop - 1)[1]

    def span(self, at: int) -> int:
        """The number of the word at that byte."""
        return max(bisect_right(self.begins, at) - 1, 0)

    def before(self, start: int, words: int) -> bytes:
        """Up to so many words before that byte, with a space at both ends."""
        number = bisect_left(self.begins, start)
        first = max(number - words, 0)
        return b" " + self.believed[self.begins[first] : start] if number else b" "

    def behind(self, end: int, words: int) -> bytes:
        """Up to so many words behind that byte, with a space at both ends."""
        number = bisect_left(self.begins, end)
        last = min(number + words, len(self.begins))
        stop = self.begins[last] if last < len(self.begins) else len(self.believed)
        return b" " + self.believed[end:stop].strip() + b" "


def readings(text: str) -> Iterator[Reading]:
    """The ways to read a text: as it looks; with signs for letters; with letters that were pulled apart put together."""
    plain = _read(text, folding.canonical, folding.plain)
    yield plain
    if pulled := _put_together(plain):
        yield pulled
    if folding.has_signs(text):
        yield _read(text, folding.signed, folding.plain_signed)


def _read(text: str, fold: folding.Fold, believed: folding.Fold) -> Reading:
    searched, believed_text = fold(text), believed(text)
    spans = [found.span() for found in _WORD.finditer(searched)]
    return _joined(text, searched, believed_text, spans, folding.Offsets(text, fold))


def _joined(
    text: str, searched: bytes, believed: bytes, spans: list[tuple[int, int]], offsets: folding.Offsets
) -> Reading:
    begins, at = [], 1
    for start, end in spans:
        begins.append(at)
        at += end - start + 1
    words = b" ".join(searched[start:end] for start, end in spans)
    plain = b" ".join(believed[start:end] for start, end in spans)
    return Reading(b" %b " % words, b" %b " % plain, tuple(begins), tuple(spans), offsets, text)


def _put_together(plain: Reading) -> Reading | None:
    """The same with runs of single letters as one word each; None where there is no such run."""
    groups: list[list[int]] = []
    for number, (start, end) in enumerate(plain.spans):
        byte = plain.believed[plain.begins[number] : plain.begins[number] + 1]
        single = end - start == 1 and byte.isalnum() and byte.isascii()
        if (
            single
            and groups
            and groups[-1][-1] == number - 1
            and plain.spans[number - 1][1] - plain.spans[number - 1][0] == 1
        ):
            groups[-1].append(number)
        else:
            groups.append([number])
    if all(len(group) < FEWEST_SPELLED for group in groups):
        return None
    words: list[bytes] = []
    believed: list[bytes] = []
    begins: list[int] = []
    spans: list[tuple[int, int]] = []
    pulled: set[int] = set()
    at = 1
    for group in groups:
        parts = [group] if len(group) >= FEWEST_SPELLED else [[number] for number in group]
        for part in parts:
            pieces = [(plain.begins[number], plain.spans[number]) for number in part]
            word = b"".join(plain.joined[begin : begin + end - start] for begin, (start, end) in pieces)
            words.append(word)
            believed.append(b"".join(plain.believed[begin : begin + end - start] for begin, (start, end) in pieces))
            if len(part) > 1:
                pulled.add(len(begins))
            begins.append(at)
            spans.append((pieces[0][1][0], pieces[-1][1][1]))
            at += len(word) + 1
    return Reading(
        b" %b " % b" ".join(words), b" %b " % b" ".join(believed), tuple(begins), tuple(spans), plain.offsets,
        plain.text, frozenset(pulled),
    )  # fmt: skip
