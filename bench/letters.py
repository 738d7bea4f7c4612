"""Letters in free text: what the reading finds in real ones, against labels made by hand before the reading was written.

The rival is what anybody would write first: a plain expression for addresses, and the presence of a keyword for each element.
All real letters were accepted by their publisher, so nearly every element is there; therefore each element is also cut out of
each letter in turn, and must then be called missing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.rows import Row, shared_data
from enforcement.reading import ReadLetter, read, unpack
from enforcement.reading.addresses import opened, same

LABELS = Path(__file__).with_name("letters_labels.json")
RIVAL = "regex and keywords"

_PLAIN_ADDRESS = re.compile(r"https?://\S+")
_KEYWORDS = {
    "signature": r"signature|sincerely|regards|full (?:legal )?name", "work": r"copyright", "location": r"https?://",
    "contact": r"@|phone|address|contact", "good_faith": r"good.faith", "accuracy_authority": r"perjury",
    "material": r"https?://", "mistake": r"mistake", "jurisdiction": r"jurisdiction", "service": r"service of process",
}  # fmt: skip
# How each element is cut out: paragraphs that say it, or the answer to the question that asks for it.
_SAYING = {
    "good_faith": r"good.faith", "accuracy_authority": r"perjury", "mistake": r"mistake|misidentif",
    "jurisdiction": r"jurisdiction", "service": r"service of\s+process",
}  # fmt: skip
_ASKING = {"signature": r"full (?:legal )?name", "contact": r"get back to you|telephone"}
_QUESTION = re.compile(r"\s*\*\*(?!\s*(?:I|We)\b)")


def run() -> list[Row]:
    """The figures over all letters; one line that says so where the folder of real ones is missing."""
    data = shared_data()
    folder = data / "notices-dmca" if data else None
    if folder is None or not folder.is_dir():
        print("bench letters: the folder of real letters (notices-dmca) is not here; nothing was measured")
        return []
    labels = json.loads(LABELS.read_text())["files"]
    exceptions = sum(_raises(path) for path in sorted(folder.rglob("*.md")))
    letters = [(label, _text(folder / label["file"])) for label in labels]
    ours, theirs = _addresses(letters, _ours), _addresses(letters, _theirs)
    right, guessed = _elements(letters, lambda text, code: _given(read(text), code)), _elements(letters, _keyword)
    noticed, missed = (
        _cut(letters, lambda text, code: not _given(read(text), code)),
        _cut(letters, lambda t, c: not _keyword(t, c)),
    )
    return [
        Row("letters.exceptions", exceptions, f"of {len(list(folder.rglob('*.md')))} files"),
        Row("letters.address_recall", ours[0], f"of {ours[2]} addresses in 20 files", RIVAL, theirs[0]),
        Row("letters.address_precision", ours[1], "", RIVAL, theirs[1]),
        Row("letters.elements_right", right[0], f"of {right[1]} labels", RIVAL, guessed[0]),
        Row("letters.cut_elements_noticed", noticed[0], f"of {noticed[1]} cut out", RIVAL, missed[0]),
        Row("letters.kinds_right", sum(read(text).kind == label["kind"] for label, text in letters) / len(letters), ""),
    ]


def _text(path: Path) -> str:
    return unpack(path.read_bytes(), path.name).text


def _raises(path: Path) -> bool:
    try:
        read(_text(path))
    except Exception:  # whatever it is, it is counted
        return True
    return False


def fingerprint(address: str) -> str:
    """By which the labels know an address, without holding the words of a letter."""
    return hashlib.sha256(same(address).encode()).hexdigest()[:12]


def _ours(text: str) -> set[str]:
    return {fingerprint(address) for address in read(text).complained}


def _theirs(text: str) -> set[str]:
    return {fingerprint(opened(found) or found) for found in _PLAIN_ADDRESS.findall(text)}


def _addresses(letters: list[tuple[dict[str, Any], str]], find: Callable[[str], set[str]]) -> tuple[float, float, int]:
    hit = labelled = given = 0
    for label, text in letters:
        if "addresses" in label:
            wanted, found = set(label["addresses"]["fingerprints"]), find(text)
            hit, labelled, given = hit + len(wanted & found), labelled + len(wanted), given + len(found)
    return hit / labelled, hit / max(given, 1), labelled


def _given(letter: ReadLetter, code: str) -> bool:
    return any(element.code == code and element.given for element in letter.elements)


def _keyword(text: str, code: str) -> bool:
    return bool(re.search(_KEYWORDS[code], text, re.IGNORECASE))


def _elements(letters: list[tuple[dict[str, Any], str]], given: Callable[[str, str], bool]) -> tuple[float, int]:
    judged = [
        given(text, code) == (said == "present") for label, text in letters for code, said in label["elements"].items()
    ]
    return sum(judged) / len(judged), len(judged)


def _cut(letters: list[tuple[dict[str, Any], str]], missed: Callable[[str, str], bool]) -> tuple[float, int]:
    judged = [missed(rest, code) for label, text in letters for code, rest in _rests(label, text)]
    return sum(judged) / max(len(judged), 1), len(judged)


def _rests(label: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    """The letter without one of its elements, for each that can be cut out without reading it; questions stay."""
    paragraphs = re.split(r"\n\s*\n", text)
    questions = sum(bool(_QUESTION.match(one)) for one in paragraphs)
    for code in label["elements"]:
        if code in _SAYING:
            says = re.compile(_SAYING[code], re.IGNORECASE)
            kept = [one for one in paragraphs if _QUESTION.match(one) or not says.search(one)]
            if len(kept) < len(paragraphs):
                yield code, "\n\n".join(kept)
        elif code in _ASKING and questions >= 3:
            asks, kept, answer = re.compile(_ASKING[code], re.IGNORECASE), [], False
            for one in paragraphs:
                answer = bool(asks.search(one)) if _QUESTION.match(one) else answer
                # An answer may follow its question without a blank line.
                kept.append(one[: one.rfind("**") + 2] if answer and _QUESTION.match(one) else "" if answer else one)
            if kept != paragraphs:
                yield code, "\n\n".join(kept)
