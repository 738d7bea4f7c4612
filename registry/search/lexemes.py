"""Goods and services as words: what is kept of a list of goods, and what a question about them asks for. Pure.

A lexeme is a folded word. Writing without gaps is kept as pairs of neighbouring characters. What narrows a question (the
marketplace, class, kind, office, place) is kept beside the words, behind a sign that no word has, so that one index answers
all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from registry.territories import EU, covers
from registry.words import words

MOST_KEPT = 4_000
"""Words kept of one right's goods: the longest lists of an office have about half as many."""
MOST_ASKED = 6
LEAST_BEGINNING = 3
"""Letters from which on a word of a question is taken for a beginning."""
UNSPACED = range(0x3040, 0xA000)
"""Kana and Chinese characters, which are written without gaps."""


def kept(tenant: UUID, goods: Iterable[str], facts: Mapping[str, Iterable[str]]) -> list[str]:
    """The lexemes of a right: its goods, and `facts` as {"c": classes, "k": kind, "f": office, "p": places}."""
    found: dict[str, None] = {}
    for text in goods:
        for word in words(text):
            found |= dict.fromkeys(_parts(word))
    marks = [_mark(name, value) for name, values in facts.items() for value in values]
    return [_mark("t", tenant.hex), *marks, *list(found)[:MOST_KEPT]]


def asked(
    tenant: UUID, search: str, *, kind: str = "", office: str = "", place: str = "", number: int | None = None
) -> str:
    """The question as PostgreSQL reads a `tsquery`: every word or a word that begins so. "" where no word was asked."""
    found = [part for word in words(search)[:MOST_ASKED] for part in _wanted(word)]
    if not found:
        return ""
    narrow = {"t": tenant.hex, "k": kind, "f": office, "c": str(number or "")}
    found += [_quoted(_mark(name, value)) for name, value in narrow.items() if value]
    if place:
        places = [place, EU] if covers([EU], place) and place != EU else [place]
        found.append(f"({' | '.join(_quoted(_mark('p', one)) for one in places)})")
    return " & ".join(found)


def said(goods: Mapping[str, str], search: str) -> tuple[str, str]:
    """The class and the piece of its goods that has most of the words of a question; two "" where none has any."""
    wanted, best = words(search)[:MOST_ASKED], (0, "", "")
    for number, text in goods.items():
        for piece in text.replace(",", ";").split(";"):
            has = sum(_has(piece, word) for word in wanted)
            if has > best[0]:
                best = (has, number, " ".join(piece.split()))
    return best[1], best[2]


def _has(piece: str, wanted: str) -> bool:
    of_piece = {part for word in words(piece) for part in _parts(word)}
    if _is_unspaced(wanted):
        return set(_parts(wanted)) <= of_piece
    return any(part.startswith(wanted) if len(wanted) >= LEAST_BEGINNING else part == wanted for part in of_piece)


def _is_unspaced(word: str) -> bool:
    return any(ord(character) in UNSPACED for character in word)


def _parts(word: str) -> Sequence[str]:
    if not _is_unspaced(word) or len(word) < 2:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def _wanted(word: str) -> list[str]:
    if _is_unspaced(word):
        return [_quoted(part) + ("" if len(part) > 1 else ":*") for part in _parts(word)]
    return [_quoted(word) + (":*" if len(word) >= LEAST_BEGINNING else "")]


def _mark(name: str, value: str) -> str:
    return f"={name}{value.lower()}"


def _quoted(lexeme: str) -> str:
    """As a `tsquery` has it. Words are letters and digits, but nobody here depends on it."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
