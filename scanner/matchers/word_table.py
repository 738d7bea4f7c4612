"""The marks, by the letters they begin with; and the search for them in a folded text.

A mark begins where a word does. One automaton that holds little of each mark, how it may begin behind a space, runs over the
text and names the places; what stands there is then compared letter for letter, without spaces: "n-i-k-e", "ni ke" and "nike" are
the same letters. In titles and names every other trick is looked for as well (`_tricks`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar
from zlib import crc32

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import typos
from scanner.matchers.facts import MarkFacts
from scanner.matchers.hashed import HashIndex
from scanner.matchers.inside import Begin, Seen, look_inside
from scanner.matchers.ordinary import ENDINGS
from scanner.matchers.runs import FIRST, KEY, SHORT, Beginnings, runs

_KEPT = 100_000  # answers kept by each memory: some 20 MB
_LONGEST_KEPT = 64  # letters of a question whose answer is kept
_WINDOW = 96  # bytes of a text in which a mark ends, unless it is a very long one

_LONE = frozenset(b"s l o e a t b g z".split())  # one more letter makes another word, unless it was a digit or a plural
_START, _END = itemgetter(1), itemgetter(2)

Answer = TypeVar("Answer")


Hit = tuple[int, int, int, str]
"""The row of a mark, [start, end) of its letters in the folded text, and how they stand there: as a "word" or words, in the
"plural", "glued" into a longer word, or with a "typo". A plain tuple: two are made for each text, most for nothing."""


class Head(NamedTuple):
    """The marks that a token is or begins with, and the letters of those that begin with all of it and go on in the next."""

    seen: tuple[Seen, ...]
    longer: tuple[bytes, ...]
    window: int


class _Memory(Generic[Answer]):
    """Answers to questions about a few letters. Most are "nothing", and those are told apart at the speed of sets."""

    def __init__(self, ask: Callable[[bytes], Answer | None]) -> None:
        self._ask = ask
        self._nothing: set[bytes] = set()
        self._known: dict[bytes, Answer | None] = {}

    def get(self, key: bytes) -> Answer | None:
        """The answer for one key, if it has one."""
        if len(key) > _LONGEST_KEPT:
            return self._ask(key) or None
        try:
            return self._known[key]
        except KeyError:
            answer = self._ask(key) or None
        if len(self._known) >= _KEPT:
            self._known, self._nothing = {}, set()
        self._known[key] = answer
        if answer is None:
            self._nothing.add(key)
        return answer

    def live(self, keys: set[bytes]) -> dict[bytes, Answer]:
        """The answers for those keys that have one."""
        fresh = keys - self._nothing
        return {key: answer for key in fresh if (answer := self.get(key)) is not None} if fresh else {}


class WordTable:
    """One list of marks, ready to be searched for. Built once (some seconds for a million marks), then only read."""

    def __init__(self, marks: Sequence[MarkFacts]) -> None:
        hashes, rows, short = array("I"), array("I"), bytearray()
        slips, sieve = typos.Slips(), Beginnings()
        for row, mark in enumerate(marks):
            short.append(sum(map(str.isalnum, mark.text)) < SHORT)
            for run in sieve.add(mark):
                hashes.append(crc32(run[:KEY]))
                rows.append(row)
            if mark.famous and not mark.everyday:
                slips.add(row, mark)
        self._set(marks, bytes(short), HashIndex(hashes, rows), slips.table(), sieve)

    def _set(
        self,
        marks: Sequence[MarkFacts],
        short: bytes,
        begins: HashIndex,
        slips: typos.TypoTable,
        sieve: Beginnings,
    ) -> None:
        self.marks, self.short = marks, short
        self._begins, self._slips = begins, slips
        self._known = _Memory(self._begin)
        self._continued = _Memory(self._going_on)
        self._tokens = _Memory(lambda token: look_inside(token, self._known.get, None))
        self._heads = _Memory(self._head)
        self._few_tokens = _Memory(lambda token: _hidden(look_inside(token, self._known.get, self._misspelt)))
        stems, words, apart = sieve.taken()
        self._stems, self._words = len(stems), len(stems) + len(words)
        # Measured: some 16 bytes of automaton a letter, of which neighbours share half.
        letters = sum(sum(map(len, group)) for group in (stems, words, apart))
        self.size_bytes = len(short) + begins.size_bytes + slips.size_bytes + 8 * letters
        self._sieve = _automaton(stems + words + apart)

    def __len__(self) -> int:
        return len(self.marks)

    def _begin(self, key: bytes) -> Begin | None:
        """The marks that begin with six letters, or are fewer letters than that."""
        found: dict[bytes, list[tuple[int, bool]]] = {}
        for row in self._begins.rows(key):
            mark = self.marks[row]
            for run in runs(mark):
                if run[:KEY] == key:
                    found.setdefault(run, []).append((row, mark.everyday or bool(self.short[row] and run.isascii())))
        return Begin(found, tuple(sorted({len(run) for run in found}))) if found else None

    def _going_on(self, stem: bytes) -> Begin | None:
        """The same for a few letters more, where one of the marks goes on with them."""
        begin = self._known.get(stem[:KEY])
        return begin if begin and any(run.startswith(stem) or stem.startswith(run) for run in begin.runs) else None

    def _head(self, token: bytes) -> Head | None:
        """The marks of six letters or more that begin where a token does."""
        begin = self._known.get(token[:KEY])
        if begin is None:
            return None
        longer = tuple(run for run in begin.runs if len(run) > len(token) and run.startswith(token))
        seen = [
            Seen(*hit)
            for length in begin.lengths
            if KEY <= length <= len(token) and (rows := begin.runs.get(token[:length]))
            for hit in _ended(token + b" ", 0, length, rows)
        ]
        return Head(tuple(seen), longer, max(_WINDOW, 4 * begin.lengths[-1])) if seen or longer else None

    def _misspelt(self, token: bytes) -> tuple[Seen, ...]:
        """Famous marks, or words of them, that a token misspells; nothing where it is a mark itself."""
        if (known := self._known.get(token[:KEY])) and token in known.runs:
            return ()
        return self._slips.look(token, self.marks)

    def find(self, text: bytes, few: int) -> list[Hit]:
        """The places of marks in a folded text that begins and ends with a space, in reading order, the longest first.

        Its first `few` bytes are a title or a name, where every trick is looked for.
        """
        if self._sieve is None:
            return []
        heads: set[int] = set()
        small: set[int] = set()
        spelled: set[int] = set()
        stems, words = self._stems, self._words
        for number, start, _ in self._sieve.find_matches_as_indexes(text, overlapping=True):
            if number < stems:
                heads.add(start + 1)
            elif number < words:
                small.add(start + 1)
            else:
                spelled.add(start + 1)
        hits: list[Hit] = []
        if few:
            self._tricks(text[:few], spelled, hits)
        tricked = bool(hits)
        for place in heads:
            if head := self._heads.get(text[place : text.index(b" ", place)]):
                seen, longer, window = head
                hits += [(row, place + start, place + end, how) for row, start, end, how in seen]
                if longer and text[place : place + window].replace(b" ", b"").startswith(longer):
                    spelled.add(place)
        for place in small:
            for row, start, end, how in self._tokens.get(text[place : text.index(b" ", place)]) or ():
                hits.append((row, place + start, place + end, how))
        for place in spelled:
            self._at(text, place, hits)
            self._at_small(text, place, hits)
        if len(hits) > 1:
            if spelled or tricked:  # what was seen by more than one way
                hits = list(dict.fromkeys(hits))
            hits.sort(key=_END, reverse=True)
            hits.sort(key=_START)
        return hits

    def _at(self, text: bytes, place: int, hits: list[Hit]) -> None:
        """The marks of six letters or more whose first stands at a place where a word begins."""
        letters = text[place : place + _WINDOW].replace(b" ", b"")
        begin = self._known.get(letters[:KEY])
        if begin is None:
            return
        if begin.lengths[-1] > _WINDOW // 3:
            letters = text[place : place + 4 * begin.lengths[-1]].replace(b" ", b"")
        for length in begin.lengths:
            rows = begin.runs.get(letters[:length])
            if rows and KEY <= length <= len(letters):
                hits += _ended(text, place, length, rows)

    def _at_small(self, text: bytes, place: int, hits: list[Hit]) -> None:
        """The marks of less than six letters that several words spell."""
        first = text.index(b" ", place) - place
        letters = text[place : place + 4 * KEY].replace(b" ", b"")
        for length in range(first + 1, min(KEY, len(letters) + 1)):
            if (begin := self._known.get(letters[:length])) and (rows := begin.runs.get(letters[:length])):
                hits += [hit for hit in _ended(text, place, length, rows) if hit[3] != "glued"]

    def _tricks(self, text: bytes, spelled: set[int], hits: list[Hit]) -> None:
        """Marks at the end of a word, or misspelt. Adds to `spelled` the places where several words may spell a mark."""
        tokens = text.split()
        inside = self._few_tokens.live(set(tokens))
        # A word too short for the automaton to tell a mark by is continued from the next ones.
        after = [*tokens[1:], b"", b""]
        stems = [(a + b + c)[:FIRST] for a, b, c in zip(tokens, after, after[1:], strict=False) if len(a) < FIRST]
        apart = self._continued.live(set(stems))
        several = _spelled(tokens, stems, apart) if apart else []
        found: list[tuple[int, int, int, int, int, str]] = []
        for at, token in enumerate(tokens) if inside else ():
            for row, start, end, how in inside.get(token, ()):
                if how != "part":
                    found.append((row, at, start, at, end, how))
                elif span := self._slips.whole(row, tokens, at):
                    first, last = span
                    found.append((row, first, 0, last, len(tokens[last]), "typo"))
        if several or found:
            begins = _begins(text, tokens)
            spelled.update([begins[at] for at in several])
            hits += [
                (row, begins[first] + start, begins[last] + end, how) for row, first, start, last, end, how in found
            ]

    def save(self, folder: Path) -> None:
        """Write the arrays to files; the marks themselves are not among them."""
        self._begins.save(folder, "words")
        self._slips.save(folder)
        (folder / "words-short").write_bytes(self.short)

    @classmethod
    def load(cls, folder: Path, marks: Sequence[MarkFacts]) -> WordTable:
        """What `save` wrote for these marks, mapped; the automaton is made anew. Raises OSError where there is none."""
        found, sieve = cls.__new__(cls), Beginnings()
        for mark in marks:
            sieve.add(mark)
        short = (folder / "words-short").read_bytes()
        found._set(marks, short, HashIndex.load(folder, "words"), typos.TypoTable.load(folder), sieve)
        return found


def _automaton(patterns: Sequence[bytes]) -> BytesAhoCorasick | None:
    return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA) if patterns else None


def _spelled(tokens: Sequence[bytes], stems: Sequence[bytes], apart: Mapping[bytes, Begin]) -> list[int]:
    """The short words that begin a mark which only the next ones complete; `stems` are theirs, one after the other."""
    short = [at for at, token in enumerate(tokens) if len(token) < FIRST]
    found = []
    for at, stem in zip(short, stems, strict=True):
        if stem in apart:
            known, lengths = apart[stem]
            letters = b"".join(tokens[at : at + lengths[-1]])
            for length in lengths:
                if length > len(tokens[at]) and letters[:length] in known:
                    found.append(at)
                    break
    return found


def _hidden(found: Sequence[Seen]) -> tuple[Seen, ...]:
    """What the automaton does not see: it has words and their plurals."""
    return tuple(seen for seen in found if seen.how not in ("word", "plural"))


def _begins(text: bytes, tokens: Sequence[bytes]) -> list[int]:
    """Where the tokens of a text begin."""
    found, end = [], 0
    for token in tokens:
        found.append(text.index(token, end))
        end = found[-1] + len(token)
    return found


def _ended(text: bytes, place: int, length: int, rows: Sequence[tuple[int, bool]]) -> list[Hit]:
    """The marks of so many letters at a place, by what follows them."""
    end, left = place, length
    while (space := text.index(b" ", end)) - end < left:
        left -= space - end
        end = space + 1
    end += left
    if space == end:
        return [(row, place, end, "word") for row, _ in rows]
    rest = text[end:space]
    if len(rest) == 1 and rest not in _LONE:
        return []
    how = "plural" if rest in ENDINGS else "glued"
    return [(row, place, end, how) for row, whole_only in rows if not whole_only]
