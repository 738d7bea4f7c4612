"""Rights whose specimens look like a picture: over the reference index that listings are compared with, wider than a matcher.

Only rights that are enforced stand in the index. A person looks at what comes back, the nearest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from registry.models import Right
from scanner import reference
from scanner.index import ReferenceIndex
from scanner.matchers.facts import PictureFacts
from scanner.matchers.hash_search import distances
from scanner.matchers.picture_table import PictureTable, detail_words, view_words
from scanner.search.alike import FAR, RADIUS
from scanner.search.finding import Preparing

MOST = 50
BITS = 256


@dataclass(frozen=True, slots=True)
class LikeRight:
    """A right with how many of 256 points of its nearest specimen differ."""

    right: Right
    distance: int

    @property
    def score(self) -> int:
        """0 to 100."""
        return round(100 * (1 - self.distance / BITS))


def rights_like(picture: PictureFacts) -> list[LikeRight]:
    """The nearest at most 50. Raises Preparing while the index is being made ready."""
    loaded = reference.if_in_memory()
    if loaded is None:
        raise Preparing
    nearest: dict[UUID, int] = {}
    for right_id, _digest, distance in specimens_like(loaded.index, picture):
        nearest[right_id] = min(distance, nearest.get(right_id, BITS))
    best = sorted(nearest, key=lambda right_id: (nearest[right_id], right_id))[:MOST]
    rights = Right.objects.select_related("owner").in_bulk(best)
    return [LikeRight(rights[right_id], nearest[right_id]) for right_id in best if right_id in rights]


def specimens_like(index: ReferenceIndex, picture: PictureFacts) -> Iterator[tuple[UUID, str, int]]:
    """Specimens near one of the orientations of the picture: whose, the SHA-256 of their bytes, how many of 256 points differ."""
    for number, table in enumerate(index.picture_tables):
        for right_id, digest, distance in _near(table, picture):
            if number or right_id not in index.outdated:
                yield right_id, digest, distance


def _near(table: PictureTable, picture: PictureFacts) -> list[tuple[UUID, str, int]]:
    questions, rows, _bits = table.hashes.find(view_words(picture.views), RADIUS)
    if not len(rows):
        return []
    apart = distances(detail_words(picture.details)[questions], table.details[rows])
    return [
        (table.right_id(int(table.owners[row])), table.ref(int(table.owners[row])), int(bits))
        for row, bits in zip(rows.tolist(), apart.tolist(), strict=True) if bits <= FAR
    ]  # fmt: skip
