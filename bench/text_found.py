"""What the search of word marks finds, and what it must leave alone: one run, one setting, over the real listings.

Found means that the score reaches the review queue at the shipped default. Each evasion of each mark is put at a random place of
the title of a random listing; nothing else of the listing is changed: neither its category nor its brand has to do with the mark.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

from bench.rows import Row
from bench.text_evasions import EVASIONS
from scanner.index import ReferenceIndex
from scanner.matchers import folding, words
from scanner.matchers.facts import ListingFacts, MarkFacts, class_mask
from scanner.scoring import HOLD_AT, OPEN_AT, Score, assess

SEED = 2026
FEWEST = 4  # folded letters of a mark that a floor counts for
_TIMES_FAMOUS = 5  # typing errors of each famous mark: those are few

# How a listing is known to speak of what it fits, apart from the matcher: the word and the mark's own letters, nothing between but
# "the", "your", "all" or "with". Of people ("for Apple women") it is not said.
_FITS = re.compile(
    r"\b(?:for|compatible with|fits|replacement for|suitable for)\s+(?:the |your |all |use with )?$", re.IGNORECASE
)


def real_listings(data: Path) -> list[ListingFacts]:
    """The listings as a marketplace would take them in."""
    with (data / "listings" / "listings.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        ListingFacts(row["title"], row["description"] or "", row["brand"] or "", tuple(row["category_path"]))
        for row in rows
    ]


def real_marks(data: Path) -> list[MarkFacts]:
    """The real names, with what is known of them."""
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


def counts(mark: MarkFacts) -> bool:
    """Whether the floors count this mark: four folded letters or more, and no everyday word."""
    return not mark.everyday and len(folding.plain(mark.text).replace(b" ", b"").decode()) >= FEWEST


def scores(listing: ListingFacts, index: ReferenceIndex) -> dict[UUID, Score]:
    """What a scan makes of the listing's words."""
    return assess(listing, words.match(listing, index))


def recall(
    evasion: str, marks: Iterable[MarkFacts], listings: Sequence[ListingFacts], index: ReferenceIndex, seed: int = SEED
) -> float:
    """Share of the evaded marks that reach the queue; of those that the evasion leaves as they are none is counted."""
    chance = Random(f"{evasion} {seed}")
    tried = found = 0
    for mark in marks:
        written = EVASIONS[evasion](mark.text, chance)
        listing = chance.choice(listings)
        title = listing.title.split(" ")
        title.insert(chance.randint(0, len(title)), written)
        if written == mark.text and evasion != "case":
            continue
        score = scores(replace(listing, title=" ".join(title)), index).get(mark.right_id)
        tried += 1
        found += score is not None and score.value >= OPEN_AT
    return found / max(tried, 1)


def rows(data: Path) -> list[Row]:
    """The figures of finding and leaving alone."""
    marks, listings = real_marks(data), real_listings(data)
    index = ReferenceIndex.build("figures", marks)
    setting = f"queue {OPEN_AT} hold {HOLD_AT} seed {SEED}"
    measured = []
    for evasion in EVASIONS:
        core = [mark for mark in marks if counts(mark)]
        if evasion == "typo":
            core = [mark for mark in core if mark.famous] * _TIMES_FAMOUS
        rest = [mark for mark in marks if not counts(mark)]
        measured.append(Row(f"text.recall.{evasion}", recall(evasion, core, listings, index), setting))
        measured.append(Row(f"text.recall_rest.{evasion}", recall(evasion, rest, listings, index), setting))
    given = [scores(listing, index) for listing in listings]
    by_id = {mark.right_id: mark for mark in marks}
    opened = [by_id[right] for found in given for right, score in found.items() if score.value >= OPEN_AT]
    everyday = sum(mark.everyday for mark in opened)
    passed, said = referential(marks, listings, given)
    met, named = true_mentions(marks, listings, given)
    return [
        *measured,
        Row("text.items_per_1000", 1000 * len(opened) / len(listings), setting),
        Row("text.everyday_items_per_1000", 1000 * everyday / len(listings), setting),
        Row("text.referential_passed", passed / max(said, 1), f"{setting}, of {said}"),
        Row("text.true_mentions_found", met / max(named, 1), f"{setting}, of {named}"),
    ]


def referential(
    marks: Sequence[MarkFacts], listings: Sequence[ListingFacts], given: Sequence[dict[UUID, Score]]
) -> tuple[int, int]:
    """Of the titles that say what the thing fits, by `_FITS`: how many are not held for that mark; and how many there are."""
    passed = said = 0
    by_word: dict[str, list[MarkFacts]] = {}
    for mark in marks:
        by_word.setdefault(mark.text.split()[0].casefold(), []).append(mark)
    for listing, found in zip(listings, given, strict=True):
        for word in re.finditer(r"\w+", listing.title):
            if not _FITS.search(listing.title[: word.start()]):
                continue
            for mark in by_word.get(word[0].casefold(), ()):
                if re.match(re.escape(mark.text) + r"\b", listing.title[word.start() :], re.IGNORECASE):
                    said += 1
                    score = found.get(mark.right_id)
                    passed += score is None or score.value < HOLD_AT
    return passed, said


def true_mentions(
    marks: Sequence[MarkFacts], listings: Sequence[ListingFacts], given: Sequence[dict[UUID, Score]]
) -> tuple[int, int]:
    """Of the listings whose brand is a famous mark that the title names: how many reach the queue for it; how many there are."""
    famous = {mark.text.casefold(): mark for mark in marks if mark.famous}
    met = named = 0
    for listing, found in zip(listings, given, strict=True):
        mark = famous.get(listing.brand.casefold().strip())
        if mark and re.search(rf"\b{re.escape(mark.text)}\b", listing.title, re.IGNORECASE):
            named += 1
            score = found.get(mark.right_id)
            met += score is not None and score.value >= OPEN_AT
    return met, named
