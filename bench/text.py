"""How long it takes to find word marks in the text of listings, folding included, against bare Unicode normalisation.

Texts of about 70 words: of the real listings beside the checkout where they are, else made up. Marks: the real names beside the
checkout, and coined ones up to 1,000, 100,000 and 1,000,000.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from bench.rows import Row, shared_data, side_by_side
from scanner.matchers import words
from scanner.matchers.facts import ListingFacts, MarkFacts
from scanner.index import ReferenceIndex

WORDS = 70
EVERYDAY_EVERY = 16  # one mark in sixteen of the coined ones is taken for an everyday word

_MADE_UP = (
    "new black cotton shirt for men with long sleeves and a soft collar, size large; washable, made in Portugal, price without "
    "shipping. Stainless steel bottle 750 ml keeps drinks cold for 24 hours – “best gift” for school & sport, 2 years of warranty "
    "wireless headphones with microphone, usb cable 1.5 m, battery up to 30h, café crème colour, fits all models from 2019 on"
).split()


def run() -> list[Row]:
    """Rows of the bench `text`."""
    data = shared_data()
    texts = texts_of(data)
    listings = [ListingFacts(title=" ".join(text.split()[:10]), description=" ".join(text.split()[10:])) for text in texts]
    coined = _coined(1_000_000)
    real = _real_marks(data)
    indexes = {size: ReferenceIndex.build(str(size), _marks(real, coined, size)) for size in (1_000, 100_000, 1_000_000)}
    works = [_matcher(index) for index in indexes.values()]
    at_1k, at_100k, at_1m = side_by_side(works, listings)
    nfkc, lower = side_by_side([_nfkc, str.lower], texts)
    found = sum(len(words.match(listing, indexes[100_000])) for listing in listings) / len(listings)
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
    return [" ".join(stream[at : at + WORDS]) for at in range(0, len(stream) - WORDS, WORDS)]


def _real_marks(data: Path | None) -> list[str]:
    if not data:
        return []
    with (data / "marks-simple-icons" / "marks.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["title"] for line in lines]


def _marks(real: list[str], coined: list[str], size: int) -> list[MarkFacts]:
    names = (real + coined)[:size]
    return [MarkFacts(UUID(int=row + 1), name, everyday=not row % EVERYDAY_EVERY) for row, name in enumerate(names)]


def _coined(count: int) -> list[str]:
    """Names as companies coin them: two to four syllables, some with a second word; the same in every run."""
    chance = random.Random(3)
    heads = "b c d f g h k l m n p r s t v w z br st tr ch cl pl gr th sh cr".split()
    syllables = [head + vowel + tail for head in heads for vowel in "aeiouy" for tail in ("", "", "n", "r", "x", "l", "s")]
    names: dict[str, None] = {}
    while len(names) < count:
        name = "".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 3, 4))))
        if chance.random() < 0.3:
            name += " " + chance.choice(_MADE_UP)
        names[name] = None
    return list(names)
