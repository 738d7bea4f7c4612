"""How long one listing with eight pictures takes in all: read, searched for, scored; against the plain way to do the same.

Ours is measured with a million marks and a million registered pictures, the rival with a hundred thousand of each: three hashes
from three openings of the file, a loop over ImageHash objects, rapidfuzz over the marks.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import imagehash
import numpy as np
from PIL import Image
from rapidfuzz import fuzz, process

from bench.gallery import photos, saved
from bench.rows import Row, shared_data
from bench.text import texts_of
from bench.text_coined import coined
from scanner.index import ReferenceIndex
from scanner.matchers import pictures, words
from scanner.matchers.facts import ListingFacts, MarkFacts, PictureFacts, SpecimenFacts
from scanner.matchers.picture_table import RADIUS
from scanner.scoring import assess

OURS, THEIRS = 1_000_000, 100_000
LISTINGS, OF_THE_RIVAL, PICTURES = 40, 3, 8
SIDE = 1000

Listing = tuple[str, list[bytes]]


def run() -> list[Row]:
    """Rows of the bench `listing`."""
    names = list(coined(OURS))
    index = ReferenceIndex.build("1", _marks(names), _specimens())
    files = [saved(photo) for photo in photos(24, seed=4, side=SIDE)]
    texts = texts_of(shared_data())
    listings = [
        (texts[at], [files[(at * 5 + number) % len(files)] for number in range(PICTURES)]) for at in range(LISTINGS)
    ]
    ours = _middle(lambda listing: _scan(listing, index), listings)
    rival = _middle(_plain_way(names[:THEIRS]), listings[:OF_THE_RIVAL])
    return [
        Row("listing.speed_over_naive", rival / ours, "times", "three opens, loops, rapidfuzz", 1.0, rival / ours),
        Row("listing.ms", 1000 * ours, "ms", "three opens, loops, rapidfuzz", 1000 * rival, rival / ours),
    ]


def _marks(names: Sequence[str]) -> Iterator[MarkFacts]:
    return (MarkFacts(UUID(int=at + 1), name) for at, name in enumerate(names))


def _specimens() -> Iterator[SpecimenFacts]:
    """Pictures as hashes of chance: as far apart as unrelated photos are."""
    rng = np.random.default_rng(8)
    for at in range(OURS):
        view, detail = int(rng.integers(2**63)), rng.bytes(32)
        yield SpecimenFacts(UUID(int=at + 1), PictureFacts(f"{at:064x}", (view,) * 8, (detail,) * 8))


def _scan(listing: Listing, index: ReferenceIndex) -> object:
    text, files = listing
    title, rest = " ".join(text.split()[:10]), " ".join(text.split()[10:])
    read = tuple(pictures.read(data, ref=str(at)) for at, data in enumerate(files))
    facts = ListingFacts(title=title, description=rest, pictures=read)
    return assess(facts, [*words.match(facts, index), *pictures.match(facts, index)])


def _plain_way(names: list[str]) -> Callable[[Listing], object]:
    rng = np.random.default_rng(9)
    registered = [imagehash.ImageHash(bits) for bits in rng.random((THEIRS, 8, 8)) > 0.5]

    def scan(listing: Listing) -> object:
        text, files = listing
        near: list[int] = []
        for data in files:
            phash, _dhash, _whash = (
                method(Image.open(io.BytesIO(data))) for method in (imagehash.phash, imagehash.dhash, imagehash.whash)
            )
            near += [at for at, other in enumerate(registered) if phash - other <= RADIUS]
        return near, process.extract(text, names, scorer=fuzz.partial_ratio, score_cutoff=85)

    return scan


def _middle(work: Callable[[Listing], object], listings: Sequence[Listing]) -> float:
    """The median of the seconds that a listing takes."""
    times = []
    for listing in listings:
        began = time.thread_time()
        work(listing)
        times.append(time.thread_time() - began)
    return sorted(times)[len(times) // 2]
