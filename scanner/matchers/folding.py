"""Fold a text so that all spellings of a word that look the same are the same bytes.

Four foldings of one shape:
* `canonical`: case, accents, width, look-alike letters of other scripts and digits that stand for letters (1 is i or l, 0 is o)
  all fall together. It finds; it is too coarse to believe, so what it finds is checked against
* `plain`: the same without the digits, and with i and l apart, for the words of a finding;
* `sounded`: letters of other scripts as they are read ("самсунг"), not as they look;
* `signed`: signs as the letters they are put for ("@did@$").

Everything that is not a letter or digit becomes a space; characters of no width vanish; signs of scripts without spaces
between words (Chinese, Japanese, Thai) stand each for itself between two spaces. The result is UTF-8.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator

from scanner.matchers.lookalikes import SHAPES, SOUNDED, SOUNDS, latin_base

Fold = Callable[[str], bytes]

_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# What the HTML standard takes for a character reference, with or without its semicolon.
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_UNEVEN = re.compile("[&\x80-\U0010ffff]")
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese; Korean glues its endings on.
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_VANISH = {"Cf", "Mn", "Me"}
_SIGNS = str.maketrans("™℠®©", "    ")

# 1, i and l are one letter, as are the digits that sellers put for letters.
_LEET = dict(zip("i1053478692", "lloseatbggz", strict=True))
# Signs for letters, as the digits that are read the same; and a 6 for a b instead of a g.
_SIGNED = str.maketrans("@$!|+6", "451178")
_HAS_SIGNS = re.compile("[@$!|+]|6(?=[a-z])|(?<=[a-z])6", re.IGNORECASE)


EDGE = 30
"""The sign that stays as it is: put between texts, nothing is found across it."""


def _table(letters: dict[str, str]) -> bytes:
    """The ASCII half as a table for bytes.translate; bytes of UTF-8 sequences stay."""

    def fold(code: int) -> int:
        char = chr(code).lower()
        return ord(letters.get(char, char)) if char.isalnum() else (code if code == EDGE else 32)

    return bytes(fold(code) if code < 128 else code for code in range(256))


_PLAIN = _table({})
_CANONICAL = _table(_LEET)


def _shape(char: str) -> str:
    """One character other than ASCII as what it looks like: ASCII letters, spaces, nothing, or itself."""
    if char in SHAPES:
        return SHAPES[char]
    if unicodedata.category(char) in _VANISH:
        return ""
    if _NO_SPACES.match(char):
        return f" {unicodedata.normalize('NFKC', char)} "
    return "".join(map(_part, unicodedata.normalize("NFKD", char.translate(_SIGNS))))


def _part(char: str) -> str:
    """One character of a decomposition."""
    if char.isascii():
        return char
    for form in (char, char.casefold()):
        if form in SHAPES:
            return SHAPES[form]
    if unicodedata.category(char) in _VANISH:
        return ""
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    return latin_base(char) or (char.casefold() if char.isalpha() else " ")


def _sound(char: str) -> str:
    """One character other than ASCII as it is read; what has no reading here, as it looks."""
    small = char.casefold()
    if small in SOUNDS:
        return SOUNDS[small]
    base = unicodedata.normalize("NFD", small)[:1]
    return SOUNDS[base] if base in SOUNDS else _shape(char)


class _Lazy(dict[int, str]):
    """A table for str.translate that works out a character when it is first met."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self.fold = fold

    def __missing__(self, code: int) -> str:
        # Surrogates are no characters: they would not survive the way to UTF-8.
        self[code] = folded = " " if 0xD800 <= code < 0xE000 else self.fold(chr(code))
        return folded


_BY_SHAPE = _Lazy(_shape)
_BY_SOUND = _Lazy(_sound)


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _latin(text: str, table: _Lazy) -> str:
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: found[0].translate(table), text)


def canonical(text: str) -> bytes:
    """The folding that finds. Plain ASCII, by far the most, takes the short way."""
    if text.isascii() and "&" not in text:
        return text.encode().translate(_CANONICAL)
    return _latin(_unescape(text), _BY_SHAPE).encode().translate(_CANONICAL)


def plain(text: str) -> bytes:
    """The folding that what was found is checked against."""
    return _latin(_unescape(text), _BY_SHAPE).encode().translate(_PLAIN)


def sounded(text: str) -> bytes:
    """Like `canonical`, with other scripts by their sound."""
    return _latin(_unescape(text), _BY_SOUND).encode().translate(_CANONICAL)


def plain_sounded(text: str) -> bytes:
    """Like `plain`, with other scripts by their sound."""
    return _latin(_unescape(text), _BY_SOUND).encode().translate(_PLAIN)


def signed(text: str) -> bytes:
    """Like `canonical`, with signs that are put for letters ("@" is an a) and the other reading of a 6."""
    return canonical(text.translate(_SIGNED))


def plain_signed(text: str) -> bytes:
    """Like `plain`, with the digits that mean the same as signs."""
    return plain(text.translate(_SIGNED))


def has_signs(text: str) -> bool:
    """Whether `signed` can differ from `canonical`."""
    if "@" in text or "$" in text or "!" in text or "|" in text or "+" in text or "6" in text:
        return _HAS_SIGNS.search(text) is not None
    return False


def has_sounds(text: str) -> bool:
    """Whether `sounded` can differ from `canonical`."""
    return not text.isascii() and SOUNDED.search(text) is not None


class Offsets:
    """Where in a text the bytes of its folding came from. Only what does not fold one to one is remembered."""

    def __init__(self, text: str, fold: Fold) -> None:
        self._folded: list[int] = []
        self._pieces: list[tuple[int, int, int]] = []
        shift = 0
        lengths: dict[str, int] = {}
        for start, end, piece in _uneven(text):
            if (length := lengths.get(piece, -1)) < 0:
                length = lengths[piece] = len(fold(piece))
            self._folded.append(start + shift)
            self._pieces.append((start + shift + length, start, end))
            shift += length - (end - start)

    def written(self, at: int) -> tuple[int, int]:
        """The characters [start, end) of the text behind byte `at`."""
        before = bisect_right(self._folded, at) - 1
        # Characters that folded to nothing share their place with what follows.
        if before < 0:
            return at, at + 1
        folded_end, start, end = self._pieces[before]
        if at < folded_end:
            return start, end
        return end + at - folded_end, end + at - folded_end + 1


def _uneven(text: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a text that do not fold one to one: [start, end) and what they stand for."""
    done = 0
    for at in _UNEVEN.finditer(text):
        start = at.start()
        if text[start] != "&":
            yield start, start + 1, text[start]
            continue
        found = _ENTITY.match(text, start)
        if found is None or start < done or (read := html.unescape(found[0])) == found[0]:
            continue
        done = end = found.end()
        # "&quotplaying": what was no part of the reference keeps its own place.
        kept = 0
        while kept < min(len(read), end - start - 1) and read[-1 - kept] == found[0][-1 - kept]:
            kept += 1
        yield start, end - kept, read[: len(read) - kept]


_EVEN: dict[Fold, set[str]] = {}
"""For each folding the characters beyond ASCII that are known to become one byte: dashes, curly quotes, accented letters."""


def even(text: str, fold: Fold) -> bool:
    """Whether a text folds one byte for one character."""
    if "&" in text and _ENTITY.search(text):
        return False
    if text.isascii():
        return True
    known = _EVEN.setdefault(fold, set())
    fresh = set("".join(_NOT_ASCII.findall(text))) - known
    for char in fresh:
        if len(fold(char)) != 1:
            return False
        known.add(char)
    return True
