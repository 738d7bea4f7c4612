"""Rules about words over a draft: all phrases of all rules in one search, and each place that was found looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import BytesAhoCorasick, Implementation

from scanner.matchers import folding
from scanner.precheck.reading import Reading, readings
from scanner.precheck.rules import Rule
from scanner.precheck.values import HINT, SEVERITIES, STOP, WARN, Draft, Finding, Place

REACH, REACH_OF_SIGNS = 4, 12
"""Words before a claim in which a "not" denies it; behind it where a language says so there, in signs where each is a word."""
SIGNS = ("ja", "ko")
_SENTENCE_ENDS = re.compile(r"(?<=\w\w\w)\.\s|[!?;|:•]\s|[。！？；｜\n]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that was found at the characters [start, end) of a field."""

    rule: Rule
    field: str
    start: int
    end: int


class RuleTable:
    """Rules, ready to be searched. Building one takes some milliseconds: keep it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.by_id = {rule.id: rule for rule in self.rules}
        patterns: dict[bytes, list[tuple[int, bytes, bool]]] = {}
        for number, rule in enumerate(self.rules):
            for phrases, excuses in ((rule.phrases, False), (rule.unless, True)):
                for phrase in phrases:
                    key, believed = folded(phrase, folding.canonical), folded(phrase, folding.plain)
                    patterns.setdefault(key, []).append((number, believed, excuses))
        self._meant = list(patterns.values())
        self._automaton = (
            BytesAhoCorasick(list(patterns), implementation=Implementation.ContiguousNFA) if patterns else None
        )
        self._expressions = [
            (number, re.compile(pattern.encode()))
            for number, rule in enumerate(self.rules)
            for pattern in rule.patterns
        ]
        self._denials = [tuple(folded(word, folding.plain) for word in rule.negations) for rule in self.rules]
        self._denials_behind = [
            tuple(folded(word, folding.plain) for word in rule.negated_behind) for rule in self.rules
        ]

    def hits(self, text: str, field: str, markets: Sequence[str] = ()) -> list[Hit]:
        """Where which rule of these markets is found in a text, the longest of each rule at a place, in reading order."""
        if not text.strip():
            return []
        found: dict[tuple[str, int, int], Hit] = {}
        excused: list[Hit] = []
        for reading in readings(text):
            for number, start, end, excuses in self._places(reading):
                rule = self.rules[number]
                if field not in rule.fields or not rule.reaches(markets):
                    continue
                if not excuses and self._is_denied(number, reading, start, end):
                    continue
                begin, stop = reading.written(start, end)
                if _SENTENCE_ENDS.search(text, begin, stop):
                    continue
                hit = Hit(rule, field, begin, stop)
                if excuses:
                    excused.append(hit)
                else:
                    found[rule.id, begin, stop] = hit
        standing = [hit for hit in found.values() if not any(_covers(one, hit) for one in excused)]
        kept = [hit for hit in standing if not any(_covers(one, hit) and one != hit for one in standing)]
        return sorted(kept, key=lambda hit: (hit.start, -hit.end, hit.rule.id))

    def _places(self, reading: Reading) -> Iterator[tuple[int, int, int, bool]]:
        """(rule, start, end, whether it excuses) in the bytes of the reading."""
        if self._automaton is not None:
            for pattern, start, end in self._automaton.find_matches_as_indexes(reading.joined, overlapping=True):
                here = reading.believed[start:end]
                for number, meant, excuses in self._meant[pattern]:
                    if _is_meant(here, meant, reading, start, end):
                        yield number, start + 1, end - 1, excuses
        for number, expression in self._expressions:
            for match in expression.finditer(reading.believed):
                start, end = match.span()
                start += reading.believed[start:end].startswith(b" ")
                end -= reading.believed[start:end].endswith(b" ")
                if end > start:
                    yield number, start, end, False

    def _is_denied(self, number: int, reading: Reading, start: int, end: int) -> bool:
        """Whether the text says that it is not so ("is not intended to cure …"), in the same sentence."""
        if any(word in reading.before(start, REACH) for word in self._denials[number]):
            return True
        behind = reading.behind(end, REACH_OF_SIGNS if self.rules[number].language in SIGNS else REACH)
        return any(word in behind for word in self._denials_behind[number])


def folded(phrase: str, fold: folding.Fold) -> bytes:
    """A phrase as `Reading.joined` has it: its words, a space between, before and behind."""
    return b" %b " % b" ".join(fold(phrase).split())


def _is_meant(here: bytes, meant: bytes, reading: Reading, start: int, end: int) -> bool:
    """Whether what only folds alike is the phrase: the same letters, or digits put for letters in a word that has others."""
    if here == meant:
        return True
    swapped = [(read, want) for read, want in zip(here, meant, strict=True) if read != want]
    if all(chr(read).isdigit() and not chr(want).isdigit() for read, want in swapped):
        return all(_believable(word) for word in here.split())
    begin, stop = reading.written(start + 1, end - 1)
    written = reading.text[begin:stop]
    # i for l deceives as a capital I among small letters, or in another script; "ill" is not "lil".
    return all({chr(read), chr(want)} <= {"i", "l", "1"} for read, want in swapped) and (
        not written.isascii() or ("I" in written and any(map(str.islower, written)))
    )


def _believable(word: bytes) -> bool:
    digits = sum(chr(byte).isdigit() for byte in word)
    return 2 * digits <= len(word)


def _covers(one: Hit, hit: Hit) -> bool:
    return one.rule.id == hit.rule.id and one.start <= hit.start and hit.end <= one.end


def check_words(draft: Draft, table: RuleTable) -> list[Finding]:
    """What the rules of the draft's markets find in its title and description. One finding for each place: the gravest rule
    names it, `also` are the ids of the others that found the same words."""
    path = " ".join(folding.plain(step).decode() for step in draft.category)
    category = set(path.split())
    judged: list[tuple[Hit, str]] = []
    for name in ("title", "description"):
        for hit in table.hits(getattr(draft, name), name, draft.markets):
            if severity := _severity(hit.rule, draft, category):
                judged.append((hit, severity))
    by_place: dict[tuple[str, str, int, int], list[tuple[Hit, str]]] = {}
    for hit, severity in judged:
        by_place.setdefault((hit.field, hit.rule.kind, hit.start, hit.end), []).append((hit, severity))
    found = [_finding(draft, same) for same in by_place.values()]
    return [one for one in found if not any(_inside(one, other) for other in found)]


def _severity(rule: Rule, draft: Draft, category: set[str]) -> str:
    """What the rule weighs for these goods; "" where it does not speak of them."""
    if rule.origin:
        if draft.origin == rule.origin:
            return ""
        return rule.severity if draft.origin else HINT
    if not rule.categories:
        return rule.severity
    if not category:
        return HINT
    wanted = {word for text in rule.categories for word in folding.plain(text).decode().split()}
    return rule.severity if wanted & category else ""


def _finding(draft: Draft, same: Sequence[tuple[Hit, str]]) -> Finding:
    (hit, severity), *others = sorted(same, key=lambda one: (SEVERITIES.index(one[1]), one[0].rule.id))
    facts = {
        "written": getattr(draft, hit.field)[hit.start : hit.end],
        "also": tuple(one.rule.id for one, _s in others),
    }
    place = Place(hit.field, hit.start, hit.end)
    return Finding(hit.rule.kind, place, severity, hit.rule.id, hit.rule.remedy, facts)


def _inside(one: Finding, other: Finding) -> bool:
    """Whether a finding says no more than a longer one of its kind that is as grave."""
    here, there = one.place, other.place
    return (
        one is not other
        and (one.code, here.field) == (other.code, there.field)
        and (there.start, there.end) != (here.start, here.end)
        and there.start <= here.start
        and here.end <= there.end
        and SEVERITIES.index(other.severity) <= SEVERITIES.index(one.severity)
    )


def softened(finding: Finding) -> Finding:
    """The same as a hint."""
    return replace(finding, severity=HINT) if finding.severity in (STOP, WARN) else finding
