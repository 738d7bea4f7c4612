"""Listings out of files of others: which of their fields is which of ours, and what is wrong with a row. Pure."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gateway.text import plain_cell
from sellers.content import Content, faults, number_faults
from sellers.variants import Variant, read, variants_of

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "id", "sku"),
    "title": ("title", "name"),
    "description": ("description",),
    "brand": ("brand",),
    "category": ("category_path", "category"),
    "price": ("price",),
    "currency": ("currency",),
    "url": ("url", "link"),
    "markets": ("markets",),
    "origin": ("origin", "country_of_origin", "made_in"),
    "gtin": ("gtin", "ean", "upc"),
    "variants": ("variants",),
}
"""Our fields, and what others call them; the first that a row has, and that is not empty, counts."""
STEP = ">"
BETWEEN = re.compile(r"[\s;|]+|,\s*(?=https?://)")
"""What stands between two addresses; a comma may stand in one."""


class UnreadableFile(Exception):
    """The file as a whole is not read: no known ending, not UTF-8, no heading."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one field of one line, in a sentence."""

    line: int
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One listing of a file. `seller` is the name by which its seller is found or made, "" for the one of the import."""

    line: int
    number: str
    seller: str
    content: Content


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Line numbers and rows of a JSON Lines or CSV file; None for a line that is no row. Raises UnreadableFile."""
    ending = path.suffix.lower()
    if ending not in (".jsonl", ".ndjson", ".csv"):
        raise UnreadableFile(_("Only files ending in .jsonl, .ndjson or .csv are read."))
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            yield from _csv_rows(file) if ending == ".csv" else _json_rows(file)
        except (UnicodeDecodeError, csv.Error) as error:
            raise UnreadableFile(_("This file is not read: %(reason)s") % {"reason": error}) from error


def row_of(
    line: int,
    given: Mapping[str, Any] | None,
    *,
    seller_field: str,
    markets: list[str],
    columns: Mapping[str, tuple[str, ...]] = FIELDS,
    currency: str = "",
) -> ImportRow | list[RowFault]:
    """The listing that a row of a file is, or everything that is wrong with it.

    `markets` are where it is offered, and `currency` what its price is in, unless the row says so itself; `columns` are
    where each of our fields stands.
    """
    if given is None:
        return [RowFault(line, "", _("This line is no row."))]
    found = {ours: _first(given, theirs) for ours, theirs in columns.items()}
    number, seller = _text(found.get("number")), _text(given.get(seller_field)) if seller_field else ""
    content = Content().changed(
        {
            **{name: _text(found.get(name)) for name in ("title", "description", "brand", "origin", "url", "gtin")},
            "currency": _text(found.get("currency")).strip().upper() or (currency if found.get("price") else ""),
            "category": _steps(found.get("category")),
            "markets": _codes(found.get("markets")) or markets,
        }
    )
    content = content.changed({"picture_urls": _addresses(given, columns.get("pictures", ()))})
    wrong: dict[str, list[str]] = {}
    try:
        content = content.changed({"variants": _variants(found.get("variants"))})
    except ValueError as fault:
        wrong["variants"] = [str(fault)]
    try:
        content = content.changed({"price_cents": _cents(found.get("price"))})
    except ValueError:
        wrong["price"] = [_("A price is a number with at most two decimals, as in 18.95.")]
    wrong |= faults(content)
    if "picture_urls" in wrong:
        wrong["pictures"] = wrong.pop("picture_urls")
    if number_faults(number):
        wrong["number"] = number_faults(number)
    if seller_field and not seller.strip():
        wrong[seller_field] = [_("Say whose listing this is.")]
    if wrong:
        return [RowFault(line, name, sentence) for name, sentences in wrong.items() for sentence in sentences]
    return ImportRow(line, number, seller, content)


def _json_rows(file: Any) -> Iterator[tuple[int, dict[str, Any] | None]]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError):
            row = None
        yield line, row if isinstance(row, dict) else None


def _csv_rows(file: Any) -> Iterator[tuple[int, dict[str, Any] | None]]:
    reader = csv.DictReader(file)
    if not reader.fieldnames:
        raise UnreadableFile(_("The first line of a CSV file names its columns."))
    for row in reader:
        named = {
            str(name).strip().lower(): plain_cell(value) for name, value in row.items() if name and value is not None
        }
        yield reader.line_num, named


def _first(given: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((given[name] for name in names if given.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _steps(value: Any) -> list[str]:
    """A category as a list, or written as “Shoes > Boots”."""
    steps = value if isinstance(value, list) else _text(value).split(STEP)
    return [step for step in (_text(one).strip() for one in steps) if step]


def _variants(value: Any) -> tuple[Variant, ...]:
    """Variants as a list of objects, or one a line (or between semicolons) as people write them."""
    return variants_of(value) if isinstance(value, list) else read(_text(value).replace(";", "\n"))


def _addresses(given: Mapping[str, Any], columns: tuple[str, ...]) -> list[str]:
    """Addresses of pictures out of all these columns, between blanks, semicolons, bars or commas before the next one."""
    found: list[str] = []
    for column in columns:
        value = given.get(column)
        said = [_text(one) for one in value] if isinstance(value, list) else BETWEEN.split(_text(value))
        found += [one.strip() for one in said if one.strip()]
    return found


def _codes(value: Any) -> list[str]:
    codes = value if isinstance(value, list) else _text(value).replace(",", " ").split()
    return [_text(one) for one in codes]


def _cents(value: Any) -> int | None:
    """Hundredths. ValueError for what is no price."""
    if value is None:
        return None
    try:
        cents = Decimal(_text(value).strip()) * 100
        whole = int(cents)
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(value) from error
    if isinstance(value, bool) or cents != whole:
        raise ValueError(value)
    return whole
