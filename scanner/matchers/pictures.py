"""Copies of a registered picture: re-saved, resized, recoloured, bordered, mirrored or turned.

One decode, one small DCT, and from it the hash of all eight orientations: to mirror a picture is to change the sign of every
second column of its DCT, to turn it is to transpose besides. A uniform border is cut off and what remains is hashed too. The
64-bit hash is the one `imagehash.phash` gives (within 2 bits after reduced decoding). All views of all pictures of a listing go
into one exact search; what comes back is confirmed by a 256-bit hash of the same orientation.

It does not find a part of a picture: a crop of a fifth or more, a logo on a photo, half of a collage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Protocol
from uuid import UUID

import faiss
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scanner.matchers import decode
from scanner.matchers.facts import Example, Finding, ListingFacts, PictureFacts, Place, SpecimenFacts
from scanner.matchers.picture_examples import examples_of

name = "pictures"
needs = frozenset({"listing.pictures", "right.specimens"})

# Workers are processes, one a core: threads of the search would only fight over the cores.
faiss.omp_set_num_threads(1)

# Radii in bits. Unrelated photos lie 12 and more apart in 64 bits (210,000 pairs) and 84 and more in 256; flat logos lie
# closer, one in six has another within 10. So logos must agree in the long hash, and a large register has the smaller radius.
RADIUS, RADIUS_LARGE, LARGE = 10, 8, 1_000_000
CONFIRMED, CONFIRMED_FLAT = 76, 50
DHASH_AGREES = 10

BLANK_SHARE, BLANK_SPREAD = 0.9, 4.0  # of the pixels in one of 16 tones; grey levels of standard deviation
FLAT_SHARE = 0.8  # of the pixels in the two commonest of 16 tones
BORDER_TOLERANCE = 12  # grey levels: what JPEG does to one colour
ORIENTATIONS = ("upright", "mirrored", "flipped", "turned 180", "transposed", "turned 90", "turned 270", "transversed")

Grid = NDArray[np.float64]


@cache
def _dct(size: int, low: int) -> Grid:
    """The first `low` rows of the DCT-II matrix, scaled as scipy's dct without norm is."""
    k, n = np.arange(low)[:, None], np.arange(size)[None, :]
    return 2 * np.cos(np.pi * k * (2 * n + 1) / (2 * size))


@cache
def _signs(low: int) -> Grid:
    """Signs of the DCT for upright, mirrored, flipped and both."""
    odd = np.where(np.arange(low) % 2, -1.0, 1.0)
    column, row, one = odd[None, :], odd[:, None], np.ones((low, low))
    return np.stack([one, one * column, one * row, column * row])


def _small(picture: Image.Image, box: tuple[int, int, int, int] | None = None) -> Image.Image:
    """32 x 32 with the filter of imagehash: the verdicts must be the same."""
    return picture.resize((32, 32), Image.Resampling.LANCZOS, box)


def _fine(picture: Image.Image, box: tuple[int, int, int, int] | None = None) -> Image.Image:
    """64 x 64 for the hash that is ours alone, with a filter of half the cost."""
    return picture.resize((64, 64), Image.Resampling.HAMMING, box)


def _views(small: Image.Image, low: int) -> list[bytes]:
    """The hashes of the eight orientations, `low` x `low` bits each, of a picture of four times as many pixels a side."""
    matrix = _dct(4 * low, low)
    turns = (matrix @ np.asarray(small, dtype=np.float64) @ matrix.T) * _signs(low)
    four = turns.reshape(4, low * low)
    middle = low * low // 2
    ordered = np.sort(four, axis=1)
    # To transpose moves no value, so those four share the medians of these.
    above = turns > ((ordered[:, middle - 1] + ordered[:, middle]) / 2)[:, None, None]
    bits = np.packbits(np.concatenate([above, above.transpose(0, 2, 1)]).reshape(8, -1), axis=1).tobytes()
    step = len(bits) // 8
    return [bits[at : at + step] for at in range(0, len(bits), step)]


def _dhash(small: Image.Image) -> int:
    pixels = np.asarray(small.resize((9, 8), Image.Resampling.HAMMING))
    return int.from_bytes(np.packbits(pixels[:, 1:] > pixels[:, :-1]).tobytes())


def _inner(pixels: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """The box inside a uniform border, or None if there is none (or nothing inside)."""
    height, width = pixels.shape
    left, top, right, bottom = _frame(pixels, int(pixels[0, 0]))
    if abs(int(pixels[-1, -1]) - int(pixels[0, 0])) > BORDER_TOLERANCE:
        # A border on one side only: the other corner has its colour.
        other = _frame(pixels, int(pixels[-1, -1]))
        left, top = max(left, other[0]), max(top, other[1])
        right, bottom = min(right, other[2]), min(bottom, other[3])
    if right - left < decode.SMALLEST or bottom - top < decode.SMALLEST:
        return None
    cut = max(left / width, top / height, 1 - right / width, 1 - bottom / height)
    return (left, top, right, bottom) if cut > 0.01 else None


def _frame(pixels: NDArray[np.uint8], tone: int) -> tuple[int, int, int, int]:
    """The smallest box that holds all that is not of a tone; empty where nothing is."""
    differs = (pixels < max(tone - BORDER_TOLERANCE, 0)) | (pixels > min(tone + BORDER_TOLERANCE, 255))
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not rows.size:
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def read(data: bytes, ref: str = "") -> PictureFacts:
    """The facts of one picture file. Raises `decode.PictureRefused`. About 2 ms for a JPEG of 1000 pixels a side."""
    return facts_of(decode.grey(data), ref)


def facts_of(picture: Image.Image, ref: str = "") -> PictureFacts:
    """The facts of a picture in shades of grey (mode L)."""
    thumb = _fine(picture)
    tones = sorted(np.bincount((np.asarray(thumb) >> 4).ravel(), minlength=16).tolist())
    if tones[-1] > BLANK_SHARE * 4096 and np.asarray(thumb).std() < BLANK_SPREAD:
        return PictureFacts(ref, blank=True)
    views, details = _views(_small(picture), 8), _views(thumb, 16)
    if box := _inner(np.asarray(picture)):
        views += _views(_small(picture, box), 8)
        details += _views(_fine(picture, box), 16)
    flat = tones[-1] + tones[-2] >= FLAT_SHARE * 4096
    return PictureFacts(ref, tuple(map(int.from_bytes, views)), tuple(details), _dhash(thumb), flat)


class PictureTable:
    """The hashes of one list of specimens, for exact search by Hamming distance. Blank pictures are left out."""

    def __init__(self, specimens: Iterable[SpecimenFacts]) -> None:
        self.specimens = [specimen for specimen in specimens if not specimen.picture.blank]
        # The upright view, and that of the part inside the border: orientations are those of the question.
        rows = [(number, at) for number, s in enumerate(self.specimens) for at in range(0, len(s.picture.views), 8)]
        self._rows = rows
        hashes = np.array([self.specimens[number].picture.views[at] for number, at in rows], dtype=">u8")
        self._search = faiss.IndexBinaryFlat(64)
        if rows:
            self._search.add(hashes.view(np.uint8).reshape(-1, 8))

    def __len__(self) -> int:
        return len(self.specimens)

    @property
    def size_bytes(self) -> int:
        """Estimate of the memory: 8 bytes a view in the search, and the facts."""
        return 8 * len(self._rows) + sum(1000 + 65 * len(s.picture.views) for s in self.specimens)

    @property
    def radius(self) -> int:
        """Bits that two hashes may differ in: fewer in a large register, where chance finds more."""
        return RADIUS_LARGE if len(self._rows) > LARGE else RADIUS

    def find(self, views: Sequence[int]) -> list[tuple[int, int, int, int]]:
        """For each view of a question all registered ones within the radius: (view, specimen, its view, distance)."""
        if not self._rows or not views:
            return []
        asked = np.array(views, dtype=">u8").view(np.uint8).reshape(-1, 8)
        # faiss gives what is strictly nearer than the radius it is passed.
        limits, distances, found = self._search.range_search(asked, self.radius + 1)
        hits = []
        for question in range(len(views)):
            for at in range(int(limits[question]), int(limits[question + 1])):
                number, view = self._rows[int(found[at])]
                hits.append((question, number, view, int(distances[at])))
        return hits


class Pictures(Protocol):
    """What this matcher needs of an index: tables of specimens, the newest last, and which of the first table's are outdated."""

    @property
    def picture_tables(self) -> Sequence[PictureTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


def match(listing: ListingFacts, index: Pictures) -> list[Finding]:
    """Registered pictures that the listing shows, the best finding for each right and picture."""
    pictures = [picture for picture in listing.pictures if not picture.blank]
    asked = [(picture, at) for picture in pictures for at in range(len(picture.views))]
    best: dict[tuple[UUID, str], Finding] = {}
    for number, table in enumerate(index.picture_tables):
        for question, row, view, distance in table.find([picture.views[at] for picture, at in asked]):
            specimen = table.specimens[row]
            if number == 0 and specimen.right_id in index.outdated:
                continue
            finding = _judge(specimen, view, *asked[question], distance)
            if finding is None:
                continue
            key = (finding.right_id, finding.where.ref)
            if key not in best or best[key].strength < finding.strength:
                best[key] = finding
    return list(best.values())


def _judge(specimen: SpecimenFacts, view: int, picture: PictureFacts, at: int, distance: int) -> Finding | None:
    """Whether two pictures near in 64 bits are the same picture, by the longer hash of the same orientation."""
    detail = _bits(specimen.picture.details[view], picture.details[at])
    upright = at == view == 0
    if specimen.picture.flat or picture.flat:
        agrees = detail <= CONFIRMED_FLAT
    else:
        agrees = detail <= CONFIRMED or (
            upright and (specimen.picture.dhash ^ picture.dhash).bit_count() <= DHASH_AGREES
        )
    if not agrees:
        return None
    strength = round(1.0 - 0.3 * min(detail / 80, 1.0) - 0.02 * distance, 3)
    kind = "picture" if at % 8 == 0 else "picture-turned"
    facts: dict[str, Any] = {
        "specimen": specimen.picture.ref,
        "distance": distance,
        "distance_256": detail,
        "orientation": ORIENTATIONS[at % 8],
        "border_cut": at >= 8 or view >= 8,
    }
    return Finding(name, specimen.right_id, strength, kind, Place("picture", ref=picture.ref), facts)


def _bits(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def examples() -> tuple[Example, ...]:
    """Cases for the contract test, their pictures drawn by code."""
    return examples_of(facts_of)
