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
from dataclasses import replace
from typing import NamedTuple, Protocol
from uuid import UUID

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding
from scanner.matchers.facts import TEXT_FIELDS, Example, Finding, ListingFacts, MarkFacts, Place
from scanner.matchers.word_examples import EXAMPLES

name = "words"
needs = frozenset({"listing.title", "listing.brand", "listing.description", "right.text"})

SHORT = 4  # letters: a mark with fewer is believed only as a word of its own
GLUED = 5  # letters: a mark of so few is not looked for inside a longer word, unless it is famous
_CODE_SIGNS = ("-", "/", ".", "+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OUTLINE = bytes(97 if code > 32 and code != 30 else code for code in range(256))
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


class Hit(NamedTuple):
    """A place in the folded text where the letters of a mark stand: [start, end), and how."""

    row: int
    start: int
    end: int
    how: str


class WordTable:
    """The automaton of one list of marks. Built once (about 10 s for a million marks), then only read."""

    def __init__(self, marks: Sequence[MarkFacts]) -> None:
        self.marks = marks
        rows: dict[bytes, list[int]] = {}
        for row, mark in enumerate(marks):
            for way in _ways(mark):
                rows.setdefault(way, []).append(row)
        ways = sorted(rows)
        self._rows = [tuple(rows[way]) for way in ways]
        # Measured: about 16 bytes of automaton a letter, and Python's own for the tuple of rows.
        self.size_bytes = sum(map(len, ways)) * 16 + 64 * len(ways)
        self._search = BytesAhoCorasick(ways, implementation=Implementation.ContiguousNFA) if ways else None

    def __len__(self) -> int:
        return len(self.marks)

    def find(self, text: bytes) -> list[Hit]:
        """Places of marks in a folded text that begins and ends with a space. Cost: one pass over the text."""
        if self._search is None:
            return []
        hits = []
        for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            if text[end - 1] == 32:
                how, end = "word", end - 1
            elif text[end] == 32:
                how = "word"
            elif text[end : end + 2] == b"s ":
                how = "plural"
            else:
                how = "glued"
            hits += [Hit(row, start + 1, end, how) for row in self._rows[number]]
        return hits


def _ways(mark: MarkFacts) -> set[bytes]:
    """The ways a mark is written, folded. All begin with a space; one that does not end with a space is found in longer words too."""
    ways: set[bytes] = set()
    for folded in _foldings(mark.text):
        tokens = folded.split()
        run = b"".join(tokens)
        letters = len(run.decode())
        if letters < 2 and not tokens:
            continue
        forms = {folded.strip(), b" ".join(tokens)}
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


class _Field:
    """One field as written, and where its folding lies in the searched text."""

    def __init__(self, name: str, text: str, start: int, end: int, fold: folding.Fold) -> None:
        self.name = name
        self.text = text
        self.start = start
        self.end = end
        self._fold = fold
        self._offsets: folding.Offsets | None = None

    def written(self, hit: Hit) -> tuple[int, int]:
        """The place of a hit in the text as written. Plain ASCII folds one to one; all else needs a map."""
        start, end = hit.start - self.start, hit.end - self.start
        if self.text.isascii() and "&" not in self.text:
            return start, end
        self._offsets = self._offsets or folding.Offsets(self.text, self._fold)
        return self._offsets.written(start)[0], self._offsets.written(end - 1)[1]


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
    spelled = _spelled_out(searched)
    fields: list[_Field] = []
    for number, table in enumerate(index.word_tables):
        hits = table.find(searched)
        for start, end, run in spelled:
            hits += [Hit(hit.row, start, end, "spelled-out") for hit in table.find(run) if hit.end - hit.start == len(run) - 2]
        for hit in hits:
            mark = table.marks[hit.row]
            if number == 0 and mark.right_id in index.outdated:
                continue
            fields = fields or [_Field(*row, fold) for row in _laid_out(texts, folded)]
            field = next(field for field in fields if hit.start <= field.end)
            start, end = field.written(hit)
            if finding := _judge(mark, field, start, end, hit.how, fold is folding.sounded):
                yield finding


def _spelled_out(text: bytes) -> list[tuple[int, int, bytes]]:
    """Three and more single letters in a row: their place, and the letters joined between spaces."""
    outline = text.translate(_OUTLINE)
    if b" a a a " not in outline and b" a   a   a " not in outline:
        return []
    return [(at.start(), at.end(), b" %b " % at[0].translate(None, b" ")) for at in _SINGLE.finditer(text)]


def _laid_out(texts: list[tuple[str, str]], folded: list[bytes]) -> Iterator[tuple[str, str, int, int]]:
    at = 1
    for (field, text), part in zip(texts, folded, strict=True):
        yield field, text, at, at + len(part)
        at += len(part) + len(_EDGE)


def _judge(mark: MarkFacts, field: _Field, start: int, end: int, how: str, by_sound: bool) -> Finding | None:
    """What the seller wrote at [start, end), named; None where it only looked like the mark from afar."""
    letters = sum(map(str.isalnum, mark.text))
    if letters < SHORT and _in_a_code(field, start, end, letters):
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


def _in_a_code(field: _Field, start: int, end: int, letters: int) -> bool:
    """Whether a few letters are rather a piece of a model number ("kx-tg4500b"), or a single letter outside the brand field."""
    before = field.text[:start].rpartition(" ")[2] if field.text[start - 1 : start] in _CODE_SIGNS else ""
    after = field.text[end:].partition(" ")[0] if field.text[end : end + 1] in _CODE_SIGNS else ""
    return (letters < 2 and field.name != "brand") or any(map(str.isdigit, before + after))


def _kind(mark: MarkFacts, text: str, start: int, end: int, how: str, by_sound: bool) -> str | None:
    """The name of what the seller did, a key of STRENGTH; None if this is not the mark."""
    written = text[start:end]
    if how == "word" and written.casefold() == mark.text.casefold():
        return "possessive" if text[end : end + 2].casefold() in ("'s", "’s") else "exact"
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
    shape = how if how == "spelled-out" else _shape(text, start, end, how, read, meant)
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


def _shape(text: str, start: int, end: int, how: str, read: list[bytes], meant: list[bytes]) -> str | None:
    """How the words stand: as the mark has them, joined, split, spelled out, or glued to another word."""
    if how == "glued":
        return _glued(text, start, end, sum(map(len, meant)))
    if how == "plural" or read == meant:
        return "plural" if how == "plural" else "exact"
    if len(read) == 1:
        return "joined"
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
