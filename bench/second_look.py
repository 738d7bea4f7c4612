"""Parts of registered pictures: crops, collages, screenshots and turned ones, looked for among 5,000 registered pictures.

The register holds the real photos beside the checkout where they are, logos, and pictures made by code; the questions are saved
as JPEG. Unrelated questions show none of the registered pictures, half of them inside a telephone's screen. (The gallery's
collages of real photos are not asked then: they share real photos with registered ones.)
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench import gallery
from bench.rows import Row
from scanner.matchers.facts import ListingFacts, PictureFacts
from scanner.matchers.feature_table import FeatureTable, SpecimenFeatures
from scanner.matchers.features import features_of
from scanner.matchers.second_look import match

REGISTERED = 5_000
QUERIES, UNRELATED = 150, 1_000
SEED, OTHER_SEED = 11, 12
CHANGES = ("crop_60", "collage", "screenshot", "rotation")
LONGEST = 640  # pixels


@dataclass(frozen=True)
class _Index:
    feature_tables: tuple[FeatureTable, ...]
    outdated: frozenset[UUID] = frozenset()


def rows() -> list[Row]:
    """The rows of second looks, for the bench `pictures`."""
    pictures = [*gallery.real_photos(), *gallery.real_logos()]
    drawn = len(pictures)
    made = gallery.photos(REGISTERED - drawn, SEED)
    table = FeatureTable(
        SpecimenFeatures(UUID(int=number + 1), str(number), features_of(pixels(picture)))
        for number, picture in enumerate([*pictures, *made])
    )
    index = _Index((table,))
    rng = np.random.default_rng(SEED)
    numbers = rng.choice(REGISTERED - drawn, QUERIES, replace=False)
    measured: list[Row] = []
    times = []
    for change in CHANGES:
        found = 0
        for number in numbers:
            asked = gallery.changed(change, gallery.photo(SEED, int(number)), rng)
            rights, seconds = _found(asked, index)
            found += UUID(int=drawn + int(number) + 1) in rights
            times.append(seconds)
        measured.append(Row(f"pictures.recall.{change}", found / QUERIES, "share"))
    false, unrelated = _false(index, rng)
    return [
        *measured,
        Row("pictures.second_look_false_per_1000", false * 1000 / UNRELATED, "queries"),
        Row("pictures.second_look_ms", float(np.median(times)) * 1000, "ms"),
        Row("pictures.second_look_ms_unrelated", unrelated * 1000, "ms"),
        Row("pictures.second_look_kib_each", table.size_bytes / len(table) / 1024, "KiB"),
    ]


def pixels(picture: Image.Image) -> NDArray[np.uint8]:
    """The picture as a second look gets it: grey, its longer side at most LONGEST."""
    grey = picture.convert("L")
    grey.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    return np.asarray(grey)


def _found(picture: Image.Image, index: _Index) -> tuple[set[UUID], float]:
    """The rights found in a picture that was saved as JPEG, and the processor's seconds that it took."""
    shown = pixels(Image.open(io.BytesIO(gallery.saved(picture))))
    began = time.thread_time()
    findings = match(ListingFacts("", pictures=(PictureFacts("asked", pixels=shown),)), index)
    return {finding.right_id for finding in findings}, time.thread_time() - began


def _false(index: _Index, rng: np.random.Generator) -> tuple[int, float]:
    """How many of the unrelated questions were answered, and the median of the seconds they took."""
    false, times = 0, []
    for number in range(UNRELATED):
        picture = gallery.photo(OTHER_SEED, number // 8 * 10 + number % 8)
        asked = gallery.changed("screenshot", picture, rng) if number % 2 else picture
        rights, seconds = _found(asked, index)
        false += bool(rights)
        times.append(seconds)
    return false, float(np.median(times))
