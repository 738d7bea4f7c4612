"""From categories to Nice classes: proposed from words, set by people; and those of a listing from what it says and shows.

A seller says what category its goods are of, and may say what it likes: shoes are hidden under "Books". So the classes of the
category that is stated and of the one that the title speaks of both count, where the classifier is sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from scanner.goods.classifier import SEPARATOR, Classifier
from scanner.goods.training import Example, names_of
from scanner.matchers.facts import ListingFacts, class_mask, classes_of
from scanner.matchers.goods import guess_classes

FEWEST_TITLES = 5
OFTEN, VERY_OFTEN = 0.4, 0.7
"""Shares of the titles that speak of a class, from which it is taken: where the name says nothing, and where it says another."""
MOST_TITLES = 300
_FULL = range(MOST_TITLES)

NAME, TITLES, NOTHING = "name", "titles", ""
"""Where a proposal comes from."""
CLASSIFIER, PEOPLE, GUESS = "classifier", "people", "guess"
"""Who says what classes the goods of a listing are in: what was learnt here, what people set, or words alone."""


def propose(examples: Sequence[Example], names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The Nice classes of each of these categories as a mask, and what they were read from."""
    guessed: dict[str, list[int]] = {name: [] for name in names}
    for one in examples:
        wanting = [name for name in names_of(one.path) if len(guessed.get(name, _FULL)) < MOST_TITLES]
        if wanting and (mask := guess_classes((), one.title)):
            for name in wanting:
                guessed[name].append(mask)
    return {name: _proposal(name, masks) for name, masks in guessed.items()}


def _proposal(name: str, guessed: Sequence[int]) -> tuple[int, str]:
    by_name = guess_classes(tuple(name.split(SEPARATOR)))
    counted = Counter(number for mask in guessed for number in classes_of(mask))
    needed = max(FEWEST_TITLES, (VERY_OFTEN if by_name else OFTEN) * len(guessed))
    by_titles = class_mask(number for number, count in counted.items() if count >= needed)
    if by_name:
        return by_name | by_titles, NAME
    return (by_titles, TITLES) if by_titles else (0, NOTHING)


@dataclass(frozen=True)
class Goods:
    """How a marketplace tells goods: the `classifier` of that `number` (0: none), and the classes that people `set` for
    categories, by name. Without either nothing is told."""

    number: int = 0
    classifier: Classifier | None = None
    set: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, listings: Sequence[ListingFacts]) -> list[int | None]:
        """The Nice classes of the goods of each listing as a mask, 0 where nobody can tell; None to have them guessed."""
        if not self.set and self.classifier is None:
            return [None] * len(listings)
        return [mask for mask, _source in self.told(listings)]

    def told(self, listings: Sequence[ListingFacts]) -> list[tuple[int, str]]:
        """The same with who says so: CLASSIFIER, PEOPLE, or GUESS where neither knows these goods."""
        predicted = self._predicted([listing.title for listing in listings])
        return [self._told(listing, name) for listing, name in zip(listings, predicted, strict=True)]

    def _told(self, listing: ListingFacts, predicted: str) -> tuple[int, str]:
        names = tuple(names_of(listing.category_path))
        by_people = any(self.set.get(name) for name in names)
        by_name = self.classes_of(names)
        seen = self.classes_of(names_of(predicted.split(SEPARATOR))) if predicted else 0
        if by_name or seen:
            source = CLASSIFIER if seen or not by_people else PEOPLE
            return (by_name or guess_classes(listing.category_path)) | seen, source
        if self.set or self.classifier is not None:
            return guess_classes(listing.category_path) or guess_classes((), listing.title), GUESS
        return guess_classes(listing.category_path, listing.title), GUESS

    def _predicted(self, titles: Sequence[str]) -> list[str]:
        """The category that each title surely speaks of; "" where that is not sure."""
        if self.classifier is None:
            return [""] * len(titles)
        return [one.category if one.sure >= self.classifier.sure_at else "" for one in self.classifier.predict(titles)]

    def classes_of(self, names: Iterable[str]) -> int:
        """The classes of the first of these categories that has some, as a mask."""
        proposed = self.classifier.classes if self.classifier else {}
        for name in names:
            if mask := self.set.get(name, proposed.get(name, 0)):
                return mask
        return 0


UNTOLD = Goods()
"""A marketplace where goods are guessed."""
