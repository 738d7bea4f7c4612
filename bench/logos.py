"""How often the logo in a photo is found, and how often what is found is wrong.

Logos are pasted on photos by a script from a seed (`bench.pasted`). One half of the logos, every second by name, was there to
develop on; the figures are of the other half, while all stand in the register. Beside the pictures with a registered logo there
are as many without: half of them show a logo that is not in the register, half show none. Whatever is found there is wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

import numpy as np

from bench import pasted
from bench.pasted import Logo, Picture
from bench.rows import Row, shared_data
from scanner.matchers import logos
from scanner.matchers.facts import Finding, ListingFacts, PictureFacts
from scanner.matchers.logo_shapes import shape_of
from scanner.matchers.logo_table import LogoTable

HINTED, BLIND = (0.10, 0.30), (0.20, 0.45)  # of the picture's width that the badge has
SUSPECTS = 10
TIMES = 2  # pictures of each logo
BARE = 100  # pictures with a bare logo


class Shown(NamedTuple):
    """A picture in question, the logo it is about, whether that is registered, and the seed of the question."""

    picture: Picture
    number: int
    registered: bool
    seed: int


@dataclass
class Tally:
    """Counts of one kind of question: pictures with a registered logo, right and wrong answers, seconds and pictures."""

    shown: int = 0
    right: int = 0
    wrong: int = 0
    seconds: float = 0.0
    pictures: int = 0

    @property
    def recall(self) -> float:
        """The share of shown logos that were found."""
        return self.right / max(self.shown, 1)

    @property
    def precision(self) -> float:
        """The share of answers that were right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def milliseconds(self) -> float:
        """Processor time for one picture."""
        return 1000 * self.seconds / max(self.pictures, 1)


class Register:
    """All logos as an index, and the two ways to ask it about a picture."""

    def __init__(self, known: list[Logo]) -> None:
        shapes = [(UUID(int=number + 1), logo.slug, shape_of(logo.pixels)) for number, logo in enumerate(known)]
        self.size = len(known)
        self.table = LogoTable((right_id, slug, shape) for right_id, slug, shape in shapes if shape is not None)

    def blind(self, shown: Shown) -> list[Finding]:
        """Look for all logos; what is shown but not registered is struck out."""
        outdated = frozenset() if shown.registered else frozenset({UUID(int=shown.number + 1)})
        index = SimpleNamespace(logo_tables=(self.table,), outdated=outdated)
        return logos.match(ListingFacts("", pictures=(PictureFacts("1", pixels=shown.picture),)), index)

    def hinted(self, shown: Shown) -> list[Finding]:
        """Look for ten suspects by chance, among them what is shown if it is registered."""
        drawn = np.random.default_rng(shown.seed).permutation(self.size)
        numbers = [int(one) for one in drawn if one != shown.number][: SUSPECTS - shown.registered]
        numbers += [shown.number] * shown.registered
        index = SimpleNamespace(logo_tables=(self.table,), outdated=frozenset())
        return logos.verify(PictureFacts("1", pixels=shown.picture), index, [UUID(int=one + 1) for one in numbers])


def run() -> list[Row]:
    """Rows of the bench `logos`; none without the real data beside the checkout."""
    data = shared_data()
    if data is None:
        return []
    known, photos = pasted.logos(data), pasted.photos(data)
    register = Register(known)
    measured = list(range(1, len(known), 2)) * TIMES
    hinted = tally(register.hinted, known, photos, measured, HINTED)
    blind = tally(register.blind, known, photos, measured, BLIND)
    bare = measured[:: max(1, len(measured) // BARE)]
    bare_hinted = tally(register.hinted, known, photos, bare, HINTED, badge=False)
    bare_blind = tally(register.blind, known, photos, bare, BLIND, badge=False)
    return [
        Row("logos.hinted_recall", hinted.recall, "share"),
        Row("logos.hinted_precision", hinted.precision, "share"),
        Row("logos.hinted_ms", hinted.milliseconds, "ms"),
        Row("logos.blind_recall", blind.recall, "share"),
        Row("logos.blind_precision", blind.precision, "share"),
        Row("logos.blind_ms", blind.milliseconds, "ms"),
        Row("logos.bare_recall.hinted", bare_hinted.recall, "share"),
        Row("logos.bare_recall.blind", bare_blind.recall, "share"),
        Row("logos.bytes_each", register.table.size_bytes / len(register.table), "bytes"),
    ]


def tally(
    ask: Callable[[Shown], list[Finding]],
    known: list[Logo],
    photos: list[Picture],
    numbers: list[int],
    shares: tuple[float, float],
    badge: bool = True,
) -> Tally:
    """Ask about a picture with each logo, and about as many without a registered one."""
    counts = Tally()
    for seed, number in enumerate(numbers):
        picture = pasted.paste(known[number], photos, 10_000 + seed, shares, badge).pixels
        found = _asked(counts, ask, Shown(picture, number, True, seed))
        right = any(one.right_id == UUID(int=number + 1) for one in found)
        counts.shown += 1
        counts.right += right
        counts.wrong += len(found) - right
        if seed % 2:
            empty = pasted.plain(photos, 20_000 + seed).pixels
        else:
            empty = pasted.paste(known[number], photos, 30_000 + seed, shares, badge).pixels
        counts.wrong += len(_asked(counts, ask, Shown(empty, number, False, seed)))
    return counts


def _asked(counts: Tally, ask: Callable[[Shown], list[Finding]], shown: Shown) -> list[Finding]:
    began = time.thread_time()
    found = ask(shown)
    counts.seconds += time.thread_time() - began
    counts.pictures += 1
    return found
