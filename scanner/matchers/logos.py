"""Figurative marks shown in a photo: a logo on a label, a patch, a plain part of the goods or of the picture.

Places where a logo may stand are cut out and seen straight on (`logo_patches`), their ink is compared with all registered logos
at every angle at once (`logo_table`), and the few that come near are laid over it and compared edge by edge (`logo_verify`). Only
shape counts, so light on dark is found like dark on light. Where something else already named a right (words, the seller), its
logos are looked for with more patience and believed sooner.

It does not find a logo on a busy ground without a plain rim, one that is bent, cut or covered, one of less than some twenty
pixels, nor lettering so small that its letters run together; and what is as simple as a disc or a drop proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import cv2
import numpy as np

from scanner.matchers.facts import Box, Example, Finding, ListingFacts, PictureFacts, Place
from scanner.matchers.logo_examples import examples_of
from scanner.matchers.logo_patches import Patch, patches
from scanner.matchers.logo_shapes import FILLED, SIDE, Grey, signature
from scanner.matchers.logo_table import LogoTable
from scanner.matchers.logo_verify import Comparison, compare

name = "logos"
needs = frozenset({"listing.pictures", "listing.suspects", "right.specimens"})

LOOKS = 14  # pairs of a place and a logo that are laid over each other, without a hint
LOOKS_HINTED = 3  # places for each logo of a suspect
ALIKE, ALIKE_HINTED = 0.6, 0.4  # by signature, below which nothing is laid over

# What a comparison must reach. A simple shape must agree nearly perfectly, as half of the world is round or square; what is a
# few pixels high shows too little; and what was named by something else needs less.
NEEDED, NEEDED_HINTED = 0.9, 0.84
SIMPLE, SIMPLE_MORE = 1.7, 0.13  # intricacy below which more is needed, and how much more for each that is missing
SMALL, SMALL_MORE = 36.0, 0.04  # pixels of the ink's longer side, likewise, for half of them
STRETCHED = 0.2  # taken off for each time that the one side is stretched more than the other
PERFECT = 0.995
TIED = 0.01  # two logos that come so near to each other are both told

WEAKEST, STRONGEST = 0.5, 0.88  # strengths: a person looks at it; it never holds a listing alone


class Logos(Protocol):
    """What this matcher needs of an index: tables of logos, the newest last, and which of the first table's are outdated."""

    @property
    def logo_tables(self) -> Sequence[LogoTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


class Seen(NamedTuple):
    """One logo at one place, laid over it."""

    right_id: UUID
    specimen: str
    patch: Patch
    score: float
    strength: float
    angle: float
    box: Box
    hinted: bool


class _Pair(NamedTuple):
    table: LogoTable
    row: int
    patch: Patch
    angle: float
    hinted: bool


def match(listing: ListingFacts, index: Logos) -> list[Finding]:
    """Registered logos in the pictures that came with their pixels, the best finding for each right and picture.

    All logos are looked for, those of `listing.suspects` more closely. About 100 ms a picture of 640 pixels among some hundred
    logos, and 10 ms a suspect.
    """
    found = []
    for picture in listing.pictures:
        found += _findings(picture, index, listing.suspects, blind=True)
    return found


def verify(picture: PictureFacts, index: Logos, suspects: Collection[UUID]) -> list[Finding]:
    """The logos of these rights in one picture, and no others: the closer look without the search."""
    return _findings(picture, index, suspects, blind=False)


def _findings(picture: PictureFacts, index: Logos, suspects: Collection[UUID], blind: bool) -> list[Finding]:
    if picture.pixels is None or not any(len(table) for table in index.logo_tables):
        return []
    places = patches(picture.pixels)
    pairs = list(_pairs(places, index, suspects, blind))
    seen = [one for pair in pairs if (one := _look(pair, picture.pixels)) is not None]
    best: dict[UUID, Seen] = {}
    for one in _apart(seen):
        best.setdefault(one.right_id, one)
    return [_finding(one, picture) for one in best.values()]


def _pairs(places: Sequence[Patch], index: Logos, suspects: Collection[UUID], blind: bool) -> Iterable[_Pair]:
    """What is worth being laid over each other: the likest pairs of all, and the likest places for each suspect."""
    signatures = [signature(place.mask) for place in places]
    likest: list[tuple[float, int, int, int, float]] = []
    for number, table in enumerate(index.logo_tables):
        alike, angles = table.alike(signatures)
        if number == 0 and index.outdated:
            alike[:, table.rows_of(index.outdated)] = -1
        hinted = table.rows_of(suspects)
        for row in hinted:
            for at in np.argsort(-alike[:, row], kind="stable")[:LOOKS_HINTED]:
                if alike[at, row] >= ALIKE_HINTED:
                    yield _Pair(table, int(row), places[at], float(angles[at, row]), True)
        if blind:
            alike[:, hinted] = -1
            for flat in np.argsort(-alike, axis=None, kind="stable")[:LOOKS]:
                at, row = divmod(int(flat), len(table))
                likest.append((float(alike[at, row]), number, at, row, float(angles[at, row])))
    likest.sort(key=lambda one: -one[0])
    for near, number, at, row, angle in likest[:LOOKS]:
        if near >= ALIKE:
            yield _Pair(index.logo_tables[number], row, places[at], angle, False)


def _look(pair: _Pair, pixels: Grey) -> Seen | None:
    """Lay the logo over the place; None where it is not that logo for sure enough."""
    table, row, patch, angle, hinted = pair
    size = float(np.sqrt(abs(np.linalg.det(patch.to_picture[:2, :2]))))
    made = compare(patch.mask, table.ink(row), angle, 1 / max(size, 0.01))
    if made is None:
        return None
    score = score_of(made)
    needed = needed_for(table.intricacy(row), FILLED * size, hinted)
    if score < needed:
        return None
    share = min((score - needed) / max(PERFECT - needed, 0.01), 1.0)
    strength = round(WEAKEST + (STRONGEST - WEAKEST) * share, 3)
    return Seen(table.rights[row], table.refs[row], patch, score, strength, angle, _box(patch, pixels), hinted)


def score_of(made: Comparison) -> float:
    """One number (up to 1) of a comparison: its edges, less what had to be stretched."""
    return made.edges - STRETCHED * (made.stretch - 1)


def needed_for(intricacy: float, pixels: float, hinted: bool) -> float:
    """The score from which a logo of such intricacy, of so many pixels in the picture, is taken to be there."""
    simple = SIMPLE_MORE * max(SIMPLE - intricacy, 0.0)
    small = SMALL_MORE * min(max(SMALL / max(pixels, 1.0) - 1, 0.0), 1.0)
    return min((NEEDED_HINTED if hinted else NEEDED) + simple + small, 0.98)


def _apart(seen: list[Seen]) -> Iterable[Seen]:
    """The best at each place, and those that come as near as makes no difference."""
    kept: list[Seen] = []
    for one in sorted(seen, key=lambda one: (-one.strength, -one.score, one.right_id)):
        rivals = [other for other in kept if other.right_id != one.right_id and _overlap(one.box, other.box)]
        if all(one.score >= other.score - TIED and one.patch is other.patch for other in rivals):
            kept.append(one)
    return kept


def _overlap(one: Box, other: Box) -> bool:
    """Whether half of the smaller box lies in the other."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0 and 2 * wide * high > min(one[2] * one[3], other[2] * other[3])


def _box(patch: Patch, pixels: Grey) -> Box:
    """The box around the ink in the picture."""
    height, width = pixels.shape
    rows, columns = np.nonzero(patch.mask > 0.5)
    low_x, high_x, low_y, high_y = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    corners = np.array([(low_x, low_y), (high_x, low_y), (high_x, high_y), (low_x, high_y)], np.float64)
    placed = cv2.perspectiveTransform(corners.reshape(-1, 1, 2), patch.to_picture).reshape(-1, 2)
    left, top = np.clip(placed.min(axis=0), 0, (width - 1, height - 1))
    right, bottom = np.clip(placed.max(axis=0), (left + 1, top + 1), (width, height))
    shares = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return tuple(int(10_000 * share) for share in shares)  # type: ignore[return-value]


def _finding(one: Seen, picture: PictureFacts) -> Finding:
    facts: dict[str, Any] = {
        "specimen": one.specimen,
        "method": one.patch.kind,
        "polarity": "light on dark" if one.patch.ink > one.patch.ground else "dark on light",
        "score": round(one.score, 3),
        "angle": round(_turned(one)),
        "hinted": one.hinted,
    }
    return Finding(name, one.right_id, one.strength, "logo", Place("picture", ref=picture.ref, box=one.box), facts)


def _turned(one: Seen) -> float:
    """Degrees against the clock (-180 to 180) by which the logo is turned in the picture."""
    middle = (SIDE - 1) / 2
    along = np.array([[(middle, middle)], [(middle + 8, middle)]], np.float64)
    step = np.diff(cv2.perspectiveTransform(along, one.patch.to_picture).reshape(2, 2), axis=0)[0]
    return float(180 - (one.angle + np.degrees(np.arctan2(step[1], step[0])) + 180) % 360)


def examples() -> tuple[Example, ...]:
    """Cases for the contract test, their pictures drawn by code."""
    return examples_of()
