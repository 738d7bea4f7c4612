"""Lists of rights as files: JSON Lines or CSV, read row by row, each value from whichever column holds it.

Nothing here writes. A row that cannot be read comes back as its faults, each with line and column; the rest goes on.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import plain_cell, text_fault
from gateway.uploads import CheckedPicture, checked_picture
from registry.details import Details
from tenancy.errors import Invalid

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "mark"),
    "external_id": ("external_id", "slug", "your_reference", "id"),
    "aliases": ("aliases", "other_names"),
    "kind": ("kind", "type"),
    "office": ("office",),
    "number": ("number", "registration_number"),
    "territories": ("territories", "countries"),
    "classes": ("classes", "nice_classes", "locarno_classes"),
    "made_in": ("made_in", "countries_of_manufacture"),
    "everyday": ("everyday", "everyday_word"),
    "famous": ("famous", "famous_goods"),
    "filed_on": ("filed_on", "filing_date"),
    "registered_on": ("registered_on", "registration_date"),
    "expires_on": ("expires_on", "expiry_date"),
    "source": ("source", "url"),
}
"""Where each fact of a right may stand; the first column that has something counts."""
PICTURE_COLUMNS = ("picture", "png", "logo", "image")
# Other brands that use the same logo are not other names of this one.
NOT_NAMES = frozenset({"dup"})
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n", ""})
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: its line from 1, the column ("" for the whole row), and a sentence."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read, with its picture if it names one."""

    line: int
    details: Details
    picture: CheckedPicture | None = None


@dataclass(frozen=True)
class Source:
    """A list and what belongs to it.

    `more` are further columns by the row's own reference; `pictures` the folder in which the pictures it names lie
    (None: they are left out); `defaults` are the facts of every row that does not say otherwise.
    """

    path: Path
    more: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pictures: Path | None = None
    defaults: Mapping[str, Any] = field(default_factory=lambda: {"kind": "trademark"})

    def rows(self) -> Iterator[Row | list[Fault]]:
        """Every row, or what is wrong with it."""
        raw = _csv(self.path) if self.path.suffix.lower() == ".csv" else _json_lines(self.path)
        for line, found in raw:
            if isinstance(found, str):
                yield [Fault(line, "", found)]
                continue
            key = str(_first(found, COLUMNS["external_id"])[1] or "")
            yield self._read(line, {**self.more.get(key, {}), **found})

    def _read(self, line: int, raw: Mapping[str, Any]) -> Row | list[Fault]:
        facts: dict[str, Any] = dict(self.defaults)
        faults = []
        for name, columns in COLUMNS.items():
            column, value = _first(raw, columns)
            if value is None:
                continue
            try:
                facts[name] = READERS.get(name, _text)(value)
            except ValueError as error:
                faults.append(Fault(line, column, str(error)))
        picture = None
        column, value = _first(raw, PICTURE_COLUMNS)
        if self.pictures is not None and value is not None:
            try:
                picture = _picture(self.pictures, value)
            except ValueError as error:
                faults.append(Fault(line, column, str(error)))
        return faults or Row(line, Details(**{"title": "", **facts}), picture)


def table_by_reference(path: Path) -> dict[str, dict[str, str]]:
    """A CSV file of further columns, by its first column."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        first = (reader.fieldnames or [""])[0]
        return {row[first]: {k: v for k, v in row.items() if k and k != first and isinstance(v, str)} for row in reader}


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            if len(raw) > LONGEST_LINE:
                yield line, _("This line is longer than a million bytes.")
                continue
            try:
                found = json.loads(raw.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                found = None
            yield line, found if isinstance(found, dict) else _("This line is not an object in JSON.")


def _csv(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        head = file.readline()
        file.seek(0)
        separator = max(",;\t", key=head.count)
        reader = csv.DictReader(file, delimiter=separator, restkey="", restval="")
        while True:
            try:
                found = next(reader, None)
            except csv.Error:
                yield reader.line_num, _("This row cannot be read as CSV.")
                continue
            if found is None:
                return
            if found.get(""):
                yield reader.line_num, _("This row has more cells than the heading.")
            else:
                yield reader.line_num, {name.strip().lower(): plain_cell(cell) for name, cell in found.items() if name}


def _first(raw: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, Any]:
    """The first of `columns` that holds something, with what it holds."""
    for column in columns:
        value = raw.get(column)
        if value is not None and value != "" and value != []:
            return column, value
    return columns[0], None


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(_("This should be text."))
    text = str(value)
    fault = text_fault(text)
    if fault:
        raise ValueError(fault)
    return text


def _names(value: Any) -> tuple[str, ...]:
    """Other names: a list, one text with semicolons, or groups of them (former names, names by language)."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, list):
        return tuple(_text(part) for part in value)
    if isinstance(value, dict):
        found: list[str] = []
        for group, inner in value.items():
            if group not in NOT_NAMES:
                found += _names([inner]) if isinstance(inner, str) else _names(inner)
        return tuple(found)
    raise ValueError(_("This should be a list of names."))


def _parts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(part) for part in value]
    return [part for part in re.split(r"[\s,;|]+", _text(value)) if part]


def _classes(value: Any) -> tuple[int, ...]:
    parts = _parts(value)
    strange = [part for part in parts if not (part.isascii() and part.isdecimal() and len(part) < 5)]
    if strange:
        raise ValueError(_("Classes are numbers such as 25, not %(words)s.") % {"words": ", ".join(strange)})
    return tuple(int(part) for part in parts)


def _yes(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in YES | NO:
        raise ValueError(_("Yes or no."))
    return word in YES


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value).strip())
    except ValueError:
        raise ValueError(_("A date such as 2031-05-04.")) from None


def _picture(folder: Path, value: Any) -> CheckedPicture:
    """The picture of that name inside the folder, and nowhere else."""
    path = (folder / _text(value)).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise ValueError(_("There is no such picture in the folder."))
    try:
        return checked_picture(path.read_bytes())
    except Invalid as refusal:
        raise ValueError(refusal.message) from refusal


READERS: Mapping[str, Callable[[Any], Any]] = {
    "aliases": _names,
    "territories": lambda value: tuple(_parts(value)),
    "classes": _classes,
    "made_in": lambda value: tuple(_parts(value)),
    "everyday": _yes,
    "famous": _yes,
    "filed_on": _day,
    "registered_on": _day,
    "expires_on": _day,
}
