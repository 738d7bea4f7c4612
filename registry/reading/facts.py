"""From a record's values to the facts of a right: each fact from whichever column holds it, or a sentence why not."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from registry.details import NAMES, Details
from registry.reading.columns import COLUMNS, KINDS, PICTURE, PICTURE_COLUMNS, plain
from registry.reading.named_pictures import Pictures
from registry.reading.raw import Raw
from registry.registers import statuses
from registry.registers.offices import office_code
from registry.words import plain_number

# Other brands that use the same logo are not other names of this one.
NOT_NAMES = frozenset({"dup"})
YES = frozenset("yes true 1 y x ja oui si sí はい 是".split())
NO = frozenset(["no", "false", "0", "n", "", "nein", "non", "いいえ", "否"])
ZONE = re.compile(r"(?:[+-]\d\d:\d\d|Z)?")
DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<y>\d{4})[/.年](?P<m>\d{1,2})[/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)
"""Dates that mean one day only. 04/05/2041 means two."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: its line from 1, the column ("" for the whole row), a sentence, and the fact."""

    line: int
    column: str
    sentence: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read: what it says (`named`, of `details`), its chain of title, its picture if it names one."""

    line: int
    details: Details
    picture: CheckedPicture | None = None
    named: frozenset[str] = frozenset(NAMES)
    assignments: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Reading:
    """How the records of a list are understood.

    `columns` say of a fact where it stands (the first that holds something counts), `constants` what holds for every
    row that does not say otherwise. `more` are further columns by the row's own reference; `pictures` finds the pictures
    that rows name (None: they are left out).
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=lambda: COLUMNS)
    constants: Mapping[str, Any] = field(default_factory=lambda: {"kind": "trademark"})
    more: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pictures: Pictures | None = None

    def row(self, raw: Raw) -> Row | list[Fault]:
        """The record as a row, or all that is wrong with it."""
        if raw.fault:
            return [Fault(raw.line, "", raw.fault)]
        values = self._with_more(raw.values)
        said: dict[str, Any] = {}
        faults: list[Fault] = []
        for fact, columns in self.columns.items():
            column, value = _first(values, columns)
            if value is None or fact == PICTURE:
                continue
            try:
                said[fact] = READERS[fact](value)
            except ValueError as error:
                faults.append(Fault(raw.line, column, str(error), fact))
        picture = self._picture(raw.line, values, faults)
        assignments = tuple(said.pop("assignments", ()))
        facts = {**self.constants, **said}
        faults += self._missing(raw.line, facts, {fault.fact for fault in faults})
        if faults:
            return faults
        return Row(raw.line, Details(**{"kind": "", "title": "", **facts}), picture, frozenset(facts), assignments)

    def keys(self, raw: Raw) -> dict[str, object]:
        """By what the record is known again, by fact: the owner's reference; kind, office and number."""
        said = {}
        for fact in ("external_id", "kind", "office", "number"):
            value = _first(raw.values, self.columns.get(fact, ()))[1]
            said[fact] = str(self.constants.get(fact, "") if value is None else value)
        kind, office = kind_of(said["kind"]), office_code(said["office"])
        number = plain_number(kind, office, said["number"]) if said["number"] else ""
        found = {"external_id": said["external_id"], "number": (kind, office, number) if number else ""}
        return {fact: key for fact, key in found.items() if key}

    def column_of(self, fact: str) -> str:
        """Where people look for a fact in their file."""
        return next(iter(self.columns.get(fact, ())), fact)

    def _with_more(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self.more:
            return values
        key = str(_first(values, self.columns.get("external_id", ()))[1] or "")
        return {**self.more.get(key, {}), **values}

    def _missing(self, line: int, facts: Mapping[str, Any], at_fault: set[str]) -> list[Fault]:
        """What a registration cannot do without, and an office's code that nobody here can read."""
        found = []
        is_mark = facts.get("kind") == "trademark"
        if is_mark and facts.get("number") and not facts.get("classes") and "classes" not in at_fault:
            sentence = _("Name at least one class of goods, such as 25.")
            found.append(Fault(line, self.column_of("classes"), sentence, "classes"))
        raw, office = facts.get("status_raw", ""), office_code(str(facts.get("office", "")))
        if raw and not facts.get("status") and not statuses.status_of(office, raw):
            sentence = _(
                "What the status %(code)s means at this office is not known here. Leave it out, or name the status."
            )
            found.append(Fault(line, self.column_of("status_raw"), sentence % {"code": raw[:60]}, "status_raw"))
        return found

    def _picture(self, line: int, values: Mapping[str, Any], faults: list[Fault]) -> CheckedPicture | None:
        column, value = _first(values, self.columns.get(PICTURE, PICTURE_COLUMNS))
        if self.pictures is None or value is None:
            return None
        try:
            return self.pictures(text_of(value))
        except ValueError as error:
            faults.append(Fault(line, column, str(error), PICTURE))
            return None


def _first(values: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, Any]:
    """The first of `columns` that holds something, with what it holds."""
    for column in columns:
        value = values.get(column)
        if value is not None and value != [] and not (isinstance(value, str) and not value.strip()):
            return column, value
    return columns[0] if columns else "", None


def text_of(value: Any) -> str:
    """Text, or a number as text. ValueError with a sentence for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(_("This should be text."))
    text = str(value)
    fault = text_fault(text)
    if fault:
        raise ValueError(fault)
    return text


def names_of(value: Any) -> tuple[str, ...]:
    """Names: a list, one text with semicolons, or groups of them (former names, names by language)."""
    if isinstance(value, str):
        whole = _json(value)
        if isinstance(whole, list):
            return names_of(whole)
        return tuple(part.strip() for part in text_of(value).split(";") if part.strip())
    if isinstance(value, list):
        return tuple(text_of(part) for part in value)
    if isinstance(value, dict):
        found: list[str] = []
        for group, inner in value.items():
            if group not in NOT_NAMES:
                found += names_of([inner]) if isinstance(inner, str) else names_of(inner)
        return tuple(found)
    raise ValueError(_("This should be a list of names."))


def _json(text: str) -> Any:
    """What the text is as JSON, if it is a list or an object; None for plain text."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def parts_of(value: Any) -> tuple[str, ...]:
    """Codes or countries: a list, or one text with commas or semicolons; single words may stand apart by spaces."""
    if isinstance(value, list):
        return tuple(text_of(part) for part in value)
    text = text_of(value)
    found = [part.strip() for part in re.split(r"[;,|\n]+", text) if part.strip()]
    if len(found) == 1 and all(len(word) <= 3 for word in text.split()):
        return tuple(text.split())
    return tuple(found)


def classes_of(value: Any) -> tuple[int, ...]:
    """Numbers of classes. ValueError names what is none."""
    parts = list(value) if isinstance(value, list) else re.split(r"[\s,;|/+&.]+", text_of(value))
    words = [part for part in map(text_of, parts) if part]
    strange = [word for word in words if not (word.isascii() and word.isdecimal() and len(word) < 5)]
    if strange:
        raise ValueError(_("Classes are numbers such as 25, not %(words)s.") % {"words": ", ".join(strange)})
    return tuple(int(word) for word in words)


def yes(value: Any) -> bool:
    """Yes or no in the words people use."""
    word = str(value).strip().lower()
    if word not in YES | NO:
        raise ValueError(_("Yes or no."))
    return word in YES


def day_of(value: Any) -> date:
    """A day, with or without a zone (which says when it was written down, not another day)."""
    text = text_of(value).strip()
    for form in DAYS:
        match = form.match(text)
        if match and ZONE.fullmatch(text[match.end() :]):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                break
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", text):
        raise ValueError(_("%(date)s may mean two days. Write it as 2031-05-04.") % {"date": text})
    raise ValueError(_("A date such as 2031-05-04."))


def kind_of(value: Any) -> str:
    """The kind of right, by its code or in the words people use."""
    word = plain(text_of(value)).replace(" ", "_")
    return KINDS.get(word, word)


def goods_of(value: Any) -> dict[str, str]:
    """The goods of each class, by its number: an object, or a line "25: clothing" for each."""
    found = _json(value) if isinstance(value, str) else value
    if isinstance(found, dict):
        return {text_of(number): text_of(words) for number, words in found.items()}
    goods = {}
    for line in text_of(value).splitlines():
        number, colon, words = line.partition(":")
        if line.strip() and not (colon and number.strip().isdecimal()):
            raise ValueError(_("Write the goods of each class in a line of its own, such as “25: clothing”."))
        if line.strip():
            goods[number.strip()] = words.strip()
    return goods


def priorities_of(value: Any) -> tuple[dict[str, str], ...]:
    """Earlier applications: a list of objects, or "US 97/123 2024-05-31" with semicolons between them."""
    if isinstance(value, list):
        if not all(isinstance(one, dict) for one in value):
            raise ValueError(_("A priority has an office, a number and the day it was filed."))
        names = ("office", "number", "filed_on")
        found = [{name: text_of(one.get(name) or "") for name in names} for one in value]
    else:
        found = []
        for part in filter(str.strip, text_of(value).split(";")):
            words = part.split()
            if len(words) < 3:
                raise ValueError(_("Write a priority as office, number and day, such as “US 97/123 2024-05-31”."))
            found.append({"office": words[0], "number": " ".join(words[1:-1]), "filed_on": words[-1]})
    return tuple({**one, "filed_on": day_of(one["filed_on"]).isoformat()} for one in found)


def assignments_of(value: Any) -> tuple[Mapping[str, Any], ...]:
    """Steps in the chain of title as a register has them, their days in one form."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(_("This should be a list of assignments."))
    days = ("executed_on", "recorded_on")
    return tuple({name: day_of(v).isoformat() if name in days else v for name, v in one.items()} for one in value)


READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(NAMES, text_of),
    **dict.fromkeys(("aliases", "categories"), names_of),
    **dict.fromkeys(("territories", "made_in", "markets", "vienna"), parts_of),
    **dict.fromkeys(("everyday", "famous"), yes),
    **{name: day_of for name in NAMES if name.endswith("_on")},
    "locarno": lambda value: tuple(map(text_of, value)) if isinstance(value, list) else (text_of(value),),
    "kind": kind_of,
    "classes": classes_of,
    "goods": goods_of,
    "priorities": priorities_of,
    "assignments": assignments_of,
}
