"""Photographs of pages: taken with the test client while the database stands, looked at in a browser afterwards.

The browser gets real bytes, real headers and real static files, and needs neither server nor database.
"""

import mimetypes
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import make_market
from tests.journeys.scene import Scene
from tests.sessions import signed_in

ORIGIN = "http://localhost:1"
NOBODY = "nobody"
NO_PAGE = re.compile(r"/(original|proof|bytes|schema|picture)$|/static/|/sign-out|/logout")
REFERENCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Z]{1,3}-[0-9A-Z]+|(?<=/rules/)(?:[a-z]{2}|house|preset)-[a-z-]+"
    r"|(?<=/policy/)\d+(?:/[\w-]+)?|(?<=/rules/published/)[\w-]+"
)
MOST_OF_A_KIND = Counter({"/cases/*": 10, "/complaints/*": 4, "/rights/*": 4, "/parties/*": 4, "/listings/*": 4})
OTHERWISE, AT_A_LOOK = 2, 1
LOOK_ON = Counter({"/cases/*": 4})
"""How many pages of a kind are photographed for those who see what others see, and may do other things or less."""
ONLOOKERS = {"reviewer", "appeals", "auditor", "support", "brand_reader", "agent", "seller_reader"}
AXE = "/axe.js"
KEPT = {"Cache-Control": "max-age=3600, immutable"}
BY_NAME_ALONE = ("about", "cursor", "item", "listing", "lang", "next", "on", "seller")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SHAPE = frozenset(("class", "type", "role", "open", "disabled", "href", "for", "multiple", "required"))


class _Reader(HTMLParser):
    """What a page leads to, what it is composed of (and whether htmx asks for it), and which element stands in which."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: set[tuple[str, bool]] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.open: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        asked = (given.get("hx-get"), True), (given.get("data-live"), False), (tag == "img" and given.get("src"), False)
        self.parts.update((url, by_htmx) for url, by_htmx in asked if url)
        shape = sorted(f"{k}={v}" if k in ("class", "type", "role") else k for k, v in given.items() if k in SHAPE)
        name = f"{tag} {' '.join(shape)}"
        self.pairs.add((self.open[-1], name))
        if tag not in VOID:
            self.open.append(name)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].partition(" ")[0] == tag:
                del self.open[at:]
                return


@dataclass(frozen=True)
class Photograph:
    """One answer: the address, its status, headers and body."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        """True for a whole document."""
        return b"<!doctype html>" in self.body[:200].lower()

    @property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.text)
        return reader

    @property
    def kind(self) -> str:
        """The address without what tells two things of one kind apart."""
        return kind_of(self.path)


@dataclass
class Album:
    """The pages that one person can reach, and all that they are composed of.

    A shot is found by its address and whether htmx asked: many addresses are a page, and to htmx a part of one.
    """

    who: str
    shots: dict[tuple[str, bool], Photograph] = field(default_factory=dict)
    pages: list[Photograph] = field(default_factory=list)

    @contextmanager
    def served(self) -> Iterator[str]:
        """This album as if it were the product: yields its origin. What browsers keep they ask for once."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answers, self))
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


class _Answers(BaseHTTPRequestHandler):
    """Answers with what an album holds, with static files, and with axe; with nothing to all else."""

    protocol_version = "HTTP/1.1"

    def __init__(self, album: Album, *connection: Any) -> None:
        self.album = album
        super().__init__(*connection)

    def do_GET(self) -> None:
        path = _path(self.path)
        shot = self.album.shots.get((path, "HX-Request" in self.headers))
        if path == AXE:
            self.answer(200, {"Content-Type": "text/javascript", **KEPT}, AXE_SCRIPT.encode())
        elif path.startswith("/static/"):
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            file = Path(str(finders.find(path.removeprefix("/static/"))))
            self.answer(200, {"Content-Type": kind, **KEPT}, file.read_bytes())
        elif shot is None:
            self.answer(204, {}, b"")
        else:
            self.answer(shot.status, shot.headers, shot.body)

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in ({**headers, "Content-Length": str(len(body))} if status != 204 else headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Nothing is noted."""


def albums_of(*people: str, say: Callable[[str], str] = str) -> dict[str, Album]:
    """What people of the cast see of one marketplace in the middle of its life, and what anybody sees of it.

    `say` gives its form to whatever is typed.
    """
    market = make_market()
    with market.inside():
        scene = Scene(market, say)
        scene.play()
    open_to_all = (
        market.url("apply"),
        market.url("report"),
        market.url("published"),
        market.url("policy"),
        *scene.followed,
    )
    filters: set[str] = set()
    albums = {NOBODY: photograph(Client(), NOBODY, filters, *open_to_all, "/sign-in/login/", "/preferences")}
    for who in people:
        client = signed_in(Client(), market.people[who].membership)
        albums[who] = photograph(client, who, filters, market.url(), "/")
    return albums


def worth_a_look(albums: Iterable[Album]) -> Iterator[tuple[Album, Photograph]]:
    """One page of every kind of address, and each on which some element stands where it stood on none before."""
    kinds: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for album in albums:
        for page in album.pages:
            kind = page.kind.partition("?")[0]
            if kind not in kinds or not page.read.pairs <= pairs:
                kinds.add(kind)
                pairs |= page.read.pairs
                yield album, page


def photograph(client: Client, who: str, filters: set[str], *starts: str) -> Album:
    """Follow every link from `starts` on: each list, with each single filter if no one before filtered it so (`filters`
    keeps that), and some of the things of every kind."""
    album, waiting, taken = Album(who), list(starts), Counter[str]()
    of_kinds, otherwise = (LOOK_ON, AT_A_LOOK) if who in ONLOOKERS else (MOST_OF_A_KIND, OTHERWISE)
    seen = set(waiting)
    while waiting:
        shot = _take(client, album, waiting.pop(0))
        if not shot.is_page:
            continue
        album.pages.append(shot)
        for found, by_htmx in shot.read.parts:
            part = _path(urljoin(ORIGIN + shot.path, found))
            if (part, by_htmx) not in album.shots and not found.startswith(("/static/", "data:")):
                _take(client, album, part, by_htmx=by_htmx)
        for link in _links(shot):
            kind = kind_of(link)
            filtered = kind in filters and taken[kind.partition("?")[0]]
            if link not in seen and not filtered and taken[kind] < most_of(kind, of_kinds, otherwise):
                seen.add(link)
                taken[kind] += 1
                waiting.append(link)
    filters.update(kind for kind in taken if "?" in kind)
    return album


def kind_of(path: str) -> str:
    """`/m/fair/cases/MW-7Q4K2` is of the kind `/cases/*`."""
    parts = urlsplit(path)
    names = "&".join(k if k in BY_NAME_ALONE else f"{k}={v}" for k, v in parse_qsl(parts.query))
    return REFERENCE.sub("*", re.sub(r"^/m/[^/]+", "", parts.path)) + (f"?{names}" if names else "")


def most_of(kind: str, of_kinds: Counter[str], otherwise: int) -> int:
    """How many pages of a kind are photographed, and how many of one that `of_kinds` does not name."""
    if "&" in kind:
        return 0
    return of_kinds[kind] or (1 if "?" in kind or "*" not in kind else otherwise)


def _take(client: Client, album: Album, path: str, *, by_htmx: bool = False) -> Photograph:
    answer = client.get(path, headers={"HX-Request": "true"} if by_htmx else None)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shot = album.shots[path, by_htmx] = Photograph(path, answer.status_code, dict(answer.headers), body)
    return shot


def _links(shot: Photograph) -> Iterator[str]:
    for found in shot.read.links:
        url = urljoin(ORIGIN + shot.path, found)
        path = _path(url)
        if url.startswith(ORIGIN) and not NO_PAGE.search(urlsplit(path).path):
            yield path


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
