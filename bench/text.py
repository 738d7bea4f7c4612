"""How fast word marks are found in the text of listings, against Unicode normalisation and a loop of rapidfuzz; and what is found.

Texts of about 70 words: of the real listings beside the checkout where they are, else made up. Marks: the real names beside the
checkout, and coined ones up to 1,000, 100,000 and 1,000,000. What is found is measured over the real names and listings alone
(`text_found`).
"""

from __future__ import annotations

import json
import random
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from rapidfuzz import fuzz, process

from bench import text_found, text_memory
from bench.rows import Row, shared_data, side_by_side
from bench.text_coined import MADE_UP, coined
from scanner.index import ReferenceIndex
from scanner.matchers import folding, words
from scanner.matchers.facts import ListingFacts, MarkFacts

WORDS = 70

RIVAL_TEXTS = 40


def run() -> list[Row]:
    """Rows of the bench `text`."""
    data = shared_data()
    texts = texts_of(data)
    listings = [
        ListingFacts(title=" ".join(text.split()[:10]), description=" ".join(text.split()[10:])) for text in texts
    ]
    names = list(coined(1_000_000, _vocabulary(data, texts)))
    real = text_found.real_marks(data) if data else []
    index = _index(real, names, 100_000)
    at_100k = side_by_side([_matcher(index)], listings)[0]
    found = sum(len(words.match(listing, index)) for listing in listings) / len(listings)
    first = _first_time(_index(real, names, 100_000), listings)
    few = listings[:: max(1, len(listings) // RIVAL_TEXTS)][:RIVAL_TEXTS]
    ours, loop = side_by_side([_matcher(index), _rapidfuzz(index)], few, rounds=2)
    at_1k, at_1m = side_by_side([_matcher(_index(real, names, size)) for size in (1_000, 1_000_000)], listings)
    memory = text_memory.measured()
    nfkc, lower = side_by_side([_nfkc, str.lower], texts)
    rival, fuzzy = 'unicodedata.normalize("NFKC", t).casefold()', "rapidfuzz.process.extract(partial_ratio)"
    return [
        Row("text.listings_per_second.100k", 1 / at_100k, "listings/s", rival, 1 / nfkc),
        Row("text.listings_per_second.1m", 1 / at_1m, "listings/s", rival, 1 / nfkc),
        Row("text.listings_per_second_first_time.100k", 1 / first, "listings/s", rival, 1 / nfkc),
        Row("text.time_over_nfkc.100k", at_100k / nfkc, "times", rival, 1.0, at_100k / nfkc),
        Row("text.cost_1m_over_1k", at_1m / at_1k, "times", "the same with 1,000 marks", 1.0, at_1m / at_1k),
        Row("text.speed_over_rapidfuzz.100k", loop / ours, "times", fuzzy, 1.0, loop / ours),
        Row("text.microseconds.100k", at_100k * 1e6, "us", "str.lower()", lower * 1e6, at_100k / lower),
        Row("text.findings_each.100k", found, "findings"),
        Row("text.build_seconds.1m", memory["seconds"], "s"),
        Row("text.resting_mib.1m", memory["resting"], "MiB"),
        Row("text.peak_mib.1m", memory["peak"], "MiB"),
        Row("text.estimated_mib.1m", memory["estimate"], "MiB"),
        *(text_found.rows(data) if data else []),
    ]


def _matcher(index: ReferenceIndex) -> Callable[[ListingFacts], object]:
    return lambda listing: words.match(listing, index)


def _first_time(index: ReferenceIndex, listings: Sequence[ListingFacts]) -> float:
    """Seconds for a listing that this process meets for the first time: nothing of its words is remembered yet."""
    began = time.thread_time()
    for listing in listings:
        words.match(listing, index)
    return (time.thread_time() - began) / len(listings)


def _rapidfuzz(index: ReferenceIndex) -> Callable[[ListingFacts], object]:
    names = [mark.text.lower() for mark in index.word_tables[0].marks]

    def search(listing: ListingFacts) -> object:
        text = f"{listing.title} {listing.description}".lower()
        return process.extract(text, names, scorer=fuzz.partial_ratio, score_cutoff=85, limit=None)

    return search


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
        stream = [chance.choice(MADE_UP) for _ in range(2_000 * WORDS)]
        brands = list(coined(500))  # a listing names one, as a rule
        for at in range(0, len(stream), WORDS):
            stream[at + chance.randrange(WORDS)] = chance.choice(brands)
    return [" ".join(stream[at : at + WORDS]) for at in range(0, len(stream) - WORDS, WORDS)]


def _index(real: list[MarkFacts], names: list[str], size: int) -> ReferenceIndex:
    rest = size - len(real[:size])
    return ReferenceIndex.build(
        str(size), real[:size] + [MarkFacts(UUID(int=10_000 + row), name) for row, name in enumerate(names[:rest])]
    )


def _vocabulary(data: Path | None, texts: list[str]) -> set[bytes]:
    """Words that are in use, folded, and so were coined by nobody. The brands of made-up texts are coined names."""
    return {word for text in (texts if data else MADE_UP) for word in folding.canonical(text).split()}
