"""Word marks in the text of a listing, through look-alike letters, digits for letters, hyphens and split words.

The design, and why it costs the same for a thousand marks and a million:
1. fold title, brand and description in one pass each (`folding.canonical`) and lay them side by side;
2. drop all spaces and run one Aho-Corasick automaton over what remains: "N-i-k-e", "ni ke" and "nike" are the same run of
   letters. Short marks and everyday words would be found inside other words all the time, so they go into a second automaton that
   wants a space on either side;
3. look at what was found, a handful of places: does it begin and end with a word, and what did the seller really write there.
   Only here are positions in the seller's own text worked out.
Nothing loops over words or marks. A finding says what the seller did (exact, plural, glued, leet ...) and where.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple, Protocol
from uuid import UUID

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding
from scanner.matchers.facts import TEXT_FIELDS, Example, Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.word_examples import EXAMPLES

name = "words"
needs = frozenset({"listing.title", "listing.brand", "listing.description", "right.text"})

SHORT = 4  # letters: a mark with fewer is believed only as a word of its own
GLUED = 5  # letters: a mark with fewer is not looked for inside a longer word, unless it is famous
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


class Hit(NamedTuple):
    """A place in the folded text where the letters of a mark stand: [start, end), and how."""

    row: int
    start: int
    end: int
    how: str


class WordTable:
    """The automata of one list of marks. Built once (about 5 s for a million marks), then only read."""

    def __init__(self, marks: Sequence[MarkFacts]) -> None:
        self.marks = marks
        inside: dict[bytes, list[int]] = {}
        alone: dict[bytes, list[int]] = {}
        for row, mark in enumerate(marks):
            for tokens in _wordings(mark.text):
                run = b"".join(tokens)
                letters = len(run.decode())
                if (letters < SHORT and run.isascii()) or letters < 2 or mark.everyday:
                    alone.setdefault(b" %b " % b" ".join(tokens), []).append(row)
                elif letters < GLUED and run.isascii() and not mark.famous:
                    for shape in {run, b" ".join(tokens)}:
                        alone.setdefault(b" %b " % shape, []).append(row)
                        alone.setdefault(b" %bs " % shape, []).append(row)
                    spelled = b" ".join(run[at : at + 1] for at in range(letters))
                    alone.setdefault(b" %b " % spelled, []).append(row)
                else:
                    inside.setdefault(run, []).append(row)
        self._inside = _Automaton(inside)
        self._alone = _Automaton(alone)

    def __len__(self) -> int:
        return len(self.marks)

    @property
    def size_bytes(self) -> int:
        """Estimate of the memory of the automata."""
        return self._inside.size_bytes + self._alone.size_bytes

    def find(self, text: bytes) -> Iterator[Hit]:
        """Places of marks in a folded text that begins and ends with a space. Cost: two passes over the text."""
        for number, start, end in self._alone.find(text):
            for row in self._alone.rows[number]:
                yield Hit(row, start + 1, end - 1, "word")
        run = text.translate(None, b" ")
        found = self._inside.find(run)
        if not found:
            return
        words: _Words | None = None
        for number in {number for number, _, _ in found}:
            key = self._inside.keys[number]
            places = list(_standing(text, key))
            if not places and key not in text:
                words = words or _Words(text)
                places = [place for n, s, e in found if n == number and (place := words.across(s, e))]
            for start, end, how in places:
                for row in self._inside.rows[number]:
                    yield Hit(row, start, end, how)


class _Automaton:
    """Keys, the rows of the marks behind each, and the automaton over them."""

    def __init__(self, rows_by_key: dict[bytes, list[int]]) -> None:
        self.keys = sorted(rows_by_key)
        self.rows = [tuple(rows_by_key[key]) for key in self.keys]
        search = BytesAhoCorasick(self.keys, implementation=Implementation.ContiguousNFA) if self.keys else None
        self._search = search

    def find(self, text: bytes) -> list[tuple[int, int, int]]:
        return self._search.find_matches_as_indexes(text, overlapping=True) if self._search else []

    @property
    def size_bytes(self) -> int:
        # Measured: about 16 bytes of automaton a letter, and Python's own for the key and its tuple of rows.
        return sum(16 * len(key) + 33 + len(key) + 64 for key in self.keys)


def _wordings(text: str) -> list[list[bytes]]:
    """The mark's words as they are searched for: by shape and, in other scripts, by sound."""
    readings = [folding.canonical(text).split()]
    if folding.has_sounds(text):
        readings.append(folding.sounded(text).split())
    return [tokens for number, tokens in enumerate(readings) if tokens and tokens not in readings[:number]]


def _standing(text: bytes, key: bytes) -> Iterator[tuple[int, int, str]]:
    """Where the key stands unbroken in the text with at least one end at the end of a word."""
    at = text.find(key)
    while at >= 0:
        end = at + len(key)
        opens, closes = text[at - 1] == 32, text[end] == 32
        if opens and closes:
            yield at, end, "word"
        elif opens and text[end : end + 2] == b"s ":
            yield at, end, "plural"
        elif opens or closes:
            yield at, end, "glued"
        at = text.find(key, at + 1)


class _Words:
    """Where words end in the text without spaces, and where that is in the text with them."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.tokens = text.split()
        self.ends = list(accumulate(map(len, self.tokens)))

    def across(self, start: int, end: int) -> tuple[int, int, str] | None:
        """A run [start, end) that covers whole words and more than one: its place in the text, or None."""
        first = bisect_left(self.ends, start + 1)
        last = bisect_left(self.ends, end)
        if self.ends[first] - len(self.tokens[first]) != start or last >= len(self.ends):
            return None
        plural = self.ends[last] == end + 1 and self.tokens[last][-1:] == b"s"
        if self.ends[last] != end and not plural:
            return None
        at = self._place(first)
        stop = self._place(last) + len(self.tokens[last]) - plural
        return at, stop, "split"

    def _place(self, number: int) -> int:
        rest = self.text.split(None, number)[number] if number else self.text.lstrip()
        return len(self.text) - len(rest)


class _Field(NamedTuple):
    """One field as written, and where its folding lies in the searched text."""

    name: str
    text: str
    start: int
    end: int


class Words(Protocol):
    """What this matcher needs of an index: tables of marks, the newest last, and which of the first table's are outdated."""

    @property
    def word_tables(self) -> Sequence[WordTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


def match(listing: ListingFacts, index: Words) -> list[Finding]:
    """All marks of the index in the text of the listing, the best finding for each right and field, in reading order."""
    texts = [(field, text) for field in TEXT_FIELDS if (text := getattr(listing, field))]
    best: dict[tuple[object, str], Finding] = {}
    for finding in _read(texts, folding.canonical, index):
        _keep(best, finding)
    foreign = [(field, text) for field, text in texts if folding.has_sounds(text)]
    if foreign:
        for finding in _read(foreign, folding.sounded, index):
            _keep(best, finding)
    found = list(best.values())
    if len(found) > 1:
        found.sort(key=lambda finding: (TEXT_FIELDS.index(finding.where.field), finding.where.start, -finding.where.end))
        found = _inside_longer(found)
    return found


def _inside_longer(found: list[Finding]) -> list[Finding]:
    """Say of a finding that stands inside a longer wording of another mark ("apple" in "apple music") in which."""
    told = []
    for finding in found:
        here = finding.where
        longer = next((other for other in found if other.right_id != finding.right_id and other.kind in WHOLE
                       and other.where.field == here.field and other.where.start <= here.start and other.where.end >= here.end
                       and other.where.end - other.where.start > here.end - here.start), None)
        told.append(replace(finding, facts={**finding.facts, "inside": longer.facts["mark"]}) if longer else finding)
    return told


def _keep(best: dict[tuple[object, str], Finding], finding: Finding) -> None:
    key = (finding.right_id, finding.where.field)
    if key not in best or best[key].strength < finding.strength:
        best[key] = finding


def _read(texts: list[tuple[str, str]], fold: folding.Fold, index: Words) -> Iterator[Finding]:
    """Fold, search, and look at each place that was found."""
    folded = [fold(text) for _, text in texts]
    searched = b" %b " % _EDGE.join(folded)
    fields: list[_Field] = []
    maps: dict[str, list[tuple[int, int]]] = {}
    for number, table in enumerate(index.word_tables):
        for hit in table.find(searched):
            mark = table.marks[hit.row]
            if number == 0 and mark.right_id in index.outdated:
                continue
            if not fields:
                fields = list(_laid_out(texts, folded))
            field = next(field for field in fields if hit.start <= field.end)
            start, end = _written(field, hit, fold, maps)
            if finding := _judge(mark, field, start, end, hit.how, fold is folding.sounded):
                yield finding


def _laid_out(texts: list[tuple[str, str]], folded: list[bytes]) -> Iterator[_Field]:
    at = 1
    for (field, text), part in zip(texts, folded, strict=True):
        yield _Field(field, text, at, at + len(part))
        at += len(part) + len(_EDGE)


def _written(field: _Field, hit: Hit, fold: folding.Fold, maps: dict[str, list[tuple[int, int]]]) -> tuple[int, int]:
    """The place of a hit in the text as written. Plain ASCII folds one to one; all else needs the map of the field."""
    start, end = hit.start - field.start, hit.end - field.start
    if field.text.isascii() and "&" not in field.text:
        return start, end
    places = maps.get(field.name)
    if places is None:
        places = maps[field.name] = folding.offsets(field.text, fold)
    return places[start][0], places[end - 1][1]


def _judge(mark: MarkFacts, field: _Field, start: int, end: int, how: str, by_sound: bool) -> Finding | None:
    """What the seller wrote at [start, end), named; None where it only looked like the mark from afar."""
    letters = sum(map(str.isalnum, mark.text))
    if letters < 2 and field.name != "brand":
        return None
    kind = _kind(mark, field.text, start, end, how, by_sound)
    if kind is None:
        return None
    written = field.text[start:end]
    strength = STRENGTH[kind]
    if mark.everyday:
        strength *= EVERYDAY
    elif letters < SHORT:
        strength *= FEW_LETTERS
    facts = {"mark": mark.text, "written": written, "same_case": written == mark.text}
    return Finding(name, mark.right_id, strength, kind, Place(field.name, start, end), facts, mark)


def _kind(mark: MarkFacts, text: str, start: int, end: int, how: str, by_sound: bool) -> str | None:
    """The name of what the seller did, a key of STRENGTH; None if this is not the mark."""
    written = text[start:end]
    if how in ("word", "split") and written.casefold() == mark.text.casefold():
        return "possessive" if text[end : end + 2].casefold() in ("'s", "’s") else "exact"
    plain = folding.plain_sounded if by_sound else folding.plain
    read = plain(written).split()
    meant = min((tokens for tokens in _plain_wordings(mark.text)), key=lambda tokens: tokens != read)
    run, key = b"".join(read), b"".join(meant)
    if run == key + b"s" and how == "word":
        read, run, how = meant, key, "plural"
    disguise = _disguise(written, run, key)
    if disguise is None or by_sound and (disguise or written.isascii() or len(read) != len(meant)):
        return None
    if by_sound:
        return "sound"
    if disguise == "leet" and (mark.everyday or len(key) < SHORT):
        return None
    if not written.isascii() and not disguise:
        disguise = _other_letters(written, key)
        if disguise == "look-alike" and _own_words(text, start, end):
            return None
    shape = _shape(text, start, end, how, read, meant)
    return shape if shape in (None, "glued", "split") else disguise or shape


def _plain_wordings(text: str) -> Iterator[list[bytes]]:
    yield folding.plain(text).split()
    if folding.has_sounds(text):
        yield folding.plain_sounded(text).split()


def _disguise(written: str, run: bytes, key: bytes) -> str | None:
    """How letters were replaced: "" if none, None if `run` is simply another word than `key`."""
    swapped = [(read, meant) for read, meant in zip(run, key, strict=True) if read != meant] if len(run) == len(key) else None
    if swapped is None:
        return None
    if not swapped:
        return ""
    if any(chr(meant).isdigit() for _, meant in swapped):
        return None
    if all(chr(read).isdigit() for read, _ in swapped):
        return "leet" if 2 * len(swapped) <= len(key) else None
    # What is left is i for l or l for i. It deceives only as a capital I among small letters, or in another script.
    if not written.isascii() or "I" in written and any(map(str.islower, written)):
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


def _shape(text: str, start: int, end: int, how: str, read: list[bytes], meant: list[bytes]) -> str | None:
    """How the words stand: as the mark has them, joined, split, spelled out, or glued to another word."""
    if how == "glued":
        return _glued(text, start, end, sum(map(len, meant)))
    if how == "plural" or read == meant:
        return "plural" if how == "plural" else "exact"
    if len(read) == 1:
        return "joined"
    if len(read) > 2 and all(len(token) == 1 for token in read):
        return "spelled-out"
    if any(map(str.isspace, text[start:end])) and not _JOINTS.isdisjoint(read):
        return None
    return "split"


def _glued(text: str, start: int, end: int, letters: int) -> str | None:
    """A mark inside a longer word. Few letters stand in many words by chance ("audi" in "audio"), so they need more."""
    before = after = 0
    while start - before and text[start - before - 1].isalpha():
        before += 1
    while end + after < len(text) and text[end + after].isalpha():
        after += 1
    rest = text[end : end + after].casefold().encode()
    if not before and (not after or rest in _GOODS):
        return "glued"
    return "glued" if letters > GLUED and before + after > 1 else None


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    return EXAMPLES
