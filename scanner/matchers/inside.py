"""What one token is: a mark, a mark with an ending, or a mark and something glued to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scanner.matchers.ordinary import ENDINGS, FOLDED
from scanner.matchers.runs import GLUED, KEY, SHORT

_LONGEST = 40  # letters of a token that is worth taking apart
_DIGITS = frozenset(b"loseatbgz")  # what digits fold to
BEFORE = 4  # letters of an unknown word before a mark that leave no doubt where the mark begins


class Seen(NamedTuple):
    """The row of a mark, [start, end) among joined letters, and how it stands there."""

    row: int
    start: int
    end: int
    how: str


class Begin(NamedTuple):
    """The marks that share their first six letters: by all their letters, each with whether it must stand alone."""

    runs: Mapping[bytes, list[tuple[int, bool]]]
    lengths: tuple[int, ...]


Ask = Callable[[bytes], Begin | None]


def look_inside(token: bytes, ask: Ask, misspelt: Callable[[bytes], tuple[Seen, ...]] | None) -> tuple[Seen, ...]:
    """Marks in a token. With `misspelt` those at its end and misspelt ones too.

    Marks of six letters and more at its beginning are not among them: the automaton sees those.
    """
    length = len(token)
    found = [Seen(row, 0, length, "word") for row in _all(ask(token), token, alone=True)] if length < KEY else []
    if length > _LONGEST:
        return tuple(found)
    for end in range(SHORT, min(length, KEY)):
        if how := _ending(token[end:]):
            found += [Seen(row, 0, end, how) for row in _all(ask(token[:end]), token[:end])]
    if misspelt:
        found += _at_the_end(token, ask)
        found += misspelt(token) if not found else ()
    return tuple(found)


def _all(begin: Begin | None, run: bytes, *, alone: bool = False) -> list[int]:
    return [row for row, whole_only in begin.runs.get(run, ()) if alone or not whole_only] if begin else []


def _ending(rest: bytes) -> str:
    """What the letters behind a short mark make of the two; nothing where they may be one word."""
    if rest in ENDINGS:
        return "plural"
    return "glued" if rest in FOLDED or (len(rest) > 1 and _DIGITS.issuperset(rest)) else ""


def _at_the_end(token: bytes, ask: Ask) -> list[Seen]:
    """Marks behind another word."""
    found = []
    for start in range(2, len(token) - SHORT + 1):
        known = token[:start] in FOLDED
        if not known and start < BEFORE:
            continue
        begin = ask(token[start : start + KEY])
        for run in begin.runs if begin else ():
            if token.startswith(run, start) and (known or len(run) > GLUED):
                found += [Seen(row, start, start + len(run), "glued") for row in _all(begin, run)]
    return found
