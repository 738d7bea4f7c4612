"""Word marks in the text of a listing, through look-alike letters, digits for letters, hyphens, split words and typing errors.

The design, and why it costs nearly the same for a thousand marks and a million:
1. fold title, brand and description in one pass each (`folding.canonical`);
2. ask the table which of their words are marks or begin one (`word_table`): questions that were mostly asked before, of other
   texts, and are answered by a few operations on sets;
3. look at what was found, a handful of places: what did the seller really write there (`wording`). Only here are positions in
   the seller's own text worked out.
Nothing loops over marks. A finding says what the seller did (exact, plural, glued, leet ...) and where.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, cast
from uuid import UUID

from scanner.matchers import folding
from scanner.matchers.facts import TEXT_FIELDS, Example, Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.runs import GLUED
from scanner.matchers.word_examples import EXAMPLES
from scanner.matchers.word_table import WordTable
from scanner.matchers.wording import glued, kind_of

name = "words"
needs = frozenset({"listing.title", "listing.brand", "listing.description", "right.text"})

_CODE_SIGNS = ("-", "/", ".", "+")
_SIGN = bytes([folding.EDGE])
_EDGE = b" %b " % _SIGN  # between fields
_JOIN = _EDGE.decode()
_APOSTROPHES = frozenset("'’")

# How sure the sight is, by what the seller did. Everyday words and short marks are worth less.
STRENGTH = {
    "exact": 1.0,
    "possessive": 1.0,
    "plural": 0.95,
    "joined": 0.95,
    "look-alike": 0.95,
    "hidden": 0.95,
    "spelled-out": 0.95,
    "sound": 0.9,
    "leet": 0.9,
    "split": 0.9,
    "glued": 0.9,
    "typo": 0.9,
}
MANY_DIGITS = 0.95  # several digits for letters in a word of some length are nobody's slip
EVERYDAY, FEW_LETTERS = 0.6, 0.8
WHOLE = ("exact", "possessive", "plural", "joined")


# What the constructors of named tuples do in the end, in a quarter of their time: one of each is made for all that is found.
_place = cast("Callable[[tuple[str, int, int, str, None]], Place]", partial(tuple.__new__, Place))
_finding = cast("Callable[[tuple[Any, ...]], Finding]", partial(tuple.__new__, Finding))

_ORDER = {field: number for number, field in enumerate(TEXT_FIELDS)}

Texts = list[tuple[str, str]]  # the name of each field, and what it says


class _Written:
    """Where the places of the searched text stand in the fields as they were written."""

    __slots__ = ("_fold", "_lengths", "_maps", "_texts", "even")

    def __init__(self, texts: Texts, lengths: list[int], fold: folding.Fold, even: bool | None) -> None:
        """`lengths` are those of the foldings; `even` says that all fold one byte for one character, None that nobody asked."""
        self._texts, self._lengths, self._fold = texts, lengths, fold
        self._maps: dict[int, folding.Offsets | None] = {}
        self.even = all(folding.even(text, fold) for _, text in texts) if even is None else even

    def field(self, start: int, end: int) -> tuple[int, int, int]:
        """The field of the place [start, end) of the searched text, and the place in that field as written."""
        number, first = 0, 1
        for length in self._lengths:
            if start < first + length:
                break
            number += 1
            first += length + len(_EDGE)
        if self.even or (places := self._map(number)) is None:
            return number, start - first, end - first
        return number, places.written(start - first)[0], places.written(end - first - 1)[1]

    def _map(self, number: int) -> folding.Offsets | None:
        """Where the characters of a field stand in its folding; only what folds unevenly needs a map."""
        if number not in self._maps:
            text = self._texts[number][1]
            self._maps[number] = None if folding.even(text, self._fold) else folding.Offsets(text, self._fold)
        return self._maps[number]


class Words(Protocol):
    """What this matcher needs of an index: tables of marks, the newest last, and which of the first table's are outdated."""

    @property
    def word_tables(self) -> Sequence[WordTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


def match(listing: ListingFacts, index: Words) -> list[Finding]:
    """All marks of the index in the text of the listing, the best finding for each right and field, in reading order."""
    texts = [("title", listing.title)] if listing.title else []
    if listing.brand:
        texts.append(("brand", listing.brand))
    if listing.description:
        texts.append(("description", listing.description))
    found = _read(texts, folding.canonical, index) if texts else []
    foreign = [pair for pair in texts if not pair[1].isascii() and folding.has_sounds(pair[1])]
    if foreign:
        found += _read(foreign, folding.sounded, index)
    odd = [pair for pair in texts if pair[0] != "description" and folding.has_signs(pair[1])]
    if odd:
        found += _read(odd, folding.signed, index)
    if len(found) > 1:
        if len({finding.right_id.int for finding in found}) < len(found):
            found = _best(found)
        if foreign or odd or len(index.word_tables) > 1:
            found.sort(key=_reading_order)
        found = _inside_longer(found)
    return found


def _reading_order(finding: Finding) -> tuple[int, int, int]:
    field, start, end, *_rest = finding.where
    return _ORDER[field], start, -end


def _best(found: list[Finding]) -> list[Finding]:
    """The strongest finding for each right and field, the first of equals."""
    best: dict[tuple[int, str], Finding] = {}
    for finding in found:
        key = (finding.right_id.int, finding.where.field)
        if key not in best or best[key].strength < finding.strength:
            best[key] = finding
    return list(best.values())


def _inside_longer(found: list[Finding]) -> list[Finding]:
    """Say of a finding that stands inside a longer wording of another mark ("apple" in "apple music") in which."""
    told: list[Finding] = []
    longest: Finding | None = None
    for finding in found:
        here = finding.where
        if longest and longest.where.field == here.field and here.end <= longest.where.end:
            if finding.right_id != longest.right_id and here != longest.where:
                finding = finding._replace(facts={**finding.facts, "inside": longest.facts["mark"]})
        elif finding.kind in WHOLE:
            longest = finding
        told.append(finding)
    return told


def _read(texts: Texts, fold: folding.Fold, index: Words) -> list[Finding]:
    """Fold, search, and look at each place that was found."""
    joined = _JOIN.join([text for _, text in texts])
    even = True if joined.isascii() and "&" not in joined else None
    if even:
        searched, lengths = b" %b " % fold(joined), [len(text) for _, text in texts]
    else:
        folded = [fold(text).replace(_SIGN, b" ") for _, text in texts]
        searched, lengths = b" %b " % _EDGE.join(folded), [len(text) for text in folded]
    few = len(searched) if texts[-1][0] != "description" else len(searched) - lengths[-1] - 2
    found: list[Finding] = []
    written: _Written | None = None
    for table_number, table in enumerate(index.word_tables):
        outdated = index.outdated if table_number == 0 else None
        certain: set[tuple[int, int]] = set()
        for row, start, end, how in table.find(searched, few):
            mark = table.marks[row]
            if written is None:
                written = _Written(texts, lengths, fold, even)
            if written.even and _another_word(mark, joined, start - 1, end - 1, how):
                continue
            number, start, end = written.field(start, end)
            if (certain and (row, number) in certain) or (outdated and mark.right_id in outdated):
                continue
            if finding := _judge(mark, table.short[row], *texts[number], start, end, how, fold):
                found.append(finding)
                if finding.kind == "exact":
                    certain.add((row, number))
    return found


def _another_word(mark: MarkFacts, text: str, start: int, end: int, how: str) -> bool:
    """Whether plain letters are simply other ones that fold alike ("wall" for "wali"), or a piece of a word ("crysta" in
    "crystal"). By far the most that only looks like a mark, told before anything else is worked out."""
    if how == "glued" and not glued(text, start, end, mark):
        return True
    written, own = text[start:end], mark.text
    return (
        written != own
        and written.isalpha()
        and written.isascii()
        and "I" not in written
        and not mark.famous
        and own.isalnum()
        and own.isascii()
        and written.casefold() != own.casefold()
    )


def _judge(
    mark: MarkFacts, short: int, field: str, text: str, start: int, end: int, how: str, fold: folding.Fold
) -> Finding | None:
    """What the seller wrote at [start, end), named; None where it only looked like the mark from afar."""
    written = text[start:end]
    same = written == mark.text
    if how == "word" and same and not short and text[end : end + 1] not in _APOSTROPHES:
        kind = "exact"  # by far the most, and nothing to think about
    else:
        if (end - start < 2 and field != "brand") or (short and _in_a_code(text, start, end)):
            return None
        done = kind_of(mark, text, start, end, how, fold)
        if done is None:
            return None
        kind = done
    strength = STRENGTH[kind]
    if kind == "leet" and _many_digits(written, mark.text):
        strength = MANY_DIGITS
    if mark.everyday:
        strength *= EVERYDAY
    elif short:
        strength *= FEW_LETTERS
    facts = {"mark": mark.text, "written": written, "same_case": same}
    where = _place((field, start, end, "", None))
    return _finding((name, mark.right_id, strength, kind, where, facts, mark))


def _many_digits(written: str, mark: str) -> bool:
    return len(mark) > GLUED and sum(map(str.isdigit, written)) > sum(map(str.isdigit, mark)) + 1


def _in_a_code(text: str, start: int, end: int) -> bool:
    """Whether a few letters are rather a piece of a model number ("kx-tg4500b")."""
    before = text[:start].rpartition(" ")[2] if text[start - 1 : start] in _CODE_SIGNS else ""
    after = text[end:].partition(" ")[0] if text[end : end + 1] in _CODE_SIGNS else ""
    return any(map(str.isdigit, before + after))


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    return EXAMPLES
