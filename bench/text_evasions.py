"""Seeded evasions: the ways in which sellers write a mark so that a plain search misses it, several styles of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

Evasion = Callable[[str, Random], str]

_CYRILLIC = dict(zip("aceopxyijshkmtbABCEHKMOPTXYSIJ", "асеорхуіјѕһкмтьАВСЕНКМОРТХУЅІЈ", strict=True))
_GREEK = dict(zip("aeiknoptuvwxyzABEHIKMNOPTXYZ", "αεικηορτυνωχγζΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
_LEET = dict(zip("aeiostblg", "431057819", strict=True))
_LEET_SIGNS = {"a": "@", "s": "$", "i": "!", "e": "3", "o": "0"}
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0323"
_GOODS = ("shoes", "case", "bag", "shirt", "watch", "phone", "cover", "store")
# First letters of the mathematical alphabets that have no gaps: bold, bold italic, bold script, bold fraktur, sans, mono.
_MATH = (0x1D400, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D670)


def _letters(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if char.isalnum()]


def _case(text: str, chance: Random) -> str:
    return chance.choice((str.lower, str.upper, str.swapcase, str.title))(text)


def _plural(text: str, chance: Random) -> str:
    return text + ("es" if text[-1] in "sxzSXZ" else "s")


def _possessive(text: str, chance: Random) -> str:
    return text + chance.choice(("'s", "’s"))


def _separators(text: str, chance: Random) -> str:
    return chance.choice("-._·*/").join(char for char in text if not char.isspace())


def _spaced(text: str, chance: Random) -> str:
    return " ".join(char for char in text if not char.isspace())


def _split(text: str, chance: Random) -> str:
    """One cut inside a word."""
    places = [at for at in range(1, len(text)) if text[at - 1].isalnum() and text[at].isalnum()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(" -") + text[at:]


def _replaced(table: dict[str, str]) -> Evasion:
    """Some or all of the letters that have another form take it, at least one."""

    def evade(text: str, chance: Random) -> str:
        places = [at for at, char in enumerate(text) if char in table]
        if not places:
            return text
        chosen = places if chance.random() < 0.5 else chance.sample(places, chance.randint(1, len(places)))
        return "".join(table[char] if at in chosen else char for at, char in enumerate(text))

    return evade


def _fullwidth(text: str, chance: Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _diacritics(text: str, chance: Random) -> str:
    accented = "".join(
        char + chance.choice(_ACCENTS) if char.isalpha() and chance.random() < 0.6 else char for char in text
    )
    return unicodedata.normalize(chance.choice(("NFC", "NFD")), accented)


def _zero_width(text: str, chance: Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(_NO_WIDTH).join(text)
    at = chance.randint(1, max(1, len(text) - 1))
    return text[:at] + chance.choice(_NO_WIDTH) + text[at:]


def _math(text: str, chance: Random) -> str:
    first = chance.choice(_MATH)
    return "".join(
        chr(first + ord(char) - (65 if char.isupper() else 71)) if char.isascii() and char.isalpha() else char
        for char in text
    )


def _html_entity(text: str, chance: Random) -> str:
    style = chance.choice(("&#{};", "&#x{:x};"))
    chosen = _letters(text) if chance.random() < 0.5 else [chance.choice(_letters(text))]
    return "".join(style.format(ord(char)) if at in chosen else char for at, char in enumerate(text))


def _glued(text: str, chance: Random) -> str:
    joined = text.replace(" ", "")
    return (joined + chance.choice(_GOODS)) if chance.random() < 0.7 else (chance.choice(_GOODS) + joined)


def _greek(text: str, chance: Random) -> str:
    return _replaced(_GREEK)(text.upper() if chance.random() < 0.4 else text, chance)


def _leet(text: str, chance: Random) -> str:
    small = text.lower()
    return _replaced(_LEET if chance.random() < 0.7 else _LEET_SIGNS)(small, chance)


def _typo(text: str, chance: Random) -> str:
    """One letter left out, doubled, swapped with the next or replaced; the first stays, as people get it right."""
    places = [at for at in _letters(text) if at and text[at].isascii()]
    if not places:
        return text
    at = chance.choice(places)
    kind = chance.choice(("delete", "double", "swap", "replace"))
    if kind == "delete":
        return text[:at] + text[at + 1 :]
    if kind == "double":
        return text[: at + 1] + text[at:]
    if kind == "swap":
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz".replace(text[at].lower(), "")) + text[at + 1 :]


EVASIONS: dict[str, Evasion] = {
    "case": _case,
    "plural": _plural,
    "possessive": _possessive,
    "separators": _separators,
    "spaced": _spaced,
    "split": _split,
    "cyrillic": _replaced(_CYRILLIC),
    "greek": _greek,
    "fullwidth": _fullwidth,
    "diacritics": _diacritics,
    "zero_width": _zero_width,
    "leet": _leet,
    "math": _math,
    "glued": _glued,
    "html_entity": _html_entity,
    "typo": _typo,
}
"""By name; an evasion that a text gives no place for returns it as it was."""
