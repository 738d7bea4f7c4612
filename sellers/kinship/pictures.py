"""Pictures of documents and goods: the same one, encoded anew. Pure.

The cards of one country look alike, so a hash alone says too little. What its 256 bits propose is put in order by a small
copy, and the nearest are laid over the picture and compared part by part: of one picture all parts agree, of two cards the
portrait and the lines do not.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

Grid = NDArray[np.float32]
BITS = 256
NEAR = 48
"""Bits in which the hashes of one picture may differ: after a strip of 2 % was cut off, up to 38 were seen."""
SMALL, SMALL_BLUR = 32, 4
MOST_NEAR, MOST_COMPARED = 2_000, 12
"""How many are put in order, and how many of those are laid over it, at 9 ms each."""
SIDE, BLUR, PART, STEP, EDGE = 128, 8, 20, 20, 4
BUSY = 3.0
"""Grey levels of standard deviation from which a part shows something."""
AGREES, FEWEST = 0.75, 5
"""What all parts but a twentieth correlate by. Of one picture 0.80 and more were seen, of two cards on one form 0.69 and less."""
LEAST_BUSY = 4


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture is found by: the 256 bits of `imagehash.phash`, and a copy of 32 by 32 without its shades (int8)."""

    bits: bytes
    small: bytes


def print_of(data: bytes) -> Print | None:
    """The print of a file; None for what is no picture, or blank."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            grey = image.convert("L")
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    fine = _without_shades(grey, SMALL, SMALL_BLUR)
    if fine.std() < BUSY / 2:
        return None
    bits = np.packbits(imagehash.phash(grey, hash_size=16).hash.ravel()).tobytes()
    return Print(bits, np.clip(fine * (32 / fine.std()), -127, 127).astype(np.int8).tobytes())


def near(bits: bytes, others: Iterable[bytes]) -> list[int]:
    """The places of the bits that are near, the nearest first, at most 2,000."""
    rows = np.frombuffer(b"".join(others), dtype=np.uint8).reshape(-1, BITS // 8)
    apart = np.bitwise_count(rows ^ np.frombuffer(bits, dtype=np.uint8)).sum(axis=1)
    found = np.flatnonzero(apart <= NEAR)
    return [int(at) for at in found[np.argsort(apart[found], kind="stable")][:MOST_NEAR]]


def likest(small: bytes, others: Iterable[bytes]) -> list[int]:
    """The places of the small copies that are most like this one, at most twelve."""
    rows = np.frombuffer(b"".join(others), dtype=np.int8).reshape(-1, SMALL * SMALL).astype(np.float32)
    alike = rows @ np.frombuffer(small, dtype=np.int8).astype(np.float32) / np.linalg.norm(rows, axis=1)
    return [int(at) for at in np.argsort(-alike, kind="stable")[:MOST_COMPARED]]


def same_picture(one: bytes, other: bytes) -> bool:
    """One picture encoded twice, at most with a narrow strip cut off. Both are files that can be decoded."""
    first, second = _fine(one), _fine(other)
    warp = np.eye(2, 3, dtype=np.float32)
    enough = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 50, 1e-4)
    try:
        _found, warp = cv2.findTransformECC(first, second, warp, cv2.MOTION_AFFINE, enough, None, 5)  # type: ignore[assignment]
    except cv2.error:  # it found no way to lay one over the other
        return False
    laid = cv2.warpAffine(second, warp, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    agreeing = _parts_agree(first, np.asarray(laid, dtype=np.float32))
    return len(agreeing) >= LEAST_BUSY and float(np.percentile(agreeing, FEWEST)) >= AGREES


def _fine(data: bytes) -> Grid:
    with Image.open(io.BytesIO(data)) as image:
        return _without_shades(image.convert("L"), SIDE, BLUR)


def _without_shades(grey: Image.Image, side: int, blur: float) -> Grid:
    """What is drawn on it: a smaller copy less its blur."""
    small = np.asarray(grey.resize((side, side), Image.Resampling.BOX), dtype=np.float32)
    return np.asarray(small - cv2.GaussianBlur(small, (0, 0), blur), dtype=np.float32)


def _parts_agree(one: Grid, other: Grid) -> list[float]:
    found = []
    for down in range(EDGE, SIDE - PART, STEP):
        for across in range(EDGE, SIDE - PART, STEP):
            p, q = (grid[down : down + PART, across : across + PART] for grid in (one, other))
            if max(p.std(), q.std()) >= BUSY:
                both = ((p - p.mean()) * (q - q.mean())).mean()
                found.append(float(both / (p.std() * q.std() + 1e-3)))
    return found
