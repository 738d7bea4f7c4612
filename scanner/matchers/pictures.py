"""Copies of a registered picture: re-saved, resized, recoloured, bordered, mirrored or turned.

One decode, one small DCT, and from it the hash of all eight orientations: to mirror a picture is to change the sign of every
second column of its DCT, to turn it is to transpose besides. A uniform border is cut off and what remains is hashed too. The
64-bit hash is the one `imagehash.phash` gives (within 2 bits after reduced decoding). All views of all pictures of a listing go
into one exact search; what comes back is confirmed by a 256-bit hash of the same orientation.

It does not find a part of a picture: a crop of a fifth or more, a logo on a photo, half of a collage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scanner.matchers import decode
from scanner.matchers.facts import Example, Finding, ListingFacts, PictureFacts, Place
from scanner.matchers.hash_search import Words, distances
from scanner.matchers.picture_examples import examples_of
from scanner.matchers.picture_table import ORIENTED, PictureTable, detail_words, view_words

name = "pictures"
needs = frozenset({"listing.pictures", "right.specimens"})

# Bits in which the longer hashes may differ. Unrelated photos lie 84 and more apart; flat logos lie closer, and one in six has
# another within the radius of the shorter hash; two goods on white may have one outline. So these must agree more.
CONFIRMED, CONFIRMED_FLAT = 76, 54
DHASH_AGREES = 10

BLANK_SHARE, BLANK_SPREAD = 0.9, 4.0  # of the pixels in one of 16 tones; grey levels of standard deviation
FLAT_SHARE = 0.8  # of the pixels in the two commonest of 16 tones: a logo, a drawing
GROUND_SHARE = 0.4  # of the pixels in the commonest of 16 tones: goods on white
BORDER_TOLERANCE = 12  # grey levels: what JPEG does to one colour
ORIENTATIONS = ("upright", "mirrored", "flipped", "turned 180", "transposed", "turned 90", "turned 270", "transversed")

LARGEST = 512  # pixels a side, at most, of what is hashed; a larger picture is first averaged in whole blocks

Grid = NDArray[np.float32]
Pixels = NDArray[np.uint8]


@cache
def _transform(size: int) -> Grid:
    """What turns a column of pixels into the lowest 8 DCT numbers of its 32 parts, the lowest 16 of its 64 parts, and its 8 and
    its 9 parts themselves: slices COARSE, FINE, EIGHT and NINE.

    To shrink and to transform are both linear, so they are one matrix. There are less than LARGEST of them, 22 MB in all.
    """
    coarse = _dct(32, 8) @ _shrink(size, 32, 3.0, _lanczos)
    fine = _dct(64, 16) @ _shrink(size, 64, 1.0, _hamming)
    parts = [_shrink(size, count, 1.0, _hamming) for count in (8, 9)]
    return np.concatenate([coarse, fine, *parts]).astype(np.float32)


COARSE, FINE, EIGHT, NINE = slice(8), slice(8, 24), slice(24, 32), slice(32, 41)


def _dct(size: int, low: int) -> NDArray[np.float64]:
    """The first `low` rows of the DCT-II matrix, scaled as scipy's dct without norm is."""
    k, n = np.arange(low)[:, None], np.arange(size)[None, :]
    return 2 * np.cos(np.pi * k * (2 * n + 1) / (2 * size))


def _shrink(size: int, parts: int, support: float, kernel: Callable[[Any], Any]) -> NDArray[np.float64]:
    """The matrix that resizes `size` pixels to `parts` as Pillow does: the verdicts of imagehash rest on its filter."""
    scale = size / parts
    wide = max(scale, 1.0)
    middles = (np.arange(parts)[:, None] + 0.5) * scale
    first, last = (middles - support * wide + 0.5).astype(int), (middles + support * wide + 0.5).astype(int)
    pixels = np.arange(size)[None, :]
    weights = kernel((pixels + 0.5 - middles) / wide) * ((pixels >= first) & (pixels < last))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _lanczos(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0.0)


def _hamming(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(abs(x) < 1, np.sinc(x) * (0.54 + 0.46 * np.cos(np.pi * x)), 0.0)


@cache
def _signs(low: int) -> Grid:
    """Signs of the DCT for upright, mirrored, flipped and both."""
    odd = np.where(np.arange(low) % 2, -1.0, 1.0).astype(np.float32)
    column, row, one = odd[None, :], odd[:, None], np.ones((low, low), dtype=np.float32)
    return np.stack([one, one * column, one * row, column * row])


def _hashes(pixels: Pixels) -> tuple[list[bytes], list[bytes], int]:
    """The 64-bit and the 256-bit hashes of the eight orientations, and the dHash of the upright one."""
    height, width = pixels.shape
    across = _transform(width).T
    down = _transform(height) @ pixels.astype(np.float32)
    parts = down[EIGHT] @ across[:, NINE]
    dhash = int.from_bytes(np.packbits(parts[:, 1:] > parts[:, :-1]).tobytes())
    return _views(down[COARSE] @ across[:, COARSE]), _views(down[FINE] @ across[:, FINE]), dhash


def _views(lowest: Grid) -> list[bytes]:
    """The hashes of the eight orientations, a bit for each of the lowest DCT numbers: whether it is above their middle."""
    low = len(lowest)
    turns = lowest * _signs(low)
    middle = low * low // 2
    ordered = np.sort(turns.reshape(4, low * low), axis=1)
    # To transpose moves no value, so those four share the medians of these.
    above = turns > ((ordered[:, middle - 1] + ordered[:, middle]) / 2)[:, None, None]
    bits = np.packbits(np.concatenate([above, above.transpose(0, 2, 1)]).reshape(8, -1), axis=1).tobytes()
    step = len(bits) // 8
    return [bits[at : at + step] for at in range(0, len(bits), step)]


def _inner(pixels: Pixels) -> tuple[int, int, int, int] | None:
    """The box inside a uniform border, or None if there is none (or nothing inside)."""
    height, width = pixels.shape
    if all(map(_varies, (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))):
        return None
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


def _varies(edge: Pixels) -> bool:
    """Whether an edge is surely not of one tone, by every eighth of its pixels: most photos are known by that."""
    some = edge[::8].tobytes()
    return max(some) - min(some) > 2 * BORDER_TOLERANCE


def _frame(pixels: Pixels, tone: int) -> tuple[int, int, int, int]:
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
    blocks = (max(picture.width * 2 // LARGEST, 1), max(picture.height * 2 // LARGEST, 1))
    pixels = np.asarray(picture if blocks == (1, 1) else picture.reduce(blocks))
    sample = pixels[:: -(-pixels.shape[0] // 64), :: -(-pixels.shape[1] // 64)]
    tones = sorted(np.bincount((sample >> 4).ravel(), minlength=16).tolist())
    if tones[-1] > BLANK_SHARE * sample.size and sample.std() < BLANK_SPREAD:
        return PictureFacts(ref, blank=True)
    views, details, dhash = _hashes(pixels)
    if box := _inner(pixels):
        inner = _hashes(pixels[box[1] : box[3], box[0] : box[2]])
        views, details = views + inner[0], details + inner[1]
    flat = tones[-1] + tones[-2] >= FLAT_SHARE * sample.size or tones[-1] >= GROUND_SHARE * sample.size
    return PictureFacts(ref, tuple(map(int.from_bytes, views)), tuple(details), dhash, flat)


class Pictures(Protocol):
    """What this matcher needs of an index: tables of specimens, the newest last, and which of the first table's are outdated."""

    @property
    def picture_tables(self) -> Sequence[PictureTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


@dataclass(frozen=True)
class _Asked:
    """All views of all pictures of a listing, as columns."""

    views: Words
    details: Words
    dhashes: NDArray[np.uint64]
    flat: NDArray[np.bool_]
    upright: NDArray[np.bool_]

    @classmethod
    def of(cls, asked: Sequence[tuple[PictureFacts, int]]) -> _Asked:
        return cls(
            view_words(picture.views[at] for picture, at in asked),
            detail_words(picture.details[at] for picture, at in asked),
            view_words(picture.dhash for picture, _ in asked)[:, 0],
            np.array([picture.flat for picture, _ in asked], dtype=np.bool_),
            np.array([at == 0 for _, at in asked], dtype=np.bool_),
        )


def match(listing: ListingFacts, index: Pictures) -> list[Finding]:
    """Registered pictures that the listing shows, the best finding for each right and picture."""
    pictures = [picture for picture in listing.pictures if not picture.blank]
    asked = [(picture, at) for picture in pictures for at in range(len(picture.views))]
    if not asked:
        return []
    columns = _Asked.of(asked)
    best: dict[tuple[UUID, str], Finding] = {}
    for number, table in enumerate(index.picture_tables):
        for question, row, distance, detail in _confirmed(columns, table):
            specimen = int(table.owners[row])
            right_id = table.right_id(specimen)
            if number == 0 and right_id in index.outdated:
                continue
            picture, at = asked[question]
            strength = round(1.0 - 0.3 * min(detail / 80, 1.0) - 0.02 * distance, 3)
            key = (right_id, picture.ref)
            if key in best and best[key].strength >= strength:
                continue
            facts: dict[str, Any] = {
                "specimen": table.ref(specimen),
                "distance": distance,
                "distance_256": detail,
                "orientation": ORIENTATIONS[at % ORIENTED],
                "border_cut": at >= ORIENTED or int(table.blocks[row]) > 0,
            }
            kind = "picture" if at % ORIENTED == 0 else "picture-turned"
            best[key] = Finding(name, right_id, strength, kind, Place("picture", ref=picture.ref), facts)
    return list(best.values())


def _confirmed(asked: _Asked, table: PictureTable) -> Iterator[tuple[int, int, int, int]]:
    """(question, row, distance, distance in the longer hash) of what is near in 64 bits and agrees in 256."""
    question, row, distance = table.hashes.find(asked.views, table.radius)
    specimen = table.owners[row]
    detail = distances(table.details[row], asked.details[question])
    flat = table.flat[specimen] | asked.flat[question]
    upright = asked.upright[question] & (table.blocks[row] == 0)
    alike = np.bitwise_count(table.dhashes[specimen] ^ asked.dhashes[question]) <= DHASH_AGREES
    agrees = np.where(flat, detail <= CONFIRMED_FLAT, (detail <= CONFIRMED) | (upright & alike))
    kept = np.flatnonzero(agrees)
    return zip(*(column[kept].tolist() for column in (question, row, distance, detail)), strict=True)


def examples() -> tuple[Example, ...]:
    """Cases for the contract test, their pictures drawn by code."""
    return examples_of(facts_of)
