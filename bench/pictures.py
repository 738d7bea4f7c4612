"""How long one product picture takes, and whether changed copies are found among 100,000 registered pictures.

Time: against the plain use of imagehash on the same bytes, both to the same verdict, and against Pillow's decoding at an eighth of
the size alone, which nobody can skip. Ours gives more in that time: eight orientations, the border cut off, a 256-bit hash and a
dHash. The pictures are JPEGs of 1000 x 1000 pixels, quality 85, laid out of the real photos beside the checkout where they are,
else drawn by code.

Recall: registered are the real photos, the real logos, and pictures made by code (`bench.gallery`). A changed copy, saved as JPEG,
is found when its score reaches the queue of matches at the default threshold. Copies are asked for of the real photos and of a
thousand made by code; of the logos apart (`.logos`), as a symmetric drawing on one ground has half of its hash decided by noise:
for those is the matcher of logos. Unrelated questions are pictures made by code that are not registered, every other ten of
them changed. A logo may also be taken for another picture.
"""

from __future__ import annotations

import io
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import cv2
import imagehash
import numpy as np
from PIL import Image, ImageOps

from bench import gallery, second_look
from bench.rows import Row, shared_data, side_by_side
from scanner import scoring
from scanner.matchers import pictures
from scanner.matchers.facts import ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.picture_examples import scene
from scanner.matchers.picture_table import PictureTable

SIDE = 1000
SAME_VERDICT = 2  # bits that reduced decoding may move the hash

REGISTERED = 100_000
COPIED = (
    1_000  # of the registered pictures made by code, of which copies are asked for, as many as real ones and then some
)
ASKED = 500  # copies of each change
UNRELATED = 4_000
COPIED_SEED, CROWD_SEED, OTHER_SEED = 21, 22, 23
CROWD_SIDE = 128  # pixels of those that are only there to be mistaken: the hashes look at 64
PROCESSES, PIECE = 2, 500


def run() -> list[Row]:
    """Rows of the bench `pictures`. Raises AssertionError if the two ways do not agree: then the times mean nothing."""
    return [*_time(), *_recall(), *second_look.rows()]


def _time() -> list[Row]:
    blobs = [_jpeg(picture) for picture in (_photos(shared_data()) or _drawn())]
    apart = max((pictures.read(blob).phash ^ _plain(blob)).bit_count() for blob in blobs)
    if apart > SAME_VERDICT:
        raise AssertionError(f"hashes differ by {apart} bits")
    ours, plain, floor = side_by_side([pictures.read, _plain, _floor], blobs, rounds=15)
    size = sum(map(len, blobs)) / len(blobs) / 1024
    rival, decoding = "imagehash.phash(Image.open(f))", "Pillow, decoding at 1/8 alone"
    return [
        Row("pictures.time_over_floor", ours / floor, "times", decoding, 1.0, ours / floor),
        Row("pictures.speed_over_imagehash", plain / ours, "times", rival, 1.0, plain / ours),
        Row("pictures.milliseconds", ours * 1000, "ms", rival, plain * 1000, plain / ours),
        Row("pictures.bits_apart_at_most", apart, "bits"),
        Row("pictures.kib_each", size, "KiB"),
    ]


def _floor(blob: bytes) -> None:
    picture = Image.open(io.BytesIO(blob))
    picture.draft("L", (picture.width // 8, picture.height // 8))
    picture.load()


@dataclass(frozen=True)
class _Index:
    picture_tables: tuple[PictureTable, ...]
    outdated: frozenset[UUID] = frozenset()


def _recall() -> list[Row]:
    index = _Index((PictureTable(_specimens()),))
    rng = np.random.default_rng(COPIED_SEED)
    logos = range(len(gallery.real_photos()), len(_real()))
    rows, times = [], []
    for change in gallery.WHOLE:
        others = [*range(logos.start), *range(logos.stop, logos.stop + COPIED)]
        for kind, numbers in (("", others), (".logos", logos)):
            found = [_copy_found(change, number, rng, index) for number in numbers]
            if found:
                rows.append(Row(f"pictures.recall.{change}{kind}", sum(found) / len(found), "share"))
    false = 0
    for number in range(UNRELATED):
        picture = gallery.photo(OTHER_SEED, number)
        change = gallery.WHOLE[number // 20 % len(gallery.WHOLE)]
        rights, seconds = _ask(gallery.changed(change, picture, rng) if number // 10 % 2 else picture, index)
        false += len(rights)
        times.append(seconds)
    table = index.picture_tables[0]
    among = sum(len(_ask(_copied(number), index)[0] - {UUID(int=number + 1)}) for number in logos)
    return [
        *rows,
        Row("pictures.false_per_100k_pairs", false / (UNRELATED * len(table)) * 100_000, "pairs"),
        Row("pictures.false_per_100k_pairs.logos", among / (max(len(logos), 1) * len(table)) * 100_000, "pairs"),
        Row("pictures.ms_per_query", float(np.median(times)) * 1000, "ms"),
        Row("pictures.bytes_each", table.size_bytes / len(table), "bytes"),
    ]


def _copy_found(change: str, number: int, rng: np.random.Generator, index: _Index) -> bool:
    return UUID(int=number + 1) in _ask(gallery.changed(change, _copied(number), rng), index)[0]


def _ask(picture: Image.Image, index: _Index) -> tuple[set[UUID], float]:
    """The rights for which a listing with this picture reaches the queue, and the processor's seconds of the search."""
    listing = ListingFacts("", pictures=(pictures.read(gallery.saved(picture.convert("RGB")), "asked"),))
    began = time.thread_time()
    findings = pictures.match(listing, index)
    seconds = time.thread_time() - began
    scores = scoring.assess(listing, findings)
    return {right for right, score in scores.items() if score.value >= scoring.OPEN_AT}, seconds


def _real() -> list[Image.Image]:
    return [*gallery.real_photos(), *gallery.real_logos()]


def _copied(number: int) -> Image.Image:
    """The registered picture of that number, for the first ones, of which copies are asked for."""
    real = _real()
    return real[number] if number < len(real) else gallery.photo(COPIED_SEED, number - len(real))


def _specimens() -> Iterator[SpecimenFacts]:
    """The register: what is copied, then the crowd, hashed in processes beside each other."""
    first = len(_real()) + COPIED
    for number in range(first):
        yield SpecimenFacts(UUID(int=number + 1), pictures.facts_of(_copied(number).convert("L"), str(number)))
    starts = range(0, REGISTERED - first, PIECE)
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as processes:
        for start, facts in zip(starts, processes.map(_crowd, starts), strict=True):
            for number, picture in enumerate(facts[: REGISTERED - first - start], first + start + 1):
                yield SpecimenFacts(UUID(int=number), picture)


def _crowd(start: int) -> list[PictureFacts]:
    cv2.setNumThreads(1)
    made = gallery.photos(PIECE, CROWD_SEED, first=start, side=CROWD_SIDE)
    return [pictures.facts_of(picture.convert("L")) for picture in made]


def _plain(blob: bytes) -> int:
    return int(str(imagehash.phash(Image.open(io.BytesIO(blob)))), 16)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _photos(data: Path | None) -> list[Image.Image]:
    """Real photos, pieces of four different ones in each frame: so their detail stays at its true scale."""
    files = (
        sorted(data.glob("images/opencv-samples/*.*")) + sorted(data.glob("images/*-bridge/*orig.jpg")) if data else []
    )
    half = (SIDE // 2, SIDE // 2)
    pieces = [ImageOps.fit(Image.open(file).convert("RGB"), half) for file in files]
    frames = []
    for first in range(len(pieces)):
        frame = Image.new("RGB", (SIDE, SIDE))
        for corner in range(4):
            piece = pieces[(first + corner * 3) % len(pieces)]
            frame.paste(piece, (corner % 2 * half[0], corner // 2 * half[1]))
        frames.append(frame)
    return frames


def _drawn() -> list[Image.Image]:
    """Twelve drawn pictures with the grain of a photo, of about 190 KiB as JPEG."""
    drawn = []
    for seed in range(12):
        grain = np.random.default_rng(seed).normal(0, 5.5, (SIDE, SIDE, 1))
        bands = [np.asarray(scene(seed * 3 + band, SIDE), dtype=np.float64) for band in range(3)]
        grey = bands[0][..., None]
        colours = 0.7 * grey + 0.3 * np.stack(bands, axis=2) + grain
        drawn.append(Image.fromarray(colours.clip(0, 255).astype(np.uint8)))
    return drawn
