"""What a seller did at a place where the letters of a mark were found: wrote it openly, or in which disguise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from scanner.matchers import folding, typos
from scanner.matchers.facts import MarkFacts
from scanner.matchers.ordinary import TRADE, ordinary
from scanner.matchers.runs import GLUED, SHORT, wordings

_POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))
_PLAIN: dict[folding.Fold, folding.Fold] = {
    folding.canonical: folding.plain,
    folding.sounded: folding.plain_sounded,
    folding.signed: folding.plain_signed,
}
_DIGITS = re.compile(rb"[0-9]")
_CHANGES = re.compile(rb"[0-9]+|[^0-9]+")
_KEPT_LETTERS = 64  # of a wording whose answer is kept
_SURE_BEFORE = 4  # letters of an unknown word before a mark that leave no doubt where the mark begins


def kind_of(mark: MarkFacts, text: str, start: int, end: int, how: str, fold: folding.Fold) -> str | None:
    """The name of what the seller did, a key of STRENGTH; None if this is not the mark. `fold` is how the text was read."""
    written = text[start:end]
    by_sound = fold is folding.sounded
    if fold is folding.signed and not folding.has_signs(written):
        return None
    if how == "glued" and mark.everyday:
        return None
    if how == "glued" and not by_sound and not glued(text, start, end, mark):
        return None
    if how == "typo":
        return "typo" if not by_sound and _mistyped(written, mark.text) else None
    small, own = written.casefold(), mark.text.casefold()
    if small == own:
        if how == "word":
            return "possessive" if text[end : end + 2] in _POSSESSIVE else "exact"
        return how
    if small.isascii() and own.isascii() and small.isalpha() and own.isalpha() and "I" not in written:
        # No digit, no accent, no second word: there is nothing here that could be a disguise.
        return "typo" if how == "word" and mark.famous and not mark.everyday and _mistyped(written, mark.text) else None
    asked = _disguised if end - start <= _KEPT_LETTERS else _disguised.__wrapped__
    done, doubtful = asked(written, mark.text, mark.everyday, mark.famous, how, fold)
    return None if doubtful and _own_words(text, start, end) else done


@lru_cache(maxsize=20_000)
def _disguised(
    written: str, own: str, everyday: bool, famous: bool, how: str, fold: folding.Fold
) -> tuple[str | None, bool]:
    """What was done to the letters or words of a mark, and whether what surrounds them may speak against it.

    The answers are kept: "by the", which spells a mark, stands in many texts.
    """
    read = _PLAIN[fold](written).split()
    meant = min(_wordings(own), key=lambda words: list(map(len, words)) != list(map(len, read)))
    run, key = b"".join(read), b"".join(meant)
    disguise = _disguise(written, run, key)
    if fold is folding.sounded:
        is_sound = disguise == "" and not written.isascii() and len(read) == len(meant)
        return ("sound" if is_sound else None), False
    if disguise is None or (disguise == "leet" and (everyday or len(key) < SHORT)):
        return None, False
    doubtful = False
    if not written.isascii() and not disguise:
        disguise = _other_letters(written, key)
        doubtful = disguise == "look-alike"
    shape = _shape(how, read, meant, everyday, famous)
    if shape == "split" and disguise == "leet":
        return None, False
    return (shape if shape in (None, "glued", "split", "spelled-out") else disguise or shape), doubtful


def _wordings(text: str) -> Iterator[list[bytes]]:
    yield from wordings(text, folding.plain)
    if folding.has_sounds(text):
        yield folding.plain_sounded(text).split()


def _mistyped(written: str, meant: str) -> bool:
    """Whether it is still an error when digits are digits again: other digits are another model, not an error."""
    run, key = (folding.plain(text).replace(b" ", b"") for text in (written, meant))
    if _DIGITS.findall(run) != _DIGITS.findall(key):
        return False
    return run not in TRADE and typos.misspells(run, key)


def _disguise(written: str, run: bytes, key: bytes) -> str | None:
    """How letters were replaced: "" if none, None if `run` is simply another word than `key`."""
    if len(run) != len(key):
        return None
    swapped = [(read, meant) for read, meant in zip(run, key, strict=True) if read != meant]
    if not swapped:
        return ""
    if any(chr(meant).isdigit() for _, meant in swapped):
        return None
    if all(chr(read).isdigit() for read, _ in swapped):
        return "leet" if _believable(run, len(swapped)) else None
    # What is left is i for l or l for i. It deceives only as a capital I among small letters, or in another script.
    if not written.isascii() or ("I" in written and any(map(str.islower, written))):
        return "look-alike"
    return None


def _believable(run: bytes, digits: int) -> bool:
    """Whether digits stand for letters. A short word of more digits than letters is a number ("1080p"), unless they alternate."""
    return 2 * digits <= len(run) or (digits < len(run) and (len(run) > GLUED or len(_CHANGES.findall(run)) > 2))


def _other_letters(written: str, key: bytes) -> str:
    """How a wording with characters beyond ASCII hides its letters: "" for accents and width alone."""
    base = unicodedata.normalize("NFKD", written).casefold()
    seen = "".join(char for char in base if char.isalnum())
    if seen.encode() != key and not unicodedata.normalize("NFKD", seen).isascii():
        return "look-alike"
    hidden = any(unicodedata.category(char) == "Cf" for char in written)
    return "hidden" if hidden else ""


def _own_words(text: str, start: int, end: int) -> bool:
    """Whether the place is an ordinary word of another script: no Latin letter in it, and more such words around it."""

    def scripts(part: str) -> set[str]:
        return {unicodedata.name(char, "").split(" ")[0] for char in part if char.isalpha()}

    here = scripts(text[start:end])
    if "LATIN" in here:
        return False
    others = [word for word in (text[:start] + " " + text[end:]).split() if scripts(word) and scripts(word) <= here]
    return len(others) >= 2


def _shape(how: str, read: list[bytes], meant: list[bytes], everyday: bool, famous: bool) -> str | None:
    """How the words stand: as the mark has them, joined, split, spelled out, glued to another word or with an ending."""
    if list(map(len, read)) == list(map(len, meant)):
        return "exact" if how == "word" else how
    letters = sum(map(len, read))
    if how == "word" and len(read) > 1 and all(len(piece.decode()) == 1 for piece in read):
        return "spelled-out" if letters >= SHORT or famous else None
    if everyday or letters < SHORT:
        return None
    if _ends(read) <= _ends(meant):
        return "joined" if how == "word" else how
    return None if how != "word" or all(map(ordinary, read)) else "split"


def _ends(words: list[bytes]) -> set[int]:
    """Where words end, counted in letters."""
    return set(accumulate(map(len, words)))


def glued(text: str, start: int, end: int, mark: MarkFacts) -> bool:
    """A mark inside a longer word. Few letters stand in many words by chance ("audi" in "audio"), so they need more."""
    if (
        text[end : end + 1].isalpha()
        and not text[end + 1 : end + 2].isalpha()
        and not text[start - 1 : start].isalpha()
    ):
        return False  # one more letter makes another word
    before = after = 0
    while start - before and text[start - before - 1].isalpha():
        before += 1
    while end + after < len(text) and text[end + after].isalpha():
        after += 1
    ahead, rest = text[start - before : start].casefold().encode(), text[end : end + after].casefold().encode()
    if (not before or ahead in TRADE) and (not after or rest in TRADE):
        return True
    far_enough = (before == 0 or before >= _SURE_BEFORE) and before + after > 1
    return far_enough and sum(map(str.isalnum, mark.text)) > GLUED
