"""The letter as paragraphs and sentences, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from enforcement.reading.phrases import LANGUAGES
from enforcement.reading.values import Passage

# A sentence ends here; what runs on for longer is cut, so that no search is over more.
LONGEST_SENTENCE = 2000
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t>]*(?:\n|$)))*")
# A full stop after an initial or one of these ends no sentence.
_SHORTENED = (
    "".join(rf"(?<!\b{word})" for word in "no No NO nr Nr Dr Mr Ms st St vs Inc Ltd Co Art".split()) + r"(?<!\b[A-Z])"
)
_SENTENCE = re.compile(rf"\S.*?(?:(?:{_SHORTENED}\.|[!?;])(?=[\s\"”’')*]|$)|$)", re.DOTALL)
# A line as short was not broken because it was full.
_SHORT_LINE = 45
_BULLET = re.compile(r"\n(?=[ \t]*(?:[-*•·]|\(?\d{1,2}[.)]|\([a-z]\))[ \t]+\S)")
_TAG = re.compile(r"<[^<>]{0,400}>")
_SPACES = re.compile(r"[\s*>]+")
_WORD = re.compile(r"[^\W\d_]+")
_READ_FOR_LANGUAGE = 4000


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Passage]:
    """Stretches between blank lines."""
    stop = len(text) if end is None else end
    for found in _PARAGRAPH.finditer(text, start, stop):
        yield Passage(found[0], found.start(), found.end())


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Passage]:
    """Sentences and items of lists, lines joined and tags left out; `start` and `end` are of the sentence as written."""
    for paragraph in paragraphs(text, start, end):
        at = paragraph.start
        for item in _items(paragraph.text):
            for chunk_at in range(0, len(item), LONGEST_SENTENCE):
                chunk = item[chunk_at : chunk_at + LONGEST_SENTENCE]
                for found in _SENTENCE.finditer(chunk):
                    begins = at + chunk_at + found.start()
                    yield Passage(plain(found[0]), begins, begins + len(found[0].rstrip()))
            at += len(item) + 1


def _items(paragraph: str) -> Iterator[str]:
    """A paragraph, apart where a new item of a list begins or a line ends early; the newline between is left out."""
    for item in _BULLET.split(paragraph):
        rows, begun = item.split("\n"), ""
        for number, row in enumerate(rows):
            begun = f"{begun}\n{row}" if begun else row
            if number + 1 == len(rows) or 0 < len(row.strip()) < _SHORT_LINE:
                yield begun
                begun = ""


def plain(text: str) -> str:
    """On one line, without tags and marks of emphasis."""
    return _SPACES.sub(" ", _TAG.sub(" ", text)).strip()


def lines(text: str, start: int = 0, end: int | None = None) -> list[Passage]:
    """Lines with their places, without what is blank at their ends; blank lines are kept, as empty ones."""
    found, at = [], start
    for line in text[start:end].split("\n"):
        bare = line.strip()
        begins = at + (len(line) - len(line.lstrip()) if bare else 0)
        found.append(Passage(bare, begins, begins + len(bare)))
        at += len(line) + 1
    return found


class Stretches:
    """Parts of a letter that do not overlap, to ask of a place whether it lies in one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _end in self.spans]

    def hold(self, at: int) -> bool:
        """Whether a place lies in one of them."""
        before = bisect_right(self.starts, at) - 1
        return before >= 0 and at < self.spans[before][1]


def language_of(text: str) -> str:
    """A guess from the small words; "" where no language has enough of them."""
    words = [word.casefold() for word in _WORD.findall(text[:_READ_FOR_LANGUAGE])]
    counts = {code: sum(word in small for word in words) for code, small in LANGUAGES.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 3 else ""
