"""One page of the web as a stream of tags: nothing is built, run or fetched, so a page costs what it is long.

libxml2's tokeniser, without a tree: a tree of a hostile page can be thousands of times its size. (The parser of the
standard library takes the square of the length for a page of opening brackets.)
"""

from dataclasses import dataclass, field

from lxml import etree

MOST_KEPT = 400_000
"""Characters of text and scripts that are kept of one page."""
MOST_TAGS = 3_000
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object"})
_VOID = frozenset({"meta", "link", "img", "br", "input", "source", "hr"})
_VALUES = {"meta": "content", "img": "src", "link": "href", "a": "href", "data": "value", "source": "src"}


@dataclass
class Scope:
    """One thing that a page describes by microdata: its type, and the first value of each property."""

    kind: str
    depth: int
    prop: str
    said: dict[str, str] = field(default_factory=dict)


@dataclass
class Image:
    """A picture that a page shows. `area` is what the page says of its size, 0 where it says nothing."""

    src: str
    area: int = 0


@dataclass
class Link:
    """A link, and whether a picture stands in it."""

    href: str
    has_picture: bool = False


@dataclass
class Parsed:
    """What was read off a page."""

    language: str = ""
    base: str = ""
    title: str = ""
    heading: str = ""
    text: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    things: list[Scope] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """Read a page. Whatever it is, this returns."""
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, no_network=True, huge_tree=False, remove_comments=True)
    try:
        parser.feed(text.replace("\x00", " "))
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError):
        pass  # what was read up to there stands
    return reader.done()


class _Reader:
    """The target of the parser: lxml calls `start`, `data` and `end` for what comes by."""

    def __init__(self) -> None:
        self._page = Parsed()
        self._depth, self._silent, self._left = 0, 0, MOST_KEPT
        self._into: list[str] | None = None
        self._script: list[str] | None = None
        self._scopes: list[Scope] = []
        self._prop: tuple[Scope, str, int, list[str]] | None = None
        self._titles: dict[str, list[str]] = {"title": [], "h1": []}
        self._text: list[str] = []
        self._link: Link | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        said = {str(name).lower(): str(value or "") for name, value in attributes.items()}
        self._depth += 1
        if tag in _SILENT:
            self._silent += 1
        if tag == "script" and said.get("type", "").partition(";")[0].strip().lower() == "application/ld+json":
            self._script = []
        self._microdata(tag, said)
        match tag:
            case "html":
                self._page.language = said.get("lang", "")[:35]
            case "base":
                self._page.base = self._page.base or said.get("href", "")
            case "meta":
                name = (said.get("property") or said.get("name") or "").lower()
                if name and len(self._page.meta) < MOST_TAGS:
                    self._page.meta.setdefault(name, said.get("content", "")[:MOST_KEPT])
            case "title" | "h1" if not self._titles[tag] and not self._silent:
                self._into = self._titles[tag]
            case "img":
                self._image(said)
            case "a" if len(self._page.links) < MOST_TAGS:
                self._link = Link(said.get("href", ""))
                self._page.links.append(self._link)
            case "p" | "div" | "li" | "br" | "td" | "tr":
                self._text.append(" ")

    def data(self, data: str) -> None:
        if self._left <= 0:
            return
        data = data[: self._left]
        if self._script is not None:
            self._script.append(data)
        elif self._silent:
            return
        elif self._into is not None:
            self._into.append(data)
        else:
            self._text.append(data)
        self._left -= len(data)
        if self._prop is not None and not self._silent:
            self._prop[3].append(data)

    def end(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self._page.data.append("".join(self._script))
            self._script = None
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in ("title", "h1"):
            self._into = None
        if tag == "a":
            self._link = None
        if self._prop is not None and self._depth <= self._prop[2]:
            scope, name, _depth, said = self._prop
            scope.said.setdefault(name, " ".join("".join(said).split()))
            self._prop = None
        while self._scopes and self._depth <= self._scopes[-1].depth:
            self._scopes.pop()
        self._depth = max(0, self._depth - 1)

    def comment(self, _text: str) -> None:
        """Nothing in a comment is said to anybody."""

    def close(self) -> None:
        """Everything has come by."""

    def done(self) -> Parsed:
        """What was read, even if the parser gave up in the middle."""
        if self._script is not None:
            self._page.data.append("".join(self._script))
        self._page.title = " ".join("".join(self._titles["title"]).split())
        self._page.heading = " ".join("".join(self._titles["h1"]).split())
        self._page.text = " ".join("".join(self._text).split())
        return self._page

    def _image(self, said: dict[str, str]) -> None:
        if self._link is not None:
            self._link.has_picture = True
        src = said.get("data-src") or said.get("src") or said.get("srcset", "").strip().partition(" ")[0]
        if src and len(self._page.images) < MOST_TAGS:
            self._page.images.append(Image(src, _number(said.get("width", "")) * _number(said.get("height", ""))))

    def _microdata(self, tag: str, said: dict[str, str]) -> None:
        """A property belongs to the innermost thing that is open; a thing may be a property of the one around it."""
        names = said.get("itemprop", "").split()
        around = self._scopes[-1] if self._scopes else None
        if "itemscope" in said:
            kind = said.get("itemtype", "").rstrip("/").rpartition("/")[2].lower()
            scope = Scope(kind, self._depth, names[0] if names else "")
            if len(self._page.things) < MOST_TAGS:
                self._page.things.append(scope)
                if around is not None and names:
                    scope.said["@of"] = str(self._page.things.index(around))
            if tag not in _VOID:
                self._scopes.append(scope)
            return
        if around is None or not names:
            return
        plain = said.get("content") or said.get(_VALUES.get(tag, ""), "")
        for name in names:
            if plain or tag in _VOID:
                around.said.setdefault(name, plain)
            elif self._prop is None:
                self._prop = (around, name, self._depth, [])


def _number(text: str) -> int:
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0
