"""Local features of one picture: small patches that are found again when the picture is cut, turned, scaled or put in another.

SIFT finds and describes them. What is kept is chosen so that it serves later: some of every size and from every part of the
picture, as nobody knows which part of it a copy will show, or how small. A patch is described by the square roots of its
histogram ("RootSIFT"), each in four bits: that halves what is stored and costs no match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

ALGORITHM = "sift-root4-1"  # names what the numbers mean; features of another algorithm cannot be compared
KEPT = 540  # features of a picture: 39 KB as bytes
SPOT = 5.0  # pixels: features nearer to each other are of one spot
PLAIN = 8  # with fewer spots there is nothing to recognise a part by

CONTRAST = (
    0.004  # of a patch against its surroundings: far less than is usual, so that plain pictures have features too
)
FOUND = 4000  # features at most that are chosen from, the strongest
STEP = 46.0  # a square root of 1 / STEP is one step of the four bits
PARTS = 4  # the picture is divided into PARTS x PARTS when features are chosen
SHARES = (1.0, 1.0, 0.8, 0.6)  # of the choice: the smallest patches, those of twice the size, and so on

ROW = np.dtype([("x", "<u2"), ("y", "<u2"), ("size", "u1"), ("angle", "u1"), ("four_bits", "u1", (64,))])
_HEAD = np.dtype([("width", "<u2"), ("height", "<u2")])
_PLACES = 64  # steps a pixel
SIZES = 24  # steps for twice the size
ANGLES = 256  # steps a full turn

# Workers are processes, one a core.
cv2.setNumThreads(1)

Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The features of a picture of `width` x `height` pixels, the most useful first.

    `points` has a row each: x and y in pixels, the size in pixels and the angle in degrees. `descriptors` has 128 numbers
    of 0 to 15 each.
    """

    points: NDArray[np.float32]
    descriptors: NDArray[np.uint8]
    width: int
    height: int

    def __len__(self) -> int:
        return len(self.points)

    @property
    def too_plain(self) -> bool:
        """Whether the picture has too little detail to be found by a part of it: a flat logo, a plain surface."""
        return len(np.unique(self.points[:, :2] // SPOT, axis=0)) < PLAIN

    def rows(self) -> Rows:
        """As they are stored, 70 bytes each."""
        rows = np.zeros(len(self), ROW)
        rows["x"], rows["y"] = np.rint(self.points[:, :2].T * _PLACES).clip(0, 65535)
        rows["size"] = np.rint(np.log2(np.maximum(self.points[:, 2], 1.0)) * SIZES).clip(0, 255)
        rows["angle"] = np.rint(self.points[:, 3] * (ANGLES / 360)).astype(np.int64) % ANGLES
        rows["four_bits"] = self.descriptors[:, ::2] << 4 | self.descriptors[:, 1::2]
        return rows

    @classmethod
    def of_rows(cls, rows: Rows, width: int, height: int) -> Features:
        """The features that `rows` were made of."""
        descriptors = np.empty((len(rows), 128), np.uint8)
        descriptors[:, ::2], descriptors[:, 1::2] = rows["four_bits"] >> 4, rows["four_bits"] & 15
        return cls(points_of(rows), descriptors, width, height)

    def to_bytes(self) -> bytes:
        """Compact: 70 bytes a feature. Read them back with the ALGORITHM they were made by."""
        return np.array([(self.width, self.height)], _HEAD).tobytes() + self.rows().tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Features:
        """Raises ValueError for what `to_bytes` did not write."""
        if len(data) < _HEAD.itemsize:
            raise ValueError("too short for features")
        head = np.frombuffer(data, _HEAD, 1)[0]
        rows = np.frombuffer(data, ROW, offset=_HEAD.itemsize)
        return cls.of_rows(rows, int(head["width"]), int(head["height"]))

    def part(self, chosen: NDArray[np.bool_]) -> Features:
        """Some of the features of the same picture."""
        return Features(self.points[chosen], self.descriptors[chosen], self.width, self.height)

    def mirrored(self) -> Features:
        """The features the picture would have in a mirror: the patches are the same, their histograms run the other way."""
        points = self.points.copy()
        points[:, 0] = self.width - 1 - points[:, 0]
        points[:, 3] = (180 - points[:, 3]) % 360
        cells = self.descriptors.reshape(-1, 4, 4, 8)
        turned = cells[:, ::-1, :, (-np.arange(8)) % 8]
        return Features(points, np.ascontiguousarray(turned).reshape(-1, 128), self.width, self.height)


def points_of(rows: Rows) -> NDArray[np.float32]:
    """Place, size and angle of stored features."""
    points = np.empty((len(rows), 4), np.float32)
    points[:, 0], points[:, 1] = rows["x"] / _PLACES, rows["y"] / _PLACES
    points[:, 2], points[:, 3] = np.exp2(rows["size"] / SIZES), rows["angle"] * (360 / ANGLES)
    return points


def features_of(pixels: NDArray[np.uint8], most: int = KEPT) -> Features:
    """The features of a grey picture, at most `most`. About 80 ms for 640 pixels a side."""
    height, width = pixels.shape
    sift = cv2.SIFT.create(FOUND, 3, CONTRAST, 10, 1.6)
    pixels = np.ascontiguousarray(pixels)
    found = sift.detect(pixels, None)
    if not found:
        return Features(np.empty((0, 4), np.float32), np.empty((0, 128), np.uint8), width, height)
    chosen = [found[at] for at in _chosen(found, width, height, most)]
    kept, described = sift.compute(pixels, chosen)
    points = np.array([(*key.pt, key.size, key.angle) for key in kept], np.float32)
    whole = np.maximum(described.sum(axis=1, keepdims=True), 1e-6)
    roots = np.rint(np.sqrt(described / whole) * STEP).clip(0, 15).astype(np.uint8)
    return Features(points, roots, width, height)


def _chosen(found: Sequence[cv2.KeyPoint], width: int, height: int, most: int) -> NDArray[np.int64]:
    """The rows of the features to keep: the strongest of every size in every part of the picture, those first."""
    places = np.array([key.pt for key in found])
    strong = np.array([key.response for key in found])
    octave = np.clip(np.floor(np.log2(np.array([key.size for key in found]) / 1.8)), 0, len(SHARES) - 1).astype(
        np.int64
    )
    column = np.clip(places[:, 0] * PARTS / width, 0, PARTS - 1).astype(np.int64)
    row = np.clip(places[:, 1] * PARTS / height, 0, PARTS - 1).astype(np.int64)
    group = (octave * PARTS + row) * PARTS + column
    order = np.lexsort((places[:, 1], places[:, 0], -strong, group))
    begins = np.searchsorted(group[order], group[order])
    rank = (np.arange(len(order)) - begins + 1) / np.array(SHARES)[octave[order]]
    return order[np.lexsort((-strong[order], rank))[:most]]
