"""Web addresses as people write them: in Markdown, in angle brackets over two lines, defanged, with punctuation behind."""

import re
from collections.abc import Iterator
from itertools import pairwise

from enforcement.reading.values import Passage

LONGEST = 2000
_SCHEME = r"(?:h(?:tt|xx)ps?|ftp)\s?(?:://|\[:\]//|\[://\]|:\\{2})"
_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))"
_ENDS = r"\s<>\"`|\x00-\x1f，。；！？、（）【】《》「」“”„"
_WRAPPED = re.compile(rf"<\s?({_SCHEME}[^<>]{{3,{LONGEST}}})>", re.IGNORECASE)
_ADDRESS = re.compile(
    rf"(?:{_SCHEME}|(?<![\w@./-])www{_DOT})[^{_ENDS}]{{3,{LONGEST}}}"
    # without a scheme only with a path behind it: shop.example/listing/12
    rf"|(?<![\w@./\\-])(?:[a-z0-9-]{{1,63}}{_DOT}){{1,5}}[a-z]{{2,18}}/[^{_ENDS}]{{1,{LONGEST}}}",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?<![/=?&%#])https?://", re.IGNORECASE)
_DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
_PARTS = re.compile(r"([a-z]+)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:[^\s@/]*@)?(?:[\w-]+\.)+[\w-]{2,}(?::\d{1,5})?|\[[0-9a-f:.]+\]|localhost(?::\d{1,5})?|"
r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?",
                   re.IGNORECASE)  # fmt: skip
_CLOSERS = {")": "(", "]": "[", "}": "{"}
# A name of a file is no host: lib.js/x, notes.md/1.
_FILES = frozenset(
    "js ts py rb go rs md txt pdf html htm css php json xml yml yaml java cpp sh exe png jpg jpeg gif zip".split()
)


def find(text: str) -> Iterator[Passage]:
    """Every address in order, as often as it stands there; `text` of the passage is the address as it would be opened."""
    at = 0
    wrapped = {found.start(1): found for found in _WRAPPED.finditer(text)}
    for start in sorted({*wrapped, *(found.start() for found in _ADDRESS.finditer(text))}):
        if start < at:
            continue
        if start in wrapped and re.fullmatch(r"\S+(?:\r?\n[ \t>]*\S+){0,6}", wrapped[start][1]):
            raw = wrapped[start][1]
            written = re.sub(r"\r?\n[ \t>]*", "", raw)
            pieces = [(written, start, start + len(raw))]
        else:
            found = _ADDRESS.match(text, start)
            pieces = list(_apart(found[0], start)) if found else []
        for written, begins, ends in pieces:
            bare = trimmed(written)
            at = max(at, ends)
            address = opened(bare)
            if address:
                yield Passage(address, begins, begins + len(bare) if written == text[begins:ends] else ends)


def _apart(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Addresses written together, one after the other; one inside the path of another stays there."""
    cuts = [0, *(found.start() for found in _INNER.finditer(run) if found.start() > 0), len(run)]
    for begins, ends in pairwise(cuts):
        yield run[begins:ends], start + begins, start + ends


def trimmed(written: str) -> str:
    """Without what belongs to the sentence round it: marks at the end, brackets that were not opened in it."""
    bare = written
    while bare:
        last = bare[-1]
        if (last in ".,;:!?'\"*’‘»«…>\\" or (last in _CLOSERS and bare.count(last) > bare.count(_CLOSERS[last]))) or (
            last == "_" and bare.endswith("__")
        ):
            bare = bare[:-1]
            continue
        break
    # [words](address) and [words](address "title")
    closed = bare.find(")](")
    return bare[:closed] if closed > 0 else bare


def opened(written: str) -> str:
    """As a browser would open it: scheme and host in lower case, dots put back; "" for what is no address."""
    whole = re.sub(
        r"^h(?:tt|xx)p(s?)\s?(?:://|\[:\]//|\[://\]|:\\\\)", r"http\1://", written, flags=re.IGNORECASE
    ).replace("&amp;", "&")
    if "://" not in whole[:8]:
        whole = f"https://{whole}"
    parts = _PARTS.fullmatch(whole)
    if not parts:
        return ""
    host = _DEFANGED.sub(".", parts[2]).lower()
    if not _HOST.fullmatch(host) or ("://" not in written[:12] and host.rpartition(".")[2] in _FILES):
        return ""
    return f"{parts[1].lower()}://{host}{parts[3]}"


def same(address: str) -> str:
    """Two spellings of one address have the same key: a slash at the end means nothing."""
    return address.removesuffix("/")


def host_of(address: str) -> str:
    """Its host, without www."""
    parts = _PARTS.fullmatch(address)
    return parts[2].lower().removeprefix("www.") if parts else ""
