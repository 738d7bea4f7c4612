"""Element strings: `(01)…(10)…` as people write them, and bare as scanners give them: a separator ends what has no fixed length.

The separator is the sign GS (ASCII 29), or ^ where a keyboard stands between. Both forms are read whole or refused.
Source: GS1 General Specifications, sections 4.14 (text beside the code), 5.1.2 (symbology identifiers), 7.8 (processing).
"""

import re
from collections.abc import Sequence

from fulfillment.codes.digits import CodeError, Misread
from fulfillment.codes.identifiers import IDENTIFIERS, LENGTHS, SIGNS, Identifier, matches

Elements = tuple[tuple[str, str], ...]
"""Pairs of identifier and value, in the order in which they were said."""

SEPARATOR = "\x1d"
TYPED_SEPARATOR = "^"
GS1_SYMBOLOGIES = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"})
"""GS1-128, DataBar, composites, DataMatrix, QR and DotCode that announce an element string."""
SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
NAMES = {
    "n": "a digit",
    "x": "allowed in an element string",
    "y": "a digit, a capital letter, #, - or /",
    "z": "of base 64",
}


def parse(text: str) -> Elements:
    """Both forms, with or without a symbology identifier of GS1 before it. Raises CodeError."""
    prefix = SYMBOLOGY.match(text)
    if prefix:
        if prefix[0] not in GS1_SYMBOLOGIES:
            raise Misread(text, f"the symbology {prefix[0]} carries no element string", 0, 3)
        text = text[3:]
    return parse_bracketed(text) if text.startswith("(") else parse_bare(text)


def parse_bracketed(text: str) -> Elements:
    r"""`(01)…(10)…`. A bracket that belongs to a value is written \(. Raises CodeError."""
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(text) or not found:
        end = text.find(")", place)
        ai = text[place + 1 : end] if end > place else ""
        if text[place : place + 1] != "(" or ai not in IDENTIFIERS:
            what = f"({ai}) is no application identifier" if ai else "an application identifier in brackets is missing"
            raise Misread(text, f"{what}, in place {place + 1}", place, max(end + 1, place))
        start = end + 1
        place = start
        while place < len(text) and text[place] != "(":
            place += 2 if text.startswith("\\(", place) else 1
        found.append(checked(ai, text[start:place].replace("\\(", "("), text, start))
    return _once(text, found)


def parse_bare(text: str) -> Elements:
    """`01…10…`, with a separator behind each value of no fixed length that is not the last. Raises CodeError."""
    rest = text.replace(TYPED_SEPARATOR, SEPARATOR)
    place = 1 if rest.startswith(SEPARATOR) else 0
    found: list[tuple[str, str]] = []
    while place < len(rest) or not found:
        ai = rest[place : place + LENGTHS.get(rest[place : place + 2], 2)]
        identifier = IDENTIFIERS.get(ai)
        if identifier is None:
            what = f"{ai!r} is no application identifier" if ai else "an application identifier is missing"
            raise Misread(text, f"{what}, in place {place + 1}", place, place + len(ai))
        place += len(ai)
        end = rest.find(SEPARATOR, place)
        end = end if end >= 0 else len(rest)
        if identifier.fixed:
            end = min(end, place + identifier.length)
        found.append(checked(ai, rest[place:end], text, place))
        place = end + rest.startswith(SEPARATOR, end)
    return _once(text, found)


def checked(ai: str, value: str, text: str, place: int, *, strict: bool = True) -> tuple[str, str]:
    """The pair, if the value satisfies every rule of its identifier. Raises Misread with its place in `text`.

    Without `strict` its signs and its length are enough.
    """
    identifier = IDENTIFIERS[ai]
    found = identifier.pattern.fullmatch(value)
    if found is None:
        raise _unfitting(identifier, value, text, place)
    for group, rule in identifier.checks if strict else ():
        part = found[group]
        if part is not None:
            try:
                rule(part)
            except Misread as wrong:
                start = place + found.start(group)
                message = f"({ai}) {value}: {wrong}"
                raise Misread(text, message, start + wrong.start, start + wrong.end) from wrong
    return ai, value


def _unfitting(identifier: Identifier, value: str, text: str, place: int) -> Misread:
    """What keeps a value from having the form of its identifier: a wrong sign, or one too few or too many."""
    rest = 0
    for part in identifier.parts:
        piece = value[rest : rest + part.most]
        if part.optional and not piece:
            break
        for offset, sign in enumerate(piece, rest):
            if not re.fullmatch(SIGNS[part.signs], sign):
                message = f"({identifier.ai}): {sign!r} in place {offset + 1} of the value is not {NAMES[part.signs]}"
                return Misread(text, message, place + offset, place + offset + 1)
        if len(piece) < part.least:
            message = (
                f"({identifier.ai}) is cut off after {len(value)} signs" if value else f"({identifier.ai}) has no value"
            )
            return Misread(text, message, place + len(value), place + len(value))
        rest += len(piece)
    return Misread(text, f"({identifier.ai}) ends after {rest} signs, more follow", place + rest, place + len(value))


def _once(text: str, found: list[tuple[str, str]]) -> Elements:
    """An identifier may be said twice, as in two codes of one label, if it says the same."""
    said: dict[str, str] = {}
    for ai, value in found:
        if said.setdefault(ai, value) != value:
            raise CodeError(text, f"({ai}) is said twice, as {said[ai]} and as {value}")
    return tuple(said.items())


def bracketed(elements: Sequence[tuple[str, str]]) -> str:
    """For people, and for programs that draw codes. Raises CodeError for what no element string may hold."""
    return "".join(
        f"({ai}){checked(ai, value, value, 0)[1].replace('(', chr(92) + '(')}" for ai, value in _known(elements)
    )


def bare(elements: Sequence[tuple[str, str]], separator: str = SEPARATOR) -> str:
    """As a scanner gives it, beginning with a separator as the code does. Raises CodeError for what no element string may hold."""
    said = []
    for ai, value in _known(elements):
        checked(ai, value, value, 0)
        said.append(f"{ai}{value}{'' if IDENTIFIERS[ai].fixed else separator}")
    return (separator + "".join(said)).removesuffix(separator) if said else ""


def _known(elements: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    for ai, value in elements:
        if ai not in IDENTIFIERS:
            raise CodeError(f"({ai}){value}", f"({ai}) is no application identifier")
    return elements


def mismatched(elements: Sequence[tuple[str, str]]) -> list[str]:
    """What does not go together or stands alone, a sentence each. The rules hold for all codes of one label taken together.

    Kept apart from reading: half of the labels in the field break one of them and are still read.
    """
    there = [ai for ai, _value in elements]
    wrong = []
    for ai in there:
        identifier = IDENTIFIERS[ai]
        for pattern in identifier.never:
            wrong += [
                f"({ai}) and ({other}) exclude each other" for other in there if other != ai and matches(other, pattern)
            ]
        for group in identifier.beside:
            if not any(all(any(matches(other, one) for other in there) for one in needed) for needed in group):
                wanted = " or ".join(" with ".join(f"({one})" for one in needed) for needed in group)
                wrong.append(f"({ai}) needs {wanted} beside it")
    return wrong
