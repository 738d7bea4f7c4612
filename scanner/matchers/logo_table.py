"""The logos of an index: their masks, and their signatures in one array, to compare a picture with all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from scanner.matchers.facts import SpecimenFacts
from scanner.matchers.logo_shapes import (
    ALGORITHM,
    HARMONICS,
    RINGS,
    SIDE,
    LogoShape,
    Soft,
    Waves,
    correlations,
    intricacy,
    shape_of,
    signature,
)

Row = tuple[UUID, str, LogoShape]

BLOCK = 4096  # logos compared at a time: bounds the memory


class LogoTable:
    """Shapes of logos by right. `rights` and `refs` (the specimens) have one entry for each; a right may have several."""

    def __init__(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.rights = [right_id for right_id, _, _ in rows]
        self.refs = [ref for _, ref, _ in rows]
        self._masks = np.frombuffer(b"".join(shape.mask for _, _, shape in rows), np.uint8).reshape(-1, SIDE, SIDE)
        inks = [shape.ink for _, _, shape in rows]
        self._intricacy = np.array([intricacy(ink) for ink in inks], np.float32)
        waves = np.array([signature(ink) for ink in inks], np.complex64).reshape(-1, HARMONICS, RINGS)
        self._waves: Waves = np.ascontiguousarray(waves.transpose(1, 0, 2))

    @classmethod
    def of(cls, specimens: Iterable[SpecimenFacts]) -> LogoTable:
        """The table of those specimens that are flat logos; they must have their pixels. 0.5 ms each."""
        read = ((s.right_id, s.picture.ref, s.picture.pixels) for s in specimens)
        shapes = ((right_id, ref, shape_of(pixels)) for right_id, ref, pixels in read if pixels is not None)
        return cls((right_id, ref, shape) for right_id, ref, shape in shapes if shape is not None)

    def __len__(self) -> int:
        return len(self.rights)

    @property
    def size_bytes(self) -> int:
        """Memory of the arrays, and an estimate of that of the names: about 7 KB a logo."""
        return self._masks.nbytes + self._waves.nbytes + self._intricacy.nbytes + 200 * len(self)

    def ink(self, row: int) -> Soft:
        """The mask of one logo as numbers from 0 to 1."""
        return self._masks[row].astype(np.float32) / np.float32(255)

    def intricacy(self, row: int) -> float:
        """How much outline a logo has for its area (`logo_shapes.intricacy`)."""
        return float(self._intricacy[row])

    def alike(self, asked: Sequence[Waves]) -> tuple[Soft, Soft]:
        """For each asked signature and each logo: how alike (up to 1) at the best angle, and that angle in degrees."""
        if not len(self) or not asked:
            nothing = np.zeros((len(asked), len(self)), np.float32)
            return nothing, nothing
        stacked = np.ascontiguousarray(np.stack(asked).transpose(1, 0, 2))
        blocks = [correlations(stacked, self._waves[:, at : at + BLOCK]) for at in range(0, len(self), BLOCK)]
        return np.concatenate([block[0] for block in blocks], 1), np.concatenate([block[1] for block in blocks], 1)

    def rows_of(self, rights: Iterable[UUID]) -> NDArray[np.intp]:
        """The rows of some rights."""
        wanted = frozenset(rights)
        return np.array([row for row, right_id in enumerate(self.rights) if right_id in wanted], np.intp)

    def save(self, folder: Path) -> None:
        """Write the table into a folder, to be mapped into memory by `load`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "masks.npy", self._masks)
        np.save(folder / "waves.npy", self._waves)
        np.save(folder / "intricacy.npy", self._intricacy)
        names = {"algorithm": ALGORITHM, "rights": [str(right_id) for right_id in self.rights], "refs": self.refs}
        (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LogoTable:
        """The table of a folder, its arrays mapped. Raises ValueError if another algorithm wrote it."""
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        if names["algorithm"] != ALGORITHM:
            raise ValueError("a table of another algorithm")
        table = cls(())
        table.rights = [UUID(text) for text in names["rights"]]
        table.refs = names["refs"]
        table._masks = np.load(folder / "masks.npy", mmap_mode="r")
        table._waves = np.load(folder / "waves.npy", mmap_mode="r")
        table._intricacy = np.load(folder / "intricacy.npy", mmap_mode="r")
        return table
