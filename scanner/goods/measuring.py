"""How good a classifier is, on listings that it was not trained on; and from when on its word is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.goods.classifier import NEVER, SEPARATOR, Classifier, Prediction

RIGHT_ENOUGH = 0.95
"""Of predictions that count, so many must be right about the Nice classes."""
LEAST_SURE = 0.3
FEWEST_JUDGED = 30
MOST_CONFUSIONS = 12


@dataclass(frozen=True, slots=True)
class Measure:
    """On `held` listings: shares whose category, topmost category and Nice classes were right, and of the `sure` ones alone.
    Nice classes are judged where those of both categories are known.

    `lines` are categories with how many were held back of it, how often it was said surely, and rightly so; `confusions`
    (category, said, how often), the most frequent first.
    """

    held: int
    right: float
    right_top: float
    right_classes: float
    sure_at: float
    sure: float
    sure_right: float
    sure_right_classes: float
    lines: tuple[tuple[str, int, int, int], ...]
    confusions: tuple[tuple[str, str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept; shares in ten-thousandths."""
        shares = ("right", "right_top", "right_classes", "sure_at", "sure", "sure_right", "sure_right_classes")
        return {
            "held": self.held,
            **{name: round(10_000 * getattr(self, name)) for name in shares},
            "lines": {name: [held, said, right] for name, held, said, right in self.lines},
            "confusions": [list(one) for one in self.confusions],
        }


def measure(
    classifier: Classifier, titles: Sequence[str], categories: Sequence[str], classes: Mapping[str, int]
) -> Measure:
    """What it says of these titles against their categories; `classes` are the Nice classes of categories as masks."""
    said = classifier.predict(titles)
    pairs = list(zip(said, categories, strict=True))
    agree = [_agrees(one.category, true, classes) for one, true in pairs]
    sure_at = bound(said, agree)
    sure = [(one.category, true, fits) for (one, true), fits in zip(pairs, agree, strict=True) if one.sure >= sure_at]
    judged, sure_judged = [fits for fits in agree if fits is not None], [fits for *_, fits in sure if fits is not None]
    held, told = Counter(categories), Counter(name for name, _true, _fits in sure)
    hits = Counter(true for name, true, _fits in sure if name == true)
    wrong = Counter((true, name) for name, true, _fits in sure if name != true)
    return Measure(
        held=len(pairs),
        right=_share(sum(one.category == true for one, true in pairs), len(pairs)),
        right_top=_share(sum(_top(one.category) == _top(true) for one, true in pairs), len(pairs)),
        right_classes=_share(sum(judged), len(judged)),
        sure_at=sure_at,
        sure=_share(len(sure), len(pairs)),
        sure_right=_share(sum(name == true for name, true, _fits in sure), len(sure)),
        sure_right_classes=_share(sum(sure_judged), len(sure_judged)),
        lines=tuple((name, held[name], told[name], hits[name]) for name in classifier.categories),
        confusions=tuple(
            (true, name, count)
            for (true, name), count in sorted(wrong.items(), key=lambda one: (-one[1], one[0]))[:MOST_CONFUSIONS]
        ),
    )


def bound(said: Sequence[Prediction], agree: Sequence[bool | None]) -> float:
    """The least sureness at and above which enough predictions were right; NEVER where there is none. None judges nothing."""
    best, right = NEVER, 0
    judged = [(one.sure, fits) for one, fits in zip(said, agree, strict=True) if fits is not None]
    ordered = sorted(judged, key=lambda pair: -pair[0])
    for place, (sure, fits) in enumerate(ordered, 1):
        right += fits
        last_of_its_kind = place == len(ordered) or ordered[place][0] < sure
        if last_of_its_kind and place >= FEWEST_JUDGED and right >= RIGHT_ENOUGH * place:
            best = sure
    # Rounded down as it is kept, so that what was measured is what counts.
    return NEVER if best == NEVER else max(LEAST_SURE, int(best * 10_000) / 10_000)


def _agrees(said: str, true: str, classes: Mapping[str, int]) -> bool | None:
    """Whether both are of the same Nice classes; None where those of one are not known."""
    if said == true:
        return True
    ours, theirs = classes.get(said, 0), classes.get(true, 0)
    return bool(ours & theirs) if ours and theirs else None


def _top(name: str) -> str:
    return name.partition(SEPARATOR)[0]


def _share(some: int, all_of_them: int) -> float:
    return some / all_of_them if all_of_them else 0.0
