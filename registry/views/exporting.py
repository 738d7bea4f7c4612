"""Rights and wrong rows as files to take away."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from accounts.doors import page
from gateway.http import PageRequest, choice
from gateway.http import found as one_of
from gateway.text import disposition
from registry import exporting
from registry.list_forms import facts_of
from registry.models import RightList, WrongRow
from registry.reading.source import MEDIA_TYPES
from registry.views.searching import chosen


@page("right.read")
def export(request: PageRequest) -> HttpResponseBase:
    """The rights that the list shows with this search and these filters."""
    format = choice(request.GET, "format", list(exporting.WRITERS), default="csv")
    rows = chosen(request)[1].rows
    return _file(exporting.WRITERS[format](exporting.records(rows)), f"rights.{format}", format)


@page("right.register")
def wrong_rows(request: PageRequest, ref: str) -> HttpResponseBase:
    """Just the rows that could not go in, with what is wrong: to be mended outside and uploaded again."""
    listed = one_of(RightList.objects.visible_to(request.actor), reference=ref)
    format = choice(request.GET, "format", ["csv", "xlsx"], default="csv")
    rows = list(WrongRow.objects.filter(listed=listed)[:1000])
    columns = [*facts_of(listed, rows), "line", "what_is_wrong"]
    records = [
        {**row.values, "line": row.line, "what_is_wrong": " ".join(one["sentence"] for one in row.wrong)}
        for row in rows
    ]
    write = exporting.as_csv if format == "csv" else exporting.as_spreadsheet
    return _file(write(records, columns), f"{listed.reference}-wrong.{format}", format)


def _file(pieces: Iterator[bytes], name: str, format: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": disposition(name, download=True)}
    return StreamingHttpResponse(pieces, content_type=MEDIA_TYPES[format], headers=headers)
