"""A list as a file: what format it is in, and its records."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.reading import st66, st96, tables
from registry.reading.columns import COLUMNS, PICTURE
from registry.reading.facts import Reading
from registry.reading.named_pictures import Pictures
from registry.reading.raw import Raw, Unreadable
from registry.reading.records import records

FORMATS: Mapping[str, str | Promise] = {
    "csv": gettext_lazy("Table (CSV)"),
    "xlsx": gettext_lazy("Spreadsheet (Excel)"),
    "jsonl": gettext_lazy("JSON Lines"),
    "xml": gettext_lazy("Register’s XML (ST.66 or ST.96)"),
}
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
    "xml": "application/xml",
}
KEPT_AS: Mapping[str, str] = {**MEDIA_TYPES, "xlsx": "application/zip"}
"""As evidence has it, whose column is shorter than the name of a workbook's type; a workbook is a zip."""
HEAD = 4096
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
IN_FACTS: Mapping[str, tuple[str, ...]] = {fact: (fact,) for fact in COLUMNS}
"""XML comes with the names of the facts; no column has to be found."""


def sniffed(file: BinaryIO) -> str:
    """The format, by what the bytes are. Raises Unreadable for what is no list."""
    head = file.read(HEAD)
    file.seek(0)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    wide = (head[:2] in tables.MARKS and head[2:].replace(b"\x00", b"").lstrip()) or text
    if not text:
        raise Unreadable(_("This file is empty."))
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(OLD_EXCEL):
        raise Unreadable(_("This is a workbook in the old format .xls. Save it as .xlsx, then upload it."))
    if head.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise Unreadable(_("This is no list: upload CSV, a spreadsheet, JSON Lines or a register’s XML."))
    if wide.startswith(b"<"):
        return "xml"
    if text.startswith(b"{"):
        return "jsonl"
    if b"\x00" in head and head[:2] not in tables.MARKS:
        raise Unreadable(_("This is no list: upload CSV, a spreadsheet, JSON Lines or a register’s XML."))
    return "csv"


def raws(file: BinaryIO, format: str) -> Iterator[Raw]:
    """Every record of the file, one at a time. Raises Unreadable where the file as a whole cannot be read on."""
    if format == "xml":
        yield from _marks(file)
    else:
        yield from {"csv": tables.csv_rows, "jsonl": tables.json_rows, "xlsx": tables.sheet_rows}[format](file)


def _marks(file: BinaryIO) -> Iterator[Raw]:
    is_any = False
    for record in records(file):
        is_any = True
        yield Raw(record.number, (st66 if record.format == "st66" else st96).facts(record))
    if not is_any:
        raise Unreadable(_("There is no trademark record of ST.66 or ST.96 in this XML."))


def reading_of(
    format: str, columns: Mapping[str, str], constants: Mapping[str, object], pictures: Pictures | None = None
) -> Reading:
    """How the records are understood: by the names of the facts in XML, elsewhere by the columns somebody has chosen."""
    if format == "xml":
        return Reading(IN_FACTS, dict(constants))
    chosen = {PICTURE: (), **{fact: (column,) for fact, column in columns.items() if column}}
    return Reading(chosen, dict(constants), pictures=pictures)
