"""Words as they sound, and whether two are one word spelt twice. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

LETTERS = re.compile(r"[a-z]+")
LATIN = str.maketrans({"г": "h", "Г": "H", "-": None, "‐": None, "'": None, "’": None})
"""Ukrainian names are written with `h`; a double name is one word."""
SHORT, LONG = 5, 8
"""Letters from which a word may have one slip, and from which two."""
TOGETHER = (
    ("tsch", "s"), ("sch", "s"), ("shch", "s"), ("tch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "k"), ("kh", "h"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("ts", "s"), ("tz", "s"), ("ae", "a"), ("oe", "o"),
    ("ue", "u"), ("ei", "ai"), ("ey", "ai"), ("ie", "i"), ("yi", "i"), ("iy", "i"), ("yy", "i"), ("ye", "e"), ("ia", "a"),
    ("ya", "a"), ("yu", "u"), ("iu", "u"), ("ll", "l"), ("x", "ks"),
)  # fmt: skip
"""Letters that are written for one sound in one language or script or another, the longest first."""
ALONE = str.maketrans("cqwyzj", "kkvisi")
VOWELS = frozenset("aeiou")


class Word(NamedTuple):
    """A word of a name: its letters, and how it sounds."""

    spelt: str
    heard: str


def words(text: str) -> list[Word]:
    """In Latin letters without marks, small: `Ołena Wójcik-Lis` is `olena`, `wojciklis`."""
    return [Word(word, sound(word)) for word in LETTERS.findall(anyascii(text.translate(LATIN)).lower())]


def sound(word: str) -> str:
    """Small Latin letters as they sound, whoever wrote them down; no letter twice in a row."""
    for letters, one in TOGETHER:
        word = word.replace(letters, one)
    word = word.translate(ALONE)
    return word[:1] + "".join(letter for before, letter in pairwise(word) if letter != before)


def slips(one: Word, other: Word) -> int | None:
    """In how many letters two spellings of one word differ, as spelt or as heard; None where they are two words.

    At most one in a word of five letters and more, two in one of eight and more; and in a short word a vowel at the end is
    no slip: Marek is not Mareka.
    """
    if one.heard == other.heard:
        return 0
    least, longest = sorted((len(one.spelt), len(other.spelt)))
    if longest < SHORT or (longest <= SHORT + 1 and (one.spelt[-1] in VOWELS) != (other.spelt[-1] in VOWELS)):
        return None
    apart = min(OSA.distance(one.spelt, other.spelt), OSA.distance(one.heard, other.heard))
    return apart if apart <= (1 if least < LONG else 2) else None


def matched(ones: Sequence[Word], others: Sequence[Word]) -> list[int]:
    """For each word of the one that finds a word of the other, each taken once: in how many letters they differ."""
    left, found = list(others), []
    for word in sorted(ones, key=lambda each: len(each.spelt), reverse=True):
        near = [(apart, at) for at, each in enumerate(left) if (apart := slips(word, each)) is not None]
        if near:
            apart, at = min(near)
            del left[at]
            found.append(apart)
    return found


def without_one(word: str) -> set[str]:
    """The word, and what it is without each of its letters: two that differ by one slip have one of these in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
