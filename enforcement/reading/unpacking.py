"""What arrived, as text: plain letters, web pages, and e-mails with their parts and encodings."""

import email
import email.policy
import html
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr

MOST_PARTS = 50
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BREAKS = frozenset(
    "p div br tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote section article header footer hr pre dt dd".split()
)
_BLANK_BEFORE = frozenset("p h1 h2 h3 h4 h5 h6 table ul ol blockquote".split())


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The words of a letter, and what the envelope says where there was one. `left_out` names attachments that are no text."""

    text: str
    sender: str = ""
    name: str = ""
    subject: str = ""
    left_out: tuple[str, ...] = ()


def unpack(data: bytes, filename: str = "") -> Unpacked:
    """The text of a file by the end of its name: `.eml`, `.html` and `.htm`; everything else is text as it is. Never raises."""
    ending = filename.lower().rpartition(".")[2]
    if ending == "eml":
        return _mail(data)
    text = decoded(data)
    return Unpacked(html_as_text(text) if ending in ("html", "htm") else clean(text))


def decoded(data: bytes, charset: str = "") -> str:
    """As text: in the encoding that was named, in UTF-8 or UTF-16 with a mark, else in the one that old mail programs meant."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    marked = next((name for mark, name in marks.items() if data.startswith(mark)), "")
    for name in (marked, charset, "utf-8", "cp1252"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def clean(text: str) -> str:
    """With one kind of line end, and without what cannot be shown or kept."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return "".join(
        character
        for character in whole.replace("\u00a0", " ").replace("\u00ad", "")
        if character in "\n\t"
        or not (ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xE000)
    )


def html_as_text(page: str) -> str:
    """The words of a page with the targets of its links behind them; scripts, styles and hidden parts are dropped."""
    words = _Words()
    at = 0
    for mark in _MARKUP.finditer(page):
        words.say(page[at : mark.start()])
        at = mark.end()
        if mark["name"]:
            (words.close if mark["closes"] else words.open)(mark["name"].lower(), mark["rest"])
    words.say(page[at:])
    lines = [" ".join(line.split()) for line in "".join(words.parts).split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return clean("\n".join(kept)).strip()


# Not the library's parser: on broken markup it takes time in the square of the length.
_MARKUP = re.compile(
    r"<!--.*?-->|<!--.*|<(?P<closes>/?)(?P<name>[a-z][a-z0-9:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>|<[!?][^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)
_TARGET = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)


class _Words:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hidden = ""
        self.targets: list[str] = []

    def open(self, tag: str, rest: str) -> None:
        if tag in _HIDDEN and not rest.endswith("/"):
            self.hidden = self.hidden or tag
        elif tag == "a":
            found = _TARGET.search(rest)
            self.targets.append(html.unescape(next(filter(None, found.groups()), "")) if found else "")
        elif tag in ("b", "strong"):
            self.parts.append("**")
        elif tag in _BREAKS:
            self.parts.append("\n\n" if tag in _BLANK_BEFORE else "\n")

    def close(self, tag: str, rest: str) -> None:
        if tag == self.hidden:
            self.hidden = ""
        elif tag == "a" and self.targets:
            target = self.targets.pop()
            if target.lower().startswith(("http://", "https://")) and target not in "".join(self.parts[-3:]):
                self.parts.append(f" <{target}> ")
        elif tag in ("b", "strong"):
            self.parts.append("**")
        elif tag in _BLANK_BEFORE:
            self.parts.append("\n\n")

    def say(self, words: str) -> None:
        if words and not self.hidden:
            self.parts.append(html.unescape(words.replace("\n", " ")))


def _mail(data: bytes) -> Unpacked:
    """From, date and subject, then the plain words; of a mail without plain words the page."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        name, address = parseaddr(_header(message, "From"))
        bodies, left_out = _bodies(message)
    except Exception:  # a broken mail raises whatever the library came to: its bytes are a letter still
        return Unpacked(clean(decoded(data)))
    head = [f"{label}: {found}" for label in ("From", "Date", "Subject") if (found := _header(message, label))]
    text = clean("\n\n".join(["\n".join(head), *bodies])).strip()
    return Unpacked(text, clean(address), clean(name), clean(_header(message, "Subject")), tuple(left_out))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # as above: some broken headers raise only when they are read
        return ""


def _bodies(message: EmailMessage) -> tuple[list[str], list[str]]:
    plain: list[str] = []
    pages: list[str] = []
    left_out: list[str] = []
    for part in list(message.walk())[:MOST_PARTS]:
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        words = decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")
        if kind == "text/html":
            pages.append(html_as_text(words))
        elif kind.startswith("text/"):
            plain.append(_reflowed(words) if part.get_param("format") == "flowed" else words)
        else:
            left_out.append(part.get_filename() or kind)
    return (plain or pages), left_out


def _reflowed(text: str) -> str:
    """Lines that a mail program broke (RFC 3676) put together again."""
    return text.replace("\r\n", "\n").replace("-- \n", "--\n").replace(" \n", " ")
