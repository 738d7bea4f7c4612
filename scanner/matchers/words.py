"""Word marks in the text of a listing, through look-alike letters, digits for letters, hyphens and split words.

The design, and why it costs nearly the same for a thousand marks and a million:
1. fold title, brand and description in one pass each (`folding.canonical`) and lay them side by side;
2. run one Aho-Corasick automaton over them. The work of evasion is done beforehand: the automaton holds the ways in which a mark is
   written (one word or two, plural, a famous mark split anywhere), and each begins with a space, so the search leaps from
   word to word and marks inside other words cost nothing. Single letters in a row ("N-i-k-e") are joined and searched once more;
3. look at what was found, a handful of places: what did the seller really write there. Only here are positions in the seller's
   own text worked out.
Nothing loops over words or marks. A finding says what the seller did (exact, plural, glued, leet ...) and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from scanner.matchers import folding
from scanner.matchers.facts import TEXT_FIELDS, Example, Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.word_examples import EXAMPLES
from scanner.matchers.word_table import WordTable
from scanner.matchers.wording import kind_of

name = "words"
needs = frozenset({"listing.title", "listing.brand", "listing.description", "right.text"})

_CODE_SIGNS = ("-", "/", ".", "+")
_EDGE = b" \x1e "  # between fields; in no mark, so nothing is found across it

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
    "split": 0.7,
    "glued": 0.6,
}
EVERYDAY, FEW_LETTERS = 0.6, 0.8
WHOLE = ("exact", "possessive", "plural", "joined")


_ORDER = {field: number for number, field in enumerate(TEXT_FIELDS)}

Texts = list[tuple[str, str]]  # the name of each field, and what it says


class _Fields:
    """The fields as written, and where the folding of each lies in the searched text."""

    __slots__ = ("_ends", "_fold", "_maps", "_texts")

    def __init__(self, texts: Texts, folded: list[bytes], fold: folding.Fold) -> None:
        self._texts = texts
        self._fold = fold
        self._maps: dict[int, folding.Offsets | None] = {}
        self._ends = []
        at = 1
        for part in folded:
            at += len(part) + len(_EDGE)
            self._ends.append(at)

    def number(self, start: int) -> int:
        """Which field a place of the searched text belongs to."""
        number = 0
        while start >= self._ends[number]:
            number += 1
        return number

    def written(self, number: int, start: int, end: int) -> tuple[int, int]:
        """The place [start, end) of the searched text in the field as written. Only what folds unevenly needs a map."""
        text = self._texts[number][1]
        first = self._ends[number - 1] if number else 1
        if number not in self._maps:
            self._maps[number] = None if folding.even(text) else folding.Offsets(text, self._fold)
        places = self._maps[number]
        if places is None:
            return start - first, end - first
        return places.written(start - first)[0], places.written(end - first - 1)[1]


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
    found = _read(texts, folding.canonical, index)
    foreign = [pair for pair in texts if not pair[1].isascii() and folding.has_sounds(pair[1])]
    if foreign:
        found += _read(foreign, folding.sounded, index)
    if len(found) > 1:
        if len({finding.right_id.int for finding in found}) < len(found):
            found = _best(found)
        if foreign or len(index.word_tables) > 1:
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
    folded = [fold(text) for _, text in texts]
    searched = b" %b " % _EDGE.join(folded)
    by_sound = fold is folding.sounded
    found: list[Finding] = []
    fields: _Fields | None = None
    for table_number, table in enumerate(index.word_tables):
        outdated = index.outdated if table_number == 0 else frozenset()
        certain: set[tuple[int, int]] = set()
        for row, start, end, how in table.find(searched):
            fields = fields or _Fields(texts, folded, fold)
            number = fields.number(start)
            if (row, number) in certain:
                continue
            mark = table.marks[row]
            if outdated and mark.right_id in outdated:
                continue
            start, end = fields.written(number, start, end)
            if finding := _judge(mark, bool(table.short[row]), *texts[number], start, end, how, by_sound):
                found.append(finding)
                if finding.kind == "exact":
                    certain.add((row, number))
    return found


def _judge(
    mark: MarkFacts, short: bool, field: str, text: str, start: int, end: int, how: str, by_sound: bool
) -> Finding | None:
    """What the seller wrote at [start, end), named; None where it only looked like the mark from afar."""
    if short and _in_a_code(text, start, end):
        return None
    kind = kind_of(mark, text, start, end, how, by_sound)
    if kind is None or (end - start < 2 and field != "brand"):
        return None
    strength = STRENGTH[kind]
    if mark.everyday:
        strength *= EVERYDAY
    elif short:
        strength *= FEW_LETTERS
    written = text[start:end]
    facts = {"mark": mark.text, "written": written, "same_case": written == mark.text}
    return Finding(name, mark.right_id, strength, kind, Place(field, start, end), facts, mark)


def _in_a_code(text: str, start: int, end: int) -> bool:
    """Whether a few letters are rather a piece of a model number ("kx-tg4500b")."""
    before = text[:start].rpartition(" ")[2] if text[start - 1 : start] in _CODE_SIGNS else ""
    after = text[end:].partition(" ")[0] if text[end : end + 1] in _CODE_SIGNS else ""
    return any(map(str.isdigit, before + after))


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    return EXAMPLES
