"""A letter read: what kind it is, which addresses it complains of, and which elements it gives."""

from collections.abc import Sequence

from enforcement.reading import addresses, contacts, demands, elements, numbers, phrases, roles
from enforcement.reading.sections import sections
from enforcement.reading.text import language_of
from enforcement.reading.values import Kind, Passage, ReadLetter, Section

LONGEST = 200_000
"""Characters that are read of a letter. What stands behind them is kept, and shown, but not read."""

_FREE_MAIL = frozenset(
    "gmail.com outlook.com hotmail.com yahoo.com icloud.com proton.me protonmail.com gmx.de gmx.net web.de mail.com aol.com".split()
)


def read(text: str) -> ReadLetter:
    """Read a letter. Never raises; takes time in proportion to its length."""
    cut = len(text) > LONGEST
    body = text[:LONGEST]
    parts = sections(body)
    said = elements.said_in(body, parts)
    asked_for = demands.find(body)
    kind = _kind(said, parts, demanding=bool(asked_for))
    found = list(addresses.find(body))
    inside = [(one.start, one.end) for one in found]
    emails = tuple(contacts.emails(body))
    own = {one.text.rpartition("@")[2].lower() for one in emails} - _FREE_MAIL
    heard = elements.Heard(
        text=body,
        parts=parts,
        addresses=roles.sort_out(body, found, parts, counter=kind == "counter_notice", own=own),
        numbers=_once(_outside(numbers.find(body), inside)),
        emails=emails,
        phones=tuple(_outside(contacts.phones(body), inside)),
        postal=tuple(contacts.postal(body, parts)),
        said=said,
    )
    return ReadLetter(
        kind=kind,
        language=language_of(body),
        sections=parts,
        addresses=heard.addresses,
        numbers=heard.numbers,
        works=elements.works(heard),
        owner=elements.owner_in(body),
        emails=heard.emails,
        phones=heard.phones,
        postal=heard.postal,
        elements=elements.OF_KIND[kind](heard) if kind in elements.OF_KIND else (),
        demands=asked_for,
        cut=cut,
    )


def _kind(said: Sequence[Passage], parts: Sequence[Section], *, demanding: bool) -> Kind:
    """By what the sender states first; by what the letter is about where nothing is stated."""
    notice = counter = taken_back = called_counter = wronged = False
    for one in said:
        faithful, mistaken = phrases.GOOD_FAITH.search(one.text), phrases.MISTAKE.search(one.text)
        counter = counter or bool(mistaken and (faithful or phrases.PERJURY.search(one.text)))
        counter = counter or bool(phrases.JURISDICTION.search(one.text) and phrases.SERVICE.search(one.text))
        notice = notice or bool(not mistaken and faithful and phrases.NOT_AUTHORISED.search(one.text))
        taken_back = taken_back or bool(phrases.RETRACTION.search(one.text))
        called_counter = called_counter or bool(phrases.COUNTER_NOTICE.search(one.text))
        wronged = wronged or bool(phrases.WRONGED.search(one.text))
    if counter:
        return "counter_notice"
    if notice:
        return "notice"
    if taken_back:
        return "retraction"
    if called_counter and not _is_note_of_publisher(parts):
        return "counter_notice"
    return "notice" if wronged or demanding else "other"


def _is_note_of_publisher(parts: Sequence[Section]) -> bool:
    """A form about infringing files is a notice, whatever a note above it says about counter-notices."""
    return any(part.topic in ("location", "work") for part in parts)


def _outside(passages: object, inside: Sequence[tuple[int, int]]) -> list[Passage]:
    """Those that are no part of a web address. Both are in order."""
    kept, at = [], 0
    for one in sorted(passages, key=lambda passage: passage.start):  # type: ignore[call-overload]
        while at < len(inside) and inside[at][1] <= one.start:
            at += 1
        if at == len(inside) or one.start < inside[at][0]:
            kept.append(one)
    return kept


def _once(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(
        {one.text: one for one in reversed(passages)}[text] for text in dict.fromkeys(one.text for one in passages)
    )
