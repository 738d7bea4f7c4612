"""Which listings answer a question by word and picture, from the arrays alone: the strongest first, at most five thousand.

The same question over the same listings was often asked a moment ago, for the page before: its answer is kept.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

import numpy as np

from scanner.matchers.facts import PictureFacts
from scanner.search.alike import Near
from scanner.search.catalogue import Catalogue
from scanner.search.segment import Segment
from scanner.search.texts import Rows
from scanner.search.wording import Hit, Wording
from tenancy.context import current_tenant

MOST = 5_000
"""So many listings are judged and ordered; of more the newest are taken, and the page says so."""
MOST_JUDGED = 12_000
"""So many texts are judged for one question: the newest of the likelier first."""
REMEMBERED = 24
FULL = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """A listing that answers: how well (0..100), and why."""

    id: UUID
    score: int
    hit: Hit | None = None
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The listings that answer, and whether there were more than are judged."""

    found: tuple[Ranked, ...]
    more: bool


Stage = tuple[Segment, list[int], dict[int, Near]]
"""Rows of a segment that are to be judged, and what its pictures say."""

_remembered: OrderedDict[tuple[object, ...], Ranking] = OrderedDict()
_lock = Lock()


def rank(catalogue: Catalogue, *, words: str, deep: bool, picture: PictureFacts | None) -> Ranking:
    """Listings in whose text `words` stand (with `deep` in descriptions too) and that show `picture`; both, if both."""
    key = (current_tenant(), catalogue.version, words, deep, picture.ref if picture else "")
    with _lock:
        if known := _remembered.get(key):
            _remembered.move_to_end(key)
            return known
    ranking = _ranked(catalogue, Wording(words), deep, picture)
    with _lock:
        _remembered[key] = ranking
        while len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
    return ranking


def _ranked(catalogue: Catalogue, wording: Wording, deep: bool, picture: PictureFacts | None) -> Ranking:
    found: list[Ranked] = []
    stages: tuple[list[Stage], ...] = ([], [])
    nothing: frozenset[int] = frozenset()
    for segment, outdated in ((catalogue.fresh, nothing), (catalogue.base, catalogue.outdated)):
        near = segment.pictures.near(picture) if picture else {}
        for stage, rows in zip(stages, _candidates(segment, wording, deep, near), strict=False):
            newest = [row for row in reversed(rows.tolist()) if row not in outdated and (not picture or row in near)]
            stage.append((segment, newest, near))
    budget, more = MOST_JUDGED, False
    for segment, newest, near in (one for stage in stages for one in stage):
        judged = newest[: budget if len(found) < MOST else 0]
        more = more or len(newest) > len(judged)
        budget -= len(judged)
        found += _judged(segment, judged, wording, deep, near)
    found.sort(key=lambda one: (one.score, one.id), reverse=True)
    return Ranking(tuple(found[:MOST]), more or len(found) > MOST)


def _candidates(segment: Segment, wording: Wording, deep: bool, near: dict[int, Near]) -> list[Rows]:
    """Rows that may answer, the likelier first."""
    if not wording:
        return [np.array(sorted(near), np.int64)]
    return wording.candidates(segment.titles, *([segment.descriptions] if deep else []))


def _judged(segment: Segment, rows: list[int], wording: Wording, deep: bool, near: dict[int, Near]) -> Iterator[Ranked]:
    for row in rows:
        looks = near.get(row)
        hit = None
        if wording:
            title, brand = segment.titles.written[row]
            hit = wording.judge(title, brand, segment.descriptions.written[row][0] if deep else "")
            if hit is None:
                continue
        score = round(FULL * (1 - looks.distance / 256)) if looks else round(FULL * hit.strength) if hit else 0
        yield Ranked(segment.id_of(row), score, hit, looks)
