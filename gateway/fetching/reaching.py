"""From a target to a connection: resolved once, judged, and connected to the very address that was judged."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from gateway.fetching.addresses import is_public
from gateway.fetching.refusing import FetchRefused, refusal
from gateway.fetching.targets import Target

Resolver = Callable[[str, int], list[str]]
"""The addresses of a name, as text. Raises OSError if there are none."""
MOST_TRIED = 3


class Deadline:
    """A moment until which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than 0. Raises FetchRefused `slow`."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise refusal("slow")
        return left

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is waited for in here is not counted."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._until += time.monotonic() - began


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the whole name: with the search list it would be looked for inside our own network first."""
    whole = f"{host}." if "." in host else host
    found = socket.getaddrinfo(whole, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def judged(target: Target, resolver: Resolver, deadline: Deadline, *, is_allowed: bool) -> list[str]:
    """The addresses of a target, each public. One that is not condemns the others: it is no accident.

    Raises FetchRefused: unknown, private, slow.
    """
    found = [target.host] if target.is_address else _resolved(target, resolver, deadline)
    if not found:
        raise refusal("unknown")
    if not is_allowed and not all(map(is_public, found)):
        raise refusal("private")
    return found


def connected(
    target: Target, addresses: list[str], deadline: Deadline, context: Callable[[], ssl.SSLContext]
) -> tuple[socket.socket, str]:
    """A connection to the first address that answers, secured where the target is; and that address.

    Raises FetchRefused: unreachable, certificate, slow.
    """
    for address in addresses[:MOST_TRIED]:
        try:
            plain = _dial(address, target.port, deadline)
        except OSError:
            continue
        if target.scheme == "http":
            return plain, address
        return _secured(plain, target, deadline, context()), address
    deadline.left()
    raise refusal("unreachable")


def _resolved(target: Target, resolver: Resolver, deadline: Deadline) -> list[str]:
    """The resolver knows no deadline of ours, so it works in a thread that we stop waiting for."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(resolver(target.host, target.port))
        except (OSError, UnicodeError):
            found.clear()

    thread = Thread(target=ask, name=f"resolve {target.host}", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise refusal("slow")
    return list(found)


def _dial(address: str, port: int, deadline: Deadline) -> socket.socket:
    """The address is numbers alone, so that nothing is resolved again."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.settimeout(deadline.left())
        plain.connect((address, port))
    except (OSError, FetchRefused):
        plain.close()
        raise
    return plain


def _secured(plain: socket.socket, target: Target, deadline: Deadline, context: ssl.SSLContext) -> socket.socket:
    """The handshake, with the target's name and not the address. Its time is counted as one."""
    try:
        plain.settimeout(deadline.left())
        return context.wrap_socket(plain, server_hostname=target.host)
    except ssl.SSLCertVerificationError:
        plain.close()
        raise refusal("certificate") from None
    except TimeoutError:
        plain.close()
        raise refusal("slow") from None
    except (OSError, ValueError):
        plain.close()
        raise refusal("unreachable") from None
    except FetchRefused:
        plain.close()
        raise
