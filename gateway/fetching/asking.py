"""The use of the fetcher: one address in, the bytes that lie there out, or a refusal with its reason."""

import re
import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPResponse
from types import MappingProxyType

from django.conf import settings

from gateway.fetching import answers
from gateway.fetching.politeness import PATIENCE, turn
from gateway.fetching.reaching import Deadline, Resolver, connected, judged, resolve
from gateway.fetching.refusing import refusal
from gateway.fetching.targets import Target, onward, target

Media = frozenset[str]
PAGES: Media = frozenset({"text/html", "application/xhtml+xml"})
PICTURES: Media = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""Media types without a script in them: no SVG."""
MOST_BYTES, SECONDS, HOPS = 10 * 1024 * 1024, 10.0, 3

REDIRECTS = (301, 302, 303, 307, 308)
KEPT = ("content-type", "content-language", "date", "etag", "last-modified", "server")
_UNPRINTABLE = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True, slots=True)
class Network:
    """How the world is reached. The tests put their own in its place; nobody else does."""

    resolver: Resolver = resolve
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    turn: Callable[[str, float], AbstractContextManager[None]] = turn


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lay at an address. `address` is the one it came from, `hops` the addresses on the way, the first one first.

    `headers` are those of the answer that say something about the page, by their small names.
    """

    url: str
    final_url: str
    status: int
    media_type: str
    data: bytes
    address: str
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is the same for every hop of one fetch."""

    accept: Media
    contact: str
    most_bytes: int
    deadline: Deadline
    allowed: frozenset[str]
    network: Network


def fetch(
    url: str,
    *,
    accept: Media,
    contact: str = "",
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
    hops: int = HOPS,
    network: Network = Network(),
) -> Fetched:
    """Fetch what lies at an address, of one of the media types in `accept`, following at most `hops` redirects.

    `contact` is an address at which a host can learn who asks. `seconds` are for everything but waiting for the host's
    turn, and this waits: never call it inside a transaction. Raises FetchRefused.
    """
    allowed = allowed_places()
    here = target(url, allowed=allowed)
    way: list[str] = []
    wish = _Wish(accept, contact, most_bytes, Deadline(seconds), allowed, network)
    with ExitStack() as turns:
        held: set[str] = set()
        while True:
            if here.host not in held:
                with wish.deadline.paused():
                    turns.enter_context(network.turn(here.host, seconds + PATIENCE))
                held.add(here.host)
            found = _hop(url, here, wish, tuple(way))
            if isinstance(found, Fetched):
                return found
            way.append(here.url)
            if len(way) > hops:
                raise refusal("redirects")
            here = found


def allowed_places() -> frozenset[str]:
    """Hosts with their ports that the installation's setting lets through although they are not public; usually none."""
    return frozenset(settings.FETCH_ALLOWED)


def media_type_of(header: str) -> str:
    """The media type of a Content-Type, without its parameters; the one misspelling that half the web has is put right."""
    found = header.partition(";")[0].strip().lower()
    return "image/jpeg" if found == "image/jpg" else found


def _hop(url: str, here: Target, wish: _Wish, way: tuple[str, ...]) -> Fetched | Target:
    """Ask one host: the bytes, or where it sends us."""
    addresses = judged(here, wish.network.resolver, wish.deadline, is_allowed=here.place in wish.allowed)
    connection, address = connected(here, addresses, wish.deadline, wish.network.context)
    try:
        response = answers.ask(connection, _head(here, wish), wish.deadline, wish.most_bytes)
        if response.status in REDIRECTS:
            return onward(here, response.headers.get("Location", ""), allowed=wish.allowed)
        data = _body(response, wish)
    finally:
        connection.close()
    return Fetched(
        url=url,
        final_url=here.url,
        status=response.status,
        media_type=media_type_of(response.headers.get("Content-Type", "")),
        data=data,
        address=address,
        fetched_at=datetime.now(UTC),
        headers=MappingProxyType({name: response.headers[name][:500] for name in KEPT if name in response.headers}),
        hops=way,
    )


def _body(response: HTTPResponse, wish: _Wish) -> bytes:
    if response.status != 200:
        raise refusal("status", status=response.status)
    if media_type_of(response.headers.get("Content-Type", "")) not in wish.accept:
        raise refusal("media", status=response.status)
    return answers.body(response, wish.most_bytes)


def _head(here: Target, wish: _Wish) -> bytes:
    """The request. It says who asks, and nothing else about us: no cookie, no referrer, no language."""
    contact = _UNPRINTABLE.sub("", wish.contact)
    lines = (
        f"GET {here.path} HTTP/1.1",
        f"Host: {here.authority}",
        f"User-Agent: Markwarden{f' (+{contact})' if contact else ''}",
        f"Accept: {', '.join(sorted(wish.accept))}",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")
