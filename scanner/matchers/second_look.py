"""A second look at pictures in which no hash found anything: do they show a part of a registered picture?

Crops, halves and quarters of collages, screenshots with a frame and text around, pictures turned by any angle, mirrored, seen a
little from the side, lighter or darker. Local features name the few registered pictures that may be it; each is then compared
in full, and is found only where many features agree on one plausible transform over an area, which is kept as evidence: the
region in the listing's picture and the region of the registered one that it shows.

It costs a hundred times what a hash does, so it is for pictures worth it. It does not find flat logos and plain surfaces, which
have too few features (`Features.too_plain`), nor the same goods in another photograph.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from scanner.matchers.alignment import Alignment, aligned
from scanner.matchers.facts import Box, Example, Finding, ListingFacts, PictureFacts, Place
from scanner.matchers.feature_table import FeatureTable
from scanner.matchers.features import Features, features_of
from scanner.matchers.second_look_examples import examples_of

name = "second_look"
needs = frozenset({"listing.pictures", "right.specimens"})

ASKED = 1000  # features of a listing's picture: what is searched may fill a quarter of it only
SUPPORTED = 4  # features that say so before a picture is compared in full
COMPARED, MISSES = 12, 5  # pictures compared in full in a round; those without result after which the round ends
ROUNDS = 3  # each looks at what is left of a picture, for a collage may show several registered ones

# Unrelated pictures agree too, in a word or an ornament that both show: that is a small part of either picture, and few of the
# other features that should be there answer (3 to 14 in 100; of real parts 28 and more, of a box in a scene a fifth). So how
# many must answer depends on how much there is: agreeing features, and the share of the registered picture between them.
ANSWERED, ANSWERED_FEW = 0.16, 0.36
FEWEST, SMALLEST_AREA = 6, 0.025
SOME, WIDE_AREA = 7, 0.1
MORE, MORE_AREA = 12, 0.05
MANY = 20  # over a wide area these need no others: in a scene much is covered
OVERWHELMING, OVERWHELMING_AREA = 100, 0.4


class Parts(Protocol):
    """What this matcher needs of an index: tables of features, the newest last, and which rights of the first are outdated."""

    @property
    def feature_tables(self) -> Sequence[FeatureTable]: ...

    @property
    def outdated(self) -> frozenset[UUID]: ...


class _Candidate(NamedTuple):
    support: int
    table: int
    number: int
    mirrored: bool


class Sight(NamedTuple):
    """A registered picture that was found in one that was asked for."""

    right_id: UUID
    specimen: str
    mirrored: bool
    alignment: Alignment
    box: Box


def match(listing: ListingFacts, index: Parts) -> list[Finding]:
    """Registered pictures that a picture of the listing shows a part of: the best finding for each right and picture."""
    findings: list[Finding] = []
    for picture in listing.pictures:
        if picture.pixels is None or picture.blank or not any(map(len, index.feature_tables)):
            continue
        best: dict[UUID, Finding] = {}
        for sight in look(features_of(picture.pixels, ASKED), index):
            finding = _finding(sight, picture)
            if sight.right_id not in best or best[sight.right_id].strength < finding.strength:
                best[sight.right_id] = finding
        findings += best.values()
    return findings


def look(asked: Features, index: Parts, *, but: Collection[UUID] = ()) -> list[Sight]:
    """What is found in the features of one picture, and then in those outside of what was found; `but` are left out."""
    sights: list[Sight] = []
    for _ in range(ROUNDS):
        if asked.too_plain:
            break
        found = _look_once(asked, index, but)
        sights += found
        asked = asked.part(_outside(asked, [sight.box for sight in found]))
        if not found:
            break
    return sights


def _look_once(asked: Features, index: Parts, but: Collection[UUID]) -> list[Sight]:
    views = (asked, asked.mirrored())
    candidates = [
        _Candidate(support, at, number, mirrored == 1)
        for at, table in enumerate(index.feature_tables)
        for mirrored, view in enumerate(views)
        for number, support in table.candidates(view)
        if support >= SUPPORTED
        and not (at == 0 and table.right_id(number) in index.outdated)
        and not (but and table.right_id(number) in but)
    ]
    candidates.sort(key=lambda candidate: -candidate.support)
    sights: list[Sight] = []
    missed = 0
    for candidate in candidates[:COMPARED]:
        sight = _compared(candidate, index.feature_tables[candidate.table], views[candidate.mirrored])
        if sight:
            sights.append(sight)
        missed = 0 if sight else missed + 1
        if missed == MISSES:
            break
    return sights


def _compared(candidate: _Candidate, table: FeatureTable, view: Features) -> Sight | None:
    alignment = aligned(table.features(candidate.number), view)
    if alignment is None or not convincing(alignment):
        return None
    left, top, width, height = alignment.asked_box
    box = (10_000 - left - width if candidate.mirrored else left, top, width, height)
    return Sight(table.right_id(candidate.number), table.ref(candidate.number), candidate.mirrored, alignment, box)


def convincing(alignment: Alignment) -> bool:
    """Whether so much agrees that chance, a shared word or a shared ornament cannot be why."""
    count, area, answered = alignment.agreeing, alignment.spread, alignment.answered
    if count >= MANY and area >= WIDE_AREA:
        return True
    if (count >= SOME and area >= WIDE_AREA) or (count >= MORE and area >= MORE_AREA):
        return answered >= ANSWERED
    return count >= FEWEST and area >= SMALLEST_AREA and answered >= ANSWERED_FEW


def _outside(asked: Features, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Which features lie in none of the boxes."""
    x, y = asked.points[:, 0] * (10_000 / asked.width), asked.points[:, 1] * (10_000 / asked.height)
    outside = np.ones(len(asked), bool)
    for left, top, width, height in boxes:
        outside &= (x < left) | (x > left + width) | (y < top) | (y > top + height)
    return outside


def _finding(sight: Sight, picture: PictureFacts) -> Finding:
    kind = "picture-part-mirrored" if sight.mirrored else "picture-part"
    facts: dict[str, Any] = {
        "specimen": sight.specimen,
        "specimen_box": sight.alignment.specimen_box,
        "agreeing": sight.alignment.agreeing,
        "pairs": sight.alignment.pairs,
    }
    place = Place("picture", ref=picture.ref, box=sight.box)
    return Finding(name, sight.right_id, strength(sight.alignment), kind, place, facts)


def strength(alignment: Alignment) -> float:
    """From 0.56 for the fewest features to 0.92; 0.94 where the sight leaves no doubt."""
    if alignment.agreeing >= OVERWHELMING and alignment.spread >= OVERWHELMING_AREA:
        return 0.94
    return round(0.92 - 0.36 * float(np.exp((FEWEST - alignment.agreeing) / 12)), 3)


def examples() -> tuple[Example, ...]:
    """Cases for the contract test, their pictures drawn by code."""
    return examples_of()
