"""Photographs of pages: taken with the test client while the database stands, looked at in a browser afterwards.

The browser gets real bytes, real headers and real static files, and needs neither server nor database.
"""

import mimetypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

ORIGIN = "http://localhost:1"
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
PART = re.compile(r'\s(?:hx-get|src|data-live)="([^"]+)"')
NO_PAGE = re.compile(r"/(original|proof|bytes|schema|docs|sign-in|styleguide|preferences)\b|^/static/")
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Z]{1,3}-[0-9A-Z]{4,12}\b")
WORDS = re.compile(r">[^<]+<|\s(?!class|type|role|hx-trigger|open|disabled|checked)[-a-z]+=\"[^\"]*\"")


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

    @property
    def build(self) -> str:
        """What the page is made of, without its words: two pages of one build need one look."""
        return re.sub(r"(<[^>]*>)(\s*\1)+", r"\1", WORDS.sub("", IDENTITY.sub("", self.text)))


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
        url = urlsplit(route.request.url)
        if url.path.startswith("/static/"):
            file = finders.find(url.path.removeprefix("/static/"))
            route.fulfill(path=str(file), content_type=mimetypes.guess_type(url.path)[0] or "text/plain")
            return
        shot = self.shots.get(_path(url.geturl()))
        if shot is None:
            route.fulfill(status=204)
            return
        route.fulfill(status=shot.status, headers=shot.headers, body=shot.body)


def photograph(client: Client, who: str, starts: Iterable[str], *, most: int = 120) -> Album:
    """Follow every link inside the marketplace from `starts` on; one page per kind of address and query."""
    album, seen, waiting = Album(who), set(), list(starts)
    root = starts[0] if isinstance(starts, list) else ""
    while waiting and len(album.pages) < most:
        path = waiting.pop(0)
        if path in album.shots:
            continue
        shot = _take(client, album, path)
        if not shot.is_page:
            continue
        album.pages.append(shot)
        for found in PART.findall(shot.text):
            part = _path(urljoin(ORIGIN + path, unescape(found)))
            if part not in album.shots and not part.startswith("/static/"):
                _take(client, album, part)
        for link in _links(shot):
            kind = IDENTITY.sub("*", re.sub(r"cursor=[^&]+", "cursor", link))
            if link.startswith(root) and kind not in seen and not NO_PAGE.search(link):
                seen.add(kind)
                waiting.append(link)
    return album


def _take(client: Client, album: Album, path: str) -> Photograph:
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shot = album.shots[path] = Photograph(path, answer.status_code, dict(answer.headers), body)
    return shot


def _links(shot: Photograph) -> Iterator[str]:
    for found in LINK.findall(shot.text):
        url = urljoin(ORIGIN + shot.path, unescape(found))
        if url.startswith(ORIGIN):
            yield _path(url)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
