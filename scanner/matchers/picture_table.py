"""The register's pictures as columns: a million in some 150 bytes each, searched by their hashes, mapped from files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import numpy as np

from scanner.matchers.facts import SpecimenFacts
from scanner.matchers.hash_search import HashTable, Words, mapped, words_of

VIEW, DETAIL = 8, 32  # bytes of a hash
ORIENTED = 8  # views of one picture or of what a border surrounds; the upright one comes first

# Radii in bits. Unrelated photos lie 12 and more apart in 64 bits (210,000 pairs); a large register has the smaller radius.
RADIUS, RADIUS_LARGE, LARGE = 10, 8, 1_000_000

_COLUMNS = ("owners", "blocks", "details", "rights", "dhashes", "flat", "refs", "ends")


def view_words(views: Iterable[int]) -> Words:
    """64-bit hashes as they are searched."""
    return words_of(b"".join(view.to_bytes(VIEW, "big") for view in views), VIEW)


def detail_words(details: Iterable[bytes]) -> Words:
    """256-bit hashes as they are compared."""
    return words_of(b"".join(details), DETAIL)


class PictureTable:
    """Specimens to be searched by picture. Blank ones are left out.

    A specimen has one row for the whole picture and one for what is inside its border, if it has one; only upright, as the
    orientations are the question's. `hashes` are the rows' 64-bit hashes, `details` their 256-bit ones, `owners` the numbers
    of their specimens, `blocks` 0 for the whole picture and 1 inside the border. By specimen: `rights`, `dhashes`, `flat`.
    """

    def __init__(self, specimens: Iterable[SpecimenFacts]) -> None:
        views, details, rights, refs = bytearray(), bytearray(), bytearray(), bytearray()
        owners: list[int] = []
        blocks = bytearray()
        dhashes, ends, flat = bytearray(), [0], bytearray()
        for specimen in specimens:
            picture = specimen.picture
            if picture.blank:
                continue
            for at in range(0, len(picture.views), ORIENTED):
                views += picture.views[at].to_bytes(VIEW, "big")
                details += picture.details[at]
                owners.append(len(flat))
                blocks.append(at // ORIENTED)
            rights += specimen.right_id.bytes
            refs += _packed(picture.ref)
            ends.append(len(refs))
            dhashes += picture.dhash.to_bytes(VIEW, "big")
            flat.append(picture.flat)
        self.hashes = HashTable(words_of(bytes(views), VIEW))
        self.details = words_of(bytes(details), DETAIL)
        self.owners = np.array(owners, dtype=np.uint32)
        self.blocks = np.frombuffer(bytes(blocks), dtype=np.uint8)
        self.rights = np.frombuffer(bytes(rights), dtype=np.uint8).reshape(-1, 16)
        self.dhashes = words_of(bytes(dhashes), VIEW)[:, 0]
        self.flat = np.frombuffer(bytes(flat), dtype=np.bool_)
        self.refs = np.frombuffer(bytes(refs), dtype=np.uint8)
        self.ends = np.array(ends, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.flat)

    def right_id(self, specimen: int) -> UUID:
        """Whose specimen it is."""
        return UUID(bytes=self.rights[specimen].tobytes())

    def ref(self, specimen: int) -> str:
        """The name of the specimen's picture."""
        return _unpacked(self.refs[self.ends[specimen] : self.ends[specimen + 1]].tobytes())

    @property
    def radius(self) -> int:
        """Bits that two 64-bit hashes may differ in: fewer in a large register, where chance finds more."""
        return RADIUS_LARGE if len(self.hashes) > LARGE else RADIUS

    @property
    def size_bytes(self) -> int:
        """Memory of the columns and of what searches them."""
        return self.hashes.size_bytes + sum(getattr(self, column).nbytes for column in _COLUMNS)

    def save(self, folder: Path) -> None:
        """Write the columns into a folder, which is made if there is none."""
        self.hashes.save(folder / "hashes")
        for column in _COLUMNS:
            np.save(folder / f"{column}.npy", getattr(self, column))

    @classmethod
    def load(cls, folder: Path) -> PictureTable:
        """What `save` wrote, mapped: processes share its memory. Raises OSError or ValueError where it is not whole."""
        table = cls(())
        table.hashes = HashTable.load(folder / "hashes")
        for column in _COLUMNS:
            setattr(table, column, mapped(folder / f"{column}.npy"))
        rows = {len(table.hashes), len(table.owners), len(table.blocks), len(table.details)}
        specimens = {len(table.flat), len(table.dhashes), len(table.rights), len(table.ends) - 1}
        if len(rows) > 1 or len(specimens) > 1:
            raise ValueError(f"{folder} holds columns of different tables")
        return table


_HEXADECIMAL = 64  # digits of a SHA-256
_DIGEST, _TEXT = b"\0", b"\1"


def _packed(ref: str) -> bytes:
    """A name as bytes: the digest of a file, which nearly all are, in half of its digits."""
    if len(ref) == _HEXADECIMAL and not ref.strip("0123456789abcdef"):
        return _DIGEST + bytes.fromhex(ref)
    return _TEXT + ref.encode("utf-8", "surrogatepass")


def _unpacked(packed: bytes) -> str:
    return packed[1:].hex() if packed[:1] == _DIGEST else packed[1:].decode("utf-8", "surrogatepass")
