"""Registers' XML as a stream of records. The parser resolves nothing: no document type, no entity, no network."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from registry.reading.raw import Unreadable

MOST_ELEMENTS = 100_000
"""Of one record; the longest of a real register have some thousands. What is read is kept until the record ends."""
RECORDS = {"TradeMark": "st66", "Trademark": "st96"}
BESIDE = frozenset({"ApplicantDetails", "HolderDetails"})
"""Where an office names the owners beside the record and not within it (ST.66 of the US office)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number in the file from 1, the format it is in, its element, what stands beside it."""

    number: int
    format: str
    element: etree._Element
    beside: tuple[etree._Element, ...] = ()


def records(file: BinaryIO) -> Iterator[Record]:
    """Every record of the file, forgotten once the next one is asked for. Raises Unreadable where the XML breaks off."""
    stream = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        yield from _Cut(stream).records()
    except etree.XMLSyntaxError as fault:
        words = {"line": fault.lineno or 1}
        raise Unreadable(_("The XML breaks off or is broken at line %(line)d. Export it again.") % words) from fault


class _Cut:
    """The stream of tags, cut into records. One is held back until it is known that nothing beside it follows."""

    def __init__(self, stream: "etree.iterparse") -> None:
        self.stream = stream
        self.number = 0
        self.depth = 0
        """Of the element at hand within a record or beside one; 0 outside of both."""
        self.elements = 0
        self.held: etree._Element | None = None
        self.beside: list[etree._Element] = []

    def records(self) -> Iterator[Record]:
        is_first = True
        for event, element in self.stream:
            if is_first:
                _refuse_declarations(element)
                is_first = False
            self._bound(event)
            name = _name(element)
            if event == "start":
                self._begin(element, name)
                if self.depth == 1 and name in RECORDS:
                    yield from self._given()
                continue
            yield from self._end(element, name)
        yield from self._given()

    def _bound(self, event: str) -> None:
        self.elements += event == "start"
        if self.elements > MOST_ELEMENTS:
            raise Unreadable(_("Record %(number)d is too large to be a record.") % {"number": self.number + 1})

    def _begin(self, element: etree._Element, name: str) -> None:
        if self.depth or name in RECORDS or name in BESIDE:
            self.depth += 1

    def _end(self, element: etree._Element, name: str) -> Iterator[Record]:
        if self.depth > 1:
            self.depth -= 1
        elif self.depth == 1:
            self.depth = 0
            if name in RECORDS:
                self.held = element
            else:
                self.beside.append(element)
        else:
            if name in ("TransactionData", "TransactionContentBag", "TransactionContentDetails"):
                yield from self._given()
            if self.held is None:
                element.clear()

    def _given(self) -> Iterator[Record]:
        """The record that was held back, which is cleared afterwards."""
        element, beside = self.held, tuple(self.beside)
        self.held, self.beside, self.elements = None, [], 0
        if element is None:
            return
        self.number += 1
        yield Record(self.number, RECORDS[_name(element)], element, beside)
        for done in (element, *beside):
            done.clear()
            parent = done.getparent()
            if parent is not None:
                parent.remove(done)


def _refuse_declarations(root: etree._Element) -> None:
    """Nothing that an office sends declares a document type; what does wants the parser to fetch or to unfold."""
    if root.getroottree().docinfo.doctype:
        raise Unreadable(_("This XML declares a document type, which is not read here. Remove the DOCTYPE."))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def texts(element: etree._Element, *names: str) -> list[str]:
    """What stands in the descendants of these names, in whatever namespace; empty ones left out."""
    found = [one for name in names for one in element.iterfind(f".//{{*}}{name}")]
    return [text for one in found if (text := (one.text or "").strip())]


def first(element: etree._Element | None, *names: str) -> str:
    """The first of the named descendants that holds something, the names in their order; "" for none."""
    if element is None:
        return ""
    return next((text for name in names for text in texts(element, name)), "")


def unique(found: Collection[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(found))
