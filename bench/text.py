"""How long it takes to find word marks in the text of listings, folding included, against bare Unicode normalisation.

Texts of about 70 words: of the real listings beside the checkout where they are, else made up. Marks: the real names beside the
checkout, and coined ones up to 1,000, 100,000 and 1,000,000.
"""

from __future__ import annotations

import csv
import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from bench.rows import Row, shared_data, side_by_side
from scanner.index import ReferenceIndex
from scanner.matchers import words
from scanner.matchers.facts import ListingFacts, MarkFacts, class_mask

WORDS = 70

_MADE_UP = (
    "new black cotton shirt for men with long sleeves and a soft collar, size large; washable, made in Portugal, price without "
    "shipping. Stainless steel bottle 750 ml keeps drinks cold for 24 hours – “best gift” for school & sport, 2 years of warranty "
    "wireless headphones with microphone, usb cable 1.5 m, battery up to 30h, café crème colour, fits all models from 2019 on"
).split()


def run() -> list[Row]:
    """Rows of the bench `text`."""
    data = shared_data()
    texts = texts_of(data)
    listings = [
        ListingFacts(title=" ".join(text.split()[:10]), description=" ".join(text.split()[10:])) for text in texts
    ]
    coined = _coined(1_000_000, _vocabulary(data, texts))
    real = _real_marks(data)
    # One register at a time: a million marks would push the others out of the processor's cache.
    index = _index(real, coined, 100_000)
    at_100k = side_by_side([_matcher(index)], listings)[0]
    found = sum(len(words.match(listing, index)) for listing in listings) / len(listings)
    at_1k, at_1m = (side_by_side([_matcher(_index(real, coined, size))], listings)[0] for size in (1_000, 1_000_000))
    nfkc, lower = side_by_side([_nfkc, str.lower], texts)
    rival = 'unicodedata.normalize("NFKC", t).casefold()'
    return [
        Row("text.listings_per_second.100k", 1 / at_100k, "listings/s", rival, 1 / nfkc),
        Row("text.time_over_nfkc.100k", at_100k / nfkc, "times", rival, 1.0, at_100k / nfkc),
        Row("text.cost_1m_over_1k", at_1m / at_1k, "times", "the same with 1,000 marks", 1.0, at_1m / at_1k),
        Row("text.microseconds.100k", at_100k * 1e6, "us", "str.lower()", lower * 1e6, at_100k / lower),
        Row("text.findings_each.100k", found, "findings"),
    ]


def _matcher(index: ReferenceIndex) -> Callable[[ListingFacts], object]:
    return lambda listing: words.match(listing, index)


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def texts_of(data: Path | None) -> list[str]:
    """About two thousand texts of 70 words."""
    if data:
        with (data / "listings" / "listings.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        stream = " ".join(f"{row['title']} {row['description'] or ''}" for row in rows).split()
    else:
        chance = random.Random(70)
        stream = [chance.choice(_MADE_UP) for _ in range(2_000 * WORDS)]
        brands = _coined(500, set())  # a listing names one, as a rule
        for at in range(0, len(stream), WORDS):
            stream[at + chance.randrange(WORDS)] = chance.choice(brands)
    return [" ".join(stream[at : at + WORDS]) for at in range(0, len(stream) - WORDS, WORDS)]


def _real_marks(data: Path | None) -> list[MarkFacts]:
    """The real names, with what is known of them."""
    if not data:
        return []
    folder = data / "marks-simple-icons"
    with (folder / "classes.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["slug"]: row for row in csv.DictReader(rows)}
    marks = []
    with (folder / "marks.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            facts = known[row["slug"]]
            classes = class_mask(map(int, facts["nice_classes"].split()))
            everyday, famous = facts["everyday_word"] == "yes", facts["famous_goods"] == "yes"
            marks.append(MarkFacts(UUID(int=number), row["title"], classes, everyday, famous))
    return marks


def _index(real: list[MarkFacts], coined: list[str], size: int) -> ReferenceIndex:
    rest = size - len(real[:size])
    return ReferenceIndex.build(
        str(size), real[:size] + [MarkFacts(UUID(int=10_000 + row), name) for row, name in enumerate(coined[:rest])]
    )


def _vocabulary(data: Path | None, texts: list[str]) -> set[str]:
    """Words that are in use, and so were coined by nobody. The brands of made-up texts are coined names."""
    return {word.casefold() for word in (" ".join(texts).split() if data else _MADE_UP)}


def _coined(count: int, words_in_use: set[str]) -> list[str]:
    """Names as companies coin them: two to four syllables, some with a second word; no word in use; the same in every run."""
    chance = random.Random(3)
    heads = "b c d f g h k l m n p r s t v w z br st tr ch cl pl gr th sh cr".split()
    syllables = [
        head + vowel + tail for head in heads for vowel in "aeiouy" for tail in ("", "", "n", "r", "x", "l", "s")
    ]
    names: dict[str, None] = {}
    while len(names) < count:
        name = "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 3, 4))))
        if chance.random() < 0.3:
            name += " " + chance.choice(_MADE_UP)
        if name not in words_in_use:
            names[name] = None
    return list(names)
