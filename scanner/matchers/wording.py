"""What a seller did at a place where the letters of a mark were found: wrote it openly, or in which disguise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from scanner.matchers import folding
from scanner.matchers.facts import MarkFacts
from scanner.matchers.word_table import GLUED, SHORT

# Words that stand beside others so often that a mark is not made of them by chance: "not e", "as a", "for d".
_JOINTS = frozenset(
    b"a an as at be by can de del des der die do du el en et for from go has he her his i if in is it its la le les me my no not"
    b" o of on or our out per s so t that the to u un up us we with y you your x all and are new one two set per size".split()
)
# What is glued behind a mark of few letters without hiding it.
_GOODS = tuple(
    b"shoe shoes bag bags case cases cover covers phone phones watch watches store shop shirt tshirt cap hat style original"
    b" official brand outlet sale sneaker sneakers fan merch jersey jacket hoodie socks wallet belt sunglasses".split()
)
_POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))


def kind_of(mark: MarkFacts, text: str, start: int, end: int, how: str, by_sound: bool) -> str | None:
    """The name of what the seller did, a key of STRENGTH; None if this is not the mark."""
    written = text[start:end]
    if how == "glued" and not by_sound and not _glued(text, start, end, sum(map(str.isalnum, mark.text))):
        return None
    small, own = written.casefold(), mark.text.casefold()
    if small == own:
        if how == "word":
            return "possessive" if text[end : end + 2] in _POSSESSIVE else "exact"
        return how
    if small.isascii() and own.isascii() and small.isalpha() and own.isalpha() and "I" not in written:
        # No digit, no accent, no second word: there is nothing here that could be a disguise.
        return "plural" if how == "word" and small == own + "s" else None
    plain = folding.plain_sounded if by_sound else folding.plain
    read = plain(written).split()
    meant = min((tokens for tokens in _plain_wordings(mark.text)), key=lambda tokens: tokens != read)
    run, key = b"".join(read), b"".join(meant)
    if run == key + b"s" and how == "word":
        read, run, how = meant, key, "plural"
    disguise = _disguise(written, run, key)
    if disguise is None or (by_sound and (disguise or written.isascii() or len(read) != len(meant))):
        return None
    if by_sound:
        return "sound"
    if disguise == "leet" and (mark.everyday or len(key) < SHORT):
        return None
    if not written.isascii() and not disguise:
        disguise = _other_letters(written, key)
        if disguise == "look-alike" and _own_words(text, start, end):
            return None
    shape = how if how == "spelled-out" else _shape(written, how, read, meant)
    return shape if shape in (None, "glued", "split") else disguise or shape


def _plain_wordings(text: str) -> Iterator[list[bytes]]:
    yield folding.plain(text).split()
    if folding.has_sounds(text):
        yield folding.plain_sounded(text).split()


def _disguise(written: str, run: bytes, key: bytes) -> str | None:
    """How letters were replaced: "" if none, None if `run` is simply another word than `key`."""
    swapped = (
        [(read, meant) for read, meant in zip(run, key, strict=True) if read != meant] if len(run) == len(key) else None
    )
    if swapped is None:
        return None
    if not swapped:
        return ""
    if any(chr(meant).isdigit() for _, meant in swapped):
        return None
    if all(chr(read).isdigit() for read, _ in swapped):
        return "leet" if 2 * len(swapped) <= len(key) else None
    # What is left is i for l or l for i. It deceives only as a capital I among small letters, or in another script.
    if not written.isascii() or ("I" in written and any(map(str.islower, written))):
        return "look-alike"
    return None


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


def _shape(written: str, how: str, read: list[bytes], meant: list[bytes]) -> str | None:
    """How the words stand: as the mark has them, joined, split, spelled out, or glued to another word."""
    if how == "glued":
        return how
    if how == "plural" or read == meant:
        return "plural" if how == "plural" else "exact"
    if len(read) == 1:
        return "joined"
    if any(map(str.isspace, written)) and not _JOINTS.isdisjoint(read):
        return None
    return "split"


def _glued(text: str, start: int, end: int, letters: int) -> bool:
    """A mark inside a longer word. Few letters stand in many words by chance ("audi" in "audio"), so they need more."""
    before = after = 0
    while start - before and text[start - before - 1].isalpha():
        before += 1
    while end + after < len(text) and text[end + after].isalpha():
        after += 1
    rest = text[end : end + after].casefold().encode()
    if not before and (not after or rest in _GOODS):
        return True
    return letters > GLUED and before + after > 1
