"""CSV, JSON Lines and spreadsheets as streams of rows: the first row of a table names its columns."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from gateway.text import SURROGATE, plain_cell
from registry.reading.raw import Raw, Unreadable

LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200
MOST_UNPACKED = 400 * 1024 * 1024
MOST_SHARED = 64 * 1024 * 1024
"""Bytes of a spreadsheet once unpacked, and those of its table of texts, which alone is held in memory."""
SEPARATORS = ",;\t|"
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def csv_rows(file: BinaryIO) -> Iterator[Raw]:
    """Rows of a CSV file in UTF-8 (or UTF-16 with its mark), whatever separates its cells."""
    encoding = MARKS.get(file.read(2), "utf-8-sig")
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield from _csv_rows(text)
    except UnicodeError as fault:
        raise Unreadable(_("This file is cut off in the middle of a character. Save it again.")) from fault
    finally:
        text.detach()


def _csv_rows(text: io.TextIOWrapper) -> Iterator[Raw]:
    head = text.readline(LONGEST_LINE)
    text.seek(0)
    reader = csv.reader(text, delimiter=max(SEPARATORS, key=head.count))
    names: list[str] | None = None
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Raw(reader.line_num, fault=_("This row cannot be read as CSV."))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = heading(cells)
        elif SURROGATE.search("".join(cells)):
            sentence = _("This row is not in UTF-8. Save the file as “CSV UTF-8”, then upload it again.")
            yield Raw(reader.line_num, fault=sentence)
        else:
            yield _row(reader.line_num, names, [plain_cell(cell) for cell in cells])


def heading(cells: Sequence[Any]) -> list[str]:
    """The names of the columns; one without a name is called by its place. Raises Unreadable for no table at all."""
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(_("A table has at most %(most)d columns.") % {"most": MOST_COLUMNS})
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = str(cell if cell is not None else "").strip()[:120] or _("Column %(place)d") % {"place": place}
        names.append(name if name not in names else f"{name} ({place})")
    return names


def _row(line: int, names: Sequence[str], cells: Sequence[Any]) -> Raw:
    if any(cell not in ("", None) for cell in cells[len(names) :]):
        return Raw(line, fault=_("This row has more cells than the heading."))
    return Raw(line, {name: cells[place] if place < len(cells) else None for place, name in enumerate(names)})


def json_rows(file: BinaryIO) -> Iterator[Raw]:
    """Lines that are each an object in JSON."""
    line = 0
    while raw := file.readline(LONGEST_LINE + 1):
        line += 1
        if len(raw) > LONGEST_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE)
            yield Raw(line, fault=_("This line is longer than a million bytes."))
        elif raw.strip():
            yield _object(line, raw)


def _object(line: int, raw: bytes) -> Raw:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    return Raw(line, found) if isinstance(found, dict) else Raw(line, fault=_("This line is not an object in JSON."))


def sheet_rows(file: BinaryIO) -> Iterator[Raw]:
    """Rows of the first sheet of an Excel workbook. Its formulas count by the values that were saved with them."""
    _refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.max_row != 0), None)
        if sheet is None:
            raise Unreadable(_("There is no sheet in this workbook."))
        sheet.reset_dimensions()  # what it says of its own size need not be so
        yield from _sheet_rows(enumerate(sheet.iter_rows(values_only=True), 1))
    except (zipfile.BadZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError, OSError) as fault:
        raise Unreadable(_("This workbook is damaged or is none. Save it as .xlsx, then upload it again.")) from fault


def _sheet_rows(rows: Iterator[tuple[int, tuple[Any, ...]]]) -> Iterator[Raw]:
    names: list[str] | None = None
    for line, cells in rows:
        if not any(cell not in ("", None) for cell in cells):
            continue
        if names is None:
            while cells and cells[-1] in ("", None):
                cells = cells[:-1]
            names = heading(cells)
        else:
            yield _row(line, names, [_cell(cell) for cell in cells])


def _cell(value: Any) -> Any:
    """A cell as text, as people see it: days without their midnight, whole numbers without their fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if value is None or isinstance(value, bool) else plain_cell(str(value))


def _refuse_bombs(file: BinaryIO) -> None:
    """Judge the workbook by its list of contents: of each part no more is unpacked than that says."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError) as fault:
        raise Unreadable(_("This workbook is damaged or is none. Save it as .xlsx, then upload it again.")) from fault
    finally:
        file.seek(0)
    held = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or held > MOST_SHARED or len(parts) > 2000:
        raise Unreadable(_("This workbook is too large once unpacked. Save its one sheet as CSV and upload that."))


def table_by_reference(path: Path) -> dict[str, dict[str, str]]:
    """A CSV file of further columns, by its first column."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        first = (reader.fieldnames or [""])[0]
        return {row[first]: {k: v for k, v in row.items() if k and k != first and isinstance(v, str)} for row in reader}
