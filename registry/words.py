"""Titles and numbers as they are compared: folded words for search and order, numbers without their dress."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 60
MOST_WORDS = 60
SEPARATORS = re.compile(r"[\s.,'’·]+")
PLAIN_WORD = re.compile(r"[a-z0-9]+")
DRESS = re.compile(r"[^0-9A-Z]+")
EUIPO_DIGITS = 9
OFFICE_PREFIXES = {"EM": ("EUTM", "EU"), "GB": ("UK",)}
"""What people put before a number beside the office's own code."""


def fold(text: str) -> str:
    """`text` as lists are ordered and searched by: compatibility forms, case and accents folded, spaces joined."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def words(text: str) -> list[str]:
    """The folded words of `text`, each once, in order. What is neither letter nor digit separates them."""
    folded = fold(text)
    if folded.isascii():
        found = PLAIN_WORD.findall(folded)
    else:
        found = "".join(character if character.isalnum() else " " for character in folded).split()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def search_words(texts: Iterable[str]) -> list[str]:
    """What a right is found by, each word once, at most sixty.

    A text that is written without gaps, or has nothing but signs, is found by itself, too.
    """
    found: dict[str, None] = {}
    for text in texts:
        whole = fold(text).replace(" ", "")
        found |= dict.fromkeys([*words(text), *([whole[:LONGEST_WORD]] if whole else [])])
    return list(found)[:MOST_WORDS]


def number_words(text: str) -> list[str]:
    """What a number or reference is found by: its parts, and the whole if it has no signs (nobody's question keeps them)."""
    if text.isascii() and text.isalnum():
        return [text.lower()[:LONGEST_WORD]]
    whole = fold(text).replace(" ", "")
    found = words(text)
    return [*found, whole[:LONGEST_WORD]] if whole and (whole.isalnum() or not found) else found


def plain_number(kind: str, office: str, number: str) -> str:
    """A registration's number as it is compared: “EM 018 442 190” and “18442190” are one number of the EUIPO.

    The hyphen and slash of a design or patent belong to it (008123456-0001), those of a trademark's are dress.
    """
    text = unicodedata.normalize("NFKC", number).upper().strip()
    for name in (*OFFICE_PREFIXES.get(office, ()), office):
        text = text.removeprefix(name).strip()
    kept = DRESS.sub("", text) if kind == "trademark" else SEPARATORS.sub("", text)
    if office == "EM" and kind == "trademark" and kept.isdecimal():
        return kept.zfill(EUIPO_DIGITS)
    return kept
