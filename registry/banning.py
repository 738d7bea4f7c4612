"""What a ban says, checked and brought into one form before it is kept, and read from a list."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import plain_cell, text_fault
from registry.models import Ban
from registry.reading.facts import Fault
from registry.registers.offices import place_code
from registry.words import fold
from tenancy.errors import Invalid

LONGEST = {"title": 300, "authority": 120, "order": 120, "source": 500}
MOST_PHRASES, LONGEST_PHRASE = 100, 120
SHORTEST_PRODUCT = 3
"""Letters of the longest word of a product: a shorter one would be met everywhere."""
LISTS = ("territories", "products", "model_numbers", "allowed", "patents", "excepted")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "type"),
    "title": ("title", "name", "subject"),
    "authority": ("authority",),
    "order": ("order", "order_number", "investigation"),
    "territories": ("territories", "countries"),
    "products": ("products", "product_words"),
    "model_numbers": ("models", "model_numbers"),
    "allowed": ("allowed_models", "allowed"),
    "patents": ("patents", "patent_numbers"),
    "excepted": ("excepted", "excepted_sellers"),
    "action": ("action",),
    "starts_on": ("from", "starts_on"),
    "ends_on": ("until", "ends_on"),
    "source": ("source", "url"),
}
"""What others call the parts of a ban in their lists."""


@dataclass(frozen=True, slots=True)
class BanDetails:
    """The facts of a ban, as `Ban` has them. `excepted` are references of sellers, `right` that of a patent on file."""

    kind: str = ""
    title: str = ""
    authority: str = ""
    order: str = ""
    territories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    model_numbers: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    patents: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    right: str = ""
    action: str = Ban.Action.QUEUE
    starts_on: date | None = None
    ends_on: date | None = None
    source: str = ""

    def as_columns(self) -> dict[str, Any]:
        """The columns of `Ban` that they come to; who is excepted and the patent on file are rows of their own."""
        found = {
            field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("excepted", "right")
        }
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def checked(given: BanDetails, *, day: date) -> BanDetails:
    """The same facts in the form that is kept; Invalid with a sentence per field for what does not hold together."""
    wrong: dict[str, list[str]] = {}

    def put(name: str, sentence: str) -> None:
        wrong.setdefault(name, []).append(sentence)

    found = replace(
        given, starts_on=given.starts_on or day, authority=given.authority.strip(), order=given.order.strip()
    )
    once: dict[str, Any] = {name: _each_once(getattr(found, name)) for name in LISTS if name != "territories"}
    found = replace(found, **once)
    _check_choices(found, put)
    _check_texts(found, put)
    _check_products(found, put)
    found = _with_territories(found, put)
    if found.ends_on is not None and found.starts_on is not None and found.ends_on < max(found.starts_on, day):
        put("ends_on", _("This ends before it begins, or has ended already."))
    if found.source and not found.source.startswith(("https://", "http://")):
        put("source", _("An address begins with https:// or http://."))
    if wrong:
        raise Invalid(fields=wrong)
    return found


def _check_choices(found: BanDetails, put: Callable[[str, str], None]) -> None:
    for name, allowed in (("kind", Ban.Kind.values), ("action", Ban.Action.values)):
        if getattr(found, name) not in allowed:
            put(name, _("One of: %(allowed)s.") % {"allowed": ", ".join(allowed)})


def _check_texts(found: BanDetails, put: Callable[[str, str], None]) -> None:
    for name, most in LONGEST.items():
        value = getattr(found, name)
        if fault := text_fault(value):
            put(name, fault)
        elif len(value) > most:
            put(name, _("At most %(most)d characters.") % {"most": most})
    missing = {
        "title": _("Say what may not be brought in, as in “Certain hair dryers”."),
        "authority": _("Which authority ordered it, as in USITC?"),
        "order": _("The number of the order, as the authority gives it."),
    }
    for name, sentence in missing.items():
        if not getattr(found, name).strip():
            put(name, sentence)
    for name in LISTS:
        values = getattr(found, name)
        if len(values) > MOST_PHRASES or any(len(value) > LONGEST_PHRASE for value in values):
            words = {"many": MOST_PHRASES, "most": LONGEST_PHRASE}
            put(name, _("At most %(many)d, each of at most %(most)d characters.") % words)
        elif fault := next((fault for value in values if (fault := text_fault(value))), None):
            put(name, fault)


def _check_products(found: BanDetails, put: Callable[[str, str], None]) -> None:
    if not found.products:
        put("products", _("Name the goods in the words of listings, one product a line, as in “hair dryer”."))
    for product in found.products:
        words = re.findall(r"\w+", fold(product))
        if not words or (fold(product).isascii() and max(map(len, words)) < SHORTEST_PRODUCT):
            put("products", _("“%(product)s” is too short to tell such goods from others.") % {"product": product})


def _with_territories(found: BanDetails, put: Callable[[str, str], None]) -> BanDetails:
    unknown = [word for word in found.territories if not place_code(word)]
    codes = tuple(sorted({code for word in found.territories if (code := place_code(word))}))
    if unknown:
        put("territories", _("Not a country or EU: %(words)s.") % {"words": ", ".join(unknown[:5])})
    elif not codes:
        put("territories", _("Say where such goods may not be brought in, as in US."))
    return replace(found, territories=codes)


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def rows_of(text: str) -> Iterator[tuple[int, BanDetails | list[Fault]]]:
    """The bans of a CSV list, each with its line, or what cannot be read in it. Lists within a cell have semicolons."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",\t|", key=head.count), restval="")
    try:
        for raw in reader:
            cells = {
                str(name).strip().lower(): plain_cell(value).strip()
                for name, value in raw.items()
                if name and isinstance(value, str)
            }
            yield reader.line_num, _read(reader.line_num, cells)
    except csv.Error:
        yield reader.line_num, [Fault(reader.line_num, "", _("This row cannot be read as CSV."))]


def _read(line: int, cells: Mapping[str, str]) -> BanDetails | list[Fault]:
    said: dict[str, Any] = {}
    faults = []
    for name, columns in COLUMNS.items():
        column = next((column for column in columns if cells.get(column)), None)
        if column is None:
            continue
        value = cells[column]
        if name in LISTS:
            said[name] = tuple(part.strip() for part in value.split(";") if part.strip())
        elif name in ("starts_on", "ends_on"):
            try:
                said[name] = date.fromisoformat(value)
            except ValueError:
                faults.append(Fault(line, column, _("A date such as 2031-05-04.")))
        else:
            said[name] = value.lower().replace(" ", "_") if name in ("kind", "action") else value
    return faults or BanDetails(**said)
