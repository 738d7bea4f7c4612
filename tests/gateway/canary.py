"""What the tests of the fetcher watch with: who is connected to, and hosts that answer as badly as they can."""

import ipaddress
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress

PRIVATE = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 "
        "198.18.0.0/15 224.0.0.0/3 168.63.129.16/32 ::/3 4000::/2 8000::/1 2001::/32 2002::/16"
    ).split()
]
"""Said again here, so that the list under test is not measured by itself."""

_watchers: list["Watch"] = []


class Watch:
    """Every address that this process tried to connect to. To the public network nothing gets through."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    @property
    def private(self) -> list[str]:
        return [address for address in self.addresses if is_private(address)]


def is_private(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return any(found in network for network in PRIVATE if network.version == found.version)


def _hook(event: str, args: tuple) -> None:
    if event != "socket.connect" or not _watchers or not isinstance(args[1], tuple):
        return
    address = str(args[1][0])
    for watch in _watchers:
        watch.addresses.append(address)
    if not is_private(address):
        raise ConnectionRefusedError("the tests reach nobody outside")


sys.addaudithook(_hook)


@contextmanager
def watching():
    watch = Watch()
    _watchers.append(watch)
    try:
        yield watch
    finally:
        _watchers.remove(watch)


class Host:
    """A host on loopback that answers each connection by `answer(connection, request)`, and counts them."""

    def __init__(self, answer: Callable[[socket.socket, bytes], None], *, family=socket.AF_INET, context=None) -> None:
        self._answer, self._context = answer, context
        self.over = threading.Event()
        self.connections = 0
        self.requests: list[bytes] = []
        self._listener = socket.socket(family, socket.SOCK_STREAM)
        self._listener.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0))
        self._listener.listen(64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def close(self) -> None:
        self.over.set()
        self._listener.close()

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            connection.settimeout(5)
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(4096)
                if not piece:
                    return
                request += piece
            self.requests.append(request)
            self._answer(connection, request)
        with suppress(OSError):
            connection.close()


def says(data: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html"):
    """A host that answers everything with these bytes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
        lines.append(f"Content-Length: {len(data)}")
    head = "\r\n".join([*lines, "", ""]).encode()
    return lambda connection, request: connection.sendall(head + data)


def sends_on(location: str, status: str = "302 Found"):
    """A host that sends everybody elsewhere."""
    return says(b"", f"Location: {location}", status=status)
