"""A letter as a page shows it: its paragraphs with what was found marked, and each element with its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from enforcement.forms import STATED, as_initial
from enforcement.incoming import Understood
from enforcement.incoming_words import ELEMENTS, HOW_TO_ADD, MISSING_BECAUSE
from enforcement.reading.text import paragraphs
from policy.model import Element, Pack

# Packs that ask for the same under another name.
SAME = {
    "accuracy": "accuracy_authority", "authority": "accuracy_authority", "explanation": "work", "statement": "work",
    "good_faith_belief": "good_faith", "name": "signature",
}  # fmt: skip
LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the letter; `code` is that of the element that stands in them, or "address"."""

    words: str
    code: str = ""
    title: str | Promise = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An element as it is shown: its words and where they came from, or why it is missing and how to add it."""

    code: str
    title: str | Promise
    words: str
    added: bool
    marked: bool
    why: str | Promise
    how: str | Promise


def given(understood: Understood) -> list[Given]:
    """The elements that a letter of its kind needs, in the order of the law."""
    found = []
    for code in understood.codes:
        one = understood.element(code)
        found.append(
            Given(
                code=code, title=ELEMENTS[code], words=_short(one.text), added=bool(understood.added.get(code)),
                marked=one.given and one.start >= 0, why=MISSING_BECAUSE.get(one.reason, ""),
                how="" if one.given else HOW_TO_ADD[code],
            )
        )  # fmt: skip
    return found


def prefilled(understood: Understood, pack: Pack) -> dict[str, Any]:
    """What the letter gives for the elements that a pack asks for, as initial values of their form."""
    values = {element.code: _value(understood, element) for element in pack.notice}
    return as_initial({code: value for code, value in values.items() if value})


def _value(understood: Understood, element: Element) -> str:
    code = element.code if element.code in ELEMENTS else SAME.get(element.code, "")
    found = understood.element(code) if code else None
    if found is None or not found.given or element.options:
        return ""
    return STATED if element.kind == "statement" else found.text


def marked_text(understood: Understood) -> list[list[Piece]]:
    """The paragraphs of the letter, each as pieces; nothing of it is lost or changed."""
    text, spans = understood.row.wording.text, _spans(understood)
    shown, seen, at = [], set[str](), 0
    for paragraph in paragraphs(text):
        pieces, here = [], paragraph.start
        while at < len(spans) and spans[at][0] < paragraph.end:
            start, end, code, title = spans[at]
            start, end = max(start, here), min(end, paragraph.end)
            if start < end:
                pieces += [Piece(text[here:start])] if here < start else []
                pieces.append(Piece(text[start:end], code, title, first=code not in seen))
                seen.add(code)
                here = end
            if spans[at][1] > paragraph.end:
                break
            at += 1
        pieces += [Piece(text[here : paragraph.end])] if here < paragraph.end else []
        shown.append(pieces)
    return shown


def _spans(understood: Understood) -> Sequence[tuple[int, int, str, str | Promise]]:
    return sorted(_found(understood), key=lambda span: (span[0], span[1]))


def _found(understood: Understood) -> Iterator[tuple[int, int, str, str | Promise]]:
    for one in understood.read.elements:
        if one.given and one.start >= 0:
            yield one.start, one.end, one.code, ELEMENTS[one.code]
    code = "material" if understood.read.kind == "counter_notice" else "location"
    for address in understood.read.addresses:
        if address.role == "complained":
            yield address.start, address.end, "address", ELEMENTS[code]
    for number in understood.read.numbers:
        yield number.start, number.end, "address", ELEMENTS[code]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()} …"
