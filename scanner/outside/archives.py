"""Web archives (WARC, ISO 28500): reading what somebody hands in, writing what we have fetched. Pure.

A gzipped archive is unpacked here, within a limit, before the library sees it: its own reader follows a line for as long as
it goes.
"""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

MEDIA_TYPE, PACKED_TYPE = "application/warc", "application/gzip"
MOST_UNPACKED = 80 * 1024 * 1024
MOST_RECORDS, MOST_BODY, MOST_PAGES, MOST_PICTURES = 1_000, 10 * 1024 * 1024, 20, 200
_GZIP, _MARK = b"\x1f\x8b", b"WARC/"
_CHUNK = 64 * 1024
PAGES = ("text/html", "application/xhtml+xml")


class Unreadable(Exception):
    """This is no archive, or too much of one. `code` is "not_one", "broken" or "large"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer of the web: where, when (None if it does not say), of what kind, and its bytes."""

    url: str
    media_type: str
    data: bytes
    at: datetime | None = None
    content_type: str = ""
    address: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def looks_like_one(data: bytes) -> bool:
    """Whether this may be an archive: by its first bytes, not by its name."""
    return data.startswith((_GZIP, _MARK))


def media_type_of(data: bytes) -> str:
    """Of an archive as it was handed in, packed or not."""
    return PACKED_TYPE if data.startswith(_GZIP) else MEDIA_TYPE


def read_archive(data: bytes) -> tuple[list[Piece], dict[str, Piece]]:
    """The pages in an archive, and its pictures by their address. Raises Unreadable."""
    plain = _unpacked(data) if data.startswith(_GZIP) else data
    if not plain.startswith(_MARK):
        raise Unreadable("not_one")
    if len(plain) > MOST_UNPACKED:
        raise Unreadable("large")
    pages: list[Piece] = []
    pictures: dict[str, Piece] = {}
    try:
        for piece in _pieces(plain):
            if piece.media_type in PAGES and len(pages) < MOST_PAGES:
                pages.append(piece)
            elif piece.media_type.startswith("image/") and len(pictures) < MOST_PICTURES:
                pictures.setdefault(piece.url, piece)
    except Unreadable:
        raise
    except Exception as fault:  # the library has no error of its own for half of what can be wrong
        raise Unreadable("broken") from fault
    return pages, pictures


def write_archive(pieces: list[Piece]) -> bytes:
    """What was fetched, as an archive that any tool for archives opens: one answer a record, with its time and address."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for piece in pieces:
        lines = [("Content-Type", piece.content_type or piece.media_type), ("Content-Length", str(len(piece.data)))]
        kept = [(name.title(), value) for name, value in piece.headers.items() if name != "content-type"]
        about = {"WARC-Date": piece.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")} if piece.at else {}
        if piece.address:
            about["WARC-IP-Address"] = piece.address
        record = writer.create_warc_record(
            piece.url,
            "response",
            payload=io.BytesIO(piece.data),
            length=len(piece.data),
            http_headers=StatusAndHeaders("200 OK", lines + kept, protocol="HTTP/1.1"),
            warc_headers_dict=about,
        )
        writer.write_record(record)
    return out.getvalue()


def _pieces(plain: bytes) -> Iterator[Piece]:
    for count, record in enumerate(ArchiveIterator(io.BytesIO(plain))):
        if count >= MOST_RECORDS:
            raise Unreadable("large")
        if record.rec_type not in ("response", "resource"):
            continue
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        head = record.http_headers
        if record.rec_type == "response" and (head is None or head.get_statuscode() != "200"):
            continue
        kind = (head or record.rec_headers).get_header("Content-Type") or ""
        media_type = kind.partition(";")[0].strip().lower()
        if media_type in PAGES or media_type.startswith("image/"):
            date = record.rec_headers.get_header("WARC-Date")
            yield Piece(url.strip("<>"), media_type, _body(record.content_stream()), _moment(date), kind)


def _body(stream: Any) -> bytes:
    found = bytearray()
    while piece := stream.read(_CHUNK):
        found += piece
        if len(found) > MOST_BODY:
            raise Unreadable("large")
    return bytes(found)


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _unpacked(data: bytes) -> bytes:
    """All members of a gzip file, one after the other, no further than the limit."""
    found = bytearray()
    while data.startswith(_GZIP):
        stream = zlib.decompressobj(wbits=31)
        try:
            found += stream.decompress(data, MOST_UNPACKED + 1 - len(found))
        except zlib.error:
            raise Unreadable("broken") from None
        if len(found) > MOST_UNPACKED:
            raise Unreadable("large")
        if not stream.eof:
            raise Unreadable("broken")
        data = stream.unused_data
    return bytes(found)
