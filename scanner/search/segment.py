"""One part of a marketplace's listings as arrays: their ids and revisions, texts, and pictures' hashes.

A row is a listing; rows stand in the order of ids, which is that of time. Saved to files and mapped from them, so that every
process of a machine shares one copy in memory, and a process that starts reads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from scanner.search.alike import Alike
from scanner.search.texts import Arrays, Searched

MAPPED = 64
"""Bytes a listing that a mapped segment counts for: its files are the system's to keep."""


@dataclass(frozen=True, slots=True)
class Line:
    """A listing as it goes into a segment. `pictures` are position and upright hashes, as `Alike.of` takes them."""

    id: UUID
    revision: int
    title: str
    brand: str
    description: str
    pictures: Sequence[tuple[int, bytes, bytes]] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Listings ready to be searched."""

    ids: NDArray[np.bytes_]
    revisions: NDArray[np.int32]
    titles: Searched
    descriptions: Searched
    pictures: Alike

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Segment:
        """Build it; the lines in the order of their ids."""
        rows = list(lines)
        pictures = ((number, *picture) for number, line in enumerate(rows) for picture in line.pictures)
        return cls(
            np.array([line.id.bytes for line in rows], "S16"),
            np.array([line.revision for line in rows], np.int32),
            Searched.of([(line.title, line.brand) for line in rows], 2),
            Searched.of([(line.description,) for line in rows], 1),
            Alike.of(pictures),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def size_bytes(self) -> int:
        """What it weighs on the shelf: little where the arrays are mapped."""
        own = 0 if isinstance(self.ids, np.memmap) else sum(array.nbytes for array in self.arrays().values())
        return own + MAPPED * len(self) + self.pictures.size_bytes

    def id_of(self, row: int) -> UUID:
        """Whose row it is."""
        return UUID(bytes=bytes(self.ids[row]).ljust(16, b"\0"))

    def row_of(self, listing_id: UUID) -> int | None:
        """Where a listing stands; None where it does not."""
        row = int(np.searchsorted(self.ids, np.bytes_(listing_id.bytes)))
        return row if row < len(self) and self.id_of(row) == listing_id else None

    def arrays(self) -> Arrays:
        """All that it consists of, by name."""
        parts = {**self.titles.arrays("titles"), **self.descriptions.arrays("descriptions"), **self.pictures.arrays()}
        return {"ids": self.ids, "revisions": self.revisions, **parts}

    def save(self, folder: Path) -> None:
        """Write the arrays into a new folder, whole or not at all; a folder that is there stays."""
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
        fresh.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, array in self.arrays().items():
            np.save(fresh / f"{name}.npy", array, allow_pickle=False)
        try:
            os.rename(fresh, folder)
        except OSError:  # another process was faster; its folder says the same
            for file in fresh.iterdir():
                file.unlink()
            fresh.rmdir()

    @classmethod
    def load(cls, folder: Path) -> Segment:
        """Map what was saved. Raises OSError, ValueError or KeyError where that is not whole."""
        found: Arrays = {}
        for file in folder.glob("*.npy"):
            array = np.load(file, mmap_mode="r", allow_pickle=False)
            found[file.name.removesuffix(".npy")] = array
        if "ids" not in found or "pictures.short" not in found:
            raise ValueError(f"{folder} is not whole.")
        return cls(
            found["ids"],  # type: ignore[arg-type]
            found["revisions"],  # type: ignore[arg-type]
            Searched.from_arrays(found, "titles", 2),
            Searched.from_arrays(found, "descriptions", 1),
            Alike(found),
        )
