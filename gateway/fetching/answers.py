"""Reading an answer of a host that may mean us harm: within the deadline, within the limits, to its announced end."""

import http.client
import io
import socket
import zlib
from typing import Any

from gateway.fetching.reaching import Deadline
from gateway.fetching.refusing import refusal

HEAD_BYTES = 256 * 1024
"""What the heads of an answer may take beside its body: status, headers, the sizes of chunks."""
CHUNK = 64 * 1024


class _Wire(io.RawIOBase):
    """The connection as a file: each read waits no longer than the deadline, and all together are bounded."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most: int) -> None:
        super().__init__()
        self._connection, self._deadline, self._left = connection, deadline, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            raise refusal("large")
        self._connection.settimeout(self._deadline.left())
        try:
            count = self._connection.recv_into(buffer)
        except TimeoutError:
            raise refusal("slow") from None
        except OSError:
            raise refusal("cut") from None
        self._left -= count
        return count


class _Plug:
    """What `http.client` takes for a socket."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return io.BufferedReader(self._wire, CHUNK)


def ask(connection: socket.socket, head: bytes, deadline: Deadline, most_bytes: int) -> http.client.HTTPResponse:
    """Send a request, read status and headers. Raises FetchRefused: slow, cut, broken, large."""
    try:
        connection.settimeout(deadline.left())
        connection.sendall(head)
    except TimeoutError:
        raise refusal("slow") from None
    except OSError:
        raise refusal("cut") from None
    wire = _Wire(connection, deadline, most_bytes + HEAD_BYTES)
    response = http.client.HTTPResponse(_Plug(wire), method="GET")  # type: ignore[arg-type]
    try:
        response.begin()
    except (http.client.HTTPException, ValueError):
        raise refusal("broken") from None
    return response


def body(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    """The body, unpacked, at most so many bytes. Raises FetchRefused: large, cut, encoding, broken, slow."""
    packed = _packed(response, most_bytes)
    encodings = ", ".join(response.headers.get_all("Content-Encoding", [])).strip().lower()
    if encodings in ("", "identity"):
        return packed
    if encodings in ("gzip", "x-gzip"):
        return _unpacked(packed, most_bytes)
    raise refusal("encoding")


def _packed(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    if response.length is not None and response.length > most_bytes:
        raise refusal("large")
    found = bytearray()
    try:
        while piece := response.read(CHUNK):
            found += piece
            if len(found) > most_bytes:
                raise refusal("large")
    except http.client.IncompleteRead:
        raise refusal("cut") from None
    except (http.client.HTTPException, ValueError):
        raise refusal("broken") from None
    if response.length:  # it announced more than it sent
        raise refusal("cut")
    return bytes(found)


def _unpacked(packed: bytes, most_bytes: int) -> bytes:
    """We asked for it unpacked; some hosts pack it all the same. Never more memory than the limit."""
    found = bytearray()
    while packed:
        stream = zlib.decompressobj(wbits=31)
        try:
            found += stream.decompress(packed, most_bytes + 1 - len(found))
        except zlib.error:
            raise refusal("broken") from None
        if len(found) > most_bytes:
            raise refusal("large")
        if not stream.eof:
            raise refusal("cut")
        packed = stream.unused_data
    return bytes(found)
