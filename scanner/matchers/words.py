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

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol
from uuid import UUID

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding
from scanner.matchers.facts import TEXT_FIELDS, Example, Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.word_examples import EXAMPLES

name = "words"
needs = frozenset({"listing.title", "listing.brand", "listing.description", "right.text"})

SHORT = 4  # letters: a mark with fewer is believed only as a word of its own
GLUED = 5  # letters: a mark of so few is not looked for inside a longer word, unless it is famous
_POSSESSIVE = frozenset(("'s", "’s", "'S", "’S"))
_CODE_SIGNS = ("-", "/", ".", "+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SINGLE = re.compile(rb"(?<= )[a-z0-9](?: {1,3}[a-z0-9](?= )){2,}")
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
# What is glued before a famous mark without hiding it.
_BEFORE = tuple(folding.canonical(word) for word in ["my", "new", "the", "best", "original", "real", "buy", "cheap", "super", "like", "top"])
# What is glued behind a mark of few letters without hiding it.
_GOODS = tuple(
    b"shoe shoes bag bags case cases cover covers phone phones watch watches store shop shirt tshirt cap hat style original"
    b" official brand outlet sale sneaker sneakers fan merch jersey jacket hoodie socks wallet belt sunglasses".split()
)


Texts = list[tuple[str, str]]  # the name of each field, and what it says
Hit = tuple[int, int, int, str]  # the row of a mark, [start, end) of its letters in the searched text, and how they stand


class WordTable:
    """The automaton of one list of marks. Built once (about 10 s for a million marks), then only read."""

    def __init__(self, marks: Sequence[MarkFacts]) -> None:
        self.marks = marks
        rows: dict[bytes, list[int]] = {}
        for row, mark in enumerate(marks):
            for way in _ways(mark):
                rows.setdefault(way, []).append(row)
        # Three letters apart as some mark begins: reason to look whether a whole one is spelled out.
        for way in [way for run in rows for way in _beginnings(run)]:
            rows.setdefault(way, [])
        self.short = bytes(sum(map(str.isalnum, mark.text)) < SHORT for mark in marks)
        ways = sorted(rows)
        self._rows = [tuple(rows[way]) for way in ways]
        # Measured: about 16 bytes of automaton a letter, and Python's own for the tuple of rows.
        self.size_bytes = sum(map(len, ways)) * 16 + 64 * len(ways)
        self._search = BytesAhoCorasick(ways, implementation=Implementation.ContiguousNFA) if ways else None

    def __len__(self) -> int:
        return len(self.marks)

    def find(self, text: bytes) -> list[Hit]:
        """Places of marks in a folded text that begins and ends with a space. Cost: one pass over the text."""
        hits: list[Hit] = []
        if self._search is None:
            return hits
        apart = False
        for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            rows = self._rows[number]
            if not rows:
                apart = True
                continue
            if text[end - 1] == 32:
                how, end = "word", end - 1
            elif text[end] == 32:
                how = "word"
            else:
                how = "plural" if text[end : end + 2] == b"s " else "glued"
            for row in rows:
                hits.append((row, start + 1, end, how))
        return hits + self._spelled_out(text) if apart else hits

    def _spelled_out(self, text: bytes) -> list[Hit]:
        """Marks that a row of single letters spells, from its first to its last."""
        hits = []
        for at in _SINGLE.finditer(text):
            run = b" %b " % at[0].translate(None, b" ")
            hits += [(row, at.start(), at.end(), "spelled-out") for row, _, end, _ in self.find(run) if end == len(run) - 1]
        return hits


def _beginnings(way: bytes) -> tuple[bytes, ...]:
    """The first three letters of a way, one and three spaces apart; nothing for less than four letters."""
    first, second, third, fourth = way[1:5].ljust(4)
    if 32 in (first, second, third, fourth) or max(first, second, third) > 127:
        return ()
    return bytes((32, first, 32, second, 32, third)), bytes((32, first, 32, 32, 32, second, 32, 32, 32, third))


def _ways(mark: MarkFacts) -> set[bytes]:
    """The ways a mark is written, folded. All begin with a space; one that does not end with a space is found in longer words too."""
    ways: set[bytes] = set()
    for folded in _foldings(mark.text):
        tokens = folded.split()
        run = b"".join(tokens)
        letters = len(run.decode())
        if letters < 2 and not tokens:
            continue
        forms = {folded.strip(), b" ".join(tokens), b"  ".join(tokens)}
        if mark.everyday or (letters < SHORT and run.isascii()):
            ways.update(b" %b " % form for form in forms)
            continue
        if run.isascii():
            forms.add(run)
        if (letters > GLUED or mark.famous) and run.isascii():
            ways.update(b" %b" % form for form in forms)
        else:
            ways.update(b" %b%b " % (form, end) for form in forms for end in (b"", b"s"))
        if mark.famous and run.isascii():
            ways.update(b" %b %b " % (run[:at], run[at:]) for at in range(1, len(run)))
            ways.update(b" %b%b " % (before, run) for before in _BEFORE)
    return ways


def _foldings(text: str) -> Iterator[bytes]:
    """The mark by its shape, with the words that capitals mark ("PlayStation") and, in other scripts, by its sound."""
    yield folding.canonical(text)
    if (apart := _CAMEL.sub(" ", text)) != text:
        yield folding.canonical(apart)
    if folding.has_sounds(text):
        yield folding.sounded(text)


class _Fields:
    """The fields as written, and where the folding of each lies in the searched text."""

    __slots__ = ("_ends", "_fold", "_maps", "_texts")

    def __init__(self, texts: Texts, folded: list[bytes], fold: folding.Fold) -> None:
        self._texts = texts
        self._fold = fold
        self._maps: dict[int, folding.Offsets] = {}
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
        """The place [start, end) of the searched text, in the field as written. Plain ASCII folds one to one; all else needs a map."""
        text = self._texts[number][1]
        first = self._ends[number - 1] if number else 1
        if text.isascii() and "&" not in text:
            return start - first, end - first
        if number not in self._maps:
            self._maps[number] = folding.Offsets(text, self._fold)
        places = self._maps[number]
        return places.written(start - first)[0], places.written(end - first - 1)[1]


class Words(Protocol):
    """What this matcher needs of an index: tables of marks, the newest last, and which of the first table's are outdated."""

    @property
    def word_tables(self) -> Sequence[WordTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


def match(listing: ListingFacts, index: Words) -> list[Finding]:
    """All marks of the index in the text of the listing, the best finding for each right and field, in reading order."""
    texts = [pair for pair in (("title", listing.title), ("brand", listing.brand), ("description", listing.description)) if pair[1]]
    found = _read(texts, folding.canonical, index)
    if foreign := [pair for pair in texts if folding.has_sounds(pair[1])]:
        found += _read(foreign, folding.sounded, index)
    if len(found) > 1:
        if len({finding.right_id.int for finding in found}) < len(found):
            found = _best(found)
        found.sort(key=_reading_order)
        found = _inside_longer(found)
    return found


def _reading_order(finding: Finding) -> tuple[int, int, int]:
    return TEXT_FIELDS.index(finding.where.field), finding.where.start, -finding.where.end


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
    kind = _kind(mark, text, start, end, how, by_sound)
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


def _kind(mark: MarkFacts, text: str, start: int, end: int, how: str, by_sound: bool) -> str | None:
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


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    return EXAMPLES
