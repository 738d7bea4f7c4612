"""The elements of a notice (17 USC 512(c)(3)(A)) and of a counter-notice (512(g)(3)) in what the sender says.

A statement counts only where the sender makes it: the question of a form that quotes it says nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from re import Pattern

from enforcement.reading import contacts, phrases
from enforcement.reading.text import Stretches, paragraphs, plain, sentences
from enforcement.reading.values import Address, Element, Passage, Section

LONGEST_TEXT = 1000
MOST_WORKS = 20
_LABELLED_WORK = re.compile(
    r"^[\W\d_]{0,4}(?:title of (?:the )?(?:copyrighted )?(?:work|copyright)|(?:original |copyrighted |infringed |"
    r"protected )?works?(?: infringed)?|copyrights?|"
    r"type of work|name of (?:the )?work|trade ?marks?|registration (?:number|no\.?)|titel des werks|werk|œuvre|obra|"
    r"opera)\s?[:=]\s?(?P<value>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_OWNER = re.compile(
    r"^[\W\d_]{0,4}(?:name of (?:the )?)?(?:copyright|ip|intellectual property|rights?|trade ?mark|brand)[\s-]?(?:owner|"
    r"holder)s?\s?:\s?(?P<label>\S[^\n]{1,100})$|"
    r"\b(?:on behalf of|im Namen (?:der|von|des)|au nom de|en nombre de|per conto di)\s(?:our clients?,?\s|my clients?,?\s|"
    r"the (?:copyright )?owner,?\s)?"
    r"(?P<name>[A-Z0-9][^,.;:()\n]{1,80})",
    re.MULTILINE,
)
_NOT_AN_OWNER = re.compile(r"^(?:the|our|its?|my|an?)\b|owner", re.IGNORECASE)
_NO_ANSWER = re.compile(r"^(?:n/?a|no|none|-+|yes|\.|nein|non|ninguno?)\W*$", re.IGNORECASE)
_STATED = re.compile(r"\bI have (?:read|taken)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """The letter, and what was found in it so far, as the elements need it."""

    text: str
    parts: Sequence[Section]
    addresses: tuple[Address, ...]
    numbers: tuple[Passage, ...]
    emails: tuple[Passage, ...]
    phones: tuple[Passage, ...]
    postal: tuple[Passage, ...]
    said: Sequence[Passage]

    def within(self, *topics: str) -> list[Section]:
        """The parts of the letter about these."""
        return [part for part in self.parts if part.topic in topics]


def said_in(text: str, parts: Sequence[Section]) -> list[Passage]:
    """The sender's own sentences: all that stands below a heading, or in a line of a form that was agreed to."""
    return [
        one for part in parts for one in sentences(text, part.body_start if _printed(part) else part.start, part.end)
    ]


def _printed(part: Section) -> bool:
    """Whether its heading says nothing by itself."""
    return part.asked or part.topic in ("statement", "mistake")


def of_notice(heard: Heard) -> tuple[Element, ...]:
    """The six elements of a notice, in the order of the law."""
    return (
        _signature(heard),
        _work(heard),
        _location(heard, "location"),
        _contact(heard),
        _good_faith(heard),
        _accuracy_authority(heard),
    )


def of_counter_notice(heard: Heard) -> tuple[Element, ...]:
    """The elements of a counter-notice, in the order of the law."""
    return (
        _signature(heard),
        _location(heard, "material"),
        _mistake(heard),
        _contact(heard),
        _sentence("jurisdiction", heard, phrases.JURISDICTION),
        _sentence("service", heard, phrases.SERVICE),
    )


def works(heard: Heard) -> tuple[Passage, ...]:
    """What the letter calls its work: answers and labels first, else the sentences that speak of what is the sender's own."""
    found = [
        Passage(answer.text[:LONGEST_TEXT], answer.start, answer.end)
        for part in heard.within("work")
        if (answer := _answer(heard.text, part)) is not None
    ]
    for label in _LABELLED_WORK.finditer(heard.text):
        found.append(Passage(label["value"].strip(), label.start("value"), label.end("value")))
    if not found:
        found = [one for one in heard.said if _names_a_work(one.text)]
    apart: dict[int, Passage] = {}
    for one in sorted(found, key=lambda passage: (passage.start, -passage.end)):
        if not any(kept.start <= one.start and one.end <= kept.end for kept in apart.values()):
            apart[one.start] = one
        if len(apart) == MOST_WORKS:
            break
    return tuple(apart.values())


def owner_in(text: str) -> str:
    """The rights holder by name, where the letter says it; "" otherwise."""
    for found in _OWNER.finditer(text):
        name = (found["label"] or found["name"] or "").strip(" *\"'“”")
        if name and not _NOT_AN_OWNER.match(name) and not phrases.REDACTED.match(name):
            return name[:100]
    return ""


def _names_a_work(sentence: str) -> bool:
    spoken_of = phrases.NAMES_A_THING.search(sentence) and phrases.OWNED_WORK.search(sentence)
    return bool(spoken_of) and not _is_statement(sentence)


def _is_statement(sentence: str) -> bool:
    """The sentences that the law asks for speak of a work without naming one."""
    return bool(
        phrases.GOOD_FAITH.search(sentence) or phrases.PERJURY.search(sentence) or _STATED.match(sentence)
        or (phrases.ACCURATE.search(sentence) and phrases.AUTHORITY.search(sentence))
    )  # fmt: skip


def _answer(text: str, part: Section) -> Passage | None:
    """What stands below a heading, where it is more than nothing; the sender's statements are no answer to it."""
    for paragraph in paragraphs(text, part.body_start, part.end):
        words = plain(paragraph.text)
        if words and not _NO_ANSWER.match(words) and not _is_statement(words):
            end = part.body_start + len(text[part.body_start : part.end].rstrip())
            return Passage(text[paragraph.start : end], paragraph.start, end)
    return None


def _signature(heard: Heard) -> Element:
    found = contacts.signature(heard.text, heard.parts)
    return _given("signature", found.passage) if found.passage else Element("signature", reason=found.reason)


def _work(heard: Heard) -> Element:
    found = works(heard)
    if found:
        return _given("work", found[0])
    return Element("work", reason="empty" if heard.within("work") else "not_found")


def _location(heard: Heard, code: str) -> Element:
    for address in heard.addresses:
        if address.role == "complained":
            return Element(code, address.address, address.start, address.end)
    if heard.numbers:
        return _given(code, heard.numbers[0])
    for part in heard.within("location"):
        for hidden in (phrases.INVALID, phrases.REDACTED):
            if found := hidden.search(heard.text, part.body_start, part.end):
                return Element(code, found[0], found.start(), found.end())
    return Element(code, reason="empty" if heard.within("location") else "not_found")


def _contact(heard: Heard) -> Element:
    elsewhere = Stretches((part.start, part.end) for part in heard.within("others_contact"))
    ways = [one for one in (*heard.postal, *heard.phones, *heard.emails) if not elsewhere.hold(one.start)]
    if ways:
        return _given("contact", min(ways, key=lambda one: one.start))
    signed = contacts.signature(heard.text, heard.parts).passage
    if kept_back := contacts.hidden(heard.text, heard.parts, signed):
        return _given("contact", kept_back)
    return Element("contact", reason="empty" if heard.within("contact") else "not_found")


def _good_faith(heard: Heard) -> Element:
    alone = False
    for number, one in enumerate(heard.said):
        belief = phrases.GOOD_FAITH.search(one.text)
        if not belief or phrases.DENIED_FAITH.search(one.text[: belief.start()]):
            continue
        if phrases.MISTAKE.search(one.text) and not phrases.NOT_AUTHORISED.search(one.text):
            continue
        for words, end in _with_next(heard.said, number):
            if phrases.NOT_AUTHORISED.search(words):
                return Element("good_faith", words[:LONGEST_TEXT], one.start, end)
        alone = True
    asked = any(part.asked and phrases.GOOD_FAITH.search(part.title) and not part.answer for part in heard.parts)
    return Element("good_faith", reason="belief_alone" if alone else "empty" if asked else "not_found")


def _accuracy_authority(heard: Heard) -> Element:
    """Accuracy may be said anywhere; the authority to act must be said under penalty of perjury."""
    accurate = any(phrases.ACCURATE.search(one.text) for one in heard.said)
    sworn = [number for number, one in enumerate(heard.said) if phrases.PERJURY.search(one.text)]
    for number in sworn:
        for words, end in _with_next(heard.said, number):
            if phrases.AUTHORITY.search(words):
                reason = "" if accurate or phrases.ACCURATE.search(words) else "no_accuracy"
                if reason:
                    return Element("accuracy_authority", reason=reason)
                return Element("accuracy_authority", words[:LONGEST_TEXT], heard.said[number].start, end)
    if sworn:
        return Element("accuracy_authority", reason="no_authority")
    return Element("accuracy_authority", reason="no_perjury" if accurate else "not_found")


def _mistake(heard: Heard) -> Element:
    partial = False
    for number, one in enumerate(heard.said):
        if not phrases.MISTAKE.search(one.text):
            continue
        for words, end in _with_next(heard.said, number):
            if phrases.PERJURY.search(words):
                return Element("mistake", words[:LONGEST_TEXT], one.start, end)
        partial = partial or bool(phrases.GOOD_FAITH.search(one.text))
    return Element("mistake", reason="no_perjury" if partial else "not_found")


def _sentence(code: str, heard: Heard, words: Pattern[str]) -> Element:
    for one in heard.said:
        if words.search(one.text):
            return Element(code, one.text[:LONGEST_TEXT], one.start, one.end)
    return Element(code, reason="not_found")


def _with_next(said: Sequence[Passage], number: int) -> list[tuple[str, int]]:
    """A sentence, then the sentence with the one after it: "… under penalty of perjury. I am authorised …"."""
    one = said[number]
    if number + 1 == len(said):
        return [(one.text, one.end)]
    after = said[number + 1]
    return [(one.text, one.end), (f"{one.text} {after.text}"[:3000], after.end)]


def _given(code: str, passage: Passage) -> Element:
    return Element(code, passage.text[:LONGEST_TEXT], passage.start, passage.end)


OF_KIND: dict[str, Callable[[Heard], tuple[Element, ...]]] = {"notice": of_notice, "counter_notice": of_counter_notice}
