"""Photographs of pages: taken with the test client while the database stands, looked at in a browser afterwards.

The browser gets real bytes, real headers and real static files, and needs neither server nor database.
"""

import mimetypes
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

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
ASKS = ("hx-get", "data-live")
BY_NAME_ALONE = ("about", "cursor", "item", "listing", "lang", "next", "on", "seller")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SHAPE = frozenset(("class", "type", "role", "open", "disabled", "href", "for", "multiple", "required"))


class _Reader(HTMLParser):
    """What a page leads to, what it is composed of, and which element stands in which."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: list[str] = []
        self.pairs: set[tuple[str, str]] = set()
        self.open: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        self.parts += [given[name] or "" for name in ASKS if given.get(name)]
        if tag == "img" and given.get("src"):
            self.parts.append(given["src"] or "")
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
    """The pages that one person can reach, and all that they are composed of."""

    who: str
    shots: dict[str, Photograph] = field(default_factory=dict)
    pages: list[Photograph] = field(default_factory=list)

    def serve(self, tab: Page) -> None:
        """Let a tab see this album as if it were the product."""
        tab.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        path = _path(route.request.url)
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=str(file), content_type=mimetypes.guess_type(path)[0] or "text/plain")
            return
        shot = self.shots.get(path)
        if shot is None:
            route.fulfill(status=204)
            return
        route.fulfill(status=shot.status, headers=shot.headers, body=shot.body)


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
    albums = {NOBODY: photograph(Client(), NOBODY, *open_to_all, "/sign-in/login/", "/preferences")}
    for who in people:
        client = signed_in(Client(), market.people[who].membership)
        albums[who] = photograph(client, who, market.url(), "/")
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


def photograph(client: Client, who: str, *starts: str) -> Album:
    """Follow every link from `starts` on: each list with each single filter, and some of the things of every kind."""
    album, waiting, taken = Album(who), list(starts), Counter[str]()
    seen = set(waiting)
    while waiting:
        shot = _take(client, album, waiting.pop(0))
        if not shot.is_page:
            continue
        album.pages.append(shot)
        for found in shot.read.parts:
            part = _path(urljoin(ORIGIN + shot.path, found))
            if part not in album.shots and not found.startswith(("/static/", "data:")):
                _take(client, album, part)
        for link in _links(shot):
            kind = kind_of(link)
            if link not in seen and taken[kind] < most_of(kind):
                seen.add(link)
                taken[kind] += 1
                waiting.append(link)
    return album


def kind_of(path: str) -> str:
    """`/m/fair/cases/MW-7Q4K2` is of the kind `/cases/*`."""
    parts = urlsplit(path)
    names = "&".join(k if k in BY_NAME_ALONE else f"{k}={v}" for k, v in parse_qsl(parts.query))
    return REFERENCE.sub("*", re.sub(r"^/m/[^/]+", "", parts.path)) + (f"?{names}" if names else "")


def most_of(kind: str) -> int:
    """How many pages of a kind are photographed."""
    if "&" in kind:
        return 0
    return MOST_OF_A_KIND[kind] or (1 if "?" in kind or "*" not in kind else 2)


def _take(client: Client, album: Album, path: str) -> Photograph:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shot = album.shots[path] = Photograph(path, answer.status_code, dict(answer.headers), body)
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
