"""Rights as a file that the import reads back as the same: CSV, a spreadsheet, JSON Lines. Written as a stream."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from gateway.text import neutral_cell
from registry.details import NAMES
from registry.models import Right
from registry.reading.cells import cell_of
from tenancy.context import current_tenant, tenant

Record = Mapping[str, Any]
COLUMNS = ("title", *(name for name in NAMES if name != "title"))
STANDING = ("on_file_as", "on_file_for", "on_file_state")
"""What the marketplace adds: no fact of a list, so the import leaves these columns out."""
TOGETHER = 1_000
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""
PIECE = 256 * 1024


def records(found: QuerySet[Right]) -> Iterator[Record]:
    """The rights, in the order in which they were put on file. Read in pieces, each in a transaction of its own: the
    answer to a request is written when the request's is over."""
    return _read(current_tenant(), found.select_related("owner").order_by("id"))


def _read(place: UUID, ordered: QuerySet[Right]) -> Iterator[Record]:
    last = UUID(int=0)
    while True:
        with tenant(place):
            some = list(ordered.filter(id__gt=last)[:TOGETHER])
        if not some:
            return
        for right in some:
            facts = {name: getattr(right, name) for name in COLUMNS}
            yield {**facts, **dict(zip(STANDING, (right.reference, right.owner.name, right.state), strict=True))}
        last = some[-1].id


def as_csv(found: Iterable[Record], columns: Sequence[str] = (*COLUMNS, *STANDING)) -> Iterator[bytes]:
    """A table in UTF-8 with its mark, so that spreadsheets read it right; no cell is run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(columns)
    for record in found:
        writer.writerow([neutral_cell(cell_of(name, record.get(name))) for name in columns])
        if out.tell() > PIECE:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> bytes:
    data = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return data


def as_json_lines(found: Iterable[Record]) -> Iterator[bytes]:
    """An object a line, without what is empty."""
    for record in found:
        said = {name: value for name, value in record.items() if value not in ("", None, [], {}, False)}
        yield json.dumps(said, ensure_ascii=False, default=_json).encode() + b"\n"


def _json(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into JSON.")


def as_spreadsheet(found: Iterable[Record], columns: Sequence[str] = (*COLUMNS, *STANDING)) -> Iterator[bytes]:
    """A workbook of one sheet, every cell text. It is written to a file first: a zip ends with its contents."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rights")
    sheet.append(list(columns))
    for record in found:
        sheet.append([_cell(cell_of(name, record.get(name))) for name in columns])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _cell(text: str) -> str:
    return neutral_cell(ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])


WRITERS = {"csv": as_csv, "xlsx": as_spreadsheet, "jsonl": as_json_lines}
