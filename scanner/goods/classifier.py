"""The trained classifier: which of the marketplace's categories a title is of, and how sure that is; kept as plain bytes.

Linear: each category has a weight for each feature. Weights are single bytes with one scale for each category.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanner.goods.features import features

SEPARATOR = " › "
"""Between the steps of a category's name."""
FORMAT = 1
MOST_BYTES = 8 * 1024 * 1024
"""Of the weights, and so about of what is kept."""
NEVER = 1.01
"""No prediction is so sure."""
_MAGIC = b"markwarden goods "
_AT_ONCE = 1_000

Ints = NDArray[np.int8]
Floats = NDArray[np.float32]


class Unreadable(ValueError):
    """These bytes are no classifier that this program can read."""


class Prediction(NamedTuple):
    """A category by its name, and how sure it is (0..1), as a share of what all categories could claim. "" where no feature
    of the title is known."""

    category: str
    sure: float


@dataclass(frozen=True, eq=False)
class Classifier:
    """`features` are the known ones, ascending; `weights` has a row for each, after a first one of zeros, and a column for
    each of the `categories`; fewer while it is being trained. A prediction counts from `sure_at` on. `classes` are the Nice
    classes of categories as they were proposed at training, as masks: also of those above others, which are never predicted.
    """

    categories: tuple[str, ...]
    features: NDArray[np.uint32]
    weights: Ints
    scales: Floats
    biases: Floats
    sure_at: float = NEVER
    classes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def size_bytes(self) -> int:
        """The memory that it takes."""
        return self.features.nbytes + self.weights.nbytes + self.scales.nbytes + self.biases.nbytes

    def predict(self, titles: Sequence[str]) -> list[Prediction]:
        """The likeliest category of each title."""
        found: list[Prediction] = []
        for start in range(0, len(titles), _AT_ONCE):
            found += self._predict(titles[start : start + _AT_ONCE])
        return found

    def _predict(self, titles: Sequence[str]) -> list[Prediction]:
        # The 0 before each is the row of zeros: so no title is without a row.
        rows = [[0, *features(title)] for title in titles]
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        at = self.rows_of(np.fromiter(chain.from_iterable(rows), np.uint32, int(lengths.sum())))
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        sums = np.add.reduceat(self.weights[at], starts, axis=0, dtype=np.int32)
        known = np.add.reduceat(at > 0, starts)
        values = sums * self.scales / np.sqrt(np.maximum(lengths - 1, 1))[:, None] + self.biases
        shares = 1 / (1 + np.exp(-values))
        best = shares.argmax(axis=1)
        sure = shares[np.arange(len(best)), best] / shares.sum(axis=1)
        return [
            Prediction(self.categories[column], float(share)) if any_known else Prediction("", 0.0)
            for column, share, any_known in zip(best.tolist(), sure.tolist(), known.tolist(), strict=True)
        ]

    def rows_of(self, wanted: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The row of each feature in `weights`; 0 for those that are not known."""
        if not len(self.features):
            return np.zeros(len(wanted), np.int64)
        at = np.searchsorted(self.features, wanted)
        at[at == len(self.features)] = 0
        return np.where(self.features[at] == wanted, at + 1, 0)

    def to_bytes(self) -> bytes:
        """As it is kept: the same classifier always gives the same bytes."""
        head = {"categories": self.categories, "classes": dict(sorted(self.classes.items())), "sure_at": self.sure_at}
        body = io.BytesIO()
        body.write(json.dumps(head, ensure_ascii=True).encode() + b"\n")
        for array in (self.features, self.weights, self.scales, self.biases):
            np.save(body, array, allow_pickle=False)
        packed = zlib.compress(body.getvalue(), 6)
        return _MAGIC + b"%d\n" % FORMAT + hashlib.sha256(packed).digest() + packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Classifier:
        """The classifier that was kept so. Raises Unreadable for anything else."""
        first, _, rest = bytes(data).partition(b"\n")
        if first != _MAGIC + b"%d" % FORMAT:
            raise Unreadable("These bytes are no classifier of goods in the format this program reads.")
        digest, packed = rest[:32], rest[32:]
        if hashlib.sha256(packed).digest() != digest:
            raise Unreadable("The classifier of goods is damaged: its bytes are not those that were kept.")
        try:
            body = io.BytesIO(_unpacked(packed))
            head = json.loads(body.readline())
            known, weights, scales, biases = (np.load(body, allow_pickle=False) for _ in range(4))
            categories = tuple(head["categories"])
            found = cls(categories, known, weights, scales, biases, head["sure_at"], head["classes"])
        except (ValueError, KeyError, TypeError, EOFError, OSError, zlib.error) as fault:
            raise Unreadable("The classifier of goods cannot be read.") from fault
        found._check()
        return found

    def _check(self) -> None:
        rows, columns = len(self.features) + 1, len(self.biases)
        shapes: list[Any] = [self.weights.shape, self.scales.shape, self.biases.shape]
        kinds = [array.dtype for array in (self.features, self.weights, self.scales, self.biases)]
        fits = shapes == [(rows, columns), (columns,), (columns,)] and columns <= len(self.categories)
        if not fits or kinds != [np.uint32, np.int8, np.float32, np.float32]:
            raise Unreadable("The parts of the classifier of goods do not fit together.")


def _unpacked(packed: bytes) -> bytes:
    """What was packed. It is never much larger than the weights may be."""
    inflater = zlib.decompressobj()
    body = inflater.decompress(packed, 2 * MOST_BYTES)
    if not inflater.eof:
        raise ValueError("too large, or cut off")
    return body
