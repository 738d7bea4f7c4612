"""What each web address of a letter is: complained of, the sender's own work, or neither.

The words nearest before it decide: on its own line, then the line that introduces the list, then the heading; where all are
silent, an address in a notice is complained of, unless it is of the sender's own house.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from enforcement.reading import addresses, phrases
from enforcement.reading.sections import SHORT_HEADING
from enforcement.reading.text import plain
from enforcement.reading.values import Address, Passage, Role, Section

_BEFORE = 300
_LINES_UP = 400
# A line as long may be the first part of a sentence that goes on below it.
_WRAPPED = 45
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_BY_TOPIC: dict[str, Role] = {
    "location": "complained", "work": "work", "owner": "work", "contact": "other", "signature": "other", "others_contact": "other",
    "guide": "other", "licence": "other", "other": "other", "mistake": "other",
}  # fmt: skip
_LINK = re.compile(r"\]\($")


def sort_out(
    text: str, found: Sequence[Passage], parts: Sequence[Section], *, counter: bool, own: set[str]
) -> tuple[Address, ...]:
    """The addresses in order, each once; one that is complained of anywhere is complained of."""
    spots = _Spots(text, found, parts)
    roles = [spots.role(number) for number in range(len(found))]
    quoted = [spots.is_quoted(number) for number in range(len(found))]
    if not all(quoted):
        roles = ["other" if aside else role for role, aside in zip(roles, quoted, strict=True)]
    if counter and any(spots.in_location(number) for number in range(len(found))):
        roles = [role if spots.in_location(number) else "other" for number, role in enumerate(roles)]
    elif counter:
        roles = ["complained" if role == "work" else role for role in roles]
    hosts = [addresses.host_of(one.text) for one in found]
    open_hosts = Counter(
        host for host, role in zip(hosts, roles, strict=True) if role in (None, "complained") and host not in own
    )
    houses = {host for host, role in zip(hosts, roles, strict=True) if role == "complained"}
    houses |= {host for host, _times in open_hosts.most_common(1)}
    first: dict[str, Address] = {}
    for passage, said in zip(found, roles, strict=True):
        host = addresses.host_of(passage.text)
        unsaid: Role = "complained" if host in houses and not (counter and "complained" in roles) else "other"
        role = said or ("work" if host in own else unsaid)
        key = addresses.same(passage.text)
        kept = first.get(key)
        if kept is None or _RANK[role] < _RANK[kept.role]:
            at = kept or passage
            first[key] = Address(kept.address if kept else passage.text, role, at.start, at.end)
    return tuple(first.values())


_RANK = {role: rank for rank, role in enumerate(get_args(Role))}


class _Spots:
    """The addresses of one letter with what stands round them."""

    def __init__(self, text: str, found: Sequence[Passage], parts: Sequence[Section]) -> None:
        self.text, self.found = text, found
        self.part_of: list[Section | None] = []
        self.in_heading: list[bool] = []
        at = 0
        for passage in found:
            while at < len(parts) and parts[at].end <= passage.start:
                at += 1
            part = parts[at] if at < len(parts) else None
            self.part_of.append(part)
            self.in_heading.append(part is not None and part.start <= passage.start < part.body_start)
        self.introduced: dict[int, Role | None] = {}

    def role(self, number: int) -> Role | None:
        """What is said of an address, or None."""
        if self.in_heading[number]:
            return "other"
        before = self._before(number)
        said = _spoken(before)
        if said is None and not before.strip(" \t>*-•·()[]<.0123456789ab"):
            said = self._introduction(number)
        part = self.part_of[number]
        topic = part.topic if part else ""
        if said is None or (said == "complained" and topic == "work" and not before.strip()):
            said = said or _BY_TOPIC.get(topic)
        if topic in ("others_contact", "contact", "signature"):
            return "other"
        return said

    def is_quoted(self, number: int) -> bool:
        """Whether it stands in what an answer quotes of an earlier mail."""
        start = self.found[number].start
        line = self.text.rfind("\n", 0, start) + 1
        return self.text[line : line + 5].lstrip(" ").startswith(">")

    def in_location(self, number: int) -> bool:
        """Whether it stands in the answer that says where the material is."""
        part = self.part_of[number]
        return part is not None and part.topic == "location" and not self.in_heading[number]

    def _before(self, number: int) -> str:
        """The words of the same line before it, back to the address before or the end of a sentence."""
        start = self.found[number].start
        line = self.text.rfind("\n", max(0, start - _BEFORE), start) + 1 or max(0, start - _BEFORE)
        if number:
            line = max(line, min(self.found[number - 1].end, start))
        words = self.text[line:start]
        ends = [found.end() for found in _SENTENCE_END.finditer(words)]
        last = words[ends[-1] :] if ends else words
        return last if last.strip(" \t>*-•·()[]<") else words

    def _introduction(self, number: int) -> Role | None:
        """The nearest line above that is more than an address: it speaks for the whole list below it."""
        if number and self._follows(number):
            if number - 1 not in self.introduced:
                self.introduced[number - 1] = self._above(number - 1)
            self.introduced[number] = self.introduced[number - 1]
        else:
            self.introduced[number] = self._above(number)
        return self.introduced[number]

    def _follows(self, number: int) -> bool:
        """Whether nothing stands between an address and the one before, but what belongs to that one's line."""
        between = self.text[self.found[number - 1].end : self.found[number].start]
        head, _newline, rest = between.partition("\n")
        return (
            self.part_of[number] is self.part_of[number - 1]
            and not rest.strip(" \t\n>*-•·()[]<.0123456789")
            and len(head) < _BEFORE
        )

    def _above(self, number: int) -> Role | None:
        part = self.part_of[number]
        floor = part.body_start if part else 0
        line = self.text.rfind("\n", 0, self.found[number].start)
        above = self.text[max(floor, line - _LINES_UP) : line].rstrip() if line > floor else ""
        if not above.strip():
            return _spoken(part.title) if part and len(part.title) <= SHORT_HEADING else None
        rows = above.split("\n")
        words = rows.pop()
        while (
            rows
            and len(rows[-1]) >= _WRAPPED
            and not rows[-1].rstrip().endswith((":", ".", "?"))
            and "://" not in rows[-1]
        ):
            words = f"{rows.pop()} {words}"
        sentences = _SENTENCE_END.split(plain(words).rstrip(" :"))
        return _spoken(next((one for one in reversed(sentences) if one.strip()), ""))


def _spoken(words: str) -> Role | None:
    """What these words call the address behind them."""
    if not words.strip():
        return None
    if phrases.READING_MATTER.search(words):
        return "other"
    if phrases.COMPLAINED.search(words):
        return "complained"
    if phrases.OWN.search(words):
        return "work"
    if phrases.NEITHER.search(words):
        return "other"
    return "complained" if phrases.WEAKLY_COMPLAINED.search(words) else None
