"""The values that go into a matcher and come out of it. Frozen and plain, so that a scan can be replayed.

What comes out is made a hundred thousand times a second, so Place and Finding are named tuples: those are made in a sixth of the
time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

TEXT_FIELDS = ("title", "brand", "description")


Box = tuple[int, int, int, int]
"""A part of a picture: left, top, width, height in hundredths of a percent (0 to 10,000) of the picture as it is shown."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of words read inside a picture. `sure` (0..1) is what the reader thinks of its own work."""

    text: str
    box: Box
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is kept of one picture after it was read once.

    `ref` names the picture for the caller (a listing image's id, a file's digest). `views` are the 64-bit pHashes of the
    picture and, where a uniform border was cut off, of what remains: one block of eight orientations each, the upright one
    first. `details` are the 256-bit pHashes in the same order, 32 bytes each. `dhash` belongs to the upright picture.
    `flat` says few tones or much of one (logos, drawings, goods on white); `blank` says there is nothing to compare, and
    then there are no views. `refused` is the code of `decode.SENTENCES` where that is because the file is no sound picture:
    it is blank too, but nobody can say what it shows.

    Only a second look has the costly parts: `pixels`, the picture in shades of grey with its longer side at most 640, and
    `lines`, the words read in it.
    """

    ref: str
    views: tuple[int, ...] = ()
    details: tuple[bytes, ...] = ()
    dhash: int = 0
    flat: bool = False
    blank: bool = False
    refused: str = ""
    pixels: NDArray[np.uint8] | None = field(default=None, compare=False, repr=False)
    lines: tuple[ReadLine, ...] = ()

    @property
    def phash(self) -> int:
        """The 64-bit hash of the whole upright picture, the one `imagehash.phash` gives."""
        return self.views[0]


@dataclass(frozen=True, slots=True)
class SellerFacts:
    """What the marketplace knows of a listing's seller, counted over the last year. `id` tells it from others.

    `upheld` and `rejected` count items of cases that were decided, `quality_complaints` what buyers and warehouses said of
    its goods, `surge` how many times more complaints came in the last week than in a usual one (1.0: as ever).
    `linked_upheld` are the items upheld against sellers that a person has confirmed to be linked with it.
    """

    listings: int = 0
    upheld: int = 0
    rejected: int = 0
    strikes: int = 0
    quality_complaints: int = 0
    surge: float = 1.0
    id: UUID | None = None
    linked_upheld: int = 0


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """What listings of the same category cost, in hundredths of the listing's own currency: the middle and the lowest tenth."""

    median_cents: int
    low_cents: int
    count: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a picture of the listing stands at other sellers too: how many, and whether one of them showed it first.

    `own` counts the seller's further listings with it.
    """

    ref: str
    sellers: int
    first_elsewhere: bool = False
    own: int = 0


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """One listing as its seller wrote it. `language` is a BCP 47 tag or empty; a price is in hundredths of its currency.

    `markets` are the ISO countries it is offered in, `origin` the one its goods are said to come from. `goods` is the mask
    of Nice classes that the marketplace's own classifier gave; None where there is none, and it is guessed from the words.
    `suspects` are rights that something else named (a word, the seller): a second look looks for their logos more closely.
    `relisted` is the number of a listing that the seller had to take out and that this one offers again, and whether it was
    known by "gtin", "picture" or "title"; "gtin-linked" and "picture-linked" where another seller had to that is linked with it.
    `day` is that of the scan, by which what is known for some time alone is judged.
    """

    title: str
    description: str = ""
    brand: str = ""
    category_path: tuple[str, ...] = ()
    price_cents: int | None = None
    currency: str = ""
    pictures: tuple[PictureFacts, ...] = ()
    language: str = ""
    number: str = ""
    markets: tuple[str, ...] = ()
    origin: str = ""
    goods: int | None = None
    seller: SellerFacts | None = None
    peers: PriceFacts | None = None
    sightings: tuple[Sighting, ...] = ()
    suspects: frozenset[UUID] = frozenset()
    relisted: tuple[str, str] | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """One wording of one right. `nice_classes` has bit n set for class n (`class_mask`); 0 means that none are known.

    `everyday`: an ordinary word, often used without meaning the brand. `famous`: known for goods that are copied.
    How often the marketplace's own listings use the word otherwise is no part of it: see `scanner.matchers.usual`.
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
    """Where a finding stands: characters [start, end) of the field as the seller wrote it, or a picture by its `ref`.

    `box` is the part of the picture; None is all of it.
    """

    field: str
    start: int = 0
    end: int = 0
    ref: str = ""
    box: Box | None = None


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
    texts: tuple[Any, ...] = ()
    bans: tuple[Any, ...] = ()


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
