"""The values that go into a matcher and come out of it. Frozen and plain, so that a scan can be replayed.

What comes out is made a hundred thousand times a second, so Place and Finding are named tuples: those are made in a sixth of the
time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

TEXT_FIELDS = ("title", "brand", "description")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is kept of one picture after it was read once.

    `ref` names the picture for the caller (a listing image's id, a file's digest). `views` are the 64-bit pHashes of the
    picture and, where a uniform border was cut off, of what remains: one block of eight orientations each, the upright one
    first. `details` are the 256-bit pHashes in the same order, 32 bytes each. `dhash` belongs to the upright picture.
    `flat` says few tones (logos, drawings); `blank` says there is nothing to compare, and then there are no views.
    """

    ref: str
    views: tuple[int, ...] = ()
    details: tuple[bytes, ...] = ()
    dhash: int = 0
    flat: bool = False
    blank: bool = False

    @property
    def phash(self) -> int:
        """The 64-bit hash of the whole upright picture, the one `imagehash.phash` gives."""
        return self.views[0]


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """One listing as its seller wrote it. `language` is a BCP 47 tag or empty; a price is in hundredths of its currency."""

    title: str
    description: str = ""
    brand: str = ""
    category_path: tuple[str, ...] = ()
    price_cents: int | None = None
    currency: str = ""
    pictures: tuple[PictureFacts, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """One wording of one right. `nice_classes` has bit n set for class n (`class_mask`); 0 means that none are known.

    `everyday`: an ordinary word, often used without meaning the brand. `famous`: known for goods that are copied.
    A right with several wordings (other scripts, former names) has one MarkFacts for each, all with the same `right_id`.
    """

    right_id: UUID
    text: str
    nice_classes: int = 0
    everyday: bool = False
    famous: bool = False


@dataclass(frozen=True, slots=True)
class SpecimenFacts:
    """One reference picture of a right."""

    right_id: UUID
    picture: PictureFacts


class Place(NamedTuple):
    """Where a finding stands: characters [start, end) of the field as the seller wrote it, or a picture by its `ref`."""

    field: str
    start: int = 0
    end: int = 0
    ref: str = ""


class Finding(NamedTuple):
    """One thing one matcher saw. `strength` (0..1) is how sure it is of the sight itself, before any context.

    `mark` is the wording it was found by, with its classes; None where it was no wording.
    """

    matcher: str
    right_id: UUID
    strength: float
    kind: str
    where: Place
    facts: Mapping[str, Any] = MappingProxyType({})
    mark: MarkFacts | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case for the contract test: with these rights, this listing gives findings of these kinds (none: empty)."""

    says: str
    listing: ListingFacts
    marks: tuple[MarkFacts, ...] = ()
    specimens: tuple[SpecimenFacts, ...] = ()
    kinds: tuple[str, ...] = ()


def class_mask(classes: Iterable[int]) -> int:
    """Nice classes (1 to 45) as one number, so that overlap is a single AND."""
    mask = 0
    for number in classes:
        if not 1 <= number <= 45:
            raise ValueError(f"{number} is not a Nice class")
        mask |= 1 << number
    return mask


def classes_of(mask: int) -> tuple[int, ...]:
    """The Nice classes of a mask, ascending."""
    return tuple(number for number in range(1, 46) if mask >> number & 1)
