"""Listings as they are named: numbers or links, pasted or in a CSV file; and which lines name none that is listed here."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Q

from gateway.text import plain_cell, text_fault
from scanner.search.asking import candidates_of
from sellers.models import Listing
from tenancy.actor import Actor

MOST_LISTINGS = 1000
LONGEST_FILE, LONGEST_NOTE, LONGEST_SHOWN = 1_000_000, 2000, 500
OUR_PAGES = "/m/"
APART = re.compile(r"[\s,;]+")
COLUMNS: Mapping[str, frozenset[str]] = {
    "url": frozenset({"url", "link", "address"}),
    "number": frozenset({"number", "listing", "id"}),
    "note": frozenset({"note", "comment", "remark"}),
}
"""What the heading of a file may call its columns."""
WITHOUT_HEADING: Mapping[int, Sequence[str]] = {1: ("number",), 2: ("number", "note"), 3: ("url", "number", "note")}
"""The columns of a file that has no heading, by how many there are; the first of two may be a link as well."""


@dataclass(frozen=True, slots=True)
class Written:
    """One listing as somebody named it: the line from 1, what was written there, what is said about it."""

    line: int
    text: str
    note: str = ""

    @property
    def candidates(self) -> list[str]:
        """What in it may be a listing's number."""
        return list(dict.fromkeys(found for word in self.text.split() for found in candidates_of(word)))


@dataclass(frozen=True, slots=True)
class Amiss:
    """A line that was not taken in, and why as a code of `words.AMISS`. `first` is the line that named the same listing."""

    line: int
    text: str
    code: str
    first: int = 0
    note: str = ""


@dataclass(slots=True)
class Named:
    """The listings that were named, each once with what is said about it, and the lines that were not taken in."""

    notes: dict[UUID, str] = field(default_factory=dict)
    amiss: list[Amiss] = field(default_factory=list)

    @property
    def to_mend(self) -> list[Amiss]:
        """The lines that somebody has to look at again: what is named twice is taken in once."""
        return [one for one in self.amiss if one.code != "doubled"]


def pasted(text: str) -> list[Written]:
    """Numbers and links in any mix, one a line or between commas."""
    rows = enumerate(text.splitlines(), 1)
    return [Written(at, word) for at, row in rows for word in APART.split(row) if word]


def in_file(data: bytes) -> list[Written]:
    """The rows of a CSV file with the columns url, number, note; a heading may say so. ValueError for what is no text."""
    text = data.decode("utf-8-sig")
    if len(data) > LONGEST_FILE or text_fault(text):
        raise ValueError
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        return list(_rows(reader))
    except csv.Error as error:
        raise ValueError from error


def _rows(reader: Any) -> Iterator[Written]:
    columns: Sequence[str] | None = None
    begins = 1
    for cells in reader:
        line, begins = begins, reader.line_num + 1
        values = [plain_cell(cell.strip()) for cell in cells]
        if not any(values):
            continue
        if columns is None:
            heading = [_column(value) for value in values]
            columns = heading if {"url", "number"} & set(heading) else WITHOUT_HEADING.get(len(values), ("number",))
            if columns is heading:
                continue
        row = dict(zip(columns, values, strict=False))
        yield Written(line, " ".join(filter(None, [row.get("number"), row.get("url")])), row.get("note", ""))


def _column(value: str) -> str:
    return next((name for name, words in COLUMNS.items() if value.casefold() in words), "")


def resolve(actor: Actor, written: Iterable[Written], *, already: Iterable[UUID] = ()) -> Named:
    """Which listings these are, as far as the actor may know. One query, however many lines.

    `already` are those that stand in the complaint: they count toward the bound, and naming one again says more about it.
    """
    lines = list(written)
    wanted = {number for line in lines for number in line.candidates}
    # What was in the shop once is no secret; a draft, or what is held, is like one that never was.
    gone = Q(state=Listing.State.ENDED, shop_state__gt=0)
    seen = Listing.objects.filter(Q(id__in=Listing.objects.visible_to(actor).values("id")) | gone)
    rows = (
        {row.number: row for row in seen.filter(number__in=wanted).only("id", "number", "state", "url")}
        if wanted
        else {}
    )
    found, first, standing = Named(), dict[UUID, int](), set(already)
    for line in lines:
        row = next((rows[number] for number in line.candidates if number in rows), None)
        code = _amiss(line, row)
        if row is None or code:
            found.amiss.append(_amiss_at(line, code))
        elif row.id in first:
            found.amiss.append(_amiss_at(line, "doubled", first[row.id]))
        elif row.id not in standing and len(standing) >= MOST_LISTINGS:
            found.amiss.append(_amiss_at(line, "too_many"))
        else:
            first[row.id] = line.line
            standing.add(row.id)
            found.notes[row.id] = line.note
    return found


def _amiss(line: Written, row: Listing | None) -> str:
    """Why this is no listing that can be complained of; "" where it is one."""
    links = [word for word in line.text.split() if "://" in word]
    if row is None:
        return "no_number" if links else "unknown"
    if row.url and any(_names(link).isdisjoint(_names(row.url)) for link in links if OUR_PAGES not in link):
        return "elsewhere"
    if row.state == Listing.State.ENDED:
        return "gone"
    return "too_long" if len(line.note) > LONGEST_NOTE else ""


def _amiss_at(line: Written, code: str, first: int = 0) -> Amiss:
    return Amiss(line.line, line.text[:LONGEST_SHOWN], code, first, line.note)


def _names(link: str) -> set[str]:
    """The names in a link's host by which a shop is known in every country: of “www.shop.co.uk” it is “shop”."""
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return set()
    return set(host.split(".")[:-1]) - {"www", "m", "co", "com"}
